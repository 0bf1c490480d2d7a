//! Many bytes asked at once.

/// How many bytes a row has: as many as a word has bits.
pub(crate) const ROW: usize = 64;

/// For each byte of a row a bit, the first byte's the lowest, set where the byte is asked for. `is` has to be without
/// branches; then the compiler asks many bytes in one step.
#[inline(always)]
pub(crate) fn bits(row: &[u8; ROW], is: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0u8; ROW];
    for (flag, &byte) in flags.iter_mut().zip(row) {
        *flag = u8::from(is(byte));
    }
    let (words, _) = flags.as_chunks::<8>();
    // The product puts the lowest bits of eight bytes side by side, without a carry, in its highest byte.
    words.iter().rev().fold(0, |bits, word| {
        bits << 8 | u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// True where one of some bytes is asked for; the compiler asks them in one step, as above.
#[inline(always)]
pub(crate) fn any<const N: usize>(bytes: &[u8; N], is: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |any, &byte| any | is(byte))
}
