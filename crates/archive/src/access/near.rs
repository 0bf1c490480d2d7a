//! The nearest of several names, for an error that proposes one.

/// The longest names that are compared.
const LONGEST: usize = 40;

/// The name that `given` is most likely meant as: at most a third of its letters left out, put in or changed.
pub(super) fn nearest<'n>(given: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (given.len() / 3).max(1);
    names
        .filter_map(|name| Some((distance(given.as_bytes(), name.as_bytes())?, name)))
        .filter(|(slips, _)| *slips <= limit)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// How many letters are left out, put in or changed between two names (Levenshtein); none where one is too long.
fn distance(a: &[u8], b: &[u8]) -> Option<usize> {
    if a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = last[0];
        last[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = (diagonal + usize::from(x != y)).min(last[j] + 1).min(last[j + 1] + 1);
            diagonal = std::mem::replace(&mut last[j + 1], cost);
        }
    }
    last.last().copied()
}
