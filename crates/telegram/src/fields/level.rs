//! The level at the beginning of a classification line, a banner or a page line (TF 6.2).

use super::slip;
use super::words::{near, skip_space, word_end};
use crate::record::Level;
use std::ops::Range;

/// The words of the levels as they are printed, without blanks; of two that begin alike the longer first.
const LEVELS: [(&[u8], Level); 12] = [
    (b"UNCLASSIFIED", Level::Unclassified),
    (b"UNCLAS", Level::Unclassified),
    (b"CONFIDENTIAL", Level::Confidential),
    (b"SECRET", Level::Secret),
    (b"TOPSECRET", Level::TopSecret),
    (b"LIMITEDOFFICIALUSE", Level::LimitedOfficialUse),
    (b"OFFICIALUSEONLY", Level::OfficialUseOnly),
    (b"SENSITIVEBUTUNCLASSIFIED", Level::Sbu),
    (b"SBU", Level::Sbu),
    (b"CONTROLLEDUNCLASSIFIEDINFORMATION", Level::Cui),
    (b"CUI", Level::Cui),
    (b"RESTRICTED", Level::Restricted),
];

/// A level and where its words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) level: Level,
    pub(crate) range: Range<usize>,
    /// True where the letters are spaced, which prose never does.
    pub(crate) spaced: bool,
}

/// The level whose words begin at `at`, letters spaced or not: `S E C R E T`, `T O P  S E C R E T`, `LIMITED OFFICIAL USE`.
/// A longer word (SECRETARY, CONFIDENTIALLY) is none.
pub(crate) fn level_at(line: &[u8], at: usize) -> Option<Found> {
    let first = *line.get(at)?;
    LEVELS.iter().filter(|(word, _)| word[0] == first).find_map(|&(word, level)| {
        let (end, spaced) = matches_spaced(&line[at..], word)?;
        let end = at + end;
        let next = line.get(end).copied().unwrap_or(b' ');
        let ends = !next.is_ascii_alphanumeric() && !matches!(next, b'\'' | b'_') && next.is_ascii();
        (ends && !(spaced && goes_on(&line[end..]))).then_some(Found { level, range: at..end, spaced })
    })
}

/// As [`level_at`], but the words may be garbled (`CONFIDFNTIAL`, `UNCLS`, `LIMITED OFFFICIAL USE`). Only for lines that
/// also have a section or a number of a telegram.
pub(crate) fn garbled_level_at(line: &[u8], at: usize) -> Option<Found> {
    if !line.get(at..).is_some_and(may_be_garbled) {
        return None;
    }
    let mut joined = [0u8; 24];
    let mut length = 0;
    let mut end = at;
    let mut spaced = false;
    let mut best = None;
    // Word by word, at most as many as `C O N F I D E N T I A L` has and a few more for blanks too many.
    for n in 0..16 {
        let start = skip_space(line, end);
        let word = &line[start..word_end(line, start)];
        if word.is_empty() || length + word.len() > joined.len() || start - end > 3 {
            break;
        }
        // A longer word behind spaced letters belongs to the next thing on the line. A blank may be lost among them.
        let short = word.len() == 1 || word.len() == 2 && (spaced || n == 0);
        if n > 0 && spaced != short {
            break;
        }
        spaced = short;
        joined[length..length + word.len()].copy_from_slice(word);
        length += word.len();
        end = start + word.len();
        if let Some(level) = nearest(&joined[..length]) {
            best = Some(Found { level, range: at..end, spaced });
            if !spaced {
                break;
            }
        }
    }
    best
}

/// True where a garbled level can begin: spaced letters, or a word that has nearly the letters of a level's first one. Nearly
/// all lines of a text fail here.
pub(crate) fn may_be_garbled(line: &[u8]) -> bool {
    const FIRST: [(&[u8], u32); 8] = [
        (b"CONFIDENTIAL", letters(b"CONFIDENTIAL")),
        (b"UNCLASSIFIED", letters(b"UNCLASSIFIED")),
        (b"SECRET", letters(b"SECRET")),
        (b"UNCLAS", letters(b"UNCLAS")),
        (b"LIMITED", letters(b"LIMITED")),
        (b"TOP", letters(b"TOP")),
        (b"OFFICIAL", letters(b"OFFICIAL")),
        (b"SENSITIVE", letters(b"SENSITIVE")),
    ];
    let window = &line[..line.len().min(16)];
    let length = window.iter().position(u8::is_ascii_whitespace).unwrap_or(window.len());
    match length {
        0 => false,
        2 => line.get(4) == Some(&b' '),
        3 if !matches!(line, [b'T', b'O', ..] | [b'T', _, b'P', ..] | [_, b'O', b'P', ..]) => false,
        1 => line.get(3) == Some(&b' ') || line.get(4) == Some(&b' '),
        // Two letters more than the longest word has: only one that was torn begins so, with its own first letter.
        15.. if !matches!(line[0], b'C' | b'U' | b'S' | b'L' | b'T' | b'O') => false,
        _ => {
            let word = &line[..length];
            let has = letters(word);
            // A letter changed in the word takes one away and brings one. A word torn by a blank has its beginning here.
            FIRST.iter().any(|(first, wanted)| {
                let most = if first.len() > 6 { 2 } else { 1 };
                let torn = || first.starts_with(&word[..length.min(4)]);
                let near = || at_most(most, wanted & !has) && first.len().abs_diff(length) <= 2;
                at_most(most, has & !wanted) && (near() || torn())
            })
        }
    }
}

/// True where of some bits at most `most` are set: the lowest is taken away as often.
fn at_most(most: u32, bits: u32) -> bool {
    (0..most).fold(bits, |bits, _| bits & bits.wrapping_sub(1)) == 0
}

/// The letters of a word as bits; all that is no capital shares one.
const fn letters(word: &[u8]) -> u32 {
    let mut bits = 0;
    let mut at = 0;
    while at < word.len() {
        let letter = word[at].wrapping_sub(b'A');
        bits |= 1 << if letter < 26 { letter } else { 26 };
        at += 1;
    }
    bits
}

fn nearest(word: &[u8]) -> Option<Level> {
    LEVELS
        .iter()
        // A longer word that begins with the level's (SECRETS, CONFIDENTIALLY) is another word, not a garbled one.
        .filter(|(name, _)| {
            let longer = word.len() > name.len() && word.starts_with(name) && word != b"UNCLASS";
            name.len() >= 6 && !longer
        })
        .find(|(name, _)| slip::at_most_one(name, word) || name.len() >= 10 && near(word, name, 2))
        .map(|&(_, level)| level)
}

/// Where `word` ends in `text` when blanks (three at most together) may stand between its letters.
fn matches_spaced(text: &[u8], word: &[u8]) -> Option<(usize, bool)> {
    let mut at = 0;
    let mut blanks_inside = 0;
    for (n, letter) in word.iter().enumerate() {
        let mut blanks = 0;
        while n > 0 && text.get(at) == Some(&b' ') {
            at += 1;
            blanks += 1;
            if blanks > 3 {
                return None;
            }
        }
        blanks_inside += usize::from(blanks > 0);
        if text.get(at) != Some(letter) {
            return None;
        }
        at += 1;
    }
    // LIMITED OFFICIAL USE has two blanks without being spaced.
    Some((at, blanks_inside >= 4))
}

/// True when spaced letters go on into a longer word: `S E C R E T A R Y`.
fn goes_on(rest: &[u8]) -> bool {
    [b" A R Y".as_slice(), b" A R I A", b" L Y", b" I V E", b" I T Y"]
        .iter()
        .any(|more| rest.starts_with(more))
}
