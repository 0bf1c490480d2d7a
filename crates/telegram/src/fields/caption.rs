//! Caption lines: `SIPDIS`, `NODIS CHEROKEE`, `S I P D I S`, `EYES ONLY FOR AMBASSADOR WEAVER`.
//!
//! Names: registry (`captions.csv`). Forms: TF 6.4, markings-and-indexing 4 (5 FAH-2 H-440).

use super::{Context, slip};
use std::ops::Range;

/// The longest line that can be one of captions.
const LONGEST: usize = 160;

/// Reads a line that holds captions and nothing else: their registered names with their places in the line, in printed
/// order, each once. `None` for any other line.
///
/// Numbered series (`TOSEC 010007`) and NIACT are printed like captions but are none (TF 6.4, 9.4).
pub fn read(line: &str, cx: &Context<'_>) -> Option<Vec<(&'static str, Range<usize>)>> {
    let bytes = line.as_bytes();
    let first = bytes.iter().take(24).find(|b| !b.is_ascii_whitespace())?;
    // Most lines are text, and leave here.
    if !first.is_ascii_uppercase() && !b"*/(".contains(first) || bytes.len() > LONGEST {
        return None;
    }
    // `LIMDlS`: optical reading makes a small l of a capital I.
    if bytes.iter().any(|b| b.is_ascii_lowercase() && *b != b'l') || !line.is_ascii() {
        return None;
    }
    let words = words(bytes)?;
    let mut captions: Vec<(&'static str, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (name, end) = personal(line, &words[at..]).or_else(|| one(line, &words[at..], at > 0, cx))?;
        let range = words[at].start..words[at + end - 1].end;
        if let Some(name) = name
            && !captions.iter().any(|(known, _)| *known == name)
        {
            captions.push((name, range));
        }
        at += end;
    }
    (!captions.is_empty()).then_some(captions)
}

/// The words of a line, divided by blanks, strokes and hyphens; nothing where there are too many.
fn words(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut words: Vec<Range<usize>> = Vec::with_capacity(8);
    let class = |at: usize| bytes.get(at).map(|&byte| CLASSES[usize::from(byte)]);
    let mut at = 0;
    while let Some(found) = class(at) {
        match found {
            Class::Word => {
                let start = at;
                while class(at) == Some(Class::Word) {
                    at += 1;
                }
                words.push(start..at);
                if words.len() > 40 {
                    return None;
                }
            }
            Class::Between => at += 1,
            Class::Sentence => return None,
        }
    }
    Some(words)
}

/// What a character is to a line of captions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    /// Stands between captions.
    Between,
    /// Stands in no line of captions.
    Sentence,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Sentence; 256];
    let mut byte = 0;
    while byte < 256 {
        let it = byte as u8;
        if it.is_ascii_alphanumeric() || it == b'\'' {
            classes[byte] = Class::Word;
        } else if it.is_ascii_whitespace()
            || matches!(it, b'/' | b'-' | b',' | b';' | b':' | b'.' | b'*' | b'(' | b')' | b'_' | b'+')
        {
            classes[byte] = Class::Between;
        }
        byte += 1;
    }
    classes
};

/// A caption's name, or none for filling, and how many words it takes.
type Found = (Option<&'static str>, usize);

/// Captions that go with a person's name, which is part of them: `EYES ONLY FOR AMBASSADOR WEAVER`, `FOR DCM ONLY`,
/// `CODEL FIELD`, `REL TO USA, GBR`.
fn personal(line: &str, words: &[Range<usize>]) -> Option<Found> {
    let word = |at: usize| words.get(at).map_or("", |range| &line[range.clone()]);
    let letters = |from: usize| {
        words[from..].iter().all(|range| line[range.clone()].bytes().all(|b| !b.is_ascii_digit()))
    };
    if word(0) == "EYES" && word(1) == "ONLY" && letters(0) && words.len() <= 14 {
        let goes_on = words.len() > 2 && !is_plain(word(2));
        return Some((Some("EYES ONLY"), if goes_on { words.len() } else { 2 }));
    }
    // Captions of their own, and address lines: `INFO CINCPAC FOR ADM FIELD EYES ONLY`.
    if is_plain(word(0)) || matches!(word(0), "INFO" | "TO" | "FM" | "ACTION") {
        return None;
    }
    let only =
        words.iter().position(|range| matches!(line.as_bytes()[range.clone()], [b'O', b'N', b'L', b'Y']))?;
    personal_only(line, words, only).filter(|_| only <= 8 && letters(0))
}

/// `FOR AMBASSADOR WEAVER EYES ONLY`, `AMBASSADOR EYES ONLY`, `FOR AMBASSADOR ONLY`.
fn personal_only(line: &str, words: &[Range<usize>], only: usize) -> Option<Found> {
    let word = |at: usize| words.get(at).map_or("", |range| &line[range.clone()]);
    let is_eyes = only >= 1 && word(only - 1) == "EYES";
    if is_eyes && only >= 2 {
        return Some((Some("EYES ONLY"), only + 1));
    }
    let is_official = word(1).starts_with("DEPT") || matches!(word(only.saturating_sub(1)), "USE" | "ISE");
    (word(0) == "FOR" && only >= 2 && !is_official).then_some((Some("FOR (NAME) ONLY"), only + 1))
}

/// Distribution captions, behind which EYES ONLY may stand and which may stand behind it.
fn is_plain(word: &str) -> bool {
    PLAIN.contains(&word)
}

/// The longest of [`PLAIN`].
const LONGEST_PLAIN: usize = 9;

const PLAIN: [&str; 12] = [
    "NODIS",
    "EXDIS",
    "LIMDIS",
    "STADIS",
    "SIPDIS",
    "NOFORN",
    "SENSITIVE",
    "ORCON",
    "CHEROKEE",
    "AIDAC",
    "SPECAT",
    "TERREP",
];

/// Registered names that a whole line may not mean: index words, series, precedence, words of other lines.
const NOT_PRINTED: [&str; 14] = [
    "COMMERCIAL",
    "MINIMIZE",
    "FODAG",
    "NIACT",
    "TOSEC",
    "SECTO",
    "TODEL",
    "DELTO",
    "ONLY",
    "PERSONNEL",
    "NESCO",
    "CODEWORD",
    "LOU",
    "AMB",
];

/// One caption at the beginning of the words.
fn one(line: &str, words: &[Range<usize>], behind_another: bool, cx: &Context<'_>) -> Option<Found> {
    let text = |count: usize| &line[words[0].start..words[count - 1].end];
    match text(1) {
        // A delegation has a name, the countries of a release are a list: both take what follows.
        "CODEL" | "STAFFDEL" if words.len() <= 5 => {
            let name = if text(1) == "CODEL" { "CODEL" } else { "STAFFDEL" };
            let named = words[1..].iter().take_while(|range| !is_plain(&line[(*range).clone()])).count();
            let is_name = words[1..=named].iter().all(|range| range.len() > 1);
            return is_name.then_some((Some(name), named + 1));
        }
        "REL" | "RELTO" | "RELEASABLE" if words.len() > 1 => {
            let to = usize::from(words.get(1).is_some_and(|range| &line[range.clone()] == "TO"));
            let listed = words[1 + to..]
                .iter()
                .take_while(|range| matches!(range.len(), 3 | 4) || &line[(*range).clone()] == "AND")
                .count();
            return (listed > 0).then_some((Some("REL TO"), 1 + to + listed));
        }
        "EFTO" => return Some((None, 1)),
        _ => {}
    }
    let first = text(1);
    for (printed, name) in OLD_WORDINGS {
        if printed.as_bytes().first() != first.as_bytes().first() || !printed.starts_with(first) {
            continue;
        }
        let count = printed.split(' ').count();
        if words.len() >= count
            && printed.split(' ').zip(words).all(|(word, range)| word == &line[range.clone()])
        {
            return Some((Some(name), count));
        }
    }
    // The longest first: `ROGER CHANNEL` before `ROGER`, and all the letters of `S I P D I S`. Shorter names than four
    // letters stand behind another only, all others begin with the same three letters.
    let longest = words.len().min(12);
    let may_be = behind_another || cx.registry.may_begin_caption(text(longest));
    for count in (1..=longest).rev().filter(|_| may_be) {
        if let Some(name) = registered(line, &words[..count], behind_another, cx) {
            return Some((Some(name), count));
        }
    }
    // `ALDAC` is a collective of addressees, and no slip of `AIDAC`.
    if !(5..=LONGEST_PLAIN + 1).contains(&first.len()) || first == "ALDAC" {
        return None;
    }
    let word = first.replace('l', "I");
    PLAIN
        .into_iter()
        .filter(|known| known.len().abs_diff(word.len()) <= 1)
        .find(|known| slip::at_most_one(known.as_bytes(), word.as_bytes()))
        .map(|name| (Some(name), 1))
}

/// Words of other years, and what SENSITIVE stands for (markings-and-indexing 4).
const OLD_WORDINGS: [(&str, &str); 10] = [
    ("SENSITIVE BUT UNCLASSIFIED", "SENSITIVE"),
    ("SBU", "SENSITIVE"),
    ("NO FOREIGN DISSEM", "NOFORN"),
    ("NO FOREIGN DISSEMINATION", "NOFORN"),
    ("NOFORN DISSEM", "NOFORN"),
    ("LIMIT DISTRIBUTION", "LIMDIS"),
    ("LIMITED DISTRIBUTION", "LIMDIS"),
    ("EXCLUSIVE DISTRIBUTION", "EXDIS"),
    ("NO DISTRIBUTION", "NODIS"),
    ("STATE DISTRIBUTION ONLY", "STADIS"),
];

fn registered(
    line: &str,
    words: &[Range<usize>],
    behind_another: bool,
    cx: &Context<'_>,
) -> Option<&'static str> {
    let text = &line[words[0].start..words[words.len() - 1].end];
    let letters = words.iter().map(Range::len).sum::<usize>();
    // Two or three letters are the symbol of an office as likely as a caption.
    if letters < 4 && !(behind_another && matches!(text, "NF" | "OC" | "LOU")) {
        return None;
    }
    let name = cx.registry.caption(text)?.caption;
    // The mission's name alone on its line; behind another caption it is whom the line speaks to.
    let mission = name == "FODAG" && text == line.trim();
    if NOT_PRINTED.contains(&name) && !mission || name == "LIMDIS NOFORN" {
        return None;
    }
    if words.len() > 1 && words.iter().any(|range| range.len() > 1) {
        // `NODIS CHEROKEE` is two captions, `SPECAT EXCLUSIVE` one.
        let divides = words.iter().filter(|range| range.len() >= 4).any(|range| {
            let word = &line[range.clone()];
            word != "ONLY"
                && cx
                    .registry
                    .caption(word)
                    .is_some_and(|alone| alone.caption != name && !name.starts_with(word))
        });
        if divides || words.iter().all(|range| line[range.clone()] == line[words[0].clone()]) {
            return None;
        }
    }
    Some(if name == "NF" { "NOFORN" } else { name })
}
