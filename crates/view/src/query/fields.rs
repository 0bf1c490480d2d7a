//! The fields of the query language: one table for the parser, its proposals and the documents.

use super::ast::Scope;
use super::values;

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the field of the same name, described in the table")]
pub enum FieldName {
    From,
    To,
    Info,
    Tag,
    Subject,
    Class,
    Mark,
    Caption,
    Precedence,
    Ref,
    Mrn,
    Signed,
    ClassifiedBy,
    Date,
    Year,
    PostKind,
    Country,
    Near,
    Has,
    Collection,
}

/// What is said of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldAbout {
    /// The field.
    pub field: FieldName,
    /// Its name.
    pub name: &'static str,
    /// Other names that people guess.
    pub others: &'static [&'static str],
    /// What it looks for.
    pub about: &'static str,
    /// A query with it.
    pub example: &'static str,
}

/// Every field.
pub const FIELDS: &[FieldAbout] = &[
    FieldAbout {
        field: FieldName::From,
        name: "from",
        others: &["sender", "post"],
        about: "who sent it: a post's code or name, with or without the kind of mission",
        example: "from:\"buenos aires\"",
    },
    FieldAbout {
        field: FieldName::To,
        name: "to",
        others: &["action"],
        about: "to whom it was sent for action",
        example: "to:MOSCOW",
    },
    FieldAbout {
        field: FieldName::Info,
        name: "info",
        others: &["cc"],
        about: "to whom it was sent for information",
        example: "info:BONN",
    },
    FieldAbout {
        field: FieldName::Tag,
        name: "tag",
        others: &["tags"],
        about: "a TAGS code, or words of its name",
        example: "tag:terrorism",
    },
    FieldAbout {
        field: FieldName::Subject,
        name: "subject",
        others: &["subj", "title"],
        about: "words of the subject",
        example: "subject:\"law of the sea\"",
    },
    FieldAbout {
        field: FieldName::Class,
        name: "class",
        others: &["classification", "level"],
        about: "the telegram's level, or a range of levels",
        example: "class:confidential..secret",
    },
    FieldAbout {
        field: FieldName::Mark,
        name: "mark",
        others: &["portion", "marking"],
        about: "a paragraph's mark",
        example: "mark:S/NF",
    },
    FieldAbout {
        field: FieldName::Caption,
        name: "caption",
        others: &["captions"],
        about: "a caption",
        example: "caption:NODIS",
    },
    FieldAbout {
        field: FieldName::Precedence,
        name: "precedence",
        others: &["priority"],
        about: "how urgent it was",
        example: "precedence:immediate",
    },
    FieldAbout {
        field: FieldName::Ref,
        name: "ref",
        others: &["refs", "reference"],
        about: "a telegram that it refers to",
        example: "ref:06STATE3836",
    },
    FieldAbout {
        field: FieldName::Mrn,
        name: "mrn",
        others: &["number", "id"],
        about: "its own number",
        example: "mrn:\"06 PARIS 7904\"",
    },
    FieldAbout {
        field: FieldName::Signed,
        name: "signed",
        others: &["signed-by", "signature"],
        about: "who signed it",
        example: "signed:STAPLETON",
    },
    FieldAbout {
        field: FieldName::ClassifiedBy,
        name: "classified-by",
        others: &["classifier"],
        about: "who classified it: words of the name or title",
        example: "classified-by:ambassador",
    },
    FieldAbout {
        field: FieldName::Date,
        name: "date",
        others: &["sent", "dated"],
        about: "when it was sent: a year, a month, a day, or a range of them with both ends",
        example: "date:2006-12-01..2007-01",
    },
    FieldAbout {
        field: FieldName::Year,
        name: "year",
        others: &["years"],
        about: "the year when it was sent, or a range of years",
        example: "year:1974..1976",
    },
    FieldAbout {
        field: FieldName::PostKind,
        name: "post-kind",
        others: &["kind", "postkind"],
        about: "what kind of post sent it",
        example: "post-kind:consulate",
    },
    FieldAbout {
        field: FieldName::Country,
        name: "country",
        others: &["in"],
        about: "the country of the post that sent it: its two letters (ISO 3166) or name",
        example: "country:FR",
    },
    FieldAbout {
        field: FieldName::Near,
        name: "near",
        others: &["within"],
        about: "words in any order with at most so many others between (10 where it is not said)",
        example: "near:\"uranium enrichment\"~5",
    },
    FieldAbout {
        field: FieldName::Has,
        name: "has",
        others: &["is", "with"],
        about: "a redaction, or damage to the copy",
        example: "has:redaction",
    },
    FieldAbout {
        field: FieldName::Collection,
        name: "collection",
        others: &["source"],
        about: "the collection it came with",
        example: "collection:nara-1975",
    },
];

impl FieldName {
    /// The name in a query.
    pub fn name(self) -> &'static str {
        self.about().name
    }

    pub(super) fn about(self) -> &'static FieldAbout {
        FIELDS.iter().find(|about| about.field == self).unwrap_or(&FIELDS[0])
    }

    /// The field of a name or of another name for it.
    pub(super) fn of(name: &str) -> Option<FieldName> {
        let name = name.replace('_', "-");
        let is = |other: &str| other.eq_ignore_ascii_case(&name);
        FIELDS
            .iter()
            .find(|about| is(about.name) || about.others.iter().any(|other| is(other)))
            .map(|f| f.field)
    }

    /// The field that a misspelt name is nearest to.
    pub(super) fn near(name: &str) -> Option<FieldName> {
        let names = FIELDS.iter().flat_map(|about| {
            std::iter::once(about.name)
                .chain(about.others.iter().copied())
                .map(move |name| (name, about.field))
        });
        values::nearest(name, names)
    }

    /// Where its words are looked for.
    pub(super) fn scope(self) -> Scope {
        match self {
            FieldName::Subject => Scope::Subject,
            FieldName::Signed => Scope::Signed,
            FieldName::ClassifiedBy => Scope::ClassifiedBy,
            _ => Scope::Anywhere,
        }
    }

    /// True where its value are words.
    pub(super) fn is_text(self) -> bool {
        matches!(self, FieldName::Subject | FieldName::Signed | FieldName::ClassifiedBy | FieldName::Near)
    }
}
