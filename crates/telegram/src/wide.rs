//! Many bytes asked at once.

/// How many bytes a row has: as many as a word has bits.
pub(crate) const ROW: usize = 64;

/// For each byte of a row a bit, the first byte's the lowest, set where the byte is asked for.
#[inline(always)]
pub(crate) fn bits(row: &[u8; ROW], is: impl Fn(u8) -> bool) -> u64 {
    // The product puts the lowest bits of eight bytes side by side, without a carry, in its highest byte.
    let sides = |flags: &[u8; 8]| u64::from_le_bytes(*flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    flags(row, is).as_chunks().0.iter().rev().fold(0, |bits, flags| bits << 8 | sides(flags))
}

/// True where one byte of a row is asked for.
#[inline(always)]
pub(crate) fn any<const N: usize>(row: &[u8; N], is: impl Fn(u8) -> bool) -> bool {
    flags(row, is).as_chunks().0.iter().fold(0, |any, flags| any | u64::from_ne_bytes(*flags)) != 0
}

/// One for each byte that is asked for, nought for the others. `is` has to be without branches; then the compiler asks
/// many bytes in one step.
#[inline(always)]
fn flags<const N: usize>(row: &[u8; N], is: impl Fn(u8) -> bool) -> [u8; N] {
    let mut flags = [0; N];
    for (flag, &byte) in flags.iter_mut().zip(row) {
        *flag = u8::from(is(byte));
    }
    flags
}
