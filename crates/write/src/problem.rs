//! What is wrong with a draft, or worth a look.

use crate::said::Said;
use chancery_check::Severity;
use std::ops::Range;

/// Something that is wrong with a draft: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// An error: it cannot be sent so. A warning: a rule is broken, or a person should look. A note: what was changed.
    pub severity: Severity,
    /// The rule of `chancery check` that found it in what was written.
    pub code: Option<&'static str>,
    /// What of the draft it is about: a key of the heading, `heading`, `text`, or `telegram`.
    pub key: String,
    /// Where it stands in the draft, in bytes. None for a record, and for what is missing.
    pub place: Option<Range<usize>>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Puts problems in the order of the draft, what has no place there first, the gravest first of those at one place; each once.
pub fn in_order(problems: &mut Vec<Problem>) {
    problems.sort_by_key(|problem| {
        (problem.place.as_ref().map(|place| place.start), std::cmp::Reverse(problem.severity))
    });
    problems.dedup();
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) list: Vec<Problem>,
}

impl Problems {
    /// Adds one, and gives it so that help can be added.
    pub(crate) fn add(
        &mut self,
        severity: Severity,
        key: &str,
        said: Option<&Said>,
        message: String,
    ) -> &mut Problem {
        let place = said.and_then(|said| said.place.clone());
        self.list.push(Problem { severity, code: None, key: key.to_owned(), place, message, help: None });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    pub(crate) fn error(&mut self, key: &str, said: &Said, message: String, help: &str) {
        self.add(Severity::Error, key, Some(said), message).help = Some(help.to_owned());
    }

    pub(crate) fn warning(&mut self, key: &str, said: &Said, message: String, help: &str) {
        self.add(Severity::Warning, key, Some(said), message).help = Some(help.to_owned());
    }

    pub(crate) fn note(&mut self, key: &str, said: &Said, message: String) {
        self.add(Severity::Note, key, Some(said), message);
    }

    pub(crate) fn missing(&mut self, key: &str, what: &str, help: &str) {
        self.add(Severity::Error, key, None, format!("`{key}` is missing: {what}")).help =
            Some(help.to_owned());
    }
}

/// The nearest of some words, where one is near: at most a third of its letters differ.
pub(crate) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let upper = word.to_uppercase();
    let length = upper.chars().count();
    let most = |known: &str| known.chars().count().max(3) / 3;
    known
        // As many letters differ as one is longer than the other, at least: so long words cost nothing.
        .filter(|known| length.abs_diff(known.chars().count()) <= most(known))
        .map(|known| (strsim::osa_distance(&upper, &known.to_uppercase()), known))
        .filter(|(distance, known)| *distance <= most(known))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
