//! What is wrong with a draft: for people with its line, for machines as JSON Lines.

use super::Args;
use crate::message::Message;
use anstyle::{AnsiColor, Style};
use chancery_check::Severity;
use chancery_write::{At, Places, Problem, ProblemLine};
use std::io::Write as _;

const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Blue.on_default().bold();

/// Says it, on standard error.
pub(super) fn say(args: &Args, source: Option<&str>, problems: &[Problem]) {
    let file = args.file.display().to_string();
    let mut places = source.map(Places::of);
    for problem in problems.iter().filter(|problem| !args.quiet || problem.severity > Severity::Note) {
        if args.json {
            let line = serde_json::to_string(&ProblemLine::of(problem, places.as_mut(), Some(&file)));
            // Nobody is left to tell if standard error is closed.
            let _ = line.map(|line| writeln!(std::io::stderr().lock(), "{line}"));
        } else {
            message(&file, source.zip(places.as_mut()), problem).print();
        }
    }
}

fn message(file: &str, source: Option<(&str, &mut Places<'_>)>, problem: &Problem) -> Message {
    let code = problem.code.map(|code| format!(" ({code})")).unwrap_or_default();
    let text = format!("{}{code}", problem.message);
    let mut message = match problem.severity {
        Severity::Error => Message::new(text),
        Severity::Warning => Message::plain(format!("{WARNING}warning{WARNING:#}: {text}")),
        Severity::Note => Message::plain(format!("{NOTE}note{NOTE:#}: {text}")),
    };
    message = match source.zip(problem.place.clone()) {
        Some(((source, places), place)) => {
            let At { line, column, begin, .. } = places.at(place.start);
            let own = source.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default();
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
