//! Letters and digits confused, and heading words misread (markings-and-indexing 9.6, 9.7): only inside of a field whose
//! grammar asks for the other kind, and only where one reading is possible.

mod figures;
mod labels;
mod marks;
mod words;

use super::{Kind, Proposal};
use crate::look::Look;
use chancery_telegram::Span;

/// What was misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misread {
    /// A letter among figures, or a figure among letters (DM010).
    Sign,
    /// A word of the heading (DM006).
    Word,
    /// The first word of an address (AD007).
    Address,
    /// The number of an executive order (DE015).
    Order,
    /// A portion mark (CL008, CL009).
    Mark,
    /// The word that begins a line of the heading (DM006; TAGS: TG008).
    Label,
    /// The month of the date-time group (DT001).
    Month,
}

/// One misreading, and what stood there.
#[derive(Clone, Debug)]
pub(crate) struct Confusion {
    pub(crate) what: Misread,
    pub(crate) span: Span,
    pub(crate) text: String,
    pub(crate) reason: String,
    /// 0 where it is not sure enough to be proposed.
    pub(crate) confidence: f64,
}

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    for found in confusions(look).iter().filter(|found| found.confidence > 0.0) {
        let Confusion { span, text, reason, confidence, .. } = found.clone();
        out.push(Proposal { kind: Kind::Confusion, span, text, reason, confidence, quotation: None });
    }
}

/// All misreadings of a telegram.
pub(crate) fn confusions<'l>(look: &'l Look<'_, '_>) -> &'l [Confusion] {
    look.cells.confusions.get_or_init(|| {
        let mut found = Vec::new();
        figures::find(look, &mut found);
        words::find(look, &mut found);
        marks::find(look, &mut found);
        found
    })
}
