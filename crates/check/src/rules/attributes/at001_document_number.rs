//! AT001 document-number.

use super::{in_the_files_of_1973_79, said, squeezed};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::fields::mrn;

pub(super) static RULE: Rule = Rule {
    code: "AT001",
    name: "document-number",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 9.2, 12.5",
    summary: "The archive's document number is that of the telegram: its year, its post and its number.",
    explanation: "The archive numbers a document with the year of sending, the first six letters of the post (blanks counted, \
        then left out) and the telegram's number: `1975PORTA00417`. Here it differs from the date-time group or from the \
        classification line. One of the two was misread, or the attributes are those of another telegram.\n\n\
        In the first and last two days of a year the year may be one off. Nothing is said where the text has no number of its own.",
    examples: examples!("AT001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(document) = said(look, "Document Number") else { return };
    let Some(read) = mrn::parse_nara(&document.value, Span::default(), look.registry) else { return };
    let record = look.record();
    if let Some(own) = record.mrn.as_ref().filter(|mrn| !mrn.span.is_empty()) {
        if own.number != read.number {
            let message = format!("the document number says {}, the telegram {}", read.number, own.number);
            found.at(document.span(look), message);
            return;
        }
        let letters: String = document.value.chars().skip(4).take_while(char::is_ascii_alphabetic).collect();
        let station = own.text.rsplit_once(' ').map_or("", |(station, _)| station.trim());
        let cut: String = station.chars().take(6).collect();
        let same =
            read.post == own.post || squeezed(&own.post).starts_with(&letters) || squeezed(&cut) == letters;
        if !same {
            found.at(
                document.span(look),
                format!("the document number says {letters}, the telegram {}", own.text),
            );
            return;
        }
    }
    let sent = record.sent.as_ref().filter(|sent| !sent.span.is_empty()).and_then(|sent| sent.at);
    if let (Some(sent), Some(year)) =
        (sent.map(|at| at.date()), read.year.and_then(|year| i16::try_from(year).ok()))
    {
        let turn = sent.month() == 12 && sent.day() >= 30 || sent.month() == 1 && sent.day() <= 3;
        if sent.year() != year && !(turn && (sent.year() - year).abs() == 1) {
            let of = sent.year();
            found.at(
                document.span(look),
                format!("the document number says {year}, the date-time group {of}"),
            );
        }
    }
}
