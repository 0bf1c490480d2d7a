//! Words of a draft that know where they stand in it.

use std::fmt;
use std::ops::Range;

/// Text that a draft says, and its place there. What comes from a record has no place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The characters.
    pub text: String,
    /// Where they stand, in bytes of the draft.
    pub place: Option<Range<usize>>,
    /// True where they stand there in other characters: then no part of them has a place of its own.
    pub made: bool,
}

impl Said {
    /// Text without a place.
    pub fn new(text: impl Into<String>) -> Said {
        Said { text: text.into(), ..Said::default() }
    }

    /// Text that stands at a place of a draft.
    pub fn at(text: impl Into<String>, place: Range<usize>) -> Said {
        Said { text: text.into(), place: Some(place), made: false }
    }

    /// True when it has no characters but blanks.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Other text that stands for this one.
    pub(crate) fn made(&self, text: impl Into<String>) -> Said {
        Said { text: text.into(), place: self.place.clone(), made: true }
    }

    /// A part of it, by byte offsets. Its place is the part's own where the characters stand in the draft as they are here.
    pub(crate) fn part(&self, range: Range<usize>) -> Said {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let place = self.place.clone().map(|place| match !self.made && place.len() == self.text.len() {
            true => place.start + range.start..place.start + range.end,
            false => place,
        });
        Said { text: text.to_owned(), place, made: self.made }
    }

    /// Without the blanks around it.
    pub(crate) fn trimmed(&self) -> Said {
        let start = self.text.len() - self.text.trim_start().len();
        let end = start + self.text.trim().len();
        self.part(start..end)
    }

    /// Its words.
    pub(crate) fn words(&self) -> Vec<Said> {
        self.split(char::is_whitespace)
    }

    /// Its parts between separators, blanks and empty parts taken out.
    pub(crate) fn split(&self, separates: impl Fn(char) -> bool) -> Vec<Said> {
        let mut parts = Vec::new();
        let mut start = 0;
        let ends =
            self.text.char_indices().filter(|&(_, c)| separates(c)).map(|(at, c)| (at, at + c.len_utf8()));
        for (end, next) in ends.chain([(self.text.len(), self.text.len())]) {
            let part = self.part(start..end).trimmed();
            if !part.text.is_empty() {
                parts.push(part);
            }
            start = next;
        }
        parts
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The place that holds all of these.
pub(crate) fn whole(words: &[Said]) -> Option<Range<usize>> {
    let mut places = words.iter().filter_map(|word| word.place.clone());
    let first = places.next()?;
    Some(places.fold(first, |all, place| all.start.min(place.start)..all.end.max(place.end)))
}

/// Words with one blank between them.
pub(crate) fn joined(words: &[Said]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}
