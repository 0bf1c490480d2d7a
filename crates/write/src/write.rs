//! From a draft to a telegram, and what is to be said of it.

use crate::characters::Characters;
use crate::draft::Draft;
use crate::form;
use crate::known::{Known, Nothing};
use crate::message;
use crate::problem::{Problem, Problems, in_order};
use crate::read_back;
use chancery_check::{Settings, Severity};
use chancery_registry::Registry;
use chancery_telegram::record::{Attributes, Level};
use chancery_telegram::{Span, Telegram};
use jiff::civil::DateTime;
use std::fmt;
use std::ops::Range;

/// The form of a telegram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The format lines of ACP 127, as State composes them (TF 3).
    #[default]
    Teletype,
    /// The pages of the electronic files of 1973-79 (TF 12).
    Nara,
    /// The labelled fields of SMART (TF 14).
    Smart,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 3] = [Form::Teletype, Form::Nara, Form::Smart];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Form::Teletype => "teletype",
            Form::Nara => "nara",
            Form::Smart => "smart",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a telegram is written with.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// The tables.
    pub registry: &'o Registry,
    /// When a draft without a date is sent: the caller's clock, in UTC.
    pub now: Option<DateTime>,
    /// The characters of the circuit.
    pub characters: Characters,
    /// Write format lines 1 to 4 and the end, with routing indicators of the tables, where all are known. Without a word: for
    /// a draft; for a record only where it has the indicators.
    pub transmit: Option<bool>,
    /// Who knows the levels of other telegrams.
    pub known: &'o dyn Known,
    /// Which rules look at what was written.
    pub settings: &'o Settings,
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("now", &self.now)
            .field("characters", &self.characters)
            .finish_non_exhaustive()
    }
}

impl Default for Options<'static> {
    /// The compiled-in tables and all rules; no clock, no archive.
    fn default() -> Self {
        static SETTINGS: std::sync::LazyLock<Settings> = std::sync::LazyLock::new(Settings::default);
        Options {
            registry: Registry::builtin(),
            now: None,
            characters: Characters::OfDate,
            transmit: None,
            known: &Nothing,
            settings: &SETTINGS,
        }
    }
}

/// What was written, and what is to be said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The telegram. None where something is missing that no telegram is without; where there are other errors it is as near
    /// as the draft lets it be, and not to be sent.
    pub text: Option<String>,
    /// What is wrong, in the order of the draft; what has no place there first.
    pub problems: Vec<Problem>,
    /// Stretches of `text`, in order, with the stretches of the draft that they stand for.
    pub map: Vec<(Range<usize>, Range<usize>)>,
}

impl Written {
    /// True where it can be sent: written, and no error found.
    pub fn is_good(&self) -> bool {
        self.text.is_some() && !self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Where a stretch of the telegram stands in the draft. What the draft does not say has the place of what stands before
    /// it on its line.
    pub fn place(&self, span: Span) -> Option<Range<usize>> {
        let text = self.text.as_deref()?;
        let span = span.range();
        let first = self.map.partition_point(|(out, _)| out.end <= span.start);
        let held = self.map[first..].iter().take_while(|(out, _)| out.start < span.end.max(span.start + 1));
        let all = held.map(|(_, draft)| draft.clone()).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
        all.or_else(|| {
            let line = text.get(..span.start)?.rfind('\n').map_or(0, |end| end + 1);
            let (out, draft) = self.map[..first].last()?;
            (out.start >= line).then(|| draft.clone())
        })
    }
}

/// Writes a draft in a form.
///
/// What is written is read again, and checked: findings stand at the draft's own places, and where a part would be read
/// otherwise than the draft says, that is an error. Of a draft whose heading was not read nothing is written, and nothing said.
pub fn write(draft: &Draft, form: Form, options: &Options<'_>) -> Written {
    let mut problems = Problems::default();
    if draft.unread {
        return Written::default();
    }
    let Some(message) = message::message(draft, options, &mut problems) else {
        return finish(Written { problems: problems.list, ..Written::default() });
    };
    let sheet = match form {
        Form::Teletype => form::teletype(&message, &mut problems),
        Form::Nara => form::nara(&message, &mut problems),
        Form::Smart => form::smart(&message, &mut problems),
    };
    let mut written = Written { text: Some(sheet.text.clone()), problems: Vec::new(), map: sheet.map };
    let reading = chancery_telegram::Options { registry: options.registry, date: None, spans: false };
    let telegram = Telegram::read(sheet.text.as_bytes(), Attributes::default(), &reading);
    read_back::compare(&message, &telegram.record, form, options.registry, &mut problems);
    references(&message, &telegram, options.known, &written, &mut problems);
    for finding in chancery_check::check(&telegram, &reading, options.settings) {
        // What is a fact about a copy is none about a draft.
        if finding.rule.fact {
            continue;
        }
        let place = written.place(finding.span);
        if is_said(finding.rule.code, place.as_ref(), &problems.list) {
            continue;
        }
        problems.list.push(Problem {
            severity: finding.severity,
            code: Some(finding.rule.code),
            key: "telegram".into(),
            place,
            message: finding.message,
            help: Some(format!("`chancery rule {}` explains it", finding.rule.code)),
        });
    }
    written.problems = problems.list;
    finish(written)
}

/// True where the writer, who knows what to do about it, said already what a rule finds: of the same place, or that what the rule
/// misses is missing or cannot be read.
fn is_said(code: &str, place: Option<&Range<usize>>, problems: &[Problem]) -> bool {
    let own = |problem: &Problem, key: &str| problem.code.is_none() && problem.key == key;
    let errors =
        |key: &str| problems.iter().any(|problem| own(problem, key) && problem.severity == Severity::Error);
    let here = |problem: &Problem| own(problem, "tags") && problem.place.as_ref() == place;
    match code {
        "TG003" | "TG007" => place.is_some() && problems.iter().any(here),
        "TG001" => errors("tags"),
        "RF001" => errors("subject"),
        "DE003" | "DE008" | "DE010" | "DE018" => errors("declassify_on"),
        "DE011" => errors("classified_by"),
        "DE012" => errors("reasons"),
        "SP011" => errors("signature"),
        _ => false,
    }
}

/// A reference above the telegram's own level.
fn references(
    message: &message::Message,
    telegram: &Telegram<'_>,
    known: &dyn Known,
    written: &Written,
    problems: &mut Problems,
) {
    let above = |level: Level| level.rank() > message.level.rank();
    for reference in &telegram.record.references {
        let Some(mrn) = reference.mrn.as_deref() else { continue };
        let Some(level) = known.level(mrn).filter(|level| above(*level)) else { continue };
        problems.list.push(Problem {
            severity: Severity::Warning,
            code: None,
            key: "references".into(),
            place: written.place(reference.span),
            message: format!("{mrn} is {}, above this telegram's {}", level.as_str(), message.level.as_str()),
            help: Some("raise the level, or take the reference out".into()),
        });
    }
}

fn finish(mut written: Written) -> Written {
    in_order(&mut written.problems);
    written
}
