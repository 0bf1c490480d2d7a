//! Which section of which telegram an item is, so that sections that lie apart can be put together.

use crate::{Item, SectionKey};
use chancery_telegram::{DateHint, Options, read_section};

/// How far into an item the class line is looked for.
const HEAD: usize = 8 << 10;

/// The section that an item is, by its own heading; none for a whole telegram, also for one that holds all of its sections.
/// `date` says when an item was sent that bears no date.
pub fn section_key(item: &Item, date: Option<DateHint>) -> Option<SectionKey> {
    // An edition prints a telegram whole, with the class line of its first section.
    if item.format == crate::formats::frus_tei::FORMAT.id {
        return None;
    }
    let head = &item.bytes[..item.bytes.len().min(HEAD)];
    if !memchr::memmem::find_iter(head, b"SECT").any(|at| says_of(&head[at..])) {
        return None;
    }
    let options = Options { date: item.date_hint().or(date), ..Options::default() };
    let record = read_section(&item.bytes, &options)?;
    let sections = record.sections?;
    let mrn = record.mrn?;
    let day = record.sent.and_then(|sent| sent.at).map(|at| at.date().to_string()).unwrap_or_default();
    let telegram = match mrn.canonical {
        Some(canonical) => canonical,
        None => format!("{} {} {day}", mrn.post, mrn.number),
    };
    Some(SectionKey { telegram, this: sections.this?, of: sections.of? })
}

/// `SECTION 01 OF 03`, `SECT 1 OF 2`: a digit and OF close behind the word.
fn says_of(text: &[u8]) -> bool {
    let near = &text[..text.len().min(24)];
    near.iter().any(u8::is_ascii_digit) && memchr::memmem::find(near, b"OF").is_some()
}
