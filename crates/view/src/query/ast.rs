//! What a query asks for, when it has been read.

use chancery_telegram::record::{Level, Precedence};
use jiff::civil::Date;

/// A query. It knows neither an index nor a reader.
///
/// `And` and `Or` have two children or more, none of which is of their own kind; `Not` holds no `Not`. It is no deeper than
/// parentheses may be in a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Every telegram.
    All,
    /// What all of them find.
    And(Vec<Query>),
    /// What any of them finds.
    Or(Vec<Query>),
    /// What it does not find.
    Not(Box<Query>),
    /// Words in the text.
    Text(Scope, Text),
    /// A value in a field.
    Field(Field),
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the subject and the body.
    Anywhere,
    /// In the subject.
    Subject,
    /// In the signature.
    Signed,
    /// In who classified it: name and title.
    ClassifiedBy,
}

/// What is looked for in text. Words are plain words as `chancery_archive::words` folds them.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// A word in any of its English forms (see [`super::forms`]).
    Word(String),
    /// A word as it is.
    Exact(String),
    /// Words as they are, one after the other. Two or more.
    Phrase(Vec<String>),
    /// Words as they are, in any order, with at most `slop` other words between the first and the last. Two or more.
    Near {
        /// The words.
        words: Vec<String>,
        /// How many other words may stand between.
        slop: u32,
    },
    /// All words that begin so.
    Prefix(String),
    /// Words with at most so many letters put in, left out, changed or swapped with their neighbour.
    Fuzzy {
        /// The word.
        word: String,
        /// 1 or 2.
        distance: u8,
    },
}

/// A value in a field of the record.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Who sent it: a post's code, or an addressee's name.
    From(String),
    /// An action addressee: a post's code, or an addressee's name.
    To(String),
    /// An information addressee: a post's code, or an addressee's name.
    Info(String),
    /// A TAGS code, or another entry of the TAGS line in capitals.
    Tag(String),
    /// The telegram's level; both ends belong to it.
    Class(Option<Level>, Option<Level>),
    /// A paragraph's mark: its level, and caveats that it has among others.
    Mark(Level, Vec<String>),
    /// A caption.
    Caption(String),
    /// The precedence.
    Precedence(Precedence),
    /// A reference to a telegram.
    Ref(Number),
    /// The telegram's own number.
    Mrn(Number),
    /// The key of a telegram without a number: `sha256:` and the beginning of the hash of its text.
    Key(String),
    /// The day of sending; both ends belong to it. One at least is there.
    Date(Option<Date>, Option<Date>),
    /// The year of sending, by the date or by the telegram's number; both ends belong to it. One at least is there.
    Year(Option<i16>, Option<i16>),
    /// The kind of the post that sent it: `consulate`. See [`super::posts_of_kind`].
    PostKind(String),
    /// The country of the post that sent it, ISO 3166: `FR`. See [`super::posts_in`].
    Country(String),
    /// Something in the copy.
    Has(Feature),
    /// A collection's name, compared without regard to case.
    Collection(String),
}

/// Something that a copy of a telegram may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A redaction.
    Redaction,
    /// Damage of any kind.
    Damage,
}

/// A telegram's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The year in four digits; none where the query does not say it: then of any year.
    pub year: Option<u16>,
    /// The post's code.
    pub post: String,
    /// The serial.
    pub number: u32,
    /// True for an airgram.
    pub airgram: bool,
}

impl Query {
    /// What all of them find.
    pub fn all_of(queries: impl IntoIterator<Item = Query>) -> Query {
        let mut all = Vec::new();
        for query in queries {
            match query {
                Query::All => {}
                Query::And(children) => all.extend(children),
                other => all.push(other),
            }
        }
        match all.len() {
            0 => Query::All,
            1 => all.swap_remove(0),
            _ => Query::And(all),
        }
    }

    /// What any of them finds; everything where there is none.
    pub fn any_of(queries: impl IntoIterator<Item = Query>) -> Query {
        let mut any = Vec::new();
        for query in queries {
            match query {
                Query::Or(children) => any.extend(children),
                other => any.push(other),
            }
        }
        match any.len() {
            0 => Query::All,
            1 => any.swap_remove(0),
            _ => Query::Or(any),
        }
    }

    /// What it does not find.
    pub fn negated(self) -> Query {
        match self {
            Query::Not(inner) => *inner,
            other => Query::Not(Box::new(other)),
        }
    }
}
