//! TX007 section-sign.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "TX007",
    name: "section-sign",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.3: observed in copies of the Department",
    summary: "The section on the class line stands behind the serial too.",
    explanation: "`SECTION 02 OF 03` goes with `#0417/02` in format line 3. Where the sign is missing or \
        another, sections may be put together in the wrong order, or belong to two telegrams.\n\nThe reverse, \
        `/01` and no section on the class line, is normal: sections that were joined keep the sign. Serials \
        without `#` are of another form and are left alone.",
    examples: examples!("TX007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some((_, class)) = &heading.class else { continue };
        let (Some((this, of)), Some(serial)) = (class.section, heading.read.station_serial) else { continue };
        let printed = format!("#{serial:04}");
        // Without `#` it is of another form.
        let sign = heading.serial().filter(|span| look.source()[span.range()].starts_with(b"#"));
        let Some(sign) = sign.filter(|_| of.is_some() || !class.last_section) else { continue };
        // Joined sections: the heading is that of the first, whatever the class lines below say.
        if heading.read.section == Some(this) {
            continue;
        }
        let what = match heading.read.section {
            Some(other) => {
                format!("{printed}/{other:02} is section {other}, the class line has section {this}")
            }
            None => format!("{printed} has no section sign, the class line has section {this}"),
        };
        found.at(sign, what);
    }
}
