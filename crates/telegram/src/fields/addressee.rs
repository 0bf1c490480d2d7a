//! Format lines 6 to 9: who sends and who gets a telegram (TF 4.6 to 4.8, 10), and the same in SMART renderings (TF 14).

use super::Context;
use super::mrn::{registered_station, squeezed};
use super::words::{figure, is_indicator, near, skip_space, trim, word_end};
use crate::field::Field;
use crate::record::{Addressee, Precedence, Text};
use chancery_registry::{Registry, is_collective, prefix};
use std::borrow::Cow;
use std::ops::Range;

/// What an addressee is to the telegram, by the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `FM`
    From,
    /// `TO`
    To,
    /// `INFO`
    Info,
    /// `XMT`: exempted from the collective address before it.
    Exempt,
}

/// The word that begins a format line 6, 7, 8 or 9, and where what follows begins: `FM`, `TO`, `INFO`, `XMT/`, with or
/// without a colon. `FROM` counts with a colon or before a kind of mission only: it begins many a sentence.
pub fn keyword(line: &[u8]) -> Option<(Role, usize)> {
    const WORDS: [(&[u8], Role); 5] = [
        (b"FM", Role::From),
        (b"FROM", Role::From),
        (b"TO", Role::To),
        (b"INFO", Role::Info),
        (b"XMT", Role::Exempt),
    ];
    if !matches!(line.first(), Some(b'F' | b'T' | b'I' | b'X')) {
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
        && super::level::level_at(bytes, 0).is_none()
        && !matches!(bytes, b"BT" | b"NNNN")
}

/// Reads the addressees of one format line 6, 7, 8 or 9, with or without its keyword.
///
/// A line may hold one address, several that were run together, or the whole list; a long address may lie on two lines of
/// the field. Names exempted by an `XMT` on the line go to the address before it, or, where it begins the line, make an
/// addressee of no name that has only them.
pub fn read_line<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<Addressee<'s>> {
    read_roles(field, cx).into_iter().map(|(_, addressee)| addressee).collect()
}

/// As [`read_line`], with the keyword that each addressee stands behind: a heading whose lines were run together has
/// several (`FM AMEMBASSY PORT ALDER TO RUEHC/SECSTATE WASHDC`).
pub fn read_roles<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<(Option<Role>, Addressee<'s>)> {
    let text = field.as_str();
    let bytes = text.as_bytes();
    let mut out: Vec<(Option<Role>, Addressee<'s>)> = Vec::new();
    let mut role = None;
    // The role of the addresses around an exemption.
    let mut outer = None;
    for piece in pieces(bytes) {
        match piece {
            Piece::Keyword(new) => {
                if new != Role::Exempt {
                    outer = Some(new);
                }
                role = Some(new);
            }
            Piece::Address(range) => {
                let range = trim(text, range);
                if range.is_empty() {
                    continue;
                }
                if role == Some(Role::Exempt) {
                    let exempt = Tail::of(bytes, range.clone());
                    let name = field.unwrapped(exempt.name);
                    match out.last_mut() {
                        Some((_, collective)) => collective.exempt.push(name),
                        None => out.push((
                            outer,
                            Addressee {
                                text: field.unwrapped(range.clone()),
                                exempt: vec![name],
                                span: field.span(range),
                                ..Addressee::default()
                            },
                        )),
                    }
                    continue;
                }
                if let Some(addressee) = read_one(field, range, cx.registry) {
                    out.push((role, addressee));
                }
            }
        }
    }
    out
}

/// Reads the value of SMART's `From:`, `Action:`, `Info:` and `XMT:`: addresses parted by semicolons, the place before the
/// name (`WASHDC, SECSTATE Routine`), wrapped anywhere. [`Addressee::name`] has the name before the place, as in the
/// directory of addresses: `SECSTATE WASHDC`.
pub fn read_labelled<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<Addressee<'s>> {
    let text = field.as_str();
    let mut out = Vec::new();
    let mut at = 0;
    for part in text.split(';') {
        let range = trim(text, at..at + part.len());
        at += part.len() + 1;
        if range.is_empty() {
            continue;
        }
        let Some(mut addressee) = read_one(field, range, cx.registry) else { continue };
        if let Some((place, name)) = addressee.name.split_once(", ")
            && !name.contains(',')
            && (starts_address(name.as_bytes())
                || registered_station(&format!("{name} {place}"), cx.registry).is_some())
        {
            let name = format!("{name} {place}");
            addressee.post = post_of(&name, cx.registry);
            addressee.collective = is_collective(&name);
            addressee.name = Cow::Owned(name);
        }
        out.push(addressee);
    }
    out
}

/// The canonical code of the post that an address names (TF 9.3, 10.2): that of the registry; where it does not know the
/// city but the kind of mission stands before it, the city without blanks. Agencies and commands are no posts.
pub fn post_of(name: &str, registry: &Registry) -> Option<Text<'static>> {
    // Offices behind a post's name: `AMEMBASSY PORT ALDER//DAO//`.
    let name = name.split("//").next().unwrap_or(name).trim();
    let registered = |name: &str| {
        let post = registry.post_named(name)?;
        (!matches!(post.kind, "agency" | "military")).then_some(post.code)
    };
    if is_collective(name) {
        return None;
    }
    if let Some(found) = registry.post_named(name) {
        return (!matches!(found.kind, "agency" | "military")).then_some(Cow::Borrowed(found.code));
    }
    let (kind, city) = match mission_and_city(name) {
        Some(found) => found,
        None => {
            let first = name.split_ascii_whitespace().next()?;
            return near(first.as_bytes(), b"SECSTATE", 1).then_some(Cow::Borrowed("STATE"));
        }
    };
    if let Some(code) = registered(city).or_else(|| registered(&format!("{kind} {city}"))) {
        return Some(Cow::Borrowed(code));
    }
    // A delegation bears the name of what it goes to, not of a city.
    let letters = city.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'-' | b'\''));
    if let Some(post) = registry.post_near(city, 1).filter(|post| post.code.len() >= 6 && city.len() >= 6) {
        return Some(Cow::Borrowed(post.code));
    }
    (kind != "USDEL" && letters && city.len() > 1 && city.split_ascii_whitespace().count() <= 4)
        .then(|| Cow::Owned(squeezed(city)))
}

/// The kind of mission and the city of an address.
fn mission_and_city(name: &str) -> Option<(&'static str, &str)> {
    let known = prefix(name).map(|(kind, city)| (kind.word, city));
    if let Some((_, city)) = known {
        let before = &name[..name.len() - city.len()];
        // `AMEMBISSY LIMA` begins with the short form AMEMB too: a kind that ends inside a word comes second.
        if before.ends_with(' ') {
            return known;
        }
    }
    garbled_prefix(name).or(known).or_else(|| Some(("USMISSION", name.strip_prefix("US MISSION ")?)))
}

/// A kind of mission with letters wrong (`AMEMBISSY LIMA`, `AMEM ASSY ROME`), and the city.
fn garbled_prefix(name: &str) -> Option<(&'static str, &str)> {
    let bytes = name.as_bytes();
    let first = word_end(bytes, 0);
    let second = word_end(bytes, skip_space(bytes, first));
    for end in [first, second] {
        for kind in ["AMEMBASSY", "AMCONSUL", "USMISSION"] {
            if near(&bytes[..end], kind.as_bytes(), 1) {
                let city = name[end..].trim_start();
                return (!city.is_empty()).then_some((kind, city));
            }
        }
    }
    None
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

/// True where an address begins by its first word: an indicator with its oblique, `ZEN/`, a head word, also run into the
/// city or with a letter wrong.
fn starts_address(text: &[u8]) -> bool {
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
fn routed(word: &[u8]) -> Option<usize> {
    let slash = word.iter().position(|&b| b == b'/')?;
    (is_indicator(&word[..slash]) && word.get(slash + 1) != Some(&b'/')).then_some(slash)
}

enum Piece {
    Keyword(Role),
    Address(Range<usize>),
}

/// A line's keywords and addresses in order.
fn pieces(text: &[u8]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = skip_space(text, 0);
    // A colon or semicolon left before the address: `:AMEMBASSY QUITO`.
    while matches!(text.get(at), Some(b':' | b';' | b'.' | b',')) {
        at = skip_space(text, at + 1);
    }
    if let Some((role, next)) = keyword(&text[at..]) {
        out.push(Piece::Keyword(role));
        at += next;
    }
    let mut start = at;
    // True when precedence or serial stands at the end of the address so far: the next word begins another one.
    let mut closed = false;
    let mut exempting = matches!(out.last(), Some(Piece::Keyword(Role::Exempt)));
    while at < text.len() {
        let end = word_end(text, at);
        let word = &text[at..end];
        let begun = !text[start..at].trim_ascii().is_empty();
        let next = skip_space(text, end);
        let inner = match word {
            b"XMT" if begun || exempting => Some((Role::Exempt, 3)),
            _ if word.starts_with(b"XMT/") => Some((Role::Exempt, 4)),
            b"TO" | b"TO:" if begun && starts_address(&text[next..]) => Some((Role::To, word.len())),
            b"INFO" | b"INFO:" if begun && (closed || starts_address(&text[next..])) => {
                Some((Role::Info, word.len()))
            }
            _ => None,
        };
        if let Some((role, length)) = inner {
            out.push(Piece::Address(start..at));
            out.push(Piece::Keyword(role));
            exempting = role == Role::Exempt;
            start = at + length;
            at = skip_space(text, start);
            closed = false;
            continue;
        }
        let parts = begun && (routed(word).is_some() || PARTING.iter().any(|head| word == head.as_bytes()));
        let after_and = exempting && begun && (word == b"AND" || word == b"OR");
        if after_and {
            out.push(Piece::Address(start..at));
            start = end;
        } else if (parts || closed && begun && !is_tail_word(word)) && !text[..at].ends_with(b"/") {
            let and =
                text[start..at].trim_ascii_end().strip_suffix(b" AND").map_or(at, |kept| start + kept.len());
            let trimmed = text[start..and].trim_ascii_end();
            let comma = trimmed.strip_suffix(b",").map_or(trimmed.len(), <[u8]>::len);
            out.push(Piece::Address(start..start + comma));
            start = at;
            closed = false;
        }
        let comma = word.ends_with(b",") && exempting;
        if comma {
            out.push(Piece::Address(start..end - 1));
            start = end;
        }
        if is_tail_word(word) && begun {
            closed = true;
        }
        at = next;
    }
    out.push(Piece::Address(start..text.len()));
    out
}

/// A word of the tail: a precedence or a serial.
fn is_tail_word(word: &[u8]) -> bool {
    precedence(word).is_some() || is_serial(word) || joined_precedence(word).is_some()
}

/// A continuity number: one to six figures, an O among them read as a nought.
fn is_serial(word: &[u8]) -> bool {
    (1..=6).contains(&word.len()) && word[0].is_ascii_digit() && word.iter().all(|b| figure(*b).is_some())
}

/// The precedence that a word gives; long words with one letter wrong too (`PRIORTY`).
fn precedence(word: &[u8]) -> Option<Precedence> {
    let word = word.strip_suffix(b",").or_else(|| word.strip_suffix(b".")).unwrap_or(word);
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
        word if word.len() >= 8 && near(word, b"IMMEDIATE", 1) => Some(Precedence::Immediate),
        word if word.len() >= 7 && near(word, b"PRIORITY", 1) => Some(Precedence::Priority),
        word if word.len() >= 6 && near(word, b"ROUTINE", 1) => Some(Precedence::Routine),
        _ => None,
    }
}

/// A precedence with the serial run into it: `PRIORITY5120`.
fn joined_precedence(word: &[u8]) -> Option<(Precedence, usize)> {
    let letters = word.iter().take_while(|b| b.is_ascii_uppercase()).count();
    if letters < 5 || letters == word.len() || !is_serial(&word[letters..]) {
        return None;
    }
    precedence(&word[..letters]).map(|found| (found, letters))
}

/// An address taken apart from its end: serial and precedence in either order, the name before them.
#[derive(Default)]
struct Tail {
    name: Range<usize>,
    precedence: Option<Precedence>,
    serial: Option<Range<usize>>,
}

impl Tail {
    fn of(text: &[u8], range: Range<usize>) -> Tail {
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
            } else if let Some(found) = precedence(bytes).filter(|_| word.start > tail.name.start) {
                tail.precedence = tail.precedence.max(Some(found));
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
    let mut all = text[name.clone()].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    all.next() == Some(b"AIG") && all.next().is_some() && all.next().is_none()
}

/// Reads one address.
fn read_one<'s>(field: &Field<'s>, range: Range<usize>, registry: &Registry) -> Option<Addressee<'s>> {
    let text = field.as_str();
    let bytes = text.as_bytes();
    let mut start = range.start;
    // Delivered by other means.
    for zen in [b"ZEN/".as_slice(), b"ZEN "] {
        if bytes[start..range.end].starts_with(zen) {
            start = skip_space(bytes, start + zen.len());
        }
    }
    let mut routing = None;
    let word = start..word_end(bytes, start).min(range.end);
    if let Some(length) = routed(&bytes[word.clone()]) {
        routing = Some(field.slice(start..start + length));
        start += length + 1;
    } else if is_indicator(&bytes[word.clone()]) {
        // A blank for the oblique; the registry or the relay's letters have to vouch for it.
        let indicator = &text[word.clone()];
        let known = registry.routing(indicator).is_some()
            || indicator.starts_with("RUEH")
            || indicator.starts_with("RHEH");
        if known && word.end < range.end {
            routing = Some(field.slice(word.clone()));
            start = skip_space(bytes, word.end);
        }
    } else if let Some((indicator, next)) = parted_indicator(bytes, word.clone(), range.end) {
        routing = Some(Cow::Owned(indicator));
        start = next;
    }
    while start < range.end && matches!(bytes[start], b'/' | b',' | b' ') {
        start += 1;
    }
    let tail = Tail::of(bytes, start..range.end);
    if tail.name.is_empty() && routing.is_none() {
        return None;
    }
    let name = field.unwrapped(tail.name.clone());
    // `SECSTATE WASHDC3945`: the serial run into the city.
    let (name, serial) = match name.strip_suffix(|c: char| c.is_ascii_digit()) {
        Some(_) if tail.serial.is_none() => {
            let kept = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let figures = tail.name.end - (name.len() - kept.len())..tail.name.end;
            if kept.ends_with("WASHDC") {
                (Cow::Owned(kept.to_owned()), Some(field.slice(figures)))
            } else {
                (name, None)
            }
        }
        _ => (name, tail.serial.map(|serial| field.slice(serial))),
    };
    Some(Addressee {
        text: field.unwrapped(range.clone()),
        post: post_of(&name, registry),
        collective: is_collective(&name) || registry.addressee(&name).is_some_and(|a| a.is_collective()),
        name,
        routing,
        precedence: tail.precedence,
        serial,
        exempt: Vec::new(),
        span: field.span(range),
    })
}

/// An indicator that a blank parts, `RU PALJ/USCINCSO`, and where the name begins.
fn parted_indicator(text: &[u8], first: Range<usize>, end: usize) -> Option<(String, usize)> {
    let next = skip_space(text, first.end);
    let second = next..word_end(text, next).min(end);
    let slash = next + text.get(second.clone())?.iter().position(|&b| b == b'/')?;
    let joined = [&text[first], &text[next..slash]].concat();
    if joined.len() > 8 || !is_indicator(&joined) {
        return None;
    }
    Some((String::from_utf8(joined).ok()?, slash + 1))
}
