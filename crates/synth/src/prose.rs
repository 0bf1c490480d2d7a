//! Sentences, paragraphs and lines.

use crate::random::Random;
use crate::tables::{DOINGS, ENDS, HEADS, OFFICIALS, OPENINGS, PERSONS, THINGS, UNDERTAKINGS, VERBS, VOWELS};
use crate::words::{WORDS, Weighted};

/// Days of the week, as texts name them.
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// What stands before a thing that is spoken of: `A` is `a` or `an`.
const DETERMINERS: [&str; 20] = [
    "the", "the", "the", "the", "the", "the", "the", "the", "A", "A", "A", "its", "his", "their", "any",
    "our", "", "", "", "",
];
/// What ties a thing to what was said before it.
const PREPOSITIONS: [&str; 20] = [
    "of", "of", "of", "of", "of", "in", "in", "in", "to", "to", "for", "for", "on", "on", "with", "by", "at",
    "from", "in", "for",
];
const MODALS: [&str; 8] = ["will", "would", "should", "may", "may", "can", "can", "did not"];
const BEINGS: [&str; 10] = ["is", "is", "is", "are", "was", "was", "was", "were", "has been", "will be"];
const CONJUNCTIONS: [&str; 10] =
    [" and", " and", ", and", ", and", ", but", ", but", " as", " if", " which", ", although"];

/// A sentence with a capital at its beginning and a full stop at its end.
pub(crate) fn sentence(random: &mut Random) -> String {
    let mut text = Sentence(String::with_capacity(200));
    if random.chance(5) {
        let opening = random.one(&OPENINGS).replace("{day}", random.one(&DAYS));
        text.put(&opening.replace("{number}", &random.number(2, 9).to_string()));
    }
    if random.chance(6) {
        text.put(&person(random));
        text.put(random.one(&VERBS));
    }
    text.clause(random);
    while random.chance(40) {
        text.0.push_str(random.one(&CONJUNCTIONS));
        text.clause(random);
    }
    let mut text = text.0;
    text.push('.');
    if text.is_char_boundary(1) {
        text[..1].make_ascii_uppercase();
    }
    text
}

/// A sentence that is being made.
struct Sentence(String);

impl Sentence {
    /// Puts a word, or some, behind a blank.
    fn put(&mut self, words: &str) {
        if !self.0.is_empty() && !words.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(words);
    }

    /// Who or what does, what it does, and to what.
    fn clause(&mut self, random: &mut Random) {
        self.thing(random);
        if random.chance(2) {
            return self.put(random.one(&DOINGS));
        }
        match random.number(1, 10) {
            1..=3 => {
                self.put(random.one(&BEINGS));
                self.word(random, &WORDS.adverbs, 25);
                let words = if random.chance(70) { &WORDS.participles } else { &WORDS.adjectives };
                self.word(random, words, 100);
            }
            4..=8 => {
                self.word(random, &WORDS.participles, 100);
                self.thing(random);
            }
            _ => {
                self.put(random.one(&MODALS));
                self.word(random, &WORDS.adverbs, 10);
                self.word(random, &WORDS.verbs, 100);
                self.thing(random);
            }
        }
        while random.chance(45) {
            self.put(random.one(&PREPOSITIONS));
            if random.chance(15) {
                self.word(random, &WORDS.gerunds, 100);
            }
            self.thing(random);
        }
    }

    /// What is spoken of.
    fn thing(&mut self, random: &mut Random) {
        match random.number(1, 100) {
            1 => return self.put(random.one(&THINGS)),
            2..=5 => return self.put(&person(random)),
            6..=17 => {
                let name = name(random);
                let what =
                    if random.chance(30) { random.one(&UNDERTAKINGS) } else { WORDS.nouns.one(random) };
                return self.put(&format!("the {name} {what}"));
            }
            18..=19 => {
                self.put(&random.number(2, 99).to_string());
                self.put("percent of");
            }
            _ => {}
        }
        let noun = WORDS.nouns.one(random);
        let adjective = random.chance(45).then(|| WORDS.adjectives.one(random)).filter(|word| *word != noun);
        let first = adjective.unwrap_or(noun);
        let is_one = !noun.ends_with('s') || noun.ends_with("ss");
        self.put(match random.one(&DETERMINERS) {
            "A" | "this" if !is_one => "these",
            "A" if first.starts_with(['a', 'e', 'i', 'o']) => "an",
            "A" => "a",
            determiner => determiner,
        });
        adjective.into_iter().for_each(|word| self.put(word));
        self.put(noun);
    }

    /// A word in `percent` of 100 cases, and never the one that stands before it.
    fn word(&mut self, random: &mut Random, words: &Weighted, percent: u32) {
        if random.chance(percent) {
            let word = words.one(random);
            if !self.0.ends_with(word) {
                self.put(word);
            }
        }
    }
}

/// Who speaks: half of them have names.
fn person(random: &mut Random) -> String {
    if random.chance(50) {
        return random.one(&PERSONS).to_owned();
    }
    format!("{} {}", random.one(&OFFICIALS), name(random))
}

/// One of 131,072 names that nobody has: a few are in many telegrams, most in hardly any, as in real ones.
fn name(random: &mut Random) -> String {
    const BITS: u32 = 17;
    // An odd factor keeps them apart, and makes neighbours in rank look different.
    let mut number = (random.rank(BITS).wrapping_mul(0x9e3b)) & ((1 << BITS) - 1);
    let mut take = |count: usize| {
        let taken = number as usize % count;
        number /= count as u32;
        taken
    };
    let (head, first, middle, second, end) =
        (take(HEADS.len()), take(4), take(HEADS.len()), take(4), take(ENDS.len()));
    let name = [HEADS[head], VOWELS[first], &HEADS[middle].to_ascii_lowercase(), VOWELS[second], ENDS[end]];
    name.concat()
}

/// Whether a word of lower case is one of those names.
pub(crate) fn is_name(word: &str) -> bool {
    let syllable = |word: &str, then: &dyn Fn(&str) -> bool| {
        HEADS
            .iter()
            .filter_map(|head| word.strip_prefix(&*head.to_ascii_lowercase()))
            .any(|rest| VOWELS.iter().filter_map(|vowel| rest.strip_prefix(vowel)).any(then))
    };
    syllable(word, &|rest| syllable(rest, &|rest| ENDS.contains(&rest)))
}

/// Some sentences.
pub(crate) fn sentences(random: &mut Random, low: u32, high: u32) -> String {
    let count = random.number(low, high);
    let all: Vec<String> = (0..count).map(|_| sentence(random)).collect();
    all.join(" ")
}

/// Adds `text` to `lines` in lines of at most `width` characters, broken at blanks.
pub(crate) fn wrap(lines: &mut Vec<String>, text: &str, width: usize) {
    let mut line = String::with_capacity(width);
    for word in text.split(' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
}
