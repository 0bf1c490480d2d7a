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

/// The longest stretch of a line that is shown, in characters.
const WIDTH: usize = 120;

/// A line of a draft, which may be a whole paragraph, cut to what stands around a place of `held` characters, and the signs below it.
fn pointed(line: &str, before: usize, held: usize) -> (String, String) {
    let count = line.chars().count();
    let held = held.max(1);
    if count <= WIDTH {
        return (line.to_owned(), " ".repeat(before) + &"^".repeat(held));
    }
    let from = before.saturating_sub(WIDTH / 4);
    let shown: String = line.chars().skip(from).take(WIDTH).collect();
    let (head, tail) = (if from > 0 { "..." } else { "" }, if from + WIDTH < count { "..." } else { "" });
    let signs = held.min((from + WIDTH).saturating_sub(before)).max(1);
    (format!("{head}{shown}{tail}"), " ".repeat(head.len() + before - from) + &"^".repeat(signs))
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
            let (shown, signs) = pointed(own, column - 1, held.chars().count());
            message.line("place", format!("{file}:{line}:{column}")).line("line", shown).line("", signs)
        }
        None => message.line("place", format!("{file}, `{}`", problem.key)),
    };
    match &problem.help {
        Some(help) => message.line("help", help),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::pointed;

    #[test]
    fn a_long_line_is_cut_to_what_stands_around_the_place() {
        assert_eq!(pointed("tags: PREL", 6, 4), ("tags: PREL".into(), "      ^^^^".into()));
        let long = "0123456789".repeat(50);
        for (before, held, begins, signs) in
            [(0, 500, "0123", 120), (0, 4, "0123", 4), (200, 300, "...0123", 90), (495, 5, "...5678", 5)]
        {
            let (shown, below) = pointed(&long, before, held);
            assert!(shown.starts_with(begins) && shown.len() <= 126, "{shown}");
            assert_eq!(below.trim_start().len(), signs, "{before}");
            assert_eq!(shown.as_bytes().get(below.find('^').unwrap()), long.as_bytes().get(before));
        }
    }
}
