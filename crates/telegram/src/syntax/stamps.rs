//! Release stamps: found once for the whole text, since a look at every line would cost more than all else.

use super::gates::starts;
use memchr::memmem;

/// Where release stamps stand.
#[derive(Debug, Default)]
pub(crate) struct Stamps {
    /// Byte offsets of the phrases, sorted.
    places: Vec<u32>,
    next: usize,
}

impl Stamps {
    /// Looks for the phrases of the known stamps (source-formats 1, 7; TF 12.1).
    pub(crate) fn find(src: &[u8]) -> Stamps {
        let mut places = Vec::new();
        for phrase in [
            &b"Systematic Review"[..],
            b"Declassified/Released",
            b"Department of State Case No",
            b"RELEASE IN ",
            b"RELEASED IN ",
        ] {
            places.extend(memmem::find_iter(src, phrase).map(|p| p as u32));
        }
        if places.len() > 1 {
            places.sort_unstable();
        }
        Stamps { places, next: 0 }
    }

    /// True when the line `[start, end)` is a stamp. Lines come in order.
    pub(crate) fn covers(&mut self, src: &[u8], start: usize, end: usize) -> bool {
        while self.places.get(self.next).is_some_and(|&p| (p as usize) < start) {
            self.next += 1;
        }
        let Some(&place) = self.places.get(self.next) else { return false };
        if place as usize >= end {
            return false;
        }
        // The stamp fills its line, an officer's name before it and a date behind it apart.
        let line = &src[start..end];
        let before = &line[..place as usize - start];
        before.len() <= 80
            && line.len() <= 240
            && !starts(line.trim_ascii_start(), b"Review Markings")
            && !numbered(before)
    }
}

/// A paragraph's number before the phrase: the line is text that speaks of a stamp.
fn numbered(before: &[u8]) -> bool {
    let before = before.trim_ascii();
    before.first().is_some_and(u8::is_ascii_digit) && before.contains(&b'.')
}
