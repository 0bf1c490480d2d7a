//! From a batch of telegrams to findings in their form: what each thread does.

use super::config::Config;
use super::lines::Lines;
use super::table::Table;
use super::window::line_of;
use super::{Form, github, human, sarif};
use crate::batches::{Batch, Work, each_item};
use chancery_check::{Finding, FindingLine, Look, look};
use chancery_sources::{Item, ItemError};
use chancery_telegram::{DateHint, Options, Telegram};
use std::io;

/// What became of a batch.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) text: String,
    pub(crate) table: Table,
    pub(crate) errors: Vec<ItemError>,
}

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

    fn item(&self, item: &Item, output: &mut Output) -> io::Result<()> {
        let options = Options {
            date: item.date_hint().or(self.date),
            registry: self.config.registry(),
            ..Options::default()
        };
        let telegram = item.telegram(&options, false);
        let findings = look(&Look::new(&telegram, &options), &self.config.settings);
        output.table.add(item, &findings);
        let shown: Vec<&Finding> = findings
            .iter()
            .filter(|finding| self.facts || self.form != Form::Human || !finding.rule.fact)
            .collect();
        if shown.is_empty() {
            return Ok(());
        }
        let at = Placed { telegram: &telegram, item, line: self.lines.before(item) };
        for finding in shown {
            match self.form {
                Form::Human => self.human.write(finding, &at, &mut output.text),
                Form::Jsonl => {
                    output
                        .text
                        .push_str(&serde_json::to_string(&FindingLine::of(finding, &telegram.record))?);
                    output.text.push('\n');
                }
                Form::Sarif => sarif::write(finding, &at, &mut output.text),
                Form::Github => github::write(finding, &at, &mut output.text),
            }
        }
        Ok(())
    }
}

impl Work for Job<'_> {
    type Output = Output;

    fn work(&self, batch: Batch) -> io::Result<Output> {
        let mut state = (Output::default(), 0);
        each_item(
            batch,
            &mut state,
            |(output, before), item| {
                *before = output.text.len();
                self.item(item, output)
            },
            |(output, before), _| output.text.truncate(*before),
            |(output, _), error| output.errors.push(error),
        )?;
        Ok(state.0)
    }
}

/// A telegram and where in its file it begins.
pub(crate) struct Placed<'p> {
    pub(crate) telegram: &'p Telegram<'p>,
    pub(crate) item: &'p Item,
    /// How many lines of the file stand before the telegram.
    line: usize,
}

impl Placed<'_> {
    /// The line of the file on which byte `at` of the telegram's text stands, and the character of the line, both counted
    /// from 1.
    pub(crate) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let source = self.telegram.source();
        let lines = self.telegram.lines();
        let index = line_of(self.telegram, at);
        let start = lines.get(index).map_or(0, |line| line.start as usize).min(at);
        let before = String::from_utf8_lossy(&source[start..at.min(source.len())]);
        (self.line + index + 1, before.chars().count() + 1)
    }

    /// The first line of the telegram's text, as the file counts them.
    pub(crate) fn first_line(&self) -> usize {
        self.line + 1
    }

    /// The file, and the member inside an archive behind it.
    pub(crate) fn name(&self) -> String {
        match &self.item.member {
            Some(member) => format!("{} › {member}", self.item.file),
            None => self.item.file.to_string(),
        }
    }
}
