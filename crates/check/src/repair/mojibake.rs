//! UTF-8 that was read as Windows-1252 and written as UTF-8 again (markings-and-indexing 9.3): `â€™` for `’`.

use super::{Kind, Proposal};
use crate::look::Look;
use chancery_telegram::Span;

/// The longest run that is looked at, in bytes.
const LONGEST: usize = 400;

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    let source = look.source();
    // Every such run begins with a character from U+00C0 to U+00FF.
    let mut places = memchr::memchr_iter(0xc3, source).peekable();
    if places.peek().is_none() {
        return;
    }
    let Ok(text) = std::str::from_utf8(source) else { return };
    let mut behind = 0;
    for at in places {
        if at < behind {
            continue;
        }
        let start = run_start(text, at.max(behind), behind);
        let end = run_end(text, at);
        behind = end;
        let Some((mended, confidence)) = mend(&text[start..end]) else { continue };
        out.push(Proposal {
            kind: Kind::Mojibake,
            span: Span { start: start as u32, end: end as u32 },
            reason: format!("`{}` is `{mended}`, in UTF-8 that was read as Windows-1252", &text[start..end]),
            text: mended,
            confidence,
            quotation: None,
        });
    }
}

/// Back over characters that may belong to the run, not beyond `from`.
fn run_start(text: &str, at: usize, from: usize) -> usize {
    text[from..at]
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_of_run(*c))
        .last()
        .map_or(at, |(at, _)| from + at)
}

fn run_end(text: &str, at: usize) -> usize {
    let run = text[at..].char_indices().take_while(|(place, c)| is_of_run(*c) && *place < LONGEST).last();
    run.map_or(at, |(place, c)| at + place + c.len_utf8())
}

fn is_of_run(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{24f}') || windows_1252(c).is_some_and(|byte| byte >= 0x80)
}

/// What a run was before it was misread, once or more often; none where the whole of it is no UTF-8, or gives odd characters.
fn mend(run: &str) -> Option<(String, f64)> {
    let mut mended = decode(run)?;
    let mut confidence = 0.99;
    while let Some(before) = decode(&mended) {
        (mended, confidence) = (before, 0.95);
    }
    is_plausible(&mended).then_some((mended, confidence))
}

fn decode(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run.chars().map(windows_1252).collect::<Option<_>>()?;
    let decoded = String::from_utf8(bytes).ok()?;
    // Each character took two bytes or more.
    (decoded.chars().all(|c| c as u32 >= 0x80) && !decoded.is_empty()).then_some(decoded)
}

/// Letters, marks and typographic signs.
fn is_plausible(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_alphabetic()
            || matches!(c, '\u{a0}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{203a}' | '€' | '™' | '×' | '÷')
    })
}

/// The byte of Windows-1252 that this character is.
fn windows_1252(c: char) -> Option<u8> {
    const TYPOGRAPHIC: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    if let Some(place) = TYPOGRAPHIC.iter().position(|known| *known == c) {
        return u8::try_from(place + 0x80).ok();
    }
    u8::try_from(u32::from(c)).ok().filter(|byte| !(0x80..0xa0).contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_mended_as_a_whole_or_not_at_all() {
        assert_eq!(mend("â€™"), Some(("’".into(), 0.99)));
        assert_eq!(mend("Ã©"), Some(("é".into(), 0.99)));
        assert_eq!(mend("Ã¢â‚¬â„¢"), Some(("’".into(), 0.95)));
        assert_eq!(mend("é"), None);
        assert_eq!(mend("éÃ©"), None);
        assert_eq!(mend("Ã"), None);
    }
}
