//! Commas that stand for apostrophes and single quotation marks, and `&` and `8` that stand for double ones
//! (markings-and-indexing 9.1, 9.2).
//!
//! Gateways of 1995 to 2010 had no apostrophe on one side and a comma on the other. `Iran,s` can be nothing else; of
//! `experts, conference` the words and what stands around them decide ([`owner`]). Nothing is proposed for a copy in which
//! apostrophes stand where they should.

pub(super) mod features;
pub(super) mod owner;
pub(crate) mod quotes;
pub(super) mod words;

use super::stretches::{Stretch, paragraphs, stretches};
use super::{Kind, Proposal, Quotation};
use crate::look::{Dialect, Look};
use crate::repair::lexicon::Lexicon;
use crate::repair::tokens::{is_letter, plain};
use chancery_telegram::Span;
use jiff::civil::{Date, date};
use owner::{Phrases, candidates};
use words::{NEGATED, PRONOUNS, is_one};

/// From then on gateways made commas of apostrophes.
const GATEWAYS: Date = date(1995, 1, 1);

const SINGLE_QUOTES: &str = "a comma before and one behind the words stand for quotation marks";
const DOUBLE_QUOTES: &str = "`&` and `8` stand for quotation marks";

/// Where `&` opens a quotation that no `8` closes.
pub(crate) fn ampersands_alone(look: &Look<'_, '_>) -> Vec<usize> {
    let mut alone = Vec::new();
    // Where none is a quotation mark, `&` is a noise of reading, or the writer's.
    let mark = |proposal: &Proposal| proposal.quotation.is_some() && proposal.text == "\"";
    if !look.proposals().iter().any(mark) {
        return alone;
    }
    for stretch in stretches(look) {
        let text = stretch.text();
        if memchr::memchr(b'&', text).is_none() {
            continue;
        }
        for paragraph in paragraphs(text) {
            let signs = quotes::ampersands(text, paragraph).alone;
            alone.extend(signs.into_iter().filter(|at| text[*at] == b'&').map(|at| stretch.place(at)));
        }
    }
    alone
}

/// What is known of a copy before its commas are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copy {
    /// Apostrophes stand where they should, or there are none.
    Good,
    /// Damaged by noise on the line: only what can be nothing else is mended.
    Noise,
    /// It went through a gateway that made commas of apostrophes.
    Gateway,
    /// It may have: there are no apostrophes, and nothing that can be nothing but one.
    Unknown,
}

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    let stretches = stretches(look);
    double_quotes(&stretches, out);
    let mut joined = Vec::new();
    let copy = judge(look, &stretches, &mut joined);
    if copy == Copy::Good {
        return;
    }
    out.append(&mut joined);
    if copy == Copy::Noise {
        return;
    }
    let phrases = Phrases::of(stretches.iter().map(Stretch::text));
    let more = if copy == Copy::Unknown { owner::ALONE } else { 0.0 };
    for stretch in &stretches {
        let part = stretch.text();
        let mut taken = 0;
        if copy == Copy::Gateway {
            taken = single_quotes(stretch, out);
        }
        let begin = out.len() - taken;
        let quotes: Vec<u32> = out[begin..].iter().map(|proposal| proposal.span.start).collect();
        for candidate in candidates(part) {
            let at = stretch.place(candidate.comma);
            if quotes.binary_search(&(at as u32)).is_ok() {
                continue;
            }
            if let Some(decision) = owner::decide(part, &candidate, &phrases, more) {
                out.push(sign(at, "'", decision.reason, decision.confidence));
            }
        }
    }
}

/// One sign in place of another.
fn sign(at: usize, by: &str, reason: impl Into<String>, confidence: f64) -> Proposal {
    Proposal {
        kind: Kind::Comma,
        span: Span { start: at as u32, end: at as u32 + 1 },
        text: by.to_owned(),
        reason: reason.into(),
        confidence,
        quotation: None,
    }
}

/// Looks through the text for what tells how good the copy is. Commas that can be nothing but apostrophes go to `joined`.
fn judge(look: &Look<'_, '_>, stretches: &[Stretch<'_>], joined: &mut Vec<Proposal>) -> Copy {
    for stretch in stretches {
        let part = stretch.text();
        // Behind most commas stands a blank.
        for comma in stretch.own(&look.traces().commas) {
            let Some(behind) = part.get(comma + 1) else { continue };
            if behind.is_ascii_digit() && year(part, comma) {
                joined.push(sign(stretch.place(comma), "'", "a year is written with an apostrophe", 0.9));
            }
            if !is_letter(*behind) {
                continue;
            }
            if let Some((reason, confidence)) = in_word(part, comma) {
                joined.push(sign(stretch.place(comma), "'", reason, confidence));
            }
        }
    }
    let sure = joined.iter().filter(|proposal| proposal.confidence > 0.99).count();
    if sure == 0 && !look.sent_from(GATEWAYS) {
        return Copy::Good;
    }
    if sure < 2 && stretches.iter().any(|stretch| has_apostrophe(stretch.text())) {
        return Copy::Good;
    }
    if sure == 0 {
        return Copy::Unknown;
    }
    let old = look.sent_until(GATEWAYS.yesterday().unwrap_or(GATEWAYS));
    if old && look.is(&[Dialect::Teletype, Dialect::Nara]) { Copy::Noise } else { Copy::Gateway }
}

/// An apostrophe between two letters, plain or typographic, or one behind a word in s.
fn has_apostrophe(text: &[u8]) -> bool {
    memchr::memchr3_iter(b'\'', 0xe2, 0x92, text).any(|at| {
        let len = if text[at] == b'\'' {
            1
        } else {
            match plain(&text[at..]) {
                Some((b'\'', len)) => len,
                _ => return false,
            }
        };
        let behind = text.get(at + len).copied().unwrap_or(b' ');
        let before = text[..at].last().copied().unwrap_or(b' ');
        let plural = matches!(before, b's' | b'S' | b'z' | b'Z') && behind.is_ascii_whitespace();
        behind.is_ascii_alphabetic() && before.is_ascii_alphabetic() || plural
    })
}

/// Class A: a comma inside of a word.
fn in_word(text: &[u8], comma: usize) -> Option<(String, f64)> {
    let letters = text[..comma].iter().rev().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &text[comma - letters..comma];
    let before = text[..comma - letters].last().copied().unwrap_or(b' ');
    let last = *text[..comma].last()?;
    let tail = &text[comma + 1..];
    let tail = &tail[..tail.iter().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count()];
    let behind = text.get(comma + 1 + tail.len()).copied().unwrap_or(b' ');
    if tail.is_empty() || is_letter(behind) && plain(&text[comma + 1 + tail.len()..]).is_none() {
        return names(text, comma);
    }
    if behind.is_ascii_digit() {
        return None;
    }
    let capital = tail.iter().all(u8::is_ascii_uppercase);
    let small = tail.iter().all(u8::is_ascii_lowercase);
    let last_is_capital = last.is_ascii_uppercase();
    let cases_fit = small || capital && (last_is_capital || !last.is_ascii_alphabetic());
    if !cases_fit {
        return names(text, comma);
    }
    let lower = tail.to_ascii_lowercase();
    let known = match lower.as_slice() {
        b"s" => {
            let initials =
                last == b'.' && matches!(text[..comma], [.., letter, b'.'] if letter.is_ascii_uppercase());
            let initial = letters == 1 && last_is_capital && small && before <= b' ';
            let other = matches!(last, b']' | b'_') || last >= 0x80 || initial || is_model(&text[..comma]);
            letters >= 2 || initials || other || letters == 1 && matches!(before, b'-' | b'/')
        }
        b"t" => is_one(word, NEGATED),
        b"ve" | b"re" | b"ll" | b"d" => is_one(word, PRONOUNS),
        b"m" => is_one(word, &["i"]),
        _ => false,
    };
    if known {
        let figures = text[..comma].iter().rev().take(8).take_while(|byte| byte.is_ascii_digit()).count();
        let whole = &text[comma - letters.max(figures)..comma + 1 + tail.len()];
        let whole = String::from_utf8_lossy(whole);
        let decade = figures == 4 && last == b'0';
        let reason = match decade {
            true => format!("`{whole}` is a decade, and an apostrophe stands before its s"),
            false => format!("`{whole}` is a word with an apostrophe"),
        };
        return Some((reason, 0.999));
    }
    names(text, comma)
}

/// `B-52`, `1950`: what has a plural or owns something although it ends in a figure.
fn is_model(text: &[u8]) -> bool {
    let figures = text.iter().rev().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let (before, number) = text.split_at(text.len() - figures);
    let year = figures == 4 && matches!(number[0], b'1' | b'2');
    let letters = before.strip_suffix(b"-").unwrap_or(before);
    let before_is_name = letters.last().is_some_and(u8::is_ascii_uppercase);
    (1..=4).contains(&figures) && (before_is_name || year && before.last().is_none_or(|byte| *byte <= b' '))
}

/// `o,clock`: a word that the list has with an apostrophe; `O,Weaver`, `d,Ivoire`, `FY ,75`: what is written so.
fn names(text: &[u8], comma: usize) -> Option<(String, f64)> {
    let is_part = |byte: &&u8| is_letter(**byte);
    let before = text[..comma].iter().rev().take(20).take_while(is_part).count();
    let behind = text[comma + 1..].iter().take(20).take_while(is_part).count();
    if before == 0 || behind < 2 {
        return None;
    }
    let mut word = text[comma - before..comma + 1 + behind].to_vec();
    let shown = String::from_utf8_lossy(&word).into_owned();
    // `H2O,Carbon` has no name of a person.
    let apart = text[..comma - before].last().is_none_or(|b| b.is_ascii_whitespace() || b"(\"[-".contains(b));
    let prefix = (before == 1 && apart).then_some(word[0]);
    let next = word[2];
    let cases_fit = next.is_ascii_uppercase() || !next.is_ascii_alphabetic();
    let name = match prefix {
        Some(b'O') => behind > 2 && next.is_ascii_uppercase(),
        Some(b'd' | b'D' | b'l' | b'L') => {
            let vowel =
                matches!(next.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'h') || next >= 0x80;
            behind > 2 && cases_fit && vowel
        }
        _ => false,
    };
    word[before] = b'\'';
    let known = name || Lexicon::builtin().has(&word);
    known.then(|| (format!("`{shown}` is written with an apostrophe"), 0.95))
}

/// `FY ,75`: a year without its century.
fn year(text: &[u8], comma: usize) -> bool {
    let blank = text[..comma].last() == Some(&b' ')
        && text[..comma - 1].last().is_some_and(u8::is_ascii_alphanumeric);
    let figures = text[comma + 1..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let behind = text.get(comma + 3).copied().unwrap_or(b' ');
    blank
        && figures == 2
        && !is_letter(behind)
        && !matches!(text[comma + 3..], [b',' | b'.', digit, ..] if digit.is_ascii_digit())
}

/// `&quiet harbor8`.
fn double_quotes(stretches: &[Stretch<'_>], out: &mut Vec<Proposal>) {
    for stretch in stretches.iter().filter(|stretch| memchr::memchr(b'&', stretch.text()).is_some()) {
        for paragraph in paragraphs(stretch.text()) {
            for pair in quotes::ampersands(stretch.text(), paragraph).pairs {
                quote(stretch, pair, "\"", DOUBLE_QUOTES, 0.97, out);
            }
        }
    }
}

/// `,quiet harbor,`. Gives how many proposals it made.
fn single_quotes(stretch: &Stretch<'_>, out: &mut Vec<Proposal>) -> usize {
    let part = stretch.text();
    let before = out.len();
    for paragraph in paragraphs(part) {
        let mut from = paragraph.start;
        for open in memchr::memchr_iter(b',', &part[paragraph.clone()]).map(|at| paragraph.start + at) {
            if open < from || part.get(open + 1).is_none_or(|byte| byte.is_ascii_whitespace()) {
                continue;
            }
            if let Some(pair) = quotes::single(part, open, paragraph.end) {
                quote(stretch, pair, "'", SINGLE_QUOTES, 0.9, out);
                from = pair.close + 1;
            }
        }
    }
    out.len() - before
}

/// Two signs that stand for quotation marks.
fn quote(
    stretch: &Stretch<'_>,
    pair: quotes::Pair,
    by: &str,
    reason: &str,
    confidence: f64,
    out: &mut Vec<Proposal>,
) {
    for (at, quotation) in [(pair.open, Quotation::Opens), (pair.close, Quotation::Closes)] {
        let sign = sign(stretch.place(at), by, reason, confidence);
        out.push(Proposal { quotation: Some(quotation), ..sign });
    }
}
