//! Numbers that look random and are the same on every machine.

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn number(&mut self, low: u32, high: u32) -> u32 {
        let width = u64::from(high.saturating_sub(low)) + 1;
        // The remainder of a division by `width` fits: it is below 2^32.
        low.saturating_add((self.next() % width) as u32)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.number(1, 100) <= percent
    }

    /// A rank below 2^`bits`, spread as words are (Zipf's law): each power of two is as likely as every other, and so is each rank
    /// between two of them.
    pub(crate) fn rank(&mut self, bits: u32) -> u32 {
        let power = self.number(0, bits - 1);
        let low = 1_u32 << power;
        self.number(low, low * 2 - 1) - 1
    }

    /// One of a list, which must not be empty.
    pub(crate) fn one<T: Copy>(&mut self, list: &[T]) -> T {
        let last = u32::try_from(list.len() - 1).unwrap_or(u32::MAX);
        list[self.number(0, last) as usize]
    }

    /// Some of a list, each at most once, in random order.
    pub(crate) fn some<T: Copy>(&mut self, list: &[T], count: u32) -> Vec<T> {
        let mut rest = list.to_vec();
        let mut chosen = Vec::new();
        while chosen.len() < count as usize && !rest.is_empty() {
            let last = u32::try_from(rest.len() - 1).unwrap_or(u32::MAX);
            chosen.push(rest.swap_remove(self.number(0, last) as usize));
        }
        chosen
    }
}
