//! Choices and words for those who make up telegrams of their own.

use crate::prose;
use crate::random::Random;
use crate::tables::{HEADINGS, INITIALS, SUBJECTS, SURNAMES, TITLES};

/// Choices that are the same for the same seed.
#[derive(Clone, Debug)]
pub struct Made(Random);

impl Made {
    /// The choices of a seed.
    pub fn new(seed: u64) -> Made {
        Made(Random::new(seed))
    }

    /// A number from `low` to `high`, both included.
    pub fn number(&mut self, low: u32, high: u32) -> u32 {
        self.0.number(low, high)
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.chance(percent)
    }

    /// One of a list, which must not be empty.
    pub fn one<T: Copy>(&mut self, list: &[T]) -> T {
        self.0.one(list)
    }

    /// Some of a list, each at most once, in random order.
    pub fn some<T: Copy>(&mut self, list: &[T], count: u32) -> Vec<T> {
        self.0.some(list, count)
    }

    /// Some sentences.
    pub fn sentences(&mut self, low: u32, high: u32) -> String {
        prose::sentences(&mut self.0, low, high)
    }

    /// A surname in capitals, of nobody.
    pub fn surname(&mut self) -> &'static str {
        self.0.one(&SURNAMES)
    }

    /// An initial.
    pub fn initial(&mut self) -> &'static str {
        self.0.one(&INITIALS)
    }

    /// A position: `Economic Officer`.
    pub fn title(&mut self) -> &'static str {
        self.0.one(&TITLES)
    }

    /// A subject, in capitals.
    pub fn subject(&mut self) -> String {
        format!("{} {}", self.0.one(&SURNAMES), self.0.one(&SUBJECTS)).to_uppercase()
    }

    /// A heading of a part of a text.
    pub fn heading(&mut self) -> &'static str {
        self.0.one(&HEADINGS)
    }
}
