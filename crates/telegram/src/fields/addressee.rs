//! Format lines 6 to 9: who sends and who gets a telegram (TF 4.6 to 4.8, 10), and the same in SMART renderings (TF 14).

mod look;
mod post;
mod tail;

pub use look::{is_address, is_continuation, keyword};
pub use post::post_of;

use super::Context;
use super::mrn::{registered_station, squeezed};
use super::words::{is_indicator, skip_space, trim, word_end};
use crate::field::Field;
use crate::record::Addressee;
use chancery_registry::{Registry, is_collective};
use look::{parts_addresses, routed, starts_address};
use std::borrow::Cow;
use std::ops::Range;
use tail::{Tail, is_tail_word, precedence};

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

/// Reads the addressees of one format line 6, 7, 8 or 9, with or without its keyword.
///
/// A line may hold one address, several that were run together, or the whole list; a long address may lie on two lines of
/// the field. Names exempted by an `XMT` on the line go to the address before it; those of a line that begins with `XMT`
/// are left out here, see [`read_roles`].
pub fn read_line<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<Addressee<'s>> {
    let all = read_roles(field, cx).into_iter();
    all.filter(|(role, _)| *role != Some(Role::Exempt)).map(|(_, addressee)| addressee).collect()
}

/// As [`read_line`], with the keyword that each addressee stands behind: a heading whose lines were run together has
/// several (`FM AMEMBASSY PORT ALDER TO RUEHC/SECSTATE WASHDC`). Addressees behind an `XMT` that begins the line are
/// given with [`Role::Exempt`]: their names belong into [`Addressee::exempt`] of the collective above.
pub fn read_roles<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<(Option<Role>, Addressee<'s>)> {
    let text = field.as_str();
    let bytes = text.as_bytes();
    let pieces = pieces(text, cx.registry);
    let mut out: Vec<(Option<Role>, Addressee<'s>)> = Vec::with_capacity(pieces.len());
    let (mut role, mut listed) = (None, None);
    // The first name behind an XMT has no routing indicator: those that have one are addressees again.
    let mut unrouted = false;
    // The last collective: from it names are exempted, without one from the last address.
    let mut exempting = None;
    for piece in pieces {
        match piece {
            Piece::Keyword(new) => {
                unrouted = false;
                role = Some(new);
                if new != Role::Exempt {
                    listed = role;
                }
            }
            Piece::Address(range) => {
                let range = trim(text, range);
                if range.is_empty() {
                    continue;
                }
                if role == Some(Role::Exempt) {
                    let routed = routed(&bytes[range.start..word_end(bytes, range.start)]).is_some();
                    if unrouted && routed {
                        role = listed;
                    }
                    unrouted |= !routed;
                }
                if role == Some(Role::Exempt)
                    && let Some((_, collective)) = exempting
                        .or_else(|| out.len().checked_sub(1))
                        .and_then(|at| out.get_mut(at))
                        .filter(|(role, _)| *role != Some(Role::Exempt))
                {
                    let name = Tail::of(bytes, range).name;
                    collective.exempt.push(field.unwrapped(name));
                    continue;
                }
                if let Some(addressee) = read_one(field, range, cx.registry) {
                    if role != Some(Role::Exempt) && addressee.collective {
                        exempting = Some(out.len());
                    }
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
    for part in text.split_inclusive(';').flat_map(split_behind_precedence) {
        let range = trim(text, at..at + part.trim_end_matches([';', ',']).len());
        at += part.len();
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

/// Addresses that commas part where semicolons should: a precedence ends each, `Weaver Immediate, Rowan Immediate`.
fn split_behind_precedence(part: &str) -> impl Iterator<Item = &str> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let ends = |(at, _): &(usize, &str)| {
            // No precedence is as long as this.
            let before = &rest.as_bytes()[at.saturating_sub(16)..*at];
            let word = before.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default();
            precedence(word).is_some()
        };
        let end = rest.match_indices(',').find(ends).map_or(rest.len(), |(at, _)| at + 1);
        let (first, behind) = rest.split_at(end);
        rest = behind;
        (!first.is_empty()).then_some(first)
    })
}

enum Piece {
    Keyword(Role),
    Address(Range<usize>),
}

/// A line of addresses that is as long as this was wrapped where it ends.
const FULL_LINE: usize = 40;

/// True for a word that begins an address on a line of its own, behind `so_far`: no office in obliques, and nothing before
/// it that wants more.
fn opens_line(word: &[u8], so_far: &[u8]) -> bool {
    let wants_more = matches!(so_far.last(), Some(b',' | b'/' | b'-')) && !so_far.ends_with(b"//");
    word[0].is_ascii_alphabetic() && !wants_more && !so_far.ends_with(b" AND")
}

/// True where the first words of a line complete the place above them, `AMEMBASSY PORT OF` / `SPAIN`: with them it is one that the
/// tables know. `end` is where the line above ends in `text`, which begins with the address.
fn completes(text: &str, end: usize, registry: &Registry) -> bool {
    let above = text[..end].trim();
    let below = text[end..].trim_start();
    let line = below.lines().next().unwrap_or_default();
    let words = line.split([' ', ',']).take(2).filter(|word| !word.is_empty());
    // A name that the tables know by itself is whole, but for the beginning of a longer one: `SANTO`.
    let stands_alone = |name: &str| {
        registry.post_named(name).is_some_and(|post| {
            let city = name.split_once(' ').map_or(name, |(_, city)| city);
            squeezed(city).len() >= post.code.len()
        })
    };
    if above.contains('\n') || stands_alone(above) || words.clone().next().is_none_or(stands_alone) {
        return false;
    }
    let mut name = above.to_owned();
    words.into_iter().any(|word| {
        name = format!("{name} {word}");
        stands_alone(&name)
    })
}

/// Addresses without the separation behind them, `BT` (TF 5), where the heading's lines were run together.
fn without_separation(text: &[u8]) -> &[u8] {
    let trimmed = text.trim_ascii_end();
    trimmed
        .strip_suffix(b"BT")
        .filter(|before| before.ends_with(b" ") || before.ends_with(b"\n"))
        .unwrap_or(text)
}

/// A line's keywords and addresses in order.
fn pieces(whole: &str, registry: &Registry) -> Vec<Piece> {
    let text = without_separation(whole.as_bytes());
    let mut out = Vec::with_capacity(8);
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
    let mut line = start;
    let mut last_end = start;
    while at < text.len() {
        // One addressee a line (TF 4.7). Only a line that is full goes on with the next one.
        let fresh = text[last_end..at].contains(&b'\n');
        let collective = text[..last_end].ends_with(b" COLLECTIVE");
        let full = last_end.saturating_sub(line) >= FULL_LINE && !collective;
        if fresh {
            line = at;
        }
        let end = word_end(text, at);
        let word = &text[at..end];
        // White space alone stands between the last word and this one.
        let begun = last_end > start;
        let so_far = if begun { text[start..last_end].trim_ascii_start() } else { &[] };
        // An indicator with a blank for its oblique, and the word of other means, stand before an address.
        let prefixed =
            || so_far == b"ZEN" || is_indicator(so_far.strip_suffix(b"/").unwrap_or(so_far).trim_ascii());
        let is_tail = begun && is_tail_word(word);
        let next = skip_space(text, end);
        let inner = match word {
            b"XMT" => Some((Role::Exempt, 3)),
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
            last_end = start;
            at = skip_space(text, start);
            closed = false;
            continue;
        }
        // `DEPT OF COMMERCE` on a line of its own, however long the one before is.
        let department = fresh && word == b"DEPT" && text[next..].starts_with(b"OF ");
        let spoiled = fresh && word.strip_prefix(b":").is_some_and(parts_addresses);
        let parts = begun
            && (routed(word).is_some() || parts_addresses(word) || department || spoiled)
            && !prefixed();
        let after_and = exempting && begun && (word == b"AND" || word == b"OR");
        if after_and {
            out.push(Piece::Address(start..at));
            start = end;
        } else if (parts
            || begun
                && !is_tail
                && (closed
                    || fresh
                        && !full
                        && opens_line(word, so_far)
                        && !prefixed()
                        && !tail::is_kind_alone(so_far)
                        && !completes(&whole[start..], last_end - start, registry)))
            && (!so_far.ends_with(b"/") || so_far.ends_with(b"//"))
        {
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
        if is_tail {
            closed = true;
        }
        last_end = end;
        at = next;
    }
    out.push(Piece::Address(start..text.len()));
    out
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
    while start < range.end && matches!(bytes[start], b'/' | b',' | b':' | b' ') {
        start += 1;
    }
    let tail = Tail::of(bytes, start..range.end);
    if tail.name.is_empty() && routing.is_none() {
        return None;
    }
    let whole = field.unwrapped(range.clone());
    // Where no white space is to be changed in the whole, none is in its part.
    let name = match &whole {
        Cow::Borrowed(_) => field.slice(trim(text, tail.name.clone())),
        Cow::Owned(_) => field.unwrapped(tail.name.clone()),
    };
    let name = match name {
        Cow::Borrowed(name) => Cow::Borrowed(name.trim_end_matches(END)),
        Cow::Owned(name) => Cow::Owned(name.trim_end_matches(END).to_owned()),
    };
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
        text: whole,
        post: post_of(&name, registry),
        collective: is_collective(&name) || registry.is_collective(&name),
        name,
        routing,
        precedence: tail.precedence,
        serial,
        exempt: Vec::new(),
        span: field.span(range),
    })
}

/// What may stand behind a name and is no part of it.
const END: [char; 4] = [' ', ',', ';', ':'];

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
