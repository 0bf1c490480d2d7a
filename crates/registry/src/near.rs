//! How many slips of the typist lie between two names.

/// The longest names that are compared.
pub(crate) const LONGEST: usize = 32;

/// The letters and digits of a key as bits, to pass over names that cannot be near.
pub(crate) fn letters(key: &[u8]) -> u64 {
    key.iter().fold(0, |bits, byte| bits | 1 << (byte & 63))
}

/// True where more than `limit` of some bits are set: so many are taken away, the lowest first, and one is left.
#[inline]
pub(crate) fn are_over(bits: u64, limit: usize) -> bool {
    (0..limit).fold(bits, |bits, _| bits & bits.wrapping_sub(1)) != 0
}

/// The least count of letters left out, put in, changed or swapped with their neighbour between two keys, each letter
/// touched once (Damerau-Levenshtein, restricted); none where it is over `limit` or a key is too long.
pub(crate) fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len() > LONGEST || b.len() > LONGEST || a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = [0u8; LONGEST + 1];
    let mut last: [u8; LONGEST + 1] = std::array::from_fn(|i| i as u8);
    for (i, &x) in a.iter().enumerate() {
        let mut now = [0u8; LONGEST + 1];
        now[0] = i as u8 + 1;
        let mut least = now[0];
        for (j, &y) in b.iter().enumerate() {
            let mut cost = (last[j] + u8::from(x != y)).min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                cost = cost.min(before[j - 1] + 1);
            }
            now[j + 1] = cost;
            least = least.min(cost);
        }
        if usize::from(least) > limit + 1 {
            return None;
        }
        before = last;
        last = now;
    }
    Some(usize::from(last[b.len()])).filter(|&found| found <= limit)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn counts_slips() {
        for (a, b, limit, slips) in [
            ("BOGOTA", "BOGOTA", 0, Some(0)),
            ("BOGOTA", "BOGTOA", 1, Some(1)),
            ("BOGOTA", "BOGOT", 1, Some(1)),
            ("BOGOTA", "BOGOOTA", 1, Some(1)),
            ("BOGOTA", "BAGOTE", 1, None),
            ("BOGOTA", "BAGOTE", 2, Some(2)),
            ("", "AB", 2, Some(2)),
            ("PARIS", "SOFIA", 2, None),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes(), limit), slips, "{a} {b}");
        }
    }
}
