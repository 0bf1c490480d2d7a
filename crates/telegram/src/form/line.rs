//! What a line of a printed form says: title, control number, time of receipt, sender, number and date, addressees.
//!
//! Optical reading puts dots and strokes anywhere, and the words of the column of offices before those of a line; each
//! question passes over a few of them, and no more.

use super::day::{Day, day};
use crate::fields::words::{find_ignoring_case, near};
use crate::record::Precedence;
use std::ops::Range;

/// Which way a telegram went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the Department.
    Incoming,
    /// From the Department.
    Outgoing,
}

/// How many bytes may stand before a label: the column of offices, noise.
const BEFORE: usize = 14;

/// The first letter or figure from `at` on.
pub(crate) fn skip(line: &[u8], at: usize) -> usize {
    line.get(at..)
        .and_then(|rest| rest.iter().position(u8::is_ascii_alphanumeric))
        .map_or(line.len(), |n| at + n)
}

/// Where the letters end that begin at `at`.
pub(crate) fn letters(line: &[u8], at: usize) -> usize {
    at + line[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count()
}

fn capitals(word: &[u8]) -> ([u8; 12], usize) {
    let mut out = [0; 12];
    let len = word.len().min(12);
    out[..len].copy_from_slice(&word[..len]);
    out.make_ascii_uppercase();
    (out, len)
}

/// True when a word is `known`, in capitals or not, or at most `most` letters from it.
pub(crate) fn is_near(word: &[u8], known: &[u8], most: usize) -> bool {
    let word = if word.len() > 12 { b"" } else { word };
    // Most words leave here.
    if word.len().abs_diff(known.len()) > most {
        return false;
    }
    let (word, len) = capitals(word);
    near(&word[..len], known, most)
}

/// `INCOMING`, `OUTGOING` at the beginning of a line, and where the next word begins.
fn way(line: &[u8]) -> Option<(Direction, usize)> {
    let start = skip(line, 0);
    if start > 6 {
        return None;
    }
    let end = letters(line, start);
    let word = &line[start..end];
    // Most lines leave here: both words have eight letters.
    if !(7..=9).contains(&word.len()) {
        return None;
    }
    let way = if is_near(word, b"INCOMING", 1) {
        Direction::Incoming
    } else if is_near(word, b"OUTGOING", 1) {
        Direction::Outgoing
    } else {
        return None;
    };
    Some((way, skip(line, end)))
}

/// `INCOMING TELEGRAM`, `OUTGOING TELEGRAM` at the beginning of a line.
pub(crate) fn title(line: &[u8]) -> Option<Direction> {
    let (way, at) = way(line)?;
    let word = &line[at..letters(line, at)];
    // Large letters are read worst: beside INCOMING most letters of the word are enough.
    let (long, len) = capitals(if word.len() > 12 { b"" } else { word });
    let same = long[..len].iter().zip(b"TELEGRAM").filter(|(a, b)| a == b).count();
    (is_near(word, b"TELEGRAM", 2) || len == 8 && same >= 5).then_some(way)
}

/// `INCOMING` alone, as the second sheet has it above `TELEGRAM`.
pub(crate) fn title_alone(line: &[u8]) -> bool {
    way(line).is_some_and(|(_, at)| at == line.len())
}

/// Where the value behind a label begins: `word`, a colon, at most [`BEFORE`] bytes before it.
pub(crate) fn label(line: &[u8], word: &[u8]) -> Option<usize> {
    let reach = line.len().min(BEFORE + word.len());
    (0..=reach.checked_sub(word.len())?).find_map(|at| {
        let mut end = at + word.len();
        if !line[at..end].eq_ignore_ascii_case(word) || at > 0 && line[at - 1].is_ascii_alphanumeric() {
            return None;
        }
        while line.get(end) == Some(&b' ') {
            end += 1;
        }
        matches!(line.get(end), Some(b':' | b';')).then_some(end + 1)
    })
}

/// `Control: 15256`, anywhere on its line; the figures may stand on another one.
pub(crate) fn control(line: &[u8]) -> bool {
    // Without a way out: then many bytes are asked in one step.
    let is_sign = |byte: u8| byte.is_ascii_digit() | (byte == b':') | (byte == b';');
    if line.len() > 90 || !line.iter().fold(false, |any, &byte| any | is_sign(byte)) {
        return false;
    }
    memchr::memchr2_iter(b'C', b'c', line).any(|at| {
        let word = &line[at..letters(line, at)];
        let whole = at == 0 || !line[at - 1].is_ascii_alphanumeric();
        let colon = matches!(line.get(at + 7), Some(b':' | b';'));
        let figures = skip(line, at + word.len());
        let numbered = figures <= at + 12 && line.get(figures).is_some_and(u8::is_ascii_digit);
        whole && word.eq_ignore_ascii_case(b"CONTROL") && (colon || numbered)
    })
}

/// `Rec'd:`, with any sign or none between its letters.
pub(crate) fn received(line: &[u8]) -> bool {
    memchr::memchr2_iter(b'R', b'r', line).take(8).any(|at| {
        let whole = at == 0 || !line[at - 1].is_ascii_alphanumeric();
        let rest = &line[at..];
        let part =
            rest.get(..3).is_some_and(|r| r.eq_ignore_ascii_case(b"REC") || r.eq_ignore_ascii_case(b"REV"));
        let sign = rest.iter().skip(3).take(4).position(|b| b.eq_ignore_ascii_case(&b'd'));
        let colon = sign.and_then(|d| rest[3 + d + 1..].iter().take(2).position(|&b| b == b':'));
        whole && part && colon.is_some()
    })
}

/// `Secretary of State`, to whom a form is printed as addressed.
pub(crate) fn to_secretary(line: &[u8]) -> Option<Range<usize>> {
    // The last letter of a name is the one that is lost.
    const NAMES: [&[u8]; 2] = [b"SECRETARY OF STAT", b"SECSTAT"];
    NAMES.iter().find_map(|name| {
        let at = line.windows(name.len()).take(40).position(|part| part.eq_ignore_ascii_case(name))?;
        let end = at + name.len();
        let more = line.get(end).is_some_and(u8::is_ascii_alphabetic);
        let whole = !line.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        whole.then_some(at..end + usize::from(more))
    })
}

/// The number of a telegram and the day on which it was written: `NO: 748, OCTOBER 19, 1 PM (SECTION ONE OF TWO)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Where the figures stand.
    pub(crate) figures: Range<usize>,
    pub(crate) number: u32,
    pub(crate) day: Day,
    /// `FROM SAIGON` stands behind it: the head of a further sheet.
    pub(crate) further: bool,
}

/// Reads the line with the number. The head of a further sheet has a sheet's number before it: `-2- 2714, April 27, 6 p.m.,
/// from Leopoldville`.
pub(crate) fn number(line: &[u8]) -> Option<Number> {
    let (start, labelled) = match label(line, b"NO") {
        Some(at) => (at, true),
        None => (0, false),
    };
    // The sheet's number, and what optical reading made of the dashes around it.
    let mut at = start;
    for _ in 0..3 {
        at = skip(line, at);
        if at > start + 10 {
            return None;
        }
        if let Some(found) = numbered_day(line, at, labelled) {
            return Some(found);
        }
        while line.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
    }
    None
}

fn numbered_day(line: &[u8], at: usize, labelled: bool) -> Option<Number> {
    let end = at + line.get(at..)?.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    // `66D`, `78`: the head of a further sheet only has to be known as one.
    let behind = end + usize::from(line.get(end).is_some_and(u8::is_ascii_uppercase));
    if end == at || end > at + 5 || line.get(behind).is_none_or(u8::is_ascii_alphanumeric) {
        return None;
    }
    let month = skip(line, behind);
    if month > behind + 5 || !line[behind..month].iter().any(|b| matches!(b, b',' | b'.' | b':' | b';')) {
        return None;
    }
    let day = day(line, month)?;
    let rest = &line[day.place.end..];
    let section = find(rest, b"(SECTION").is_some();
    let further = find(rest, b"FROM ").is_some();
    if !(labelled || day.timed || section || further) || behind > end && !further {
        return None;
    }
    let number = line[at..end].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    Some(Number { figures: at..end, number, day, further })
}

/// Finds `needle`, given in capitals, whatever the case of its letters.
pub(crate) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    find_ignoring_case(text, needle)
}

/// A line below the number that belongs to the heading still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Below {
    /// `PRIORITY`, `NIACT`, alone.
    Precedence,
    /// `ACTION DEPARTMENT 748, INFORMATION CINCPAC 430`, `SENT DEPARTMENT 2, REPEATED INFORMATION MOSCOW 1`.
    Traffic,
    /// `LIMIT DISTRIBUTION - NOFORN`, `EYES ONLY FOR SECRETARY`, and what clerks stamp there.
    Handling,
}

/// Where the words of the traffic begin on their line: `ACTION`, `SENT`, `REPEATED` and what it went to behind them.
pub(crate) fn traffic(line: &[u8]) -> Option<usize> {
    let at = (0..line.len().min(6)).find(|&at| {
        let word = &line[at..letters(line, at)];
        (at == 0 || !line[at - 1].is_ascii_alphabetic())
            && [&b"ACTION"[..], b"SENT", b"REPEATED", b"RPTD", b"INFORMATION"].contains(&word)
    })?;
    let known = [&b"DEPARTMENT"[..], b"DEPARTHENT", b"DEPT", b"INFORMATION", b"INFO ", b"UNNUMBERED"];
    let figures = line[at..].iter().any(u8::is_ascii_digit);
    (figures && known.iter().any(|word| find(&line[at..], word).is_some())
        || figures
            && line.first().is_some_and(u8::is_ascii_uppercase)
            && !line.iter().any(u8::is_ascii_lowercase))
    .then_some(at)
}

/// True where the words of the traffic go on: stations in capitals, each with its number, up to the line's end.
pub(crate) fn traffic_more(line: &[u8], before: &[u8]) -> bool {
    let trimmed = before.trim_ascii_end();
    let open = trimmed.last().is_some_and(|b| *b == b',' || *b == b';' || b.is_ascii_digit())
        || !trimmed.ends_with(b".") && trimmed.len() > 40;
    let small = line.iter().filter(|b| b.is_ascii_lowercase()).count();
    let last = line.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    let numbers = line
        .split(|b| !b.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty() && w.iter().all(u8::is_ascii_digit));
    let ends = last > 0
        && (line[last - 1].is_ascii_digit() || line[..last].ends_with(b"UNNUMBERED") || line.ends_with(b","))
        || line.contains(&b',') && numbers.count() > 1;
    let first = &line[skip(line, 0)..];
    let passed = find(line, b" PASS ").is_some();
    let reference = passed || first[..letters(first, 0)].ends_with(b"TEL") || first.starts_with(b"REF");
    open && ends
        && small <= 3
        && line.len() <= 90
        && !reference
        && first.first().is_some_and(u8::is_ascii_uppercase)
}

/// Says what a line below the number is.
pub(crate) fn below(line: &[u8]) -> Option<Below> {
    const HANDLING: [&[u8]; 13] = [
        b"LIMIT DISTRIBUTION",
        b"LIMIT. DISTRIBUTION",
        b"LIMITED DISTRIBUTION",
        b"NO DISTRIBUTION",
        b"EYES ONLY",
        b"ROGER CHANNEL",
        b"VERBATIM TEXT",
        b"RETAIN OR DESTROY",
        b"EXDIS",
        b"NODIS",
        b"LIMDIS",
        b"STADIS",
        b"FILE",
    ];
    if precedence(line).is_some() {
        return Some(Below::Precedence);
    }
    if traffic(line).is_some() {
        return Some(Below::Traffic);
    }
    let line = &line[skip(line, 0)..];
    HANDLING
        .iter()
        .any(|words| {
            line.starts_with(words) && (line.len() == words.len() || words.len() > 4 && line.len() < 70)
        })
        .then_some(Below::Handling)
}

/// An addressee of an outgoing telegram on a line of its own, its number behind it: `Amembassy ANKARA 417`.
pub(crate) fn addressed(line: &[u8]) -> bool {
    const KINDS: [&[u8]; 6] =
        [b"AMEMBASSY", b"AMCONSUL", b"AMCONGEN", b"AMCONSULATE", b"AMLEGATION", b"USMISSION"];
    let end = letters(line, 0);
    let name = line.get(end + 1).is_some_and(u8::is_ascii_uppercase);
    name && line.len() <= 60
        && !line.ends_with(b".")
        && KINDS.iter().any(|kind| line[..end].eq_ignore_ascii_case(kind))
}

/// A precedence alone on its line (forms of the time: FRUS source notes). A sign or two may stand around it.
pub(crate) fn precedence(line: &[u8]) -> Option<Precedence> {
    const WORDS: [(&[u8], Precedence); 8] = [
        (b"PRIORITY", Precedence::Priority),
        (b"NIACT", Precedence::NiactImmediate),
        (b"NIACT IMMEDIATE", Precedence::NiactImmediate),
        (b"OPERATIONAL IMMEDIATE", Precedence::Immediate),
        (b"IMMEDIATE", Precedence::Immediate),
        (b"FLASH", Precedence::Flash),
        (b"ROUTINE", Precedence::Routine),
        (b"NIACT PRIORITY", Precedence::NiactImmediate),
    ];
    let start = skip(line, 0);
    let end = line.iter().rposition(u8::is_ascii_alphanumeric).map_or(start, |last| last + 1);
    if start > 3 || line.len() > end + 3 || start >= end {
        return None;
    }
    WORDS.iter().find(|(word, _)| *word == &line[start..end]).map(|(_, precedence)| *precedence)
}

/// What is printed at a form's foot: `REPRODUCTION FROM THIS COPY IS PROHIBITED UNLESS "UNCLASSIFIED"`.
pub(crate) fn foot(line: &[u8]) -> bool {
    line.len() <= 90
        && (find(line, b"FROM THIS COPY").is_some()
            || find(line, b"PROHIBITED UNLESS").is_some()
            || find(line, b"UNLESS \"UNCLAS").is_some()
            || find(line, b"COPY IS PROHIB").is_some())
}

/// The section that a number's line says: `(SECTION TWO OF THREE)`, `(SECTION I OF II)`.
pub(crate) fn section(line: &[u8]) -> Option<(u16, Option<u16>)> {
    let at = find(line, b"SECTION")? + 7;
    let rest = &line[at..];
    let mut words = rest
        .split(|b| !b.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (count(word), word.eq_ignore_ascii_case(b"OF")));
    let (number, _) = words.next()?;
    let of = words.next().filter(|(_, of)| *of).and_then(|_| words.next()).and_then(|(n, _)| n);
    Some((number?, of.filter(|of| Some(*of) >= number)))
}

fn count(word: &[u8]) -> Option<u16> {
    const NAMES: [&[u8]; 10] =
        [b"ONE", b"TWO", b"THREE", b"FOUR", b"FIVE", b"SIX", b"SEVEN", b"EIGHT", b"NINE", b"TEN"];
    const ROMAN: [&[u8]; 6] = [b"I", b"II", b"III", b"IV", b"V", b"VI"];
    let named = |names: &[&[u8]]| names.iter().position(|name| word.eq_ignore_ascii_case(name));
    if let Some(n) = named(&NAMES).or_else(|| named(&ROMAN)) {
        return Some(n as u16 + 1);
    }
    let figures = word.len() <= 2 && word.iter().all(u8::is_ascii_digit);
    figures.then(|| word.iter().fold(0, |n, b| n * 10 + u16::from(b - b'0'))).filter(|n| (1..=40).contains(n))
}

/// A field that stands below a form, and begins the telegram's own words: `REF:`, `Reference:`, `SUBJECT:`.
pub(crate) fn field(line: &[u8]) -> bool {
    [&b"REF"[..], b"REFERENCE", b"SUBJECT", b"SUBJ"].iter().any(|word| {
        line.len() > word.len()
            && line[..word.len()].eq_ignore_ascii_case(word)
            && matches!(line[word.len()], b':' | b'.' | b' ')
            && (line[word.len()] != b' ' || !line.iter().any(u8::is_ascii_lowercase))
    })
}

/// `96 PRIORITY`: the number that stands below its addressee, and where its figures stand.
pub(crate) fn serial(line: &[u8]) -> Option<Range<usize>> {
    let end = line.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    let rest = line.get(end..)?.trim_ascii();
    ((1..=5).contains(&end) && (rest.is_empty() || precedence(rest).is_some())).then_some(0..end)
}

/// A surname alone on its line, in capitals: four letters or more, a vowel among them, a sign of noise at its ends apart. Words
/// of the form are none.
pub(crate) fn signature(line: &[u8]) -> Option<Range<usize>> {
    const WORDS: [&[u8]; 10] = [
        b"SECRET",
        b"TELEGRAM",
        b"INCOMING",
        b"CONFIDENTIAL",
        b"UNCLASSIFIED",
        b"PRIORITY",
        b"FILE",
        b"ACTION",
        b"ARMY",
        b"NAVY",
    ];
    // `GP-4. BERNBAUM`: the downgrading group may stand before the name.
    let group = match line {
        [b'G', b'P', b'-', b'1'..=b'4', b'.', b' ', ..] => 6,
        [b'G', b'P', b'-', b'1'..=b'4', b' ', ..] => 5,
        _ => 0,
    };
    let noise = |b: Option<&u8>| {
        usize::from(b.is_some_and(|b| matches!(b, b'.' | b'"' | b'\'' | b',' | b'_' | b'-')))
    };
    let range = group + noise(line.get(group))..line.len().saturating_sub(noise(line.last()));
    let name = line.get(range.clone())?;
    let plain = (4..=20).contains(&name.len())
        && name.iter().all(|b| b.is_ascii_uppercase() || matches!(b, b'-' | b'\''))
        && name[0].is_ascii_uppercase()
        && name.iter().any(|b| matches!(b, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y'));
    // A sentence can end with a word alone on its line.
    let sentence = range.start == group && line.ends_with(b".");
    (plain && !sentence && !WORDS.iter().any(|word| is_near(name, word, 1))).then_some(range)
}

/// A signature, and nothing beside it.
pub(crate) fn is_signature(line: &[u8]) -> bool {
    signature(line).is_some_and(|range| range.len() == line.len())
}

/// A line that can stand below a signature: initials, a note of copies, a downgrading group, noise of a stamp; no sentence.
pub(crate) fn is_ending(line: &[u8]) -> bool {
    const NOTES: [&[u8]; 13] = [
        b"DRAFTED BY",
        b"APPROVED BY",
        b"CLEARANCES:",
        b"CLEARANCE:",
        b"TELEGRAPHIC TRANSMISSION",
        b"NOTE",
        b"PASSED",
        b"PASSEU",
        b"ADVANCE",
        b"COPY",
        b"CFN",
        b"AS RECEIVED",
        b"RELAYED",
    ];
    let first = &line[skip(line, 0)..];
    let note = NOTES.iter().any(|word| first.get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word)))
        || find(line, b"ADVANCE COP").is_some();
    let words = line.split(|b| *b == b' ').filter(|word| word.len() > 1).count();
    note || line.len() <= 20 && words <= 2 && !line.ends_with(b",")
        || line.len() <= 30 && words <= 4 && has_no_sentence(line)
}

/// More signs and figures than a sentence has, or a name and nothing else.
fn has_no_sentence(line: &[u8]) -> bool {
    let letters = line.iter().filter(|b| b.is_ascii_alphabetic() || **b == b' ').count();
    letters * 4 < line.len() * 3
}
