//! Class B of markings-and-indexing 9.1: the apostrophe of a plural owner, or of a name in s, before a blank.

use super::features::{
    self, AND_AT_ONCE, COMMAS_BEHIND, LEAD_WITH_VERB, LEAD_WITHOUT_VERB, LIST_BEHIND, Place, Weights,
    Without, singular,
};
use super::words::{NO_OWNERS, is_one};
use crate::blocks::{Block, Pattern, places};
use crate::repair::lexicon::Lexicon;
use std::collections::HashMap;
use std::ops::Range;

/// From this sum of weights on it is an apostrophe. Found on the texts set aside for tuning: of those above it, few enough
/// are commas.
const ENOUGH: f64 = 0.3;

/// So much more is asked where the clause may be one that leads to another: `In some countries, interests ...`.
const LEAD: f64 = 2.0;

/// The same, where a verb stands in it: `If that happens in other countries, interests ...`.
const LEAD_VERB: f64 = 1.4;

/// So much less behind the article of one thing: `an experts, conference`.
const ARTICLE: f64 = 3.0;

/// So much more before `map and memorandum`, which may be items of a list.
const LIST: f64 = 1.0;

/// So much more, where nothing but this place tells that the copy is damaged.
pub(super) const ALONE: f64 = 1.3;

/// A comma behind a word in s and before a blank and a word.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where the comma stands.
    pub comma: usize,
    /// The word before it.
    pub first: Range<usize>,
    /// Where the word behind it begins.
    pub second: usize,
}

/// The commas of a text that may stand for an apostrophe of class B.
pub fn candidates(text: &[u8]) -> impl Iterator<Item = Candidate> {
    memchr::memchr_iter(b',', text).filter_map(|comma| candidate(text, comma))
}

/// Names in z take no s either: `Diaz' position`.
fn is_sibilant(byte: u8) -> bool {
    matches!(byte, b's' | b'S' | b'z' | b'Z')
}

fn candidate(text: &[u8], comma: usize) -> Option<Candidate> {
    if !is_sibilant(*text[..comma].last()?) {
        return None;
    }
    let blanks =
        text[comma + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
    let second = comma + 1 + blanks;
    if blanks == 0 || blanks > 12 || !text.get(second)?.is_ascii_alphabetic() {
        return None;
    }
    let letters = text[..comma].iter().rev().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let first = comma - letters..comma;
    let word = &text[first.clone()];
    let possible = word.len() >= 4 && !is_one(word, NO_OWNERS);
    possible.then_some(Candidate { comma, first, second })
}

/// How often the two words of each candidate stand beside each other in some texts: with a comma or an apostrophe between them, and
/// without.
#[derive(Debug, Default)]
pub struct Phrases {
    counts: HashMap<Vec<u8>, (u32, u32)>,
    /// Bits of the phrases that are counted: nearly all others are told by them.
    bits: u64,
}

/// Two words in small letters.
fn key(first: &[u8], second: &[u8]) -> Vec<u8> {
    let mut key = first.to_ascii_lowercase();
    key.push(b' ');
    key.extend(second.iter().map(u8::to_ascii_lowercase));
    key
}

/// One of 64 bits, told by the length of the first word and the first letters of the second.
fn bit(first: usize, second: &[u8]) -> u64 {
    let letter = |at: usize| {
        let letter = second.get(at).filter(|letter| letter.is_ascii_alphabetic());
        letter.map_or(0, |letter| usize::from(letter | 0x20))
    };
    1 << ((first * 7 + letter(0) * 3 + letter(1)) % 64)
}

/// The last letter of a word in s.
struct EndInS;

impl Pattern for EndInS {
    #[inline(always)]
    fn at(block: &Block, at: usize) -> u8 {
        let [last, behind] = [block[at] | 0x20, block[at + 1]];
        let ends = (behind <= b' ') | (behind == b',') | (behind == b'\'');
        u8::from(((last == b's') | (last == b'z')) & ends)
    }
}

/// The letters at the beginning of a text.
fn word(text: &[u8]) -> &[u8] {
    &text[..text.iter().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count()]
}

impl Phrases {
    /// Counts those of the candidates of these texts.
    pub fn of<'t>(texts: impl Iterator<Item = &'t [u8]> + Clone) -> Phrases {
        let mut phrases = Phrases::default();
        for text in texts.clone() {
            for candidate in candidates(text) {
                let second = word(&text[candidate.second..]);
                phrases.bits |= bit(candidate.first.len(), second);
                phrases.counts.insert(key(&text[candidate.first], second), (0, 0));
            }
        }
        if phrases.bits != 0 {
            texts.for_each(|text| phrases.count(text));
        }
        phrases
    }

    fn count(&mut self, text: &[u8]) {
        for at in places::<EndInS>(text) {
            let at = at as usize;
            let parted = matches!(text.get(at + 1), Some(b',' | b'\''));
            let next = at + 1 + usize::from(parted);
            if !matches!(text.get(next), Some(b' ' | b'\n' | b'\r')) {
                continue;
            }
            let blanks = text[next..].iter().take(12).take_while(|byte| byte.is_ascii_whitespace()).count();
            let letters =
                text[..=at].iter().rev().take(40).take_while(|byte| byte.is_ascii_alphabetic()).count();
            let second = &text[next + blanks..];
            if letters < 4 || self.bits & bit(letters, second) == 0 {
                continue;
            }
            let Some(count) = self.counts.get_mut(&key(&text[at + 1 - letters..=at], word(second))) else {
                continue;
            };
            if parted { count.0 += 1 } else { count.1 += 1 }
        }
    }

    fn get(&self, first: &[u8], second: &[u8]) -> (u32, u32) {
        self.counts.get(&key(first, second)).copied().unwrap_or_default()
    }
}

/// The place of a candidate, for its evidence.
pub fn place<'t>(text: &'t [u8], candidate: &Candidate, phrases: &Phrases) -> Place<'t> {
    let first = &text[candidate.first.clone()];
    let (parted, bare) = phrases.get(first, word(&text[candidate.second..]));
    Place {
        before: &text[..candidate.first.start],
        first,
        behind: &text[candidate.comma + 1..],
        again: parted > 1,
        bare: bare > 0,
    }
}

/// Why a comma is taken for an apostrophe, and how sure that is.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) reason: String,
    pub(super) confidence: f64,
}

/// A word of the list that was seen where a noun's phrase begins: a noun, an adjective or a gerund.
fn may_be_owned(word: &[u8], lexicon: &Lexicon) -> bool {
    lexicon.get(features::base(word)).is_some_and(|word| word.owned + word.determined > 0)
}

/// Decides about one comma. `more` is asked for beyond what is enough elsewhere.
pub(super) fn decide(text: &[u8], candidate: &Candidate, phrases: &Phrases, more: f64) -> Option<Decision> {
    let lexicon = Lexicon::builtin();
    let place = place(text, candidate, phrases);
    let evidence = features::evidence(&place, lexicon, Without::default())?;
    let second = word(&text[candidate.second..]);
    if !may_be_owned(second, lexicon) || evidence[LIST_BEHIND] > 0.0 && !place.again {
        return None;
    }
    // `In some countries, interests differ`: with an apostrophe the sentence would have no subject.
    if evidence[LEAD_WITHOUT_VERB] > 0.0 && evidence[COMMAS_BEHIND].iter().sum::<f64>() == 0.0 {
        return None;
    }
    if features::is_apposition(&place) {
        return None;
    }
    let mut enough = ENOUGH + more;
    if evidence[LEAD_WITHOUT_VERB] > 0.0 {
        enough += LEAD;
    } else if evidence[LEAD_WITH_VERB] > 0.0 {
        enough += LEAD_VERB;
    }
    if evidence[AND_AT_ONCE] > 0.0 && !place.again {
        enough += LIST;
    }
    if features::has_article_of_one(&place) {
        enough -= ARTICLE;
    }
    if Weights::builtin().sum(&evidence) < enough {
        return None;
    }
    let first = String::from_utf8_lossy(place.first);
    let second = String::from_utf8_lossy(second);
    let small = place.first.iter().any(u8::is_ascii_lowercase);
    let name = small && place.first.first().is_some_and(u8::is_ascii_uppercase);
    let listed = lexicon.has(place.first) || lexicon.has(&singular(place.first));
    let confidence = match (place.again && !place.bare, name && !listed) {
        (true, _) => 0.97,
        (false, true) => 0.85,
        (false, false) => 0.9,
    };
    let reason = format!("`{second}` belongs to `{first}`: the comma stands for an apostrophe");
    Some(Decision { reason, confidence })
}
