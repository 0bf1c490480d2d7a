//! Where a text cites its references: `REF A`, `REFS (A) AND (B)`, `REF A-C`, `REFTEL`.

use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::record::BlockKind;

/// One citation.
#[derive(Debug)]
pub(crate) struct Cited {
    /// The letter; none for `REFTEL` alone.
    pub(super) letter: Option<u8>,
    /// Where it stands.
    pub(super) span: Span,
}

/// The citations in the text, repeated telegrams and quoted documents left out.
pub(super) fn all<'l>(look: &'l Look<'_, '_>) -> &'l [Cited] {
    look.cells.cited.get_or_init(|| find(look))
}

fn find(look: &Look<'_, '_>) -> Vec<Cited> {
    let mut all = Vec::new();
    for block in look.record().body.iter().filter(|block| block.kind != BlockKind::Quote) {
        let from = block.span.start as usize;
        let text = &look.source()[block.span.range()];
        // The first word of a block may be joined to what is none of it.
        if text.first_chunk().is_some_and(|head: &[u8; 3]| head.eq_ignore_ascii_case(b"REF")) {
            cited(text, 0, from, &mut all);
        }
        let places = &look.traces().references;
        let behind = &places[places.partition_point(|&at| at <= block.span.start)..];
        for &at in behind.iter().take_while(|&&at| at + 3 <= block.span.end) {
            cited(text, at as usize - from, from, &mut all);
        }
    }
    all
}

fn cited(text: &[u8], at: usize, from: usize, all: &mut Vec<Cited>) {
    let word = |at: usize, word: &[u8]| {
        text.get(at..at + word.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
            .then_some(at + word.len())
    };
    let mut end = at + 3;
    let tel = word(end, b"TEL");
    end = tel.unwrap_or(end);
    end = word(end, b"(S)").or_else(|| word(end, b"S")).unwrap_or(end);
    if text.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return;
    }
    let before = all.len();
    let mut here = end;
    let mut last: Option<u8> = None;
    let mut range = false;
    let mut glued = false;
    while let Some((letter, place, next)) = letter(text, here, glued) {
        if let Some(last) = last.filter(|last| range && *last < letter) {
            let between = last + 1..letter;
            all.extend(between.map(|letter| Cited {
                letter: Some(letter),
                span: Span::new(from + place, from + place + 1),
            }));
        }
        all.push(Cited { letter: Some(letter), span: Span::new(from + place, from + place + 1) });
        last = Some(letter);
        let Some((behind, is_range)) = joint(text, next) else { break };
        (here, range, glued) = (behind, is_range, true);
    }
    if all.len() == before && tel.is_some() {
        all.push(Cited { letter: None, span: Span::new(from + at, from + end) });
    }
}

/// A single letter behind blanks, bracketed or not, or `glued` to a sign before it: the letter, its place, and what is behind.
fn letter(text: &[u8], at: usize, glued: bool) -> Option<(u8, usize, usize)> {
    let blanks = text[at..].iter().take(12).take_while(|b| b.is_ascii_whitespace()).count();
    let open = text.get(at + blanks) == Some(&b'(');
    let place = at + blanks + usize::from(open);
    let letter = *text.get(place).filter(|b| b.is_ascii_uppercase())?;
    let next = text.get(place + 1).copied().unwrap_or(b' ');
    if open {
        // (S), (U) and (C) may be marks of classification.
        return (next == b')' && !matches!(letter, b'S' | b'U' | b'C')).then_some((letter, place, place + 2));
    }
    if blanks == 0 && !glued {
        return None;
    }
    let after = text.get(place + 2).copied().unwrap_or(b' ');
    // `I MET`, `U.S.`, `A'S`, `X-RAY`.
    let word = next.is_ascii_alphanumeric()
        || letter == b'I'
        || matches!(next, b'.' | b'\'' | b'&') && after.is_ascii_alphanumeric()
        || next == b'-'
            && after.is_ascii_alphanumeric()
            && text.get(place + 3).is_some_and(u8::is_ascii_alphanumeric);
    (!word).then_some((letter, place, place + 1))
}

/// What joins two letters: a comma, a stroke, a hyphen, AND; whether it means those between too.
fn joint(text: &[u8], at: usize) -> Option<(usize, bool)> {
    let blanks = text[at..].iter().take(12).take_while(|b| b.is_ascii_whitespace()).count();
    let sign = at + blanks;
    let and = |at: usize| {
        let gap = text[at.min(text.len())..].iter().take(12).take_while(|b| b.is_ascii_whitespace()).count();
        let found = text.get(at + gap..at + gap + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"AND"));
        (found && gap > 0).then_some(at + gap + 3)
    };
    match text.get(sign)? {
        b',' => Some((and(sign + 1).unwrap_or(sign + 1), false)),
        b'/' | b'&' => Some((sign + 1, false)),
        b'-' => Some((sign + 1, true)),
        _ => {
            and(at).filter(|end| text.get(*end).is_some_and(u8::is_ascii_whitespace)).map(|end| (end, false))
        }
    }
}
