//! The table of one kind of texts.

use super::cases::Kind;
use super::compare::Verdict;
use std::collections::BTreeMap;

/// Counts, by field.
#[derive(Debug, Default)]
pub(super) struct Table {
    texts: usize,
    fields: BTreeMap<String, [u32; 4]>,
}

/// The order of the rows: that of the record.
const ORDER: [&str; 30] = [
    "mrn",
    "sent",
    "precedence",
    "info_precedence",
    "level",
    "captions",
    "from",
    "from_post",
    "to",
    "to_serials",
    "info",
    "distribution_total",
    "drafted_by",
    "approved_by",
    "executive_order",
    "order",
    "declassify_on",
    "instruction",
    "classified_by",
    "tags",
    "subject",
    "subject_mark",
    "references",
    "summary_start",
    "summary_end",
    "sections",
    "paragraphs",
    "marks",
    "signature",
    "redactions",
];

impl Table {
    /// One more text.
    pub(super) fn text(&mut self) {
        self.texts += 1;
    }

    /// One more field of it.
    pub(super) fn count(&mut self, field: &str, verdict: Verdict) {
        let row = self.fields.entry(field.to_owned()).or_default();
        row[match verdict {
            Verdict::Right => 0,
            Verdict::Wrong => 1,
            Verdict::Invented => 2,
            Verdict::Missing => 3,
        }] += 1;
    }

    /// Prints it, unless it has no texts.
    pub(super) fn print(&self, kind: Kind) {
        if self.texts == 0 {
            return;
        }
        println!("\n{}, {}", kind.title(), self.texts);
        println!(
            "{:20}{:>6}{:>7}{:>7}{:>9}{:>9}{:>9}",
            "field", "cases", "right", "wrong", "invented", "missing", "%"
        );
        let place = |field: &str| ORDER.iter().position(|one| *one == field).unwrap_or(ORDER.len());
        let mut rows: Vec<_> = self.fields.iter().collect();
        rows.sort_by_key(|(field, _)| (place(field), field.as_str()));
        let mut sum = [0; 4];
        for (field, row) in rows {
            line(field, row);
            for (all, one) in sum.iter_mut().zip(row) {
                *all += one;
            }
        }
        line("all", &sum);
    }
}

fn line(field: &str, [right, wrong, invented, missing]: &[u32; 4]) {
    let cases = right + wrong + invented + missing;
    let percent = 100.0 * f64::from(*right) / f64::from(cases.max(1));
    println!("{field:20}{cases:>6}{right:>7}{wrong:>7}{invented:>9}{missing:>9}{percent:>9.1}");
}
