//! What the form of a draft asks for.

use super::super::sent::Sent;
use crate::answers::{self, To};
use chancery_write::{Draft, KEYS, Word, add};

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
    /// The draft; its lines end as they do in a text field.
    pub(super) draft: String,
    pub(super) to: To,
    pub(super) doing: Doing,
    /// A word that is looked up.
    pub(super) word: String,
    /// Where the hand stands in the draft, in bytes, where a script says so.
    pub(super) at: Option<usize>,
    /// A value for the word at the hand.
    put: String,
    /// A key, and a value more for it.
    add: String,
}

impl Asking {
    pub(super) fn of(sent: Sent) -> Asking {
        let draft = sent.one("draft").replace("\r\n", "\n");
        let named = |to: &To| to.name() == sent.one("to");
        let doing = match sent.one("do") {
            "like" => Doing::Like,
            "take" => Doing::Take,
            "draft" => Doing::TakeDraft,
            _ => Doing::Look,
        };
        // A draft that is taken along as it is goes as one.
        let to = if doing == Doing::TakeDraft { Some(To::Markdown) } else { To::ALL.into_iter().find(named) };
        Asking {
            at: sent.one("at").parse().ok().map(|units| byte(&draft, units)),
            to: to.unwrap_or_default(),
            doing,
            word: sent.one("word").trim().to_owned(),
            put: sent.one("put").trim().to_owned(),
            add: sent.one("add").trim().to_owned(),
            draft,
        }
    }

    /// The draft with the offer that was taken, and where that ends.
    pub(super) fn taken(&self) -> (String, Option<usize>) {
        let one = |text: &str| !text.is_empty() && !text.contains(char::is_control);
        if let Some(word) = self.at.filter(|_| one(&self.put)).and_then(|at| Word::at(&self.draft, at)) {
            let (draft, end) = word.put(&self.draft, &self.put);
            return (draft, Some(end));
        }
        let added = self.add.split_once(' ').filter(|(key, value)| KEYS.contains(key) && one(value));
        match added {
            Some((key, value)) => {
                let (draft, end) = add(&self.draft, key, value);
                (draft, Some(end))
            }
            None => (self.draft.clone(), None),
        }
    }

    /// The query for like telegrams.
    pub(super) fn like(&self) -> Option<String> {
        answers::like_query(&Draft::parse(&self.draft).0.subject?.text)
    }
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
