//! RIS: a `PCOMM` (personal communication) a telegram, as Zotero and EndNote take it.
//!
//! A value stands on one line, so blanks and line ends become one blank; lines end with CR LF, as the format says.

use crate::ExportError;
use crate::bibtex::url;
use crate::citation::Citation;
use crate::export::{Begin, Entry, Export, Sink, Stream};
use crate::keys::{Keys, plain};
use crate::words::unwrapped;
use std::io::Write;

/// The form.
pub static EXPORT: Export = Export {
    id: "ris",
    title: "RIS, an entry a telegram",
    extension: "ris",
    media_type: "application/x-research-info-systems; charset=utf-8",
    tables: &[],
    begin: Begin::Stream(|context, out| {
        Ok(Box::new(Entries { out, keys: Keys::default(), state: context.state.clone() }))
    }),
};

struct Entries<'w> {
    out: Stream<'w>,
    keys: Keys,
    state: Option<String>,
}

impl Sink for Entries<'_> {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        let id = self.keys.unique(plain(&entry.key));
        let text = write(&id, &Citation::of(entry), self.state.as_deref());
        self.out.write_all(text.as_bytes())?;
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}

fn write(id: &str, citation: &Citation<'_>, state: Option<&str>) -> String {
    let mut text = String::new();
    let mut put = |tag: &str, value: &str| {
        let value: String =
            unwrapped(value).chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        if !value.is_empty() {
            text.push_str(&format!("{tag}  - {value}\r\n"));
        }
    };
    put("TY", "PCOMM");
    put("ID", id);
    put("AU", citation.sender.unwrap_or_default());
    for recipient in &citation.recipients {
        put("A2", recipient);
    }
    put("TI", &citation.title);
    if let Some(date) = citation.date {
        put("PY", &format!("{:04}", date.year()));
        put("DA", &format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day()));
    }
    put("M3", "Telegram");
    put("M1", citation.number.unwrap_or_default());
    put("CN", citation.number.unwrap_or_default());
    put("N1", &citation.note);
    put("T2", citation.collection.unwrap_or_default());
    put("DB", citation.provenance.unwrap_or_default());
    put("C1", citation.licence.unwrap_or_default());
    if let Some(state) = state.filter(|state| !state.is_empty()) {
        put("N1", &format!("Archive state {state}"));
    }
    for keyword in &citation.keywords {
        put("KW", keyword);
    }
    put("UR", &url(citation.url.unwrap_or_default()));
    text.push_str("ER  - \r\n\r\n");
    text
}
