//! A telegram's citation for a note, as *The Chicago Manual of Style* cites diplomatic correspondence in a public collection: who
//! to whom, number, day, where it is kept.

use super::telegram::{Named, key};
use crate::problem::Problem;
use chancery_exports::{Export, holder};
use chancery_registry::{Post, Registry};
use chancery_telegram::record::{Addressee, SentAt};
use chancery_view::{Collection, NAMELESS, Shown, View};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The form of a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// A note, as *The Chicago Manual of Style* has it.
    #[default]
    Chicago,
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    CslJson,
}

impl Style {
    /// All of them.
    pub const ALL: [Style; 4] = [Style::Chicago, Style::Bibtex, Style::Ris, Style::CslJson];

    /// The export that writes it; none for a note.
    fn export(self) -> Option<&'static Export> {
        Export::by_id(match self {
            Style::Chicago => return None,
            Style::Bibtex => "bibtex",
            Style::Ris => "ris",
            Style::CslJson => "csl-json",
        })
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.export().map_or("text/plain; charset=utf-8", |export| export.media_type)
    }
}

/// The citation of a telegram, in a form.
///
/// # Errors
/// That there is no such telegram or text.
pub fn cited(view: &View, name: &str, named: &Named, style: Style) -> Result<String, Problem> {
    match style.export() {
        None => note(view, name, named),
        Some(export) => {
            let bytes = super::telegram::exported(view, name, named, export)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
    }
}

/// The citation of a telegram, for a note.
///
/// # Errors
/// That there is no such telegram or text.
fn note(view: &View, name: &str, named: &Named) -> Result<String, Problem> {
    let key = key(view, name, named)?;
    let collections = view.collections()?;
    Ok(view.show(&key, named.variant, |shown| chicago(shown, &collections))?)
}

/// The citation of what is shown.
pub fn chicago(shown: &Shown<'_>, collections: &[&Collection]) -> String {
    let record = shown.record;
    let mut text = String::new();
    if let Some(from) = &record.from {
        text.push_str(&named(from));
    }
    if let Some(to) = record.to.first() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str("to ");
        text.push_str(&named(to));
        if record.to.len() > 1 {
            text.push_str(" and others");
        }
    }
    let mut parts: Vec<String> = Vec::new();
    if !text.is_empty() {
        parts.push(text);
    }
    let title = record.title();
    // An edition's heading says itself that it is a telegram.
    if record.subject.is_some() || record.mrn.is_some() || title.is_none() {
        // A hash is no number.
        parts.push(if shown.key.starts_with(NAMELESS) {
            "telegram".to_owned()
        } else {
            format!("telegram {}", shown.key)
        });
    }
    // A comma and a full stop stand within the quotation marks.
    parts.extend(title.map(|title| format!("“{},”", title.trim_end_matches(['.', ',']))));
    let day = record.sent.as_ref().and_then(|sent| sent.at).map(SentAt::date);
    parts.extend(day.map(|day| day.strftime("%B %-d, %Y").to_string()));
    let name = shown.collections.first();
    let collection = name.and_then(|name| collections.iter().find(|collection| collection.name == *name));
    let told = holder(collection.and_then(|collection| collection.provenance.as_deref()), record);
    let named = || Some(format!("collection {}", collection?.own_name()?));
    parts.extend(told.map(Cow::into_owned).or_else(named));
    let mut note = String::new();
    for part in &parts {
        if !note.is_empty() {
            note.push_str(if note.ends_with(",”") { " " } else { ", " });
        }
        note.push_str(part);
    }
    match note.strip_suffix(",”") {
        Some(note) => format!("{note}.”"),
        None => format!("{note}."),
    }
}

fn named(addressee: &Addressee<'_>) -> String {
    let post = addressee.post.as_deref().and_then(|code| Registry::builtin().post(code));
    match post {
        Some(post) => called(post),
        None if addressee.name.is_empty() => addressee.text.to_string(),
        None => addressee.name.to_string(),
    }
}

/// What a post is called: `Embassy Paris`, `Consulate General Hong Kong`.
pub fn called(post: &Post) -> String {
    let name = post.name;
    match (post.code, post.kind) {
        ("STATE", _) => "Department of State".to_owned(),
        (_, "embassy") => format!("Embassy {name}"),
        (_, "consulate-general") => format!("Consulate General {name}"),
        (_, "consulate") => format!("Consulate {name}"),
        _ => name.to_owned(),
    }
}
