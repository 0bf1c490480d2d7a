//! Measures how many telegrams of an archive have what stands in one of them: a word, two words, a phrase, words near each other. So
//! made-up telegrams can be compared with real ones.
//!
//! `cargo run --release -p chancery-view --example shares -- ARCHIVE`

use chancery_archive::Archive;
use chancery_archive::access::Reader;
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::error::Error;

/// Queries of each kind.
const QUERIES: usize = 400;

/// Texts from which words are drawn, at most.
const TEXTS: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("say which archive")?;
    let view = View::new(Archive::open(std::path::Path::new(&path))?.snapshot()?, Reader::Owner);
    let mut texts: Vec<Vec<String>> = Vec::new();
    let enough = view.each(&request("*"), &mut |shown| {
        let body = shown.record.body.iter().filter(|block| block.number.is_some());
        let words = body.flat_map(|block| block.text.split(|c: char| !c.is_ascii_alphabetic()));
        let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
        // Of shorter ones little can be asked.
        if words.len() >= 20 {
            texts.push(words);
        }
        if texts.len() < TEXTS { Ok(()) } else { Err(Stop) }
    });
    match enough {
        Ok(_) | Err(Stop) if !texts.is_empty() => {}
        _ => return Err("there is no telegram with a text in it".into()),
    }
    let all = view.find(&request("*"))?.total;
    let words = texts.iter().map(Vec::len).sum::<usize>() / texts.len();
    println!("{all} telegrams, {words} words each in the paragraphs of {} of them", texts.len());
    println!("{:<26}  {:>8}  {:>8}", "per cent of all have", "mean", "median");
    let mut draw = Draw(7904);
    let kinds: [(&str, Make); 4] = [
        ("a word of four letters", |draw, text| draw.word(text)),
        ("two of them", |draw, text| format!("{} {}", draw.word(text), draw.word(text))),
        ("three words in a row", |draw, text| {
            let at = draw.below(text.len() - 2);
            format!("\"{}\"", text[at..at + 3].join(" "))
        }),
        ("two within five words", |draw, text| format!("near:\"{} {}\"~5", draw.word(text), draw.word(text))),
    ];
    for (kind, make) in kinds {
        let mut shares = Vec::with_capacity(QUERIES);
        for _ in 0..QUERIES {
            let text = &texts[draw.below(texts.len())];
            let query = make(&mut draw, text);
            let found = view.find(&request(&query)).map_err(|error| format!("{query}: {error}"))?;
            shares.push(found.total as f64 / all as f64 * 100.0);
        }
        shares.sort_by(f64::total_cmp);
        let mean = shares.iter().sum::<f64>() / shares.len() as f64;
        println!("{kind:<26}  {mean:>8.2}  {:>8.2}", shares[shares.len() / 2]);
    }
    Ok(())
}

/// How a query is made of the words of a text.
type Make = fn(&mut Draw, &[String]) -> String;

/// That there are enough texts.
struct Stop;

impl From<chancery_view::Error> for Stop {
    fn from(_: chancery_view::Error) -> Stop {
        Stop
    }
}

fn request(query: &str) -> Request<'_> {
    let today = jiff::civil::date(2026, 1, 1);
    Request { query, limit: 0, skip: 0, months: false, sort: Sort::Date, cursor: None, today }
}

/// Choices that are the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count.max(1)
    }

    /// A word of four letters or more.
    fn word(&mut self, text: &[String]) -> String {
        let at = self.below(text.len());
        let mut from = (0..text.len()).map(|n| &text[(at + n) % text.len()]);
        from.find(|word| word.len() > 3).cloned().unwrap_or_else(|| "agreement".to_owned())
    }
}
