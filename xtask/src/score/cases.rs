//! The labelled texts, as they lie in the folder.

use serde_json::{Map, Value};
use std::error::Error;
use std::fs;
use std::path::Path;

/// What a labelled text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One telegram, as its source has it.
    Whole,
    /// Some lines of one.
    Fragment,
    /// No telegram at all.
    Negative,
}

impl Kind {
    /// All kinds, in the order of the tables.
    pub(super) const ALL: [Kind; 3] = [Kind::Whole, Kind::Fragment, Kind::Negative];

    /// The table's title.
    pub(super) fn title(self) -> &'static str {
        match self {
            Kind::Whole => "whole telegrams",
            Kind::Fragment => "fragments",
            Kind::Negative => "texts that are no telegrams",
        }
    }
}

/// One labelled text.
#[derive(Debug)]
pub(super) struct Case {
    /// Its folder, or its name in the list.
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The file's name, from which nothing but the extension may be learned.
    pub(super) file: String,
    pub(super) text: Vec<u8>,
    /// What the reader is told beside the text.
    pub(super) date: Option<String>,
    /// The labels. Of a negative: each field that must not be there, as null.
    pub(super) fields: Map<String, Value>,
}

/// What no text may give that is no telegram.
const NEVER: [&str; 10] = [
    "mrn",
    "sent",
    "precedence",
    "level",
    "from",
    "to",
    "tags",
    "references",
    "classified_by",
    "executive_order",
];

/// Adds the cases of one folder.
pub(super) fn load(folder: &Path, cases: &mut Vec<Case>) -> Result<(), Box<dyn Error>> {
    let place = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut entries: Vec<_> = fs::read_dir(folder).map_err(place)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        match name.as_str() {
            "fragments.jsonl" => lines(&path, Kind::Fragment, cases)?,
            "negatives.jsonl" => lines(&path, Kind::Negative, cases)?,
            _ if path.is_dir() => cases.push(whole(&path, name)?),
            _ => {}
        }
    }
    Ok(())
}

fn whole(folder: &Path, name: String) -> Result<Case, Box<dyn Error>> {
    let file = if folder.join("input.xml").exists() { "input.xml" } else { "input.txt" };
    let labels: Value = serde_json::from_slice(&fs::read(folder.join("labels.json"))?)?;
    let text = fs::read(folder.join(file))?;
    let date = labels["date"].as_str().map(str::to_owned);
    let fields = labels["fields"].as_object().cloned().unwrap_or_default();
    Ok(Case { name, kind: Kind::Whole, file: file.to_owned(), text, date, fields })
}

fn lines(path: &Path, kind: Kind, cases: &mut Vec<Case>) -> Result<(), Box<dyn Error>> {
    for (number, line) in (1..).zip(fs::read_to_string(path)?.lines()) {
        let value: Value =
            serde_json::from_str(line).map_err(|error| format!("{}:{number}: {error}", path.display()))?;
        let fields = match kind {
            Kind::Negative => {
                let allowed = value["fields"].as_array().cloned().unwrap_or_default();
                let never = NEVER.into_iter().filter(|key| !allowed.iter().any(|a| a == key));
                never.map(|key| (key.to_owned(), Value::Null)).collect()
            }
            _ => value["fields"].as_object().cloned().unwrap_or_default(),
        };
        cases.push(Case {
            name: value["name"].as_str().unwrap_or_default().to_owned(),
            kind,
            file: "input.txt".to_owned(),
            text: value["text"].as_str().unwrap_or_default().as_bytes().to_vec(),
            date: value["date"].as_str().map(str::to_owned),
            fields,
        });
    }
    Ok(())
}
