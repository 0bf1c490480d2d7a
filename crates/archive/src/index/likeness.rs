//! The sketch of a text: near-identical texts share most of it.
//!
//! Of all runs of four words the hashes are taken, and the smallest of them kept. Two texts of which nine tenths of the
//! runs are the same share a value of three with a chance of 99.9%; unlike texts share none.

use crate::words::words;

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
    let mut runs = Runs::default();
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
            if let Some(run) = runs.next(&bytes[begin..at]) {
                keep(&mut smallest, run);
            }
        }
    }
    if runs.count < SHORTEST {
        Vec::new()
    } else {
        smallest.into_iter().filter(|&value| value != u64::MAX).collect()
    }
}

/// The hashes of all runs of words, smallest first, each once. Words are those that are searched: apostrophes, quotation marks,
/// entities and accents are the same in every copy.
pub fn runs<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u64> {
    let (mut all, mut runs) = (Vec::new(), Runs::default());
    for text in texts {
        words(text, &mut |word| {
            if word.main {
                all.extend(runs.next(word.text.as_bytes()));
            }
        });
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Runs of words, one word after the other.
#[derive(Default)]
struct Runs {
    last: [u64; RUN],
    run: u64,
    count: usize,
}

impl Runs {
    /// The hash of the run that ends with this word.
    fn next(&mut self, word: &[u8]) -> Option<u64> {
        let word = hash(word);
        let oldest = std::mem::replace(&mut self.last[self.count % RUN], word);
        self.run = self.run.wrapping_mul(BASE).wrapping_add(word).wrapping_sub(oldest.wrapping_mul(PASSED));
        self.count += 1;
        (self.count >= RUN).then(|| spread(self.run))
    }
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
    use super::{runs, sketch};

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
    fn another_copy_has_the_same_runs() {
        let one = "THE MINISTER'S \"RULES\" FOR THE NEGOTIATIONS IN THE CAF\u{c9} AT GREYHAVEN";
        let other = "The minister\u{2019}s &quot;rules&quot; for the negotiations\nin the cafe at Greyhaven";
        assert_eq!(runs([one].into_iter()), runs([other].into_iter()));
        assert_ne!(runs([one].into_iter()), runs([TEXT].into_iter()));
    }

    #[test]
    fn short_texts_have_none() {
        assert!(sketch(["MEETING WAS HELD AS PLANNED"].into_iter()).is_empty());
    }
}
