//! Lines with which a telegram begins: enough to know where to cut, and no more.

use super::lines::trim;

/// What a line is to somebody who looks for the beginning of a telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// Format line 1: `VZCZCQXO0231` (TF 4.1).
    Transmission,
    /// Another line that stands in a heading only: format lines 2, 3, 5, 6, a page line, a distribution line, a
    /// classification line with a number.
    Other,
    /// A line that can stand above a heading: a classification alone, a number of two digits (TF 12.1).
    Above,
}

/// Says what `line` is, `None` for text.
pub(crate) fn heading(line: &[u8]) -> Option<Heading> {
    let line = trim(line);
    if line.len() > 400 {
        return None;
    }
    if transmission(line) {
        return Some(Heading::Transmission);
    }
    if routing(line)
        || station(line)
        || date_time(line)
        || from(line)
        || defense(line)
        || page(line)
        || office(line)
    {
        return Some(Heading::Other);
    }
    match level(line) {
        Some(b"") => Some(Heading::Above),
        Some(rest) if numbered(rest) => Some(Heading::Other),
        _ if (1..=2).contains(&line.len()) && line.iter().all(u8::is_ascii_digit) => Some(Heading::Above),
        _ => None,
    }
}

/// `VZCZCQXO0231`, `ZCZC QXO231`, `VZCZC` alone; format line 2 may be joined to it (TF 4.1).
fn transmission(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"V").unwrap_or(line);
    let Some(rest) = trim(line).strip_prefix(b"ZCZC") else { return false };
    let rest = trim(rest);
    let letters = rest.iter().take_while(|b| b.is_ascii_uppercase()).count();
    // Letters O and I stand for digits in some copies, and are taken with the letters then.
    let digits =
        rest[letters..].iter().skip_while(|b| **b == b' ').take_while(|b| b.is_ascii_digit()).count();
    let plain = rest.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || blankish(*b));
    plain && (rest.is_empty() || (2..=8).contains(&letters) && digits >= 1)
}

fn blankish(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'/' | b'#')
}

/// `PP RUEHQX RUEHQY` (TF 4.2).
fn routing(line: &[u8]) -> bool {
    let Some((digraph, rest)) = word(line) else { return false };
    matches!(digraph, b"ZZ" | b"OO" | b"PP" | b"RR" | b"YY") && word(rest).is_some_and(|(w, _)| indicator(w))
}

/// `DE RUEHQX #0417/01 0711436` (TF 4.3).
fn station(line: &[u8]) -> bool {
    let Some((b"DE", rest)) = word(line) else { return false };
    let Some((name, rest)) = word(rest) else { return false };
    indicator(name) && trim(rest).first().is_some_and(|b| b.is_ascii_digit() || *b == b'#')
}

/// `P 121430Z MAR 07`, `O R 121430 Z MAR 0 7` (TF 4.5).
pub(super) fn date_time(line: &[u8]) -> bool {
    let mut rest = line;
    let mut prosigns = 0;
    while let Some((w, next)) = word(rest) {
        if prosigns < 2 && matches!(w, b"Z" | b"O" | b"P" | b"R" | b"ZZ" | b"OO" | b"PP" | b"RR") {
            prosigns += 1;
            rest = next;
            continue;
        }
        let digits = w.iter().take_while(|b| b.is_ascii_digit()).count();
        let zone = &w[digits..];
        return prosigns > 0 && digits == 6 && zone.len() <= 4 && zone.iter().all(u8::is_ascii_uppercase);
    }
    false
}

/// `FM AMEMBASSY PORT ALDER` (TF 4.6).
pub(super) fn from(line: &[u8]) -> bool {
    let Some((b"FM", rest)) = word(line) else { return false };
    let name = trim(rest);
    name.len() > 2
        && name.first().is_some_and(u8::is_ascii_uppercase)
        && !name.iter().any(|b| b.is_ascii_lowercase())
        && !matches!(name.last(), Some(b'.' | b',' | b';' | b'?'))
}

/// The 43-position heading of the Defense network: `PTTUZYUW RUEHQXA0417 0711436-UUUU--RUEHCAA.` (TF 4.2).
fn defense(line: &[u8]) -> bool {
    let Some((first, rest)) = word(line) else { return false };
    first.len() == 8
        && matches!(first[0], b'Z' | b'O' | b'P' | b'R' | b'Y')
        && first.iter().all(u8::is_ascii_uppercase)
        && word(rest).is_some_and(|(w, rest)| {
            w.first() == Some(&b'R') && w.last().is_some_and(u8::is_ascii_digit) && rest.contains(&b'-')
        })
}

/// The page line with which a telegram or a section begins: `PAGE 01        PORT A  00417  121512Z` (TF 12.2).
fn page(line: &[u8]) -> bool {
    let Some((b"PAGE", rest)) = word(line) else { return false };
    let Some((number, rest)) = word(rest) else { return false };
    matches!(number, b"01" | b"1")
        && rest.iter().any(u8::is_ascii_digit)
        && !rest.iter().any(u8::is_ascii_lowercase)
}

/// `ACTION OES-06`, `ORIGIN EUR-12` (TF 12.3).
fn office(line: &[u8]) -> bool {
    let Some((b"ACTION" | b"ORIGIN", rest)) = word(line) else { return false };
    let Some((name, _)) = word(rest) else { return false };
    let digits = name.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    digits == 2 && name.len() > 3 && name[name.len() - 3] == b'-'
}

/// What follows a level at the beginning of a line, spaced or not (TF 6.2).
fn level(line: &[u8]) -> Option<&[u8]> {
    const LEVELS: [&[u8]; 6] =
        [b"UNCLASSIFIED", b"UNCLAS", b"CONFIDENTIAL", b"SECRET", b"TOPSECRET", b"LIMITEDOFFICIALUSE"];
    LEVELS.into_iter().find_map(|level| {
        let mut at = 0;
        for &letter in level {
            while line.get(at) == Some(&b' ') {
                at += 1;
            }
            if line.get(at) != Some(&letter) {
                return None;
            }
            at += 1;
        }
        let rest = &line[at..];
        (rest.is_empty() || rest[0] == b' ').then(|| trim(rest))
    })
}

/// True when an MRN can stand in it: a number of three digits or more behind a word, in capitals.
fn numbered(rest: &[u8]) -> bool {
    let digits = rest.split(|b| *b == b' ').any(|w| w.len() >= 3 && w.iter().all(u8::is_ascii_digit));
    digits && rest.first().is_some_and(u8::is_ascii_uppercase) && !rest.iter().any(u8::is_ascii_lowercase)
}

/// A routing indicator: R and three to seven letters (TF 10.1).
fn indicator(word: &[u8]) -> bool {
    (4..=8).contains(&word.len()) && word[0] == b'R' && word.iter().all(u8::is_ascii_uppercase)
}

fn word(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = line.iter().position(|b| *b != b' ' && *b != b'\t')?;
    let line = &line[start..];
    let end = line.iter().position(|b| *b == b' ' || *b == b'\t').unwrap_or(line.len());
    Some(line.split_at(end))
}
