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

/// What a word's hash is multiplied with for each word that follows.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// What the hash of a word is multiplied with when its run has passed.
const PASSED: u64 = BASE.wrapping_mul(BASE).wrapping_mul(BASE).wrapping_mul(BASE);

/// The smallest hashes of the runs of words, smallest first; empty for a short text. Case and signs do not count.
pub fn sketch<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u64> {
    let mut smallest = [u64::MAX; KEPT];
    if each_run(texts, |run| keep(&mut smallest, run)) < SHORTEST {
        Vec::new()
    } else {
        smallest.into_iter().filter(|&value| value != u64::MAX).collect()
    }
}

/// The hashes of all runs of words, smallest first, each once. Case and signs do not count.
pub fn runs<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u64> {
    let mut runs = Vec::new();
    each_run(texts, |run| runs.push(run));
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Gives the hash of each run of words, and says how many words there are.
fn each_run<'t>(texts: impl Iterator<Item = &'t str>, mut each: impl FnMut(u64)) -> usize {
    let mut last = [0_u64; RUN];
    let mut run = 0_u64;
    let mut count = 0;
    for text in texts {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !WORD[usize::from(bytes[at])] {
                at += 1;
                continue;
            }
            let begin = at;
            while at < bytes.len() && WORD[usize::from(bytes[at])] {
                at += 1;
            }
            let word = hash(&bytes[begin..at]);
            let oldest = std::mem::replace(&mut last[count % RUN], word);
            run = run.wrapping_mul(BASE).wrapping_add(word).wrapping_sub(oldest.wrapping_mul(PASSED));
            count += 1;
            if count >= RUN {
                each(spread(run));
            }
        }
    }
    count
}

/// The bytes of words: letters, figures, and whatever is not ASCII.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        word[byte] = byte >= 128 || (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    word
};

/// Takes eight letters at a time; the bit that tells capitals from small ones is left out.
fn hash(word: &[u8]) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let mut hash = word.len() as u64;
    let (whole, rest) = word.as_chunks::<8>();
    for chunk in whole {
        hash = (hash.rotate_left(23) ^ (u64::from_le_bytes(*chunk) & !SMALL)).wrapping_mul(BASE);
    }
    let last = rest.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte));
    spread((hash.rotate_left(23) ^ (last & !SMALL)).wrapping_mul(BASE))
}

/// Spreads a hash's bits: which one is the smallest must not depend on the words' own order.
fn spread(mut value: u64) -> u64 {
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
