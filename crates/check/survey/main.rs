//! What the rules find in many telegrams: `cargo run -p chancery-check --example survey -- PATH... [CODE...]` counts findings
//! by rule and telegram, and prints those of the codes named, each with its line, to be looked at by hand.

use chancery_check::{Look, Settings, all, by_code, look};
use chancery_sources::{Options as Reading, Sources};
use chancery_telegram::Options;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn main() {
    let (codes, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| by_code(word).is_some());
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    let mut telegrams = 0;
    for item in Sources::new(&paths, Reading::default()).into_iter().flatten() {
        telegrams += 1;
        let options = Options { date: item.date_hint(), ..Options::default() };
        let telegram = item.telegram(&options, false);
        let looked = Look::new(&telegram, &options);
        for rule in all() {
            *asked.entry(rule.code).or_default() += usize::from(looked.severity(rule).is_some());
        }
        let findings = look(&looked, &Settings::default());
        let mut last = "";
        for finding in &findings {
            let count = counts.entry(finding.rule.code).or_default();
            count.0 += 1;
            count.1 += usize::from(last != finding.rule.code);
            last = finding.rule.code;
            if codes.iter().any(|code| code.eq_ignore_ascii_case(finding.rule.code)) {
                let source = telegram.source();
                let range = finding.span.range();
                let from = source[..range.start].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
                let to = source[range.end..]
                    .iter()
                    .position(|&b| b == b'\n')
                    .map_or(source.len(), |at| range.end + at);
                let to = to.min(from + 600);
                println!(
                    "{} {} {} {:?} {}: {}\n{}\n",
                    finding.rule.code,
                    finding.severity,
                    item.file,
                    range,
                    looked.sent().map(|day| day.to_string()).unwrap_or_default(),
                    finding.message,
                    String::from_utf8_lossy(&source[from..to])
                );
            }
        }
    }
    println!("{telegrams} telegrams\n\ncode   findings telegrams  asked of");
    for rule in all() {
        let (findings, of) = counts.get(rule.code).copied().unwrap_or_default();
        println!(
            "{:6} {findings:8} {of:9} {:9}",
            rule.code,
            asked.get(rule.code).copied().unwrap_or_default()
        );
    }
}
