//! Where findings stand, in telegrams in which the same letters and figures stand elsewhere too.

use chancery_check::{Settings, check};
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, Telegram};

/// The places of a rule's findings, each with the text before it.
fn places(text: &str, code: &str) -> Vec<(usize, String)> {
    let options = Options::default();
    let telegram = Telegram::read(text.as_bytes(), Attributes::default(), &options);
    let findings = check(&telegram, &options, &Settings::default());
    let of_rule = findings.iter().filter(|finding| finding.rule.code == code);
    of_rule.map(|finding| (finding.span.start as usize, text[finding.span.range()].to_owned())).collect()
}

fn telegram(heading: &str) -> String {
    format!(
        "{heading}\nFM AMEMBASSY PORT ALDER\nTO RUEHC/SECSTATE WASHDC 5120\nBT\nUNCLAS PORT ALDER 001300\n\n\
         E.O. 12958: N/A\nTAGS: EFIS\nSUBJECT: LIGHTS\n\n1. Nine lights work.\nWEAVER\nBT\n#1300\nNNNN\n"
    )
}

#[test]
fn a_digraph_is_that_of_format_line_2() {
    let text = telegram("OO RUEHC\nDE RUEHOO #1300 0711430\nZNR UUUUU ZZH\nR 121430Z MAR 07");
    assert_eq!(places(&text, "TX002"), [(0, "OO".to_owned())]);
}

/// Between a month and its day there may be a line's end and an indent.
#[test]
fn a_day_in_the_next_line_is_of_its_month() {
    let text = telegram("R 121430Z MAR 07").replace("Nine", "ON FEBRUARY\n            31. Nine");
    let at = text.find("FEBRUARY").unwrap();
    assert_eq!(places(&text, "DT009"), [(at, "FEBRUARY\n            31".to_owned())]);
}

/// An index beside the text, of a source that keeps some of it elsewhere: what the text prints counts too.
#[test]
fn attributes_beside_the_text_do_not_hide_those_in_it() {
    let text = include_str!("../examples/AT001/breaks.txt");
    let options = Options::default();
    let beside = Attributes(vec![("Film Number".into(), "D740001-0001".into())]);
    for attributes in [Attributes::default(), beside] {
        let telegram = Telegram::read(text.as_bytes(), attributes, &options);
        let findings = check(&telegram, &options, &Settings::default());
        assert!(findings.iter().any(|finding| finding.rule.code == "AT001"), "{findings:?}");
    }
}

#[test]
fn a_time_of_filing_is_no_serial() {
    let text = telegram("RR RUEHC\nDE RUEHQX #1300 0711300\nZNR UUUUU ZZH\nR 121430Z MAR 07");
    let time = text.find("0711300").unwrap() + 3;
    assert_eq!(places(&text, "DT003"), [(time, "1300".to_owned())]);
    let text = telegram("RR RUEHC\nDE RUEHQX #1300 0771300\nZNR UUUUU ZZH\nR 121430Z MAR 07");
    let day = text.find("0771300").unwrap();
    assert_eq!(places(&text, "DT002"), [(day, "077".to_owned())]);
}
