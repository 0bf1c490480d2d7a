//! TX008 end-serial.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "TX008",
    name: "end-serial",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 5 (JANAP 128)",
    summary: "The serial at the end is that of the heading.",
    explanation: "`#0417` behind the text proves that head and tail belong together. If it differs, the copy \
        was put together from two messages, or a figure is wrong. Corrections in its place (`C WA ...`) are \
        left alone.",
    examples: examples!("TX008"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let (Some(serial), Some(field)) = (heading.read.station_serial, &heading.validation) else {
            continue;
        };
        let text = field.as_str().trim();
        let figures = text.strip_prefix('#').map(|rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        let Some(end) = figures.filter(|&figures| figures > 2).map(|figures| &text[..figures + 1]) else {
            continue;
        };
        if end[1..].parse::<u32>().is_ok_and(|number| number != serial) {
            let at = field.as_str().find(end).unwrap_or(0);
            let message = format!("the end has {end}, format line 3 has #{serial:04}");
            found.at(field.span(at..at + end.len()), message);
        }
    }
}
