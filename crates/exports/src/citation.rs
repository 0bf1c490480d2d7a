//! What a citation of a telegram says, whatever the format.
//!
//! Nothing is recased: most subjects are printed in capitals, and a made-up sentence case would invent what is a name and
//! what is not. Formats that recase titles by themselves are told not to. A telegram without a subject gets a title in
//! square brackets, as cataloguers mark what they supply.

use crate::export::{Begun, Context, Entry, Sink, Stream};
use crate::keys::{Keys, plain};
use crate::{ExportError, Frame, words};
use chancery_telegram::record::{Record, SentAt};
use jiff::civil::Date;
use std::borrow::Cow;
use std::io::{self, Write};

/// How a format writes a citation: it gets the citation's key, which is unique in the export, what it says, and the state
/// of the archive where it is known, and gives the text.
pub(crate) type Style = fn(&str, &Citation<'_>, Option<&str>) -> io::Result<String>;

/// An export of citations, one after the other, in a format and its frame.
pub(crate) struct Citations<'w> {
    out: Stream<'w>,
    frame: Frame,
    write: Style,
    keys: Keys,
    state: Option<String>,
    begun: bool,
}

impl<'w> Citations<'w> {
    /// Begins an export whose citations `write` writes.
    pub(crate) fn begin(context: &Context, out: Stream<'w>, frame: Frame, write: Style) -> Begun<'w> {
        let state = context.state.clone().filter(|state| !state.is_empty());
        Ok(Box::new(Citations { out, frame, write, keys: Keys::default(), state, begun: false }))
    }
}

impl Sink for Citations<'_> {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        let key = self.keys.unique(plain(&entry.key));
        let text = (self.write)(&key, &Citation::of(entry), self.state.as_deref())?;
        let before =
            if std::mem::replace(&mut self.begun, true) { self.frame.between } else { self.frame.head };
        self.out.write_all(before.as_bytes())?;
        self.out.write_all(text.as_bytes())?;
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.write_all(if self.begun { self.frame.tail } else { self.frame.empty }.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

/// Who holds a telegram, and where, as historians cite it: what its collection says, else what its source says beside the text. None
/// where neither says it.
///
/// The release of 1973-79 has an `SAS ID` or a film's number beside each record; an edition in TEI the volume's title and the
/// document's number.
pub fn holder<'a>(provenance: Option<&'a str>, record: &Record<'_>) -> Option<Cow<'a, str>> {
    let told = provenance.filter(|text| !text.trim().is_empty());
    told.map(Cow::Borrowed).or_else(|| source_says(record).map(Cow::Owned))
}

fn source_says(record: &Record<'_>) -> Option<String> {
    let said = |name: &str| record.attributes.get(name).map(words::unwrapped).filter(|text| !text.is_empty());
    if let Some(volume) = said("volume").filter(|volume| volume.starts_with("Foreign Relations")) {
        return Some(match said("n") {
            Some(number) => format!("{volume}, Document {number}"),
            None => volume,
        });
    }
    let of_release =
        said("Document Number").is_some() && (said("SAS ID").is_some() || said("Film Number").is_some());
    of_release.then(|| {
        "National Archives, RG 59, Central Foreign Policy Files, Access to Archival Databases (AAD)"
            .to_owned()
    })
}

/// What is cited of one telegram.
pub(crate) struct Citation<'a> {
    /// The title: the subject, or the heading of an edition.
    pub(crate) title: String,
    /// The number.
    pub(crate) number: Option<&'a str>,
    /// Who sent it.
    pub(crate) sender: Option<&'a str>,
    /// The action addressees.
    pub(crate) recipients: Vec<&'a str>,
    /// The day.
    pub(crate) date: Option<Date>,
    /// The codes of TAGS.
    pub(crate) keywords: Vec<&'a str>,
    /// Level, captions and date-time group as printed: `SECRET NOFORN; SIPDIS; 261145Z DEC 06`.
    pub(crate) note: String,
    /// The collection's name.
    pub(crate) collection: Option<&'a str>,
    /// Who holds it.
    pub(crate) provenance: Option<Cow<'a, str>>,
    /// On which terms.
    pub(crate) licence: Option<&'a str>,
    /// Where it can be read.
    pub(crate) url: Option<&'a str>,
    /// What a reader noted on it.
    pub(crate) remark: Option<&'a str>,
}

impl<'a> Citation<'a> {
    pub(crate) fn of(entry: &'a Entry<'_>) -> Citation<'a> {
        let item = entry.item;
        let record = item.record;
        let number = words::number(record);
        let title = record.title().map(words::unwrapped).filter(|title| !title.is_empty());
        let dated = record.sent.as_ref().map(|sent| words::unwrapped(&sent.text));
        let note = [words::level(record), Some(record.captions.join(", ")), dated];
        let note: Vec<String> = note.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let filled = |text: Option<&'a str>| text.filter(|text| !text.trim().is_empty());
        Citation {
            title: title.unwrap_or_else(|| format!("[Telegram {}]", number.unwrap_or(&entry.key))),
            number,
            sender: filled(item.sender.as_deref()).or_else(|| filled(record.from.as_ref().map(words::name))),
            recipients: record.to.iter().map(words::name).filter(|name| !name.trim().is_empty()).collect(),
            date: record.sent.as_ref().and_then(|sent| sent.at).map(SentAt::date),
            keywords: record.tags.iter().map(words::tag).collect(),
            note: note.join("; "),
            collection: filled(item.collection.map(|collection| collection.name)),
            provenance: holder(item.collection.and_then(|collection| collection.provenance), record),
            licence: filled(item.collection.and_then(|collection| collection.licence)),
            url: filled(item.url),
            remark: filled(item.remark),
        }
    }
}
