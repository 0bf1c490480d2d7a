//! What the form of a draft asks for.

use super::super::sent::Sent;
use crate::answers::{self, To};
use chancery_write::{Draft, KEYS, Word};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// Look at the draft.
    Look,
    /// And offer what like telegrams have.
    Like,
    /// Take the telegram along.
    Take,
    /// Take the draft along, as it is.
    TakeDraft,
}

/// The form, read.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    /// The draft, with the offer that was taken; its lines end as they do in a text field.
    pub(super) draft: String,
    /// Where the offer that was taken ends in it.
    pub(super) caret: Option<usize>,
    pub(super) to: To,
    pub(super) doing: Doing,
    /// A word that is looked up.
    pub(super) word: String,
    /// Where the hand stands in the draft, in bytes, where a script says so.
    pub(super) at: Option<usize>,
}

impl Asking {
    pub(super) fn of(sent: Sent) -> Asking {
        let draft = sent.one("draft").replace("\r\n", "\n");
        let at = sent.one("at").parse().ok().map(|units| byte(&draft, units));
        let (draft, caret) = match taken(&draft, at, sent.one("put").trim(), sent.one("add").trim()) {
            Some((draft, caret)) => (draft, Some(caret)),
            None => (draft, None),
        };
        let named = |to: &To| to.name() == sent.one("to");
        let doing = match sent.one("do") {
            "like" => Doing::Like,
            "take" => Doing::Take,
            "draft" => Doing::TakeDraft,
            _ => Doing::Look,
        };
        // A draft that is taken along as it is goes as one.
        let to = if doing == Doing::TakeDraft { Some(To::Markdown) } else { To::ALL.into_iter().find(named) };
        let word = sent.one("word").trim().to_owned();
        Asking { at, caret, to: to.unwrap_or_default(), doing, word, draft }
    }

    /// The query for like telegrams.
    pub(super) fn like(&self) -> Option<String> {
        answers::like_query(&Draft::parse(&self.draft).0.subject?.text)
    }
}

/// The draft with an offer that is taken, and where that ends: a value for the word at the hand, or a key and a value more for it.
fn taken(draft: &str, at: Option<usize>, put: &str, add: &str) -> Option<(String, usize)> {
    let one = |text: &str| !text.is_empty() && !text.contains(char::is_control);
    if let Some(word) = at.filter(|_| one(put)).and_then(|at| Word::at(draft, at)) {
        return Some(word.put(draft, put));
    }
    let (key, value) = add.split_once(' ').filter(|(key, value)| KEYS.contains(key) && one(value))?;
    Some(chancery_write::add(draft, key, value))
}

/// The byte before which so many units of UTF-16 stand.
fn byte(text: &str, units: usize) -> usize {
    let mut before = 0;
    let at = text.char_indices().find(|(_, c)| {
        let here = before;
        before += c.len_utf16();
        here >= units
    });
    at.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::byte;

    #[test]
    fn units_of_scripts_are_bytes_here() {
        let text = "aé𝄞x";
        let bytes: Vec<_> = (0..7).map(|units| byte(text, units)).collect();
        assert_eq!(bytes, [0, 1, 3, 7, 7, 8, 8]);
    }
}
