//! A text that somebody sends, repaired as he wishes. Nothing of it is kept.

use super::{LIKELY, date};
use crate::problem::Problem;
use chancery_check::repair::{self, Kind, Proposal};
use chancery_check::{Look, ProposalLine};
use chancery_telegram::record::Attributes;
use chancery_telegram::{DateHint, Options, Telegram};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which repairs are wanted.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mending {
    /// When the telegram was sent, where it does not say so itself: a year, a month or a day.
    #[serde(default)]
    pub(crate) date: String,
    /// Only repairs of these kinds, divided by commas: `comma`, `mojibake`, `entity`, `doubled`, `furniture`, `word-break`,
    /// `confusion`, `spaced`, `tags`. Without it all but `furniture`, which is taken out only for who names it.
    #[serde(default)]
    pub(crate) only: String,
    /// Carry out only what is at least so sure, from 0 to 1. From 0.99 on a repair is safe, from 0.9 likely; below that a person decides.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub(crate) min_confidence: Option<f64>,
}

/// Which repairs are wanted, read.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    date: Option<DateHint>,
    only: Vec<Kind>,
    least: f64,
}

impl Mending {
    /// Reads what is wanted.
    ///
    /// # Errors
    /// That a word of it is none.
    pub(crate) fn read(&self) -> Result<Wanted, Problem> {
        let kind = |word: &str| {
            Kind::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| {
                Problem::wrong(format!("there are no repairs `{word}`"))
                    .help(format!("the kinds are {}", Kind::ALL.map(Kind::as_str).join(", ")))
            })
        };
        let words = self.only.split(',').map(str::trim).filter(|word| !word.is_empty());
        let least = self.min_confidence.unwrap_or(LIKELY);
        if !(0.0..=1.0).contains(&least) {
            return Err(Problem::wrong("`min_confidence` is a number from 0 to 1"));
        }
        Ok(Wanted { date: date(&self.date)?, only: words.map(kind).collect::<Result<_, _>>()?, least })
    }
}

/// A text with its repairs.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Mended<'t> {
    /// What could be repaired, of the wanted kinds, in the order of the text.
    pub(crate) repairs: Vec<ProposalLine<'t>>,
    /// How many there are.
    pub(crate) proposed: usize,
    /// How many of them are carried out in `text`: those that are sure enough.
    pub(crate) applied: usize,
    /// The text with these repairs carried out, in UTF-8; all else is as it was.
    pub(crate) text: String,
}

/// Proposes repairs for a text, carries out those that are sure enough, and gives the whole to `with`.
pub(crate) fn mend<T>(text: &[u8], wanted: &Wanted, with: impl FnOnce(Mended<'_>) -> T) -> T {
    let options = Options { date: wanted.date, ..Options::default() };
    let telegram = Telegram::read(text, Attributes::default(), &options);
    let named = |proposal: &Proposal| match wanted.only.is_empty() {
        true => proposal.kind.mends_source(),
        false => wanted.only.contains(&proposal.kind),
    };
    let proposals = repair::propose_wanted(&Look::new(&telegram, &options), named);
    let sure = || proposals.iter().filter(|proposal| proposal.confidence >= wanted.least);
    with(Mended {
        repairs: proposals.iter().map(|proposal| ProposalLine::of(proposal, &telegram)).collect(),
        proposed: proposals.len(),
        applied: sure().count(),
        text: repair::apply_text(&telegram, sure()),
    })
}

#[cfg(test)]
mod tests {
    use super::{Mending, mend};

    #[test]
    fn a_text_in_another_encoding_is_given_as_it_is_read() {
        let text = b"UNCLAS PORT ALDER 000417\nSUBJECT: CAF\xe9 \x97 LIGHTS\n\n1. Iran,s and Syria,s lights aren,t out.\n";
        let given = mend(text, &Mending::default().read().unwrap(), |mended| mended.text);
        assert!(given.contains("CAF\u{e9} \u{2014} LIGHTS"), "{given}");
        assert!(given.contains("Iran's and Syria's lights aren't"), "{given}");
    }
}
