//! What is written of a record is read as that record, and the rules find nothing in it.
//!
//! Compared are: `mrn` (year, post, number, canonical), `sent.at`, `precedence`, `info_precedence`, `from`, `to`, `info` (name,
//! post, precedence, serial, collective, exempt), `pass_to.text`, `classification` (level, caveats), `captions`,
//! `executive_order` (order, declassify_on, instruction), `classified_by` (all), `tags` (code, kind), `subject`,
//! `subject_mark`, `references` (enum, kind, text, mrn), `summary`, `body` (kind, number, mark, text, items; heading, where it is none itself) and
//! `signature`. Not: `text` and `span` of other values, which say how and where a copy prints them; `transmission`, `damage`,
//! `source`.

mod made;

use chancery_check::Severity;
use chancery_telegram::record::{Addressee, Attributes, BlockKind, Record, SentAt};
use chancery_telegram::{Options as Reading, Telegram};
use chancery_write::{Characters, Draft, Form, Options, to_markdown, write};
use proptest::prelude::*;
use serde_json::{Value, json};

fn shown(record: &Record<'_>) -> Value {
    let address = |one: &Addressee<'_>| {
        json!({ "name": one.name, "post": one.post, "precedence": one.precedence, "serial": one.serial,
            "collective": one.collective, "exempt": one.exempt })
    };
    let all = |list: &[Addressee<'_>]| list.iter().map(address).collect::<Vec<_>>();
    let mrn = record.mrn.as_ref();
    let order = record.executive_order.as_ref();
    json!({
        "mrn": mrn.map(|mrn| json!([mrn.year, mrn.post, mrn.number, mrn.canonical])),
        "sent": record.sent.as_ref().and_then(|sent| sent.at),
        "precedence": [record.precedence, record.info_precedence],
        "from": record.from.as_ref().map(address),
        "to": all(&record.to),
        "info": all(&record.info),
        "pass_to": record.pass_to.iter().map(|pass| &pass.text).collect::<std::collections::BTreeSet<_>>(),
        "classification": record.classification.as_ref().map(|class| json!([class.level, class.caveats])),
        "captions": record.captions,
        "order": order.map(|order| json!([order.order, order.declassify_on, order.instruction])),
        "classified_by": record.classified_by,
        "tags": record.tags.iter().map(|tag| json!([tag.code, tag.kind])).collect::<Vec<_>>(),
        "subject": [&record.subject, &record.subject_mark],
        "references": record.references,
        "summary": record.summary,
        "body": record.body.iter().map(|block| json!({ "kind": block.kind, "number": block.number, "mark": block.mark,
            "text": block.text, "heading": block.heading.as_ref().filter(|_| block.kind != BlockKind::Heading),
            "items": block.items.iter().map(|item| &item.text).collect::<Vec<_>>() })).collect::<Vec<_>>(),
        "signature": record.signature,
    })
}

/// The first key in which two differ.
fn difference(a: &Value, b: &Value) -> Option<String> {
    let (a, b) = (a.as_object()?, b.as_object()?);
    a.iter().find(|(key, value)| b.get(*key) != Some(value)).map(|(key, value)| {
        let other = b.get(key).unwrap_or(&Value::Null);
        match (value.as_array(), other.as_array()) {
            (Some(list), Some(others)) if list.len() == others.len() => {
                let at = list.iter().zip(others).position(|(a, b)| a != b).unwrap_or(0);
                format!("{key} {at}:\n  written {}\n  read    {}", list[at], others[at])
            }
            _ => format!("{key}:\n  written {value}\n  read    {other}"),
        }
    })
}

fn is_midnight(at: SentAt) -> bool {
    matches!(at, SentAt::Minute(at) if at.time() == jiff::civil::Time::midnight())
}

fn round(seed: u64, paragraphs: u32) {
    let record = made::record(seed, paragraphs);
    let expected = shown(&record);
    let draft = Draft::of_record(&record);
    let at = record.sent.as_ref().and_then(|sent| sent.at);
    for (form, transmit) in
        [(Form::Teletype, Some(false)), (Form::Teletype, Some(true)), (Form::Nara, None), (Form::Smart, None)]
    {
        // In the labelled form midnight says that the time is not known (TF 14): the writer refuses it.
        let has_form = at.is_none_or(|at| match form {
            Form::Nara => at.date().year() <= 1979,
            Form::Smart => at.date().year() >= 2009 && !is_midnight(at),
            _ => true,
        });
        if !has_form {
            continue;
        }
        let written = write(&draft, form, &Options { transmit, ..Options::default() });
        let text = written.text.clone().unwrap_or_default();
        let found: Vec<_> =
            written.problems.iter().filter(|problem| problem.severity > Severity::Note).collect();
        assert!(found.is_empty(), "seed {seed}, {paragraphs}, {form}\n{text}\n{found:#?}");
        let telegram = Telegram::read(text.as_bytes(), Attributes::default(), &Reading::default());
        let mut read = shown(&telegram.record);
        if form == Form::Smart {
            smart(&mut read, &expected);
        }
        if let Some(difference) = difference(&expected, &read) {
            panic!("seed {seed}, {paragraphs}, {form}\n{text}\n{difference}");
        }
        for line in text.lines() {
            assert!(line.len() <= 69 && line.is_ascii(), "seed {seed}: {line}");
        }
        if form == Form::Teletype && transmit == Some(false) {
            let again = to_markdown(&draft);
            let (parsed, problems) = Draft::parse(&again);
            assert!(problems.is_empty(), "seed {seed}\n{again}\n{problems:#?}");
            let options = Options { transmit, characters: Characters::OfDate, ..Options::default() };
            let second = write(&parsed, form, &options).text.unwrap_or_default();
            assert_eq!(second, text, "seed {seed}\n{again}");
        }
    }
}

/// What the labelled form prints otherwise: the precedence with each addressee, no serial, caveats among the captions, the
/// signature in small letters.
fn smart(read: &mut Value, expected: &Value) {
    for key in [
        "precedence",
        "from",
        "to",
        "info",
        "classification",
        "captions",
        "signature",
        "order",
        "pass_to",
        "classified_by",
    ] {
        read[key] = expected[key].clone();
    }
}

/// How many records are made up; `PROPTEST_CASES` says otherwise.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_back(seed in any::<u64>(), paragraphs in 1u32..=60) {
        round(seed, paragraphs);
    }
}

/// Records that came out otherwise once.
#[test]
fn seeds_that_failed_once() {
    for seed in [7_560_835_552_340_824_600, 5_109_066_067_915_576_554] {
        for paragraphs in 1..=60 {
            round(seed, paragraphs);
        }
    }
}

/// One of midnight is not written in the labelled form, and the writer says why.
#[test]
fn the_labelled_form_has_no_midnight() {
    let record = made::record(3_221_137_819_957_847_818, 1);
    assert!(record.sent.as_ref().and_then(|sent| sent.at).is_some_and(is_midnight));
    let written = write(&Draft::of_record(&record), Form::Smart, &Options::default());
    let said: Vec<_> = written.problems.iter().filter(|problem| problem.severity > Severity::Note).collect();
    let [problem] = &said[..] else { panic!("{said:#?}") };
    assert!(problem.help.as_ref().is_some_and(|help| help.contains("the time is not known")), "{problem:#?}");
}

/// Long telegrams have several sections of at most 100 lines, counted from format line 5.
#[test]
fn sections_keep_the_limit() {
    let record = made::record(7, 60);
    let written = write(&Draft::of_record(&record), Form::Teletype, &Options::default());
    let text = written.text.expect("it is written");
    let sections: Vec<&str> = text.split("NNNN\n").filter(|part| !part.is_empty()).collect();
    assert!(sections.len() > 1);
    for section in &sections {
        assert!(section.lines().count() <= 101, "{section}");
    }
}
