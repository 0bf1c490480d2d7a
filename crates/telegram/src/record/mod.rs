//! The record: what a telegram says, as one JSON object. The public contract `chancery/telegram/1`.
//!
//! A key whose value is not known is left out, never guessed; a list with nothing in it is left out. The strings borrow
//! from the source text where they stand there in one piece. Each value that was read from the text knows its place
//! ([`Span`]); places are written only when asked for, as [`Record::spans`].

mod body;
mod heading;
mod json;
mod source;

pub use body::{Block, BlockKind, Damage, DamageKind, Item, Redaction, Sections};
pub use heading::{
    Addressee, Classification, Classifier, Distribution, ExecutiveOrder, Level, Mrn, OfficeCopies, PassTo,
    Precedence, Reference, ReferenceKind, Security, Sent, SentAt, Tag, TagKind, Transmission,
};
pub use json::JsonError;
pub use source::{Attributes, Part, Source};

use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Text that borrows from the telegram's source where it can.
pub type Text<'s> = Cow<'s, str>;

/// The name of this version of the contract, the value of [`Record::schema`].
pub const SCHEMA: &str = "chancery/telegram/1";

/// One telegram: what it says and where it came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Record<'s> {
    /// The version of this contract: `chancery/telegram/1`.
    pub schema: Text<'s>,
    /// Where the telegram was found.
    pub source: Source<'s>,
    /// The message reference number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<Mrn<'s>>,
    /// The date-time group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent<'s>>,
    /// The precedence for the action addressees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precedence: Option<Precedence>,
    /// The second one of a dual precedence, for the information addressees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub info_precedence: Option<Precedence>,
    /// Format lines 1 to 4, 10, 15 and 16.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transmission: Option<Transmission<'s>>,
    /// Who sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Addressee<'s>>,
    /// Action addressees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Addressee<'s>>,
    /// Information addressees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub info: Vec<Addressee<'s>>,
    /// The office distribution of 1973-79 telegrams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution<'s>>,
    /// Drafters, as printed in the drafting block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drafted_by: Vec<Text<'s>>,
    /// Who approved it, as printed in the drafting block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub approved_by: Vec<Text<'s>>,
    /// Who cleared it, as printed in the drafting block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cleared_by: Vec<Text<'s>>,
    /// Pass and attention lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pass_to: Vec<PassTo<'s>>,
    /// Level and caveats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<Classification<'s>>,
    /// Captions by their registered names, each once, in printed order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<Text<'s>>,
    /// The executive order line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executive_order: Option<ExecutiveOrder<'s>>,
    /// Who classified it, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classified_by: Vec<Classifier<'s>>,
    /// Traffic analysis by geography and subject, in printed order, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag<'s>>,
    /// The subject, without the word SUBJECT and without its classification mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Text<'s>>,
    /// The subject's classification mark: `U`, `C` ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_mark: Option<Text<'s>>,
    /// What the telegram refers to, in printed order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference<'s>>,
    /// The summary's own words, without its heading, marks or `END SUMMARY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text<'s>>,
    /// Which section this is, or of which sections it was put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<Sections>,
    /// The text, block by block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block<'s>>,
    /// The last line's name or names, as printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signature: Vec<Text<'s>>,
    /// What the release took out: runs of X, `[...]`, `(b)(1)` and the like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redactions: Vec<Redaction<'s>>,
    /// What is wrong with this copy as a copy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub damage: Vec<Damage<'s>>,
    /// For every value that was read from the text its place, by JSON Pointer; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<BTreeMap<String, Span>>,
    /// What the source itself says beside the telegram.
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes<'s>,
}

impl Record<'_> {
    /// True for a telegram that stands in an edited volume, *Foreign Relations of the United States*: its editors gave it a head.
    pub fn is_edited(&self) -> bool {
        self.attributes.get("head").is_some()
    }

    /// What the telegram is called: its subject; of one without, the heading that an edition gives it (`Telegram From the Embassy
    /// in Vietnam to the Department of State`), without the document's number.
    pub fn title(&self) -> Option<&str> {
        self.subject.as_deref().or_else(|| {
            let title = without_document_number(self.attributes.get("head")?);
            Some(title).filter(|title| !title.is_empty())
        })
    }
}

/// An edition's heading without the number of the document before it: `3. Telegram 140 From ...`.
pub fn without_document_number(head: &str) -> &str {
    let digits = head.bytes().take_while(u8::is_ascii_digit).count();
    match head[digits..].strip_prefix('.') {
        Some(rest) if digits > 0 => rest.trim_start(),
        _ => head,
    }
}

/// The JSON Schema (draft 2020-12) of [`Record`], made from the types.
pub fn json_schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Record<'static>).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), "Chancery telegram record, version 1".into());
        object.insert("$id".into(), SCHEMA.into());
        object.insert("required".into(), serde_json::json!(["schema", "source"]));
    }
    schema
}
