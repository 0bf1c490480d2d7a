//! What tells a comma that stands for the apostrophe of a plural owner (`an experts, conference`) from a comma: evidence
//! from the two words and from what stands before and behind them, each with a weight.
//!
//! The weights are in `data/owners.tsv`; `cargo xtask lexicon` finds them.

use super::words::{DETERMINERS, NOT_OWNED, NUMBERS, PREPOSITIONS, UNITS, VERBS, is_one, leads};
use crate::repair::lexicon::{Lexicon, Word};
use crate::repair::tokens::{Sort, Token, tokens};
use std::sync::LazyLock;

/// How far to both sides is looked, in bytes.
pub(crate) const BEFORE: usize = 200;
pub(crate) const BEHIND: usize = 140;

/// The evidence, by name.
pub const NAMES: [&str; 48] = [
    "always",
    "second-owned",
    "second-listed",
    "second-determined",
    "second-verb",
    "first-owner",
    "first-subject",
    "name-then-word",
    "word-then-name",
    "two-names",
    "acronym-first",
    "capitals",
    "second-ly",
    "second-ing",
    "second-ed",
    "second-s",
    "comma-at-once",
    "comma-within-3",
    "comma-within-10",
    "and-at-once",
    "and-within-5",
    "comma-and-and",
    "then-end",
    "then-preposition",
    "then-of",
    "then-verb",
    "begins-clause",
    "comma-before-within-3",
    "comma-before-within-11",
    "lead-without-verb",
    "lead-with-verb",
    "lead-behind-comma",
    "short-clause",
    "clause-without-verb",
    "determiner-before",
    "determiner-two-before",
    "preposition-before",
    "of-before",
    "and-before",
    "verb-before",
    "ed-or-ing-before",
    "number-before",
    "name-before",
    "unit",
    "first-unknown",
    "second-unknown",
    "phrase-again",
    "phrase-bare",
];

/// Evidence for one comma, in the order of [`NAMES`].
pub type Evidence = [f64; NAMES.len()];

/// The weights of the evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub Evidence);

static BUILTIN: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../data/owners.tsv")));

impl Weights {
    /// Those that are compiled in.
    pub fn builtin() -> &'static Weights {
        &BUILTIN
    }

    /// A name and a weight a line.
    pub fn parse(table: &str) -> Weights {
        let mut weights = [0.0; NAMES.len()];
        for (name, weight) in table.lines().filter_map(|line| line.split_once('\t')) {
            if let Some(place) = NAMES.iter().position(|known| *known == name) {
                weights[place] = weight.trim().parse().unwrap_or(0.0);
            }
        }
        Weights(weights)
    }

    /// Above 0 an apostrophe is likelier than a comma.
    pub fn sum(&self, evidence: &Evidence) -> f64 {
        self.0.iter().zip(evidence).map(|(weight, value)| weight * value).sum()
    }
}

/// A comma behind a word that ends in s, with what stands around it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    /// What stands before the word.
    pub before: &'t [u8],
    /// The word before the comma, without it.
    pub first: &'t [u8],
    /// What stands behind the comma.
    pub behind: &'t [u8],
    /// The same two words stand elsewhere, with a comma or an apostrophe, and never without.
    pub again: bool,
    /// They stand elsewhere with nothing between them.
    pub bare: bool,
}

/// What to take off the counts of the word list: the place itself, where the list was made with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Without {
    /// The second word was counted as owned.
    pub owned: u32,
    /// The second word was counted behind a comma.
    pub listed: u32,
    /// The first word was counted as an owner.
    pub owner: u32,
    /// Both were counted as seen.
    pub seen: u32,
}

/// The singular of a plural.
pub(crate) fn singular(plural: &[u8]) -> Vec<u8> {
    let mut word = plural.to_ascii_lowercase();
    if word.ends_with(b"ies") {
        word.truncate(word.len() - 3);
        word.push(b'y');
    } else if [&b"ches"[..], b"shes", b"sses", b"xes"].iter().any(|end| word.ends_with(end)) {
        word.truncate(word.len() - 2);
    } else {
        word.pop();
    }
    word
}

/// A word as the list has it: the last part of one with hyphens, without a possessive's end.
pub fn base(word: &[u8]) -> &[u8] {
    let word = word.rsplit(|&byte| byte == b'-').next().unwrap_or(word);
    match word {
        [rest @ .., b',' | b'\'', b's' | b'S'] => rest,
        [rest @ .., 0xe2, 0x80, 0x98 | 0x99, b's' | b'S'] => rest,
        [rest @ .., 0x91 | 0x92, b's' | b'S'] => rest,
        _ => word,
    }
}

fn is_capital(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_uppercase)
}

fn all_capitals(word: &[u8]) -> bool {
    !word.iter().any(u8::is_ascii_lowercase)
}

fn is(truth: bool) -> f64 {
    f64::from(u8::from(truth))
}

/// The evidence for one place; none where the words alone settle it: nobody owns `although`.
pub fn evidence(place: &Place<'_>, lexicon: &Lexicon, without: Without) -> Option<Evidence> {
    let window = &place.behind[..place.behind.len().min(BEHIND)];
    let mut behind = tokens(window).filter(|token| !(token.sort == Sort::Break && token.at == 0));
    let second = behind.next().filter(Token::is_word)?.text;
    if second.len() < 2 || is_one(second, NOT_OWNED) || is_one(base(second), NOT_OWNED) {
        return None;
    }
    let right: Vec<Token<'_>> = behind.take(14).collect();
    let from = place.before.len().saturating_sub(BEFORE);
    let mut left: Vec<Token<'_>> = tokens(&place.before[from..]).collect();
    left.reverse();
    left.truncate(24);

    let ends = |token: &Token<'_>| {
        token.sort == Sort::Break
            || [b'.', b';', b':', b'?', b'!', b')', b'~'].iter().any(|&mark| token.is(mark))
    };
    let is_and = |token: &Token<'_>| is_one(token.text, &["and", "or", "&"]);
    let sentence = right.iter().position(ends).unwrap_or(right.len());
    let comma = right[..sentence].iter().position(|token| token.is(b','));
    let and = right[..sentence].iter().position(is_and);
    let within =
        |place: Option<usize>, from: usize, to: usize| is(place.is_some_and(|at| (from..=to).contains(&at)));
    let then = right.first();

    // Back to where the sentence begins, and to the comma before.
    let begin = left.iter().enumerate().position(|(at, token)| {
        let initial =
            token.is(b'.') && left.get(at + 1).is_some_and(|token| token.is_word() && token.text.len() == 1);
        (ends(token) || token.is(b'"') || token.is(b'(')) && !initial
    });
    let begin = begin.unwrap_or(left.len());
    let last_comma = left[..begin].iter().position(|token| token.is(b','));
    let clause = &left[..last_comma.unwrap_or(begin)];
    let first_of_clause = clause.last().map_or(place.first, |token| token.text);
    let is_verb = |word: &[u8]| is_one(word, VERBS);
    let ed = |word: &[u8]| word.len() > 4 && word.to_ascii_lowercase().ends_with(b"ed");
    let ing = |word: &[u8]| word.len() > 4 && word.to_ascii_lowercase().ends_with(b"ing");
    let inside = &clause[..clause.len().saturating_sub(1)];
    let has_verb = inside.iter().any(|token| is_verb(token.text) || ed(token.text));
    let led = leads(first_of_clause) || ed(first_of_clause) || ing(first_of_clause);
    let at_start = last_comma.is_none();
    let before = left.first();
    let before_is = |list: &[&str]| is(before.is_some_and(|token| is_one(token.text, list)));
    let two_before = left.get(1).is_some_and(|token| is_one(token.text, DETERMINERS))
        && before.is_some_and(|token| token.is_word() && !is_one(token.text, NOT_OWNED));

    let capitals = all_capitals(&place.before[from..]) && all_capitals(place.first) && all_capitals(second);
    let name_first = is_capital(place.first) && !all_capitals(place.first);
    let name_second = is_capital(second) && !all_capitals(second);
    let two = lexicon.get(base(second)).unwrap_or_default();
    let two_seen = f64::from(two.seen.saturating_sub(without.seen));
    let one_singular = singular(place.first);
    let plural = lexicon.get(place.first).unwrap_or_default();
    let single = lexicon.get(&one_singular).unwrap_or_default();
    let both = |count: fn(&Word) -> u32| count(&plural) + count(&single);
    let one_seen = f64::from(both(|word| word.seen).saturating_sub(without.seen));
    let owner = f64::from(both(|word| word.owner).saturating_sub(without.owner));
    let share =
        |count: f64, more: f64, seen: f64, all: f64, times: f64| ((count + more) / (seen + all) * times).ln();
    let less = |count: u32, off: u32| f64::from(count.saturating_sub(off));

    Some([
        1.0,
        share(less(two.owned, without.owned), 0.3, two_seen, 15.0, 40.0),
        share(less(two.listed, without.listed), 0.5, two_seen, 15.0, 20.0),
        share(f64::from(two.determined), 0.5, two_seen, 10.0, 10.0),
        share(f64::from(two.verb), 0.5, two_seen, 10.0, 40.0),
        share(owner, 0.3, one_seen, 15.0, 30.0),
        share(f64::from(both(|word| word.subject)), 0.5, one_seen, 10.0, 20.0),
        is(name_first && !name_second),
        is(name_second && !name_first),
        is(name_first && name_second),
        is(all_capitals(place.first) && !all_capitals(second)),
        is(capitals),
        is(second.to_ascii_lowercase().ends_with(b"ly")),
        is(ing(second)),
        is(ed(second)),
        is(second.to_ascii_lowercase().ends_with(b"s")),
        within(comma, 0, 0),
        within(comma, 1, 2),
        within(comma, 3, 9),
        within(and, 0, 0),
        within(and, 1, 4),
        is(comma.zip(and).is_some_and(|(comma, and)| and >= comma && and - comma <= 6)),
        is(then.is_none_or(|token| ends(token) || token.is(b'"'))),
        is(then.is_some_and(|token| is_one(token.text, PREPOSITIONS))),
        is(then.is_some_and(|token| is_one(token.text, &["of"]))),
        is(then.is_some_and(|token| is_verb(token.text))),
        is(clause.is_empty()),
        within(last_comma, 1, 2),
        within(last_comma, 3, 10),
        is(at_start && led && !has_verb),
        is(at_start && led && has_verb),
        is(!at_start && led && !has_verb),
        is(at_start && (1..=2).contains(&clause.len())),
        is(!has_verb),
        before_is(DETERMINERS),
        is(two_before),
        is(before.is_some_and(|token| leads(token.text) && !is_one(token.text, &["of"]))),
        before_is(&["of"]),
        before_is(&["and", "or"]),
        before_is(VERBS),
        is(before.is_some_and(|token| ed(token.text) || ing(token.text))),
        is(before.is_some_and(|token| token.sort == Sort::Number || is_one(token.text, NUMBERS))),
        is(name_first && before.is_some_and(|token| is_capital(token.text) && !all_capitals(token.text))),
        is(is_one(place.first, UNITS)),
        is(one_seen <= 0.0),
        is(two_seen <= 0.0),
        is(place.again && !place.bare),
        is(place.bare),
    ])
}

/// The longest apposition that is looked for, in words and signs.
const APPOSITION: usize = 9;

/// True for `The two presidents, friends since school, met`: a second comma closes a group of more than one word without a verb,
/// and the sentence goes on as one whose subject stands before the first comma, and which had no verb till then.
pub(crate) fn is_apposition(place: &Place<'_>) -> bool {
    let window = &place.behind[..place.behind.len().min(BEHIND)];
    let behind: Vec<Token<'_>> = tokens(window).take(APPOSITION + 2).collect();
    let ends = |token: &Token<'_>| !token.is_word() && token.sort != Sort::Number && !token.is(b',');
    let is_verb = |word: &[u8]| is_one(word, VERBS);
    let Some(close) = behind.iter().position(|token| token.is(b',') || ends(token)) else { return false };
    // A group of one word (`the experts, conference, held in May`) is as well what is owned.
    if !(2..=APPOSITION).contains(&close) || !behind[close].is_word() && !behind[close].is(b',') {
        return false;
    }
    if behind[1..close].iter().any(|token| is_verb(token.text)) {
        return false;
    }
    let goes_on = behind.get(close + 1).is_some_and(|token| {
        let past = token.text.len() > 4 && token.text.to_ascii_lowercase().ends_with(b"ed");
        token.is_word() && (is_verb(token.text) || past || is_one(token.text, PAST))
    });
    if !goes_on {
        return false;
    }
    // From the sentence's beginning on no verb, and no word that makes the group a part of another.
    let from = place.before.len().saturating_sub(BEFORE);
    let mut left: Vec<Token<'_>> = tokens(&place.before[from..]).collect();
    left.reverse();
    let clause = left.iter().take_while(|token| !ends(token) && !token.is(b','));
    clause.clone().all(|token| !is_verb(token.text)) && clause.last().is_none_or(|token| !leads(token.text))
}

/// Verbs of the past that end like no other words, as reports have them.
const PAST: &[&str] = &[
    "met", "said", "told", "left", "came", "went", "took", "gave", "made", "saw", "spoke", "held", "began",
    "felt", "thought", "sought", "brought", "won", "lost", "sent", "kept", "wrote", "ran", "rose", "fell",
    "knew",
];

/// True for `an experts` and `a four-day experts`: an article of the singular and a plural cannot belong together.
pub(crate) fn has_article_of_one(place: &Place<'_>) -> bool {
    let word = place.first.to_ascii_lowercase();
    let one = [&b"ss"[..], b"is", b"us", b"ws", b"series", b"means", b"species"]
        .iter()
        .any(|end| word.ends_with(end));
    if one
        || !word.ends_with(b"s")
        || place.first.first().is_some_and(u8::is_ascii_uppercase) != all_capitals(place.first)
    {
        return false;
    }
    let from = place.before.len().saturating_sub(BEFORE / 4);
    let mut left: Vec<Token<'_>> = tokens(&place.before[from..]).collect();
    left.reverse();
    for token in left.iter().take(4) {
        if is_one(token.text, &["a", "an"]) {
            return true;
        }
        if !token.is_word() || is_one(token.text, NOT_OWNED) || leads(token.text) || is_one(token.text, VERBS)
        {
            return false;
        }
    }
    false
}

/// The places of pieces of evidence in [`NAMES`].
pub(crate) const AND_AT_ONCE: usize = 19;
pub(crate) const LIST_BEHIND: usize = 21;
pub(crate) const COMMAS_BEHIND: std::ops::Range<usize> = 16..19;
pub(crate) const LEAD_WITHOUT_VERB: usize = 29;
pub(crate) const LEAD_WITH_VERB: usize = 30;

#[cfg(test)]
mod tests {
    use super::NAMES;

    /// A name that the table does not have would weigh nothing, and nobody would see it.
    #[test]
    fn the_weights_are_those_of_the_names() {
        let table = include_str!("../../../data/owners.tsv");
        let rows: Vec<(&str, Option<f64>)> = table
            .lines()
            .map(|line| line.split_once('\t').unwrap_or((line, "")))
            .map(|(name, weight)| (name, weight.parse().ok().filter(|weight: &f64| weight.is_finite())))
            .collect();
        let names: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, NAMES, "`cargo xtask lexicon` makes the table anew");
        let bad: Vec<_> = rows.iter().filter(|(_, weight)| weight.is_none()).collect();
        assert!(bad.is_empty(), "no weights: {bad:?}");
    }
}
