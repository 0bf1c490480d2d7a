//! From lines to running text.

use crate::record::Text;
use crate::span::Span;
use crate::text::SourceText;
use memchr::memmem;
use std::borrow::Cow;

/// Puts lines together to running text: one blank for a line end and for each run of blanks; none behind a hyphen, which
/// divides a word or joins two (`DIVER-` / `SIONARY`, `TWO-` / `DAY`). The text of one line is borrowed.
#[derive(Debug, Default)]
pub(crate) struct Unwrap<'s> {
    text: Text<'s>,
}

impl<'s> Unwrap<'s> {
    /// Adds a line, or a part of one, that lies at `span`; `capacity` is how much may follow.
    pub(crate) fn line(&mut self, source: &SourceText<'s>, span: Span, capacity: usize) {
        if span.is_empty() {
            return;
        }
        let line = source.slice(span);
        if self.text.is_empty() && memmem::find(line.as_bytes(), b"  ").is_none() {
            self.text = line;
            return;
        }
        let joined = hyphen(self.text.as_bytes());
        let text = match &mut self.text {
            Cow::Owned(text) => text,
            borrowed => {
                let mut text = String::with_capacity(borrowed.len() + line.len() + capacity + 2);
                text.push_str(borrowed);
                *borrowed = Cow::Owned(text);
                borrowed.to_mut()
            }
        };
        if !text.is_empty() && !joined && !text.ends_with('\n') {
            text.push(' ');
        }
        push_collapsed(text, &line);
    }

    /// Ends the line: what follows begins a line of its own (the item of a list).
    pub(crate) fn break_line(&mut self) {
        if !self.text.is_empty() {
            self.text.to_mut().push('\n');
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    pub(crate) fn finish(self) -> Text<'s> {
        self.text
    }
}

/// A single hyphen behind a letter or digit at the end.
fn hyphen(text: &[u8]) -> bool {
    matches!(text, [.., before, b'-'] if before.is_ascii_alphanumeric())
}

fn push_collapsed(text: &mut String, line: &str) {
    let mut rest = line;
    while let Some(at) = memmem::find(rest.as_bytes(), b"  ") {
        text.push_str(&rest[..=at]);
        rest = rest[at..].trim_start_matches(' ');
    }
    text.push_str(rest);
}
