//! SP: sections and paragraphs (markings-and-indexing 8.9).

mod sp001_number_gap;
mod sp002_number_again;
mod sp003_lone_number;
mod sp004_begin_without_end;
mod sp005_end_without_begin;
mod sp006_section_missing;
mod sp007_section_total;
mod sp008_section_order;
mod sp009_section_long;
mod sp010_line_long;
mod sp011_signature_missing;
mod words;

use crate::look::Look;
use crate::rule::Rule;
use chancery_telegram::record::Block;
use chancery_telegram::syntax::Kind;
use chancery_telegram::{Section, Span};
pub(crate) use words::Mark;

pub(super) static RULES: &[&Rule] = &[
    &sp001_number_gap::RULE,
    &sp002_number_again::RULE,
    &sp003_lone_number::RULE,
    &sp004_begin_without_end::RULE,
    &sp005_end_without_begin::RULE,
    &sp006_section_missing::RULE,
    &sp007_section_total::RULE,
    &sp008_section_order::RULE,
    &sp009_section_long::RULE,
    &sp010_line_long::RULE,
    &sp011_signature_missing::RULE,
];

/// The number at the beginning of some text, `2.`, `2)` or `6A.`, and its length.
fn number(text: &[u8]) -> Option<(u32, usize)> {
    let figures = text.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let letter = usize::from(text.get(figures).is_some_and(u8::is_ascii_uppercase));
    let closed = matches!(text.get(figures + letter), Some(b'.' | b')'));
    let value = text[..figures].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    (closed && (1..=3).contains(&figures)).then_some((value, figures + letter + 1))
}

/// The text between two places. Nothing where the second stands before the first: sections need not be in order.
fn between<'s>(look: &Look<'_, 's>, start: u32, end: u32) -> &'s [u8] {
    look.source().get(start as usize..end as usize).unwrap_or_default()
}

/// Where the number of a paragraph stands.
fn number_of(look: &Look<'_, '_>, block: &Block<'_>) -> Span {
    let start = block.span.start as usize;
    let length = number(&look.source()[block.span.range()]).map_or(0, |(_, length)| length);
    Span::new(start, start + length)
}

/// A section, by its own classification line.
#[derive(Debug)]
pub(crate) struct Part {
    number: u16,
    of: Option<u16>,
    /// Where `SECTION 01 OF 02` stands.
    span: Span,
}

/// The sections in the order of the text. Of a telegram that is repeated in the text the sections are none of this one.
fn parts<'l>(look: &'l Look<'_, '_>) -> &'l [Part] {
    look.cells.parts.get_or_init(|| {
        let mut parts: Vec<Part> =
            look.telegram.sections.iter().filter_map(|section| part(look, section)).collect();
        parts.sort_by_key(|part| part.span.start);
        parts
    })
}

fn part(look: &Look<'_, '_>, section: &Section) -> Option<Part> {
    let lines = &look.telegram.lines()[section.lines.clone()];
    let line = lines.iter().find(|line| {
        line.kind == Kind::Classification && memchr::memmem::find(look.bytes(line), b"SECT").is_some()
    })?;
    let read = look.class_line(line)?;
    let field = look.telegram.part(line.text());
    let (number, of) = read.section?;
    let own = look.record().mrn.as_ref().map(|mrn| mrn.number);
    let printed = read.mrn.as_ref().map(|mrn| mrn.number);
    if own.zip(printed).is_some_and(|(own, printed)| own != printed) {
        return None;
    }
    let text = field.as_str();
    let word = text.find("SECT")?;
    let start = if text[..word].ends_with("FINAL ") { word - "FINAL ".len() } else { word };
    // Behind the word itself: `01 OF 02`, `1 ON 2`, `01`, `OF 3`.
    let tells = |word: &&str| word.bytes().all(|b| b.is_ascii_digit() || b"OFNI".contains(&b));
    let mut words = text[word..].split_whitespace();
    let first = words.next()?;
    let last = words.take(3).take_while(tells).last().unwrap_or(first);
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    Some(Part { number, of, span: field.span(start..end) })
}

/// Numbers as a sentence has them: `2`, `2 and 4`, `2, 4 and 5`.
fn listed(numbers: &[u16]) -> String {
    let words: Vec<String> = numbers.iter().map(u16::to_string).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
