//! The label of the next field, where it is run into the TAGS.

use super::code;
use crate::fields::Context;

/// Misspellings of SUBJECT that do not begin with `SUBJ`; a colon must follow. (TF 17)
const SUBJECTS: [&str; 8] = ["UBJECT", "SUJECT", "SUBECT", "SBUJECT", "SUJBECT", "SUBEJCT", "SBJECT", "SUB"];

/// Words of a reference line.
const REFERENCES: [&str; 5] = ["REFTELS", "REFTEL", "REFS", "REF", "REFERENCE"];

/// Where in a word the label of the next field begins: `SUBJECT`, `PRELSUBJECT`, `REF`, `PRELREF:`.
pub(super) fn find(word: &str, after: &str, cx: &Context<'_>) -> Option<usize> {
    let bytes = word.as_bytes();
    for at in 0..bytes.len().saturating_sub(3) {
        if matches!(bytes[at], b'S' | b's') && bytes[at..at + 4].eq_ignore_ascii_case(b"SUBJ") {
            return Some(at);
        }
    }
    let behind = after.as_bytes();
    let blanks = behind.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let colon = behind.get(blanks) == Some(&b':');
    if colon && SUBJECTS.iter().any(|label| word.eq_ignore_ascii_case(label)) {
        return Some(0);
    }
    // `E.O. 12958:` with the full stops taken for separators, and without them.
    if (word.eq_ignore_ascii_case("E") && after.get(..3).is_some_and(|next| next.eq_ignore_ascii_case(".O.")))
        || (word.eq_ignore_ascii_case("EO") && after.trim_start().starts_with('1'))
    {
        return Some(0);
    }
    if !matches!(bytes.last(), Some(b'S' | b's' | b'L' | b'l' | b'F' | b'f' | b'E' | b'e')) {
        return None;
    }
    for label in REFERENCES {
        let Some(at) = word.len().checked_sub(label.len()) else { continue };
        if !word.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(label)) {
            continue;
        }
        if at == 0 {
            return Some(0);
        }
        // `SREF:` is a code with a colon after it.
        if colon && code::known(word, cx).is_none() && code::known(&word[..at], cx).is_some() {
            return Some(at);
        }
    }
    None
}
