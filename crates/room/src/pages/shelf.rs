//! Values with their counts, as links that narrow a query.

use super::link;
use super::words::{self, grouped};
use chancery_view::find::Count;
use std::cmp::Reverse;

/// A value, as a link.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) label: String,
    pub(super) title: Option<String>,
    /// What the label means, to be read beside it.
    pub(super) meaning: Option<String>,
    pub(super) link: String,
    pub(super) count: String,
}

/// The most frequent values of a field, in the order in which they are given.
pub(super) fn shelf(query: &str, sort: &str, field: &str, counts: &[Count], most: usize) -> Vec<Counted> {
    let mut places: Vec<usize> = (0..counts.len()).collect();
    places.sort_by_key(|place| Reverse(counts[*place].count));
    places.truncate(most);
    places.sort_unstable();
    let counted = places.into_iter().map(|place| {
        let count = &counts[place];
        let value = &*count.value;
        let (label, title, meaning) = match field {
            "from" => (words::post(value), Some(value.to_owned()), None),
            "tag" => (value.to_owned(), words::tag(value), words::tag(value)),
            _ => (value.to_owned(), None, None),
        };
        let narrowed = link::narrowed(query, &link::field(field, value));
        Counted { label, title, meaning, link: link::search(&narrowed, sort, 1), count: grouped(count.count) }
    });
    counted.collect()
}

#[cfg(test)]
mod tests {
    use super::shelf;
    use chancery_view::find::Count;

    #[test]
    fn the_most_frequent_values_keep_their_order() {
        let years = [("1973", 1), ("1974", 9), ("1975", 2), ("1976", 2), ("1977", 5)];
        let counts = years.map(|(value, count)| Count { value: value.to_owned(), count });
        let shown = |most| shelf("*", "relevance", "year", &counts, most);
        let labels = |most| shown(most).into_iter().map(|one| one.label).collect::<Vec<_>>();
        assert_eq!(labels(3), ["1974", "1975", "1977"]);
        assert_eq!(labels(9).len(), 5);
        assert_eq!(shown(1)[0].link, "/search?q=year%3A1974");
    }
}
