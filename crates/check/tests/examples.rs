//! Each rule's examples: one telegram breaks it, the other keeps it. What the rule itself finds in both stands beside them,
//! in `findings.txt`; `CHANCERY_BLESS=1` writes it anew, to be read by eye.

use chancery_check::{Finding, Rule, Settings, Severity, all, check};
use chancery_telegram::{Options, Telegram, record::Attributes};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

fn findings(text: &str) -> Vec<Finding> {
    let options = Options::default();
    let telegram = Telegram::read(text.as_bytes(), Attributes::default(), &options);
    check(&telegram, &options, &Settings::default())
}

fn told(rule: &Rule, text: &str) -> String {
    let mut told = String::new();
    for finding in findings(text).iter().filter(|finding| finding.rule.code == rule.code) {
        let at = finding.span.range();
        let line = text[..at.start].matches('\n').count() + 1;
        let _ = writeln!(
            told,
            "{} {} line {line} {at:?} {:?}: {}",
            finding.rule.code,
            finding.severity,
            &text[at.clone()],
            finding.message
        );
        for edit in &finding.edits {
            let _ = writeln!(told, "    {:?} -> {:?}", &text[edit.span.range()], edit.text);
        }
    }
    told
}

fn of(rule: &Rule, findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.rule.code == rule.code).count()
}

#[test]
fn each_rule_finds_what_breaks_it_and_nothing_in_what_keeps_it() {
    let mut wrong = String::new();
    for rule in all() {
        let breaks = findings(rule.examples.breaks);
        let keeps = findings(rule.examples.keeps);
        if of(rule, &breaks) == 0 {
            let _ = writeln!(wrong, "{rule:?} finds nothing in its breaks.txt");
        }
        if of(rule, &keeps) > 0 {
            let _ = writeln!(wrong, "{rule:?} finds something in its keeps.txt");
        }
        for finding in keeps.iter().filter(|finding| finding.severity > Severity::Note) {
            let _ = writeln!(wrong, "{rule:?}: its keeps.txt breaks {:?}: {}", finding.rule, finding.message);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_found_in_the_examples_is_what_stands_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut wrong = String::new();
    for rule in all() {
        let told = format!(
            "breaks:\n{}keeps:\n{}",
            told(rule, rule.examples.breaks),
            told(rule, rule.examples.keeps)
        );
        let file = folder.join(rule.code).join("findings.txt");
        if std::env::var_os("CHANCERY_BLESS").is_some() {
            std::fs::write(&file, &told).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != told {
            let _ = writeln!(wrong, "{rule:?}, now:\n{told}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn codes_and_names_are_unique_and_edits_do_not_overlap() {
    let mut seen = HashSet::new();
    for rule in all() {
        assert!(seen.insert(rule.code), "{rule:?}");
        assert!(seen.insert(rule.name), "{rule:?}");
        for text in [rule.examples.breaks, rule.examples.keeps] {
            for finding in findings(text) {
                for pair in finding.edits.windows(2) {
                    assert!(pair[0].span.end <= pair[1].span.start, "{rule:?}");
                }
            }
        }
    }
}
