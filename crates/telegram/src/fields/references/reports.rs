//! Reports by their numbers, which are no telegrams: attaches' information reports, `DAO IR 6 846 0123 75`, office, numbers and year in
//! four groups of figures; and what the broadcast information service took from the press, `FBIS GMP20060101123456`, three letters
//! for the region, the day, and a number.

use super::tokens::Tokens;

/// The most words of the office before the mark of a report.
const OFFICE: usize = 3;

/// The lengths of the groups: area, office, number, year.
const GROUPS: [usize; 4] = [1, 3, 4, 2];

/// The token behind a report that begins at token `i`.
pub(super) fn at(t: &Tokens, i: usize) -> Option<usize> {
    if t.is(i, &["FBIS"])
        && t.word(i + 1).len() == 3
        && t.is_glued(i + 2)
        && (8..=14).contains(&t.digits(i + 2).len())
    {
        return Some(i + 3);
    }
    let mark =
        (i..=i + OFFICE).take_while(|&at| !t.word(at).is_empty()).find(|&at| t.is(at, &["IR", "IIR"]))?;
    let mut at = mark + 1;
    for (group, length) in GROUPS.into_iter().enumerate() {
        let hyphen = matches!(t.mark(at), b'-' | b'/') && group > 0;
        at += usize::from(hyphen);
        if t.digits(at).len() != length {
            return None;
        }
        at += 1;
    }
    // A longer number is another one.
    (t.digits(at).is_empty() || !t.is_glued(at)).then_some(at)
}
