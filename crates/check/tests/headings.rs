//! Headings of which parts are changed, and what the rules of captions, declassification, tags and references find in each.

use chancery_check::{Family, Settings, check};
use chancery_telegram::{Options, Telegram, record::Attributes};
use std::fmt::Write;

/// The telegram, part by part.
const PARTS: [(&str, &str); 8] = [
    ("class", "C O N F I D E N T I A L PORT ALDER 000417"),
    ("captions", "SIPDIS"),
    ("order", "E.O. 12958: DECL: 03/12/2017"),
    ("tags", "PREL, EFIS"),
    ("subject", "(U) HARBOR LIGHTS REPAIRED"),
    ("reference", "REF: A. 06 STATE 30177\n     B. 06 STATE 30411"),
    ("classifier", "CLASSIFIED BY: AMBASSADOR ROBIN ROWAN. REASONS: 1.4 (B) AND (D)."),
    ("body", "1. (C) Nine lights work again.\n\n2. (C) The tenth is waited for."),
];

#[test]
fn headings_get_the_findings_of_the_table() {
    let mut wrong = String::new();
    let mut rows = 0;
    for row in include_str!("data/headings.txt").lines().filter(|row| !row.starts_with('#')) {
        let (expected, changes) = row.split_once(" | ").expect(row);
        let mut parts = PARTS.map(|(name, text)| (name, text.to_owned()));
        for change in changes.split(" ; ") {
            let (name, text) = change.split_once(" = ").expect(row);
            let part = parts.iter_mut().find(|(part, _)| *part == name.trim()).expect(row);
            part.1 = text.replace('⏎', "\n");
        }
        let [class, captions, order, tags, subject, reference, classifier, body] =
            parts.map(|(_, text)| text);
        let text = format!(
            "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\n{class}\n\n{captions}\n\n{order}\nTAGS: {tags}\n\
             SUBJECT: {subject}\n\n{reference}\n\n{classifier}\n\n{body}\nWEAVER\n"
        );
        let options = Options::default();
        let telegram = Telegram::read(text.as_bytes(), Attributes::default(), &options);
        let families = [Family::Captions, Family::Declassification, Family::Tags, Family::References];
        let found: Vec<String> = check(&telegram, &options, &Settings::default())
            .iter()
            .filter(|finding| families.contains(&finding.rule.family) && finding.rule.code != "DE020")
            .map(|finding| format!("{} {}", finding.rule.code, &text[finding.span.range()]))
            .collect();
        let found = found.join(", ");
        if found != expected.trim() {
            let _ = writeln!(wrong, "{changes}\n  expected {expected}\n  found    {found}");
        }
        rows += 1;
    }
    assert!(rows > 50 && wrong.is_empty(), "\n{wrong}");
}

#[test]
fn stations_of_other_agencies_are_in_no_list() {
    let text = "3. Telegram From X to Y\n\nRef: A. LODNON 230; B. PARIS 2294.\n\n1. Lamps are out.\n";
    let found = |from: &'static str| -> Vec<&'static str> {
        let attributes = Attributes(vec![
            ("head".into(), "3. Telegram From X to Y".into()),
            ("from".into(), from.into()),
            ("date".into(), "1954-05-14".into()),
        ]);
        let options = Options::default();
        let telegram = Telegram::read(text.as_bytes(), attributes, &options);
        assert_eq!(telegram.record.references.len(), 2);
        let findings = check(&telegram, &options, &Settings::default());
        findings.iter().map(|finding| finding.rule.code).filter(|code| code.starts_with("RF")).collect()
    };
    assert_eq!(found("the Embassy in France"), ["RF008"]);
    assert_eq!(found("the Station in Port Alder"), [""; 0]);
}
