//! Measures what time tells of what is hidden: the same requests of one reader to an archive with hidden telegrams and to one
//! without them; each figure is the median of many.
//!
//! `cargo run --release -p chancery-view --example hidden_time -- 20000`

use chancery_archive::collections::Change;
use chancery_archive::import::{self, Options, Quiet};
use chancery_archive::{Archive, Writer};
use chancery_synth::Form;
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// How often a request is made of each archive, one after the other in turn.
const TIMES: usize = 401;

fn main() -> Result<(), Box<dyn Error>> {
    let count: u64 = std::env::args().nth(1).map_or(Ok(5_000), |count| count.parse())?;
    let folder = tempfile::tempdir()?;
    let seen = write(&folder.path().join("seen"), 1, count)?;
    let hidden = write(&folder.path().join("hidden"), 2, count)?;
    let with = archive(
        &folder.path().join("with"),
        &folder.path().join("seen"),
        Some(&folder.path().join("hidden")),
    )?;
    let without = archive(&folder.path().join("without"), &folder.path().join("seen"), None)?;
    println!("{count} telegrams that the reader sees; in one archive {count} more that he does not see");
    println!("{:<44}  {:>12}  {:>12}", "microseconds, median", "with hidden", "without");
    let find = |query: &'static str, limit| {
        move |view: &View| {
            let today = jiff::civil::date(2026, 1, 1);
            let request =
                Request { query, limit, skip: 0, months: false, sort: Sort::Relevance, cursor: None, today };
            view.find(&request).map_or(0, |found| found.total as usize)
        }
    };
    compare("find a frequent word, counts", &with, &without, find("minister", 0));
    compare("find a frequent word, ten hits", &with, &without, find("minister", 10));
    compare("find two words and a year", &with, &without, find("fisheries committee year:2006", 10));
    compare("find a phrase", &with, &without, find("\"minister of transport\"", 0));
    compare("find a word that is in none", &with, &without, find("zymurgy", 10));
    compare("stats", &with, &without, |view| view.stats().map_or(0, |stats| stats.telegrams as usize));
    let show =
        |key: String| move |view: &View| view.show(&key, None, |shown| shown.original.len()).unwrap_or(0);
    compare("show one that is seen", &with, &without, show(seen));
    compare("show one that is hidden, or not there", &with, &without, show(hidden));
    compare("show one that is in neither", &with, &without, show("99NOWHERE1".into()));
    Ok(())
}

/// Writes telegrams into one file, and gives the number of one of them.
fn write(folder: &Path, seed: u64, count: u64) -> Result<String, Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut text = String::new();
    let mut key = None;
    for telegram in chancery_synth::telegrams(Form::Teletype, seed, count) {
        if key.is_none() {
            let options = chancery_telegram::Options::default();
            let record = chancery_telegram::read(telegram.as_bytes(), Default::default(), &options);
            key = record.mrn.and_then(|mrn| mrn.canonical);
        }
        text.push_str(&telegram);
    }
    fs::write(folder.join("telegrams.txt"), text)?;
    key.ok_or_else(|| "no telegram has a number".into())
}

fn archive(to: &Path, seen: &Path, hidden: Option<&Path>) -> Result<View, Box<dyn Error>> {
    let mut writer = Writer::open(to)?;
    writer.add_collection("seen", &Change { released: Some(true), ..Change::default() })?;
    writer.add_collection("hidden", &Change { level: Some(Some("SECRET".parse()?)), ..Change::default() })?;
    for (collection, path) in [("hidden", hidden), ("seen", Some(seen))] {
        let Some(path) = path else { continue };
        let options = Options {
            paths: vec![path.to_owned()],
            collection: Some(collection.to_owned()),
            ..Options::default()
        };
        import::import(&mut writer, &options, &mut Quiet)?;
    }
    drop(writer);
    Ok(View::new(Archive::open(to)?.snapshot()?, "CONFIDENTIAL".parse()?))
}

fn compare(what: &str, with: &View, without: &View, ask: impl Fn(&View) -> usize) {
    let mut times = [Vec::with_capacity(TIMES), Vec::with_capacity(TIMES)];
    for _ in 0..TIMES {
        for (times, view) in times.iter_mut().zip([with, without]) {
            let begin = Instant::now();
            black_box(ask(view));
            times.push(begin.elapsed().as_secs_f64() * 1e6);
        }
    }
    let [with, without] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[TIMES / 2]
    });
    println!("{what:<44}  {with:>12.1}  {without:>12.1}");
}
