//! DM001 comma-for-apostrophe.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::Kind;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM001",
    name: "comma-for-apostrophe",
    family: Family::Damage,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "telegram-format 17; markings-and-indexing 9.1",
    summary: "No comma stands where an apostrophe belongs.",
    explanation: "Gateways of 1995 to 2010 made a comma of each apostrophe: `harbor,s`, `an experts, conference`. It is reported where the copy has \
        no apostrophes between letters, or at least two commas that can be nothing else. Before a blank the words and what stands \
        around them decide, and a person should look at the proposal. Text quoted from other documents is left alone.",
    examples: examples!("DM001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for proposal in look.proposals().iter().filter(|proposal| proposal.kind == Kind::Comma) {
        if proposal.quotation.is_none() {
            let finding =
                found.at(proposal.span, format!("a comma stands for an apostrophe: {}", proposal.reason));
            finding.edit(proposal.span, proposal.text.as_str());
        }
    }
}
