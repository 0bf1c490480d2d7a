//! References, both ways.

use super::telegram::{Named, key};
use crate::problem::Problem;
use chancery_telegram::record::ReferenceKind;
use chancery_view::find::{Request, Sort};
use chancery_view::{Shown, View};
use schemars::JsonSchema;
use serde::Serialize;

/// What a telegram refers to, and what refers to it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct References {
    /// The telegram.
    pub mrn: String,
    /// What it refers to, as printed.
    pub to: Vec<Reference>,
    /// The telegrams that refer to it, the oldest first.
    pub from: Vec<Reference>,
    /// How many refer to it; `from` has the first hundred.
    pub total: u64,
}

/// One end of a reference.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Reference {
    /// The letter before it.
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What kind of thing it is: `telegram`, `email` and so on.
    pub kind: ReferenceKind,
    /// As printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The number of the telegram.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<String>,
    /// Whether the archive has it.
    pub here: bool,
    /// Its subject, where it is here; of one without, the heading that an edition gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it was sent, where it is here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
}

/// How many that refer to a telegram are named.
const MOST: usize = 100;

/// The references of a telegram, both ways.
///
/// # Errors
/// That there is no such telegram.
pub fn references(view: &View, name: &str, named: &Named) -> Result<References, Problem> {
    let key = key(view, name, named)?;
    view.show(&key, named.variant, |shown| references_of(view, shown))?
}

/// As [`references`], of a telegram that the caller looks at.
///
/// # Errors
/// That the archive cannot be read.
pub fn references_of(view: &View, shown: &Shown<'_>) -> Result<References, Problem> {
    let key = shown.key.to_owned();
    let list = shown.record.references.iter().map(|reference| Reference {
        label: reference.enumerator.as_deref().map(str::to_owned),
        kind: reference.kind,
        text: Some(reference.text.to_string()),
        mrn: reference.mrn.as_deref().map(str::to_owned),
        here: false,
        subject: None,
        sent: None,
    });
    let mut to: Vec<Reference> = list.collect();
    for reference in &mut to {
        let Some(mrn) = &reference.mrn else { continue };
        let found = view.show(mrn, None, |shown| (subject(shown), sent(shown)));
        if let Ok((subject, sent)) = found {
            *reference = Reference { here: true, subject, sent, ..reference.clone() };
        }
    }
    let query = format!("ref:{key}");
    let asked = Request {
        query: &query,
        limit: MOST,
        skip: 0,
        months: false,
        sort: Sort::Date,
        cursor: None,
        today: super::today(),
    };
    let found = match view.hits(&asked) {
        Ok(found) => found,
        // A text without a number: nothing can name it.
        Err(chancery_view::Error::Query(_)) => {
            return Ok(References { mrn: key, to, from: Vec::new(), total: 0 });
        }
        Err(error) => return Err(error.into()),
    };
    let from = found.hits.into_iter().map(|hit| Reference {
        label: None,
        kind: ReferenceKind::Telegram,
        text: None,
        mrn: Some(hit.mrn),
        here: true,
        subject: hit.subject.or(hit.title),
        sent: hit.sent,
    });
    Ok(References { mrn: key, to, from: from.collect(), total: found.total })
}

fn subject(shown: &Shown<'_>) -> Option<String> {
    shown.record.title().map(str::to_owned)
}

fn sent(shown: &Shown<'_>) -> Option<String> {
    shown.record.sent.as_ref().and_then(|sent| sent.at.as_ref()).map(ToString::to_string)
}
