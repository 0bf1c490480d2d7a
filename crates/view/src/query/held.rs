//! What the telegrams that are asked have, beyond what the registry knows.

use super::fields::FieldName;

/// What the telegrams of a reader have. A query for one of these values is no slip, whatever the registry says.
pub trait Held {
    /// The names that senders or addressees of these telegrams have, as they are printed, which are like a name but for case,
    /// accents and marks, or which the registry knows as names of the same addressee. `field` is [`FieldName::From`],
    /// [`FieldName::To`] or [`FieldName::Info`]. Codes of posts of the registry need not be among them.
    fn stations(&self, field: FieldName, name: &str) -> Vec<String>;

    /// Whether a value stands just so in a field of these telegrams: a name of a sender or addressee, a code of TAGS, a caption.
    fn has(&self, field: FieldName, value: &str) -> bool;

    /// The collections in which they are; none where that is not known.
    fn collections(&self) -> Option<Vec<String>>;
}

/// Nothing is known of the telegrams.
pub(super) struct Unknown;

impl Held for Unknown {
    fn stations(&self, _: FieldName, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn has(&self, _: FieldName, _: &str) -> bool {
        false
    }

    fn collections(&self) -> Option<Vec<String>> {
        None
    }
}
