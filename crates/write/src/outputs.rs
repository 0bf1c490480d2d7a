//! Problems as machines get them (`write --json`).

use crate::problem::Problem;
use chancery_check::Severity;
use schemars::JsonSchema;
use serde::Serialize;

/// What is wrong with a draft, as one JSON object.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProblemLine<'p> {
    /// How grave it is.
    pub severity: Severity,
    /// The rule that found it in what was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// What of the draft it is about: a key of the heading, `heading`, `text`, or `telegram`.
    pub key: &'p str,
    /// The file, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'p str>,
    /// Its line in the draft, from 1. Without one it is about what is missing, or the draft is a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Its column there, from 1, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Where it is, in bytes of the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(usize, usize)>,
    /// What is wrong.
    pub message: &'p str,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'p str>,
}

impl<'p> ProblemLine<'p> {
    /// The object of a problem, whose place is looked up in the draft's own text.
    pub fn of(
        problem: &'p Problem,
        places: Option<&mut Places<'_>>,
        file: Option<&'p str>,
    ) -> ProblemLine<'p> {
        let at = places.zip(problem.place.as_ref()).map(|(places, place)| places.at(place.start));
        ProblemLine {
            severity: problem.severity,
            code: problem.code,
            key: &problem.key,
            file,
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            span: problem.place.as_ref().map(|place| (place.start, place.end)),
            message: &problem.message,
            help: problem.help.as_deref(),
        }
    }
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The line, from 1.
    pub line: usize,
    /// Where the line begins, in bytes.
    pub begin: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// How many units of UTF-16 stand before it: scripts of pages count so.
    pub units: usize,
}

/// Lines and columns of a text. Places that are asked for in order cost one walk through it, however many they are.
#[derive(Clone, Debug)]
pub struct Places<'s> {
    source: &'s str,
    byte: usize,
    now: At,
}

impl<'s> Places<'s> {
    /// Those of a text.
    pub fn of(source: &'s str) -> Places<'s> {
        Places { source, byte: 0, now: START }
    }

    /// The place of a byte; one inside of a character is that of the character.
    pub fn at(&mut self, byte: usize) -> At {
        let mut byte = byte.min(self.source.len());
        while !self.source.is_char_boundary(byte) {
            byte -= 1;
        }
        if byte < self.byte {
            (self.byte, self.now) = (0, START);
        }
        for (at, c) in self.source[self.byte..byte].char_indices() {
            self.now.units += c.len_utf16();
            self.now.column += 1;
            if c == '\n' {
                self.now.line += 1;
                self.now.column = 1;
                self.now.begin = self.byte + at + 1;
            }
        }
        self.byte = byte;
        self.now
    }
}

const START: At = At { line: 1, begin: 0, column: 1, units: 0 };

#[cfg(test)]
mod tests {
    use super::{At, Places};

    #[test]
    fn places_are_found_in_any_order() {
        let text = "ab\né𝄞x\n";
        let mut places = Places::of(text);
        let at = |line, begin, column, units| At { line, begin, column, units };
        let wanted = [
            (0, at(1, 0, 1, 0)),
            (2, at(1, 0, 3, 2)),
            (3, at(2, 3, 1, 3)),
            (5, at(2, 3, 2, 4)),
            (6, at(2, 3, 2, 4)),
            (9, at(2, 3, 3, 6)),
            (99, at(3, 11, 1, 8)),
        ];
        for (byte, place) in wanted.iter().chain(wanted.iter().rev()) {
            assert_eq!(places.at(*byte), *place, "{byte}");
        }
    }
}
