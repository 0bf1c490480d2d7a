//! What is wrong with a draft: for people with its line, for machines as JSON Lines.

use super::Args;
use crate::message::Message;
use anstyle::{AnsiColor, Style};
use chancery_check::Severity;
use chancery_write::Problem;
use serde_json::json;
use std::io::Write as _;

const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Blue.on_default().bold();

/// Says it, on standard error.
pub(super) fn say(args: &Args, source: Option<&str>, problems: &[Problem]) {
    for problem in problems.iter().filter(|problem| !args.quiet || problem.severity > Severity::Note) {
        if args.json {
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(std::io::stderr().lock(), "{}", object(args, source, problem));
        } else {
            message(args, source, problem).print();
        }
    }
}

fn object(args: &Args, source: Option<&str>, problem: &Problem) -> serde_json::Value {
    let at = source
        .zip(problem.place.as_ref())
        .map(|(source, place)| Problem::line_and_column(source, place.start));
    let mut object = json!({
        "severity": problem.severity,
        "code": problem.code,
        "key": problem.key,
        "file": args.file.display().to_string(),
        "line": at.map(|(line, _)| line),
        "column": at.map(|(_, column)| column),
        "span": problem.place.as_ref().map(|place| [place.start, place.end]),
        "message": problem.message,
        "help": problem.help,
    });
    if let Some(object) = object.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    object
}

fn message(args: &Args, source: Option<&str>, problem: &Problem) -> Message {
    let code = problem.code.map(|code| format!(" ({code})")).unwrap_or_default();
    let text = format!("{}{code}", problem.message);
    let mut message = match problem.severity {
        Severity::Error => Message::new(text),
        Severity::Warning => Message::plain(format!("{WARNING}warning{WARNING:#}: {text}")),
        Severity::Note => Message::plain(format!("{NOTE}note{NOTE:#}: {text}")),
    };
    let file = args.file.display();
    message = match source.zip(problem.place.clone()) {
        Some((source, place)) => {
            let (line, column) = Problem::line_and_column(source, place.start);
            let own = source.lines().nth(line - 1).unwrap_or_default();
            let held = source.get(place.clone()).and_then(|held| held.lines().next()).unwrap_or_default();
            let signs = "^".repeat(held.chars().count().max(1));
            let before = " ".repeat(column - 1);
            message
                .line("place", format!("{file}:{line}:{column}"))
                .line("line", own)
                .line("", format!("{before}{signs}"))
        }
        None => message.line("place", format!("{file}, `{}`", problem.key)),
    };
    match &problem.help {
        Some(help) => message.line("help", help),
        None => message,
    }
}
