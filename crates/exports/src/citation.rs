//! What a citation of a telegram says, whatever the format.
//!
//! Nothing is recased: most subjects are printed in capitals, and a made-up sentence case would invent what is a name and
//! what is not. Formats that recase titles by themselves are told not to. A telegram without a subject gets a title in
//! square brackets, as cataloguers mark what they supply.

use crate::export::Entry;
use crate::words;
use chancery_telegram::record::SentAt;
use jiff::civil::Date;

pub(crate) struct Citation<'a> {
    /// The title: the subject.
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
    pub(crate) provenance: Option<&'a str>,
    /// On which terms.
    pub(crate) licence: Option<&'a str>,
    /// Where it can be read.
    pub(crate) url: Option<&'a str>,
}

impl<'a> Citation<'a> {
    pub(crate) fn of(entry: &'a Entry<'_>) -> Citation<'a> {
        let item = entry.item;
        let record = item.record;
        let number = words::number(record);
        let subject = record.subject.as_deref().map(words::unwrapped).filter(|subject| !subject.is_empty());
        let dated = record.sent.as_ref().map(|sent| words::unwrapped(&sent.text));
        let note = [words::level(record), Some(record.captions.join(", ")), dated];
        let note: Vec<String> = note.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let filled = |text: Option<&'a str>| text.filter(|text| !text.trim().is_empty());
        Citation {
            title: subject.unwrap_or_else(|| format!("[Telegram {}]", number.unwrap_or(&entry.key))),
            number,
            sender: filled(item.sender).or_else(|| filled(record.from.as_ref().map(words::name))),
            recipients: record.to.iter().map(words::name).filter(|name| !name.trim().is_empty()).collect(),
            date: record.sent.as_ref().and_then(|sent| sent.at).map(SentAt::date),
            keywords: record.tags.iter().map(words::tag).collect(),
            note: note.join("; "),
            collection: filled(item.collection.map(|collection| collection.name)),
            provenance: filled(item.collection.and_then(|collection| collection.provenance)),
            licence: filled(item.collection.and_then(|collection| collection.licence)),
            url: filled(item.url),
        }
    }
}
