//! Lines that were run together (TF 17): a field of the heading behind another one, the first paragraph behind the subject, the
//! text behind a page line. Whole headings on one long line are for [`super::unroll`].

use super::kind::Kind;
use super::scan::{Scan, Zone};
use super::{fields, gates, lines};
use crate::fields::mark;

impl Scan<'_> {
    /// Is the line worth a look? Most of the text and of the attributes are not.
    #[inline(always)]
    pub(super) fn may_hold_others(&self, text: &[u8]) -> bool {
        text.len() >= SHORTEST
            && match self.zone {
                Zone::Body => text[0] == b'P' || self.pilcrows,
                Zone::Attributes | Zone::Labels | Zone::Tail | Zone::Ending => text[0] == b'P',
                Zone::Start | Zone::Front | Zone::Address | Zone::Heading => true,
            }
    }

    /// Where in a line, given without the blanks around it, the next line begins that was run into it.
    #[inline(never)]
    pub(super) fn run_in(&self, text: &[u8]) -> Option<usize> {
        if text.starts_with(b"PAGE ") {
            return (self.zone != Zone::Attributes).then(|| behind_page_line(text)).flatten();
        }
        if self.zone == Zone::Address
            && let Some(at) = word_behind_blank(text, b"PAGE 0")
            && gates::page_line(&text[at..]).is_some()
        {
            return Some(at);
        }
        if self.pilcrows && matches!(self.zone, Zone::Body | Zone::Heading) {
            // Web editions put their mark before each paragraph, also where they lost the line's end.
            let marks =
                memchr::memchr_iter(0xb6, text).map(|at| at - usize::from(at > 0 && text[at - 1] == 0xc2));
            let next = marks
                .into_iter()
                .find(|&at| at > 0 && text[at - 1] == b' ' && lines::pilcrow(&text[at..]) > 0);
            if next.is_some() {
                return next;
            }
        }
        if !matches!(self.zone, Zone::Start | Zone::Front | Zone::Address | Zone::Heading) {
            return None;
        }
        if let Some(at) = behind_date_time(text) {
            return Some(at);
        }
        let begins = fields::heading_field(text).filter(|&(kind, sure)| self.is_told(kind, sure));
        let goes_on = self.zone == Zone::Heading && self.blanks == 0;
        let kind = begins.map(|(kind, _)| kind).or(goes_on.then_some(self.field))?;
        if begins.is_none() && fields::numbered(text).is_some() {
            return None;
        }
        behind_field(text, kind, begins.is_some())
    }
}

/// A shorter line holds one field.
const SHORTEST: usize = 16;

/// Where a field begins behind one of `kind`, or the text. `labelled` tells that the line begins with the field's own word.
fn behind_field(text: &[u8], kind: Kind, labelled: bool) -> Option<usize> {
    if !matches!(kind, Kind::ExecutiveOrder | Kind::Tags | Kind::Subject | Kind::Reference) {
        return None;
    }
    // Something of the field itself stands before the next one.
    let word = if labelled { text.iter().position(|b| *b == b':' || *b == b' ')? } else { 0 };
    let value = word + text[word..].iter().position(u8::is_ascii_alphanumeric)?;
    // A colon tells, or the bracket of a paragraph's mark: most lines leave here.
    if kind != Kind::ExecutiveOrder && memchr::memchr2(b':', b'(', &text[value..]).is_none() {
        return None;
    }
    memchr::memchr_iter(b' ', text)
        .map(|blank| blank + 1)
        .filter(|&at| at > value && at < text.len() && text[at] != b' ')
        .find(|&at| begins(&text[at..], kind))
}

/// Does a field that may stand behind one of `kind` begin here? Its colon tells, but for TAGS behind an order.
fn begins(text: &[u8], kind: Kind) -> bool {
    let labelled = |word: &[u8]| {
        text.strip_prefix(word).is_some_and(|rest| rest.trim_ascii_start().first() == Some(&b':'))
    };
    let order = kind == Kind::ExecutiveOrder;
    match text[0] {
        b'T' => {
            kind != Kind::Tags
                && kind != Kind::Reference
                && (labelled(b"TAGS") || order && text.starts_with(b"TAGS "))
        }
        b'S' => {
            matches!(kind, Kind::ExecutiveOrder | Kind::Tags) && (labelled(b"SUBJECT") || labelled(b"SUBJ"))
        }
        b'R' => {
            text.starts_with(b"REF")
                && kind != Kind::Reference
                && [&b"REF"[..], b"REFS", b"REFTEL", b"REFTELS", b"REFERENCE", b"REFERENCES"]
                    .iter()
                    .any(|word| labelled(word))
        }
        b'1' | 0x80.. => matches!(kind, Kind::Subject | Kind::Reference) && first_paragraph(text),
        _ => false,
    }
}

/// `1. (C) `: a number alone may count anything.
fn first_paragraph(text: &[u8]) -> bool {
    let rest = &text[lines::pilcrow_sign(text)..];
    let Some(behind) = rest.strip_prefix(b"1.") else { return false };
    let behind = behind.trim_ascii_start();
    let most = behind.len().min(LONGEST_MARK);
    behind.first() == Some(&b'(')
        && std::str::from_utf8(&behind[..most]).is_ok_and(|text| {
            mark::read(text, false).is_some_and(|found| !found.small && found.len < behind.len())
        })
}

/// The longest mark that is looked for, in bytes.
const LONGEST_MARK: usize = 32;

/// Where the sender begins behind a date-time group: `R 121430Z MAR 07 FM AMEMBASSY PARIS`.
fn behind_date_time(text: &[u8]) -> Option<usize> {
    const LATEST: usize = 40;
    if !matches!(text[0], b'Z' | b'O' | b'P' | b'R' | b'0'..=b'9') {
        return None;
    }
    let at = word_behind_blank(&text[..text.len().min(LATEST)], b"FM ")?;
    gates::date_time(text, true).then_some(at)
}

/// Where a word stands with a blank before it. By its first letter: a line is too short for a search that is prepared first.
fn word_behind_blank(text: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memchr_iter(*word.first()?, text)
        .find(|&at| at > 0 && text[at - 1] == b' ' && text[at..].starts_with(word))
}

/// Where text begins behind a page line that ends with its time: `PAGE 03 LA PAZ 06049 132315Z AND THEN`.
fn behind_page_line(text: &[u8]) -> Option<usize> {
    const TIME: usize = b" 132315Z".len();
    let is_time = |end: &usize| {
        let time = end.checked_sub(TIME).map_or(&b""[..], |at| &text[at..*end]);
        time.first() == Some(&b' ') && time[1..TIME - 1].iter().all(u8::is_ascii_digit)
    };
    let window = &text[..text.len().min(LONGEST_PAGE_LINE + TIME - 1)];
    let end = memchr::memchr_iter(b'Z', window).map(|at| at + 1).find(is_time)?;
    let rest = text.get(end..)?;
    let words = rest.trim_ascii_start();
    let begins = rest.first() == Some(&b' ') && words.len() >= 4 && words[0].is_ascii_alphabetic();
    let noted = [&b"POSS DUPE"[..], b"POSSIBLE DUP", b"SUSPECTED DUP", b"CORRECTED COPY"];
    let begins = begins && !noted.iter().any(|note| words.starts_with(note));
    (begins && gates::page_line(&text[..end]).is_some() && gates::level(words).is_none())
        .then_some(text.len() - words.len())
}

/// The longest page line, in bytes.
const LONGEST_PAGE_LINE: usize = 69;
