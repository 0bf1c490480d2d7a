//! The nearest of several names, for an error that proposes one.

/// The longest names that are compared.
const LONGEST: usize = 40;

/// The name that `given` is most likely meant as: at most a third of its letters left out, put in, changed or
/// swapped, and one of a short one.
pub(super) fn nearest<'n>(given: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if given.len() < 2 {
        return None;
    }
    let limit = (given.len() / 3).max(1);
    names
        .filter_map(|name| Some((distance(given.as_bytes(), name.as_bytes())?, name)))
        .filter(|(slips, _)| *slips <= limit)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// How many letters are left out, put in, changed or swapped with their neighbour between two names; none where one is too
/// long.
fn distance(a: &[u8], b: &[u8]) -> Option<usize> {
    if a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut now = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            now.push(cost);
        }
        before = std::mem::replace(&mut last, now);
    }
    last.last().copied()
}
