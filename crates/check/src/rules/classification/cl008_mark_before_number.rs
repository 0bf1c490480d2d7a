//! CL008 mark-before-number.

use super::MARKS_ASKED;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::fields::mark;
use chancery_telegram::syntax::Kind;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "CL008",
    name: "mark-before-number",
    family: Family::Classification,
    eras: &[Era::from(Severity::Note, MARKS_ASKED)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "5 FAH-1 H-246.2c",
    summary: "The mark stands behind the paragraph's number.",
    explanation: "`(C) 3.` for `3. (C)`. A reader who looks for numbers at the margin overlooks the \
        paragraph.\n\nAsked only where the number is the one that is due: 1, or the one behind a paragraph \
        that is there. Items of a list are left alone. The edit changes the two about.",
    examples: examples!("CL008"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for mark in marks_before_numbers(look) {
        let message = format!("{} stands before the number {} and not behind it", mark.printed, mark.number);
        found.at(mark.span, message).edit(mark.span, format!("{} {}", mark.number, mark.printed));
    }
}

/// A mark before the number of its paragraph.
#[derive(Debug)]
pub(crate) struct Swapped {
    /// Both.
    pub(crate) span: Span,
    /// `(C)`.
    pub(crate) printed: String,
    /// `3.`
    pub(crate) number: String,
}

/// The marks before the number that is due.
pub(crate) fn marks_before_numbers<'l>(look: &'l Look<'_, '_>) -> &'l [Swapped] {
    look.cells.swapped.get_or_init(|| find(look))
}

fn find(look: &Look<'_, '_>) -> Vec<Swapped> {
    let mut known: Option<HashSet<u32>> = None;
    let mut all = Vec::new();
    for line in look.lines(Kind::Text) {
        if !look.bytes(line).starts_with(b"(") {
            continue;
        }
        let text = look.telegram.line(line);
        let Some(read) = mark::read(&text, false).filter(|read| !read.small) else { continue };
        let rest = text[read.len..].trim_start();
        let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(number) = rest[..figures].parse::<u32>().ok().filter(|_| (1..=3).contains(&figures)) else {
            continue;
        };
        let behind = &rest.as_bytes()[figures..];
        let stops = matches!(behind, [b'.' | b')', b' ' | b'\t', ..] | [b'.' | b')']);
        if !stops {
            continue;
        }
        let numbers = known.get_or_insert_with(|| {
            // Those whose mark stands before the number are what is looked for.
            let in_place =
                look.numbered().filter(|block| look.source().get(block.span.start as usize) != Some(&b'('));
            in_place.filter_map(|block| block.number).chain(std::iter::once(0)).collect()
        });
        if numbers.contains(&number) || !numbers.contains(&(number - 1)) {
            continue;
        }
        numbers.insert(number);
        let end = text.len() - rest.len() + figures + 1;
        let start = line.text().start as usize;
        all.push(Swapped {
            span: Span::new(start, start + end),
            printed: text[..read.len].to_owned(),
            number: text[end - figures - 1..end].to_owned(),
        });
    }
    all
}
