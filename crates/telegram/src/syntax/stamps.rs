//! Release stamps: found once for the whole text, since a look at every line would cost more than all else. And the exemption codes
//! that the reading room prints in the margin, which only a text with its stamps has.

use memchr::memmem::{self, Finder};
use std::sync::LazyLock;

/// What all stamps have in common.
static COMMON: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"Department of State"));

/// What each of them has besides.
static OTHERS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| {
    [Finder::new(b"Systematic Review"), Finder::new(b"Declassified"), Finder::new(b"Case No")]
});

/// What the stamps begin with that name no department on their first line: a review's of old telegrams, another agency's reading room.
static REVIEW: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| {
    [Finder::new(AUTHORITY), Finder::new(b"UNITED STATES DEPARTMENT OF STATE"), Finder::new(b"DATE/CASE ID:")]
});
static AGENCY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"Approved For Release "));

/// Who reviewed a telegram, on the second line of that stamp.
const AUTHORITY: &[u8] = b"REVIEW AUTHORITY:";

/// How far behind the words that all have the case of the reading room stands.
const CASE: usize = 40;

/// Where the words stand that the stamps have in common.
#[derive(Debug)]
pub(crate) struct Stamps {
    places: Vec<usize>,
    /// True where one of them is the reading room's, which prints codes in the margin.
    reading_room: bool,
    /// The next of the places, and how many are behind.
    next: usize,
    behind: usize,
}

impl Stamps {
    /// Looks for the words of the known stamps (source-formats 1, 7; TF 12.1): `US Department of State EO Systematic Review`,
    /// `U.S. Department of State Case No. ...`, `REVIEW AUTHORITY: ...`, `Approved For Release 2001/08/08 : CIA-RDP...`.
    pub(crate) fn find(src: &[u8]) -> Stamps {
        let mut places: Vec<usize> = COMMON.find_iter(src).collect();
        let behind = |at: &usize| &src[*at..src.len().min(at + CASE)];
        let reading_room = places.iter().any(|at| OTHERS[2].find(behind(at)).is_some());
        let departments = places.len();
        if REVIEW[0].find(src).is_some() {
            REVIEW.iter().for_each(|words| places.extend(words.find_iter(src)));
        }
        places.extend(AGENCY.find_iter(src));
        if places.len() > departments {
            places.sort_unstable();
        }
        Stamps { next: places.first().copied().unwrap_or(usize::MAX), places, reading_room, behind: 0 }
    }

    /// The same before the first line.
    pub(crate) fn again(self) -> Stamps {
        Stamps { next: self.places.first().copied().unwrap_or(usize::MAX), behind: 0, ..self }
    }

    /// True when a line that ends at `end`, with `text` between blanks, may be a stamp or codes in the margin. Lines come in order.
    #[inline]
    pub(crate) fn may_cover(&self, end: usize, text: &[u8]) -> bool {
        self.next < end || self.has_codes(text)
    }

    /// True when the line `[start, end)` is a stamp, or its `text` codes in the margin.
    pub(crate) fn covers(&mut self, src: &[u8], start: usize, end: usize, text: &[u8]) -> bool {
        self.next < end && self.fills(src, start, end)
            || self.has_codes(text)
            || self.reading_room && classified_in_review(text)
    }

    /// Where codes begin in the margin behind a line's text.
    #[inline]
    pub(crate) fn margin(&self, text: &[u8]) -> Option<usize> {
        // Codes end with a figure, a bracket or a comma: most lines leave here.
        if !self.reading_room
            || text.len() > WIDEST
            || !matches!(text.last(), Some(b'1'..=b'9' | b')' | b',' | b' '))
        {
            return None;
        }
        let from = memmem::rfind(text, GAP)? + GAP.len();
        margin_codes(&text[from..]).then_some(from)
    }

    fn has_codes(&self, text: &[u8]) -> bool {
        self.reading_room && margin_codes(text)
    }

    fn fills(&mut self, src: &[u8], start: usize, end: usize) -> bool {
        let place = self.next;
        while self.next < end {
            self.behind += 1;
            self.next = self.places.get(self.behind).copied().unwrap_or(usize::MAX);
        }
        // The stamp fills its line, an officer's name before it and a date behind it apart.
        let line = &src[start..end];
        if reviewed(line.trim_ascii(), &src[end..]) {
            return true;
        }
        let before = &line[..place.saturating_sub(start)];
        before.len() <= 120
            && line.len() <= 260
            && !numbered(before)
            && OTHERS.iter().any(|word| word.find(line).is_some())
    }
}

/// `UNITED STATES DEPARTMENT OF STATE`, `REVIEW AUTHORITY: ...`, `DATE/CASE ID: ...`, one below the other, and what the agency's
/// reading room prints at head and foot, `Approved For Release 2001/08/08 : CIA-RDP...` (source-formats 7).
fn reviewed(line: &[u8], below: &[u8]) -> bool {
    let agency = |rest: &[u8]| {
        line.len() <= 100
            && rest.first().is_some_and(u8::is_ascii_digit)
            && memmem::find(rest, b": CIA-").is_some()
    };
    match line.first() {
        Some(b'U') => {
            line == b"UNITED STATES DEPARTMENT OF STATE" && below.trim_ascii_start().starts_with(AUTHORITY)
        }
        Some(b'R') => line.len() <= 80 && line.starts_with(AUTHORITY),
        Some(b'D') => line.len() <= 80 && line.starts_with(b"DATE/CASE ID:"),
        Some(b'A') => line.strip_prefix(b"Approved For Release ").is_some_and(agency),
        _ => false,
    }
}

/// A paragraph's number before the words: the line is text that speaks of a stamp.
fn numbered(before: &[u8]) -> bool {
    let before = before.trim_ascii();
    before.first().is_some_and(u8::is_ascii_digit) && before.contains(&b'.')
}

/// What the reading room puts above a text that its review classified, in two lines: `Classified by DAS, A/GIS, DoS on 11/30/2015 --
/// Class: CONFIDENTIAL -- Reason:` and `1.4(B), 1.4(D) -- Declassify on: 12/04/2027`.
fn classified_in_review(text: &[u8]) -> bool {
    match text.first() {
        Some(b'C') => text.starts_with(b"Classified by ") && memmem::find(text, b" Class: ").is_some(),
        Some(b'1') => code(text) > 0 && memmem::find(text, b" Declassify on: ").is_some(),
        _ => false,
    }
}

/// The widest line that has a margin, in bytes: an e-mail on a page, kept as it is laid out.
const WIDEST: usize = 300;

/// What stands at least between a line and its margin.
const GAP: &[u8] = b"    ";

/// `RELEASED IN FULL`, `RELEASE IN PART B6`: what a reviewer stamps on a page of his own (TF 13).
pub(super) fn released(text: &[u8]) -> bool {
    text.len() <= 60 && (text.starts_with(b"RELEASED IN ") || text.starts_with(b"RELEASE IN "))
}

/// True for what a release under the JFK Act prints at the foot of each page, the case and the document: `NW 43210 DocId:32100417 Page
/// 2`, with the specks and letters that optical reading makes of it, or without its beginning (source-formats 7).
#[inline]
pub(super) fn act_footer(text: &[u8]) -> bool {
    const LONGEST: usize = 48;
    text.len() <= LONGEST && matches!(text.last(), Some(b'0'..=b'9' | b'_')) && is_act_footer(text)
}

fn is_act_footer(text: &[u8]) -> bool {
    /// Before the document stand the two letters of the office, the number of the case, and specks.
    const BEFORE: usize = 14;
    const LETTERS: usize = 3;
    let letters = |text: &[u8]| text.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let first = &text[..text.len().min(BEFORE + 3)];
    let Some(at) = first.windows(3).position(|word| word == b"Doc") else { return false };
    let [b'I' | b'i' | b'l' | b'1', b'd', rest @ ..] = &text[at + 3..] else { return false };
    let begin = rest.iter().take_while(|b| matches!(b, b':' | b'.' | b' ')).count();
    let number = rest[begin..].iter().take_while(|b| b.is_ascii_digit()).count();
    let behind = &rest[begin + number..];
    let word = letters(behind);
    let is_page = word == 0 || word == 4 && memchr::memmem::find(behind, b"Page").is_some();
    let case = text[..at].iter().filter(|b| b.is_ascii_digit()).count();
    let office = letters(&text[..at]);
    (office == 0 || office <= LETTERS && case > 3) && begin > 0 && (6..=9).contains(&number) && is_page
}

/// The longest list of codes in a margin.
const LONGEST_CODES: usize = 40;

/// True for a line, or the end of one, that is nothing but exemptions of the Freedom of Information Act: `B6`, `1.4(B),B1,1.4(D)`,
/// `(b)(6)`. The reading room prints them in the margin beside what it took out (TF 13, source-formats 7).
pub(crate) fn margin_codes(text: &[u8]) -> bool {
    if !matches!(text.first(), Some(b'B' | b'(' | b'1')) || text.len() > LONGEST_CODES {
        return false;
    }
    let mut rest = text;
    while !rest.is_empty() {
        let length = code(rest);
        let behind = &rest[length..];
        let gap = behind.iter().take_while(|b| matches!(b, b',' | b' ')).count();
        if length == 0 || gap == 0 && !behind.is_empty() {
            return false;
        }
        rest = &behind[gap..];
    }
    true
}

/// How many bytes a code takes at the beginning of a text.
fn code(text: &[u8]) -> usize {
    let letter = |text: &[u8]| match text {
        [b'(', b'A'..=b'Z' | b'a'..=b'z', b')', ..] => 3,
        _ => 0,
    };
    match text {
        [b'B', b'1'..=b'9', behind @ ..] => 2 + letter(behind),
        [b'(', b'b' | b'B', b')', b'(', b'1'..=b'9', b')', behind @ ..] => 6 + letter(behind),
        // The sections of the orders that say what may be classified (MI 5).
        [b'1', b'.', b'4' | b'5', b' ', behind @ ..] if letter(behind) > 0 => 7,
        [b'1', b'.', b'4' | b'5', behind @ ..] if letter(behind) > 0 => 6,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{act_footer, margin_codes};

    #[test]
    fn footers_of_the_act_stand_alone() {
        for footer in [
            "NW 43210 DocId:32100417 Page 2",
            "NW 43210 Docld:32100417",
            "43210 Docid: 32100417 Page 12 _",
            "| MW 43210 Docld:32100417 Page 112",
            "DocId:32100417 Page 1",
        ] {
            assert!(act_footer(footer.as_bytes()), "{footer}");
        }
        for text in [
            "NW 43210",
            "NW 43210 DocId: Page 2",
            "NW OF PORT ALDER 2",
            "See DocId:32100417 Page 2",
            "NW 43210 DocId:32100417 as of 2",
        ] {
            assert!(!act_footer(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn codes_of_a_margin_stand_alone() {
        for codes in ["B6", "B5,B6", "1.4(B)", "1.4 (D)", "1.4(B),B1,1.4(D)", "(b)(6)", "B7(C)"] {
            assert!(margin_codes(codes.as_bytes()), "{codes}");
        }
        for text in ["", "B", "B6.", "B60", "B-6", "1.4", "1.4(B) and (d)", "B6 visas", "1. (B)", "BB6"] {
            assert!(!margin_codes(text.as_bytes()), "{text}");
        }
    }
}
