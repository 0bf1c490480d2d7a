//! The words that begin the lines of a heading: FM, TO, INFO, E.O., TAGS, SUBJECT, REF, Classified By.

use super::words::push;
use super::{Confusion, Misread};
use crate::look::Look;
use crate::slips::one_slip;
use chancery_telegram::Span;
use chancery_telegram::fields::{distribution, drafting, labels};
use chancery_telegram::syntax::{Kind, Line};
use std::borrow::Cow;
use std::ops::Range;

/// One slip, and the reader knew the line nevertheless.
const SURE: f64 = 0.98;

/// What a line that the reader took for a field has for its label.
pub(super) fn of_field(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let text = look.bytes(line);
    let found = match line.kind {
        // Both have several words in one field.
        Kind::Distribution => distribution(text),
        Kind::Drafting => drafting(text),
        _ if !line.opens => None,
        Kind::Label => labels::slip(text)
            .and_then(|(at, meant)| Label::new(at.start, at.len(), column(text, &at, meant), SURE)),
        Kind::From => address(text, "FM"),
        Kind::To => address(text, "TO"),
        Kind::Info => address(text, "INFO"),
        Kind::ExecutiveOrder => order(text),
        Kind::ClassifiedBy => classifier(text),
        Kind::Tags => word(text, &["TAGS"]),
        Kind::Subject => word(text, &["SUBJECT", "SUBJ", "SUBJECTS"]),
        Kind::Reference => word(text, &["REF", "REFS", "REFTEL", "REFTELS", "REFERENCE", "REFERENCES"]),
        _ => None,
    };
    if let Some(label) = found {
        let start = line.text().start + label.at as u32;
        let span = Span { start, end: start + label.length as u32 };
        let printed = String::from_utf8_lossy(&text[label.at..label.at + label.length]);
        push(out, Misread::Label, span, label.meant.into_owned(), &printed, label.confidence);
    }
}

/// A label, and what it should be.
struct Label {
    at: usize,
    length: usize,
    meant: Cow<'static, str>,
    confidence: f64,
}

impl Label {
    fn new(at: usize, length: usize, meant: impl Into<Cow<'static, str>>, confidence: f64) -> Option<Label> {
        Some(Label { at, length, meant: meant.into(), confidence })
    }
}

/// `INFP RUEHLO/AMEMBASSY LONDON`, `F M SECSTATE`, `TORUEHC/SECSTATE`.
fn address(text: &[u8], meant: &'static str) -> Option<Label> {
    let length = text.iter().take(8).position(|&b| b == b' ' || b == b':').unwrap_or(text.len());
    let printed = std::str::from_utf8(&text[..length]).ok()?;
    // A stray sign before the word is none of its letters.
    if printed == meant || !printed.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    // `F M`: the rest of the word stands behind the blank.
    if let Some(rest) = meant.strip_prefix(printed) {
        let behind = text[length..].trim_ascii_start();
        if behind.strip_prefix(rest.as_bytes()).is_some_and(|behind| behind.first() == Some(&b' ')) {
            return Label::new(0, text.len() - behind.len() + rest.len(), meant, SURE);
        }
    }
    if one_slip(printed, meant) {
        return Label::new(0, length, meant, SURE);
    }
    let glued = length > meant.len() && printed.starts_with(meant);
    glued.then(|| Label::new(0, meant.len(), format!("{meant} "), SURE)).flatten()
}

/// `INFP  OCT-01  ISO-00`: a word before an office and its copies.
fn distribution(text: &[u8]) -> Option<Label> {
    let (length, meant) = distribution::misprinted(text)?;
    Label::new(0, length, meant, SURE)
}

/// `DRAFTD BY`, `APPROVED BV`. With a slip in both words a person should look.
fn drafting(text: &[u8]) -> Option<Label> {
    let (end, first) = drafting::misprinted(text)?;
    let printed = &text[..end];
    let (right, right_by) = (printed.starts_with(first.as_bytes()), printed.ends_with(b" BY"));
    let confidence = if right || right_by { SURE } else { 0.0 };
    (!(right && right_by)).then(|| Label::new(0, end, format!("{first} BY"), confidence)).flatten()
}

/// A label of the labelled form, with its colon where that is lost.
fn column(text: &[u8], at: &Range<usize>, meant: &'static str) -> Cow<'static, str> {
    let bare = &text[at.clone()] == meant.as_bytes();
    if bare { Cow::Owned(format!("{meant}:")) } else { Cow::Borrowed(meant) }
}

/// `E.P. 12958`, `EQ 11652`. Its noughts and full stops are for [`super::figures`].
fn order(text: &[u8]) -> Option<Label> {
    let number = text.iter().take(10).position(u8::is_ascii_digit)?;
    let label = text[..number].trim_ascii_end();
    let letters: String = label
        .iter()
        .filter(|b| b.is_ascii_alphabetic())
        .map(|&b| char::from(b.to_ascii_uppercase()))
        .collect();
    // A nought in the label is its first figure.
    let figures = text[number..].iter().take_while(|b| b.is_ascii_digit()).count();
    if figures < 4 || letters.contains('M') || !one_slip(&letters, "EO") {
        return None;
    }
    Label::new(0, label.len(), if label.contains(&b'.') { "E.O." } else { "EO" }, SURE)
}

/// `Clasified By`, `CLASSIFIED BV`, also behind a paragraph's number and mark.
fn classifier(text: &[u8]) -> Option<Label> {
    let lead = text.iter().take(12).rposition(|b| matches!(b, b'(' | b')')).map_or(0, |at| at + 1);
    let at = lead + text[lead..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let letters =
        |from: usize| text[from..].iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count();
    let end = at + letters(at);
    let second = end + text[end..].iter().take_while(|&&b| b == b' ').count();
    let last = second + letters(second);
    let word = |range: Range<usize>| std::str::from_utf8(&text[range]).ok().map(str::to_ascii_uppercase);
    let (first, by) = (word(at..end)?, word(second..last)?);
    let wrong = one_slip(&first, "CLASSIFIED");
    let wrong_by = text.get(last) == Some(&b':') && one_slip(&by, "BY");
    if !(wrong || first == "CLASSIFIED" && wrong_by) || !(wrong_by || by == "BY") {
        return None;
    }
    let small = text[at..end].iter().any(u8::is_ascii_lowercase);
    let title = text[second..last].iter().any(u8::is_ascii_uppercase);
    let meant = match (small, title) {
        (false, _) => "CLASSIFIED BY",
        (true, true) => "Classified By",
        (true, false) => "Classified by",
    };
    Label::new(at, last - at, meant, if wrong && wrong_by { 0.0 } else { SURE })
}

/// `SUBJCET:`, `SUBJ ECT:`, `RFE:`, `TAHS:`: the word before the colon, without one the first word.
fn word(text: &[u8], known: &[&'static str]) -> Option<Label> {
    let is_known = |word: &[u8]| known.iter().any(|meant| word.eq_ignore_ascii_case(meant.as_bytes()));
    let first = text.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let colon = text.iter().take(12).position(|&b| matches!(b, b':' | b'?' | b'!' | b';'));
    let printed = colon.map_or(&text[..first], |colon| text[..colon].trim_ascii_end());
    if is_known(&text[..first]) || text[..first].eq_ignore_ascii_case(b"RE") && first == printed.len() {
        return None;
    }
    let letters = printed.iter().filter(|b| !matches!(b, b' ' | b'\''));
    let joined: String = letters.map(|&b| char::from(b)).collect();
    let upper = joined.to_ascii_uppercase();
    if let Some(&meant) = known.iter().find(|&&meant| meant == upper || one_slip(meant, &upper)) {
        let small = joined.bytes().any(|b| b.is_ascii_lowercase());
        // A letter stands for the colon.
        if colon.is_none() && upper.len() > meant.len() && upper.starts_with(meant) {
            return Label::new(0, printed.len(), format!("{meant}:"), SURE);
        }
        let meant = if small { Cow::Owned(title(meant)) } else { Cow::Borrowed(meant) };
        return (!printed.contains(&b'\'')).then(|| Label::new(0, printed.len(), meant, SURE)).flatten();
    }
    // The reader knew it by its place.
    let near = |meant: &str| {
        meant.len() == upper.len() && meant.bytes().zip(upper.bytes()).filter(|(a, b)| a != b).count() == 2
    };
    let &meant = known.iter().find(|&&meant| colon.is_some() && near(meant))?;
    Label::new(0, printed.len(), meant, 0.0)
}

/// `Subject` of `SUBJECT`.
fn title(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    format!("{first}{}", rest.to_ascii_lowercase())
}
