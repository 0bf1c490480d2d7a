//! What a reference points to that is no telegram.

use super::tokens::Tokens;
use crate::record::ReferenceKind;

/// The kind of a reference in free words, by the first word that tells (TF 6.9).
pub(super) fn of(t: &Tokens, from: usize, to: usize) -> ReferenceKind {
    let named = (from..to).map(|i| of_word(t, i)).find(|kind| *kind != ReferenceKind::Other);
    // `SEPTEL`, `YOUR TELEGRAM OF MARCH 3`
    let telegram = || (from..to).any(|i| t.sense(i).is_unnamed_telegram());
    named.unwrap_or_else(|| if telegram() { ReferenceKind::Telegram } else { ReferenceKind::Other })
}

/// The kind that one word tells; `Other` for most words.
fn of_word(t: &Tokens, i: usize) -> ReferenceKind {
    if is_initials_of_law(t, i) {
        return ReferenceKind::Publication;
    }
    let kind = t.sense(i).kind();
    // A mail is an e-mail only where it says so; the Wireless File is a paper, `WIRELESS` alone is not.
    if kind == ReferenceKind::Email && t.is(i, &["MAIL"]) {
        let hyphen = usize::from(i >= 2 && t.mark(i - 1) == b'-');
        let electronic = i > hyphen && t.is(i - 1 - hyphen, &["E", "ELECTRONIC"]);
        return if electronic { kind } else { ReferenceKind::Other };
    }
    if kind == ReferenceKind::Publication && t.is(i, &["WIRELESS"]) && !t.is(i + 1, &["FILE"]) {
        return ReferenceKind::Other;
    }
    kind
}

/// `E.O. 12958`, `P.L. 480`
pub(super) fn is_initials_of_law(t: &Tokens, i: usize) -> bool {
    t.word(i).len() == 1
        && t.mark(i + 1) == b'.'
        && t.is_glued(i + 2)
        && (t.is(i, &["E"]) && t.is(i + 2, &["O"]) || t.is(i, &["P"]) && t.is(i + 2, &["L"]))
}
