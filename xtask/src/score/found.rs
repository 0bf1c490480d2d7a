//! What the reader finds in a text, in the words of the labels.

use super::cases::Case;
use super::compare::is_none;
use chancery_sources::read_bytes;
use chancery_telegram::record::{Addressee, BlockKind, Record, SentAt};
use chancery_telegram::{DateHint, Options};
use serde_json::{Map, Value, json};

/// How many telegrams the text gives, and their fields: those of the first, and of the others what it does not have.
pub(super) fn read(case: &Case) -> (usize, Map<String, Value>) {
    let told = case.date.as_deref().and_then(|date| date.parse::<DateHint>().ok());
    let mut all = Map::new();
    let mut telegrams = 0;
    for item in read_bytes(&case.file, &case.text, Default::default()).into_iter().flatten() {
        telegrams += 1;
        let said = item.date.as_deref().and_then(|date| date.parse().ok());
        let options = Options { date: said.or(told), ..Options::default() };
        for (key, value) in fields(&chancery_telegram::read(&item.bytes, item.record_attributes(), &options))
        {
            let known = all.entry(key).or_insert(Value::Null);
            if is_none(known) {
                *known = value;
            }
        }
    }
    (telegrams, all)
}

/// The record's values under the names that the labels use.
fn fields(record: &Record<'_>) -> Map<String, Value> {
    let order = record.executive_order.as_ref();
    let class = record.classification.as_ref();
    let captions: Vec<&str> =
        class.iter().flat_map(|c| &c.caveats).chain(&record.captions).map(AsRef::as_ref).collect();
    let numbered = || record.body.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let names = |all: &[Addressee<'_>]| all.iter().map(|one| one.name.to_string()).collect::<Vec<_>>();
    let classifiers = record.classified_by.iter().map(|one| {
        json!({ "name": one.name, "title": one.title, "reasons": one.reasons, "redacted": one.redacted })
    });
    let references = record
        .references
        .iter()
        .map(|one| json!({ "enum": one.enumerator, "kind": one.kind, "text": one.text, "mrn": one.mrn }));
    let values = [
        ("mrn", json!(record.mrn.as_ref().and_then(|mrn| mrn.canonical.as_ref()))),
        ("sent", json!(record.sent.as_ref().and_then(|sent| sent.at).map(minute))),
        ("precedence", json!(record.precedence)),
        ("info_precedence", json!(record.info_precedence)),
        ("level", json!(class.and_then(|c| c.level))),
        ("captions", json!(captions)),
        ("from", json!(record.from.as_ref().map(|from| &from.name))),
        ("from_post", json!(record.from.as_ref().and_then(|from| from.post.as_ref()))),
        ("to", json!(names(&record.to))),
        ("info", json!(names(&record.info))),
        ("to_serials", json!(record.to.iter().filter_map(|to| to.serial.as_ref()).collect::<Vec<_>>())),
        ("executive_order", json!(order.map(|o| &o.text))),
        ("order", json!(order.and_then(|o| o.order.as_ref()))),
        ("declassify_on", json!(order.and_then(|o| o.declassify_on).map(|day| day.to_string()))),
        ("instruction", json!(order.and_then(|o| o.instruction.as_ref()))),
        ("classified_by", classifiers.collect()),
        ("tags", record.tags.iter().map(|tag| json!(tag.code)).collect()),
        ("subject", json!(record.subject)),
        ("subject_mark", json!(record.subject_mark)),
        ("references", references.collect()),
        ("summary", json!(record.summary)),
        ("paragraphs", paragraphs(numbered().filter_map(|block| block.number))),
        ("marks", numbered().filter_map(|block| block.mark.as_ref()).map(|mark| json!(mark)).collect()),
        ("signature", json!(record.signature)),
        ("drafted_by", json!(record.drafted_by)),
        ("approved_by", json!(record.approved_by)),
        ("distribution_total", json!(record.distribution.as_ref().and_then(|d| d.total))),
        ("sections", json!(record.sections)),
        ("redactions", json!(record.redactions.len())),
    ];
    values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// `2006-12-26T11:45Z`, or a day.
fn minute(at: SentAt) -> String {
    at.to_string().replace(":00Z", "Z")
}

/// The numbers in order, equal neighbours once.
fn paragraphs(numbers: impl Iterator<Item = u32>) -> Value {
    let mut all: Vec<u32> = numbers.collect();
    all.dedup();
    json!(all)
}
