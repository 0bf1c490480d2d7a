//! Rare patterns, found in blocks: a processor compares many bytes together, and nearly all of a text is passed over.

/// Bytes that are looked at together.
const BYTES: usize = 64;

/// How far a pattern may reach beyond its first byte.
const AHEAD: usize = 8;

/// A block, and what a pattern that begins in it reaches of the next; zeros behind the text's end.
pub(crate) type Block = [u8; BYTES + AHEAD];

/// Where a pattern begins, in the order of the text. `is` tells it of a place in a block, and looks at that byte and at the
/// [`AHEAD`] behind it, without branches: then it is asked for many places at once.
#[inline]
pub(crate) fn places(text: &[u8], is: impl Fn(&Block, usize) -> bool) -> Vec<u32> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let rest = &text[from..];
        let mut last = [0; BYTES + AHEAD];
        let block = rest.first_chunk().unwrap_or_else(|| {
            last[..rest.len()].copy_from_slice(rest);
            &last
        });
        let mut hits = [0_u8; BYTES];
        for (at, hit) in hits.iter_mut().enumerate() {
            *hit = u8::from(is(block, at));
        }
        if hits.iter().fold(0, |any, hit| any | hit) != 0 {
            for (eight, hits) in (from..).step_by(8).zip(hits.as_chunks::<8>().0) {
                // Of each byte one bit: the lowest is the first.
                let mut bits = u64::from_le_bytes(*hits);
                while bits != 0 {
                    found.push(eight as u32 + bits.trailing_zeros() / 8);
                    bits &= bits - 1;
                }
            }
        }
        from += BYTES;
    }
    // Zeros behind the end may look like a pattern.
    found.truncate(found.partition_point(|&at| (at as usize) < text.len()));
    found
}

/// Where the words begin that have these three letters first, capital or small; `head` has small letters of ASCII. A word is
/// letters and figures of ASCII.
#[inline]
pub(crate) fn begins(text: &[u8], head: [u8; 3]) -> Vec<u32> {
    let mut found = places(text, |block, at| {
        (block[at] | 0x20 == head[0]) & (block[at + 1] | 0x20 == head[1]) & (block[at + 2] | 0x20 == head[2])
    });
    found.retain(|&at| at == 0 || !text[at as usize - 1].is_ascii_alphanumeric());
    found
}

/// Those of some places, in the order of the text, that lie in a stretch; asked for one stretch behind another.
pub(crate) struct Within<'p>(&'p [u32]);

impl<'p> Within<'p> {
    /// Before the first stretch.
    pub(crate) fn new(places: &'p [u32]) -> Within<'p> {
        Within(places)
    }

    /// The places in the next stretch.
    pub(crate) fn next(&mut self, start: u32, end: u32) -> &'p [u32] {
        let before = self.0.iter().take_while(|&&at| at < start).count();
        let here = self.0[before..].iter().take_while(|&&at| at < end).count();
        let (here, rest) = self.0[before..].split_at(here);
        self.0 = rest;
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_found_by_their_heads() {
        let text = b"END of the weekend: Ending, UNEND, (end) en";
        assert_eq!(begins(text, *b"end"), [0, 20, 36]);
    }

    proptest! {
        #[test]
        fn blocks_find_what_a_look_at_each_byte_finds(text in "[ EeNnDd1é]{0,200}") {
            let each: Vec<u32> = (0..text.len())
                .filter(|&at| text.as_bytes()[at..].starts_with(b"En"))
                .map(|at| at as u32)
                .collect();
            prop_assert_eq!(places(text.as_bytes(), |block, at| (block[at] == b'E') & (block[at + 1] == b'n')), each);
        }

        #[test]
        fn places_within_a_stretch_are_those_that_lie_there(
            places in prop::collection::btree_set(0..200_u32, 0..40),
            ends in prop::collection::btree_set(0..220_u32, 0..20),
        ) {
            let places: Vec<u32> = places.into_iter().collect();
            let ends: Vec<u32> = ends.into_iter().collect();
            let mut within = Within::new(&places);
            // Between two stretches there are gaps.
            for stretch in ends.chunks_exact(2) {
                let each: Vec<u32> =
                    places.iter().copied().filter(|at| (stretch[0]..stretch[1]).contains(at)).collect();
                prop_assert_eq!(within.next(stretch[0], stretch[1]), each);
            }
        }
    }
}
