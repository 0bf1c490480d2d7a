//! Which words of a text a query meant: for highlighting.

use crate::query::{self, Query, Text};
use rustc_hash::FxHashSet;

/// The words that a query looks for, as they are folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    words: FxHashSet<String>,
    prefixes: Vec<String>,
    fuzzy: Vec<(String, usize)>,
}

impl Matcher {
    /// Of everything in a query that is not excluded.
    pub(super) fn of(query: &Query) -> Matcher {
        let mut matcher = Matcher::default();
        let mut waiting = vec![query];
        while let Some(query) = waiting.pop() {
            match query {
                Query::And(children) | Query::Or(children) => waiting.extend(children),
                Query::Text(_, text) => matcher.add(text),
                Query::All | Query::Not(_) | Query::Field(_) => {}
            }
        }
        matcher
    }

    fn add(&mut self, text: &Text) {
        match text {
            Text::Word(word) => self.words.extend(query::forms(word)),
            Text::Exact(word) => {
                self.words.insert(word.clone());
            }
            Text::Phrase(words) | Text::Near { words, .. } => self.words.extend(words.iter().cloned()),
            Text::Prefix(prefix) => self.prefixes.push(prefix.clone()),
            Text::Fuzzy { word, distance } => self.fuzzy.push((word.clone(), usize::from(*distance))),
        }
    }

    /// Whether the query means any words at all.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.prefixes.is_empty() && self.fuzzy.is_empty()
    }

    /// Whether it means this word.
    pub(super) fn means(&self, word: &str) -> bool {
        self.words.contains(word)
            || self.prefixes.iter().any(|prefix| word.starts_with(prefix.as_str()))
            || self.fuzzy.iter().any(|(wanted, distance)| strsim::osa_distance(wanted, word) <= *distance)
    }
}
