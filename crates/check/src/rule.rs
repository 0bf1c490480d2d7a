//! What a rule is.

use crate::finding::Found;
use crate::look::Look;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A hint, a suggestion, or a fact about the copy.
    Note,
    /// Very likely wrong: a person should look.
    Warning,
    /// A rule of the format broken in a way that no ordinary copy shows.
    Error,
}

impl Severity {
    /// The word in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Format lines 1 to 4, precedence, the end (TX).
    Transmission,
    /// Date-time group and times (DT).
    DateAndTime,
    /// Sender and addressees (AD).
    Addressees,
    /// Level and portion marks (CL).
    Classification,
    /// Captions (CP).
    Captions,
    /// Executive order line and classifier (DE).
    Declassification,
    /// Traffic analysis by geography and subject (TG).
    Tags,
    /// Subject and references (RF).
    References,
    /// Sections and paragraphs (SP).
    Sections,
    /// Damage of the copy (DM).
    Damage,
    /// Consistency with the source's own attributes (AT).
    Attributes,
}

impl Family {
    /// The word in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Family::Transmission => "transmission",
            Family::DateAndTime => "date-and-time",
            Family::Addressees => "addressees",
            Family::Classification => "classification",
            Family::Captions => "captions",
            Family::Declassification => "declassification",
            Family::Tags => "tags",
            Family::References => "references",
            Family::Sections => "sections",
            Family::Damage => "damage",
            Family::Attributes => "attributes",
        }
    }

    /// The words for people: `Date and time`.
    pub fn title(self) -> &'static str {
        match self {
            Family::Transmission => "Transmission",
            Family::DateAndTime => "Date and time",
            Family::Addressees => "Addressees",
            Family::Classification => "Classification",
            Family::Captions => "Captions",
            Family::Declassification => "Declassification",
            Family::Tags => "TAGS",
            Family::References => "References",
            Family::Sections => "Sections",
            Family::Damage => "Damage",
            Family::Attributes => "Attributes",
        }
    }
}

/// Can what a rule finds be repaired?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fixable {
    /// Nobody but the writer can.
    No,
    /// Yes, and the meaning stays.
    Safe,
    /// There is a proposal, on which a person decides.
    Unsafe,
}

impl Fixable {
    /// The word in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Fixable::No => "no",
            Fixable::Safe => "safe",
            Fixable::Unsafe => "unsafe",
        }
    }

    /// The words for people.
    pub fn title(self) -> &'static str {
        match self {
            Fixable::No => "no",
            Fixable::Safe => "yes, and the meaning stays",
            Fixable::Unsafe => "there is a proposal, on which a person decides",
        }
    }
}

/// A time in which a rule applies, and how grave it is then.
#[derive(Clone, Copy, Debug)]
pub struct Era {
    /// How grave.
    pub severity: Severity,
    /// The first day of sending to which it applies.
    pub from: Option<Date>,
    /// The last one.
    pub to: Option<Date>,
}

impl Era {
    /// At all times.
    pub const fn always(severity: Severity) -> Era {
        Era { severity, from: None, to: None }
    }

    /// From a day on.
    pub const fn from(severity: Severity, from: Date) -> Era {
        Era { severity, from: Some(from), to: None }
    }

    /// From a day to another, both included.
    pub const fn between(severity: Severity, from: Date, to: Date) -> Era {
        Era { severity, from: Some(from), to: Some(to) }
    }

    /// Up to a day, included.
    pub const fn until(severity: Severity, to: Date) -> Era {
        Era { severity, from: None, to: Some(to) }
    }
}

/// A telegram that breaks a rule, and one that keeps it. Both are invented.
#[derive(Clone, Copy, Debug)]
pub struct Examples {
    /// Breaks it.
    pub breaks: &'static str,
    /// Keeps it.
    pub keeps: &'static str,
}

/// The examples of the rule with this code: the files `breaks.txt` and `keeps.txt` of its folder in `examples`.
macro_rules! examples {
    ($code:literal) => {
        $crate::rule::Examples {
            breaks: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/", $code, "/breaks.txt")),
            keeps: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/", $code, "/keeps.txt")),
        }
    };
}
pub(crate) use examples;

/// One rule.
pub struct Rule {
    /// `TX003`: stable, never used again for another rule.
    pub code: &'static str,
    /// `fl3-form`: stable too.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// When it applies, and how grave it is then. The first one that holds the day of sending counts.
    pub eras: &'static [Era],
    /// True for a note that says a fact about the copy and blames nothing.
    pub fact: bool,
    /// True where it looks into redactions, repeated telegrams and quoted documents too; no other rule does.
    pub everywhere: bool,
    /// Can it be repaired?
    pub fixable: Fixable,
    /// Where the rule stands: `5 FAH-2 H-321.4`, `ACP 127`, or how it was come to.
    pub source: &'static str,
    /// The rule in one sentence.
    pub summary: &'static str,
    /// What it is for, what it leaves alone, and what to do about a finding; Markdown.
    pub explanation: &'static str,
    /// A telegram that breaks it and one that keeps it.
    pub examples: Examples,
    /// Looks at a telegram.
    pub(crate) check: fn(&Look<'_, '_>, &mut Found<'_>),
}

impl Rule {
    /// How grave it is at its gravest.
    pub fn severity(&self) -> Severity {
        self.eras.iter().map(|era| era.severity).max().unwrap_or(Severity::Note)
    }

    /// The word for a finding of it: that of its severity, or `fact`.
    pub fn word(&self, severity: Severity) -> &'static str {
        if self.fact { "fact" } else { severity.as_str() }
    }

    /// When it applies, and how grave it is then, for people: `warning for telegrams from 1995-10-14`.
    pub fn when(&self) -> String {
        let era = |era: &Era| {
            let days = match (era.from, era.to) {
                (None, None) => "at all times".to_owned(),
                (Some(from), None) => format!("for telegrams from {from}"),
                (None, Some(to)) => format!("for telegrams until {to}"),
                (Some(from), Some(to)) => format!("for telegrams from {from} to {to}"),
            };
            format!("{} {days}", self.word(era.severity))
        };
        self.eras.iter().map(era).collect::<Vec<_>>().join("; ")
    }

    /// The first day of sending to which it applies.
    pub fn from(&self) -> Option<Date> {
        self.eras.iter().map(|era| era.from).min().flatten()
    }

    /// The last day of sending to which it applies.
    pub fn to(&self) -> Option<Date> {
        self.eras.iter().map(|era| era.to).try_fold(Date::MIN, |last, to| Some(last.max(to?)))
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}
