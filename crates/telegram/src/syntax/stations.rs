//! Lines that a station stands on: a number alone, an addressee.

use super::gates;
use super::scan::{Scan, capitals};
use crate::fields::page_line::is_series;

impl Scan<'_> {
    /// `USUN 4301` alone: a message reference number whose level was left out. The station has to be a known one.
    pub(super) fn numbered_station(&self, text: &[u8]) -> bool {
        let letters = text.iter().take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.')).count();
        // Most lines leave here.
        if letters < 4 || !text.get(letters).is_some_and(u8::is_ascii_digit) {
            return false;
        }
        let text = without_section(without_series(text));
        let letters = text.iter().take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.')).count();
        let figures = text.len().saturating_sub(letters);
        if text.len() > 30 || !(2..=6).contains(&figures) || !text[letters..].iter().all(u8::is_ascii_digit) {
            return false;
        }
        let name = std::str::from_utf8(&text[..letters]).unwrap_or_default().trim();
        // A kind of mission before the city makes it an addressee.
        if chancery_registry::prefix(name).is_some() {
            return false;
        }
        // The sender's own name is one, whether the tables know it or not.
        let sender = self.from.map(|(start, end)| &self.src[start..end]);
        if sender.and_then(|from| from.strip_suffix(name.as_bytes())).is_some_and(|kind| kind.ends_with(b" "))
        {
            return true;
        }
        let Some(found) = self.registry.find_post(name) else { return false };
        // Among addressees a station with a number may be one of them, unless it is the sender's own.
        match self.from {
            Some((start, end)) => {
                let from = std::str::from_utf8(&self.src[start..end]).unwrap_or_default();
                let sender = self.registry.post_named(from.trim_start_matches("FM").trim());
                sender.is_some_and(|post| post.code == found.post.code)
            }
            None => self.blanks > 0 && !found.common_word,
        }
    }
}

/// A number without the section before it: `SECTION 1 OF 3 PORT ALDER 417`.
pub(crate) fn without_section(text: &[u8]) -> &[u8] {
    let number = |text: &[u8]| text.iter().take_while(|b| b.is_ascii_digit()).count();
    let behind = |text: &'_ [u8]| (1..=2).contains(&number(text)).then(|| number(text));
    let find = || {
        let rest = text.strip_prefix(b"SECTION ")?;
        let rest = rest[behind(rest)?..].strip_prefix(b" OF ")?;
        Some(rest[behind(rest)?..].trim_ascii_start())
    };
    find().unwrap_or(text)
}

/// A number without that of a travelling party's series behind it: `STATE 179177 TOSEC 080150` (TF 9.4).
pub(crate) fn without_series(text: &[u8]) -> &[u8] {
    let figures = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let before = text[..text.len() - figures].trim_ascii_end();
    let word = before.iter().rev().take_while(|b| b.is_ascii_uppercase()).count();
    let (number, series) = before.split_at(before.len() - word);
    let number = number.trim_ascii_end();
    if is_series(series) && number.last().is_some_and(u8::is_ascii_digit) { number } else { text }
}

/// Does an addressee stand here: a routing indicator and an oblique, or a word that plain-language addresses begin with?
pub(crate) fn addressee(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 21] = [
        b"AMEMBASSY",
        b"AMCONSUL",
        b"AMCONGEN",
        b"SECSTATE",
        b"SECDEF",
        b"USMISSION",
        b"USUN",
        b"USDEL",
        b"USNATO",
        b"USLO",
        b"USINT",
        b"AIT ",
        b"CIA ",
        b"NSC ",
        b"JCS",
        b"DEPT ",
        b"JOINT STAFF",
        b"WHITE HOUSE",
        b"USEU",
        b"COLLECTIVE",
        b"RUEH",
    ];
    let text = text.trim_ascii_start();
    let letters = text.iter().take_while(|b| b.is_ascii_uppercase()).count();
    (gates::indicator(text) && text.get(letters) == Some(&b'/'))
        || WORDS.iter().any(|w| text.starts_with(w))
        || (text.starts_with(b"ALL ") || capitals(text))
            && chancery_registry::is_collective(std::str::from_utf8(text).unwrap_or_default())
}
