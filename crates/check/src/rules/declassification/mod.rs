//! DE: the executive order line and the classifier (markings-and-indexing 8.6).

mod de001_order_line_missing;
mod de002_order_not_of_date;
mod de003_lapses_before_sent;
mod de004_over_maximum;
mod de005_na_on_classified;
mod de006_date_on_unclassified;
mod de007_instruction_of_another_order;
mod de008_instruction_missing;
mod de009_instruction_unread;
mod de010_date_form;
mod de011_classifier_missing;
mod de012_reason_missing;
mod de013_reason_section;
mod de014_reason_letter;
mod de015_order_garbled;
mod de016_exemption_without_date;
mod de017_name_missing;
mod de018_date_missing;
mod de019_classifier_on_unclassified;
mod de020_lapse;

use crate::look::Look;
use crate::order::{Code, OrderLine};
use crate::rule::Rule;
use chancery_telegram::field::Field;
use chancery_telegram::fields::classified_by;
use chancery_telegram::fields::labels::Label;
use chancery_telegram::syntax::Kind;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[
    &de001_order_line_missing::RULE,
    &de002_order_not_of_date::RULE,
    &de003_lapses_before_sent::RULE,
    &de004_over_maximum::RULE,
    &de005_na_on_classified::RULE,
    &de006_date_on_unclassified::RULE,
    &de007_instruction_of_another_order::RULE,
    &de008_instruction_missing::RULE,
    &de009_instruction_unread::RULE,
    &de010_date_form::RULE,
    &de011_classifier_missing::RULE,
    &de012_reason_missing::RULE,
    &de013_reason_section::RULE,
    &de014_reason_letter::RULE,
    &de015_order_garbled::RULE,
    &de016_exemption_without_date::RULE,
    &de017_name_missing::RULE,
    &de018_date_missing::RULE,
    &de019_classifier_on_unclassified::RULE,
    &de020_lapse::RULE,
];

/// A classifier's paragraph.
#[derive(Debug)]
pub(crate) struct Paragraph<'s> {
    /// From its label on; may go on behind the paragraph.
    field: Field<'s>,
    /// True where persons or reasons were read: not in a derived marking, nor in the stamp of a later release.
    read: bool,
    /// True where reasons were.
    reasons: bool,
    /// Where it ends in its text.
    end: usize,
}

impl Paragraph<'_> {
    /// Its text.
    fn text(&self) -> &str {
        self.field.as_str()[..self.end].trim_end()
    }

    /// Its text, and what follows on its last line: a reason that was not understood stands there.
    fn reach(&self) -> &str {
        let text = self.field.as_str();
        let end = self.text().len();
        &text[..text[end..].find('\n').map_or(text.len(), |line| end + line)]
    }
}

/// How many years a marking with the line's instruction may last (markings-and-indexing 2.1). None where the order sets no
/// limit to it, or where it cannot be told.
fn longest(look: &Look<'_, '_>, line: &OrderLine<'_>) -> Option<i16> {
    match (line.order?, line.code) {
        (11652, Some(Code::Xgds)) => Some(30),
        (12065, Some(Code::Gds)) => Some(6),
        (12065, Some(Code::Rds | Code::Xds | Code::Xgds)) => Some(30),
        (12958 | 13526, Some(Code::Exempt25)) => Some(75),
        (12958, None) if look.sent_until(date(2003, 9, 21)) => Some(10),
        (12958, None) if look.sent_from(date(2003, 9, 22)) => Some(25),
        (13526, None) => Some(25),
        _ => None,
    }
}

/// The last day of so many years after sending, with the month more that is normal: drafters count from drafting.
fn last_day(sent: Date, years: i16) -> Date {
    sent.saturating_add(years.years()).saturating_add(31.days())
}

/// The classifiers' paragraphs, behind labels too.
fn paragraphs<'l, 's>(look: &'l Look<'_, 's>) -> &'l [Paragraph<'s>] {
    look.cells.classifiers.get_or_init(|| find(look))
}

fn find<'s>(look: &Look<'_, 's>) -> Vec<Paragraph<'s>> {
    let cx = look.context();
    let labelled = look.labelled(Label::ClassifiedBy);
    let printed = look.fields(Kind::ClassifiedBy).map(|(_, field)| field);
    let paragraph = |lines| {
        let field = look.telegram.field(lines);
        recorded(look, field.clone()).unwrap_or_else(|| {
            let (read, end) = classified_by::read_to_end(&field, &cx);
            let reasons = read.iter().any(|one| !one.reasons.is_empty());
            Paragraph { read: !read.is_empty(), reasons, end: end.min(field.as_str().len()), field }
        })
    };
    printed.chain(labelled).map(paragraph).collect()
}

/// A paragraph as the record has it: most are in one piece, and nothing else stands behind the classifiers.
fn recorded<'s>(look: &Look<'_, 's>, field: Field<'s>) -> Option<Paragraph<'s>> {
    let text = field.as_str();
    let whole = field.span(0..text.len());
    let read = look.record().classified_by.iter().filter(|one| whole.holds(one.span));
    let last = read.clone().map(|one| one.span.end).max()?;
    let end = (last - whole.start) as usize;
    let in_one_piece = look.source().get(whole.range()) == Some(text.as_bytes());
    let alone = in_one_piece
        && !classified_by::looks_like(text[end..].trim_start_matches(['.', ';', ' ', '\n', '\r', '\t']));
    let reasons = read.map(|one| one.reasons.len()).sum::<usize>() > 0;
    alone.then_some(Paragraph { read: true, reasons, end, field })
}

/// A section of an order that a text names for its reasons: `1.4 (B) AND (D)`.
struct Reasons {
    /// `4` of `1.4`, as a character.
    digit: u8,
    /// Where `1.4` stands.
    place: Range<usize>,
    /// The letters in brackets behind it, and where each stands.
    letters: Vec<(u8, usize)>,
}

/// The sections that a text names, each with the letters in brackets behind it. Exemptions (`1.6X1`, `1.5(d)X1`) are none.
fn reasons(text: &str) -> Vec<Reasons> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    for at in memchr::memchr_iter(b'.', bytes) {
        let apart = at == 1 || at > 1 && !bytes[at - 2].is_ascii_alphanumeric() && bytes[at - 2] != b'.';
        let Some(&digit @ b'1'..=b'9') = bytes.get(at + 1) else { continue };
        if at == 0 || bytes[at - 1] != b'1' || !apart {
            continue;
        }
        let mut letters = Vec::new();
        let mut end = at + 2;
        while let Some(next) = bracket(bytes, end, &mut letters) {
            end = next;
        }
        let rest = text[end..].trim_start_matches([' ', '-']);
        let exempt =
            rest.strip_prefix(['X', 'x']).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
        if !letters.is_empty() && !exempt {
            all.push(Reasons { digit, place: at - 1..at + 2, letters });
        }
    }
    all
}

/// Reads one bracket of single letters, and the comma or AND before it; gives where it ends.
fn bracket(bytes: &[u8], from: usize, letters: &mut Vec<(u8, usize)>) -> Option<usize> {
    let is_gap = |b: &u8| b.is_ascii_whitespace() || b",;/&".contains(b);
    let gap = |at: usize| at + bytes[at..].iter().take(12).take_while(|b| is_gap(b)).count();
    let mut open = gap(from);
    if bytes.get(open..open + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"AND")) {
        open = gap(open + 3);
    }
    if bytes.get(open) != Some(&b'(') {
        return None;
    }
    let close = open + bytes[open..].iter().take(24).position(|b| *b == b')')?;
    for at in open + 1..close {
        let alone = !bytes[at - 1].is_ascii_alphanumeric() && !bytes[at + 1].is_ascii_alphanumeric();
        if bytes[at].is_ascii_alphabetic() && alone {
            letters.push((bytes[at], at));
        }
    }
    Some(close + 1)
}
