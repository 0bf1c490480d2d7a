//! Repairs: proposals as edits on spans, each with its kind, its reason and a confidence (markings-and-indexing 9).
//!
//! One file a kind; all are registered in `KINDS`. What is missing is marked as missing by the rules, never written here;
//! redactions stay as they are.

mod change;
pub(crate) mod comma;
pub(crate) mod confusion;
pub(crate) mod doubled;
mod entity;
mod furniture;
mod lexicon;
mod mojibake;
pub(crate) mod spaced;
mod stretches;
mod tags;
mod tokens;
mod word_break;

pub use change::{Bytes, Change, ChangeError, carry_out, take_back};

use crate::look::Look;
use chancery_telegram::record::BlockKind;
use chancery_telegram::{Span, Telegram};
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// For `cargo xtask lexicon`, which makes the word list and the weights; no promise is made about it.
#[doc(hidden)]
pub mod making {
    pub use super::comma::features::{Evidence, NAMES, Place, Weights, Without, base, evidence};
    pub use super::comma::owner::{Candidate, Phrases, candidates, place};
    pub use super::comma::words::{BEFORE_VERBS, DETERMINERS, POSSESSIVES, VERBS};
    pub use super::lexicon::{COLUMNS, Lexicon, Word};
    pub use super::tokens::{Sort, Token, tokens};
}

/// What was wrong with the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A comma that stands for an apostrophe, or signs that stand for quotation marks.
    Comma,
    /// UTF-8 that was read as Windows-1252.
    Mojibake,
    /// An entity of HTML or XML.
    Entity,
    /// A line or caption that stands twice.
    Doubled,
    /// Page lines, banners and stamps inside a sentence.
    Furniture,
    /// A word that was cut by a line's end.
    WordBreak,
    /// Letters and digits confused, and heading words that were misread.
    Confusion,
    /// Letters spaced out, or blanks inside a figure.
    Spaced,
    /// TAGS run together.
    Tags,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 9] = [
        Kind::Comma,
        Kind::Mojibake,
        Kind::Entity,
        Kind::Doubled,
        Kind::Furniture,
        Kind::WordBreak,
        Kind::Confusion,
        Kind::Spaced,
        Kind::Tags,
    ];

    /// False for what the record's own texts are without already, while the source keeps it (markings-and-indexing 9.3): page
    /// lines, banners and stamps are evidence. It is carried out only for who asks for it by name.
    pub fn mends_source(self) -> bool {
        self != Kind::Furniture
    }

    /// The word in outputs and for `--only`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Comma => "comma",
            Kind::Mojibake => "mojibake",
            Kind::Entity => "entity",
            Kind::Doubled => "doubled",
            Kind::Furniture => "furniture",
            Kind::WordBreak => "word-break",
            Kind::Confusion => "confusion",
            Kind::Spaced => "spaced",
            Kind::Tags => "tags",
        }
    }
}

/// A proposal to change a stretch of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What was wrong.
    pub kind: Kind,
    /// What is replaced.
    pub span: Span,
    /// By what. Empty where the stretch is to go.
    pub text: String,
    /// Why, in a sentence for a person.
    pub reason: String,
    /// How sure it is, from 0 to 1: 0.99 and up is safe, from 0.9 likely, below a person decides.
    pub confidence: f64,
    /// Which of a pair of quotation marks it writes, if one.
    pub quotation: Option<Quotation>,
}

/// A quotation mark of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotation {
    /// The first.
    Opens,
    /// The second.
    Closes,
}

/// A kind of repair: gives its proposals for a telegram.
type Propose = fn(&Look<'_, '_>, &mut Vec<Proposal>);

/// All kinds, one file each.
static KINDS: &[Propose] = &[
    comma::propose,
    mojibake::propose,
    entity::propose,
    doubled::propose,
    furniture::propose,
    word_break::propose,
    confusion::propose,
    spaced::propose,
    tags::propose,
];

/// All proposals for a telegram, in the order of the text, none overlapping another: of two the surer one stays, then the
/// longer.
pub fn propose(look: &Look<'_, '_>) -> Vec<Proposal> {
    propose_wanted(look, |_| true)
}

/// As [`propose`], of those that are wanted: what is not wanted takes no place from another.
pub fn propose_wanted(look: &Look<'_, '_>, wanted: impl Fn(&Proposal) -> bool) -> Vec<Proposal> {
    let all = candidates(look).iter().filter(|proposal| wanted(proposal)).cloned().collect();
    without_overlaps(without_the_moot(all))
}

/// What each kind proposes where something may be changed; some of it may overlap.
fn candidates<'l>(look: &'l Look<'_, '_>) -> &'l [Proposal] {
    look.cells.candidates.get_or_init(|| {
        let mut all = Vec::new();
        for propose in KINDS {
            propose(look, &mut all);
        }
        if !all.is_empty() {
            let closed = Closed::new(look);
            all.retain(|proposal| closed.allows(proposal));
        }
        all
    })
}

/// What is never changed (markings-and-indexing 9.8): redactions, and the text of quoted documents, of which only the
/// encoding is mended.
struct Closed {
    /// Both in the order of the text.
    redactions: Vec<Span>,
    quotes: Vec<Span>,
}

impl Closed {
    fn new(look: &Look<'_, '_>) -> Closed {
        let record = look.record();
        let quotes = record.body.iter().filter(|block| block.kind == BlockKind::Quote);
        let mut redactions: Vec<Span> = record.redactions.iter().map(|redaction| redaction.span).collect();
        let mut quotes: Vec<Span> = quotes.map(|block| block.span).collect();
        redactions.sort_unstable();
        quotes.sort_unstable();
        Closed { redactions, quotes }
    }

    fn allows(&self, proposal: &Proposal) -> bool {
        let touches = |closed: &[Span]| {
            let next = closed.partition_point(|span| span.end <= proposal.span.start);
            closed.get(next).is_some_and(|span| span.start < proposal.span.end)
        };
        let encoding = matches!(proposal.kind, Kind::Mojibake | Kind::Entity);
        !touches(&self.redactions) && (encoding || !touches(&self.quotes))
    }
}

/// What is taken out as a whole line needs no repair inside.
fn without_the_moot(mut all: Vec<Proposal>) -> Vec<Proposal> {
    let whole = |proposal: &&Proposal| matches!(proposal.kind, Kind::Doubled | Kind::Furniture);
    let mut lines: Vec<Span> = all.iter().filter(whole).map(|proposal| proposal.span).collect();
    lines.sort_unstable();
    all.retain(|proposal| {
        let next = lines.partition_point(|line| line.end <= proposal.span.start);
        whole(&proposal) || !lines.get(next).is_some_and(|line| line.holds(proposal.span))
    });
    all
}

fn without_overlaps(mut all: Vec<Proposal>) -> Vec<Proposal> {
    all.sort_by(|a, b| {
        b.confidence.total_cmp(&a.confidence).then(b.span.len().cmp(&a.span.len())).then(a.span.cmp(&b.span))
    });
    let mut kept: std::collections::BTreeMap<(u32, u32), Proposal> = std::collections::BTreeMap::new();
    for proposal in all {
        let at = (proposal.span.start, proposal.span.end);
        let before = kept
            .range(..=at)
            .next_back()
            .is_some_and(|(_, kept)| kept.span.end > proposal.span.start || kept.span == proposal.span);
        let behind = kept
            .range(at..)
            .next()
            .is_some_and(|(_, kept)| kept.span.start < proposal.span.end || kept.span == proposal.span);
        if !before && !behind {
            kept.insert(at, proposal);
        }
    }
    kept.into_values().collect()
}

/// The text with these proposals carried out. They must be in the order of the text and not overlap, as [`propose`] gives
/// them; one that does not fit is passed over.
pub fn apply<'p>(source: &[u8], proposals: impl IntoIterator<Item = &'p Proposal>) -> Vec<u8> {
    let mut text = Vec::with_capacity(source.len());
    for (kept, put) in parts(source.len(), proposals) {
        text.extend_from_slice(&source[kept]);
        text.extend_from_slice(put.as_bytes());
    }
    text
}

/// As [`apply`], of a text in any encoding: what is left alone is given as it is read.
pub fn apply_text<'p>(telegram: &Telegram<'_>, proposals: impl IntoIterator<Item = &'p Proposal>) -> String {
    let source = telegram.source();
    let mut text = String::with_capacity(source.len());
    for (kept, put) in parts(source.len(), proposals) {
        text.push_str(&telegram.text(Span::new(kept.start, kept.end)));
        text.push_str(put);
    }
    text
}

/// The stretches that proposals leave alone, each with what is put behind it.
fn parts<'p>(
    length: usize,
    proposals: impl IntoIterator<Item = &'p Proposal>,
) -> impl Iterator<Item = (Range<usize>, &'p str)> {
    let mut at = 0;
    let put = proposals.into_iter().map(move |proposal| (proposal.span.range(), &*proposal.text));
    put.chain([(length..length, "")]).filter_map(move |(range, put)| {
        let fits = range.start >= at && range.end <= length;
        fits.then(|| (std::mem::replace(&mut at, range.end)..range.start, put))
    })
}
