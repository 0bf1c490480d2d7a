//! DM011 wrong-shift.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::Kind;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "DM011",
    name: "wrong-shift",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "ACP 127 s.138-141; telegram-format 2.1",
    summary: "No words are printed in figures shift.",
    explanation: "A teletype that misses the sign for letters prints the figures and signs of the same keys until the next shift: \
        `MEETING WITH` comes out as `.3358,& 285#`. Each sign stands for one letter, so the words can be read again; the change \
        proposed is for a person to confirm.\n\n\
        Only a run of eight signs or more is tried, and it is shown only where at least half of the letters that come out are \
        words of this telegram or common ones.",
    examples: examples!("DM011"),
    check,
};

/// The figures of the letters A to Z, as US teletypes print them. That of S is the bell, which prints nothing.
const FIGURES: &[u8; 26] = b"-?:$3!&#8'().,9014\x0757;2/6\"";

/// The shortest run that is looked at.
const SHORTEST: usize = 8;

// Traces of runs are found by the eighth byte, and by a bit that letters have and these signs have not.
const _: () = {
    assert!(SHORTEST == 8);
    let mut at = 0;
    while at < FIGURES.len() {
        assert!(FIGURES[at] & 0x40 == 0);
        at += 1;
    }
};

/// The shortest word that vouches for others.
const WORD: usize = 4;

/// Common words of telegrams.
const COMMON: [&str; 44] = [
    "ABOUT",
    "ACTION",
    "AFTER",
    "ALSO",
    "AMBASSADOR",
    "BEEN",
    "BEFORE",
    "COMMENT",
    "DEPARTMENT",
    "EMBASSY",
    "FOLLOWING",
    "FOREIGN",
    "FROM",
    "GOVERNMENT",
    "HAVE",
    "HERE",
    "INFORMATION",
    "MEETING",
    "MESSAGE",
    "MINISTER",
    "MINISTRY",
    "MORE",
    "OFFICE",
    "OFFICIAL",
    "ONLY",
    "OTHER",
    "PLEASE",
    "PRESIDENT",
    "REQUEST",
    "SAID",
    "STATE",
    "SUMMARY",
    "THAN",
    "THAT",
    "THEIR",
    "THERE",
    "THEY",
    "THIS",
    "UNITED",
    "WERE",
    "WHICH",
    "WILL",
    "WITH",
    "WOULD",
];

fn letter(figure: u8) -> Option<u8> {
    FIGURES.iter().position(|&f| f == figure).map(|at| b'A' + at as u8)
}

/// Is it a sign that stands for a letter, or a blank?
fn is_sign(byte: u8) -> bool {
    const SIGNS: [bool; 256] = {
        let mut signs = [false; 256];
        signs[b' ' as usize] = true;
        let mut at = 0;
        while at < FIGURES.len() {
            signs[FIGURES[at] as usize] = true;
            at += 1;
        }
        signs
    };
    SIGNS[usize::from(byte)]
}

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let mut own: Option<HashSet<&[u8]>> = None;
    for line in look.lines_at(&look.traces().figures_shift).filter(|line| line.kind == Kind::Text) {
        let text = look.bytes(line);
        let mut at = 0;
        // A run reaches over one byte in eight.
        while let Some(&probe) = text.get(at + SHORTEST - 1) {
            let beside =
                is_sign(text[at + SHORTEST - 2]) || text.get(at + SHORTEST).is_some_and(|&b| is_sign(b));
            if !is_sign(probe) || !beside {
                at += SHORTEST;
                continue;
            }
            at += SHORTEST - text[at..at + SHORTEST].iter().rev().take_while(|&&b| is_sign(b)).count();
            let run = text[at..].iter().take_while(|&&b| is_sign(b)).count();
            let from = at + text[at..at + run].iter().take_while(|&&b| b == b' ').count();
            let signs = text[from.min(at + run)..at + run].trim_ascii_end();
            at += run;
            // `the harbor (8,000 tons)`: what is joined to a word is none of it.
            let joined = from > 0 && text[from - 1].is_ascii_alphanumeric()
                || text.get(from + signs.len()).is_some_and(u8::is_ascii_alphanumeric);
            if joined || !is_candidate(signs) {
                continue;
            }
            let decoded: String = signs.iter().map(|&b| letter(b).map_or(' ', char::from)).collect();
            let own = own.get_or_insert_with(|| words_of(look));
            if vouched(&decoded, own) {
                let start = line.text().start as usize + from;
                let span = Span::new(start, start + signs.len());
                let printed = String::from_utf8_lossy(signs);
                found
                    .at(span, format!("\"{printed}\" is figures shift for \"{decoded}\""))
                    .edit(span, decoded);
            }
        }
    }
}

fn is_candidate(signs: &[u8]) -> bool {
    let telling = || signs.iter().filter(|b| b".&#853".contains(b)).count();
    // Each sign is below 128.
    let kinds = || signs.iter().fold(0_u128, |kinds, &sign| kinds | 1 << (sign & 0x7f)).count_ones();
    signs.len() >= SHORTEST && telling() >= 3 && kinds() >= 4
}

/// The longer words of the telegram.
fn words_of<'s>(look: &Look<'_, 's>) -> HashSet<&'s [u8]> {
    let lines = look.lines(Kind::Text);
    let words = lines.flat_map(|line| look.bytes(line).split(|b| !b.is_ascii_alphabetic()));
    words.filter(|word| word.len() >= WORD && word.iter().all(u8::is_ascii_uppercase)).collect()
}

/// Is half of the letters or more in words that are known?
fn vouched(decoded: &str, own: &HashSet<&[u8]>) -> bool {
    let (mut known, mut all) = (0, 0);
    for word in decoded.split(' ') {
        all += word.len();
        if word.len() >= WORD && (COMMON.contains(&word) || own.contains(word.as_bytes())) {
            known += word.len();
        }
    }
    known * 2 >= all && known > 0
}
