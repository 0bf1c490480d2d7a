//! AT: consistency with the source's own attributes (markings-and-indexing 8.11).

mod at001_document_number;
mod at002_draft_date;
mod at003_original_classification;
mod at004_line_count;
mod at005_page_count;
mod at006_subject;
mod at007_from;
mod at008_handling;
mod at009_order_instruction;
mod at010_tags_lack;
mod at011_distribution_sum;
mod at012_references;

use crate::look::Look;
use crate::rule::{Era, Rule, Severity};
use chancery_telegram::Span;
use chancery_telegram::record::Text;
use chancery_telegram::syntax::Kind;
use jiff::civil::date;

pub(super) static RULES: &[&Rule] = &[
    &at001_document_number::RULE,
    &at002_draft_date::RULE,
    &at003_original_classification::RULE,
    &at004_line_count::RULE,
    &at005_page_count::RULE,
    &at006_subject::RULE,
    &at007_from::RULE,
    &at008_handling::RULE,
    &at009_order_instruction::RULE,
    &at010_tags_lack::RULE,
    &at011_distribution_sum::RULE,
    &at012_references::RULE,
];

/// The years whose electronic files were released with attributes.
const fn in_the_files_of_1973_79(severity: Severity) -> Era {
    Era::between(severity, date(1973, 1, 1), date(1979, 12, 31))
}

/// What the source says under some key.
struct Beside<'l> {
    key: &'static str,
    /// The value on one line, `n/a` too where the source prints it.
    value: Text<'l>,
}

impl Beside<'_> {
    /// Where the value stands on its first line; the heading, where the source says it elsewhere than in the text.
    fn span(&self, look: &Look<'_, '_>) -> Span {
        printed(look, self.key).map_or_else(|| look.place_of_heading(), |(_, span)| span)
    }
}

/// The value that the text prints behind a key, and where.
fn printed<'s>(look: &Look<'_, 's>, key: &str) -> Option<(Text<'s>, Span)> {
    look.lines(Kind::Attribute).find_map(|line| {
        let behind = look.bytes(line).strip_prefix(key.as_bytes())?;
        let from = behind.starts_with(b":").then_some(key.len() + 1)?;
        let text = look.telegram.line(line);
        let blanks = text[from..].len() - text[from..].trim_start().len();
        let whole = line.text();
        let start = (whole.start as usize + from + blanks).min(whole.end as usize);
        let span = if start < whole.end as usize { Span::new(start, whole.end as usize) } else { whole };
        Some((Text::Owned(text[from..].trim().to_owned()), span))
    })
}

/// The attribute with this key in the record.
fn kept<'l>(look: &'l Look<'_, '_>, key: &'static str) -> Option<Beside<'l>> {
    look.record().attributes.get(key).map(|value| Beside { key, value: Text::Borrowed(value) })
}

/// The attribute with this key.
fn beside<'l>(look: &'l Look<'_, '_>, key: &'static str) -> Option<Beside<'l>> {
    kept(look, key).or_else(|| printed(look, key).map(|(value, _)| Beside { key, value }))
}

/// The attribute with this key, unless it says nothing.
fn said<'l>(look: &'l Look<'_, '_>, key: &'static str) -> Option<Beside<'l>> {
    // Where the record has what the text prints, it lacks only what says nothing.
    let found = if look.telegram.has_given_attributes() { beside(look, key) } else { kept(look, key) };
    found.filter(|beside| !beside.value.is_empty() && !beside.value.eq_ignore_ascii_case("n/a"))
}

/// Letters and digits alone, in capitals.
fn squeezed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}
