//! References (TF 6.9).

use super::Cx;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::said::Said;

/// One line of the list.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) letter: Option<char>,
    pub(crate) words: Vec<Said>,
}

/// Reads the references. Several have letters: their own, or A, B, C.
pub(super) fn read(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    for said in &draft.references {
        let said = said.trimmed();
        let (letter, taken) = letter(&said.text);
        let rest = said.part(taken..said.text.len()).trimmed();
        out.push(Reference { letter, words: cx.words(&rest, "references", problems) });
    }
    let several = out.len() > 1;
    let own = out.iter().filter(|one| one.letter.is_some()).count();
    for (index, reference) in out.iter_mut().enumerate() {
        let wanted =
            u8::try_from(index).ok().filter(|index| *index < 26).map(|index| char::from(b'A' + index));
        match (reference.letter, wanted) {
            (None, wanted) if several && own == 0 && !draft.as_given => reference.letter = wanted,
            (Some(letter), Some(wanted)) if letter != wanted && !draft.as_given => {
                let at = draft.references.get(index).cloned().unwrap_or_default();
                let message = format!("reference {letter} stands where {wanted} should");
                problems.warning("references", &at, message, "leave the letters out: they are put in");
            }
            _ => {}
        }
    }
    if several && own > 0 && own < out.len() && !draft.as_given {
        let at = draft.references.first().cloned().unwrap_or_default();
        let help = "give each its letter, or none of them";
        problems.warning("references", &at, "some references have letters, and some none".into(), help);
    }
    out
}

/// A letter before a reference, and the bytes it takes: `A. `, `A) `, `(A) `.
fn letter(text: &str) -> (Option<char>, usize) {
    match text.as_bytes() {
        [letter @ b'A'..=b'Z', b'.' | b')', b' ', ..] => (Some(char::from(*letter)), 3),
        [b'(', letter @ b'A'..=b'Z', b')', b' ', ..] => (Some(char::from(*letter)), 4),
        _ => (None, 0),
    }
}
