//! The running text of a telegram: stretches of lines that lie beside each other, nothing of the heading or of a page
//! between them.

use super::furniture::inside_sentences;
use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::record::BlockKind;
use chancery_telegram::syntax::Kind;
use std::borrow::Cow;
use std::ops::Range;

/// Lines of the text or of the subject, one behind the other, blank ones among them. Where a page ends inside a sentence the
/// stretch goes on behind it.
#[derive(Clone, Debug)]
pub(crate) struct Stretch<'s> {
    text: Cow<'s, [u8]>,
    /// Where its first piece begins in the source.
    start: usize,
    /// Where the others begin: in it, and in the source.
    others: Vec<(usize, usize)>,
}

impl Stretch<'_> {
    /// Its bytes.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Those of some places of the source that lie in it, as its own; the former in the order of the text.
    pub(crate) fn own<'p>(&'p self, places: &'p [u32]) -> impl Iterator<Item = usize> + 'p {
        let mut at = 0;
        let mut ends = self.others.iter().map(|(begin, _)| *begin).chain(std::iter::once(self.text.len()));
        std::iter::from_fn(move || {
            let end = ends.next()?;
            let source = self.place(at);
            let first = places.partition_point(|&place| (place as usize) < source);
            let behind = places.partition_point(|&place| (place as usize) < source + (end - at));
            let begin = std::mem::replace(&mut at, end);
            Some(places[first..behind].iter().map(move |&place| begin + (place as usize - source)))
        })
        .flatten()
    }

    /// Where a byte of it stands in the source.
    pub(crate) fn place(&self, at: usize) -> usize {
        let others = self.others.partition_point(|(begin, _)| *begin <= at);
        let (begin, source) = self.others[..others].last().copied().unwrap_or((0, self.start));
        source + (at - begin)
    }
}

/// The stretches of a telegram, in the order of the text. Quoted documents are left out: nobody mends those here.
pub(crate) fn stretches<'s>(look: &Look<'_, 's>) -> Vec<Stretch<'s>> {
    let source = look.source();
    let mut found = Vec::new();
    // Those of the last stretch.
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let quotes = look.record().body.iter().filter(|block| block.kind == BlockKind::Quote);
    let mut quotes: Vec<Span> = quotes.map(|block| block.span).collect();
    quotes.sort_unstable();
    let pages = inside_sentences(look);
    let (mut next_quote, mut next_page) = (0, 0);
    for line in look.telegram.lines() {
        while quotes.get(next_quote).is_some_and(|quote| quote.end <= line.start) {
            next_quote += 1;
        }
        while pages.get(next_page).is_some_and(|page| page.end < line.start) {
            next_page += 1;
        }
        let quoted = quotes.get(next_quote).is_some_and(|quote| quote.start < line.end);
        let (start, end) = (line.start as usize, line.end as usize);
        match line.kind {
            Kind::Text | Kind::Subject if !quoted => {
                let behind_page = pages.get(next_page).is_some_and(|page| page.end == line.start);
                match pieces.last_mut().filter(|_| open || behind_page) {
                    Some(_) if behind_page => pieces.push(start..end),
                    Some(last) => last.end = end,
                    None => {
                        found.extend(joined(source, &pieces));
                        pieces.clear();
                        pieces.push(start..end);
                    }
                }
                open = true;
            }
            Kind::Blank => {}
            _ => open = false,
        }
    }
    found.extend(joined(source, &pieces));
    found
}

fn joined<'s>(source: &'s [u8], pieces: &[Range<usize>]) -> Option<Stretch<'s>> {
    let (first, behind) = pieces.split_first()?;
    let mut text = Cow::Borrowed(&source[first.clone()]);
    let mut others = Vec::with_capacity(behind.len());
    for piece in behind {
        others.push((text.len(), piece.start));
        text.to_mut().extend_from_slice(&source[piece.clone()]);
    }
    Some(Stretch { text, start: first.start, others })
}

/// The paragraphs of a stretch: what stands between blank lines.
pub(crate) fn paragraphs(text: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let blank = line.iter().all(|byte| *byte <= b' ');
        let end = at + line.len();
        match found.last_mut().filter(|_| open && !blank) {
            Some(last) => last.end = end,
            None if !blank => found.push(at..end),
            None => {}
        }
        open = !blank;
        at = end;
    }
    found
}
