//! Portion marks: `(C)`, `(S/NF)`, `(U//FOUO)`, `(S/REL USA, GBR)`, and the mark of a whole text, `C - ENTIRE TEXT`.
//!
//! Grammar: markings-and-indexing 1.3 (5 FAH-1 H-246.2c). Read for every paragraph, so nothing here takes memory.

use crate::record::{Level, Text};
use std::ops::Range;

/// A portion mark at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where the mark stands in the text, without its brackets: `S/NF`.
    pub text: Range<usize>,
    /// The level that it means. A NATO mark keeps its own name in the text and has the US level beside it.
    pub level: Level,
    /// The caveats that it means.
    pub caveats: Caveats,
    /// How many bytes the mark takes, brackets included.
    pub len: usize,
    /// True where a letter of the level is small: a mark only behind a paragraph's number, and only if the paragraph before
    /// has a mark too; otherwise an item of a list.
    pub small: bool,
}

/// How many caveats of one mark are read. No printed mark has more.
const MOST: usize = 6;

/// The caveats of a mark, in printed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caveats {
    list: [Caveat; MOST],
    len: u8,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Caveat {
    name: Option<&'static str>,
    text: Range<usize>,
}

impl Caveats {
    fn push(&mut self, name: Option<&'static str>, text: Range<usize>) {
        if let Some(slot) = self.list.get_mut(usize::from(self.len)) {
            *slot = Caveat { name, text };
            self.len += 1;
        }
    }

    /// True where the mark has none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The caveats by their names (`NF` is `NOFORN`), and as printed where they name countries. `text` is the text that
    /// the mark was read from.
    pub fn names<'t>(&self, text: &'t str) -> impl Iterator<Item = Text<'t>> {
        self.list.iter().take(usize::from(self.len)).map(move |caveat| match caveat.name {
            Some(name) => Text::Borrowed(name),
            None => Text::Borrowed(text.get(caveat.text.clone()).unwrap_or_default()),
        })
    }
}

/// The longest stretch between brackets that can be a mark.
const LONGEST: usize = 64;

/// Reads the mark that `text` begins with, blanks before it passed over.
///
/// With `after_number`, directly behind a paragraph's number, `C)` and `(C ` without the other bracket are marks too (TF 17).
pub fn read(text: &str, after_number: bool) -> Option<Mark> {
    let bytes = text.as_bytes();
    let mut start = bytes.iter().take(16).position(|b| !b.is_ascii_whitespace())?;
    start += usize::from(after_number && is_behind_speck(&bytes[start..]));
    let open = matches!(bytes[start], b'(' | b'[' | b'{');
    // Most paragraphs have no mark: leave at the first byte.
    let begins_bare = matches!(bytes[start].to_ascii_uppercase(), b'C' | b'S' | b'U' | b'T' | b'L');
    if !(open || after_number && begins_bare) {
        return None;
    }
    // `((S)` is met.
    let twice = open && bytes.get(start + 1) == Some(&bytes[start]);
    let inner = start + usize::from(open) + usize::from(twice);
    let window = &bytes[inner..bytes.len().min(inner + LONGEST)];
    let close = window.iter().position(|b| matches!(b, b')' | b']' | b'}' | b'('));
    let close = close.filter(|&at| window[at] != b'(');
    let (end, closed) = match (open, close) {
        (true, Some(at)) => (inner + at, true),
        (false, Some(at)) if at <= 8 => (inner + at, true),
        (true, None) if after_number => (inner + first_word(window), false),
        _ => return None,
    };
    let mark = if let Some(mut mark) = within(text, inner..end) {
        mark.len = if closed { end + 1 } else { mark.text.end };
        mark
    } else if open && after_number {
        // `(C - ENTIRE TEXT)` is the mark of a whole text.
        if find_entire_text(&window[..close.unwrap_or(window.len())]).is_some() {
            return None;
        }
        // `(C the minister (of trade) said`: the bracket that closes is another's.
        let mut mark = within(text, inner..inner + first_word(window))?;
        let words =
            close.map_or(usize::MAX, |at| window[..at].iter().filter(|b| b.is_ascii_whitespace()).count());
        if words <= 2 || !bytes.get(mark.text.end).is_some_and(u8::is_ascii_whitespace) {
            return None;
        }
        mark.len = mark.text.end;
        mark
    } else {
        return None;
    };
    if !open && mark.small {
        // `c) item` is an item of a list.
        return None;
    }
    Some(mark)
}

/// `'(SBU)`: a speck of the scan that stands right before a bracket, behind a paragraph's number.
pub fn is_behind_speck(text: &[u8]) -> bool {
    matches!(text, [b'\'' | b'`' | b'.' | b',' | b'*' | b'_' | b'~', b'(', ..])
}

fn first_word(window: &[u8]) -> usize {
    window.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'.' | b':')).unwrap_or(window.len())
}

fn end_of_text(bytes: &[u8], range: Range<usize>) -> usize {
    let trailing = bytes[range.clone()].iter().rev().take_while(|b| b.is_ascii_whitespace()).count();
    range.end - trailing
}

/// Reads what stands between the brackets: a level and caveats, nothing else.
fn within(text: &str, range: Range<usize>) -> Option<Mark> {
    let bytes = text.as_bytes();
    let leading = bytes[range.clone()].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let (start, end) = (range.start + leading, end_of_text(bytes, range.clone()).max(range.start + leading));
    let (level, width) = level_word(&bytes[start..end])?;
    let mut mark = Mark {
        text: start..end,
        level,
        caveats: Caveats::default(),
        len: 0,
        small: bytes[start].is_ascii_lowercase(),
    };
    let mut at = start + width;
    while at < end {
        let separator = at + bytes[at..end].iter().take_while(|b| is_separator(**b)).count();
        if separator == at {
            return None;
        }
        if separator == end {
            // A stroke or hyphen with nothing behind it (`S/`) is dirt.
            mark.text.end = at;
            break;
        }
        at = caveat(bytes, separator..end, &mut mark.caveats)?;
    }
    Some(mark)
}

fn is_separator(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'-' | b',')
}

/// The words of a level, longest first. `C-M` is foreign information, NATO's have the US level of the same name.
const LEVELS: [(&[u8], Level); 24] = [
    (b"SENSITIVE BUT UNCLASSIFIED", Level::Sbu),
    (b"LIMITED OFFICIAL USE", Level::LimitedOfficialUse),
    (b"OFFICIAL USE ONLY", Level::OfficialUseOnly),
    (b"UNCLASSIFIED", Level::Unclassified),
    (b"CONFIDENTIAL", Level::Confidential),
    (b"TOP SECRET", Level::TopSecret),
    (b"UNCLAS", Level::Unclassified),
    (b"SECRET", Level::Secret),
    (b"CONF", Level::Confidential),
    (b"C-M", Level::Confidential),
    (b"SBU", Level::Sbu),
    // As optical reading has it.
    (b"513U", Level::Sbu),
    (b"S13U", Level::Sbu),
    (b"5BU", Level::Sbu),
    (b"S8U", Level::Sbu),
    (b"LOU", Level::LimitedOfficialUse),
    (b"OUO", Level::OfficialUseOnly),
    (b"CUI", Level::Cui),
    (b"TS", Level::TopSecret),
    (b"NS", Level::Secret),
    (b"NC", Level::Confidential),
    (b"NU", Level::Unclassified),
    (b"NR", Level::Restricted),
    (b"S", Level::Secret),
];

/// The level at the beginning of `bytes`, and its width.
fn level_word(bytes: &[u8]) -> Option<(Level, usize)> {
    let single = |letter: u8| match letter.to_ascii_uppercase() {
        b'C' => Some(Level::Confidential),
        b'S' => Some(Level::Secret),
        b'U' => Some(Level::Unclassified),
        _ => None,
    };
    let ends = |at: usize| bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric());
    // A letter alone, as in most marks.
    if ends(1) && bytes.get(1) != Some(&b'-') {
        return single(*bytes.first()?).map(|level| (level, 1));
    }
    for (word, level) in LEVELS {
        if bytes.len() >= word.len() && bytes[..word.len()].eq_ignore_ascii_case(word) && ends(word.len()) {
            return Some((level, word.len()));
        }
    }
    // NATO's own words before the level.
    if let Some(rest) = bytes.strip_prefix(b"NATO ") {
        return level_word(rest).map(|(level, width)| (level, width + 5));
    }
    let first = *bytes.first()?;
    if ends(1) { single(first).map(|level| (level, 1)) } else { None }
}

/// Reads one caveat; gives where it ends. REL takes its list of countries.
fn caveat(bytes: &[u8], range: Range<usize>, caveats: &mut Caveats) -> Option<usize> {
    let word = |from: usize| {
        let len = bytes[from..range.end].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        from..from + len
    };
    let first = word(range.start);
    let printed = &bytes[first.clone()];
    let name =
        NAMES.iter().find(|(short, _)| short.as_bytes().eq_ignore_ascii_case(printed)).map(|(_, name)| *name);
    if let Some(name) = name {
        caveats.push(Some(name), first.clone());
        return Some(first.end);
    }
    let takes_countries = printed.eq_ignore_ascii_case(b"REL") || printed.eq_ignore_ascii_case(b"FGI");
    if !takes_countries {
        return None;
    }
    let mut end = first.end;
    loop {
        let gap = end
            + bytes[end..range.end].iter().take_while(|b| matches!(b, b' ' | b',' | b'\n' | b'\r')).count();
        let next = word(gap);
        // `USA`, `ACGU`; `UK`, as it is printed too; `TO`.
        let is_country = (2..=4).contains(&next.len());
        let is_caveat =
            NAMES.iter().any(|(short, _)| short.as_bytes().eq_ignore_ascii_case(&bytes[next.clone()]));
        if gap == end || !is_country || is_caveat {
            break;
        }
        end = next.end;
    }
    caveats.push(None, first.start..end);
    Some(end)
}

/// Caveats as printed in marks, and their names (registry: captions).
const NAMES: [(&str, &str); 24] = [
    ("N", "NOFORN"),
    ("NF", "NOFORN"),
    ("NOFORN", "NOFORN"),
    ("OC", "ORCON"),
    ("ORCON", "ORCON"),
    ("RELIDO", "RELIDO"),
    ("FOUO", "FOUO"),
    ("RD", "RD"),
    ("FRD", "FRD"),
    ("NATO", "NATO"),
    ("LEI", "LEI"),
    ("LES", "LES"),
    ("PR", "PROPIN"),
    ("PROPIN", "PROPIN"),
    ("EX", "EXDIS"),
    ("EXDIS", "EXDIS"),
    ("NODIS", "NODIS"),
    ("LIMDIS", "LIMDIS"),
    ("WNINTEL", "WNINTEL"),
    ("PII", "PII"),
    // Control systems of intelligence, before the others: `(TS//SI//NF)`.
    ("SI", "SI"),
    ("TK", "TK"),
    ("HCS", "HCS"),
    ("IMCON", "IMCON"),
];

/// The mark of a whole text, as paragraph 1 has it: `C - ENTIRE TEXT.`, `(C-ENTIRE TEXT)`, `(C) ENTIRE TEXT`,
/// `(CONFIDENTIAL ENTIRE TEXT.)`, `ENTIRE TEXT CONFIDENTIAL` (markings-and-indexing 1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntireText {
    /// The mark itself, without brackets and the words ENTIRE TEXT: `C`.
    pub mark: Range<usize>,
    /// The level.
    pub level: Level,
    /// The caveats.
    pub caveats: Caveats,
    /// How many bytes of the text it takes, a full stop included.
    pub len: usize,
}

/// Reads the mark of a whole text at the beginning of a paragraph's text (behind its number).
pub fn entire_text(text: &str) -> Option<EntireText> {
    let bytes = text.as_bytes();
    let window = &bytes[..bytes.len().min(96)];
    let words = find_entire_text(window)?;
    let is_filling = |b: &u8| {
        b.is_ascii_whitespace() || matches!(b, b'(' | b')' | b'-' | b',' | b':' | b'.' | b'[' | b']')
    };
    let before = trim(window, 0..words.start, is_filling);
    let before = before.start..strip_words(window, before.clone());
    let before = trim(window, before, is_filling);
    let found = if before.is_empty() {
        let after = words.end..line_end(window, words.end);
        let after = trim(window, after, is_filling);
        within(text, after.clone()).map(|mark| (mark, after.end))
    } else {
        within(text, before).map(|mark| (mark, words.end))
    };
    let (mark, end) = found?;
    let closing = bytes[end..].iter().take_while(|b| matches!(b, b')' | b'.' | b']')).count();
    (!mark.small).then_some(EntireText {
        mark: mark.text,
        level: mark.level,
        caveats: mark.caveats,
        len: end + closing,
    })
}

/// Where the two words stand, whatever white space is between.
fn find_entire_text(window: &[u8]) -> Option<Range<usize>> {
    // X is the rarest of their letters.
    memchr::memchr2_iter(b'X', b'x', window).find_map(|x| {
        let second = x.checked_sub(2)?..x + 2;
        if !window.get(second.clone())?.eq_ignore_ascii_case(b"TEXT") {
            return None;
        }
        let first = window[..second.start].trim_ascii_end();
        let start = first.len().checked_sub(6)?;
        let apart = start == 0 || !window[start - 1].is_ascii_alphanumeric();
        (apart && first[start..].eq_ignore_ascii_case(b"ENTIRE")).then_some(start..second.end)
    })
}

fn trim(bytes: &[u8], range: Range<usize>, is_filling: impl Fn(&u8) -> bool) -> Range<usize> {
    let leading = bytes[range.clone()].iter().take_while(|b| is_filling(b)).count();
    let start = range.start + leading;
    let trailing = bytes[start..range.end].iter().rev().take_while(|b| is_filling(b)).count();
    start..range.end - trailing
}

/// Where a mark ends when `THIS IS AN` stands between it and ENTIRE TEXT.
fn strip_words(bytes: &[u8], range: Range<usize>) -> usize {
    let words = b"THIS IS AN";
    let stripped = range.end.saturating_sub(words.len()).max(range.start);
    if bytes[stripped..range.end].eq_ignore_ascii_case(words) { stripped } else { range.end }
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    memchr::memchr2(b'\n', b'.', &bytes[from..]).map_or(bytes.len(), |at| from + at)
}
