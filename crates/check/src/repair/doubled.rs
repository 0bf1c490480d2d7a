//! Lines and captions that stand twice (markings-and-indexing 9.5).

use super::furniture::inside_sentences;
use super::{Kind, Proposal};
use crate::look::Look;
use crate::rules::captions_again;
use chancery_telegram::Span;
use chancery_telegram::syntax;

/// A line of text that stands right behind an equal one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineAgain {
    /// The second one's characters.
    pub(crate) span: Span,
    /// The whole second line.
    pub(crate) edit: Span,
}

/// Letters of the shortest line that counts: shorter ones are items of a list or figures of a table.
const LETTERS: usize = 20;

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    for again in captions_again(look) {
        let reason = format!("the caption {} stands in this heading already", again.name);
        out.push(without(again.edit, reason, 0.99));
    }
    for again in lines_again(look) {
        out.push(without(again.edit, "the line before says the same".to_owned(), 0.95));
    }
}

fn without(span: Span, reason: String, confidence: f64) -> Proposal {
    Proposal { kind: Kind::Doubled, span, text: String::new(), reason, confidence, quotation: None }
}

/// Lines of text that stand twice, one right behind the other; blank lines, or a page's end inside a sentence, may
/// stand between.
pub(crate) fn lines_again<'l>(look: &'l Look<'_, '_>) -> &'l [LineAgain] {
    look.cells.lines_again.get_or_init(|| find(look))
}

fn find(look: &Look<'_, '_>) -> Vec<LineAgain> {
    let source = look.source();
    let mut found = Vec::new();
    let mut before: Option<Span> = None;
    let mut pages = inside_sentences(look).iter().peekable();
    let mut crossed = false;
    for line in look.telegram.lines() {
        match line.kind {
            syntax::Kind::Text => {}
            syntax::Kind::Blank => continue,
            kind if kind.is_furniture() => {
                crossed = true;
                continue;
            }
            _ => {
                before = None;
                continue;
            }
        }
        while pages.next_if(|page| page.end < line.start).is_some() {}
        let inside = pages.peek().is_some_and(|page| page.end == line.start);
        let apart = std::mem::take(&mut crossed) && !inside;
        let span = line.text();
        let Some(last) = before.replace(span).filter(|_| !apart) else { continue };
        if last.len() != span.len() || source[last.range()] != source[span.range()] {
            continue;
        }
        let letters = source[span.range()].iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        // The banner of an e-mail's page says it on each page.
        let banner = source[span.range()].starts_with(b"CLASSIFICATION:");
        if letters >= LETTERS && !banner {
            found.push(LineAgain { span, edit: line.span() });
        }
    }
    found
}
