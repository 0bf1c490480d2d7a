//! The day on which a telegram's classification lapses, where the telegram itself says so.

use super::caveats::Caveats;
use super::label::Label;
use super::marks;
use chancery_telegram::record::{Level, Record};
use jiff::civil::Date;

/// When a classification lapses, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// From the beginning of this day the telegram is no longer classified.
    pub on: Date,
    /// The rule that says so.
    pub basis: &'static str,
}

/// The day on which the telegram's classification lapses (markings-and-indexing 2.4, steps 1 to 5).
///
/// Only what the telegram's own line settles: a date that it prints, or `GDS` of order 11652 counted from the year of
/// sending. None for what was never classified, for restricted data, for a date of review (`RDS`), for an event, for a
/// date before the day of sending or without a readable order. The orders' general periods of 25 years tell when a
/// telegram *may* be released, not that it is; nobody sees more by them.
pub fn lapse(record: &Record<'_>) -> Option<Lapse> {
    let order = record.executive_order.as_ref()?;
    let number = order.order.as_deref()?;
    let highest = marks::found(record);
    let atomic = ["RD", "FRD"].map(Caveats::meaning);
    let is_atomic = highest.caveats.names().any(|name| atomic.contains(&Caveats::meaning(name)));
    if !(Level::Confidential..=Level::TopSecret).contains(&highest.level)
        || is_atomic
        || highest == owner_only(highest)
    {
        return None;
    }
    let instruction = order.instruction.as_deref().unwrap_or_default();
    let sent = record.sent.as_ref().and_then(|sent| sent.at).map(|at| at.date());
    if let Some(on) = order.declassify_on {
        let basis = match number {
            "12065" if instruction.starts_with("GDS") => "the date that the line prints (E.O. 12065 s.1-401)",
            // A date of review: `RDS`, and `XDS` in the sense of it.
            "12065" => return None,
            "11652" => "the date that the line prints (E.O. 11652 s.5)",
            "12356" => "the date that the line prints (E.O. 12356 s.1.4)",
            "12958" => "the date that the line prints (E.O. 12958 s.1.6, as amended 1.5)",
            "13526" => "the date that the line prints (E.O. 13526 s.1.5)",
            _ => return None,
        };
        return sent.is_none_or(|sent| on >= sent).then_some(Lapse { on, basis });
    }
    if number != "11652" || !instruction.starts_with("GDS") {
        return None;
    }
    let year =
        sent.map(Date::year).or_else(|| record.mrn.as_ref()?.year.and_then(|y| i16::try_from(y).ok()))?;
    let years = match highest.level {
        Level::TopSecret => 10,
        Level::Secret => 8,
        _ => 6,
    };
    let on = Date::new(year.checked_add(years)?, 12, 31).ok()?;
    Some(Lapse { on, basis: "GDS, counted from the year of sending (E.O. 11652 s.5(A))" })
}

/// The label with the bits of one that nobody but the owner reads: equal to it where no level was found.
fn owner_only(label: Label) -> Label {
    label.join(Label::OWNER_ONLY)
}
