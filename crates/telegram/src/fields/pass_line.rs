//! Pass and attention lines: `DEPT FOR EUR/NB`, `STATE PASS USTR`, `FOR AMBASSADOR FROM ASSISTANT SECRETARY WEAVER`.
//!
//! Grammar: TF 6.5. Only lines before the order's line, or between the references and paragraph 1, are such: where a line
//! stands is for the caller to know.

mod lists;
mod offices;
mod sure;

use super::Context;
use super::words::{skip_space, word_end};
use crate::field::Field;
use crate::record::PassTo;
use lists::{NOT_HEADS, NOT_IN_HEADS, PROSE};
pub(crate) use offices::offices;
use offices::{AGENCIES, post, starts_with};
use std::borrow::Cow;
use std::ops::Range;
pub use sure::{is_sender, stands_out};

/// The longest text that is read.
const LONGEST: usize = 800;

/// Reads a pass line, wrapped or not: one entry for each office. `text` is the clause, so that
/// `DEPT FOR EUR/NB; PARIS FOR USOECD` gives two texts and `DEPT PASS USTR, OPIC` one text twice.
///
/// `post` is the registry's code, or for a post that it does not have the name as printed, blanks taken out. An agency
/// that is no post has none.
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<PassTo<'s>> {
    let text = field.as_str();
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut list = Vec::new();
    let mut head: Option<Range<usize>> = None;
    for clause in clauses(&text[..limit], cx) {
        let parts = Parts::of(text, clause.clone()).filter(|parts| parts.is_plausible(text, cx));
        // `FOR: EUR/NB - WEAVER; INR/NB`: behind a semicolon an office may stand alone.
        let more = || {
            let text = &text[clause.clone()];
            !list.is_empty() && (is_office(text, cx) || is_known(text, cx))
        };
        let parts = match parts {
            Some(parts) => parts,
            None if is_sender(&text[clause.clone()]) || sure::is_named_sender(&text[clause.clone()]) => {
                let (text, span) = (field.unwrapped(clause.clone()), field.span(clause));
                list.push(PassTo { text, post: None, office: None, span });
                continue;
            }
            None if more() => {
                Parts { head: None, tail: clause.clone(), goes_on: true, verb_is_for: true, labelled: false }
            }
            None => continue,
        };
        // `ALSO FOR` and a second `PASS` speak to the post named before.
        head = parts.head.clone().or(if parts.goes_on { head } else { None });
        let heads = head.clone().map_or("", |head| &text[head]);
        let offices = offices(text, parts.tail);
        // `LONDON AND PARIS FOR DCM` speaks to both.
        for head in if all_known(heads, cx) { heads.split(AND).collect() } else { vec![heads] } {
            let base = PassTo {
                text: field.unwrapped(clause.clone()),
                post: post(head, cx).filter(|_| !head.is_empty()).map(Cow::Owned),
                office: None,
                span: field.span(clause.clone()),
            };
            if offices.is_empty() && base.post.is_some() {
                list.push(base.clone());
            }
            let offices = offices.iter().cloned();
            list.extend(
                offices.map(|office| PassTo { office: Some(field.unwrapped(office)), ..base.clone() }),
            );
        }
    }
    list
}

/// True where a line begins like a pass line. Looks at the first words: cheap for other lines.
///
/// A post or agency of the registry may speak to anybody; an unknown name only to an office or a position
/// (`GREYHAVEN FOR POL/ECON`), since the texts of the 1970s have lines such as `PRICES FOR TIN`.
pub fn looks_like(line: &str, cx: &Context<'_>) -> bool {
    let trimmed = line.trim();
    // A telegram's numbered paragraphs and its prose begin otherwise.
    if trimmed.len() > LONGEST || !trimmed.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let Some(parts) = Parts::of(trimmed, 0..trimmed.len()) else { return false };
    let first = first_clause(trimmed, &parts, cx);
    parts.is_plausible(trimmed, cx) || first.is_some_and(|parts| parts.is_plausible(trimmed, cx))
}

/// The first clause of a line in which a known post is spoken to behind it: `FOR USDELS, GENEVA FOR UNCTAD`, `DEPT POUCH SUVA. LIMA FOR
/// DCM`.
fn first_clause(text: &str, parts: &Parts, cx: &Context<'_>) -> Option<Parts> {
    let several = text[parts.tail.clone()].contains(['.', ',', ';', ':']);
    let clauses = if several { clauses(text, cx) } else { Vec::new() };
    let [first, second, ..] = &clauses[..] else { return None };
    let head = Parts::of(text, second.clone()).and_then(|parts| parts.head)?;
    is_known(&text[head], cx).then(|| Parts::of(text, first.clone()))?
}

/// True where a line is a pass line beyond doubt, even behind a subject: its first word is the Department or the verb.
pub(super) fn is_certain(line: &str, cx: &Context<'_>) -> bool {
    let trimmed = line.trim();
    match Parts::of(trimmed, 0..trimmed.len()) {
        Some(Parts { head: Some(head), .. }) => cx.registry.post_named(&trimmed[head]).is_some(),
        // `FOR THE FIRST TIME` and below it `PASS BUDGET` are of the subject.
        Some(Parts { head: None, tail, .. }) => {
            let tail = &trimmed[tail];
            let polite = starts_with(trimmed, "PLEASE PASS ");
            polite || starts_with(trimmed, "PASS ") && is_addressed(tail, cx)
        }
        None => false,
    }
}

struct Parts {
    head: Option<Range<usize>>,
    tail: Range<usize>,
    goes_on: bool,
    verb_is_for: bool,
    /// A colon stands behind the verb: `FOR: CU/ARA`.
    labelled: bool,
}

/// What stands between the posts that one line speaks to.
const AND: &str = " AND ";

/// Several posts of the tables, each known by itself: `LONDON AND PARIS`.
fn all_known(head: &str, cx: &Context<'_>) -> bool {
    head.contains(AND) && head.split(AND).all(|head| is_known(head.trim(), cx))
}

/// A post, an agency or an addressee of the tables, and no common word.
fn is_known(head: &str, cx: &Context<'_>) -> bool {
    cx.registry.find_post(head).is_some_and(|found| !found.common_word || is_department(head))
        || AGENCIES.contains(&head)
        || cx.registry.addressee(head).is_some()
}

fn is_department(head: &str) -> bool {
    ["DEPT", "DEPARTMENT", "STATE", "WASHINGTON", "SECSTATE", "TREASURY", "COMMERCE", "LABOR", "AID"]
        .iter()
        .any(|name| head.eq_ignore_ascii_case(name))
}

/// True for the symbol of an office, or a position, and no more than four words.
fn is_office(tail: &str, cx: &Context<'_>) -> bool {
    let first = tail.split_ascii_whitespace().next().unwrap_or_default().trim_end_matches([',', ';', '.']);
    let words = tail.split_ascii_whitespace().count();
    let sections =
        ["POL", "ECON", "CONS", "ADMIN", "MGT", "COM", "PUBLIC", "PUBAFF", "SECURITY", "AGR", "LABOR", "SCI"];
    let is_symbol = first.contains('/') && first.len() > 2 && !first.contains('(');
    let is_known = is_position(first)
        || sections.contains(&first)
        || cx.registry.office(first).is_some() && (2..6).contains(&first.len());
    is_symbol && words <= 12 || is_known && words <= 4
}

/// True where a person or office is spoken to: by position, by symbol, by the name of an agency.
fn is_addressed(tail: &str, cx: &Context<'_>) -> bool {
    let mut words = tail.split_ascii_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches([',', ';']);
    let first = if first == "THE" { words.next().unwrap_or_default() } else { first };
    let two =
        words.next().map_or(first.len(), |word| word.as_ptr() as usize + word.len() - tail.as_ptr() as usize);
    let lead = ["UNDER", "ASSISTANT", "ACTING", "DEPUTY", "ASST", "MR", "MR.", "MRS.", "MS.", "DR.", "ALL"];
    let is_agency = |name: &str| {
        AGENCIES.contains(&name)
            || cx.registry.addressee(name).is_some()
            || cx.registry.find_post(name).is_some_and(|found| !found.common_word)
    };
    is_office(tail, cx)
        || is_position(first)
        || lead.contains(&first)
        || is_agency(first)
        || tail.get(..two).is_some_and(is_agency)
        || is_title(tail)
        || cx.registry.office(first).is_some_and(|_| (2..6).contains(&first.len()))
}

/// A position of a few words, which the last one names: `CULTURAL ATTACHE`, `REGIONAL SECURITY OFFICER`, `AMBASSADORS AND CHARGES`.
fn is_title(tail: &str) -> bool {
    let last = tail.rsplit(' ').next().unwrap_or_default();
    let last = last.strip_suffix('S').unwrap_or(last);
    let named = ["ATTACHE", "COUNSELOR", "COUNSELLOR", "OFFICER", "AMBASSADOR", "CHARGE"].contains(&last);
    named && tail.split_ascii_whitespace().count() <= 4
}

fn is_position(word: &str) -> bool {
    super::classified_by::is_position(word)
}

/// True where a sentence ends inside: a full stop behind a long word, and another word.
fn has_sentence_end(tail: &str) -> bool {
    tail.match_indices(". ").any(|(at, _)| {
        let word = tail[..at].rsplit(' ').next().unwrap_or_default();
        word.len() > 3
    })
}

/// Verbs, longest first. Behind them stands the office.
const VERBS: [&str; 26] = [
    "PLEASE PASS TO",
    "PLEASE PASS",
    "PLS PASS TO",
    "PLS PASS",
    "ALSO PASS TO",
    "ALSO PASS",
    "PASS ALSO TO",
    "PASS TO",
    "PASS FOR",
    "PASS INFO",
    "PASS",
    "ALSO FOR",
    "FOR INFO TO",
    "FOR",
    "PLEASE REPEAT TO",
    "PLEASE RELAY TO",
    "RELAY TO",
    "REPEAT TO",
    "ATTENTION",
    "ATTN",
    "PLEASE FORWARD TO",
    "PASSTO",
    "PLEASE POUCH",
    "ALSO POUCH",
    "POUCH TO",
    "POUCH",
];

impl Parts {
    /// True where head and tail are those of a pass line, as far as the registry and the lists know.
    fn is_plausible(&self, text: &str, cx: &Context<'_>) -> bool {
        let tail = text[self.tail.clone()].trim();
        let verb_is_for = self.verb_is_for;
        if let Some(head) = &self.head {
            let head = &text[head.clone()];
            let known = is_known(head, cx) || all_known(head, cx);
            return known || !head.contains(AND) && is_office(tail, cx) && !tail.ends_with('.');
        }
        if !verb_is_for || self.labelled {
            return !has_sentence_end(tail);
        }
        let words = tail.split_ascii_whitespace().count();
        let from = tail.split_ascii_whitespace().any(|word| word == "FROM")
            && !tail.bytes().any(|b| b.is_ascii_digit());
        !tail.ends_with('.')
            && !has_sentence_end(tail)
            && (from && words <= 12 || words <= 1 || is_addressed(tail, cx))
    }

    fn of(text: &str, clause: Range<usize>) -> Option<Parts> {
        let part = &text[clause.clone()];
        let mut words = words(part);
        let mut head_words = 0;
        let mut head_end = 0;
        loop {
            let word = words.next()?;
            let rest = &part[word.start..];
            // No verb's first word has fewer than three letters.
            let verb = match rest.as_bytes() {
                [b'P' | b'p' | b'A' | b'a' | b'F' | b'f' | b'R' | b'r', _, _, ..] => {
                    VERBS.iter().find(|verb| {
                        rest.as_bytes()[..3].eq_ignore_ascii_case(&verb.as_bytes()[..3]) && begins(rest, verb)
                    })
                }
                _ => None,
            };
            if let Some(verb) = verb {
                return Parts::behind(text, clause, word.start, verb, head_words, head_end);
            }
            let name = part[word.clone()].trim_end_matches([':', ',']);
            let is_head = name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-.'&".contains(&b));
            head_words += 1;
            head_end = word.start + name.len();
            if !is_head
                || head_words > 4
                || word.len() != name.len()
                || PROSE.holds(name)
                || NOT_IN_HEADS.holds(name) && !(name == "AND" && head_words > 1)
                || NOT_HEADS.holds(name)
            {
                return None;
            }
        }
    }

    fn behind(
        text: &str,
        clause: Range<usize>,
        at: usize,
        verb: &str,
        words: usize,
        head_end: usize,
    ) -> Option<Parts> {
        let part = &text[clause.clone()];
        let mut tail = at + verb_len(&part[at..], verb);
        tail += part[tail..].len() - part[tail..].trim_start_matches([' ', ':', '-', '\n', '\r', '\t']).len();
        let clause_tail = tail;
        let rest = &part[clause_tail..];
        let head = &part[..head_end];
        // In small letters only the Department's own names make a line of this kind.
        let known =
            ["DEPT", "DEPARTMENT", "STATE", "WASHINGTON"].iter().any(|name| head.eq_ignore_ascii_case(name));
        let polite = verb.starts_with("PLEASE") || verb.starts_with("PLS") || verb.starts_with("ATT");
        if part.bytes().take(head_end.max(at) + verb.len()).any(|b| b.is_ascii_lowercase())
            && !known
            && !polite
        {
            return None;
        }
        let for_whom = verb == "FOR" && words == 0;
        let nobody = rest.is_empty() || verb.starts_with("POUCH");
        if nobody && words == 0 || is_sentence(rest, for_whom) {
            return None;
        }
        Some(Parts {
            head: (words > 0).then(|| clause.start..clause.start + head_end),
            tail: clause.start + clause_tail..clause.end,
            verb_is_for: verb == "FOR",
            labelled: part[at..clause_tail].contains(':'),
            goes_on: words == 0 && (verb.starts_with("ALSO") || verb.starts_with("PASS") || polite),
        })
    }
}

/// The words of a text with their places. No more than the first forty.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let base = text.as_ptr() as usize;
    text.split_ascii_whitespace().take(40).map(move |word| {
        let start = word.as_ptr() as usize - base;
        start..start + word.len()
    })
}

/// True where the words of `phrase` begin `text`, any white space between them.
fn begins(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (text.as_bytes(), phrase.as_bytes());
    let (mut at, mut from) = (0, 0);
    loop {
        let to = word_end(phrase, from);
        at = skip_space(text, at);
        let end = word_end(text, at);
        let mut word = &text[at..end];
        if to == phrase.len() {
            while let [kept @ .., b':' | b'-'] = word {
                word = kept;
            }
        }
        if !word.eq_ignore_ascii_case(&phrase[from..to]) {
            return false;
        }
        if to == phrase.len() {
            return true;
        }
        (at, from) = (end, to + 1);
    }
}

/// How many bytes the phrase takes that `begins` found.
fn verb_len(text: &str, phrase: &str) -> usize {
    let last = words(text).nth(phrase.split(' ').count() - 1);
    last.map_or(phrase.len(), |range| {
        let word = &text[range.clone()];
        range.start + word.trim_end_matches([':', '-']).len()
    })
}

/// True for the words of a sentence. `FOR` alone is followed by a person or office, not by THE of a common noun.
fn is_sentence(rest: &str, for_whom: bool) -> bool {
    let mut count = 0;
    for (at, word) in rest.split_ascii_whitespace().take(40).enumerate() {
        let word = word.trim_matches([',', '.', ';', ':', '(', ')']);
        count += usize::from(PROSE.holds(word));
        let article = ["THE", "A", "AN", "THIS", "EACH", "ALL", "ANY", "MORE", "EXAMPLE", "PURPOSES", "MANY"];
        if for_whom && at == 0 && article.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            let next = rest.split_ascii_whitespace().nth(1).unwrap_or_default();
            // Initials: `FOR: A P WEAVER`.
            if word == "A" && next.trim_end_matches('.').len() == 1 {
                continue;
            }
            let people = [
                "AMBASSADOR",
                "SECRETARY",
                "DCM",
                "CHARGE",
                "DEPUTY",
                "UNDER",
                "ACTING",
                "DIRECTOR",
                "POSTS",
            ];
            return !people.iter().any(|title| next.eq_ignore_ascii_case(title));
        }
    }
    count >= 1
}

/// Divides at semicolons, at line ends before another clause, and at colons and full stops before one.
fn clauses(text: &str, cx: &Context<'_>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let divides = match byte {
            b';' => true,
            b'\n' | b'.' | b':' | b',' => {
                at > start
                    && opens(text, at + 1, byte)
                    && (Parts::of(text, start..at).is_some()
                        || byte == b'\n' && speaks_to_known(text, at + 1, cx))
            }
            _ => false,
        };
        if divides && clauses.len() < 32 {
            push(text, start..at, &mut clauses);
            start = at + 1;
        }
    }
    push(text, start..text.len(), &mut clauses);
    clauses
}

fn push(text: &str, range: Range<usize>, clauses: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let part = part.trim().trim_end_matches(['.', ';', ',']);
    if !part.is_empty() {
        clauses.push(start..start + part.len());
    }
}

/// A post or an agency that is known heads the clause at `from`.
fn speaks_to_known(text: &str, from: usize, cx: &Context<'_>) -> bool {
    let end = memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |len| from + len);
    let head = Parts::of(text, from..end).and_then(|parts| parts.head);
    head.is_some_and(|head| is_known(&text[head.clone()], cx) || all_known(&text[head], cx))
}

/// True where another clause begins: a head of at most four words and a verb, in the next sixty bytes.
fn opens(text: &str, from: usize, divider: u8) -> bool {
    let mut end = text.len().min(from + 60);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &text[from..end];
    if divider != b'\n' && !rest.starts_with([' ', '\n', '\r']) {
        return false;
    }
    match Parts::of(rest, 0..rest.len()) {
        Some(parts) => {
            // A name goes on over a line end only where the clause before does: `EUR/NB, INR` and below it `PORT ALDER FOR POL`.
            let head = parts.head.as_ref().map_or("", |head| rest[head.clone()].trim_start());
            let over_lines = divider != b'\n' && head.contains('\n');
            // Behind a list of offices the same post is asked to pass on: `STATE FOR EUR, INR, PASS TO NSC`.
            let passes_on =
                divider == b',' && parts.goes_on && !begins(rest, "ATTN") && !begins(rest, "ATTENTION");
            parts.head.is_some() && !over_lines
                || divider == b'\n' && !begins(rest, "FOR")
                || passes_on
                || begins(rest, "ALSO FOR")
        }
        None => false,
    }
}
