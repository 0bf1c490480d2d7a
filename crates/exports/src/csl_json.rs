//! CSL-JSON (Citation Style Language 1.0.2): one list, a `document` a telegram, for citation processors and Zotero.

use crate::Frame;
use crate::bibtex::url;
use crate::citation::{Citation, Citations};
use crate::export::{Begin, Export};
use serde::Serialize;
use std::io;

/// The form.
pub static EXPORT: Export = Export {
    id: "csl-json",
    title: "CSL-JSON, an item a telegram",
    extension: "json",
    media_type: "application/vnd.citationstyles.csl+json",
    tables: &[],
    begin: Begin::Stream(|context, out| Citations::begin(context, out, Frame::LIST, write)),
};

/// An item. The keys are those of the schema `csl-data.json`, which allows no others.
#[derive(Serialize)]
struct CslItem<'a> {
    id: &'a str,
    r#type: &'static str,
    genre: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_collection: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_location: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keyword: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annote: Option<&'a str>,
}

/// A name that has no parts.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    date_parts: [[i16; 3]; 1],
}

fn write(key: &str, citation: &Citation<'_>, state: Option<&str>) -> io::Result<String> {
    let note = [
        Some(citation.note.clone()),
        state.map(|state| format!("Archive state {state}")),
        citation.licence.map(str::to_owned),
    ];
    let note: Vec<String> = note.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    // A date as an edition prints it may end with a full stop: `6 p.m.`
    let note = note.into_iter().reduce(|before, part| match before.ends_with('.') {
        true => format!("{before} {part}"),
        false => format!("{before}. {part}"),
    });
    let item = CslItem {
        id: key,
        r#type: "document",
        genre: "Telegram",
        title: &citation.title,
        number: citation.number,
        author: citation.sender.map(|literal| Name { literal }).into_iter().collect(),
        recipient: citation.recipients.iter().map(|literal| Name { literal }).collect(),
        issued: citation
            .date
            .map(|date| Issued { date_parts: [[date.year(), date.month().into(), date.day().into()]] }),
        archive: citation.provenance.as_deref(),
        archive_collection: citation.collection,
        archive_location: citation.number,
        url: citation.url.map(url),
        keyword: Some(citation.keywords.join("; ")).filter(|words| !words.is_empty()),
        note,
        annote: citation.remark,
    };
    Ok(serde_json::to_string(&item)?)
}
