//! TX: format lines 1 to 4, precedence, the end (markings-and-indexing 8.1).

mod tx001_routing_digraph_form;
mod tx002_digraph_not_fl5;
mod tx003_fl3_form;
mod tx004_security_line_form;
mod tx005_security_line_level;
mod tx006_serial_not_mrn;
mod tx007_section_sign;
mod tx008_end_serial;
mod tx009_end_mark_inside;
mod tx010_info_above_action;
mod tx011_addressee_above_heading;
mod tx012_niact_precedence;
mod tx013_priority_retired;
mod tx014_bt_missing;
mod tx015_routed_elsewhere;

use crate::heading::{Heading, words};
use crate::look::Look;
use crate::rule::Rule;
use chancery_telegram::Span;
use chancery_telegram::record::{Addressee, Precedence};
use chancery_telegram::syntax::Kind;
use strsim::osa_distance;

pub(super) static RULES: &[&Rule] = &[
    &tx001_routing_digraph_form::RULE,
    &tx002_digraph_not_fl5::RULE,
    &tx003_fl3_form::RULE,
    &tx004_security_line_form::RULE,
    &tx005_security_line_level::RULE,
    &tx006_serial_not_mrn::RULE,
    &tx007_section_sign::RULE,
    &tx008_end_serial::RULE,
    &tx009_end_mark_inside::RULE,
    &tx010_info_above_action::RULE,
    &tx011_addressee_above_heading::RULE,
    &tx012_niact_precedence::RULE,
    &tx013_priority_retired::RULE,
    &tx014_bt_missing::RULE,
    &tx015_routed_elsewhere::RULE,
];

/// The place of a precedence among others: ROUTINE is 0, FLASH 3; NIACT counts as IMMEDIATE (TF 15).
fn rank(precedence: Precedence) -> u8 {
    match precedence {
        Precedence::Routine => 0,
        Precedence::Priority => 1,
        Precedence::Immediate | Precedence::NiactImmediate => 2,
        Precedence::Flash => 3,
    }
}

/// Where the prosigns of format line 5 stand: what is before the group.
fn prosigns(heading: &Heading<'_>) -> Option<Span> {
    let (field, line) = heading.date_time.as_ref()?;
    let before = field.as_str()[..line.group.range.start].trim_end();
    let start = before.len() - before.trim_start().len();
    Some(field.span(start..before.len()))
}

/// The precedence of the heading to which the addressees belong: that of the first section, where its format line 5 stands
/// right above sender or addressees. In a file of several telegrams it may be another's.
fn of_heading(look: &Look<'_, '_>) -> Option<(Precedence, Option<Precedence>)> {
    let (_, line) = look.headings().first()?.date_time.as_ref()?;
    let lines = look.telegram.lines();
    let behind = lines.partition_point(|other| other.start < line.sent.span.end);
    let next = lines[behind..].iter().find(|line| !line.kind.is_furniture())?;
    let belongs = matches!(next.kind, Kind::From | Kind::To | Kind::Info | Kind::DateTime);
    belongs.then_some((line.precedence?, line.info_precedence))
}

/// Where the precedence of an addressee stands: the words of its line that say it.
fn precedence_span(look: &Look<'_, '_>, addressee: &Addressee<'_>) -> Span {
    const WORDS: [&str; 6] = ["FLASH", "NIACT", "IMMEDIATE", "IMMED", "PRIORITY", "ROUTINE"];
    let field = look.telegram.part(addressee.span);
    let text = field.as_str();
    let says = |word: &str| {
        let word = word.trim_end_matches([',', ';', '.']).to_ascii_uppercase();
        WORDS.iter().any(|known| osa_distance(known, &word) <= usize::from(word.len() > 6))
    };
    let said = words(text).filter(|(_, word)| says(word));
    let span = said.map(|(at, word)| field.span(at..at + word.len())).reduce(Span::to);
    span.unwrap_or(addressee.span)
}
