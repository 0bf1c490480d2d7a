//! The canonical form of a message reference number.

use std::fmt::Write;

/// The canonical number: `(2006, "STATE", 3836)` is `06STATE3836` (TF 9.2).
///
/// Two-digit year, post in capitals without blanks, dots, apostrophes and hyphens, number without leading zeros. `None`
/// without a year, without a post, and for number 0, which no telegram has.
pub fn canonical(year: Option<u16>, post: &str, number: u32) -> Option<String> {
    let mut mrn = start(year, post)?;
    if number == 0 {
        return None;
    }
    write!(mrn, "{number}").ok()?;
    Some(mrn)
}

/// The catalogue's number of an airgram: `(1975, "PORTALDER", 50)` is `75PORTALDER-A50` (TF 9.2).
pub fn canonical_airgram(year: Option<u16>, post: &str, number: u32) -> Option<String> {
    let mut mrn = start(year, post)?;
    if number == 0 {
        return None;
    }
    write!(mrn, "-A{number}").ok()?;
    Some(mrn)
}

fn start(year: Option<u16>, post: &str) -> Option<String> {
    let mut mrn = String::with_capacity(post.len() + 8);
    write!(mrn, "{:02}", year? % 100).ok()?;
    for c in post.chars() {
        match c {
            '.' | '\'' | '\u{2019}' | '-' => {}
            c if c.is_whitespace() => {}
            c => mrn.extend(c.to_uppercase()),
        }
    }
    (mrn.len() > 2).then_some(mrn)
}
