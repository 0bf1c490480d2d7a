//! Telegrams' numbers in a query.

use super::ast::Number;
use super::fields::FieldName;
use super::posts::{Named, post};
use super::values::Setting;
use chancery_archive::{NAMELESS, NAMELESS_FIGURES};
use chancery_registry::Post;
use chancery_telegram::fields::mrn::century;
use std::fmt;

/// Why a text is no number.
pub(super) enum Wrong<'r> {
    /// It does not look like one.
    Form,
    /// Its post is not known, another is like it.
    Near(String, &'r Post),
}

/// Reads a number in any form: `06PARIS7904`, `06 PARIS 7904`, `2006PARIS7904`, `PARIS 7904`, `1979LAPAZ06523`,
/// `75PORTALDER-A50` (TF 9.2). Also tells whether its post is known.
pub(super) fn read<'r>(text: &str, setting: &Setting<'r>) -> Result<(Number, bool), Wrong<'r>> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let first = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let last = bytes.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if first == bytes.len() || !(1..=8).contains(&last) || text.len() > 80 {
        return Err(Wrong::Form);
    }
    let number: u32 = text[text.len() - last..].parse().map_err(|_| Wrong::Form)?;
    let year = match (first, text[..first].parse::<u16>()) {
        (0, _) => None,
        (2, Ok(year)) => Some(century(year)),
        (4, Ok(year @ 1900..2100)) => Some(year),
        _ => return Err(Wrong::Form),
    };
    let middle = text[first..text.len() - last].trim_start_matches([' ', '-', '_', '/', '.']);
    // `PORT ALDER A-50`, `PORTALDER-A50`
    let before = |rest: &str| rest.strip_suffix(['A', 'a']).map(str::len);
    let (name, airgram) = match (middle.strip_suffix('-').and_then(before), before(middle)) {
        (Some(end), _) if middle[..end].ends_with([' ', '-']) => (&middle[..end], true),
        (None, Some(end)) if middle[..end].ends_with('-') => (&middle[..end], true),
        _ => (middle, false),
    };
    let name = name.trim_end_matches([' ', '-', '_', '/', '.']);
    if name.chars().any(|c| c.is_numeric()) || number == 0 {
        return Err(Wrong::Form);
    }
    let (code, known) = match post(name, setting) {
        Named::Post(post) => (post.code.to_owned(), true),
        Named::Unlisted(code) => {
            let known = !setting.held.stations(FieldName::From, &code).is_empty();
            (code, known)
        }
        Named::Near(post) => return Err(Wrong::Near(name.to_owned(), post)),
        Named::Nothing => return Err(Wrong::Form),
    };
    Ok((Number { year, post: code, number, airgram }, known))
}

/// The key of a telegram without a number, as the archive makes it, in any case: `sha256:` and 16 figures.
pub(super) fn key(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, hash) = text.split_at_checked(NAMELESS.len())?;
    let is_key = name.eq_ignore_ascii_case(NAMELESS)
        && hash.len() == NAMELESS_FIGURES
        && hash.bytes().all(|b| b.is_ascii_hexdigit());
    is_key.then(|| text.to_ascii_lowercase())
}

/// A word that is a number as telegrams quote them, without blanks: year, three letters or more, figures. Its post is known,
/// or the word says by its length that it is one.
pub(super) fn in_words(word: &str, setting: &Setting<'_>) -> Option<Number> {
    let bytes = word.as_bytes();
    let first = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let letters = bytes[first..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let last = &bytes[first + letters..];
    if !matches!(first, 2 | 4) || letters < 3 || last.is_empty() || !last.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (number, known) = read(word, setting).ok()?;
    (known || first == 2 && letters >= 4).then_some(number)
}

/// `06PARIS7904`; `1926PARIS7904` where two figures would mean another year; `PARIS 7904` without a year.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let airgram = if self.airgram { "-A" } else { "" };
        match self.year {
            Some(year) if century(year % 100) == year => {
                write!(f, "{:02}{}{airgram}{}", year % 100, self.post, self.number)
            }
            Some(year) => write!(f, "{year}{}{airgram}{}", self.post, self.number),
            None => {
                let airgram = if self.airgram { "A-" } else { "" };
                write!(f, "{} {airgram}{}", self.post, self.number)
            }
        }
    }
}
