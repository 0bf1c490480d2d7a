//! Where the items of a list begin: letters and numbers of the list, and where the list ends.

use super::tokens::Tokens;

/// The letter or number of an item; a Roman numeral is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Letter(u8),
    Number(u8),
}

/// How sure it is that a letter is one of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `A STATE 123`, and `A, STATE 123`, where a comma stands for a full stop
    Bare,
    /// `A- STATE 123`, `A/ STATE 123`, `(A STATE 123`
    Weak,
    /// `A.`, `A:`
    Point,
    /// `A)`
    Closed,
    /// `(A)`, `REF A:`
    Bracketed,
}

/// A label and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enumerator {
    pub(super) label: Label,
    pub(super) form: Form,
    /// The word `REF` stands before it.
    pub(super) named: bool,
    /// The token that is the letter.
    pub(super) at: usize,
    /// The token behind label and punctuation.
    pub(super) next: usize,
}

/// `(B)` and its damaged forms `{B)`, `[B]`.
pub(super) fn is_bracketed_letter(t: &Tokens, i: usize) -> bool {
    is_open(t.mark(i)) && t.word(i + 1).len() == 1 && is_close(t.mark(i + 2))
}

/// A letter or a Roman numeral of the list in any form that needs no look at what follows.
pub(super) fn letter(t: &Tokens, i: usize) -> Option<Enumerator> {
    enumerator(t, i).filter(|e| e.form >= Form::Point && !t.word(e.at).is_empty())
}

/// `1. TEXT`, `12) TEXT`
pub(super) fn is_paragraph(t: &Tokens, i: usize) -> bool {
    matches!(t.digits(i).len(), 1 | 2)
        && matches!(t.mark(i + 1), b'.' | b')')
        && (!t.is_glued(i + 2) || t.digits(i + 2).is_empty())
}

/// The value of a Roman numeral of two letters and more, up to that of nine: `II`, `IV` (TF 6.9).
pub(super) fn roman(word: &str) -> Option<u8> {
    const NUMERALS: [(&str, u8); 7] =
        [("II", 2), ("III", 3), ("IV", 4), ("VI", 6), ("VII", 7), ("VIII", 8), ("IX", 9)];
    NUMERALS.iter().find(|(numeral, _)| numeral.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

/// A label of the list at token `i`, in any form. Whether it is one, the list must say.
pub(super) fn enumerator(t: &Tokens, i: usize) -> Option<Enumerator> {
    let mut i = i;
    let word = t.is(i, &["REF", "REFS", "REFTEL", "REFTELS", "REFERENCE", "REFERENCES"]);
    if word {
        i += 1;
        // `REF: A. STATE 123`; the mark belongs to the word.
        i += usize::from(matches!(t.mark(i), b':' | b'-' | b'.') && !t.is_glued(i + 1));
        if !word_len_one(t, i) && !is_open(t.mark(i)) {
            return None;
        }
    }
    let open = is_open(t.mark(i));
    let at = i + usize::from(open);
    let label = match (t.word(at).as_bytes(), t.digits(at).as_bytes()) {
        ([letter], _) if letter.is_ascii_alphabetic() => Label::Letter(letter.to_ascii_uppercase()),
        // `(AL LA PAZ`: a bracket in the wrong shift.
        ([letter, b'L'], _) if open && !is_close(t.mark(at + 1)) && !t.word(at + 1).is_empty() => {
            let label = Label::Letter(letter.to_ascii_uppercase());
            return Some(Enumerator { label, form: Form::Weak, named: word, at, next: at + 1 });
        }
        (_, digits @ ([_] | [_, _])) => Label::Number(digits.iter().fold(0, |n, d| n * 10 + (d - b'0'))),
        _ => Label::Number(roman(t.word(at))?),
    };
    let mut next = at + 1;
    let mark = t.mark(next);
    let numeral = matches!(label, Label::Number(_)) && !t.word(at).is_empty();
    let form = match (open, mark) {
        (true, m) if is_close(m) => Form::Bracketed,
        (true, b'.' | b',' | b'-' | b'/' | 0) if !numeral => Form::Weak,
        (false, m) if is_close(m) => Form::Closed,
        // Initials: `A.I.D.`, `U.S.`
        (false, b'.') if t.is_glued(next + 1) && word_len_one(t, next + 1) && t.mark(next + 2) == b'.' => {
            return None;
        }
        // Figures: `17.3`, `3:15`
        (false, b'.' | b':' | b',')
            if t.is_glued(next + 1)
                && !t.digits(next + 1).is_empty()
                && matches!(label, Label::Number(_)) =>
        {
            return None;
        }
        (false, b'.' | b':') => Form::Point,
        _ if numeral => return None,
        (false, b'-' | b'/') => Form::Weak,
        (false, b',') if matches!(label, Label::Letter(_)) => Form::Bare,
        (false, 0) => Form::Bare,
        _ => return None,
    };
    next += usize::from(mark != 0);
    // `(A):`, `(A).`, `A.)`, `A.-`
    while matches!(t.mark(next), b':' | b'.' | b'-' | b')') && (t.is_glued(next) || t.mark(next) != b')') {
        next += 1;
    }
    let form = if word && form >= Form::Point { Form::Bracketed } else { form };
    Some(Enumerator { label, form, named: word, at, next })
}

fn word_len_one(t: &Tokens, i: usize) -> bool {
    t.word(i).len() == 1
}

pub(super) fn is_open(mark: u8) -> bool {
    matches!(mark, b'(' | b'[' | b'{')
}

pub(super) fn is_close(mark: u8) -> bool {
    matches!(mark, b')' | b']' | b'}')
}

/// A line that begins like this belongs to what comes behind the list (TF 6.1): the classifier, the summary, the first
/// paragraph, another field.
pub(super) fn is_behind_list(t: &Tokens, i: usize) -> bool {
    const WORDS: &[&str] = &[
        "CLASSIFIED",
        "DERIVED",
        "REASON",
        "REASONS",
        "DECLASSIFY",
        "DECL",
        "SUMMARY",
        "SUBJECT",
        "SUBJ",
        "TAGS",
        "EO",
        "BEGIN",
        "INTRODUCTION",
        "COMMENT",
        "FROM",
        "FOR",
        "PASS",
        "UNCLAS",
        "SIPDIS",
        "NNNN",
        "SENSITIVE",
        "THIS",
        "FOLLOWING",
        "JOINT",
        "ACTION",
        "CAPTION",
        "CAPTIONS",
        "KEY",
        "DEPARTMENT'S",
        "DEPT'S",
    ];
    if t.is(i, WORDS) {
        return true;
    }
    if t.is(i, &["E"]) && t.mark(i + 1) == b'.' && t.is(i + 2, &["O"]) {
        return true;
    }
    // A paragraph's mark: `(U) ...`, `(SBU) ...`, `(C-NF) ...`
    is_open(t.mark(i)) && t.is(i + 1, &["SBU", "LOU", "TS", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED"])
        || t.mark(i) == 0xff
}
