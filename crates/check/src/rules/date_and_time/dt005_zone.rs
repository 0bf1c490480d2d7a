//! DT005 zone.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DT005",
    name: "zone",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 8.2 (ACP 127 s.113)",
    summary: "The date-time group ends in Z.",
    explanation: "State gives all times in Greenwich time, zone letter Z. Another letter means another zone, \
        hours away, and is a garble more often than not; without a letter the zone is not said.",
    examples: examples!("DT005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some((field, line)) = &heading.date_time else { continue };
        let group = &line.group;
        // Figures that are no time hold a Z that was read as a figure: that is damage of the copy.
        let exists =
            matches!((group.day, group.hour, group.minute), (Some(1..=31), Some(0..=24), Some(0..=59)));
        if !exists || group.zone == Some('Z') {
            continue;
        }
        let of = &field.as_str()[group.range.clone()];
        // Behind day, hour and minute, over blanks.
        let mut figures = 0;
        let end = of.bytes().position(|b| {
            figures += usize::from(b.is_ascii_digit() || matches!(b, b'O' | b'I' | b'l'));
            figures == 6
        });
        let end = end.map_or(of.len(), |at| at + 1);
        let start = group.range.start;
        if let Some(zone) = group.zone {
            let at = of[end..].find(zone).map_or(0, |at| end + at);
            found.at(
                field.span(start + at..start + at + 1),
                format!("`{of}` has the zone letter {zone} and not Z"),
            );
        } else if !of[end..].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            // Some copies have a figure for the letter; that is damage of the copy.
            found.at(field.span(start..start + end), format!("`{of}` has no zone letter"));
        }
    }
}
