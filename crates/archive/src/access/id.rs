//! The names of portions.

use super::near::nearest;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Where a block stands: by the numbered paragraph that it is or follows, so that a name stays when a newer version reads
/// other parts of the body in another way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The paragraph's number; 0 before the first one.
    pub paragraph: u32,
    /// Which of several paragraphs of that number, from 1; 0 before the first paragraph.
    pub occurrence: u32,
    /// 0 for the paragraph itself; the first block behind it is 1.
    pub block: u32,
}

/// A portion's name. `Display` is also its stable form for machines: `paragraph 3, item 2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PortionId {
    /// Number, date-time group and sender: seen as soon as anything is.
    Handle,
    /// In decisions only: all that has no decision of its own.
    Telegram,
    /// What of the heading is in no other portion: routing, stamps, labels; which section it is.
    Heading,
    /// The precedence.
    Precedence,
    /// Format lines 1 to 4, 10, 15 and 16.
    Transmission,
    /// Action addressees.
    To,
    /// Information addressees.
    Info,
    /// The office distribution.
    Distribution,
    /// Drafters, approvers, clearances.
    Drafting,
    /// Pass and attention lines.
    PassTo,
    /// The class line's level and caveats.
    Classification,
    /// The captions.
    Captions,
    /// The executive order line.
    ExecutiveOrder,
    /// Who classified it.
    ClassifiedBy,
    /// The TAGS.
    Tags,
    /// The subject.
    Subject,
    /// The references.
    References,
    /// The summary. Its bytes are those of its blocks.
    Summary,
    /// A block of the body.
    Block(Place),
    /// An item of a block's list, from 1.
    Item(Place, u32),
    /// Page lines, banners and section ends inside and behind a block.
    PageLines(Place),
    /// The signature, and what closes the telegram.
    Signature,
    /// What the source says beside the text.
    Attributes,
    /// What stands before and behind the telegram in its text: an e-mail's heading, noise, what follows its end. It is in no
    /// record.
    Beyond,
}

impl PortionId {
    /// True for all but the handle, which follows the others, and what is beyond the telegram, which is in no record: the
    /// portions whose labels tell the ways of seeing a telegram.
    pub fn has_label(self) -> bool {
        !matches!(self, PortionId::Handle | PortionId::Beyond)
    }
}

const NAMED: [(PortionId, &str); 21] = [
    (PortionId::Handle, "handle"),
    (PortionId::Telegram, "telegram"),
    (PortionId::Heading, "heading"),
    (PortionId::Precedence, "precedence"),
    (PortionId::Transmission, "transmission"),
    (PortionId::To, "to"),
    (PortionId::Info, "info"),
    (PortionId::Distribution, "distribution"),
    (PortionId::Drafting, "drafting"),
    (PortionId::PassTo, "pass_to"),
    (PortionId::Classification, "classification"),
    (PortionId::Captions, "captions"),
    (PortionId::ExecutiveOrder, "executive_order"),
    (PortionId::ClassifiedBy, "classified_by"),
    (PortionId::Tags, "tags"),
    (PortionId::Subject, "subject"),
    (PortionId::References, "references"),
    (PortionId::Summary, "summary"),
    (PortionId::Signature, "signature"),
    (PortionId::Attributes, "attributes"),
    (PortionId::Beyond, "beyond"),
];

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { paragraph, occurrence, block } = *self;
        match (paragraph, block) {
            (0, block) => return write!(f, "block {block}"),
            (number, 0) => write!(f, "paragraph {number}")?,
            (number, block) => write!(f, "block {block} after paragraph {number}")?,
        }
        if occurrence > 1 { write!(f, " ({occurrence})") } else { Ok(()) }
    }
}

impl fmt::Display for PortionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PortionId::Block(place) => place.fmt(f),
            PortionId::Item(place, item) => write!(f, "{place}, item {item}"),
            PortionId::PageLines(place) => write!(f, "{place}, page lines"),
            named => {
                let name = NAMED.iter().find(|(id, _)| id == named).map_or("heading", |(_, name)| name);
                f.write_str(name)
            }
        }
    }
}

/// A text that names no portion.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` names no portion{}", .nearest.map(|n| format!("; did you mean `{n}`?")).unwrap_or_else(|| ": write `paragraph 3`, `paragraph 3, item 2`, `block 1 after paragraph 3`, or a field such as `subject`".to_owned()))]
pub struct PortionIdError {
    /// What was given.
    pub given: String,
    /// What is most likely meant.
    pub nearest: Option<&'static str>,
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Place, ()> {
        let (text, occurrence) = match text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
            Some((text, n)) => (text, n.parse().ok().filter(|n| *n > 1).ok_or(())?),
            None => (text, 1),
        };
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|n| *n > 0).ok_or(());
        if let Some(paragraph) = text.strip_prefix("paragraph ") {
            return Ok(Place { paragraph: number(paragraph)?, occurrence, block: 0 });
        }
        let rest = text.strip_prefix("block ").ok_or(())?;
        Ok(match rest.split_once(" after paragraph ") {
            Some((block, paragraph)) => {
                Place { paragraph: number(paragraph)?, occurrence, block: number(block)? }
            }
            None => Place { paragraph: 0, occurrence: 0, block: number(rest)? },
        })
    }
}

impl FromStr for PortionId {
    type Err = PortionIdError;

    fn from_str(given: &str) -> Result<PortionId, PortionIdError> {
        let text = given.trim().to_ascii_lowercase();
        if let Some((id, _)) = NAMED.iter().find(|(_, name)| *name == text) {
            return Ok(*id);
        }
        let place = |text: &str| text.parse::<Place>().ok();
        let found = match text.split_once(", ") {
            None => place(&text).map(PortionId::Block),
            Some((at, "page lines")) => place(at).map(PortionId::PageLines),
            Some((at, item)) => {
                let item = item.strip_prefix("item ").and_then(|n| n.parse().ok()).filter(|n| *n > 0);
                place(at).zip(item).map(|(place, item)| PortionId::Item(place, item))
            }
        };
        found.ok_or_else(|| PortionIdError {
            given: given.to_owned(),
            nearest: nearest(&text, NAMED.iter().map(|(_, name)| *name)),
        })
    }
}

impl Serialize for PortionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PortionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
