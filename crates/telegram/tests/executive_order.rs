//! Lines of executive orders: `data/executive_order/*.txt`, one a line.

mod common;

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::date::{self, TwoDigitYear};
use chancery_telegram::fields::{Context, executive_order};
use common::broken;

#[test]
fn every_form_is_read() {
    let mut wrong = Vec::new();
    for line in include_str!("data/executive_order/forms.txt").lines() {
        let Some((input, expected)) = line.split_once(" => ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let (year, text) = input.split_once(' ').unwrap_or_default();
        let text = text.replace("\\n", "\n");
        let cx = Context {
            registry: Registry::builtin(),
            year: year.parse().ok(),
            post: None,
            number: None,
            day_of_year: None,
        };
        let field = Field::contiguous(&text, 0);
        let found = match executive_order::read(&field, &cx) {
            None => "none".to_owned(),
            Some(line) => {
                let name = executive_order::classifier(&field, &cx).and_then(|c| c.name);
                format!(
                    "{} | {} | {} | {}",
                    line.order.unwrap_or_default(),
                    line.declassify_on.map(|date| date.to_string()).unwrap_or_default(),
                    line.instruction.unwrap_or_default(),
                    name.unwrap_or_default()
                )
            }
        };
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if tidy(&found) != tidy(expected) {
            wrong.push(format!("{input}\n  wanted {expected}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn dates_in_all_printed_forms() {
    for (text, expected) in [
        ("03/12/2017", "2017-03-12 10"),
        ("3-12-85", "1985-03-12 7"),
        ("3.12.85", "1985-03-12 7"),
        ("03/12/07", "2007-03-12 8"),
        ("2017-03-12", "2017-03-12 10"),
        ("12 MAR 17", "2017-03-12 9"),
        ("12MAR2017", "2017-03-12 9"),
        ("12 March 2017,", "2017-03-12 13"),
        ("SEPT. 8, 2004", "2004-09-08 13"),
        ("01-Jan-1994 12:00:00 am", "1994-01-01 23"),
        ("01 jan 1960", "1960-01-01 11"),
        ("11/I7/85", "1985-11-17 8"),
        ("20170312", "2017-03-12 8"),
        ("20171332", "none"),
        ("2/29/2003", "- 9"),
        ("03/12", "none"),
        ("MARCH 2017", "none"),
        ("MAY 12 2017", "2017-05-12 11"),
        ("mayor 12 2017", "none"),
        ("12345678901", "none"),
        ("1.4 (b)", "none"),
        ("", "none"),
    ] {
        let found = match date::read(text, TwoDigitYear::Past) {
            Some(printed) => {
                format!("{} {}", printed.date.map_or("-".to_owned(), |date| date.to_string()), printed.len)
            }
            None => "none".to_owned(),
        };
        assert_eq!(found, expected, "{text}");
    }
    let (at, printed) = date::find("ROWAN-WEAVER E-MAIL OF 03/02/07", TwoDigitYear::Past).expect("a date");
    assert_eq!((at, printed.date.map(|date| date.to_string()).as_deref()), (23, Some("2007-03-02")));
}

#[test]
fn broken_text_does_not_fail() {
    let cx =
        Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None };
    for line in include_str!("data/executive_order/forms.txt").lines() {
        let text = line.split_once(' ').map_or(line, |(_, text)| text);
        for text in
            broken(text).chain([",".repeat(1_000_000), format!("E.O. 12958: {}", "(".repeat(1_000_000))])
        {
            let field = Field::contiguous(&text, 0);
            executive_order::read(&field, &cx);
            executive_order::classifier(&field, &cx);
            date::read(&text, TwoDigitYear::NotBefore(1999));
            date::find(&text, TwoDigitYear::Past);
        }
    }
}
