//! Entities of HTML and XML in a text that is neither (markings-and-indexing 9.4).

use super::{Kind, Proposal};
use crate::look::Look;
use chancery_telegram::Span;

/// The names of U+00A0 to U+00FF, in order.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// The longest entity, sign and semicolon included: `&#x000A;`, `&Agrave;`.
const LONGEST: usize = 12;

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    let source = look.source();
    let mut ends = 0;
    let mut utf8 = None;
    for at in memchr::memchr_iter(b'&', source) {
        if at < ends {
            continue;
        }
        let Some((sign, mut len)) = entity(&source[at..]) else { continue };
        // Written twice, or more often: `&amp;quot;`.
        let mut sign = sign;
        while sign == '&'
            && let Some((next, more)) = again(&source[at + len..])
        {
            (sign, len) = (next, len + more);
        }
        // What stands for an ASCII character fits any encoding.
        if !sign.is_ascii() && !*utf8.get_or_insert_with(|| std::str::from_utf8(source).is_ok()) {
            continue;
        }
        ends = at + len;
        let shown = String::from_utf8_lossy(&source[at..ends]);
        out.push(Proposal {
            kind: Kind::Entity,
            span: Span { start: at as u32, end: ends as u32 },
            text: sign.to_string(),
            reason: format!("`{shown}` is an entity of HTML"),
            confidence: 0.99,
            quotation: None,
        });
    }
}

/// The rest of an entity whose sign was written as one.
fn again(rest: &[u8]) -> Option<(char, usize)> {
    let mut text = Vec::with_capacity(LONGEST);
    text.push(b'&');
    text.extend(rest.iter().take(LONGEST));
    let (sign, len) = entity(&text)?;
    Some((sign, len - 1))
}

/// The character of the entity at the beginning of a text, and how many bytes it takes.
pub(crate) fn entity(text: &[u8]) -> Option<(char, usize)> {
    let window = &text[..text.len().min(LONGEST)];
    let end = memchr::memchr(b';', window)?;
    let name = std::str::from_utf8(window.get(1..end)?).ok()?;
    let sign = match name.strip_prefix('#') {
        // A sign is no figure.
        Some(number) if number.contains(['+', '-']) => return None,
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))?
        }
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            // A blank that may not divide a line: telegrams have no such.
            "nbsp" => ' ',
            _ => char::from_u32(0xa0 + LATIN.iter().position(|known| *known == name)? as u32)?,
        },
    };
    Some((if sign == '\u{a0}' { ' ' } else { sign }, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_those_of_latin_1() {
        assert_eq!(entity(b"&amp; more"), Some(('&', 5)));
        assert_eq!(entity(b"&#39;s"), Some(('\'', 5)));
        assert_eq!(entity(b"&#x000A;"), Some(('\n', 8)));
        assert_eq!(entity(b"&eacute;"), Some(('\u{e9}', 8)));
        assert_eq!(entity(b"&nbsp;"), Some((' ', 6)));
        assert_eq!(entity(b"&#0;"), None);
        assert_eq!(entity(b"&harbor; x"), None);
        assert_eq!(entity(b"& more"), None);
        assert_eq!(again(b"quot;"), Some(('"', 5)));
    }
}
