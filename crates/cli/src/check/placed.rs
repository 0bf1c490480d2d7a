//! A telegram and where in its file it stands, as places are told to people and programs.

use super::lines::Lines;
use chancery_sources::Item;
use chancery_telegram::{Span, Telegram};

/// A telegram and where in its file it begins.
pub(crate) struct Placed<'p> {
    pub(crate) telegram: &'p Telegram<'p>,
    pub(crate) item: &'p Item,
    /// How many lines of the file stand before the telegram.
    before: usize,
    /// Where each line of the telegram's text ends, its line end included.
    ends: Vec<usize>,
}

impl<'p> Placed<'p> {
    pub(crate) fn new(telegram: &'p Telegram<'p>, item: &'p Item, lines: &Lines) -> Placed<'p> {
        let mut ends: Vec<usize> = memchr::memchr_iter(b'\n', telegram.source()).map(|at| at + 1).collect();
        if ends.is_empty() {
            // A text whose lines end otherwise.
            ends = telegram.lines().iter().map(|line| line.end as usize).collect();
        }
        Placed { telegram, item, before: lines.before(item), ends }
    }

    /// The line of the file on which a byte of the telegram's text stands, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        let within = self.ends.partition_point(|&end| end <= at);
        // Behind the last line end of all no line begins.
        let last = self.ends.last().is_some_and(|&end| end == self.telegram.source().len());
        self.before + 1 + if last { within.min(self.ends.len() - 1) } else { within }
    }

    /// The line, and the character of the line, both counted from 1.
    pub(crate) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let line = self.line(at);
        let index = line - 1 - self.before;
        let start = index.checked_sub(1).and_then(|index| self.ends.get(index)).copied().unwrap_or(0);
        (line, self.telegram.text(Span::new(start, at.max(start))).chars().count() + 1)
    }

    /// The file, and the member inside an archive behind it.
    pub(crate) fn name(&self) -> String {
        match &self.item.member {
            Some(member) => format!("{} › {member}", self.item.file),
            None => self.item.file.to_string(),
        }
    }
}
