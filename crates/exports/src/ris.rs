//! RIS: a `PCOMM` (personal communication) a telegram, as Zotero and EndNote take it.
//!
//! A value stands on one line, so blanks and line ends become one blank; lines end with CR LF, as the format says.

use crate::Frame;
use crate::bibtex::url;
use crate::citation::{Citation, Citations};
use crate::export::{Begin, Export};
use crate::words::unwrapped;
use std::io;

/// The form.
pub static EXPORT: Export = Export {
    id: "ris",
    title: "RIS, an entry a telegram",
    extension: "ris",
    media_type: "application/x-research-info-systems; charset=utf-8",
    tables: &[],
    begin: Begin::Stream(|context, out| Citations::begin(context, out, Frame::NONE, write)),
};

fn write(id: &str, citation: &Citation<'_>, state: Option<&str>) -> io::Result<String> {
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
    put("DB", citation.provenance.as_deref().unwrap_or_default());
    put("C1", citation.licence.unwrap_or_default());
    if let Some(state) = state {
        put("N1", &format!("Archive state {state}"));
    }
    put("N1", citation.remark.unwrap_or_default());
    for keyword in &citation.keywords {
        put("KW", keyword);
    }
    put("UR", &url(citation.url.unwrap_or_default()));
    text.push_str("ER  - \r\n\r\n");
    Ok(text)
}
