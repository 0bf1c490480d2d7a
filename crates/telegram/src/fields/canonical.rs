//! The canonical form of a message reference number.

use super::mrn::push_figures;

/// The canonical number: `(2006, "STATE", 3836)` is `06STATE3836` (TF 9.2).
///
/// Two-digit year, post in capitals without blanks, dots, apostrophes and hyphens, number without leading zeros. `None`
/// without a year, without a post, and for number 0, which no telegram has.
pub fn canonical(year: Option<u16>, post: &str, number: u32) -> Option<String> {
    let mut mrn = start(year, post)?;
    if number == 0 {
        return None;
    }
    push_figures(number, 1, &mut mrn);
    Some(mrn)
}

/// The catalogue's number of an airgram: `(1975, "PORTALDER", 50)` is `75PORTALDER-A50` (TF 9.2).
pub fn canonical_airgram(year: Option<u16>, post: &str, number: u32) -> Option<String> {
    let mut mrn = start(year, post)?;
    if number == 0 {
        return None;
    }
    mrn.push_str("-A");
    push_figures(number, 1, &mut mrn);
    Some(mrn)
}

fn start(year: Option<u16>, post: &str) -> Option<String> {
    let mut mrn = String::with_capacity(post.len() + 14);
    push_figures(u32::from(year? % 100), 2, &mut mrn);
    for c in post.chars() {
        match c {
            '.' | '\'' | '\u{2019}' | '-' => {}
            c if c.is_ascii_uppercase() => mrn.push(c),
            c if c.is_whitespace() => {}
            c => mrn.extend(c.to_uppercase()),
        }
    }
    (mrn.len() > 2).then_some(mrn)
}
