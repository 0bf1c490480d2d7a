//! The record of any bytes.

use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{DateHint, Options, Span, read};

/// Any bytes give a record: every place in it lies in the bytes, it survives its way through JSON, and to ask for the
/// places of its values changes nothing else in it.
pub fn telegram_read(src: &[u8]) {
    let with_places = Options { spans: true, ..Options::default() };
    let mut record = read(src, Attributes::default(), &with_places);
    places(&record, src);
    through_json(&record);
    record.spans = None;
    let plain = read(src, Attributes::default(), &Options::default());
    assert!(record == plain, "places change the record");
    let date = Some(DateHint { year: 2004, month: Some(2), day: Some(29) });
    through_json(&read(src, Attributes::default(), &Options { date, ..Options::default() }));
}

/// Every place lies in the source, and every pointer points to a value.
fn places(record: &Record<'_>, src: &[u8]) {
    let all = Span::new(0, src.len());
    let blocks = record.body.iter().flat_map(|block| {
        block
            .items
            .iter()
            .inspect(|item| inside(item.span, block.span, "an item"))
            .map(|i| i.span)
            .chain([block.span])
    });
    let rest = record.redactions.iter().map(|one| one.span);
    let damage = record.damage.iter().filter_map(|one| one.span);
    for span in blocks.chain(rest).chain(damage) {
        inside(span, all, "a part of the body");
    }
    let json = serde_json::to_value(record).expect("a record is JSON");
    for (pointer, &span) in record.spans.iter().flatten() {
        inside(span, all, pointer);
        assert!(json.pointer(pointer).is_some(), "{pointer} has a place and no value");
    }
}

fn inside(span: Span, outer: Span, what: &str) {
    assert!(span.start <= span.end && outer.holds(span), "{what}: {span:?} is not inside {outer:?}");
}

/// A record that is written and read again is written the same.
fn through_json(record: &Record<'_>) {
    let written = serde_json::to_string(record).expect("a record is JSON");
    let again: Record<'_> = serde_json::from_str(&written).expect("its JSON is a record");
    assert_eq!(written, serde_json::to_string(&again).expect("a record is JSON"));
}
