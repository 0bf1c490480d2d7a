//! Import of made-up telegrams against what others do with the same texts: Tantivy alone, and SQLite's FTS5.
//!
//! Half of the texts are teletype, half of the 1973-79 form. All figures are of one run on one machine, with the same number of
//! threads; each is megabytes of telegrams a second. `CHANCERY_BENCH_TELEGRAMS` says how many, `CHANCERY_BENCH_THREADS` with how
//! many threads, `CHANCERY_BENCH_ROUNDS` how often.

use chancery_archive::Writer;
use chancery_archive::import::{Options, Quiet, import};
use chancery_sources::{Options as SourceOptions, Sources};
use chancery_synth::{Form, telegrams};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::num::NonZero;
use std::path::Path;
use std::time::Instant;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, IndexWriter, doc};

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn main() {
    // `cargo test` runs benches too, to see that they work.
    let testing = !std::env::args().any(|argument| argument == "--bench");
    let count = number("CHANCERY_BENCH_TELEGRAMS", if testing { 200 } else { 40_000 });
    let threads = number("CHANCERY_BENCH_THREADS", 2);
    let rounds = number("CHANCERY_BENCH_ROUNDS", if testing { 1 } else { 3 });
    let folder = tempfile::tempdir().expect("a folder for what is made");
    let input = folder.path().join("input");
    std::fs::create_dir(&input).expect("a folder for the telegrams");
    for (form, name) in [(Form::Teletype, "teletype.txt"), (Form::Nara, "nara.txt")] {
        let mut file = BufWriter::new(File::create(input.join(name)).expect("a file of telegrams"));
        for telegram in telegrams(form, 7904, count as u64 / 2) {
            file.write_all(telegram.as_bytes()).expect("room for the telegrams");
        }
    }
    let mut texts = Vec::new();
    Sources::new([&input], SourceOptions::default()).for_each(&mut |item| {
        texts.extend(item.ok().map(|item| String::from_utf8_lossy(&item.bytes).into_owned()));
        chancery_sources::Flow::Continue(())
    });
    let size: usize = texts.iter().map(String::len).sum();
    println!("{} telegrams, {} MB, {threads} threads", texts.len(), size / 1_000_000);
    let rate = |begun: Instant| size as f64 / 1e6 / begun.elapsed().as_secs_f64();
    for round in 0..rounds {
        let place = |name: &str| folder.path().join(format!("{name}-{round}"));
        let begun = Instant::now();
        whole(&input, &place("archive"), threads);
        let import = rate(begun);
        let held = size_of(&place("archive")) as f64 / size as f64;
        let begun = Instant::now();
        bare(&texts, &place("tantivy"), threads);
        let tantivy = rate(begun);
        let begun = Instant::now();
        fts5(&texts, &place("fts5.db"));
        let fts5 = rate(begun);
        println!(
            "import {import:6.1} MB/s   Tantivy alone {tantivy:6.1}   FTS5 {fts5:6.1}   import/Tantivy {:.2}   on disk {held:.2} of the text",
            import / tantivy
        );
    }
}

fn whole(input: &Path, archive: &Path, threads: usize) {
    let mut writer = Writer::open(archive).expect("an archive");
    let options =
        Options { paths: vec![input.to_path_buf()], threads: NonZero::new(threads), ..Options::default() };
    import(&mut writer, &options, &mut Quiet).expect("an import");
}

fn bare(texts: &[String], folder: &Path, threads: usize) {
    std::fs::create_dir(folder).expect("a folder for the index");
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT);
    let index = Index::create_in_dir(folder, schema.build()).expect("an index");
    let mut writer: IndexWriter =
        index.writer_with_num_threads(threads, threads * (400 << 20)).expect("a writer");
    for one in texts {
        writer.add_document(doc!(text => one.as_str())).expect("room for a document");
    }
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("merged segments");
}

fn fts5(texts: &[String], path: &Path) {
    let mut connection = rusqlite::Connection::open(path).expect("a database");
    connection
        .execute_batch("PRAGMA journal_mode = WAL; CREATE VIRTUAL TABLE t USING fts5 (text, content = '');")
        .expect("a table");
    let transaction = connection.transaction().expect("a transaction");
    for (row, one) in texts.iter().enumerate() {
        transaction
            .prepare_cached("INSERT INTO t (rowid, text) VALUES (?, ?)")
            .and_then(|mut insert| insert.execute(rusqlite::params![row as i64, one]))
            .expect("a row");
    }
    transaction.commit().expect("a commit");
}

/// The bytes of all files in a folder.
fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => size_of(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}
