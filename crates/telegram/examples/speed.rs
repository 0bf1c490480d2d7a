//! Rough speed on the files given.
use chancery_telegram::{Options, read, record::Attributes, syntax};
use std::time::Instant;
fn main() {
    let texts: Vec<Vec<u8>> = std::env::args().skip(1).map(|p| std::fs::read(p).unwrap()).collect();
    let total: usize = texts.iter().map(Vec::len).sum();
    let rounds = std::env::var("ROUNDS").ok().and_then(|r| r.parse().ok()).unwrap_or(200_000_000 / total + 1);
    let o = Options::default();
    let mut time = |name: &str, f: &mut dyn FnMut(&[u8]) -> usize| {
        let t = Instant::now();
        let mut n = 0;
        for _ in 0..rounds {
            for s in &texts {
                n += f(s);
            }
        }
        let mb = (total * rounds) as f64 / 1e6;
        println!("{name:10} {:8.0} MB/s  ({n})", mb / t.elapsed().as_secs_f64());
    };
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut time = |name: &str, f: &mut dyn FnMut(&[u8]) -> usize| {
        if only.is_empty() || only == name {
            time(name, f)
        }
    };
    time("lines", &mut |s| memchr::memchr_iter(b'\n', s).count());
    time("words", &mut |s| std::str::from_utf8(s).unwrap_or("").split_ascii_whitespace().count());
    time("syntax", &mut |s| syntax::parse(s, o.registry).lines().len());
    time("record", &mut |s| read(s, Attributes::default(), &o).body.len());
    let mut buf = Vec::new();
    time("json", &mut |s| {
        buf.clear();
        serde_json::to_writer(&mut buf, &read(s, Attributes::default(), &o)).unwrap();
        buf.len()
    });
}
