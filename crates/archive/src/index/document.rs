//! From a record, as some readers see it, to a document of the index.

use super::likeness::sketch;
use super::schema::FIELDS;
use super::tokens::with_seams;
use crate::access;
use crate::telegrams::NAMELESS;
use crate::words::seams;
use chancery_telegram::record::{Addressee, Block, Level, Record, SentAt};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// What a document says that its record does not.
#[derive(Clone, Debug)]
pub struct Part<'p> {
    /// The key by which these readers know the telegram.
    pub key: &'p str,
    /// The text that the record was read from, as far as these readers see it: blocks have their places in it.
    pub source: &'p [u8],
    /// The collections in which these readers see it.
    pub collections: &'p [&'p str],
    /// How many originals stand behind it.
    pub originals: usize,
    /// How many texts of it these readers see.
    pub variants: usize,
}

/// A place in a record where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The subject.
    Subject,
    /// A block of the body, counted from 0.
    Block(usize),
    /// The signature.
    Signature,
    /// Who classified it.
    ClassifiedBy,
}

/// As [`texts`], with the places in each where page lines were taken out, which may have torn a word. `source` is what the
/// record was read from: the blocks have their places in it.
pub fn texts_with_seams<'r>(
    record: &'r Record<'_>,
    source: &[u8],
    mut take: impl FnMut(Where, &'r str, &[usize]),
) {
    texts(record, |at, text| match at {
        Where::Block(block) => take(at, text, &seams_of(&record.body[block], text, source)),
        _ => take(at, text, &[]),
    });
}

/// The seams of a block's text. Nearly all blocks have none, as the count of their letters and signs tells.
fn seams_of(block: &Block<'_>, text: &str, source: &[u8]) -> Vec<usize> {
    /// How many signs a number, a mark and a heading may have around them; no page line has fewer.
    const SIGNS: usize = 5;
    let Some(source) = source.get(block.span.range()) else { return Vec::new() };
    let printed = |bytes: &[u8]| bytes.iter().filter(|byte| **byte > b' ').count();
    let number = block.number.map_or(0, |number| number.checked_ilog10().map_or(1, |log| log as usize + 1));
    let lead: usize =
        [&block.mark, &block.heading].into_iter().flatten().map(|text| printed(text.as_bytes())).sum();
    let heading = block.heading.as_deref() == Some(text);
    if heading || text.is_ascii() && printed(source) <= printed(text.as_bytes()) + number + lead + SIGNS {
        return Vec::new();
    }
    seams(text, source)
}

/// All texts of a record that are searched by words, in order. The index, the plain scan and the snippets take them here.
pub fn texts<'r>(record: &'r Record<'_>, mut take: impl FnMut(Where, &'r str)) {
    if let Some(subject) = &record.subject {
        take(Where::Subject, subject);
    }
    for (at, block) in record.body.iter().enumerate() {
        // One that stands in the paragraph's first line is in its text too.
        if let Some(heading) = block.heading.as_deref().filter(|heading| !block.text.starts_with(heading)) {
            take(Where::Block(at), heading);
        }
        // The items of a list stand in it.
        take(Where::Block(at), &block.text);
    }
    for name in &record.signature {
        take(Where::Signature, name);
    }
    for classifier in &record.classified_by {
        for text in [&classifier.name, &classifier.title].into_iter().flatten() {
            take(Where::ClassifiedBy, text);
        }
    }
}

/// The code of an addressee: its post's, else its name as printed.
pub fn code<'a>(addressee: &'a Addressee<'_>) -> &'a str {
    addressee.post.as_deref().unwrap_or(&addressee.name)
}

/// The letter of a level, as a portion mark has it: `S`, `LOU`.
pub fn letter(level: Level) -> &'static str {
    match level {
        Level::Unclassified => "U",
        Level::Sbu => "SBU",
        Level::LimitedOfficialUse => "LOU",
        Level::OfficialUseOnly => "OUO",
        Level::Cui => "CUI",
        Level::Restricted => "R",
        Level::Confidential => "C",
        Level::Secret => "S",
        Level::TopSecret => "TS",
    }
}

/// Minutes since 1970; of a day its beginning.
pub fn minutes(at: SentAt) -> i64 {
    let (date, time) = match at {
        SentAt::Minute(at) => (at.date(), i64::from(at.hour()) * 60 + i64::from(at.minute())),
        SentAt::Day(date) => (date, 0),
    };
    days(date) * 24 * 60 + time
}

/// Days since 1970.
pub fn days(date: jiff::civil::Date) -> i64 {
    const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);
    // The difference of two dates is always there, in days.
    EPOCH.until(date).map_or(0, |span| i64::from(span.get_days()))
}

/// What breaks ties: it must not depend on what else is in the archive. Texts without a number may have one key for a reader who sees
/// the same of them; then the collections in which he sees them tell them apart.
pub fn tie(key: &str, collections: &[&str]) -> u64 {
    let mut hash = Sha256::new_with_prefix(key.as_bytes());
    if key.starts_with(NAMELESS) {
        let mut collections = collections.to_vec();
        collections.sort_unstable();
        collections.dedup();
        hash.update(collections.join("\0").as_bytes());
    }
    let hash = hash.finalize();
    u64::from_be_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
}

/// The document of a telegram as some readers see it. Its number in the catalogue is added when that is known.
pub fn document(record: &Record<'_>, part: &Part<'_>) -> TantivyDocument {
    let fields = &*FIELDS;
    let mut to = TantivyDocument::new();
    to.add_u64(fields.tie, tie(part.key, part.collections));
    texts_with_seams(record, part.source, |at, text, seams| {
        to.add_text(fields.text, with_seams(text, seams));
        match at {
            Where::Subject => to.add_text(fields.subject, text),
            Where::Signature => to.add_text(fields.signed, text),
            Where::ClassifiedBy => to.add_text(fields.classified_by, text),
            Where::Block(_) => {}
        }
    });
    // By its key a telegram is looked up among those that a reader sees: its number, or the name of a text without one.
    let number = record.mrn.as_ref().and_then(|mrn| mrn.canonical.as_deref());
    once(&mut to, fields.mrn, number.into_iter().chain([part.key]));
    for (field, addressees) in [
        (fields.from, record.from.as_slice()),
        (fields.to, record.to.as_slice()),
        (fields.info, record.info.as_slice()),
    ] {
        once(&mut to, field, addressees.iter().map(code));
    }
    once(&mut to, fields.tag, record.tags.iter().map(|tag| tag.code.as_ref()));
    once(&mut to, fields.caption, record.captions.iter().map(AsRef::as_ref));
    if let Some(level) = record.classification.as_ref().and_then(|class| class.level) {
        to.add_text(fields.level, level.as_str());
    }
    let mut marks: Vec<String> = Vec::new();
    for block in &record.body {
        if let Some(level) = block.level.filter(|_| block.mark.is_some()) {
            self::marks(letter(level), &block.caveats, &mut marks);
        }
    }
    once(&mut to, fields.mark, marks.iter().map(String::as_str));
    let precedences = [record.precedence, record.info_precedence].into_iter().flatten();
    once(&mut to, fields.precedence, precedences.map(|precedence| precedence.as_str()));
    once(
        &mut to,
        fields.reference,
        record.references.iter().filter_map(|reference| reference.mrn.as_deref()),
    );
    once(&mut to, fields.collection, part.collections.iter().copied());
    to.add_text(fields.format, &record.source.format);
    traits(record, part, &mut to);
    if let Some(at) = record.sent.as_ref().and_then(|sent| sent.at) {
        to.add_i64(fields.sent, minutes(at));
    }
    if let Some(year) = year(record) {
        to.add_u64(fields.year, u64::from(year));
    }
    if let Some(lapse) = access::lapse(record) {
        to.add_i64(fields.declassify, days(lapse.on));
    }
    to.add_u64(fields.originals, part.originals as u64);
    to.add_u64(fields.variants, part.variants as u64);
    for value in sketch(record.body.iter().map(|block| block.text.as_ref())) {
        to.add_u64(fields.like, value);
    }
    to
}

/// The most caveats of one paragraph of which every choice is filed. No mark that was read has more than five.
const MOST_CAVEATS: usize = 7;

/// A paragraph's mark as it is filed: its letter, and its letter with each choice of its caveats, in order.
fn marks(letter: &str, caveats: &[chancery_telegram::record::Text<'_>], into: &mut Vec<String>) {
    let mut caveats: Vec<&str> = caveats.iter().take(MOST_CAVEATS).map(AsRef::as_ref).collect();
    caveats.sort_unstable();
    caveats.dedup();
    for choice in 0..1_u32 << caveats.len() {
        let chosen =
            caveats.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1).map(|(_, name)| *name);
        into.push(mark_term(letter, chosen));
    }
}

/// How a mark with some caveats, in order, is filed: `S//NOFORN/ORCON`.
pub fn mark_term<'c>(letter: &str, caveats: impl Iterator<Item = &'c str>) -> String {
    let mut term = letter.to_owned();
    for (at, caveat) in caveats.enumerate() {
        term.push_str(if at == 0 { "//" } else { "/" });
        term.push_str(caveat);
    }
    term
}

/// The year in which a telegram was sent, by its date or by its number.
pub fn year(record: &Record<'_>) -> Option<u16> {
    let sent =
        record.sent.as_ref().and_then(|sent| sent.at).and_then(|at| u16::try_from(at.date().year()).ok());
    sent.or_else(|| record.mrn.as_ref().and_then(|mrn| mrn.year))
}

fn traits(record: &Record<'_>, part: &Part<'_>, to: &mut TantivyDocument) {
    let has = FIELDS.has;
    let mut kinds: Vec<String> = record
        .damage
        .iter()
        .filter_map(|damage| serde_json::to_value(damage.kind).ok()?.as_str().map(str::to_owned))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let said = [
        ("redaction", !record.redactions.is_empty()),
        ("damage", !record.damage.is_empty()),
        ("summary", record.summary.is_some()),
        ("variants", part.variants > 1),
    ];
    once(
        to,
        has,
        said.iter()
            .filter(|(_, there)| *there)
            .map(|(name, _)| *name)
            .chain(kinds.iter().map(String::as_str)),
    );
}

/// Adds each value once.
fn once<'v>(to: &mut TantivyDocument, field: Field, values: impl Iterator<Item = &'v str>) {
    let mut seen: Vec<&str> = Vec::new();
    for value in values {
        if !value.is_empty() && !seen.contains(&value) {
            to.add_text(field, value);
            seen.push(value);
        }
    }
}
