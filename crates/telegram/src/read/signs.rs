//! Where in a text damage can stand: nearly all of it is passed over in wide steps.

/// True for a byte at which a line's damage can begin, by itself and the bytes on both sides of it. No branches: a row of
/// bytes is asked at once.
#[inline(always)]
fn is_sign(before: u8, byte: u8, after: u8) -> bool {
    (byte == b',') & ((after.cast_signed() > 0x40) | (before == b's'))
        | (byte == b'&')
        | (byte == b'[')
        | (byte == b'(') & (after | 0x20 == b'b')
        | (byte | 0x20 == b'x') & (after | 0x20 == b'x')
        | (byte.cast_signed() < 0x20) & (byte != b'\n') & (byte != b'\r') & (byte != b'\t')
        | (byte == 0x7f)
}

/// True where one of the `N` bytes from `at` on is a sign. There is a byte before them, and one behind.
#[inline(always)]
fn has_sign<const N: usize>(bytes: &[u8], at: usize) -> bool {
    let (before, row, after) = (&bytes[at - 1..][..N], &bytes[at..][..N], &bytes[at + 1..][..N]);
    let mut any = false;
    for i in 0..N {
        any |= is_sign(before[i], row[i], after[i]);
    }
    any
}

/// How many bytes are asked at once.
const WIDE: usize = 64;
const NARROW: usize = 16;

/// The first sign from `at` on, before `until`.
pub(crate) fn next_sign(bytes: &[u8], mut at: usize, until: usize) -> Option<usize> {
    let sign_at = |at: usize| {
        let before = at.checked_sub(1).map_or(b'\n', |i| bytes[i]);
        is_sign(before, bytes[at], bytes.get(at + 1).copied().unwrap_or(b'\n'))
    };
    if at == 0 && until > 0 {
        if sign_at(0) {
            return Some(0);
        }
        at = 1;
    }
    while at < until && at + WIDE < bytes.len() && !has_sign::<WIDE>(bytes, at) {
        at += WIDE;
    }
    while at < until && at + NARROW < bytes.len() && !has_sign::<NARROW>(bytes, at) {
        at += NARROW;
    }
    (at..until).find(|&at| sign_at(at))
}
