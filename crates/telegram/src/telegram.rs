//! A telegram with all that was read of it: the text, its syntax, its sections and its record.

use crate::field::Field;
use crate::options::Options;
use crate::read::{self, groups};
use crate::record::{Attributes, Record, Text};
use crate::span::Span;
use crate::syntax::{self, Kind, Line, Syntax};
use crate::text::SourceText;
use std::ops::Range;

/// A telegram: its text, the syntax of the text, and the record of what it says. For those who ask where and how
/// something stands, as rules and repairs do; [`read`](crate::read) gives the record alone.
///
/// ```
/// use chancery_telegram::{Options, Telegram, record::Attributes, syntax::Kind};
///
/// let text = b"UNCLAS PORT ALDER 000417\nSUBJECT: HARBOR LIGHTS\nREPAIRED\n\n1. Nine lights work again.\n";
/// let telegram = Telegram::read(text, Attributes::default(), &Options::default());
/// let subject = telegram.fields(Kind::Subject).next().unwrap();
/// assert_eq!(telegram.field(&subject).as_str(), "SUBJECT: HARBOR LIGHTS\nREPAIRED");
/// assert_eq!(telegram.record.subject.as_deref(), Some("HARBOR LIGHTS REPAIRED"));
/// ```
#[derive(Clone, Debug)]
pub struct Telegram<'s> {
    /// The lines and what each is.
    pub syntax: Syntax<'s>,
    /// The sections in their own order, which need not be that of the text. One, where nothing tells of several.
    pub sections: Vec<Section>,
    /// What the telegram says.
    pub record: Record<'s>,
    source: SourceText<'s>,
    given: bool,
}

/// A section: its lines, and what its heading says of it (TF 7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its lines, as indices into [`Syntax::lines`].
    pub lines: Range<usize>,
    /// Its number, where the heading says so.
    pub number: Option<u16>,
    /// How many there are, where the heading says so.
    pub of: Option<u16>,
}

/// The lines of one field of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLines {
    /// What the field is.
    pub kind: Kind,
    /// Its lines from the first to the last, as indices into [`Syntax::lines`]; furniture of pages may stand between.
    pub lines: Range<usize>,
}

impl<'s> Telegram<'s> {
    /// Reads a telegram from any bytes; see [`read`](crate::read).
    pub fn read(src: &'s [u8], attributes: Attributes<'s>, options: &Options<'_>) -> Telegram<'s> {
        let syntax = syntax::parse(src, options.registry);
        let source = SourceText::new(syntax.source(), syntax.has_odd());
        let sections = read::parts(&syntax, options);
        let given = !attributes.is_empty();
        let record = read::record(&source, &syntax, &sections, attributes, options);
        Telegram { syntax, sections, record, source, given }
    }

    /// The bytes of the text.
    pub fn source(&self) -> &'s [u8] {
        self.syntax.source()
    }

    /// All lines, in the order of the text.
    pub fn lines(&self) -> &[Line] {
        self.syntax.lines()
    }

    /// The lines of this kind, in the order of the text. Where it has none, or few, the others are not looked at.
    pub fn lines_of(&self, kind: Kind) -> impl Iterator<Item = &Line> + use<'_, 's> {
        let all = if self.has(kind) { self.lines() } else { &[] };
        // The text of a telegram is most of it: a heading's lines are found without it.
        let listed = !matches!(kind, Kind::Text | Kind::Attribute | Kind::Blank);
        let others = self.syntax.others(0..if listed { all.len() } else { 0 }).map(|(_, line)| line);
        let each = if listed { &[] } else { all };
        each.iter().chain(others).filter(move |line| line.kind == kind)
    }

    /// True where the record's attributes were given beside the text: then those that the text prints are not in the record.
    pub fn has_given_attributes(&self) -> bool {
        self.given
    }

    /// Has the telegram a line of this kind?
    pub fn has(&self, kind: Kind) -> bool {
        self.syntax.kinds().has(kind)
    }

    /// True where something of a telegram was recognised: a line of a heading, a paragraph with a number or a mark, something
    /// that was taken out, or what a container says beside the text. Rules may find damage in other texts too; that they find
    /// nothing does not mean then that a telegram keeps them.
    pub fn is_recognised(&self) -> bool {
        let record = &self.record;
        self.syntax.is_headed()
            || record.mrn.is_some()
            || record.sent.is_some()
            || record.from.is_some()
            || record.subject.is_some()
            || !record.redactions.is_empty()
            || !record.attributes.is_empty()
            || record.body.iter().any(|block| block.number.is_some() || block.mark.is_some())
    }

    /// The characters of a stretch. A stretch that cuts a character in two gets the replacement character for its parts.
    pub fn text(&self, span: Span) -> Text<'s> {
        self.source.slice(span)
    }

    /// The characters of a line, without the blanks around them.
    pub fn line(&self, line: &Line) -> Text<'s> {
        self.source.slice(line.text())
    }

    /// The fields of this kind, of all sections, in the order of the sections.
    pub fn fields(&self, kind: Kind) -> impl Iterator<Item = FieldLines> {
        let sections = if self.syntax.kinds().has(kind) { &self.sections[..] } else { &[] };
        sections
            .iter()
            .flat_map(|section| self.section_fields(section))
            .filter(move |field| field.kind == kind)
    }

    /// The fields of a section's heading, in the order of the text.
    pub fn section_fields(&self, section: &Section) -> impl Iterator<Item = FieldLines> + use<'s> {
        groups::groups(&self.syntax, section.lines.clone())
            .into_iter()
            .map(|group| FieldLines { kind: group.kind, lines: group.first..group.last + 1 })
    }

    /// The text of a field, put together from its lines.
    pub fn field(&self, field: &FieldLines) -> Field<'s> {
        groups::lines_field(&self.source, &self.syntax.lines()[field.lines.clone()], 0)
    }

    /// A stretch of the text as a field in one piece.
    pub fn part(&self, span: Span) -> Field<'s> {
        self.source.field(span)
    }

    /// Where a field stands: from its first character to its last.
    pub fn span(&self, field: &FieldLines) -> Span {
        let lines = &self.syntax.lines()[field.lines.clone()];
        match lines {
            [first, .., last] => first.text().to(last.text()),
            [line] => line.text(),
            [] => Span::default(),
        }
    }
}
