//! Cutting a stream at the places where a format finds that a telegram begins.

use super::forms;
use crate::error::{At, ItemErrorKind};
use crate::limits::MAX_ITEM;
use crate::run::{Emit, Flow};
use crate::window::Window;
use bytes::Bytes;
use memchr::memmem;

/// Finds the places where telegrams begin.
pub(crate) trait Cutter {
    /// Looks for the end of the telegram at the window's beginning, reading on as needed.
    fn next(&mut self, window: &mut Window<'_>) -> Next;

    /// Hears that the first `n` bytes of the window were cut off.
    fn shift(&mut self, n: usize);

    /// Sends the telegram `bytes`, which lie at `start`.
    fn send(&mut self, emit: &mut Emit<'_>, start: u64, bytes: Bytes) -> Flow {
        let item = emit.item(start, bytes);
        emit.send(item)
    }
}

/// What a [`Cutter`] found.
pub(crate) enum Next {
    /// The telegram has this many bytes, never 0.
    Cut(usize),
    /// It goes on for more than [`MAX_ITEM`].
    TooLong,
    /// It goes on to the end of the stream.
    End,
}

/// Cuts a stream to its end, or to where it goes over to another form. All bytes become part of an item, but those of a stream of
/// blanks, and those beyond the limit of one telegram.
pub(crate) fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>, mut cutter: impl Cutter) -> Flow {
    let mut passing_over = false;
    loop {
        let start = window.start();
        let next = cutter.next(window);
        if emit.from.is_none() {
            let end = match next {
                Next::Cut(n) => n,
                Next::TooLong => MAX_ITEM,
                Next::End => window.data().len(),
            };
            if let Some((begin, format)) = forms::change(emit.format, window.data(), end) {
                let bytes = window.take(begin);
                emit.next = Some(format);
                return if passing_over { Flow::Continue(()) } else { cutter.send(emit, start, bytes) };
            }
        }
        match next {
            Next::Cut(n) => {
                let bytes = window.take(n);
                if !std::mem::take(&mut passing_over) {
                    cutter.send(emit, start, bytes)?;
                }
                cutter.shift(n);
            }
            Next::TooLong => {
                let bytes = window.take(MAX_ITEM);
                cutter.shift(MAX_ITEM);
                if !std::mem::replace(&mut passing_over, true) {
                    cutter.send(emit, start, bytes)?;
                    let what = "its first part was kept, the rest was passed over";
                    emit.fail(Some(At::Byte(start)), ItemErrorKind::TooLong { limit: MAX_ITEM, what })?;
                }
            }
            Next::End => {
                // What a broken stream ends with is not a telegram, but the beginning of one.
                if !window.broken() && !passing_over && !window.data().is_empty() {
                    if start == 0 && super::lines::all_blank(window.data()) {
                        return emit.fail(None, ItemErrorKind::Empty);
                    }
                    let bytes = window.take(usize::MAX);
                    cutter.send(emit, start, bytes)?;
                }
                return Flow::Continue(());
            }
        }
    }
}

/// How far behind a word its surroundings are looked at.
pub(crate) const LOOKAHEAD: usize = 4 << 10;

/// A search for the words with which telegrams may begin or end, through the telegram at the window's beginning.
pub(crate) struct Search<const N: usize> {
    words: [Seeker; N],
    /// It goes on from here.
    at: usize,
}

impl<const N: usize> Search<N> {
    pub(crate) fn new(words: [&'static [u8]; N]) -> Search<N> {
        Search { words: words.map(Seeker::new), at: 0 }
    }

    /// Which word comes next, and where. [`LOOKAHEAD`] bytes behind it are in the window, or all that there are. Where none comes it says
    /// why: the telegram goes on to the end, or for too long.
    pub(crate) fn next(&mut self, window: &mut Window<'_>) -> Result<(usize, usize), Next> {
        loop {
            let from = self.at;
            if from > MAX_ITEM {
                return Err(Next::TooLong);
            }
            let data = window.data();
            let hits = self.words.iter_mut().enumerate();
            let hits = hits.filter_map(|(word, seeker)| Some((seeker.find(data, from)?, word)));
            if let Some((hit, word)) = hits.min() {
                if data.len() - hit < LOOKAHEAD && window.more() {
                    continue;
                }
                self.at = hit + 1;
                return Ok((word, hit));
            }
            let longest = self.words.iter().map(|word| word.finder.needle().len()).max().unwrap_or_default();
            self.at = data.len().saturating_sub(longest).max(from);
            if self.at <= MAX_ITEM && !window.more() {
                return Err(Next::End);
            }
        }
    }

    /// Hears that the first `n` bytes were cut off.
    pub(crate) fn shift(&mut self, n: usize) {
        self.words.iter_mut().for_each(|word| word.shift(n));
        self.at = 0;
    }
}

/// A search for a word that goes through each byte of a stream once, though the window moves and grows.
struct Seeker {
    finder: memmem::Finder<'static>,
    hit: Option<usize>,
    searched: usize,
}

impl Seeker {
    fn new(needle: &'static [u8]) -> Seeker {
        Seeker { finder: memmem::Finder::new(needle), hit: None, searched: 0 }
    }

    /// The first place of the word at `from` or after it.
    fn find(&mut self, data: &[u8], from: usize) -> Option<usize> {
        if let Some(hit) = self.hit.filter(|hit| *hit >= from) {
            return Some(hit);
        }
        let overlap = self.finder.needle().len() - 1;
        let begin = from.max(self.searched.saturating_sub(overlap)).min(data.len());
        self.hit = self.finder.find(&data[begin..]).map(|n| begin + n);
        self.searched = self.hit.map_or(data.len(), |hit| hit + 1);
        self.hit
    }

    /// Hears that the first `n` bytes were cut off.
    fn shift(&mut self, n: usize) {
        self.hit = self.hit.and_then(|hit| hit.checked_sub(n));
        self.searched = self.searched.saturating_sub(n);
    }
}
