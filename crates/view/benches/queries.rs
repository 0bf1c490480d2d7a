//! Queries on an archive of made-up telegrams, half teletype and half of the 1973-79 form, for its owner and for a reader from
//! whom half of the telegrams are hidden: counts, facets, the ten best hits with their places, as `chancery find` gives them.
//!
//! `CHANCERY_BENCH_TELEGRAMS` says how many telegrams, `CHANCERY_BENCH_QUERIES` how many queries of each kind,
//! `CHANCERY_BENCH_KEEP` names a folder in which the archive is kept for the next run. `cargo bench --bench queries -- phrase`
//! asks only what has `phrase` in its name.

use chancery_archive::access::Reader;
use chancery_archive::import::{self, Options, Quiet};
use chancery_archive::{Archive, Writer};
use chancery_synth::{Form, telegram, telegrams};
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const SEED: u64 = 7904;

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

/// How a query of some kind is made.
type Make = fn(&mut Words) -> String;

/// The kinds of queries.
const KINDS: [(&str, Make); 12] = [
    ("a name", |words| words.name()),
    ("two names, either", |words| format!("{} OR {}", words.name(), words.name())),
    ("a word", |words| words.word()),
    ("two words", |words| format!("{} {}", words.word(), words.word())),
    ("a name and a word", |words| format!("{} {}", words.name(), words.word())),
    ("a phrase", |words| format!("\"{}\"", words.phrase())),
    ("words near each other", |words| format!("near:\"{} {}\"~5", words.word(), words.word())),
    ("the beginning of a name", |words| format!("{}*", &words.name()[..5])),
    ("a name, one letter off", |words| format!("{}~1", words.name())),
    ("a word from a post", |words| {
        format!("{} from:{}", words.word(), words.pick(&["PARIS", "TALLINN", "GREYHAVEN"]))
    }),
    ("a name, TAGS and years", |words| {
        format!("{} tag:{} year:1975..2006", words.name(), words.pick(&["PREL", "PFOR", "EAIR", "OVIP"]))
    }),
    ("all of a year", |words| format!("year:{}", 2001 + words.next() % 9)),
];

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

/// Words of the telegrams that are searched.
struct Words {
    words: Vec<String>,
    state: u64,
}

impl Words {
    fn of(at: u64, count: u64) -> Words {
        let text = one((at * 104_729 + 13) % count);
        let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_alphabetic()));
        let words = words.skip(60).filter(|w| w.bytes().all(|b| b.is_ascii_alphabetic()) && !w.is_empty());
        Words {
            words: words.map(str::to_ascii_lowercase).collect(),
            state: at.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        }
    }

    fn next(&mut self) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.next() % from.len()]
    }

    /// Any word of four letters or more.
    fn word(&mut self) -> String {
        let at = self.next();
        let mut from = (0..self.words.len()).map(|n| &self.words[(at + n) % self.words.len()]);
        from.find(|word| word.len() > 3).cloned().unwrap_or_else(|| "agreement".to_owned())
    }

    /// What stands behind a title.
    fn name(&mut self) -> String {
        const TITLES: [&str; 4] = ["deputy minister", "senator", "colonel", "businessman"];
        let at = self.next() % self.words.len();
        let (late, early) = (self.words[at..].windows(3), self.words[..at].windows(3));
        let found = late.chain(early).find(|three| {
            let titled = TITLES.iter().any(|title| {
                *title == three[1] || title.strip_suffix(&three[1]).is_some_and(|t| t.trim() == three[0])
            });
            titled && three[2].len() > 5
        });
        found.map_or_else(|| "bradalin".to_owned(), |three| three[2].clone())
    }

    fn phrase(&mut self) -> String {
        let at = self.next() % (self.words.len() - 3);
        self.words[at..at + 3].join(" ")
    }
}

/// A telegram of the archive.
fn one(at: u64) -> String {
    telegram(if at.is_multiple_of(2) { Form::Teletype } else { Form::Nara }, SEED, at / 2)
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
