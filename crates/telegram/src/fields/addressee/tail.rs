//! The end of an address: precedence and continuity number.

use crate::fields::slip::at_most_one;
use crate::fields::words::figure;
use crate::record::Precedence;
use std::ops::Range;

/// A word of the tail: a precedence or a serial.
pub(super) fn is_tail_word(word: &[u8]) -> bool {
    // `PRIORITY 12, AMEMBASSY GREYHAVEN 13`
    let figures = word.strip_suffix(b",").or_else(|| word.strip_suffix(b";")).unwrap_or(word);
    precedence(word).is_some() || is_serial(figures) || joined_precedence(word).is_some()
}

/// A kind of mission without its place, which stands on the next line.
pub(super) fn is_kind_alone(address: &[u8]) -> bool {
    matches!(address, b"USMISSION" | b"AMEMBASSY" | b"AMCONSUL")
}

/// A continuity number: one to six figures, an O among them read as a nought. Two of them stand behind an address that is that of two
/// addressees, `3628/3629`.
fn is_serial(word: &[u8]) -> bool {
    if let [a, b, c, d, b'/', second @ ..] = word {
        return second.len() == 4 && [a, b, c, d].into_iter().chain(second).all(u8::is_ascii_digit);
    }
    (1..=6).contains(&word.len()) && word[0].is_ascii_digit() && word.iter().all(|b| figure(*b).is_some())
}

/// The precedence that a word gives; long words with one letter wrong too (`PRIORTY`).
pub(super) fn precedence(word: &[u8]) -> Option<Precedence> {
    let word = word.strip_suffix(b",").or_else(|| word.strip_suffix(b".")).unwrap_or(word);
    if !(5..=10).contains(&word.len()) {
        return None;
    }
    // One letter wrong leaves the beginning or the end.
    let capital = |at: usize| word[at].to_ascii_uppercase();
    let begin = [capital(0), capital(1)];
    let end = [capital(word.len() - 2), capital(word.len() - 1)];
    if !matches!(&begin, b"FL" | b"NI" | b"IM" | b"PR" | b"RO") && !matches!(&end, b"TE" | b"TY" | b"NE") {
        return None;
    }
    let mut upper = [0u8; 12];
    let upper = upper.get_mut(..word.len())?;
    upper.copy_from_slice(word);
    upper.make_ascii_uppercase();
    match &*upper {
        b"FLASH" => Some(Precedence::Flash),
        b"NIACT" => Some(Precedence::NiactImmediate),
        b"IMMEDIATE" | b"IMMED" => Some(Precedence::Immediate),
        b"PRIORITY" => Some(Precedence::Priority),
        b"ROUTINE" => Some(Precedence::Routine),
        word if word.len() >= 8 && at_most_one(word, b"IMMEDIATE") => Some(Precedence::Immediate),
        word if word.len() >= 7 && at_most_one(word, b"PRIORITY") => Some(Precedence::Priority),
        word if word.len() >= 6 && at_most_one(word, b"ROUTINE") => Some(Precedence::Routine),
        _ => None,
    }
}

/// A prosign before a serial: `SECSTATE WASHDC O 3456`.
fn prosign(word: &[u8]) -> Option<Precedence> {
    if let [letter] = word { Precedence::of_prosign(*letter) } else { None }
}

/// A precedence with the serial run into it: `PRIORITY5120`.
fn joined_precedence(word: &[u8]) -> Option<(Precedence, usize)> {
    figure(*word.last()?)?;
    let letters = word.iter().take_while(|b| b.is_ascii_uppercase()).count();
    if letters < 5 || letters == word.len() || !is_serial(&word[letters..]) {
        return None;
    }
    precedence(&word[..letters]).map(|found| (found, letters))
}

/// A precedence run into the name before it, `USOFFICEROUTINE`, and where it begins.
fn glued_precedence(word: &[u8]) -> Option<(Precedence, usize)> {
    const WORDS: [(&[u8], Precedence); 3] = [
        (b"IMMEDIATE", Precedence::Immediate),
        (b"PRIORITY", Precedence::Priority),
        (b"ROUTINE", Precedence::Routine),
    ];
    if !matches!(word.last(), Some(b'E' | b'Y')) {
        return None;
    }
    let &(end, found) = WORDS.iter().find(|(end, _)| word.ends_with(end))?;
    let letters = word.len() - end.len();
    (letters > 2).then_some((found, letters))
}

/// An address taken apart from its end: serial and precedence in either order, the name before them.
#[derive(Default)]
pub(super) struct Tail {
    pub(super) name: Range<usize>,
    pub(super) precedence: Option<Precedence>,
    pub(super) serial: Option<Range<usize>>,
}

impl Tail {
    pub(super) fn of(text: &[u8], range: Range<usize>) -> Tail {
        let mut tail = Tail { name: range, ..Tail::default() };
        loop {
            let name = &text[tail.name.clone()];
            let end = tail.name.start + name.trim_ascii_end().len();
            let length =
                text[tail.name.start..end].iter().rev().take_while(|b| !b.is_ascii_whitespace()).count();
            let word = end - length..end;
            let bytes = &text[word.clone()];
            tail.name.end = end;
            if length == 0 {
                break;
            }
            if is_serial(bytes)
                && tail.serial.is_none()
                && word.start > tail.name.start
                && !is_group_number(text, &tail.name)
            {
                tail.serial = Some(word.clone());
            } else if let Some((found, letters)) = joined_precedence(bytes).filter(|_| tail.serial.is_none())
            {
                tail.precedence = tail.precedence.max(Some(found));
                tail.serial = Some(word.start + letters..word.end);
            } else if let Some((found, letters)) =
                glued_precedence(bytes).filter(|_| tail.precedence.is_none())
            {
                tail.precedence = Some(found);
                tail.name.end = word.start + letters;
                break;
            } else if let Some(found) = precedence(bytes).filter(|_| word.start > tail.name.start) {
                tail.precedence = tail.precedence.max(Some(found));
            } else if let Some(found) = prosign(bytes).filter(|_| {
                tail.serial.is_some() && tail.precedence.is_none() && word.start > tail.name.start
            }) {
                tail.precedence = Some(found);
            } else {
                break;
            }
            tail.name.end = word.start;
        }
        while text[tail.name.clone()].ends_with(b",") || text[tail.name.clone()].ends_with(b";") {
            tail.name.end -= 1;
        }
        tail
    }
}

/// True when the number is the name's own: `AIG 7417`.
fn is_group_number(text: &[u8], name: &Range<usize>) -> bool {
    let name = &text[name.clone()];
    if !name.trim_ascii_start().starts_with(b"AIG") {
        return false;
    }
    let mut all = name.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    all.next() == Some(b"AIG") && all.next().is_some() && all.next().is_none()
}
