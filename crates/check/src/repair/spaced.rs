//! Lines of the body whose letters are spaced out (markings-and-indexing 9.7): `H A R B O R` for `HARBOR`.

use super::lexicon::Lexicon;
use super::{Kind, Proposal};
use crate::blocks::Within;
use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::record::BlockKind;
use chancery_telegram::syntax;

/// So many single letters in a row make a spaced line.
const LETTERS: usize = 6;

/// Spaced letters in a line of the body, and what they say, where each word of it is in the list.
#[derive(Clone, Debug)]
pub(crate) struct SpacedOut {
    pub(crate) span: Span,
    pub(crate) words: Option<String>,
}

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    for found in spaced_out(look) {
        let Some(words) = &found.words else { continue };
        let reason = format!("the letters of `{words}` are spaced out");
        let text = words.clone();
        out.push(Proposal {
            kind: Kind::Spaced,
            span: found.span,
            text,
            reason,
            confidence: 0.99,
            quotation: None,
        });
    }
}

/// The runs of spaced letters in the body.
pub(crate) fn spaced_out<'l>(look: &'l Look<'_, '_>) -> &'l [SpacedOut] {
    look.cells.spaced_out.get_or_init(|| find(look))
}

fn find(look: &Look<'_, '_>) -> Vec<SpacedOut> {
    let tables = look.record().body.iter().filter(|block| block.kind == BlockKind::Table);
    let mut tables: Vec<Span> = tables.map(|table| table.span).collect();
    tables.sort_unstable();
    let in_table = |span: Span| {
        let next = tables.partition_point(|table| table.end <= span.start);
        tables.get(next).is_some_and(|table| table.holds(span))
    };
    let mut found = Vec::new();
    // The first and the last of a run have a blank on one side only.
    let singles = &look.traces().single_letters;
    if singles.len() < LETTERS - 2 {
        return found;
    }
    let mut here = Within::new(singles);
    for line in look.lines_at(singles).filter(|line| line.kind == syntax::Kind::Text) {
        if here.next(line.text().start, line.text_end).len() < LETTERS - 2 {
            continue;
        }
        let text = look.bytes(line);
        let mut from = 0;
        while let Some((start, end)) = run(text, from) {
            from = end;
            let at = line.text().start;
            let span = Span { start: at + start as u32, end: at + end as u32 };
            let all: Vec<u8> = text[start..end].iter().copied().filter(u8::is_ascii_alphabetic).collect();
            // The error prosign, and the words over a corrected copy.
            let prosign = all.iter().all(|byte| *byte == text[start]);
            if !prosign && !in_table(span) && !all.eq_ignore_ascii_case(b"CORRECTEDCOPY") {
                found.push(SpacedOut { span, words: words(&text[start..end]) });
            }
        }
    }
    found
}

/// The first run of single letters with blanks between them, from a place on.
fn run(text: &[u8], from: usize) -> Option<(usize, usize)> {
    // A word of a text has a second letter.
    let single = |at: usize| {
        text[at].is_ascii_alphabetic()
            && (at == 0 || text[at - 1] == b' ')
            && text.get(at + 1).is_none_or(|byte| *byte == b' ')
    };
    let mut at = from;
    while at < text.len() {
        if !single(at) {
            at += 1;
            continue;
        }
        let (start, mut end, mut count) = (at, at + 1, 1);
        loop {
            let blanks = text[end..].iter().take_while(|byte| **byte == b' ').count();
            let next = end + blanks;
            if blanks == 0 || blanks > 4 || next >= text.len() || !single(next) {
                break;
            }
            (end, count) = (next + 1, count + 1);
        }
        if count >= LETTERS {
            return Some((start, end));
        }
        at = end;
    }
    None
}

/// The words: more than one blank stands between two of them.
fn words(run: &[u8]) -> Option<String> {
    let mut words = vec![String::new()];
    let mut blanks = 0;
    for &byte in run {
        if byte == b' ' {
            blanks += 1;
            continue;
        }
        if blanks > 1 {
            words.push(String::new());
        }
        blanks = 0;
        words.last_mut()?.push(char::from(byte));
    }
    let lexicon = Lexicon::builtin();
    let known = words
        .iter()
        .all(|word| lexicon.has(word.as_bytes()) || word.len() == 1 && word.eq_ignore_ascii_case("a"));
    known.then(|| words.join(" "))
}
