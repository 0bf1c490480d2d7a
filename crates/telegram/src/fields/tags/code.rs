//! A word of a TAGS value as a code: looked up, mended, or split.

use crate::fields::Context;
use chancery_registry::{TagEntry, TagKind};

/// The longest run of codes without separators that is split: three lines of a telegram.
const LONGEST_RUN: usize = 208;

/// The longest single code: `EUROCONTROL`.
pub(super) const LONGEST_CODE: usize = 16;

/// A code in capital letters, on the stack.
pub(super) struct Capitals {
    bytes: [u8; LONGEST_CODE],
    len: usize,
}

impl Capitals {
    /// None for a word that is too long for a code.
    pub(super) fn new(word: &str) -> Option<Capitals> {
        let mut bytes = [0; LONGEST_CODE];
        bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        bytes.make_ascii_uppercase();
        Some(Capitals { bytes, len: word.len() })
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// The entry of a code, of the scheme of the telegram's year where there is one.
pub(super) fn entry<'c>(code: &[u8], cx: &Context<'c>) -> Option<&'c TagEntry> {
    match cx.year {
        Some(year) => cx.registry.tag_at(code, year),
        None => cx.registry.tag(code),
    }
}

/// The entry of a word in any case.
pub(super) fn known<'c>(word: &str, cx: &Context<'c>) -> Option<&'c TagEntry> {
    entry(Capitals::new(word)?.as_bytes(), cx)
}

/// A code of four letters that is printed letter by letter, `P R E L`, at the letter at `first`: where it stands, and its entry.
pub(super) fn spaced<'c>(
    text: &str,
    first: &std::ops::Range<usize>,
    cx: &Context<'c>,
) -> Option<(std::ops::Range<usize>, &'c TagEntry)> {
    const LENGTH: usize = 4;
    let bytes = text.as_bytes();
    let (mut word, mut at) = ([0; LENGTH], first.start);
    for (index, letter) in word.iter_mut().enumerate() {
        if index > 0 {
            at += bytes[at..].iter().take(2).take_while(|b| **b == b' ').count();
        }
        *letter = *bytes.get(at).filter(|b| b.is_ascii_uppercase())?;
        at += 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            return None;
        }
    }
    entry(&word, cx).map(|entry| (first.start..at, entry))
}

/// Two or three letters with a number, `AU-1`: a body or a series that the tables do not have, and not the country of these letters.
pub(super) fn is_numbered(word: &str) -> bool {
    let Some((letters, number)) = word.split_once('-') else { return false };
    matches!(letters.len(), 2 | 3)
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && matches!(number.len(), 1 | 2)
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// A misspelling that the tables list.
pub(super) fn listed_misspelling<'c>(word: &str, cx: &Context<'c>) -> Option<&'c TagEntry> {
    if word.len() > LONGEST_CODE {
        return None;
    }
    entry(cx.registry.tag_alias(word)?.as_bytes(), cx)
}

/// The code that a word of letters and digits stands for when digits are read as the letters that they look like (`01IP` is
/// OIIP), and a small `l` among capitals as `I`.
pub(super) fn digits_read_as_letters<'c>(word: &str, cx: &Context<'c>) -> Option<&'c TagEntry> {
    let bytes = word.as_bytes();
    let letters = bytes.iter().filter(|b| b.is_ascii_uppercase()).count();
    let odd = |b: &u8| matches!(b, b'0' | b'1' | b'5' | b'8' | b'l');
    if letters == 0
        || bytes.len() > 5
        || !bytes.iter().all(|b| b.is_ascii_uppercase() || odd(b))
        || !bytes.iter().any(odd)
    {
        return None;
    }
    let mut found = None;
    for one in [b'I', b'L'] {
        let mut code = Capitals::new(word)?;
        for (byte, printed) in code.bytes.iter_mut().zip(bytes) {
            *byte = match printed {
                b'0' => b'O',
                b'1' | b'l' => one,
                b'5' => b'S',
                b'8' => b'B',
                other => *other,
            };
        }
        match (found, entry(code.as_bytes(), cx)) {
            (None, now) => found = now,
            (Some(_), None) => {}
            (Some(before), Some(now)) if std::ptr::eq::<TagEntry>(before, now) => {}
            // Two readings: none is sure.
            (Some(_), Some(_)) => return None,
        }
    }
    found
}

/// The one subject code that is a slip of the typist away: two neighbours swapped, one letter too many, or one letter for
/// another that looks like it. Programs are left alone, since no list of them is complete.
pub(super) fn slip<'c>(word: &str, cx: &Context<'c>) -> Option<&'c TagEntry> {
    let bytes = word.as_bytes();
    if !matches!(bytes.len(), 4 | 5) || bytes[0] == b'K' || !bytes.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let mut finds = Finds { cx, best: None, unique: true };
    if bytes.len() == 5 {
        for left_out in 0..5 {
            let mut code = [0; 4];
            for (to, from) in code.iter_mut().zip((0..5).filter(|&i| i != left_out)) {
                *to = bytes[from];
            }
            finds.add(&code);
        }
        return finds.one();
    }
    for i in 0..3 {
        let mut code = [bytes[0], bytes[1], bytes[2], bytes[3]];
        code.swap(i, i + 1);
        finds.add(&code);
    }
    if finds.best.is_none() {
        for i in 1..4 {
            for &like in looks_like(bytes[i]) {
                let mut code = [bytes[0], bytes[1], bytes[2], bytes[3]];
                code[i] = like;
                finds.add(&code);
            }
        }
    }
    finds.one()
}

/// Known subject codes while they are found.
struct Finds<'a, 'c> {
    cx: &'a Context<'c>,
    best: Option<&'c TagEntry>,
    unique: bool,
}

impl<'c> Finds<'_, 'c> {
    fn add(&mut self, code: &[u8]) {
        let Some(found) = entry(code, self.cx).filter(|found| found.kind == TagKind::Subject) else { return };
        let of_year = |entry: &TagEntry| self.cx.year.is_some_and(|year| entry.is_of(year));
        match self.best {
            None => self.best = Some(found),
            Some(best) if best.code == found.code => {}
            Some(best) if of_year(best) != of_year(found) => {
                if of_year(found) {
                    (self.best, self.unique) = (Some(found), true);
                }
            }
            Some(_) => self.unique = false,
        }
    }

    fn one(self) -> Option<&'c TagEntry> {
        self.best.filter(|_| self.unique)
    }
}

fn looks_like(letter: u8) -> &'static [u8] {
    match letter {
        b'B' => b"RP",
        b'C' => b"GO",
        b'D' => b"O",
        b'E' => b"F",
        b'F' => b"EP",
        b'G' => b"C",
        b'H' => b"NM",
        b'I' => b"LT",
        b'L' => b"I",
        b'M' => b"N",
        b'N' => b"MH",
        b'O' => b"QDC",
        b'P' => b"RF",
        b'Q' => b"O",
        b'R' => b"PB",
        b'T' => b"I",
        b'U' => b"V",
        b'V' => b"UY",
        b'Y' => b"V",
        _ => b"",
    }
}

/// Where a run of codes without separators is to be cut: the ends of its codes. Known codes of the telegram's time are
/// preferred, and long ones; two ways that are equally good are none. (TF 6.7)
pub(super) fn split(word: &str, cx: &Context<'_>) -> Option<Vec<usize>> {
    let len = word.len();
    if !(6..=LONGEST_RUN).contains(&len) || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let mut run = [0; LONGEST_RUN];
    let run = &mut run[..len];
    run.copy_from_slice(word.as_bytes());
    run.make_ascii_uppercase();
    const NO_WAY: u16 = u16::MAX;
    let mut cost = [NO_WAY; LONGEST_RUN + 1];
    let mut last = [0u8; LONGEST_RUN + 1];
    let mut two_ways = [false; LONGEST_RUN + 1];
    cost[0] = 0;
    for from in 0..len {
        if cost[from] == NO_WAY {
            continue;
        }
        for size in 2..=LONGEST_CODE.min(len - from) {
            let Some(price) = price(&run[from..from + size], cx) else { continue };
            let (to, total) = (from + size, cost[from] + price);
            if total < cost[to] {
                (cost[to], last[to], two_ways[to]) = (total, size as u8, two_ways[from]);
            } else if total == cost[to] {
                two_ways[to] = true;
            }
        }
    }
    if cost[len] == NO_WAY || two_ways[len] {
        return None;
    }
    let mut ends = Vec::new();
    let mut end = len;
    while end > 0 {
        ends.push(end);
        end -= usize::from(last[end]);
    }
    ends.reverse();
    sound(run, &ends, cx).then_some(ends)
}

/// What a code in a run costs; none where it may not stand there.
fn price(code: &[u8], cx: &Context<'_>) -> Option<u16> {
    let Some(entry) = entry(code, cx) else {
        // A program that the list does not have.
        return (code.len() == 4 && code[0] == b'K').then_some(60);
    };
    let of_year = cx.year.is_none_or(|year| entry.is_of(year));
    match (entry.kind, code.len()) {
        (TagKind::Subject | TagKind::Program, 4) => Some(if of_year { 10 } else { 12 }),
        (TagKind::Geographic | TagKind::Region, 2) if of_year => Some(9),
        (TagKind::Organization, 3..) => Some(30),
        _ => None,
    }
}

/// False for what may as well be a word of the language: not one subject for each two other codes, or more unknown
/// than one in five.
fn sound(run: &[u8], ends: &[usize], cx: &Context<'_>) -> bool {
    let (mut subjects, mut unknown, mut start) = (0, 0, 0);
    for &end in ends {
        match entry(&run[start..end], cx).map(|entry| entry.kind) {
            Some(TagKind::Subject | TagKind::Program) => subjects += 1,
            Some(_) => {}
            None => unknown += 1,
        }
        start = end;
    }
    subjects * 3 >= ends.len() && unknown * 5 <= ends.len()
}
