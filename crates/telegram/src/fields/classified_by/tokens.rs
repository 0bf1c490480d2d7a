//! The words of a classifier's paragraph, each with what it is.

use super::redacted;
use super::words::{self, Word};
use std::ops::Range;

/// Words that are looked at; no paragraph of a classifier has more.
const MOST: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Initial,
    Particle,
    Suffix,
    Honorific,
    Role,
    Rank,
    Modifier,
    Mission,
    Office,
    Connector,
    Place,
    /// A word in small letters that is nothing known.
    Small,
    Redacted,
}

impl Kind {
    pub(super) fn is_title(self) -> bool {
        matches!(self, Kind::Role | Kind::Rank | Kind::Modifier | Kind::Mission | Kind::Office)
    }

    pub(super) fn is_name(self) -> bool {
        matches!(self, Kind::Name | Kind::Initial | Kind::Particle | Kind::Suffix)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    /// A comma, bracket, colon or dash stands before it.
    pub(super) apart: bool,
    pub(super) upper: String,
}

/// The words in `range`, and what they are.
pub(super) fn read(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens = tokens(text, range);
    classify(text, &mut tokens);
    tokens
}

/// Cuts the text into words.
fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut apart = false;
    let mut at = range.start;
    while at < range.end && tokens.len() < MOST {
        let rest = &text[at..range.end];
        if let Some(len) =
            redacted::at(rest, at == range.start || !text.as_bytes()[at - 1].is_ascii_alphanumeric())
        {
            match tokens.last_mut().filter(|last| last.kind == Kind::Redacted && !apart) {
                Some(last) => last.range.end = at + len,
                None => tokens.push(Token {
                    range: at..at + len,
                    kind: Kind::Redacted,
                    apart,
                    upper: String::new(),
                }),
            }
            apart = false;
            at += len;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        if is_divider(c) {
            apart = true;
            at += c.len_utf8();
            continue;
        }
        if c.is_whitespace() || !(c.is_alphanumeric() || matches!(c, '&' | '\'' | '’')) {
            apart |= matches!(c, '-' | '/') && rest.as_bytes().get(1).is_none_or(u8::is_ascii_whitespace);
            at += c.len_utf8();
            continue;
        }
        let len = rest.find(|c: char| c.is_whitespace() || is_divider(c)).unwrap_or(rest.len());
        // `d,Affaires`: a comma for the apostrophe (TF 17).
        let len = if rest.get(..10).is_some_and(|begin| begin.eq_ignore_ascii_case("d,affaires")) {
            10
        } else {
            len
        };
        let word = rest[..len].trim_end_matches(['-', '/', '\'', '"', '*']);
        let word = if keeps_point(word) { word } else { word.trim_end_matches('.') };
        if !word.is_empty() {
            tokens.push(Token { range: at..at + word.len(), kind: Kind::Small, apart, upper: upper(word) });
            apart = rest[..len].ends_with('-');
        }
        at += len;
    }
    tokens
}

fn is_divider(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '"' | '–' | '—' | '~' | '|')
}

/// A full stop that belongs to the word: `Q.`, `Jr.`, `a.i.`, `R.B.`.
fn keeps_point(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else { return false };
    let letters = stem.chars().filter(|c| c.is_alphanumeric()).count();
    letters == 1 || stem.contains('.') || ["JR", "SR"].iter().any(|end| stem.eq_ignore_ascii_case(end))
}

/// Capitals without accents, typographic apostrophes made plain, a last full stop taken off.
fn upper(word: &str) -> String {
    let mut upper = String::with_capacity(word.len());
    for c in word.chars().take(40) {
        match c {
            'é' | 'É' | 'è' | 'È' | 'ê' | 'Ê' => upper.push('E'),
            '’' | '‘' | '`' => upper.push('\''),
            ',' => upper.push('\''),
            c if c.is_ascii() => upper.push(c.to_ascii_uppercase()),
            c => upper.extend(c.to_uppercase()),
        }
    }
    let len = upper.trim_end_matches('.').len();
    upper.truncate(len);
    upper
}

/// Says of every word what it is.
fn classify(text: &str, tokens: &mut [Token]) {
    let is_mixed = tokens.iter().any(|t| {
        let word = &text[t.range.clone()];
        word.starts_with(|c: char| c.is_uppercase())
            && word.contains(|c: char| c.is_lowercase())
            && word.len() > 2
    });
    // A name in small letters alone is taken for one only where there is little else.
    let all_small = tokens.len() <= 8
        && tokens.iter().all(|t| !text[t.range.clone()].contains(|c: char| c.is_uppercase()));
    for at in 0..tokens.len() {
        if tokens[at].kind == Kind::Redacted {
            continue;
        }
        let before = (at > 0 && !tokens[at].apart).then(|| tokens[at - 1].kind);
        let word = &text[tokens[at].range.clone()];
        // `ANN WEAVER, Political Counselor`: the name alone is in capitals.
        let capital_name = tokens.get(at + 1).is_some_and(|next| {
            let word = &text[next.range.clone()];
            !next.apart && word.len() > 1 && word == next.upper && words::of(word).is_none()
        });
        tokens[at].kind = kind(word, &tokens[at].upper, before, is_mixed && !capital_name, all_small);
    }
    for at in 0..tokens.len() {
        settle(tokens, at);
    }
}

/// What a word is by itself.
fn kind(word: &str, upper: &str, before: Option<Kind>, is_mixed: bool, all_small: bool) -> Kind {
    let small = word.starts_with(|c: char| c.is_lowercase());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let without_points = || {
        let plain = upper.contains('.').then(|| upper.replace('.', ""))?;
        words::of(&plain).filter(|_| plain.len() > 1)
    };
    if let Some(known) = words::of(upper).or_else(without_points) {
        return match known {
            Word::Role => Kind::Role,
            Word::Rank => Kind::Rank,
            Word::Modifier => Kind::Modifier,
            Word::Mission => Kind::Mission,
            // `Ann Lee` may share its letters with an office; in small letters it is none.
            Word::Office if is_mixed && word.contains(|c: char| c.is_lowercase()) => Kind::Name,
            Word::Office => Kind::Office,
            Word::Connector => Kind::Connector,
            Word::Particle => Kind::Particle,
            Word::Honorific => Kind::Honorific,
            Word::Suffix => Kind::Suffix,
            Word::Place => Kind::Place,
        };
    }
    if word.contains('/') {
        let of = |part: &str| words::of(part).or_else(|| words::near(part));
        let known = |kind: Word| upper.split('/').any(|part| of(part) == Some(kind));
        return if known(Word::Role) { Kind::Role } else { Kind::Office };
    }
    if let Some((first, last)) = upper.rsplit_once('-')
        && let Some(last) = words::of(last)
        && matches!(last, Word::Role | Word::Modifier)
        && (words::of(first.rsplit('-').next().unwrap_or(first)).is_some() || small)
    {
        return if last == Word::Role { Kind::Role } else { Kind::Modifier };
    }
    if word.contains(|c: char| c.is_ascii_digit()) || upper == "&" {
        return Kind::Office;
    }
    if is_run_together_title(upper) {
        return Kind::Role;
    }
    if letters == 1 || is_initials(word) {
        return if small && !all_small { Kind::Small } else { Kind::Initial };
    }
    if small {
        let prefixed = upper.starts_with("AL-") || upper.starts_with("EL-") || upper.starts_with("D'");
        return if prefixed || all_small { Kind::Name } else { Kind::Small };
    }
    if let Some(near) = words::near(upper) {
        return if near == Word::Role { Kind::Role } else { Kind::Modifier };
    }
    // A short word in capitals among words that are not: an office, but behind a given name a surname, `Ann LEE`.
    let capitals = !word.contains(|c: char| c.is_lowercase());
    if is_mixed && capitals && letters <= 4 && !matches!(before, Some(Kind::Name | Kind::Initial)) {
        return Kind::Office;
    }
    Kind::Name
}

/// `R.B.`, `J.-P.`.
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let points = word.matches('.').count();
    letters <= 4 && points >= letters && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'))
}

/// `PolCounselor`, `EconOffs`, `ConsChief`: two abbreviations in one word.
fn is_run_together_title(upper: &str) -> bool {
    let starts = [
        "POL", "ECON", "CON", "ADMIN", "MGT", "MGMT", "DEP", "ACT", "LAB", "EMB", "PRIN", "SCI", "REF", "MIL",
    ];
    let ends = [
        "OFF",
        "OFFS",
        "OFFICER",
        "COUNS",
        "COUNSELOR",
        "COUNSELLOR",
        "CHIEF",
        "DIR",
        "REP",
        "ATT",
        "ATTACHE",
    ];
    starts.iter().any(|start| upper.starts_with(start))
        && ends.iter().any(|end| upper.ends_with(end) && upper.len() > end.len() + 2)
}

/// Decides what depends on the words beside.
fn settle(tokens: &mut [Token], at: usize) {
    let apart = tokens[at].apart;
    let last_in_part = tokens.get(at + 1).is_none_or(|next| next.apart);
    let before = if at > 0 && !apart { Some(tokens[at - 1].kind) } else { None };
    let after = if last_in_part { None } else { tokens.get(at + 1).map(|next| next.kind) };
    let behind_name = matches!(before, Some(Kind::Name | Kind::Initial | Kind::Particle));
    let token = &tokens[at];
    let kind = match token.kind {
        // `Robin Jordan` is a person, `to Jordan` a country, `Turkey Desk Officer` a position.
        Kind::Place if behind_name => Kind::Name,
        Kind::Place if matches!(before, Some(Kind::Connector | Kind::Mission)) => Kind::Place,
        Kind::Place if after.is_some_and(|kind| kind.is_name() || kind == Kind::Place) => Kind::Name,
        // `David Law, Consul`: a position's word behind a given name and before a comma.
        Kind::Role | Kind::Rank | Kind::Modifier | Kind::Office
            if behind_name && last_in_part && words::is_surname_too(&token.upper) =>
        {
            Kind::Name
        }
        // `Sr. Advisor`.
        Kind::Suffix if !behind_name && !apart => Kind::Modifier,
        Kind::Suffix if at == 0 => Kind::Modifier,
        // `DE` in front of nothing, `A` in `A Political Officer`.
        Kind::Particle if !after.is_some_and(Kind::is_name) => Kind::Name,
        Kind::Initial if token.upper == "A" && after.is_some_and(|kind| kind.is_title()) && !behind_name => {
            Kind::Connector
        }
        // `V. Consul` is a vice consul, `M. Weaver` a person.
        kind => kind,
    };
    tokens[at].kind = kind;
}
