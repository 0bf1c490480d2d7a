//! Values with their counts, as links that narrow a query.

use super::link;
use super::words::{self, grouped};
use chancery_view::find::Count;

/// A value, as a link.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) label: String,
    pub(super) title: Option<String>,
    pub(super) link: String,
    pub(super) count: String,
}

/// The most frequent values of a field.
pub(super) fn shelf(query: &str, sort: &str, field: &str, counts: &[Count], most: usize) -> Vec<Counted> {
    let counted = counts.iter().take(most).map(|count| {
        let value = &*count.value;
        let (label, title) = match field {
            "from" => (words::post(value), Some(value.to_owned())),
            "tag" => (value.to_owned(), words::tag(value)),
            _ => (value.to_owned(), None),
        };
        let narrowed = link::narrowed(query, &link::field(field, value));
        Counted { label, title, link: link::search(&narrowed, sort, 1), count: grouped(count.count) }
    });
    counted.collect()
}
