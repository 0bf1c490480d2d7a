//! TX014 bt-missing.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::Kind;

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

fn check(look: &Look<'_, '_>, found: &mut Found) {
    if !look.is(&[Dialect::Teletype]) {
        return;
    }
    let lines = look.telegram.lines();
    for section in &look.telegram.sections {
        let of = |kind: Kind| section.lines.clone().find(|&index| lines[index].kind == kind);
        let Some(class) = of(Kind::Classification) else { continue };
        let bt = |mut range: std::ops::Range<usize>| range.any(|index| lines[index].kind == Kind::Separator);
        if !bt(section.lines.start..class) {
            let at = lines[class].text().start as usize;
            let message = format!("no BT stands before `{}`", look.telegram.line(&lines[class]));
            found.at(Span::new(at, at), message);
        }
        let end = of(Kind::Validation).or_else(|| of(Kind::End)).filter(|&end| end > class);
        if let Some(end) = end.filter(|&end| !bt(class..end)) {
            let at = lines[end].text().start as usize;
            found.at(Span::new(at, at), format!("no BT stands before `{}`", look.telegram.line(&lines[end])));
        }
    }
}
