//! Sentences, paragraphs and lines.

use crate::random::Random;
use crate::tables::{DOINGS, ENDS, HEADS, OFFICIALS, OPENINGS, PERSONS, THINGS, UNDERTAKINGS, VERBS, VOWELS};
use crate::words::{ADJECTIVES, NOUNS};

/// Days of the week, as texts name them.
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// A sentence with a capital at its beginning and a full stop at its end.
pub(crate) fn sentence(random: &mut Random) -> String {
    let mut text = String::with_capacity(160);
    if random.chance(60) {
        let opening = random.one(&OPENINGS).replace("{day}", random.one(&DAYS));
        text.push_str(&opening.replace("{number}", &random.number(2, 9).to_string()));
        text.push(' ');
    }
    text.push_str(&[person(random).as_str(), random.one(&VERBS)].join(" "));
    text.push(' ');
    text.push_str(&[thing(random).as_str(), random.one(&DOINGS)].join(" "));
    if random.chance(30) {
        text.push_str(", and ");
        text.push_str(&[thing(random).as_str(), random.one(&DOINGS)].join(" "));
    }
    text.push('.');
    if text.is_char_boundary(1) {
        text[..1].make_ascii_uppercase();
    }
    text
}

/// Who speaks: half of them have names.
fn person(random: &mut Random) -> String {
    if random.chance(50) {
        return random.one(&PERSONS).to_owned();
    }
    format!("{} {}", random.one(&OFFICIALS), name(random))
}

/// What is spoken of.
fn thing(random: &mut Random) -> String {
    match random.number(1, 10) {
        1..=3 => random.one(&THINGS).to_owned(),
        4..=7 => format!("the {} {}", ADJECTIVES[random.rank(6) as usize], NOUNS[random.rank(7) as usize]),
        _ => format!("the {} {}", name(random), random.one(&UNDERTAKINGS)),
    }
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
