//! TAGS (TF 6.7; markings-and-indexing 5).

use super::{Cx, LINES};
use crate::characters;
use crate::draft::Draft;
use crate::problem::{Problems, nearest};
use crate::said::Said;
use chancery_registry::{TagEntry, TagKind};

/// Reads the TAGS: codes in capitals, persons in brackets.
pub(super) fn read(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut subjects = 0;
    for said in &draft.tags {
        let words = characters::words(said, true, "tags", problems);
        let text = crate::said::joined(&words);
        if text.starts_with('(') {
            out.push(said.made(if text.ends_with(')') { text } else { text + ")" }));
            continue;
        }
        let entries = cx.registry.tag_entries(&text);
        subjects += usize::from(is_subject(entries) || entries.is_empty());
        if !draft.as_given {
            look(said, &text, entries, cx, problems);
        }
        if out.iter().any(|before| before.text == text) {
            problems.note("tags", said, format!("`{text}` stands twice; it is written once"));
        } else {
            out.push(said.made(text));
        }
    }
    if cx.day >= LINES && !draft.as_given {
        if draft.tags.is_empty() {
            problems.missing(
                "tags",
                "at least one subject",
                "add `tags: PREL`; `chancery registry tags WORD` looks them up",
            );
        } else if subjects == 0 {
            let at = draft.tags.first().cloned().unwrap_or_default();
            let help = "add one, as PREL; `chancery registry tags WORD` looks them up";
            problems.warning("tags", &at, "none of the TAGS is a subject".into(), help);
        }
    }
    out
}

fn is_subject(entries: &[TagEntry]) -> bool {
    entries.iter().any(|entry| matches!(entry.kind, TagKind::Subject | TagKind::Program))
}

/// True where a code holds on the day of sending.
pub(crate) fn holds(entry: &TagEntry, cx_year: u16, day: &str) -> bool {
    (entry.is_of(cx_year) || entry.scheme.is_empty()) && lasts(entry, day)
}

/// True on the days from a code's first to its last.
fn lasts(entry: &TagEntry, day: &str) -> bool {
    let begun = entry.valid_from.is_none_or(|from| from <= day);
    let ended = entry.valid_to.is_some_and(|to| to < day);
    begun && !ended
}

fn look(said: &Said, text: &str, entries: &[TagEntry], cx: &Cx<'_>, problems: &mut Problems) {
    let day = cx.day.to_string();
    if !cx.dated && !entries.is_empty() {
        return;
    }
    // What check says nothing of (TG007) is in order here.
    if entries.iter().any(|entry| lasts(entry, &day) && (entry.is_met(cx.year()) || entry.scheme.is_empty()))
    {
        return;
    }
    if !entries.is_empty() {
        let schemes: Vec<&str> = entries.iter().map(|entry| entry.scheme).collect();
        let message = format!("`{text}` is of the scheme {}, not of {}", schemes.join(" and "), cx.year());
        problems.warning("tags", said, message, "take a code of that year: `chancery registry tags WORD`");
        return;
    }
    let of_year =
        cx.registry.tags().iter().filter(|entry| holds(entry, cx.year(), &day)).map(|entry| entry.code);
    let near = cx.registry.tag_alias(text).or_else(|| nearest(text, of_year.filter(|code| code.len() > 2)));
    let help = match near {
        Some(near) => format!("is it {near}?"),
        None => "`chancery registry tags WORD` looks codes up".to_owned(),
    };
    problems.warning("tags", said, format!("`{text}` is no code that is known"), &help);
}
