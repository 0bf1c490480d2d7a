//! The forms: from the parts of a telegram to its lines.

mod heading;
mod nara;
mod sections;
mod smart;
mod teletype;

pub(crate) use nara::nara;
pub(crate) use smart::smart;
pub(crate) use teletype::teletype;

use crate::layout::Line;
use std::ops::Range;

/// A text, and where its stretches stand in the draft.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) text: String,
    pub(crate) map: Vec<(Range<usize>, Range<usize>)>,
}

impl Sheet {
    pub(crate) fn of(lines: &[Line]) -> Sheet {
        let mut sheet = Sheet::default();
        for line in lines {
            let at = sheet.text.len();
            sheet
                .map
                .extend(line.marks.iter().map(|(own, draft)| (at + own.start..at + own.end, draft.clone())));
            sheet.text.push_str(line.text.trim_end());
            sheet.text.push('\n');
        }
        sheet
    }
}
