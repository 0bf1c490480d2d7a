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

/// The most frequent values of a field, in the order in which they are given.
pub(super) fn shelf(query: &str, sort: &str, field: &str, counts: &[Count], most: usize) -> Vec<Counted> {
    let mut ranked: Vec<u64> = counts.iter().map(|count| count.count).collect();
    ranked.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
    let least = ranked.get(most.saturating_sub(1)).copied().unwrap_or(0);
    // Of those that are as frequent as the last one, only so many as there is room for.
    let mut room = ranked.iter().take(most).filter(|count| **count == least).count();
    let frequent = counts.iter().filter(|count| {
        let last = count.count == least;
        let taken = count.count > least || last && room > 0;
        room -= usize::from(last && taken);
        taken
    });
    let counted = frequent.map(|count| {
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
