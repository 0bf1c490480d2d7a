//! A telegram's citation for a note, as *The Chicago Manual of Style* cites diplomatic correspondence in a public collection: who
//! to whom, number, day, where it is kept.

use super::telegram::{Named, key};
use crate::problem::Problem;
use chancery_exports::holder;
use chancery_registry::{Post, Registry};
use chancery_telegram::record::{Addressee, SentAt};
use chancery_view::{Collection, Shown, View};
use std::borrow::Cow;

/// The citation of a telegram.
///
/// # Errors
/// That there is no such telegram or text.
pub fn note(view: &View, name: &str, named: &Named) -> Result<String, Problem> {
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
        parts.push(format!("telegram {}", shown.key));
    }
    parts.extend(title.map(|title| format!("“{}”", title.trim_end_matches(['.', ',']))));
    let day = record.sent.as_ref().and_then(|sent| sent.at).map(SentAt::date);
    parts.extend(day.map(|day| day.strftime("%B %-d, %Y").to_string()));
    let name = shown.collections.first();
    let collection = name.and_then(|name| collections.iter().find(|collection| collection.name == *name));
    let told = holder(collection.and_then(|collection| collection.provenance.as_deref()), record);
    let named = || Some(format!("collection {}", collection?.own_name()?));
    parts.extend(told.map(Cow::into_owned).or_else(named));
    format!("{}.", parts.join(", "))
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
