//! The word list: words of released telegrams and documents, each with what it was seen to do (`data/lexicon.tsv`).
//!
//! `cargo xtask lexicon` makes the list from texts in the public domain; `docs/repair.md` says which.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word was seen to do, in counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// How often it was seen.
    pub seen: u32,
    /// Right behind an owner: `the harbor's LIGHTS`, `their LIGHTS`.
    pub owned: u32,
    /// Right behind a word that begins the phrase of a noun: `the`, `some`, `other`, `their`.
    pub determined: u32,
    /// Right behind a word that a verb follows: `to`, `will`, `they`.
    pub verb: u32,
    /// Right behind a comma.
    pub listed: u32,
    /// With an apostrophe at its end, or one and an s: as an owner.
    pub owner: u32,
    /// Right before a verb such as `have` or `said`.
    pub subject: u32,
    /// With a capital first letter among small letters: a name, where it is nearly always so.
    pub capital: u32,
}

/// The columns of the list behind the word itself, in order.
pub const COLUMNS: [&str; 8] =
    ["seen", "owned", "determined", "verb", "listed", "owner", "subject", "capital"];

impl Word {
    /// The counts, in the order of [`COLUMNS`].
    pub fn counts(&self) -> [u32; 8] {
        let Word { seen, owned, determined, verb, listed, owner, subject, capital } = *self;
        [seen, owned, determined, verb, listed, owner, subject, capital]
    }
}

/// The word list.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: HashMap<&'static str, Word>,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("../../data/lexicon.tsv")));

/// The longest word of the list.
const LONGEST: usize = 40;

impl Lexicon {
    /// The list that is compiled in.
    pub fn builtin() -> &'static Lexicon {
        &BUILTIN
    }

    /// A list: a word a line, in small letters, and its counts; what stands at the end and is 0 may be left out.
    pub fn parse(table: &'static str) -> Lexicon {
        let mut words = HashMap::with_capacity(table.len() / 16);
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let Some(word) = cells.next().filter(|word| !word.is_empty()) else { continue };
            let mut next = || cells.next().and_then(|cell| cell.parse().ok()).unwrap_or(0);
            let counts = Word {
                seen: next(),
                owned: next(),
                determined: next(),
                verb: next(),
                listed: next(),
                owner: next(),
                subject: next(),
                capital: next(),
            };
            words.insert(word, counts);
        }
        Lexicon { words }
    }

    /// What a word was seen to do, whatever the case of its letters; nothing for a word that is not in the list.
    pub fn get(&self, word: &[u8]) -> Option<Word> {
        if word.len() > LONGEST {
            return None;
        }
        let mut lower = [0; LONGEST];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word);
        lower.make_ascii_lowercase();
        self.words.get(std::str::from_utf8(lower).ok()?).copied()
    }

    /// True for a word of the list.
    pub fn has(&self, word: &[u8]) -> bool {
        self.get(word).is_some()
    }

    /// How often a word was seen.
    pub fn seen(&self, word: &[u8]) -> u32 {
        self.get(word).map_or(0, |word| word.seen)
    }
}
