//! DT007 dtg-blanks.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;

pub(super) static RULE: Rule = Rule {
    code: "DT007",
    name: "dtg-blanks",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 4.5",
    summary: "The figures and the year of a date-time group stand together.",
    explanation: "`121430 Z MAR 7 5` for `121430Z MAR 75`: blanks of line printing or of a column that was \
        cut. A search for the group does not find it. The edit takes the blanks out.",
    examples: examples!("DT007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some((field, line)) = &heading.date_time else { continue };
        let group = &line.group;
        // A year of which a part is missing is not told apart from what follows.
        if group.day.is_none() || group.month.is_none() || group.year.is_none() {
            continue;
        }
        let of = &field.as_str()[group.range.clone()];
        let bytes = of.as_bytes();
        let letters = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let mut edits = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let blanks = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            if blanks == 0 {
                at += 1;
                continue;
            }
            let end = at + blanks;
            let (before, next) = (at.checked_sub(1).map(|at| bytes[at]), letters(end));
            let figure = |b: u8| b.is_ascii_digit() || matches!(b, b'O' | b'I' | b'l');
            // Between two figures, or between the figures and the zone letter.
            let inside = before.is_some_and(figure)
                && (next == 0 && bytes.get(end).is_some_and(u8::is_ascii_digit)
                    || next == 1 && bytes.get(end) == Some(&b'Z'));
            if inside {
                let place = field.span(group.range.start + at..group.range.start + end);
                edits.push(Span::new(place.start as usize, place.end as usize));
            }
            at = end;
        }
        if edits.is_empty() {
            continue;
        }
        let finding = found.at(field.span(group.range.clone()), format!("blanks stand inside `{of}`"));
        for span in edits {
            finding.edit(span, "");
        }
    }
}
