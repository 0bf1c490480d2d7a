//! TX014 bt-missing.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::{Kind, Line};

pub(super) static RULE: Rule = Rule {
    code: "TX014",
    name: "bt-missing",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 5 (ACP 127)",
    summary: "BT stands before and after the text.",
    explanation: "As sent, a message parts its text from heading and ending with `BT` alone on a line. Most \
        copies have lost both, which is normal; in a copy with all other lines of the transmission one that \
        is missing shows that lines were lost.\n\nAsked only of copies in the form of the transmission; \
        service messages in short form have no `BT`. The one behind the text is asked for only where the \
        ending is there.",
    examples: examples!("TX014"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is(&[Dialect::Teletype]) {
        return;
    }
    for section in &look.telegram.sections {
        let lines = &look.telegram.lines()[section.lines.clone()];
        let of = |kind: Kind| look.lines_among(lines, kind).next();
        let Some(class) = of(Kind::Classification) else { continue };
        let bt = |from: u32, to: &Line| {
            look.lines_among(lines, Kind::Separator).any(|line| (from..to.start).contains(&line.start))
        };
        let mut missing = |line: &Line| {
            let at = line.text().start as usize;
            found.at(Span::new(at, at), format!("no BT stands before `{}`", look.telegram.line(line)));
        };
        if !bt(0, class) {
            missing(class);
        }
        let end = of(Kind::Validation).or_else(|| of(Kind::End)).filter(|end| end.start > class.start);
        if let Some(end) = end.filter(|end| !bt(class.start, end)) {
            missing(end);
        }
    }
}
