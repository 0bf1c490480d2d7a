//! The parts of a record that stand in a telegram's text, and what is wrong with the copy.

use super::{Level, Text};
use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which section a telegram is, or of which it was put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Sections {
    /// The number of this section, where only one is here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub this: Option<u16>,
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u16>,
    /// The sections that are here, in order, where several are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<u16>,
}

/// What a block of the body is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// A numbered paragraph.
    Paragraph,
    /// A heading on a line of its own.
    Heading,
    /// A list that stands by itself.
    List,
    /// A table: lines whose columns mean something.
    Table,
    /// `BEGIN TEXT` ... `END TEXT`, `QUOTE` ... `UNQUOTE`.
    Quote,
    /// Text without a number.
    #[default]
    Unnumbered,
}

/// One block of the body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Block<'s> {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, unwrapped, without number and mark, page breaks and transmission lines taken out; absent where it has none.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub text: Text<'s>,
    /// Its place in the source.
    pub span: Span,
    /// The number of a numbered paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The portion mark as printed, without its brackets: `S/NF`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Text<'s>>,
    /// The mark's place in the source, without its brackets.
    #[serde(skip)]
    pub mark_span: Option<Span>,
    /// The level that the mark means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The caveats that the mark means.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<Text<'s>>,
    /// The heading at its beginning: `Summary`, `Comment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text<'s>>,
    /// The items of a list in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item<'s>>,
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Item<'s> {
    /// Its words, unwrapped, without the dash or letter before them.
    pub text: Text<'s>,
    /// Its place in the source.
    pub span: Span,
}

/// Something that the release took out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Redaction<'s> {
    /// Its place in the source.
    pub span: Span,
    /// What stands there now.
    pub text: Text<'s>,
    /// How many characters stand there now.
    pub length: u32,
}

/// A kind of damage to a copy (TF 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DamageKind {
    /// A line that ends in the middle of a word or sentence at the copy's right edge.
    CutLine,
    /// Words that are missing inside a line or between two.
    MissingText,
    /// A comma that stands for an apostrophe.
    CommaForApostrophe,
    /// `&` and `8` that stand for quotation marks.
    QuoteSubstitution,
    /// UTF-8 that was read as Windows-1252.
    Mojibake,
    /// An HTML or XML entity.
    Entity,
    /// A line or caption that stands twice.
    DoubledLine,
    /// A section that is not here.
    MissingSection,
    /// A section that is here twice.
    DoubledSection,
    /// Characters of optical reading, or of a line's noise.
    Ocr,
    /// A page break, banner or stamp inside a sentence.
    PageBreakInText,
    /// A control character, NUL included.
    ControlCharacter,
    /// A word divided at a line's end.
    WordBreak,
    /// A heading line that was run together with its neighbour.
    RunTogether,
    /// The record's own text is lost; what stands there is an error message or nothing.
    TextLost,
    /// A line of letters printed in figures shift, or the other way.
    WrongShift,
    /// A pilcrow that a web edition put in.
    Pilcrow,
    /// The copy ends before the telegram does.
    Cut,
    /// The number of copies in the distribution does not add up to its printed sum.
    Checksum,
    /// A limit of the reader was reached; what lies beyond was kept but not read.
    Limit,
}

/// Something that is wrong with this copy as a copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Damage<'s> {
    /// What it is.
    pub kind: DamageKind,
    /// Its place in the source. Absent where it has none (a section that is not here).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// A sentence for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text<'s>>,
}
