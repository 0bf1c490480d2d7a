//! SP011 signature-missing.

use crate::finding::Found;
use crate::look::{Dialect, Look};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "SP011",
    name: "signature-missing",
    family: Family::Sections,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.12",
    summary: "A telegram ends with the surname of who signs it.",
    explanation: "The last line of the text is the surname of the chief of mission, his deputy, or the Secretary, in capitals. Here \
        the text ends in another way, although the copy has its end mark or the archive's attributes behind it. Perhaps the last \
        line is lost, perhaps more.\n\n\
        A name at the end of the last sentence is a signature too. The error sign `E E E E` and notes of the communications \
        centre behind the signature are passed over. A single section that is not the last has none.",
    examples: examples!("SP011"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    // Editors print the name in their own way, in small letters or brackets, or leave it out.
    let out = look.is(&[Dialect::Fragment, Dialect::Form]) || record.is_edited();
    if out || !record.signature.is_empty() || !look.is_whole() {
        return;
    }
    let lines = look.telegram.lines();
    if look.lines(Kind::Label).any(|line| look.bytes(line).starts_with(b"Signature")) {
        return;
    }
    let Some(last) = look.telegram.sections.last() else { return };
    let mut texts = lines[last.lines.clone()].iter().rev().filter(|line| line.kind == Kind::Text);
    let Some(line) = texts.find(|line| !is_passed_over(look.bytes(line))) else { return };
    let text = look.bytes(line);
    if is_name(text) || name_behind(text) {
        return;
    }
    let end = line.text_end as usize;
    let shown = String::from_utf8_lossy(&text[text.len().saturating_sub(20)..]);
    let shown = shown.trim_start_matches('\u{fffd}');
    found.at(Span::new(end, end), format!("the text ends with \"{shown}\", and no name of a signer follows"));
}

/// The error sign, notes behind the signature, garbled banners.
fn is_passed_over(text: &[u8]) -> bool {
    let spaced = text.len() > 4 && text.chunks(2).all(|pair| matches!(pair, [_] | [_, b' ']));
    let letters = text.iter().filter(|b| b.is_ascii_alphabetic()).count();
    spaced
        || letters < 3
        || text.starts_with(b"NOTE")
        || text.starts_with(b"(NOTE")
        || text.starts_with(b"MINIMIZE CONSIDERED")
        || text.starts_with(b"EEE")
        || is_level(text)
}

/// A level at the foot of the last page, with a letter or two garbled.
fn is_level(text: &[u8]) -> bool {
    const LEVELS: [&str; 4] = ["UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE"];
    let text = String::from_utf8_lossy(&text[..text.len().min(24)]);
    LEVELS.iter().any(|level| strsim::osa_distance(level, &text) <= 2)
}

/// One to three words in capitals.
fn is_name(text: &[u8]) -> bool {
    let words = text.split(|b| *b == b' ').filter(|word| !word.is_empty()).count();
    let capitals = text
        .iter()
        .all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'-' | b'\'' | b',') || !b.is_ascii());
    // `ROWAN JR.` ends with a point, and so does a sentence.
    let ended = text.ends_with(b".") && !text.ends_with(b" JR.");
    capitals && !ended && (1..=3).contains(&words)
}

/// `... SOONEST. VANCE`
fn name_behind(text: &[u8]) -> bool {
    let Some(at) = text.iter().rposition(|b| !b.is_ascii_uppercase()) else { return false };
    let name = &text[at + 1..];
    let before = text[..=at].trim_ascii_end();
    name.len() >= 3 && matches!(before.last(), Some(b'.' | b'?' | b'"'))
}
