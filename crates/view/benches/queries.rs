//! Queries on an archive of made-up telegrams, half teletype and half of the 1973-79 form, for its owner and for a reader from
//! whom half of the telegrams are hidden: counts, facets, the ten best hits with their places, as `chancery find` gives them.
//!
//! `CHANCERY_BENCH_TELEGRAMS` says how many telegrams, `CHANCERY_BENCH_QUERIES` how many queries of each kind,
//! `CHANCERY_BENCH_KEEP` names a folder in which the archive is kept for the next run. `cargo bench --bench queries -- phrase`
//! asks only what has `phrase` in its name.

use chancery_archive::access::Reader;
use chancery_archive::import::{self, Options, Quiet};
use chancery_archive::{Archive, Writer};
use chancery_synth::queries::{KINDS, SEED, Words, one};
use chancery_synth::{Form, telegrams};
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test` runs benches too, to see that they work.
    let testing = !std::env::args().any(|argument| argument == "--bench");
    let asked = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).unwrap_or_default();
    let count = number("CHANCERY_BENCH_TELEGRAMS", if testing { 200 } else { 1_000_000 });
    let queries = number("CHANCERY_BENCH_QUERIES", if testing { 2 } else { 200 });
    let made = tempfile::tempdir()?;
    let keep = std::env::var_os("CHANCERY_BENCH_KEEP").map(PathBuf::from);
    let archive = keep.unwrap_or_else(|| made.path().to_owned()).join(format!("archive-{count}"));
    if !archive.exists() {
        build(&archive, &made.path().join("input"), count)?;
    }
    let begun = Instant::now();
    let opened = Archive::open(&archive)?.snapshot()?;
    println!("opened in {:.1} ms", milliseconds(begun.elapsed()));
    drop(opened);
    for reader in [Reader::Owner, "SBU".parse()?] {
        let view = View::new(Archive::open(&archive)?.snapshot()?, reader);
        println!("\n{reader:?}: {} telegrams", ask(&view, "*", 0)?);
        println!("{:<28}  {:>9}  {:>9}  {:>9}  {:>9}", "milliseconds", "median", "99 of 100", "most", "hits");
        let mut all = Vec::new();
        for (kind, make) in KINDS.into_iter().filter(|(kind, _)| kind.contains(&asked)) {
            let mut times = Vec::new();
            let mut hits = 0;
            for at in 0..queries {
                let query = make(&mut Words::of(at, count));
                let begun = Instant::now();
                hits += ask(&view, &query, 10)?;
                times.push(begun.elapsed());
            }
            all.extend_from_slice(&times);
            line(kind, times, hits / queries.max(1));
        }
        line("all of these", all, 0);
        let mut times = Vec::new();
        for at in 0..queries {
            let text = one(at * 7919 % count);
            let record = chancery_telegram::read(text.as_bytes(), Default::default(), &Default::default());
            let Some(key) = record.mrn.and_then(|mrn| mrn.canonical) else { continue };
            let begun = Instant::now();
            // What this reader may not see takes its time too.
            let _ = view.show(&key, None, |shown| shown.original.len());
            times.push(begun.elapsed());
        }
        line("show, by number", times, 1);
    }
    Ok(())
}

fn ask(view: &View, query: &str, limit: usize) -> Result<u64, Box<dyn Error>> {
    let today = jiff::civil::date(2026, 1, 1);
    let found = view.find(&Request {
        query,
        limit,
        skip: 0,
        months: false,
        sort: Sort::Relevance,
        cursor: None,
        today,
    });
    Ok(found.map_err(|error| format!("{query}: {error}"))?.total)
}

fn line(what: &str, mut times: Vec<Duration>, hits: u64) {
    times.sort_unstable();
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len() - 1)).copied().unwrap_or_default()
    };
    let (median, late, most) = (milliseconds(at(50)), milliseconds(at(99)), milliseconds(at(100)));
    println!("{what:<28}  {median:>9.2}  {late:>9.2}  {most:>9.2}  {hits:>9}");
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn build(archive: &Path, input: &Path, count: u64) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(input)?;
    let mut size = 0;
    for (form, name) in [(Form::Teletype, "teletype.txt"), (Form::Nara, "nara.txt")] {
        let mut file = BufWriter::new(File::create(input.join(name))?);
        for telegram in telegrams(form, SEED, count / 2) {
            size += telegram.len();
            file.write_all(telegram.as_bytes())?;
        }
        file.flush()?;
    }
    let begun = Instant::now();
    let mut writer = Writer::open(archive)?;
    import::import(
        &mut writer,
        &Options { paths: vec![input.to_owned()], ..Options::default() },
        &mut Quiet,
    )?;
    drop(writer);
    fs::remove_dir_all(input)?;
    let took = begun.elapsed().as_secs_f64();
    let rate = size as f64 / 1e6 / took;
    println!("imported {count} telegrams, {} MB, in {took:.0} s, {rate:.1} MB/s", size / 1_000_000);
    Ok(())
}
