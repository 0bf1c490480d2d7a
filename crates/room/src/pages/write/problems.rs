//! What is wrong with a draft, at its lines.

use super::super::words::{Coded, counted};
use chancery_check::Severity;
use chancery_write::{Places, Problem};

/// The most that are listed.
const MOST: usize = 200;

/// The most characters of a line that are shown before and behind a place.
const AROUND: usize = 60;

/// What is wrong.
pub(super) struct Problems {
    /// How many of each severity, in words.
    pub(super) tally: String,
    pub(super) list: Vec<One>,
    /// How many more there are.
    pub(super) more: usize,
}

/// One thing that is wrong.
pub(super) struct One {
    pub(super) severity: Severity,
    pub(super) code: Option<&'static str>,
    pub(super) message: Coded,
    pub(super) help: Option<Coded>,
    pub(super) place: Option<Place>,
}

/// Where it stands.
pub(super) struct Place {
    pub(super) line: usize,
    /// Where it begins and ends, in the units that scripts count in.
    pub(super) units: (usize, usize),
    pub(super) before: String,
    pub(super) here: String,
    pub(super) behind: String,
}

impl Problems {
    pub(super) fn of(source: &str, problems: &[Problem]) -> Problems {
        let mut places = Places::of(source);
        let mut one = |problem: &Problem| One {
            severity: problem.severity,
            code: problem.code,
            message: Coded::of(&problem.message),
            help: problem.help.as_deref().map(Coded::of),
            place: problem.place.as_ref().map(|range| place(source, &mut places, range.start, range.end)),
        };
        let list: Vec<One> = problems.iter().take(MOST).map(&mut one).collect();
        Problems { tally: tally(problems), more: problems.len() - list.len(), list }
    }
}

fn place(source: &str, places: &mut Places<'_>, start: usize, end: usize) -> Place {
    let at = places.at(start);
    let text = |from: usize, to: usize| source.get(from..to).unwrap_or_default();
    let held = text(start, end);
    // Of what goes on over lines the first one is shown.
    let here = held.lines().next().unwrap_or_default();
    let behind = text(start + here.len(), source.len()).lines().next().unwrap_or_default();
    // One more tells that there are more.
    let before: Vec<char> = text(at.begin, start).chars().rev().take(AROUND + 1).collect();
    let units = held.chars().map(char::len_utf16).sum::<usize>();
    let shortened = |text: &str| {
        let end = text.char_indices().nth(AROUND).map(|(end, _)| end);
        end.map_or_else(|| text.to_owned(), |end| format!("{}…", &text[..end]))
    };
    let first = if before.len() > AROUND { "…" } else { "" };
    Place {
        line: at.line,
        units: (at.units, at.units + units),
        before: first.chars().chain(before.iter().take(AROUND).rev().copied()).collect(),
        here: shortened(here),
        behind: if here.chars().nth(AROUND).is_none() { shortened(behind) } else { String::new() },
    }
}

/// `2 errors, 1 warning`.
fn tally(problems: &[Problem]) -> String {
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count() as u64;
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let said = kinds.into_iter().map(|(severity, one, many)| (count(severity), one, many));
    let said: Vec<String> =
        said.filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(count, one, many)).collect();
    match said.is_empty() {
        true => "Nothing: it keeps every rule.".to_owned(),
        false => said.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::Problems;
    use chancery_check::Severity;
    use chancery_write::Problem;

    fn problem(severity: Severity, place: Option<std::ops::Range<usize>>) -> Problem {
        Problem { severity, code: None, key: "text".into(), place, message: "wrong".into(), help: None }
    }

    #[test]
    fn a_place_is_shown_on_its_line_and_told_in_units_of_scripts() {
        let source = format!("---\n𝄞é tags: {}X\nnext\n", "a".repeat(70));
        let at = source.find('X').unwrap();
        let problems = Problems::of(&source, &[problem(Severity::Error, Some(at..at + 4))]);
        let place = problems.list[0].place.as_ref().unwrap();
        assert_eq!((place.line, place.units), (2, (84, 88)));
        assert_eq!((&*place.here, &*place.behind), ("X", ""));
        assert_eq!(place.before, format!("…{}", "a".repeat(60)));
        // A place that is cut off has nothing behind it.
        let all = Problems::of(&source, &[problem(Severity::Error, Some(at - 65..at - 2))]);
        let place = all.list[0].place.as_ref().unwrap();
        assert_eq!((place.here.clone(), &*place.behind), (format!("{}…", "a".repeat(60)), ""));
    }

    #[test]
    fn what_is_wrong_is_counted_and_at_most_so_much_is_listed() {
        let error = problem(Severity::Error, None);
        let mut all = vec![error; 300];
        all.push(problem(Severity::Note, None));
        let problems = Problems::of("", &all);
        assert_eq!((&*problems.tally, problems.list.len(), problems.more), ("300 errors, 1 note", 200, 101));
        assert!(Problems::of("", &[]).tally.starts_with("Nothing"));
    }
}
