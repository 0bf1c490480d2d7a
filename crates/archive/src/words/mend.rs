//! Letters that a machine or a typist took for others, inside a word whose other letters tell (TF 17).

use super::class::{DIGIT, EL, EYE, LETTER, LOWER, UPPER};

/// Gives the other readings of one run of letters and figures: `printed` as it stands, `folded` in small letters. `out`
/// is empty and is written over.
pub(super) fn readings(
    printed: &[u8],
    folded: &str,
    flags: u8,
    out: &mut String,
    give: &mut impl FnMut(&str),
) {
    if flags & DIGIT != 0 {
        if flags & LETTER != 0 {
            figures(folded, out, give);
        }
        return;
    }
    if flags & (EL | LOWER) == EL && printed.iter().filter(|b| b.is_ascii_uppercase()).count() >= 2 {
        // `lRAN`
        replaced(folded, |_, letter| if letter == b'l' { b'i' } else { letter }, out, give);
        return;
    }
    if flags & EYE != 0 && flags & (LOWER | EL) != 0 {
        // `poIitical`
        let small = |at: usize| printed.get(at).is_some_and(u8::is_ascii_lowercase);
        let mistaken = |at: usize| printed[at] == b'I' && at > 0 && (small(at - 1) || small(at + 1));
        replaced(folded, |at, letter| if mistaken(at) { b'l' } else { letter }, out, give);
    }
    if begins_with_eye(printed) {
        replaced(folded, |at, letter| if at == 0 { b'i' } else { letter }, out, give);
    }
}

/// True where a letter of a run without figures may have been taken for another.
#[inline]
pub(super) fn may_be_misread(printed: &[u8], flags: u8) -> bool {
    flags & EL != 0 && (flags & LOWER == 0 && flags & (UPPER | EYE) != 0 || begins_with_eye(printed))
        || flags & EYE != 0 && flags & (LOWER | EL) != 0 && printed[1..].contains(&b'I')
}

/// `lran`, `lsrael`: no English word begins with `l` and such a letter.
fn begins_with_eye(printed: &[u8]) -> bool {
    matches!(printed, [b'l', second, _, _, ..] if second.is_ascii_lowercase()
        && !matches!(second, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' | b'l'))
}

fn replaced(folded: &str, letter: impl Fn(usize, u8) -> u8, out: &mut String, give: &mut impl FnMut(&str)) {
    out.clear();
    out.extend(folded.bytes().enumerate().map(|(at, byte)| char::from(letter(at, byte))));
    if out != folded {
        give(out);
    }
}

/// A run of letters and figures: a word with figures for letters, a number with letters for figures, a telegram's number
/// without its blanks.
fn figures(folded: &str, out: &mut String, give: &mut impl FnMut(&str)) {
    let word = folded.as_bytes();
    let digits = word.iter().filter(|b| b.is_ascii_digit()).count();
    let letters = word.len() - digits;
    let leading = word.iter().take_while(|b| b.is_ascii_digit()).count();
    let trailing = word.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if leading == digits && matches!(&word[leading..], b"st" | b"nd" | b"rd" | b"th") {
        return;
    }
    if digits >= 2
        && letters <= digits
        && word.iter().all(|b| b.is_ascii_digit() || matches!(b, b'o' | b'i' | b'l'))
    {
        // `197O`, `l2O65`
        let figure = |_: usize, letter: u8| match letter {
            b'o' => b'0',
            b'i' | b'l' => b'1',
            other => other,
        };
        replaced(folded, figure, out, &mut |text| {
            let bare = text.trim_start_matches('0');
            give(if bare.is_empty() { "0" } else { bare });
        });
        return;
    }
    let inside = leading + trailing < digits || letters >= 3;
    let alike = word.iter().all(|b| !b.is_ascii_digit() || matches!(b, b'0' | b'1' | b'5' | b'8'));
    if alike && inside && digits <= letters && letters >= 2 && leading <= 1 {
        // `W0RK`, `1RAN`, `SPEC1AL`
        let letter = |one: u8| {
            move |_: usize, byte: u8| match byte {
                b'0' => b'o',
                b'1' => one,
                b'5' => b's',
                b'8' => b'b',
                other => other,
            }
        };
        replaced(folded, letter(b'i'), out, give);
        if word.contains(&b'1') {
            replaced(folded, letter(b'l'), out, give);
        }
    }
    if letters >= 3 && digits == 1 {
        // `8` for a quotation mark.
        if let Some(bare) = folded.strip_suffix('8').or_else(|| folded.strip_prefix('8')) {
            give(bare);
        }
    }
    if letters >= 3 && trailing >= 2 && leading + trailing == digits && matches!(leading, 0 | 2 | 4) {
        // `06PARIS7904`, `STATE03836`
        give(&folded[leading..leading + letters]);
        let number = folded[leading + letters..].trim_start_matches('0');
        give(if number.is_empty() { "0" } else { number });
    }
}
