//! From telegrams to findings in their form: what each thread does.

use super::config::Config;
use super::lines::Lines;
use super::placed::Placed;
use super::table::Table;
use super::{Form, github, human, sarif};
use crate::batches::Work;
use chancery_check::{Finding, FindingLine, Look, looks};
use chancery_sources::Item;
use chancery_telegram::{DateHint, Options, Telegram};
use std::cell::LazyCell;
use std::io;

/// What each thread needs to know.
pub(crate) struct Job<'c> {
    config: &'c Config,
    form: Form,
    facts: bool,
    date: Option<DateHint>,
    lines: Lines,
    human: human::Human,
}

impl<'c> Job<'c> {
    pub(crate) fn new(config: &'c Config, form: Form, facts: bool, date: Option<DateHint>) -> Job<'c> {
        Job { config, form, facts, date, lines: Lines::default(), human: human::Human::new() }
    }
}

impl Work for Job<'_> {
    type Made<'i> = (Telegram<'i>, Vec<Finding>);
    type Beside = Table;

    const GROUP: usize = 64;

    fn make<'i>(&self, items: &'i [Item]) -> Vec<Self::Made<'i>> {
        let read = |item: &'i Item| {
            let options = self.config.options(item, self.date);
            (item.telegram(&options, false), options)
        };
        let telegrams: Vec<(Telegram<'_>, Options<'_>)> = items.iter().map(read).collect();
        let looked: Vec<Look<'_, '_>> = telegrams.iter().map(|(t, options)| Look::new(t, options)).collect();
        let findings = looks(&looked, &self.config.settings);
        drop(looked);
        telegrams.into_iter().map(|(telegram, _)| telegram).zip(findings).collect()
    }

    fn item(
        &self,
        item: &Item,
        (telegram, findings): Self::Made<'_>,
        bytes: &mut Vec<u8>,
        table: &mut Table,
    ) -> io::Result<()> {
        table.add(item, telegram.is_recognised(), &findings);
        // Not all forms ask for lines of the file.
        let at = LazyCell::new(|| Placed::new(&telegram, item, &self.lines));
        let shown = |finding: &&Finding| self.facts || self.form != Form::Human || !finding.rule.fact;
        for finding in findings.iter().filter(shown) {
            match self.form {
                Form::Human => self.human.write(finding, &at, bytes),
                Form::Jsonl => {
                    serde_json::to_writer(&mut *bytes, &FindingLine::of(finding, &telegram.record))?;
                    bytes.push(b'\n');
                }
                Form::Sarif => sarif::write(finding, &at, bytes),
                Form::Github => github::write(finding, &at, bytes),
            }
        }
        Ok(())
    }
}
