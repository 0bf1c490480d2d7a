//! Every form takes every record, and the JSON forms say the same.

use chancery_exports::{FORMS, Form, Look};
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, read};
use proptest::prelude::*;
use serde_json::Value;

fn write(form: &Form, telegram: &[u8], colour: bool) -> String {
    let record = read(telegram, Attributes::default(), &Options::default());
    let mut out = Vec::new();
    form.write(&record, &Look { colour, fields: None }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn check(telegram: &[u8]) {
    for form in FORMS {
        let plain = write(form, telegram, false);
        assert!(!plain.contains("\x1b[") || telegram.contains(&0x1b), "{form:?} has colours");
        write(form, telegram, true);
    }
    let line = write(Form::by_id("jsonl").unwrap(), telegram, false);
    let indented = write(Form::by_id("json").unwrap(), telegram, false);
    assert_eq!(line.matches('\n').count(), 1);
    assert_eq!(
        serde_json::from_str::<Value>(&line).unwrap(),
        serde_json::from_str::<Value>(&indented).unwrap()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(telegram in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&telegram);
    }

    #[test]
    fn any_words(telegram in "(([A-Z]{1,9}|[0-9]{1,6}|\\([SCU]\\)|--|[«»•\u{301}]|XXXXXX)[ .,:\n]{1,2}){0,60}") {
        check(telegram.as_bytes());
    }
}

#[test]
fn lines_for_reading_are_not_wider_than_a_page() {
    let telegram = include_bytes!("data/mole.txt");
    for line in write(Form::by_id("text").unwrap(), telegram, false).lines() {
        assert!(line.chars().count() <= 82, "{line}");
    }
}

#[test]
fn markdown_takes_nothing_for_its_own_mark() {
    let text = write(Form::by_id("markdown").unwrap(), include_bytes!("data/mole.txt"), false);
    assert!(text.starts_with("# 79PORTALDER88: LAMPS \\*OLD\\* AND \\_NEW\\_ | PRICES\n"), "{text}");
    assert!(text.contains("| TAGS | EWWT |"), "{text}");
    assert!(text.contains("**2.** (U) \\<LAMP\\> STANDS FOR ONE \\& A HALF."), "{text}");
    assert!(text.contains("\n- FIRST, THE MOLE;\n- SECOND, THE QUAY.\n"), "{text}");
}
