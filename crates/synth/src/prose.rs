//! Sentences, paragraphs and lines.

use crate::random::Random;
use crate::tables::{DOINGS, OPENINGS, PERSONS, THINGS, VERBS};

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
    let words = [random.one(&PERSONS), random.one(&VERBS), random.one(&THINGS), random.one(&DOINGS)];
    text.push_str(&words.join(" "));
    if random.chance(30) {
        text.push_str(", and ");
        text.push_str(&[random.one(&THINGS), random.one(&DOINGS)].join(" "));
    }
    text.push('.');
    if text.is_char_boundary(1) {
        text[..1].make_ascii_uppercase();
    }
    text
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
