//! What goes to standard error: one line that says what happened, and below it, aligned, place, cause and help.

use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use std::io::Write as _;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const LABEL: Style = Style::new().dimmed();

/// A message for a person.
#[derive(Debug)]
pub(crate) struct Message {
    text: String,
}

impl Message {
    /// An error.
    pub(crate) fn new(what: impl AsRef<str>) -> Message {
        Message { text: format!("{ERROR}error{ERROR:#}: {}\n", what.as_ref()) }
    }

    /// A message that is no error.
    pub(crate) fn plain(what: impl AsRef<str>) -> Message {
        Message { text: format!("{}\n", what.as_ref()) }
    }

    /// A line below it.
    pub(crate) fn line(mut self, label: &str, text: impl AsRef<str>) -> Message {
        let _ = writeln!(self.text, "  {LABEL}{label:<5}{LABEL:#}  {}", text.as_ref());
        self
    }

    /// Lines below it that are set already.
    pub(crate) fn block(mut self, text: impl AsRef<str>) -> Message {
        for line in text.as_ref().lines() {
            let _ = writeln!(self.text, "  {line}");
        }
        self
    }

    /// Writes it, with colours on a terminal only.
    pub(crate) fn print(&self) {
        // Nobody is left to tell if standard error is closed.
        let _ = anstream::stderr().write_all(self.text.as_bytes());
    }
}

/// The nearest of some names to a misspelt one, best first; at most three.
pub(crate) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = names
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name))
        .filter(|&(distance, _)| distance <= limit)
        .collect();
    near.sort();
    near.dedup_by_key(|(_, name)| name.to_lowercase());
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// ``did you mean `PARIS` or `PARMA`?``
pub(crate) fn did_you_mean(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!("did you mean {}?", quoted.join(" or "))
}
