//! The running text of a telegram: stretches of lines that lie beside each other, nothing of the heading or of a page
//! between them.

use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::record::BlockKind;
use chancery_telegram::syntax::Kind;
use std::ops::Range;

/// Lines of the text or of the subject, one behind the other, blank ones among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Stretch {
    pub(crate) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// The stretches of a telegram, in the order of the text. Quoted documents are left out: nobody mends those here.
pub(crate) fn stretches(look: &Look<'_, '_>) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open = false;
    let mut quotes: Vec<Span> = Vec::new();
    quotes.extend(
        look.record().body.iter().filter(|block| block.kind == BlockKind::Quote).map(|block| block.span),
    );
    quotes.sort_unstable();
    let mut next = 0;
    for line in look.telegram.lines() {
        while quotes.get(next).is_some_and(|quote| quote.end <= line.start) {
            next += 1;
        }
        let quoted = quotes.get(next).is_some_and(|quote| quote.start < line.end);
        match line.kind {
            Kind::Text | Kind::Subject if !quoted => {
                let end = line.end as usize;
                match found.last_mut().filter(|_| open) {
                    Some(last) => last.end = end,
                    None => found.push(Stretch { start: line.start as usize, end }),
                }
                open = true;
            }
            Kind::Blank => {}
            _ => open = false,
        }
    }
    found
}

/// The paragraphs of a stretch: what stands between blank lines.
pub(crate) fn paragraphs(text: &[u8], stretch: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = stretch.start;
    let mut open = false;
    for line in text[stretch].split_inclusive(|byte| *byte == b'\n') {
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
