//! A draft that is made into a telegram, and what is to be said of it. Nothing of it is kept.

use super::InArchive;
use crate::problem::Problem;
use chancery_check::Severity;
use chancery_exports::{Context, Export, ExportError, Item, Look};
use chancery_registry::Registry;
use chancery_telegram::Telegram;
use chancery_telegram::record::{Attributes, SCHEMA};
use chancery_view::View;
use chancery_write::{Draft, Options, Places, ProblemLine, in_order, to_markdown, write};
use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most findings of an answer. What is no draft at all has more than anybody reads.
const MOST: usize = 1000;

/// The form that a draft is made into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum To {
    /// The format lines of ACP 127, class line, text, end.
    #[default]
    Teletype,
    /// The pages of the electronic files of 1973-79.
    Nara,
    /// The labelled fields of SMART.
    Smart,
    /// The record, as it is read of the teletype form.
    Json,
    /// A page of its own.
    Html,
    /// A draft.
    Markdown,
}

impl To {
    /// All forms.
    pub const ALL: [To; 6] = [To::Teletype, To::Nara, To::Smart, To::Json, To::Html, To::Markdown];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            To::Teletype => "teletype",
            To::Nara => "nara",
            To::Smart => "smart",
            To::Json => "json",
            To::Html => "html",
            To::Markdown => "markdown",
        }
    }

    /// What it is, for a person.
    pub fn title(self) -> &'static str {
        match self {
            To::Teletype => "Teletype",
            To::Nara => "Pages of 1973-79",
            To::Smart => "SMART",
            To::Json => "Record (JSON)",
            To::Html => "Page (HTML)",
            To::Markdown => "Draft (Markdown)",
        }
    }

    /// The end of a file's name, and its media type.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            To::Teletype | To::Nara | To::Smart => ("txt", "text/plain; charset=utf-8"),
            To::Json => ("json", "application/json"),
            To::Html => ("html", "text/html; charset=utf-8"),
            To::Markdown => ("md", "text/markdown; charset=utf-8"),
        }
    }
}

/// What a draft was made into.
#[derive(Clone, Debug, Default)]
pub struct Drafted {
    /// The telegram in the form that was wanted; none where something is missing that no telegram is without.
    pub text: Option<String>,
    /// Its lines, of which the forms that are not lines are made.
    pub lines: Option<String>,
    /// What is wrong with it.
    pub problems: Vec<chancery_write::Problem>,
}

impl Drafted {
    /// True where it can be sent: written, and no error found.
    pub fn is_good(&self) -> bool {
        self.text.is_some() && !self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Makes a draft into a form.
///
/// # Errors
/// That a form cannot be written; into memory all can.
pub fn drafted(draft: &Draft, to: To, options: &Options<'_>) -> Result<Drafted, ExportError> {
    let form = match to {
        To::Nara => chancery_write::Form::Nara,
        To::Smart => chancery_write::Form::Smart,
        To::Teletype | To::Json | To::Html | To::Markdown => chancery_write::Form::Teletype,
    };
    let written = write(draft, form, options);
    let lines = written.text;
    let text = match (to, &lines) {
        (To::Markdown, _) => Some(to_markdown(draft)),
        (To::Json | To::Html, Some(lines)) => Some(exported(lines, to, options.registry)?),
        (_, lines) => lines.clone(),
    };
    Ok(Drafted { text, lines, problems: written.problems })
}

/// The record of a telegram, in a form of the exports.
fn exported(lines: &str, to: To, registry: &Registry) -> Result<String, ExportError> {
    let reading = chancery_telegram::Options { registry, ..Default::default() };
    let telegram = Telegram::read(lines.as_bytes(), Attributes::default(), &reading);
    let mut record = telegram.record;
    record.schema = SCHEMA.into();
    record.source.format = "teletype".into();
    let mut bytes = Vec::new();
    if to == To::Json {
        if let Some(form) = chancery_exports::Form::by_id("json") {
            form.write(&record, &Look { colour: false, fields: None }, &mut bytes)?;
        }
        if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    } else if let Some(export) = Export::by_id("html") {
        let title = record.subject.as_deref().map(str::to_owned);
        let context = Context { title, ..Context::default() };
        let mut page = export.into_stream(&context, &mut bytes)?;
        page.record(&Item::new(&record))?;
        page.finish()?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The clock in UTC, for a draft without a date.
pub fn now() -> DateTime {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).datetime()
}

/// Makes the text of a draft into a form, for a reader: a reference above its level is warned of where he sees it. What is wrong stands in
/// the order of the draft.
///
/// # Errors
/// As [`drafted`].
pub(crate) fn drafted_for(view: &View, source: &str, to: To) -> Result<(Draft, Drafted), Problem> {
    let (draft, mut problems) = Draft::parse(source);
    let known = InArchive::new(view);
    let options =
        Options { registry: Registry::builtin(), now: Some(now()), known: &known, ..Options::default() };
    let mut drafted = drafted(&draft, to, &options).map_err(|_| Problem::broke_down())?;
    problems.append(&mut drafted.problems);
    in_order(&mut problems);
    drafted.problems = problems;
    Ok((draft, drafted))
}

/// A draft that was made into a telegram.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WrittenDraft<'d> {
    /// The form.
    pub(crate) to: To,
    /// Whether it can be sent: it is written, and no finding is an error.
    pub(crate) good: bool,
    /// The telegram. With errors it is as near as the draft lets it be; without one, something is missing that no telegram is without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) telegram: Option<&'d str>,
    /// What is wrong with the draft, at its own lines, in their order; first what has no place there.
    pub(crate) findings: Vec<ProblemLine<'d>>,
    /// How many findings there are, also where fewer are given.
    pub(crate) found: usize,
}

impl<'d> WrittenDraft<'d> {
    pub(crate) fn of(source: &'d str, to: To, drafted: &'d Drafted) -> WrittenDraft<'d> {
        let mut places = Places::of(source);
        let findings = drafted.problems.iter().take(MOST);
        WrittenDraft {
            to,
            good: drafted.is_good(),
            telegram: drafted.text.as_deref(),
            findings: findings.map(|problem| ProblemLine::of(problem, Some(&mut places), None)).collect(),
            found: drafted.problems.len(),
        }
    }
}

/// Looks whether a text was sent at all.
///
/// # Errors
/// That there is none, or that it is UTF-16: no place in it could be told in the bytes that were sent.
pub(crate) fn text_of(sent: &[u8]) -> Result<&[u8], Problem> {
    match sent {
        [] => Err(Problem::wrong("the body is empty: it is to be the text of a telegram")
            .help("send the telegram's text as the request's body")),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(Problem::wrong("the text is in UTF-16")
            .help("send it as UTF-8, or in an encoding of single bytes")),
        _ => Ok(sent),
    }
}

/// The text of a draft that was sent.
///
/// # Errors
/// That there is none, or that it is no text.
pub(crate) fn draft_of(sent: &[u8]) -> Result<&str, Problem> {
    let help = "send a draft: a heading between two lines of `---`, then the text";
    match std::str::from_utf8(sent) {
        Ok("") => Err(Problem::wrong("the body is empty: it is to be a draft").help(help)),
        Ok(text) => Ok(text),
        Err(error) => {
            Err(Problem::wrong(format!("the draft is not UTF-8 from byte {} on", error.valid_up_to()))
                .help("save it as UTF-8"))
        }
    }
}
