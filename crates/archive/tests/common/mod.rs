//! What the tests of the archive share: sources, imports, and all that an archive holds as one text.

use chancery_archive::import::{Options, Quiet, Report, import};
use chancery_archive::{Archive, Writer};
use chancery_synth::{Form, telegram, telegrams};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use tantivy::DocSet as _;
use tantivy::schema::{IndexRecordOption, Type};

/// Made-up sources: telegrams of both forms in files of many, some alone in their files, some of them again, word for word or
/// with a word changed, and one in two sections.
#[allow(dead_code)]
pub(crate) fn sources(folder: &Path, count: u64) {
    fs::create_dir_all(folder.join("alone")).unwrap();
    let many = |form, seed, count| telegrams(form, seed, count).map(|text| text + "\n").collect::<String>();
    fs::write(folder.join("a.txt"), many(Form::Teletype, 1, count)).unwrap();
    fs::write(folder.join("b.txt"), many(Form::Nara, 2, count / 2)).unwrap();
    let changed: String =
        many(Form::Teletype, 1, count / 4).replace(" the ", " this ").replace(" THE ", " THIS ");
    fs::write(folder.join("c.txt"), changed).unwrap();
    fs::write(folder.join("d.txt"), many(Form::Nara, 2, count / 8)).unwrap();
    for index in 0..count / 8 {
        let name = folder.join(format!("alone/{index:03}.txt"));
        fs::write(name, telegram(Form::Teletype, 3, index)).unwrap();
    }
    for section in 1..3 {
        let text = format!(
            "C O N F I D E N T I A L SECTION 0{section} OF 02 GREYHAVEN 000412\n\nSIPDIS\n\nE.O. 12958: DECL: 03/12/2017\n\
             TAGS: PREL, EFIS\nSUBJECT: FISHING RULES\n\n{section}. (C) The delegation read part {section} of its paper.\n"
        );
        fs::write(folder.join(format!("section-{section}.txt")), text).unwrap();
    }
}

/// Options for small commits.
pub(crate) fn options(path: &Path, collection: Option<&str>) -> Options {
    Options {
        paths: vec![path.to_owned()],
        collection: collection.map(str::to_owned),
        threads: NonZero::new(2),
        commit: Some(24 << 10),
        ..Options::default()
    }
}

/// Imports and closes.
#[allow(dead_code)]
pub(crate) fn bring_in(archive: &Path, path: &Path, collection: Option<&str>) -> Report {
    let mut writer = Writer::open(archive).unwrap();
    import(&mut writer, &options(path, collection), &mut Quiet).unwrap()
}

/// All files below a folder, sorted.
#[allow(dead_code)]
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Copies a folder.
#[allow(dead_code)]
pub(crate) fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let to = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(file, to).unwrap();
    }
}

/// All that an archive holds, but for the journal's lines and where things lie: rows, texts, and the index as lists of telegrams.
pub(crate) fn contents(root: &Path) -> String {
    let mut text = String::new();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(root.join("catalogue.db"), flags).unwrap();
    for table in [
        "setting WHERE name NOT IN ('dictionary', 'reading') ORDER BY name",
        "collection ORDER BY id",
        "source ORDER BY id",
        "telegram ORDER BY id",
        "decision ORDER BY id",
    ] {
        rows(&connection, &format!("SELECT * FROM {table}"), &mut text);
    }
    rows(&connection, "SELECT id, sha256, telegram, bytes FROM original ORDER BY id", &mut text);
    rows(
        &connection,
        "SELECT original, source, ordinal, collection FROM entry ORDER BY original, source, ordinal",
        &mut text,
    );
    let snapshot = Archive::open(root).unwrap().snapshot().unwrap();
    let telegrams: Vec<i64> = connection
        .prepare("SELECT id FROM telegram ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for telegram in telegrams {
        for variant in snapshot.variants(telegram).unwrap() {
            let item = &variant.item;
            let (file, member) = (file_name(&item.file), &item.member);
            writeln!(
                text,
                "text of {telegram}: {:?} {} {file} {member:?} {:?} {:?} {:?} {:?} {}",
                variant.originals,
                item.format,
                item.id,
                item.span,
                item.attributes,
                item.date,
                item.sha256()
            )
            .unwrap();
        }
    }
    for stratum in snapshot.strata() {
        let (mut terms, mut documents) = (BTreeMap::new(), Vec::new());
        for segment in stratum.searcher.segment_readers() {
            let ids = segment.fast_fields().u64("telegram").unwrap();
            documents.extend(segment.doc_ids_alive().map(|doc| ids.first(doc)));
            for (field, entry) in segment.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
                let index = segment.inverted_index(field).unwrap();
                let mut all = index.terms().stream().unwrap();
                while let Some((key, info)) = all.next() {
                    let with = IndexRecordOption::WithFreqs;
                    let mut postings = index.read_postings_from_terminfo(info, with).unwrap();
                    let term = match entry.field_type().value_type() {
                        Type::Str => String::from_utf8_lossy(key).into_owned(),
                        _ => format!("{key:02x?}"),
                    };
                    let list: &mut Vec<_> = terms.entry((entry.name().to_owned(), term)).or_default();
                    while postings.doc() != tantivy::TERMINATED {
                        if !segment.is_deleted(postings.doc()) {
                            list.push(ids.first(postings.doc()));
                        }
                        postings.advance();
                    }
                }
            }
        }
        if documents.is_empty() {
            continue;
        }
        documents.sort_unstable();
        writeln!(text, "stratum {}: {documents:?}", stratum.key).unwrap();
        for ((field, term), mut list) in terms {
            list.sort_unstable();
            if !list.is_empty() {
                writeln!(text, "  {field} {term:?}: {list:?}").unwrap();
            }
        }
    }
    text
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn rows(connection: &Connection, sql: &str, text: &mut String) {
    let mut statement = connection.prepare(sql).unwrap();
    let count = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<Value> = (0..count).map(|at| row.get(at).unwrap()).collect();
        writeln!(text, "{}: {values:?}", sql.split(' ').skip_while(|word| *word != "FROM").nth(1).unwrap())
            .unwrap();
    }
}

/// Fails with the first line that differs.
#[allow(dead_code)]
pub(crate) fn assert_same(is: &str, should: &str) {
    let differ = is.lines().zip(should.lines()).position(|(is, should)| is != should);
    let shown =
        |text: &str, at: usize| text.lines().nth(at).unwrap_or("").chars().take(400).collect::<String>();
    if let Some(at) = differ {
        panic!("line {at} differs\n  is     {}\n  should {}", shown(is, at), shown(should, at));
    }
    assert_eq!(is.lines().count(), should.lines().count(), "one has more lines");
}
