//! How far a printed word is from the one that is meant.

/// True where one slip makes one word of the other: a letter that is wrong, missing or too many, or two neighbours changed
/// about. As a distance of one in optimal string alignment, without its table.
pub(crate) fn one_slip(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        one_slip_of_bytes(one.as_bytes(), other.as_bytes())
    } else {
        strsim::osa_distance(one, other) == 1
    }
}

/// As [`one_slip`], of words that are ASCII.
#[inline]
pub(crate) fn one_slip_of_bytes(one: &[u8], other: &[u8]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    // Wherever the one slip is, one of the first letters is where it was, or beside it.
    if let ([a, b, ..], [c, d, ..]) = (one, other)
        && a != c
        && b != d
        && a != d
        && b != c
    {
        return false;
    }
    differ_by_one(one, other)
}

fn differ_by_one(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - same], &other[..other.len() - same]) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        (&[a, b], &[c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::one_slip;
    use proptest::prelude::*;

    #[test]
    fn a_letter_doubled_or_dropped_is_a_slip() {
        assert!(one_slip("AMEMBASSY", "AMEMBASY"));
        assert!(one_slip("AABB", "AABBB"));
        assert!(one_slip("WASHDC", "WAHSDC"));
        assert!(!one_slip("WASHDC", "WASHDC"));
        assert!(!one_slip("WASHDC", "HSAWDC"));
    }

    proptest! {
        #[test]
        fn it_is_a_distance_of_one(one in "[ABC]{0,6}", other in "[ABCé]{0,6}") {
            prop_assert_eq!(one_slip(&one, &other), strsim::osa_distance(&one, &other) == 1);
        }
    }
}
