//! TX015 routed-elsewhere.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "TX015",
    name: "routed-elsewhere",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Note)],
    fact: true,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 10.1 (ACP 127)",
    summary: "Who is routed besides the addressees.",
    explanation: "Format line 2 lists the stations of one leg. An indicator that no address bears is a relay, \
        a collective, or a station that gets a copy: `RUEHWEB` is the copy for the web. This is a fact about \
        the copy; nothing is to be done.\n\nNothing is said where no address bears an indicator, `RUEHWEB` \
        apart.",
    examples: examples!("TX015"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let addressees = record.from.iter().chain(&record.to).chain(&record.info);
    let Some(heading) = look.headings().first().filter(|heading| !heading.read.routed_to.is_empty()) else {
        return;
    };
    let mut borne: Vec<&str> = addressees.filter_map(|addressee| addressee.routing.as_deref()).collect();
    borne.sort_unstable();
    // A list is as long as a few lines; more were made to be.
    let routed = heading.read.routed_to.iter().take(500);
    let asked = |routing: &&str| {
        borne.binary_search(routing).is_err() && (!borne.is_empty() || *routing == "RUEHWEB")
    };
    let others: Vec<&str> = routed.map(AsRef::as_ref).filter(asked).collect();
    let (Some(first), Some(last)) = (others.first(), others.last()) else { return };
    let Some(span) = heading.routed(first).map(|first| first.to(heading.routed(last).unwrap_or(first)))
    else {
        return;
    };
    let mut named = others.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    if others.len() > 8 {
        named.push_str(&format!(" and {} more", others.len() - 8));
    }
    let web = if others.contains(&"RUEHWEB") { " (RUEHWEB is the copy for the web)" } else { "" };
    let (is, it) = if others.len() > 1 { ("are", "them") } else { ("is", "it") };
    found.at(span, format!("{named} {is} routed to, and no address bears {it}{web}"));
}
