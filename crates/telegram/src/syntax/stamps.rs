//! Release stamps: found once for the whole text, since a look at every line would cost more than all else.

use memchr::memmem;

/// Where the words stand that the stamps have in common.
#[derive(Debug, Default)]
pub(crate) struct Stamps {
    places: Vec<u32>,
    next: usize,
}

impl Stamps {
    /// Looks for the words of the known stamps (source-formats 1, 7; TF 12.1): `US Department of State EO Systematic Review`,
    /// `U.S. Department of State Case No. ...`.
    pub(crate) fn find(src: &[u8]) -> Stamps {
        Stamps { places: memmem::find_iter(src, b"Department of State").map(|p| p as u32).collect(), next: 0 }
    }

    /// True when the line `[start, end)` is a stamp. Lines come in order.
    #[inline]
    pub(crate) fn covers(&mut self, src: &[u8], start: usize, end: usize) -> bool {
        match self.places.get(self.next) {
            Some(&place) if (place as usize) < end => self.fills(src, start, end),
            _ => false,
        }
    }

    #[cold]
    fn fills(&mut self, src: &[u8], start: usize, end: usize) -> bool {
        let place = self.places[self.next] as usize;
        while self.places.get(self.next).is_some_and(|&p| (p as usize) < end) {
            self.next += 1;
        }
        // The stamp fills its line, an officer's name before it and a date behind it apart.
        let line = &src[start..end];
        let before = &line[..place.saturating_sub(start)];
        before.len() <= 120
            && line.len() <= 260
            && !numbered(before)
            && [&b"Systematic Review"[..], b"Declassified", b"Case No"]
                .iter()
                .any(|word| memmem::find(line, word).is_some())
    }
}

/// A paragraph's number before the words: the line is text that speaks of a stamp.
fn numbered(before: &[u8]) -> bool {
    let before = before.trim_ascii();
    before.first().is_some_and(u8::is_ascii_digit) && before.contains(&b'.')
}
