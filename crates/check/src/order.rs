//! The executive order line, read once for all rules: which order, which instruction, and where each part stands.

use crate::look::Look;
use chancery_registry::Registry;
use chancery_telegram::Span;
use chancery_telegram::field::Field;
use chancery_telegram::fields::executive_order::{self, Places};
use chancery_telegram::fields::labels::Label;
use chancery_telegram::syntax::Kind;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::borrow::Cow;

/// What the instruction is (markings-and-indexing 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// `N/A`.
    NotApplicable,
    /// `GDS`: the general schedule of 11652, a date under 12065.
    Gds,
    /// `ADS`.
    Ads,
    /// `XGDS`, `XGDS-1` to `-4`.
    Xgds,
    /// `XDS`, met under 12065 in the sense of `RDS`.
    Xds,
    /// `RDS`, `RDS-1` to `-4`.
    Rds,
    /// `OADR`.
    Oadr,
    /// `MR`: reviewed before it is released.
    Review,
    /// `X1` to `X8`.
    Exempt,
    /// `25X1` to `25X9`.
    Exempt25,
    /// `50X1-HUM`, `75X`.
    Exempt50,
    /// Words that speak of an event.
    Event,
}

/// The line.
#[derive(Debug)]
pub(crate) struct OrderLine<'s> {
    /// Its text.
    pub(crate) field: Field<'s>,
    /// Where its parts stand in the text.
    pub(crate) places: Places,
    /// The order that is meant, slips of its number mended.
    pub(crate) order: Option<u32>,
    /// What the instruction is. None for a date alone, for nothing, and for what was not understood.
    pub(crate) code: Option<Code>,
    /// The code in its usual form, or the event's words.
    pub(crate) words: String,
    /// The date that is printed, where it is one.
    pub(crate) date: Option<Date>,
}

impl<'s> OrderLine<'s> {
    /// The first line of the telegram that can be read as one.
    pub(crate) fn of(look: &Look<'_, 's>) -> Option<OrderLine<'s>> {
        let printed = look.fields(Kind::ExecutiveOrder).map(|(_, field)| field);
        printed.chain(look.labelled(Label::ExecutiveOrder)).find_map(|field| {
            let field = look.telegram.field(field);
            let places = executive_order::places(&field, &look.context())?;
            // The record's own is that of the first line.
            let known = look.record().executive_order.as_ref();
            let known = known.filter(|known| known.span.start == field.span(0..0).start);
            let read = known.map_or_else(
                || executive_order::read(&field, &look.context()).map(Cow::Owned),
                |known| Some(Cow::Borrowed(known)),
            );
            let words = read.as_ref().and_then(|read| read.instruction.as_deref()).unwrap_or_default();
            Some(OrderLine {
                order: read.as_ref().and_then(|read| read.order.as_deref()?.parse().ok()),
                code: (!words.is_empty()).then(|| code(words)),
                words: words.to_owned(),
                date: read.as_ref().and_then(|read| read.declassify_on),
                places,
                field,
            })
        })
    }

    /// Its place in the source.
    pub(crate) fn span(&self) -> Span {
        self.field.span(0..self.field.as_str().trim_end().len())
    }

    /// Where the date stands.
    pub(crate) fn date_span(&self) -> Option<Span> {
        self.places.date.as_ref().map(|(range, _)| self.field.span(range.clone()))
    }

    /// Where the code or the event stands, else all that stands behind the number, else the line.
    pub(crate) fn instruction_span(&self) -> Span {
        let words = self.places.words.clone().unwrap_or_else(|| self.places.instruction.clone());
        if words.is_empty() { self.span() } else { self.field.span(words) }
    }

    /// What stands behind the number.
    pub(crate) fn instruction(&self) -> &str {
        &self.field.as_str()[self.places.instruction.clone()]
    }

    /// The number as printed.
    pub(crate) fn number(&self) -> Option<(&str, Span)> {
        let range = self.places.order.clone()?;
        Some((&self.field.as_str()[range.clone()], self.field.span(range)))
    }

    /// True for a date that is printed and is none of the calendar.
    pub(crate) fn has_bad_date(&self) -> bool {
        self.places.date.as_ref().is_some_and(|(_, printed)| printed.date.is_none())
    }
}

fn code(words: &str) -> Code {
    let stem = words.split(['-', ' ', ',']).next().unwrap_or_default();
    let exempt = |years: &str| {
        stem.strip_prefix(years).is_some_and(|rest| {
            rest.strip_prefix('X').is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
        })
    };
    match stem {
        "N/A" => Code::NotApplicable,
        "GDS" => Code::Gds,
        "ADS" => Code::Ads,
        "XGDS" => Code::Xgds,
        "XDS" => Code::Xds,
        "RDS" => Code::Rds,
        "OADR" => Code::Oadr,
        "MR" => Code::Review,
        _ if exempt("") => Code::Exempt,
        _ if exempt("25") => Code::Exempt25,
        _ if exempt("50") || exempt("75") => Code::Exempt50,
        _ => Code::Event,
    }
}

/// The days on which a telegram's line may name an order: those of its force, and the time after its end that is normal
/// (markings-and-indexing 2.3). None for an order that is none.
pub(crate) fn days(order: u32, registry: &Registry) -> Option<(Date, Date)> {
    let entry = registry.order(order)?;
    let from: Date = entry.effective_from?.parse().ok()?;
    let to = match (order, entry.effective_to) {
        (11652, _) => date(1979, 3, 31),
        (12958, _) => date(2010, 12, 31),
        (_, Some(to)) => to.parse::<Date>().ok()?.saturating_add(60.days()),
        (_, None) => Date::MAX,
    };
    Some((from, to))
}
