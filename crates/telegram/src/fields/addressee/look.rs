//! What an address, and the keyword before it, looks like among other lines.

use super::Role;
use super::post::garbled_prefix;
use super::tail::Tail;
use crate::fields::words::{is_indicator, near, skip_space, word_end};
use chancery_registry::{Registry, is_collective};

/// The word that begins a format line 6, 7, 8 or 9, and where what follows begins: `FM`, `TO`, `INFO`, `XMT/`, with or
/// without a colon. `FROM` counts with a colon or before a kind of mission only: it begins many a sentence. `ACTION` counts before an
/// address only.
pub fn keyword(line: &[u8]) -> Option<(Role, usize)> {
    const WORDS: [(&[u8], Role); 6] = [
        (b"FM", Role::From),
        (b"FROM", Role::From),
        (b"TO", Role::To),
        (b"ACTION", Role::To),
        (b"INFO", Role::Info),
        (b"XMT", Role::Exempt),
    ];
    if !matches!(line.first(), Some(b'F' | b'T' | b'A' | b'I' | b'X')) {
        return None;
    }
    let &(word, role) = WORDS.iter().find(|(word, _)| line.starts_with(word))?;
    let end = word.len();
    let (mark, at) = match line.get(end) {
        None => (true, end),
        Some(b':') => (true, skip_space(line, end + 1)),
        Some(b'/') if role == Role::Exempt => (true, skip_space(line, end + 1)),
        Some(b' ' | b'\t') => {
            let at = skip_space(line, end);
            if line.get(at) == Some(&b':') { (true, skip_space(line, at + 1)) } else { (false, at) }
        }
        Some(b'\r' | b'\n') => (true, skip_space(line, end)),
        Some(_) => return None,
    };
    if word == b"FROM" && !mark && !PARTING.iter().any(|head| line[at..].starts_with(head.as_bytes())) {
        return None;
    }
    // `ACTION EUR-12` is of the distribution, `ACTION: CONSULATES SHOULD` of the text.
    if word == b"ACTION" && !starts_address(&line[at..]) {
        return None;
    }
    Some((role, at))
}

/// True for a line that an address begins on by its look: an indicator with its oblique, a kind of mission, the
/// Department, a command, an agency of the list, a collective (TF 4.7). For lines below `TO` and `INFO`; the whole line
/// is looked at, so that a sentence (`SECSTATE AIRCRAFT DEPARTED FROM THE ...`) and a pass line (`USUN FOR ...`) are none.
pub fn is_address(line: &str, registry: &Registry) -> bool {
    let line = line.trim().trim_start_matches([':', ';']);
    let bytes = line.as_bytes();
    if bytes.len() > 100
        || !bytes.first().is_some_and(u8::is_ascii_uppercase)
        || !is_in_address_letters(bytes)
    {
        return false;
    }
    let end = word_end(bytes, 0);
    if routed(&bytes[..end]).is_some() || bytes.starts_with(b"ZEN") && starts_address(bytes) {
        return true;
    }
    if is_sentence(bytes) {
        return false;
    }
    let tail = Tail::of(bytes, 0..bytes.len());
    let name = &line[tail.name];
    let common = registry.find_post(name).map(|found| found.common_word);
    starts_address(bytes)
        || garbled_prefix(name).is_some()
        || is_collective(name)
        || common != Some(true) && registry.addressee(name).is_some()
        || common == Some(false)
}

/// True for a text of capitals, figures and the marks that addresses have.
fn is_in_address_letters(text: &[u8]) -> bool {
    text.iter().all(|b| {
        b.is_ascii_uppercase()
            || b.is_ascii_digit()
            || b.is_ascii_whitespace()
            || matches!(b, b'/' | b',' | b'.' | b'-' | b'(' | b')' | b'&' | b'\'' | b':' | b';')
    })
}

/// True for a line that is a sentence or a pass line by its words.
fn is_sentence(line: &[u8]) -> bool {
    const VERBS: [&[u8]; 15] = [
        b"THE", b"WE", b"IS", b"ARE", b"WAS", b"WERE", b"HAS", b"HAVE", b"HAD", b"WILL", b"THAT", b"WITH",
        b"FROM", b"WHO", b"PLEASE",
    ];
    if line.ends_with(b".") {
        return true;
    }
    let mut count = 0;
    for word in line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
        count += 1;
        if count > 10 || VERBS.contains(&word) || count == 2 && matches!(word, b"FOR" | b"PASS" | b"ALSO") {
            return true;
        }
    }
    false
}

/// True for a line that may go on with a long address above it (TF 4.7): capitals, short, no keyword and no address of its
/// own. `//J5// PRIORITY`, `FORT WORTH, TEXAS`.
pub fn is_continuation(line: &str, registry: &Registry) -> bool {
    let line = line.trim();
    let bytes = line.as_bytes();
    !bytes.is_empty()
        && bytes.len() <= 69
        && is_in_address_letters(bytes)
        && !is_sentence(bytes)
        && keyword(bytes).is_none()
        && !is_address(line, registry)
        && crate::fields::level::level_at(bytes, 0).is_none()
        && !matches!(bytes, b"BT" | b"NNNN")
}

/// Words that begin an address and nothing else in a list of addressees.
const HEADS: &[&str] = &[
    "AMCONSUL",
    "AMEMBASSY",
    "CINCEUR",
    "CINCLANT",
    "CINCPAC",
    "CINCUSAFE",
    "CINCUSAREUR",
    "CINCUSNAVEUR",
    "SECDEF",
    "SECSTATE",
    "USCINCEUR",
    "USCINCSO",
    "USDEL",
    "USDOC",
    "USICA",
    "USINFO",
    "USINT",
    "USIA",
    "USLO",
    "USMISSION",
    "USNATO",
    "USOFFICE",
    "USUN",
];

/// Of them, those at which run-together addresses are parted.
const PARTING: &[&str] = &["AMCONSUL", "AMEMBASSY", "SECDEF", "SECSTATE", "USINT", "USLO", "USMISSION"];

/// True for a word at which run-together addresses are parted.
pub(super) fn parts_addresses(word: &[u8]) -> bool {
    matches!(word.first(), Some(b'A' | b'S' | b'U')) && PARTING.iter().any(|head| word == head.as_bytes())
}

/// True where an address begins by its first word: an indicator with its oblique, `ZEN/`, a head word, also run into the
/// city or with a letter wrong.
pub(super) fn starts_address(text: &[u8]) -> bool {
    let start = skip_space(text, 0);
    let word = &text[start..word_end(text, start)];
    if word.starts_with(b"ZEN/") || word == b"ZEN" || routed(word).is_some() {
        return true;
    }
    let name = word.split(|b| matches!(b, b',' | b':' | b'/')).next().unwrap_or(word);
    HEADS.iter().any(|head| name == head.as_bytes())
        || word.starts_with(b"AMEMBASSY")
        || word.starts_with(b"AMCONSUL")
        || (8..=10).contains(&name.len()) && (near(name, b"AMEMBASSY", 1) || near(name, b"AMCONSUL", 1))
}

/// The length of the routing indicator before an oblique: `RUEHC/SECSTATE`.
pub(super) fn routed(word: &[u8]) -> Option<usize> {
    let slash = word.iter().position(|&b| b == b'/')?;
    (is_indicator(&word[..slash]) && word.get(slash + 1) != Some(&b'/')).then_some(slash)
}
