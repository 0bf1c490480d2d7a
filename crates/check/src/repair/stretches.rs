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
    /// Where its pieces begin: in it, and in the source.
    pieces: Vec<(usize, usize)>,
}

impl Stretch<'_> {
    /// Its bytes.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Where a byte of it stands in the source.
    pub(crate) fn place(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(begin, _)| *begin <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(at, |(begin, source)| source + (at - begin))
    }
}

/// The stretches of a telegram, in the order of the text. Quoted documents are left out: nobody mends those here.
pub(crate) fn stretches<'s>(look: &Look<'_, 's>) -> Vec<Stretch<'s>> {
    let source = look.source();
    let mut found: Vec<Vec<Range<usize>>> = Vec::new();
    let mut open = false;
    let mut quotes: Vec<Span> = Vec::new();
    quotes.extend(
        look.record().body.iter().filter(|block| block.kind == BlockKind::Quote).map(|block| block.span),
    );
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
                let last = found.last_mut().filter(|_| open || behind_page);
                match last {
                    Some(pieces) if behind_page => pieces.push(start..end),
                    Some(pieces) => pieces.last_mut().into_iter().for_each(|piece| piece.end = end),
                    None => found.push(std::iter::once(start..end).collect()),
                }
                open = true;
            }
            Kind::Blank => {}
            _ => open = false,
        }
    }
    found.into_iter().map(|pieces| joined(source, &pieces)).collect()
}

fn joined<'s>(source: &'s [u8], pieces: &[Range<usize>]) -> Stretch<'s> {
    if let [piece] = pieces {
        return Stretch { text: Cow::Borrowed(&source[piece.clone()]), pieces: vec![(0, piece.start)] };
    }
    let mut text = Vec::new();
    let mut places = Vec::with_capacity(pieces.len());
    for piece in pieces {
        places.push((text.len(), piece.start));
        text.extend_from_slice(&source[piece.clone()]);
    }
    Stretch { text: Cow::Owned(text), pieces: places }
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
