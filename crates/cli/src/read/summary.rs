//! What was read, and what was not.

use crate::failures::{FailureLine, LISTED, print};
use crate::numbers::{bytes, counted, grouped};
use anstyle::Style;
use chancery_sources::{Item, ItemError};
use chancery_telegram::record::Record;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Duration;

/// Counts.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) telegrams: u64,
    pub(crate) bytes: u64,
    formats: BTreeMap<&'static str, u64>,
    /// By year of sending; 0 for those that are not dated.
    years: BTreeMap<u16, u64>,
}

impl Tally {
    /// Counts a telegram.
    pub(crate) fn add(&mut self, item: &Item, record: &Record<'_>) {
        self.telegrams += 1;
        self.bytes += item.original().len() as u64;
        *self.formats.entry(item.format).or_default() += 1;
        let sent =
            record.sent.as_ref().and_then(|sent| sent.at).and_then(|at| u16::try_from(at.date().year()).ok());
        let year = sent
            .or(record.mrn.as_ref().and_then(|mrn| mrn.year))
            .or_else(|| item.date_hint().map(|date| date.year))
            .unwrap_or(0);
        *self.years.entry(year).or_default() += 1;
    }

    fn merge(&mut self, other: Tally) {
        self.telegrams += other.telegrams;
        self.bytes += other.bytes;
        for (format, count) in other.formats {
            *self.formats.entry(format).or_default() += count;
        }
        for (year, count) in other.years {
            *self.years.entry(year).or_default() += count;
        }
    }
}

/// The whole run.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    tally: Tally,
    failed: u64,
    failures: Vec<FailureLine>,
    pub(crate) interrupted: bool,
    /// Whoever reads the output has seen enough and closed it: no failure, and nothing to sum up.
    pub(crate) closed: bool,
    pub(crate) seconds: Duration,
}

impl Summary {
    /// Counts what a batch gave, and reports what could not be read where `report` says so.
    pub(crate) fn take(&mut self, tally: Tally, errors: &[ItemError], report: bool) {
        self.tally.merge(tally);
        for error in errors {
            self.failed += 1;
            if report {
                print(error);
            }
            if self.failures.len() < LISTED {
                self.failures.push(FailureLine::of(error));
            }
        }
    }

    /// True when all of the input was read.
    pub(crate) fn complete(&self) -> bool {
        self.failed == 0 && !self.interrupted
    }

    pub(crate) fn telegrams(&self) -> u64 {
        self.tally.telegrams
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.tally.bytes
    }

    /// Writes it to standard error.
    pub(crate) fn print(&self, json: bool) {
        let text = if json { self.json() } else { self.text() };
        // Nobody is left to tell if standard error is closed.
        let _ = anstream::stderr().write_all(text.as_bytes());
    }

    fn text(&self) -> String {
        const LABEL: Style = Style::new().dimmed();
        const BOLD: Style = Style::new().bold();
        let seconds = self.seconds.as_secs_f64();
        let telegrams = counted(self.tally.telegrams, "telegram", "telegrams");
        let mut text = format!("{BOLD}{telegrams}{BOLD:#} read, {}", bytes(self.tally.bytes));
        // Over a short time a rate says nothing.
        if seconds >= 0.1 {
            let rate = bytes((self.tally.bytes as f64 / seconds) as u64);
            text.push_str(&format!(" in {seconds:.1} s, {rate}/s"));
        }
        text.push('\n');
        let mut line = |label: &str, words: String| {
            if !words.is_empty() {
                text.push_str(&format!("  {LABEL}{label:<7}{LABEL:#}  {words}\n"));
            }
        };
        let mut formats: Vec<_> = self.tally.formats.iter().collect();
        formats.sort_by_key(|&(_, count)| std::cmp::Reverse(*count));
        line(
            "formats",
            joined(formats.iter().map(|(format, count)| format!("{} {format}", grouped(**count)))),
        );
        line("years", joined(self.years()));
        if self.failed > 0 {
            line("failed", format!("{} could not be read", counted(self.failed, "place", "places")));
        }
        if self.interrupted {
            line("stopped", "interrupted; the rest was not read".to_owned());
        }
        text
    }

    /// Years and counts; of many, what they come to.
    fn years(&self) -> Vec<String> {
        let dated: Vec<_> = self.tally.years.iter().filter(|&(&year, _)| year > 0).collect();
        let mut words: Vec<String> = match dated[..] {
            [(first, _), .., (last, _)] if dated.len() > 12 => {
                let count = dated.iter().map(|&(_, count)| count).sum();
                vec![format!("{} from {first} to {last}", grouped(count))]
            }
            _ => dated.iter().map(|(year, count)| format!("{} from {year}", grouped(**count))).collect(),
        };
        if let Some(&undated) = self.tally.years.get(&0) {
            words.push(format!("{} undated", grouped(undated)));
        }
        words
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Object<'s> {
            telegrams: u64,
            failed: u64,
            bytes: u64,
            seconds: f64,
            interrupted: bool,
            by: By<'s>,
            failures: &'s [FailureLine],
        }
        #[derive(Serialize)]
        struct By<'s> {
            format: &'s BTreeMap<&'static str, u64>,
            year: BTreeMap<String, u64>,
        }
        let year = |(&year, &count): (&u16, &u64)| {
            (if year == 0 { "undated".to_owned() } else { year.to_string() }, count)
        };
        let object = Object {
            telegrams: self.tally.telegrams,
            failed: self.failed,
            bytes: self.tally.bytes,
            seconds: (self.seconds.as_secs_f64() * 1000.0).round() / 1000.0,
            interrupted: self.interrupted,
            by: By { format: &self.tally.formats, year: self.tally.years.iter().map(year).collect() },
            failures: &self.failures,
        };
        serde_json::to_string(&object).unwrap_or_default() + "\n"
    }
}

fn joined(words: impl IntoIterator<Item = String>) -> String {
    words.into_iter().collect::<Vec<_>>().join(", ")
}
