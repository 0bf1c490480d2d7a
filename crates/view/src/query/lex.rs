//! Where the pieces of a query end.

/// How much of `1.4(b)` may stand between the parentheses of a word.
const LONGEST_INSET: usize = 12;

/// True for a quotation mark, of either side.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// A word that puts others together.
pub(super) enum Operator {
    And,
    Or,
    Not,
}

/// The operator that a word is, in capitals or not.
pub(super) fn operator(word: &str) -> Option<Operator> {
    let is = |other: &str| word.eq_ignore_ascii_case(other);
    match word {
        _ if is("and") => Some(Operator::And),
        _ if is("or") => Some(Operator::Or),
        _ if is("not") => Some(Operator::Not),
        "&" | "&&" => Some(Operator::And),
        "|" | "||" => Some(Operator::Or),
        _ => None,
    }
}

/// The end of a word without blanks and quotation marks that begins at `start`, and its first colon where it is read
/// as one with a field in front.
pub(super) fn word_end(source: &str, start: usize, colons: bool) -> (usize, Option<usize>) {
    let word = &source[start..];
    let mut before = ' ';
    let mut skip = 0;
    let mut name = colons;
    for (at, c) in word.char_indices() {
        if at < skip {
            continue;
        }
        match c {
            _ if c.is_whitespace() || is_quote(c) || c == ')' => return (start + at, None),
            '(' => {
                // `1.4(b)`
                let inset = word.as_bytes()[at + 1..]
                    .iter()
                    .take(LONGEST_INSET)
                    .position(|b| !b.is_ascii_alphanumeric());
                let closed = inset.filter(|&end| end > 0 && word.as_bytes().get(at + 1 + end) == Some(&b')'));
                match closed.filter(|_| before.is_alphanumeric()) {
                    Some(end) => skip = at + end + 2,
                    None => return (start + at, None),
                }
                before = ')';
                continue;
            }
            ':' if name && at > 0 => return (start + at, Some(start + at)),
            _ => {}
        }
        name &= c.is_ascii_alphabetic() || at > 0 && matches!(c, '-' | '_');
        before = c;
    }
    (source.len(), None)
}

/// Where a sign stands in a word that other programs read: `?` for any letter, `^` for a weight.
pub(super) fn wildcard(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let inside = |at: &usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        before.is_some_and(u8::is_ascii_alphanumeric)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    (0..bytes.len()).filter(|at| matches!(bytes[*at], b'?' | b'^')).find(inside)
}

/// A comparison without a field: `<1976`.
pub(super) fn compares(word: &str) -> bool {
    let value = word.trim_start_matches(['<', '>']).trim_start_matches('=');
    value.len() < word.len()
        && word.starts_with(['<', '>'])
        && value.starts_with(|c: char| c.is_ascii_digit())
}
