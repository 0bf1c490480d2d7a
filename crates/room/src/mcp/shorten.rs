//! Answers that are lists are made shorter until they are no longer than an assistant can take at once. Totals stay as they are.

use crate::answers::{FacetsFound, References, Rows};
use chancery_view::find::{Count, Facets};
use chancery_view::{Diff, Stats, Word};
use schemars::JsonSchema;
use serde::Serialize;

/// The most bytes of an object. It is sent twice, the second time as text in JSON, and stays below 60 KB with all around it.
pub(super) const MOST: usize = 24_000;

/// How many words at each end of a long run are kept in a comparison.
const ENDS: usize = 20;

/// What can lose the least important part of it.
pub(super) trait Shorten: Serialize {
    /// Loses something; false where nothing is left to lose.
    fn shorten(&mut self) -> bool;
}

/// An object, as short as it has to be.
pub(super) fn fit<T: Shorten>(mut object: T) -> T {
    while !fits(&object) && object.shorten() {}
    object
}

/// Whether an object can be sent.
pub(super) fn fits(object: &impl Serialize) -> bool {
    serde_json::to_vec(object).is_ok_and(|bytes| bytes.len() <= MOST)
}

/// The most frequent values of a list, in the order in which they stand.
pub(super) fn keep(counts: &mut Vec<Count>, most: usize) {
    if counts.len() <= most {
        return;
    }
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| counts.get(*at).map(|count| std::cmp::Reverse(count.count)));
    let mut kept = vec![false; counts.len()];
    for at in order.into_iter().take(most) {
        if let Some(kept) = kept.get_mut(at) {
            *kept = true;
        }
    }
    let mut kept = kept.into_iter();
    counts.retain(|_| kept.next().unwrap_or(false));
}

/// Halves the longest of some lists.
fn halve(lists: &mut [&mut Vec<Count>]) -> bool {
    let Some(longest) = lists.iter_mut().max_by_key(|list| list.len()).filter(|list| !list.is_empty()) else {
        return false;
    };
    let half = longest.len() / 2;
    keep(longest, half);
    true
}

impl Shorten for Facets {
    fn shorten(&mut self) -> bool {
        halve(&mut [&mut self.from, &mut self.tag, &mut self.level, &mut self.year, &mut self.caption])
    }
}

impl Shorten for FacetsFound {
    fn shorten(&mut self) -> bool {
        self.facets.shorten()
    }
}

impl Shorten for Stats {
    fn shorten(&mut self) -> bool {
        let by = &mut self.by;
        halve(&mut [
            &mut by.year,
            &mut by.post,
            &mut by.level,
            &mut by.format,
            &mut by.collection,
            &mut by.tag,
            &mut by.caption,
        ])
    }
}

impl Shorten for Rows {
    fn shorten(&mut self) -> bool {
        let some = !self.rows.is_empty();
        self.rows.truncate(self.rows.len() * 3 / 4);
        some
    }
}

impl Shorten for References {
    fn shorten(&mut self) -> bool {
        let longer = if self.from.len() >= self.to.len() { &mut self.from } else { &mut self.to };
        let some = !longer.is_empty();
        longer.truncate(longer.len() * 3 / 4);
        some
    }
}

/// Two texts compared, without what would make it too long.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Compared {
    #[serde(flatten)]
    diff: Diff,
    /// How many runs of words the whole comparison has; where there are more than in `words`, the last ones are left out.
    runs: usize,
}

impl Compared {
    /// A comparison; long runs keep their first and last words.
    pub(super) fn of(mut diff: Diff) -> Compared {
        if !fits(&diff) {
            diff.words.iter_mut().for_each(shorter);
        }
        Compared { runs: diff.words.len(), diff }
    }
}

impl Shorten for Compared {
    fn shorten(&mut self) -> bool {
        let some = !self.diff.words.is_empty();
        self.diff.words.truncate(self.diff.words.len() * 3 / 4);
        some
    }
}

/// Leaves out the middle of a run of words.
fn shorter((_, run): &mut (Word, String)) {
    let words: Vec<&str> = run.split_whitespace().collect();
    let Some(left_out) = words.len().checked_sub(2 * ENDS).filter(|out| *out > 0) else { return };
    let (first, last) = (words.iter().take(ENDS), words.iter().skip(ENDS + left_out));
    let note = format!("[{left_out} words left out]");
    let kept: Vec<&str> = first.copied().chain([note.as_str()]).chain(last.copied()).collect();
    *run = kept.join(" ");
}

#[cfg(test)]
mod tests {
    use super::{Compared, fit, fits, keep};
    use crate::answers::Rows;
    use chancery_view::find::Count;
    use chancery_view::{Diff, Word};

    #[test]
    fn the_most_frequent_values_are_kept_in_their_order() {
        let count = |value: &str, count| Count { value: value.to_owned(), count };
        let mut years = vec![count("1973", 5), count("1974", 1), count("1975", 9), count("1976", 5)];
        keep(&mut years, 3);
        assert_eq!(years, [count("1973", 5), count("1975", 9), count("1976", 5)]);
    }

    #[test]
    fn what_is_long_fits_in_the_end_and_says_how_much_there_was() {
        let rows = vec![serde_json::json!({"code": "PARIS", "name": "Paris"}); 5000];
        let rows = fit(Rows { kind: "posts".into(), total: 5000, rows });
        assert!(fits(&rows) && rows.total == 5000 && rows.rows.len() > 100);
        let words = (0..2000).map(|_| (Word::Same, "A WORD ".repeat(500))).collect();
        let compared = fit(Compared::of(Diff { mrn: "06PARIS1".into(), variants: (1, 2), words }));
        assert!(fits(&compared) && compared.runs == 2000 && compared.diff.words.len() > 20);
        assert!(compared.diff.words[0].1.contains("[960 words left out]"), "{}", compared.diff.words[0].1);
        let same = Diff { mrn: "06PARIS1".into(), variants: (1, 2), words: vec![(Word::Same, "A B".into())] };
        assert_eq!(Compared::of(same.clone()).diff, same);
    }
}
