//! What was found, by rule: the table at the end.

use crate::numbers::{bytes, counted, grouped};
use anstyle::{AnsiColor, Style};
use chancery_check::{Finding, Severity, all};
use chancery_sources::{Item, Place};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Counts.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) telegrams: u64,
    pub(crate) bytes: u64,
    /// Telegrams in which nothing was found but facts.
    clean: u64,
    /// Where texts lie in which nothing of a telegram was recognised, until they are told.
    pub(crate) none: Vec<Place>,
    rules: BTreeMap<&'static str, Row>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    findings: u64,
    telegrams: u64,
    worst: Option<Severity>,
    fact: bool,
}

impl Table {
    /// Counts a telegram's findings, or those of a text in which nothing of one was recognised: it is no telegram, and not one that keeps
    /// every rule.
    pub(crate) fn add(&mut self, item: &Item, recognised: bool, findings: &[Finding]) {
        self.bytes += item.original().len() as u64;
        if recognised {
            self.telegrams += 1;
            self.clean += u64::from(findings.iter().all(|finding| finding.rule.fact));
        } else {
            self.none.push(Place { file: item.file.clone(), member: item.member.clone(), at: None });
        }
        let mut seen: Vec<&str> = Vec::new();
        for finding in findings {
            let row = self.rules.entry(finding.rule.code).or_default();
            row.findings += 1;
            row.worst = row.worst.max(Some(finding.severity));
            row.fact = finding.rule.fact;
            if !seen.contains(&finding.rule.code) {
                seen.push(finding.rule.code);
                row.telegrams += 1;
            }
        }
    }

    pub(crate) fn merge(&mut self, other: Table) {
        self.telegrams += other.telegrams;
        self.bytes += other.bytes;
        self.clean += other.clean;
        self.none.extend(other.none);
        for (code, row) in other.rules {
            let to = self.rules.entry(code).or_default();
            to.findings += row.findings;
            to.telegrams += row.telegrams;
            to.worst = to.worst.max(row.worst);
            to.fact |= row.fact;
        }
    }

    /// How grave what was found is; facts are not.
    pub(crate) fn severities(&self) -> impl Iterator<Item = Severity> {
        self.rules.values().filter(|row| !row.fact).filter_map(|row| row.worst)
    }

    /// Writes it to standard error.
    pub(crate) fn print(&self, interrupted: bool) {
        const BOLD: Style = Style::new().bold();
        const FAINT: Style = Style::new().dimmed();
        let mut text = format!(
            "{BOLD}{}{BOLD:#} checked, {}; nothing to say of {}\n",
            counted(self.telegrams, "telegram", "telegrams"),
            bytes(self.bytes),
            grouped(self.clean)
        );
        let rows: Vec<_> =
            all().filter_map(|rule| self.rules.get(rule.code).map(|row| (rule, row))).collect();
        if !rows.is_empty() {
            text.push_str(&format!("  {FAINT}{:<30}  {:>9}  {:>9}{FAINT:#}\n", "", "findings", "telegrams"));
        }
        for (rule, row) in rows {
            let (word, style) = match row.worst {
                _ if row.fact => ("fact", FAINT),
                Some(Severity::Error) => ("error", AnsiColor::Red.on_default()),
                Some(Severity::Warning) => ("warning", AnsiColor::Yellow.on_default()),
                _ => ("note", Style::new()),
            };
            text.push_str(&format!(
                "  {} {:<24}  {:>9}  {:>9}  {style}{word}{style:#}\n",
                rule.code,
                rule.name,
                grouped(row.findings),
                grouped(row.telegrams)
            ));
        }
        if interrupted {
            text.push_str("  interrupted; the rest was not read\n");
        }
        // Nobody is left to tell if standard error is closed.
        let _ = anstream::stderr().write_all(text.as_bytes());
    }
}
