//! The running text of a telegram: stretches of lines that lie beside each other, nothing of the heading or of a page
//! between them.

use crate::look::Look;
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

/// The stretches of a telegram, in the order of the text.
pub(crate) fn stretches(look: &Look<'_, '_>) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open = false;
    for line in look.telegram.lines() {
        match line.kind {
            Kind::Text | Kind::Subject => {
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
    let mut found = Vec::new();
    let mut start = stretch.start;
    let mut blank = true;
    for feed in memchr::memchr_iter(b'\n', &text[stretch.clone()]).map(|at| stretch.start + at) {
        let line = text[..feed].iter().rev().take_while(|&&byte| byte != b'\n');
        let empty = line.clone().all(|byte| *byte <= b' ');
        if empty && !blank {
            found.push(start..feed);
        }
        if empty {
            start = feed + 1;
        }
        blank = empty;
    }
    if start < stretch.end && !blank || start < stretch.end && found.is_empty() {
        found.push(start..stretch.end);
    }
    found
}
