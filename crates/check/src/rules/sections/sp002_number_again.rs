//! SP002 number-again.

use super::{between, number};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::record::BlockKind;

pub(super) static RULE: Rule = Rule {
    code: "SP002",
    name: "number-again",
    family: Family::Sections,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-246.2b",
    summary: "No two paragraphs have the same number.",
    explanation: "Two paragraphs, one behind the other, bear the same number, and the next one goes on as if there were one: \
        1, 2, 2, 3. Most often the writer miscounted. A telegram that cites `paragraph 2` of this one may mean either.\n\n\
        Items of a list inside a paragraph, which begins with 1, and items with a letter (`6A.`, `6B.`) are left alone.",
    examples: examples!("SP002"),
    check,
};

/// A paragraph is longer than this; an item of a list, as a rule, is not.
const SHORTEST: usize = 60;

/// The paragraph before.
struct Paragraph {
    number: u32,
    long: bool,
    /// Up to where the text behind it was looked at.
    looked: u32,
    /// Does a count begin anew with 1 behind it?
    counts_anew: bool,
}

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let mut last: Option<Paragraph> = None;
    let mut again: Option<(u32, Span)> = None;
    for block in look.record().body.iter().filter(|block| block.kind != BlockKind::Quote) {
        let printed = number(&look.source()[block.span.range()]);
        let Some((value, length)) = printed else {
            continue;
        };
        let span = Span::new(block.span.start as usize, block.span.start as usize + length);
        let lettered = look.source()[span.range()].iter().any(u8::is_ascii_uppercase);
        let long = block.text.len() > SHORTEST;
        match last {
            Some(ref mut before) if before.number == value && !lettered => {
                // Each stretch of the text is looked at once, however often the number stands again.
                before.counts_anew |= counts_anew(between(look, before.looked, span.start));
                before.looked = span.start;
                again = (long && before.long && !before.counts_anew).then_some((value, span));
            }
            _ if block.number.is_some() => {
                if let Some((twice, span)) = again.take().filter(|(twice, _)| twice + 1 == value) {
                    found.at(span, format!("a second paragraph has the number {twice}"));
                }
                last = Some(Paragraph { number: value, long, looked: block.span.start, counts_anew: false });
            }
            _ => {}
        }
    }
}

/// Does a count begin anew with 1? Then the number is that of an item of a list, or of a quoted text.
fn counts_anew(text: &[u8]) -> bool {
    let lines = text.split(|b| matches!(b, b'\n' | b'\r')).map(<[u8]>::trim_ascii_start);
    lines
        .skip(1)
        .any(|line| number(line.strip_prefix(b"(").unwrap_or(line)).is_some_and(|(value, _)| value == 1))
}
