//! Rare patterns, found in blocks: a processor compares many bytes together, and nearly all of a text is passed over.

/// Bytes that are looked at together.
const BYTES: usize = 64;

/// How far a pattern may reach beyond its first byte.
const AHEAD: usize = 8;

/// A block, and what a pattern that begins in it reaches of the next; zeros behind the text's end.
pub(crate) type Block = [u8; BYTES + AHEAD];

/// What is looked for.
pub(crate) trait Pattern {
    /// What may begin at a place of a block: a bit for each of several things, 0 for none. It looks at that byte and at the [`AHEAD`]
    /// behind it, without branches: then it is asked for many places at once. To be inlined always, as [`each`] is made for more
    /// than one kind of processor.
    fn at(block: &Block, at: usize) -> u8;
}

/// Gives each place where a pattern begins to `found`, in the order of the text, with what the pattern says of it.
#[inline]
pub(crate) fn each<P: Pattern>(text: &[u8], found: impl FnMut(usize, u8)) {
    // Half of the time where the processor compares 32 bytes together.
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || look_through::<P>(text, found),
    );
}

#[inline(always)]
fn look_through<P: Pattern>(text: &[u8], mut found: impl FnMut(usize, u8)) {
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
            *hit = P::at(block, at);
        }
        if hits.iter().fold(0, |any, hit| any | hit) != 0 {
            for (eight, hits) in (from..).step_by(8).zip(hits.as_chunks::<8>().0) {
                // The lowest byte is the first.
                let mut bytes = u64::from_le_bytes(*hits);
                while bytes != 0 {
                    let place = bytes.trailing_zeros() / 8;
                    let at = eight + place as usize;
                    // Zeros behind the end may look like a pattern.
                    if at < text.len() {
                        found(at, (bytes >> (place * 8)) as u8);
                    }
                    bytes &= !(0xff << (place * 8));
                }
            }
        }
        from += BYTES;
    }
}

/// Where a pattern begins, in the order of the text.
#[inline]
pub(crate) fn places<P: Pattern>(text: &[u8]) -> Vec<u32> {
    let mut found = Vec::new();
    each::<P>(text, |at, _| found.push(at as u32));
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

    struct En;

    impl Pattern for En {
        fn at(block: &Block, at: usize) -> u8 {
            u8::from((block[at] == b'E') & (block[at + 1] == b'n'))
        }
    }

    proptest! {
        #[test]
        fn blocks_find_what_a_look_at_each_byte_finds(text in "[ EeNnDd1é]{0,200}") {
            let each: Vec<u32> = (0..text.len())
                .filter(|&at| text.as_bytes()[at..].starts_with(b"En"))
                .map(|at| at as u32)
                .collect();
            prop_assert_eq!(places::<En>(text.as_bytes()), each);
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
