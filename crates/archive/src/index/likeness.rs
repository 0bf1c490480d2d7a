//! The sketch of a text: near-identical texts share most of it.
//!
//! Of all runs of four words the hashes are taken, and the smallest of them kept. Two texts of which nine tenths of the
//! runs are the same share a value of three with a chance of 99.9%; unlike texts share none.

/// How many words a run has.
const RUN: usize = 4;

/// How many values are kept.
pub(crate) const KEPT: usize = 3;

/// Texts with fewer words are too short to be compared.
const SHORTEST: usize = 24;

/// The smallest hashes of the runs of words, smallest first; empty for a short text. Case and signs do not count.
pub fn sketch<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u64> {
    let mut smallest = [u64::MAX; KEPT];
    let mut run = [0_u64; RUN];
    let mut count = 0;
    for text in texts {
        for word in text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric() && byte.is_ascii()) {
            if word.is_empty() {
                continue;
            }
            run.rotate_left(1);
            run[RUN - 1] = hash(word);
            count += 1;
            if count >= RUN {
                keep(&mut smallest, mix(&run));
            }
        }
    }
    if count < SHORTEST { Vec::new() } else { smallest.into_iter().filter(|&value| value != u64::MAX).collect() }
}

/// Takes eight letters at a time; the bit that tells capitals from small ones is left out.
fn hash(word: &[u8]) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = word.len() as u64;
    let (whole, rest) = word.as_chunks::<8>();
    for chunk in whole {
        hash = (hash.rotate_left(23) ^ (u64::from_le_bytes(*chunk) & !SMALL)).wrapping_mul(SPREAD);
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    (hash.rotate_left(23) ^ (u64::from_le_bytes(last) & !SMALL)).wrapping_mul(SPREAD)
}

/// A run's hash, with its bits well spread: the smallest must not depend on the words' own order of hashes.
fn mix(run: &[u64; RUN]) -> u64 {
    let mut value = run.iter().fold(0_u64, |all, word| all.rotate_left(17).wrapping_add(*word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    value ^= value >> 32;
    value = value.wrapping_mul(0xd6e8_feb8_6659_fd93);
    value ^ value >> 29
}

fn keep(smallest: &mut [u64; KEPT], value: u64) {
    if value >= smallest[KEPT - 1] || smallest.contains(&value) {
        return;
    }
    smallest[KEPT - 1] = value;
    smallest.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::sketch;

    const TEXT: &str = "THE DELEGATION ARRIVED AT GREYHAVEN ON MONDAY AND MET THE HARBOUR BOARD TO DISCUSS THE RULES FOR \
                        FISHING VESSELS OF BOTH COUNTRIES IN THE STRAIT, WHICH HAVE NOT BEEN CHANGED SINCE THE AGREEMENT.";

    #[test]
    fn case_and_signs_do_not_count() {
        let other = TEXT.to_lowercase().replace(',', ";").replace(' ', "\n");
        assert_eq!(sketch([TEXT].into_iter()), sketch([other.as_str()].into_iter()));
    }

    #[test]
    fn one_changed_word_leaves_something_in_common() {
        let other = TEXT.replace("MONDAY", "TUESDAY");
        let (one, two) = (sketch([TEXT].into_iter()), sketch([other.as_str()].into_iter()));
        assert!(one.iter().any(|value| two.contains(value)));
    }

    #[test]
    fn short_texts_have_none() {
        assert!(sketch(["MEETING WAS HELD AS PLANNED"].into_iter()).is_empty());
    }
}
