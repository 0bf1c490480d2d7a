//! Headings whose line ends were lost: `FM AMEMBASSY PORT ALDER TO RUEHC/SECSTATE WASHDC ...` on one line (TF 17), search
//! indexes without line ends and punctuation (source-formats 7). Where such a line is to be read as several.

use super::gates;
use super::stations::addressee;

/// Shorter lines are those of a copy with line ends.
pub(crate) const LONG: usize = 160;

/// How far a look from one word goes.
const WINDOW: usize = 120;

/// The places in a long line where a line of the heading, or a numbered paragraph, begins: byte offsets, sorted, without 0.
/// Empty for a line that is no heading: two signs of one are needed.
pub(crate) fn breaks(line: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut signs = 0;
    let bare = memchr::memchr2(b'.', b':', line).is_none();
    let mut state = State { bare, ..State::default() };
    // Where a paragraph mark of a web edition stands directly before.
    let (mut pilcrow, mut behind) = (None, 0);
    let mut at = 0;
    // From word to word.
    while let Some(blanks) = line[at..].iter().position(|&byte| byte != b' ') {
        at += blanks;
        let byte = line[at];
        if matches!(byte, 0xb6 | 0xc2 | 0xc3) {
            let mark = super::lines::pilcrow(&line[at..line.len().min(at + WINDOW)]);
            if mark > 0 {
                (pilcrow, behind) = (Some(at), at + mark);
                at = behind;
                continue;
            }
        }
        if state.may_begin(byte) {
            let window = &line[at..line.len().min(at + WINDOW)];
            if let Some(sign) = state.begins(window) {
                signs += usize::from(sign == Sign::Sure);
                let at = pilcrow.filter(|_| behind == at).unwrap_or(at);
                if at > 0 {
                    found.push(at);
                }
            }
        }
        at += word_length(&line[at..]);
        // Text behind the heading is looked at for its paragraphs only when there was a heading.
        if at > HEADING && signs < 2 {
            break;
        }
    }
    if signs >= 2 { found } else { Vec::new() }
}

/// How far into a line its heading reaches at most.
const HEADING: usize = 6001;

/// How many bytes stand before the next blank. Words are short: eight bytes are asked at a time.
fn word_length(text: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (chunks, rest) = text.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let other = u64::from_le_bytes(*chunk) ^ (u64::from(b' ') * ONES);
        let found = other.wrapping_sub(ONES) & !other & (0x80 * ONES);
        if found != 0 {
            return index * 8 + (found.trailing_zeros() / 8) as usize;
        }
    }
    let before = text.len() - rest.len();
    before + rest.iter().position(|&byte| byte == b' ').unwrap_or(rest.len())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Sure,
    Other,
}

/// What was met, so that nothing is met twice and words of the text are not taken for a heading's.
#[derive(Default)]
struct State {
    from: bool,
    class: bool,
    subject: bool,
    paragraph: u32,
    /// No full stop and no colon stands in the line: an index that has lost them.
    bare: bool,
    /// The list of references has begun.
    reference: bool,
}

impl State {
    /// May something begin with this letter? Most words leave here.
    fn may_begin(&self, first: u8) -> bool {
        if self.subject {
            matches!(first, b'0'..=b'9' | b'A' | b'C' | b'F' | b'M' | b'P' | b'R')
        } else {
            first.is_ascii_uppercase() || first == b'-'
        }
    }

    fn begins(&mut self, text: &[u8]) -> Option<Sign> {
        if self.subject {
            return self.paragraph(text);
        }
        match text[0] {
            b'P' if text.starts_with(b"PAGE ") && page(text) => Some(Sign::Sure),
            b'A' | b'O' if gates::distribution_start(text) => Some(Sign::Sure),
            b'I' if text.starts_with(b"INFO ")
                && (gates::office(text[5..].trim_ascii_start()) || self.from && !self.class) =>
            {
                Some(Sign::Other)
            }
            b'D' if text.starts_with(b"DRAFTED BY ") => Some(Sign::Sure),
            b'A' if text.starts_with(b"APPROVED BY ") => Some(Sign::Other),
            b'-' if text.starts_with(b"--------") => Some(Sign::Other),
            b'Z' | b'O' | b'P' | b'R' | b'F' | b'I' | b'N'
                if !self.class && gates::date_time(text, false) =>
            {
                Some(Sign::Sure)
            }
            b'F' if text.starts_with(b"FM ") && !self.class => {
                self.from = true;
                Some(Sign::Other)
            }
            b'T' if text.starts_with(b"TO ") && self.from && !self.class && addressee(&text[3..]) => {
                Some(Sign::Sure)
            }
            b'T' if text.starts_with(b"TAGS") && text.get(4).is_some_and(|b| !b.is_ascii_alphanumeric()) => {
                Some(Sign::Sure)
            }
            b'E' if text.starts_with(b"E.O. ") || text.starts_with(b"EO 1") || text.starts_with(b"E O 1") => {
                Some(Sign::Sure)
            }
            b'M' if text.starts_with(b"Message Text ") => Some(Sign::Sure),
            b'U' | b'C' | b'S' | b'T' | b'L' => self.level(text),
            b'R' if text.starts_with(b"REF: ") && self.class => Some(Sign::Other),
            _ => None,
        }
    }

    fn level(&mut self, text: &[u8]) -> Option<Sign> {
        if text.starts_with(b"SUBJECT") || text.starts_with(b"SUBJ:") {
            self.subject = true;
            return Some(Sign::Sure);
        }
        let (taken, _) = gates::level(text)?;
        let rest = text[taken..].trim_ascii_start();
        if rest.starts_with(b"PAGE ") {
            return Some(Sign::Other);
        }
        // A class line has a section, or a station and its number.
        let name = rest.iter().take(24).take_while(|b| b.is_ascii_uppercase() || **b == b' ').count();
        let numbered = name >= 3 && rest[name..].iter().take(3).filter(|b| b.is_ascii_digit()).count() == 3;
        if self.class || !(numbered || rest.starts_with(b"SECTION ")) {
            return None;
        }
        self.class = true;
        Some(Sign::Sure)
    }

    /// A reference or a paragraph where full stops and colons are lost: `REF STATE 264784 1 WITH ONE HOUR'S NOTICE`.
    fn bare_paragraph(&mut self, text: &[u8]) -> Option<Sign> {
        if self.paragraph == 0 && !self.reference {
            let list = [&b"REF "[..], b"REFS ", b"REFTEL "].iter().find_map(|word| text.strip_prefix(*word));
            if let Some(list) = list {
                let name = list.iter().take(28).take_while(|b| b.is_ascii_uppercase() || **b == b' ').count();
                self.reference = name >= 4 && list[name..].iter().take(2).all(u8::is_ascii_digit);
                return self.reference.then_some(Sign::Other);
            }
            if text.starts_with(FOLLOWING) || text.starts_with(&FOLLOWING[2..]) {
                self.paragraph = 1;
                return Some(Sign::Other);
            }
        }
        begins_bare(text, self.paragraph + 1).then(|| {
            self.paragraph += 1;
            Sign::Other
        })
    }

    fn paragraph(&mut self, text: &[u8]) -> Option<Sign> {
        if text.starts_with(b"REF: ")
            || text.starts_with(b"REFS: ")
            || text.starts_with(b"Classified By")
            || text.starts_with(b"CLASSIFIED BY")
        {
            return (self.paragraph == 0).then_some(Sign::Other);
        }
        if text.starts_with(b"PAGE ") && page(text) || text.starts_with(b"Message Attributes") {
            return Some(Sign::Other);
        }
        if self.bare {
            return self.bare_paragraph(text);
        }
        let number = super::fields::numbered(text)?;
        let digits = text.iter().take_while(|b| b.is_ascii_digit()).count();
        let opens = text[digits + 1..]
            .trim_ascii_start()
            .first()
            .is_some_and(|b| b.is_ascii_uppercase() || matches!(b, b'(' | b'"'));
        if number == self.paragraph + 1 && opens && text.get(digits + 1) == Some(&b' ') {
            self.paragraph = number;
            return Some(Sign::Other);
        }
        None
    }
}

/// True for what begins a paragraph where full stops are lost: the next number or the letter A, and words in capitals.
fn begins_bare(text: &[u8], number: u32) -> bool {
    let digits = text.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let printed = text[..digits].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    let words = text[digits..].strip_prefix(b" ").unwrap_or_default();
    let word = words.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    (1..=2).contains(&digits) && printed == number && (word > 1 || matches!(words, [b'I' | b'A', b' ', ..]))
}

/// A line that was cut out of a long one without full stops, where the text begins: see [`breaks`].
pub(crate) fn opens_bare_text(text: &[u8]) -> bool {
    text.starts_with(FOLLOWING) || text.starts_with(&FOLLOWING[2..]) || begins_bare(text, 1)
}

/// How a text of questions or items begins that has no number.
const FOLLOWING: &[u8] = b"A FOLLOWING ARE ";

fn page(text: &[u8]) -> bool {
    let digits = text[5..].iter().take_while(|b| b.is_ascii_digit()).count();
    digits == 2
        && text.get(7) == Some(&b' ')
        && text[8..].trim_ascii_start().first().is_some_and(u8::is_ascii_uppercase)
}
