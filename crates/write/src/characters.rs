//! The characters of a circuit (TF 2.1): what can be sent, and what stands for what cannot.

use crate::problem::Problems;
use crate::said::Said;
use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

/// The code set of the circuit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Characters {
    /// ITA2 before 1996, ASCII from then on (TF 13: texts are in mixed case from about that year).
    #[default]
    OfDate,
    /// Capitals, figures and the signs of the five-unit code, with its American figures (ACP 127 s.138-141).
    Ita2,
    /// Seven-unit code, mixed case in the text.
    Ascii,
}

/// From when on texts are in mixed case.
const MIXED: Date = date(1996, 1, 1);

impl Characters {
    /// True where only capitals can be sent.
    pub fn is_upper(self, sent: Date) -> bool {
        match self {
            Characters::OfDate => sent < MIXED,
            Characters::Ita2 => true,
            Characters::Ascii => false,
        }
    }
}

/// Signs of ITA2 with the American figures, blank aside.
const ITA2_SIGNS: &str = "-?:$!&#'().,;/\"";

/// Writes a word in the characters of the circuit. What stands for other characters is a note; what cannot be sent at all is an
/// error, and left out.
pub(crate) fn word(said: &Said, upper: bool, key: &str, problems: &mut Problems) -> Said {
    let plain = |c: char| c.is_ascii_graphic() && (!upper || sendable(c.to_ascii_uppercase()));
    if said.text.chars().all(plain) {
        let text = if upper { said.text.to_ascii_uppercase() } else { said.text.clone() };
        return said.made(text);
    }
    let mut out = String::with_capacity(said.text.len());
    for (at, c) in said.text.char_indices() {
        if plain(c) {
            out.push(if upper { c.to_ascii_uppercase() } else { c });
            continue;
        }
        let here = said.part(at..at + c.len_utf8());
        match instead(c, upper) {
            Some(text) => {
                if !is_typographic(c) {
                    problems.note(key, &here, format!("`{c}` is written `{}`", text.trim()));
                }
                out.push_str(&text);
            }
            None => {
                let message = format!("`{c}` (U+{:04X}) cannot be sent", u32::from(c));
                problems.error(key, &here, message, "write it in other characters, or as a word");
            }
        }
    }
    said.made(out.trim())
}

/// The words of a text, in the characters of the circuit.
pub(crate) fn words(said: &Said, upper: bool, key: &str, problems: &mut Problems) -> Vec<Said> {
    all(said.words(), upper, key, problems)
}

/// Words in the characters of the circuit; those that come to nothing are gone.
pub(crate) fn all(words: Vec<Said>, upper: bool, key: &str, problems: &mut Problems) -> Vec<Said> {
    let mut out: Vec<Said> = words.iter().map(|one| word(one, upper, key, problems)).collect();
    out.retain(|word| !word.text.is_empty());
    out
}

fn sendable(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || ITA2_SIGNS.contains(c)
}

/// Quotes, dashes and blanks of typesetting: that they become plain ones goes without saying.
fn is_typographic(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '\u{2026}' | '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// What stands for a character that the circuit has not.
fn instead(c: char, upper: bool) -> Option<String> {
    let plain = match c {
        '\u{2018}'..='\u{201b}' | '`' | '\u{b4}' => "'",
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => "\"",
        '\u{2010}'..='\u{2013}' => "-",
        '\u{2014}' | '\u{2015}' => "--",
        '\u{2026}' => "...",
        '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => "",
        '\u{df}' => "ss",
        '\u{e6}' | '\u{c6}' => "ae",
        '\u{153}' | '\u{152}' => "oe",
        '\u{f8}' => "o",
        '\u{d8}' => "O",
        '\u{111}' => "d",
        '\u{110}' => "D",
        '\u{142}' => "l",
        '\u{141}' => "L",
        '\u{131}' => "i",
        '\u{20ac}' => "EUR",
        '\u{a3}' => "GBP",
        '%' if upper => return Some(" PCT".into()),
        '[' | '{' if upper => "(",
        ']' | '}' if upper => ")",
        '_' if upper => "-",
        _ => {
            // Letters with accents: the letter alone.
            let letters: String = c.nfkd().filter(char::is_ascii_graphic).collect();
            let kept =
                letters.chars().all(|c| c.is_ascii_alphanumeric()) && !letters.is_empty() && !c.is_ascii();
            return kept.then(|| if upper { letters.to_ascii_uppercase() } else { letters });
        }
    };
    Some(if upper { plain.to_ascii_uppercase() } else { plain.to_owned() })
}
