//! The parts of a record that stand in a telegram's heading.

use super::Text;
use crate::span::Span;
use jiff::civil::{Date, DateTime};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A message reference number (MRN): post, calendar year and serial.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Mrn<'s> {
    /// As printed: `PARIS 007904`.
    pub text: Text<'s>,
    /// Calendar year in four digits, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// The post's canonical code: `PARIS`.
    pub post: Text<'s>,
    /// The serial: 7904.
    pub number: u32,
    /// Two-digit year, post without spaces, number without leading zeros: `06PARIS7904`. Absent without a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// True for an airgram (`A-212`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub airgram: bool,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// When a telegram was released for sending.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Sent<'s> {
    /// The date-time group as printed: `261145Z DEC 06`.
    pub text: Text<'s>,
    /// The moment in UTC, or the day where the source gives no time. Absent where it cannot be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<SentAt>,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// A moment in UTC to the minute, or a day. Written `2006-12-26T11:45:00Z` or `2006-12-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentAt {
    /// A minute.
    Minute(DateTime),
    /// A day, where the source gives no time.
    Day(Date),
}

impl SentAt {
    /// The day.
    pub fn date(self) -> Date {
        match self {
            SentAt::Minute(at) => at.date(),
            SentAt::Day(date) => date,
        }
    }
}

impl fmt::Display for SentAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = self.date();
        write!(f, "{:04}-{:02}-{:02}", d.year(), d.month(), d.day())?;
        match self {
            SentAt::Minute(at) => write!(f, "T{:02}:{:02}:00Z", at.hour(), at.minute()),
            SentAt::Day(_) => Ok(()),
        }
    }
}

impl Serialize for SentAt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SentAt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        match text.strip_suffix('Z') {
            Some(minute) => minute.parse().map(SentAt::Minute).map_err(serde::de::Error::custom),
            None => text.parse().map(SentAt::Day).map_err(serde::de::Error::custom),
        }
    }
}

impl JsonSchema for SentAt {
    fn schema_name() -> Cow<'static, str> {
        "SentAt".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A moment in UTC, or a day where the source gives no time (ISO 8601)",
            "type": "string",
            "anyOf": [{ "format": "date-time" }, { "format": "date" }]
        })
    }
}

/// How urgently a telegram is handled (5 FAH-2 H-421; ACP 127 s.151).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Precedence {
    /// `R`.
    #[serde(rename = "ROUTINE")]
    Routine,
    /// `P`.
    #[serde(rename = "PRIORITY")]
    Priority,
    /// `O`.
    #[serde(rename = "IMMEDIATE")]
    Immediate,
    /// `O` with the addressee called in at any hour.
    #[serde(rename = "NIACT IMMEDIATE")]
    NiactImmediate,
    /// `Z`.
    #[serde(rename = "FLASH")]
    Flash,
}

impl Precedence {
    /// The word as it stands in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Precedence::Routine => "ROUTINE",
            Precedence::Priority => "PRIORITY",
            Precedence::Immediate => "IMMEDIATE",
            Precedence::NiactImmediate => "NIACT IMMEDIATE",
            Precedence::Flash => "FLASH",
        }
    }

    /// Reads a prosign, `Z`, `O`, `P` or `R` (ACP 127 s.151).
    pub fn of_prosign(prosign: u8) -> Option<Precedence> {
        Some(match prosign {
            b'Z' => Precedence::Flash,
            b'O' => Precedence::Immediate,
            b'P' => Precedence::Priority,
            b'R' => Precedence::Routine,
            _ => return None,
        })
    }
}

/// Format lines 1 to 4, 10, 15 and 16 (TF section 4 and 5; ACP 127).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Transmission<'s> {
    /// Format line 1: `VZCZCXYZ0007`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Text<'s>>,
    /// The precedence digraph of format line 2: `PP`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing_precedence: Option<Text<'s>>,
    /// The routing indicators of format line 2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routed_to: Vec<Text<'s>>,
    /// The filing station of format line 3: `RUEHFR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<Text<'s>>,
    /// Its serial number for the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station_serial: Option<u32>,
    /// The section behind the serial's oblique.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<u16>,
    /// Day of the year of filing, 1 to 366.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_of_year: Option<u16>,
    /// Time of filing, UTC, `HHMM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Text<'s>>,
    /// The security warning of format line 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Security<'s>>,
    /// Operating signals of format lines 4 and 5, in printed order; the note of a corrected copy behind them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Text<'s>>,
    /// Format line 10: `GRNC`, `GR 120`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_count: Option<Text<'s>>,
    /// Format line 15: the serial that validates the end, or a correction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<Text<'s>>,
    /// Format line 16: `NNNN`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Text<'s>>,
}

/// The security warning of format line 4.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Security<'s> {
    /// `ZNR` or `ZNY`.
    pub signal: Text<'s>,
    /// The repeated letter: `U`, `E`, `R`, `C`, `S` or `T`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<Text<'s>>,
}

/// Who sends or gets a telegram.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Addressee<'s> {
    /// The line, or the part of it that belongs to this addressee.
    pub text: Text<'s>,
    /// The plain-language address: `SECSTATE WASHDC`.
    pub name: Text<'s>,
    /// The post's canonical code, where the name is that of a post: `STATE`, `MOSCOW`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Text<'s>>,
    /// The routing indicator: `RUEHC`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing: Option<Text<'s>>,
    /// The precedence for this addressee, where the line gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precedence: Option<Precedence>,
    /// The message continuity number at the line's end, as text: `3945`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<Text<'s>>,
    /// True for a collective address.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub collective: bool,
    /// Names that are exempted from a collective address (`XMT`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exempt: Vec<Text<'s>>,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// The office distribution of 1973-79 telegrams (TF 12.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Distribution<'s> {
    /// Offices behind `ACTION`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub action: Vec<OfficeCopies<'s>>,
    /// Offices behind `INFO`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub info: Vec<OfficeCopies<'s>>,
    /// Offices behind `ORIGIN`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origin: Vec<OfficeCopies<'s>>,
    /// The sum of all copies, printed behind the oblique (`/034 W`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// An office and how many copies it gets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OfficeCopies<'s> {
    /// The office's symbol.
    pub office: Text<'s>,
    /// How many copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
}

/// A pass or attention line (TF 6.5).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PassTo<'s> {
    /// The line.
    pub text: Text<'s>,
    /// The post that shall pass or give attention, canonical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Text<'s>>,
    /// The office or person that shall get it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<Text<'s>>,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// A level of classification or of handling, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Level {
    /// `U`.
    #[serde(rename = "UNCLASSIFIED")]
    Unclassified,
    /// `SBU`; in class lines a caption (`SENSITIVE`), in portions a mark.
    #[serde(rename = "SENSITIVE BUT UNCLASSIFIED")]
    Sbu,
    /// `LOU`, 1950s to 1995.
    #[serde(rename = "LIMITED OFFICIAL USE")]
    LimitedOfficialUse,
    /// `OUO`, before LIMITED OFFICIAL USE.
    #[serde(rename = "OFFICIAL USE ONLY")]
    OfficialUseOnly,
    /// `CUI`.
    #[serde(rename = "CONTROLLED UNCLASSIFIED INFORMATION")]
    Cui,
    /// `R`, 1951-53 and allied.
    #[serde(rename = "RESTRICTED")]
    Restricted,
    /// `C`.
    #[serde(rename = "CONFIDENTIAL")]
    Confidential,
    /// `S`.
    #[serde(rename = "SECRET")]
    Secret,
    /// `TS`.
    #[serde(rename = "TOP SECRET")]
    TopSecret,
}

impl Level {
    /// The level's full name, as it stands in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Unclassified => "UNCLASSIFIED",
            Level::Sbu => "SENSITIVE BUT UNCLASSIFIED",
            Level::LimitedOfficialUse => "LIMITED OFFICIAL USE",
            Level::OfficialUseOnly => "OFFICIAL USE ONLY",
            Level::Cui => "CONTROLLED UNCLASSIFIED INFORMATION",
            Level::Restricted => "RESTRICTED",
            Level::Confidential => "CONFIDENTIAL",
            Level::Secret => "SECRET",
            Level::TopSecret => "TOP SECRET",
        }
    }

    /// Its rank (registry `classification.csv`): 0 for unclassified, 1 for what is handled with care, 2 for RESTRICTED, 3 to 5
    /// for the three levels of the executive orders.
    pub fn rank(self) -> u8 {
        match self {
            Level::Unclassified => 0,
            Level::Sbu | Level::LimitedOfficialUse | Level::OfficialUseOnly | Level::Cui => 1,
            Level::Restricted => 2,
            Level::Confidential => 3,
            Level::Secret => 4,
            Level::TopSecret => 5,
        }
    }

    /// True for CONFIDENTIAL, SECRET and TOP SECRET, the levels of the executive orders.
    pub fn is_classified(self) -> bool {
        self >= Level::Confidential
    }
}

/// Level and caveats of a telegram.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Classification<'s> {
    /// As printed: `S E C R E T`.
    pub text: Text<'s>,
    /// The level: `SECRET`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Caveats beside it: `NOFORN`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<Text<'s>>,
    /// True where the copy itself says that it was released.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub declassified: bool,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// The executive order line (TF 6.6).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ExecutiveOrder<'s> {
    /// The line as printed.
    pub text: Text<'s>,
    /// The order's number: `12958`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Text<'s>>,
    /// The day on which the marking lapses, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub declassify_on: Option<Date>,
    /// `GDS`, `OADR`, `X1`, `N/A`, an event's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instruction: Option<Text<'s>>,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// Who classified a telegram, and why (TF 6.10).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Classifier<'s> {
    /// The person's name as printed, without the title. Absent where it was redacted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text<'s>>,
    /// The person's position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text<'s>>,
    /// The reasons, with section and letter: `1.4(b)`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Text<'s>>,
    /// True where the name was taken out of this copy.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub redacted: bool,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// What a TAGS code stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TagKind {
    /// A subject: `PREL`.
    #[default]
    Subject,
    /// A country or region: `FR`.
    Geographic,
    /// An organization: `NATO`.
    Organization,
    /// A program: `KDEM`.
    Program,
    /// A person.
    Person,
}

/// One TAGS code (TF 6.7).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Tag<'s> {
    /// As printed.
    pub text: Text<'s>,
    /// What one searches for, known misspellings mended: `PARM`, `CRUMPTON, HENRY`.
    pub code: Text<'s>,
    /// What it stands for. Absent where the code is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<TagKind>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text<'s>>,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}

/// What a reference points to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceKind {
    /// A telegram, also an airgram or a telegram known by its date-time group.
    Telegram,
    /// An e-mail.
    Email,
    /// A telephone call.
    Telephone,
    /// A letter.
    Letter,
    /// A memorandum.
    Memo,
    /// A report.
    Report,
    /// A publication: a manual, a law, a resolution, a newspaper.
    Publication,
    /// Anything else.
    #[default]
    Other,
}

/// One thing that the telegram refers to (TF 6.9).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Reference<'s> {
    /// Its letter in the list: `A`.
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    pub enumerator: Option<Text<'s>>,
    /// What it points to.
    pub kind: ReferenceKind,
    /// As printed, without its letter.
    pub text: Text<'s>,
    /// The canonical number, for telegrams: `06STATE3836`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<String>,
    /// Its place in the source.
    #[serde(skip)]
    pub span: Span,
}
