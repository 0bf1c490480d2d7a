//! What people look for in made-up telegrams: queries of every kind, made from words that stand in them.

use crate::prose::is_name;
use crate::{Form, telegram};

/// The seed of the telegrams that are searched.
pub const SEED: u64 = 7904;

/// A telegram of an archive of which half are of the one form and half of the other.
pub fn one(at: u64) -> String {
    telegram(if at.is_multiple_of(2) { Form::Teletype } else { Form::Nara }, SEED, at / 2)
}

/// How a query of some kind is made.
pub type Make = fn(&mut Words) -> String;

/// The kinds of queries.
pub const KINDS: [(&str, Make); 12] = [
    ("a name", |words| words.name()),
    ("two names, either", |words| format!("{} OR {}", words.name(), words.name())),
    ("a word", |words| words.word()),
    ("two words", |words| format!("{} {}", words.word(), words.word())),
    ("a name and a word", |words| format!("{} {}", words.name(), words.word())),
    ("a phrase", |words| format!("\"{}\"", words.phrase())),
    ("words near each other", |words| format!("near:\"{} {}\"~5", words.word(), words.word())),
    ("the beginning of a name", |words| format!("{}*", &words.name()[..5])),
    ("a name, one letter off", |words| format!("{}~1", words.name())),
    ("a word from a post", |words| {
        format!("{} from:{}", words.word(), words.pick(&["PARIS", "TALLINN", "GREYHAVEN"]))
    }),
    ("a name, TAGS and years", |words| {
        format!("{} tag:{} year:1975..2006", words.name(), words.pick(&["PREL", "PFOR", "EAIR", "OVIP"]))
    }),
    ("all of a year", |words| format!("year:{}", 2001 + words.next() % 9)),
];

/// Words of the telegrams that are searched.
#[derive(Clone, Debug)]
pub struct Words {
    words: Vec<String>,
    state: u64,
}

impl Words {
    /// The words of the text of one of so many telegrams, another one for each number.
    pub fn of(at: u64, count: u64) -> Words {
        let telegram = one((at * 104_729 + 13) % count);
        let words = body(&telegram).split_whitespace();
        let words = words.map(|word| word.trim_matches(|c: char| !c.is_ascii_alphabetic()));
        let words = words.filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic()) && !word.is_empty());
        Words {
            words: words.map(str::to_ascii_lowercase).collect(),
            state: at.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        }
    }

    fn next(&mut self) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.next() % from.len()]
    }

    /// Any word of four letters or more.
    fn word(&mut self) -> String {
        let at = self.next();
        let mut from = (0..self.words.len()).map(|n| &self.words[(at + n) % self.words.len()]);
        from.find(|word| word.len() > 3).cloned().unwrap_or_else(|| "agreement".to_owned())
    }

    /// A name that nobody has.
    fn name(&mut self) -> String {
        let at = self.next() % self.words.len();
        let (late, early) = (self.words[at..].iter(), self.words[..at].iter());
        late.chain(early).find(|word| is_name(word)).cloned().unwrap_or_else(|| "bradalin".to_owned())
    }

    fn phrase(&mut self) -> String {
        let at = self.next() % (self.words.len() - 3);
        self.words[at..at + 3].join(" ")
    }
}

/// From the first paragraph to the end of the message.
fn body(telegram: &str) -> &str {
    let text = telegram.find("\n1. ").map_or(telegram, |at| &telegram[at..]);
    let end = ["\nNNN", "\nBT\n"].iter().filter_map(|end| text.find(end)).min();
    end.map_or(text, |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_made_from_the_text() {
        assert_eq!(body("FM AMEMBASSY\nTO\n\n1. (U) Text.\n\nBT\n#1\nNNNN\n"), "\n1. (U) Text.\n");
        for at in 0..20 {
            let mut words = Words::of(at, 40);
            assert!(is_name(&words.name()));
            assert_eq!(words.phrase().split(' ').count(), 3);
            assert!(!words.words.iter().any(|word| word == "attributes"));
        }
    }
}
