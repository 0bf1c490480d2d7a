//! Release stamps: found once for the whole text, since a look at every line would cost more than all else.

use memchr::memmem::Finder;
use std::sync::LazyLock;

/// What all stamps have in common.
static COMMON: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"Department of State"));

/// What each of them has besides.
static OTHERS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| {
    [Finder::new(b"Systematic Review"), Finder::new(b"Declassified"), Finder::new(b"Case No")]
});

/// Where the words stand that the stamps have in common.
#[derive(Debug)]
pub(crate) struct Stamps {
    places: Vec<usize>,
    /// The next of the places, and how many are behind.
    next: usize,
    behind: usize,
}

impl Stamps {
    /// Looks for the words of the known stamps (source-formats 1, 7; TF 12.1): `US Department of State EO Systematic Review`,
    /// `U.S. Department of State Case No. ...`.
    pub(crate) fn find(src: &[u8]) -> Stamps {
        let places: Vec<usize> = COMMON.find_iter(src).collect();
        Stamps { next: places.first().copied().unwrap_or(usize::MAX), places, behind: 0 }
    }

    /// True when a line that ends at `end` may be a stamp. Lines come in order.
    #[inline]
    pub(crate) fn may_cover(&self, end: usize) -> bool {
        self.next < end
    }

    /// True when the line `[start, end)` is a stamp.
    pub(crate) fn covers(&mut self, src: &[u8], start: usize, end: usize) -> bool {
        self.may_cover(end) && self.fills(src, start, end)
    }

    fn fills(&mut self, src: &[u8], start: usize, end: usize) -> bool {
        let place = self.next;
        while self.next < end {
            self.behind += 1;
            self.next = self.places.get(self.behind).copied().unwrap_or(usize::MAX);
        }
        // The stamp fills its line, an officer's name before it and a date behind it apart.
        let line = &src[start..end];
        let before = &line[..place.saturating_sub(start)];
        before.len() <= 120
            && line.len() <= 260
            && !numbered(before)
            && OTHERS.iter().any(|word| word.find(line).is_some())
    }
}

/// A paragraph's number before the words: the line is text that speaks of a stamp.
fn numbered(before: &[u8]) -> bool {
    let before = before.trim_ascii();
    before.first().is_some_and(u8::is_ascii_digit) && before.contains(&b'.')
}
