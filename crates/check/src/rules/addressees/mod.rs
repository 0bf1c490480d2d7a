//! AD: sender and addressees (markings-and-indexing 8.3).

mod ad001_no_addressee;
mod ad002_from_missing;
mod ad003_addressee_twice;
mod ad004_from_not_mrn;
mod ad005_routing_of_another;
mod ad006_routing_form;
mod ad007_address_word;
mod ad008_address_joined;
mod ad009_xmt_alone;

use crate::look::Look;
use crate::rule::Rule;
use chancery_telegram::record::Addressee;
use chancery_telegram::syntax::Kind;
use chancery_telegram::{FieldLines, Span};

pub(super) static RULES: &[&Rule] = &[
    &ad001_no_addressee::RULE,
    &ad002_from_missing::RULE,
    &ad003_addressee_twice::RULE,
    &ad004_from_not_mrn::RULE,
    &ad005_routing_of_another::RULE,
    &ad006_routing_form::RULE,
    &ad007_address_word::RULE,
    &ad008_address_joined::RULE,
    &ad009_xmt_alone::RULE,
];

/// Action and information addressees, in printed order.
fn addressees<'t, 's>(look: &Look<'t, 's>) -> impl Iterator<Item = &'t Addressee<'s>> {
    let record = look.record();
    record.to.iter().chain(&record.info)
}

/// The fields of format lines 6 to 8, of all sections.
fn address_fields<'l>(look: &'l Look<'_, '_>) -> impl Iterator<Item = &'l FieldLines> {
    let is_address = |field: &&FieldLines| matches!(field.kind, Kind::From | Kind::To | Kind::Info);
    look.all_fields().iter().map(|(_, field)| field).filter(is_address)
}

/// Where a part of an addressee's line stands, by its offset in the line.
fn part_of(look: &Look<'_, '_>, addressee: &Addressee<'_>, part: &str) -> Option<Span> {
    let field = look.telegram.part(addressee.span);
    let at = field.as_str().find(part)?;
    Some(field.span(at..at + part.len()))
}
