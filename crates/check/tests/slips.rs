//! One slip in a word of the heading: it is found, and what it stands in is read all the same. The rows of `slips.txt`.

use chancery_check::repair::{apply, propose_wanted};
use chancery_check::{Look, Settings, check};
use chancery_telegram::{Options, Telegram, record::Attributes};
use std::fmt::Write;

const TELETYPE: &str = "RR RUEHC RUEHLO\nDE RUEHFR #0417 0711430\nZNY CCCCC ZZH\nR 121430Z MAR 07\nFM AMEMBASSY PARIS\n\
    TO RUEHC/SECSTATE WASHDC 5120\nINFO RUEHLO/AMEMBASSY LONDON 0471\nBT\nC O N F I D E N T I A L PARIS 000417\n\nSIPDIS\n\n\
    E.O. 12958: DECL: 03/12/2017\nTAGS: PREL, EFIS, UK, FR\nSUBJECT: FISHERY TALKS WITH THE UNITED KINGDOM\n\n\
    REF: A. 07 STATE 30177\n     B. 06 PARIS 2201\n\nClassified By: Robin Rowan, Economic Officer, Reasons: 1.4 (b), (d).\n\n\
    1. (C) Delegates agreed on a calendar. Ref A asked for it.\n\n2. (C) They will meet in May.\nWEAVER\nBT\n#0417\nNNNN\n";

const NARA: &str = "LIMITED OFFICIAL USE\nPAGE 01        STATE  012345\n21\nORIGIN EUR-12\nINFO  OCT-01  ISO-00  /013 R\n\
    DRAFTED BY EUR/NB:TFIELD:MK\nAPPROVED BY EUR:AWEAVER\n                     --------------------- 047712\n\
    O 202245Z JAN 75\nFM SECSTATE WASHDC\nTO AMEMBASSY PARIS IMMEDIATE\nLIMITED OFFICIAL USE STATE 012345\n\
    E.O. 11652: N/A\nTAGS: EFIS, FR\nSUBJECT: FISHERY TALKS\nREF: PARIS 0388\n1. DEPARTMENT AGREES.\n2. PLEASE REPORT.\n\
    KISSINGER\nLIMITED OFFICIAL USE\nNNNN\n";

const SMART: &str = "UNCLASSIFIED\nSBU\n\nMRN:        12 PARIS 417\nDate/DTG:   Mar 12, 2012 / 121430Z MAR 12\n\
    From:       AMEMBASSY PARIS\nAction:     WASHDC, SECSTATE Routine\nE.O.:       13526\nTAGS:       PREL, EFIS, FR\n\
    Captions:   SENSITIVE\nReference:  12 STATE 30177\nSubject:    Fishery talks with France\n\n1. (U) Delegates agreed.\n\n\
    2. (SBU) They will meet in May.\n\nSignature:  Weaver\n\nDrafted By: PARIS:Rowan, Robin\nCleared By: ECON:Field, Toni\n\
    Info:       LONDON, AMEMBASSY Routine\n\nUNCLASSIFIED\nSBU\n";

fn read(text: &str) -> Telegram<'_> {
    Telegram::read(text.as_bytes(), Attributes::default(), &Options::default())
}

/// What the rules find, but for facts.
fn found(text: &str) -> String {
    let mut found: Vec<String> = Vec::new();
    let findings = check(&read(text), &Options::default(), &Settings::default());
    for finding in findings.iter().filter(|finding| !finding.rule.fact) {
        let mut words = format!("{} {}", finding.rule.code, &text[finding.span.range()]);
        for edit in &finding.edits {
            let blank = if edit.text.ends_with(' ') { "␣" } else { "" };
            words.push_str(&format!(" -> {}{blank}", edit.text.trim_end()));
        }
        found.push(words.replace('\n', "⏎"));
    }
    found.join(", ")
}

/// The record as one would search it: without places, and without what is printed.
fn values(telegram: &Telegram<'_>) -> String {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.retain(|key, _| !matches!(key.as_str(), "text" | "span"));
                map.values_mut().for_each(strip);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(&telegram.record).expect("a record is JSON");
    strip(&mut value);
    value.to_string()
}

/// The text with everything carried out that is likely.
fn repaired(text: &str) -> String {
    let telegram = read(text);
    let proposals = propose_wanted(&Look::new(&telegram, &Options::default()), |one| one.confidence >= 0.9);
    String::from_utf8(apply(text.as_bytes(), &proposals)).expect("text stays text")
}

#[test]
fn slips_are_found_and_read() {
    let mut wrong = String::new();
    let mut rows = 0;
    for row in include_str!("data/slips.txt").lines().filter(|row| !row.starts_with('#')) {
        let (expected, change) = row.split_once(" | ").expect(row);
        let (form, change) = change.split_once(": ").expect(row);
        let (base, same) = match form.trim_end_matches('*') {
            "teletype" => (TELETYPE, form),
            "nara" => (NARA, form),
            "smart" => (SMART, form),
            _ => panic!("{row}"),
        };
        let (old, new) = change.split_once(" => ").expect(row);
        let (old, new) = (old.replace('⏎', "\n"), new.replace('⏎', "\n"));
        assert!(base.contains(&old), "{row}");
        let text = base.replacen(&old, &new, 1);
        let found = found(&text);
        if found != expected.trim() {
            let _ = writeln!(wrong, "{form}: {change}\n  expected {expected}\n  found    {found}");
        }
        // A star: something of the record is lost, and no more than found.
        if !same.ends_with('*') && values(&read(&text)) != values(&read(base)) {
            let _ = writeln!(wrong, "{form}: {change} is read otherwise:\n  {}", values(&read(&text)));
        }
        // What is proposed puts the telegram right.
        if !same.ends_with('*') && expected.contains(" -> ") && repaired(&text) != base {
            let _ = writeln!(wrong, "{form}: {change} is repaired to\n{}", repaired(&text));
        }
        rows += 1;
    }
    assert!(rows > 40 && wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_telegrams_themselves_have_no_findings() {
    for text in [TELETYPE, NARA, SMART] {
        assert_eq!(found(text), "");
    }
}

#[test]
fn bytes_that_are_no_telegram_have_lost_no_characters() {
    assert_eq!(found("the h\u{fffd}\u{fffd}bor\n"), "");
    let telegram = TELETYPE.replace("calendar", "c\u{fffd}\u{fffd}endar");
    assert_eq!(found(&telegram), "DM012 \u{fffd}\u{fffd}");
}
