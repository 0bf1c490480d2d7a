//! What stands in a name's place when a release took the name out (TF 17).

/// How many bytes at the beginning of `text` are such a mark: a run of X, `[...]`, `[Name Removed]`, `(b)(6)`, `B6`, a run
/// of `_` or `*`, black squares. `word_start` is true where no letter stands before.
pub(super) fn at(text: &str, word_start: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = *bytes.first()?;
    match first {
        b'X' | b'x' if word_start => run(bytes, |b| matches!(b, b'X' | b'x'), 3),
        b'_' => run(bytes, |b| b == b'_', 3),
        b'*' => run(bytes, |b| b == b'*', 3),
        b'#' => run(bytes, |b| b == b'#', 3),
        b'.' => run(bytes, |b| b == b'.', 4),
        b'-' => run(bytes, |b| b == b'-', 5),
        b'[' => bracket(text),
        b'(' => exemptions(bytes),
        b'B' | b'b' if word_start => short_exemption(bytes),
        b'N' | b'n' if word_start => words(bytes),
        _ => {
            let blocks = text.find(|c| !matches!(c, '█' | '■' | '▇' | '▬' | '…')).unwrap_or(text.len());
            (blocks > 0).then_some(blocks)
        }
    }
}

/// A run of at least `least` bytes that ends at no letter.
fn run(bytes: &[u8], is_mark: impl Fn(u8) -> bool, least: usize) -> Option<usize> {
    let len = bytes.iter().take_while(|b| is_mark(**b)).count();
    (len >= least && !bytes.get(len).is_some_and(u8::is_ascii_alphanumeric)).then_some(len)
}

/// `[...]`, `[ ]`, `[XXXX]`, `[Name Removed]`, `[REDACTED]`.
fn bracket(text: &str) -> Option<usize> {
    let close = text.as_bytes().iter().take(48).position(|b| *b == b']')?;
    let inside = &text[1..close];
    let empty = inside
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '.' | '…' | 'X' | 'x' | '_' | '-' | '*' | '█'));
    let says =
        ["REMOVE", "REDACT", "DELET", "WITHH", "EXCISED", "NAME", "SANITI", "BLANK"].iter().any(|word| {
            inside.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
        });
    (empty || says).then_some(close + 1)
}

/// `(b)(6)`, `(B)(1)`, `(b) (7)(C)`, `(B6)`.
fn exemptions(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes.get(1)?, b'b' | b'B') {
        return None;
    }
    if bytes.get(2).is_some_and(u8::is_ascii_digit) && bytes.get(3) == Some(&b')') {
        return Some(4);
    }
    let mut at = 3;
    if bytes.get(2) != Some(&b')') {
        return None;
    }
    at += bytes[at..].iter().take_while(|b| **b == b' ').count();
    if bytes.get(at) != Some(&b'(')
        || !bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
        || bytes.get(at + 2) != Some(&b')')
    {
        return None;
    }
    at += 3;
    // `(C)` of `(b)(7)(C)`.
    if bytes.get(at) == Some(&b'(') && bytes.get(at + 2) == Some(&b')') {
        at += 3;
    }
    Some(at)
}

/// `B6`, `B1`.
fn short_exemption(bytes: &[u8]) -> Option<usize> {
    let digit = bytes.get(1)?.is_ascii_digit();
    (digit && !bytes.get(2).is_some_and(u8::is_ascii_alphanumeric)).then_some(2)
}

/// `NAME REMOVED`, `Name redacted`, without brackets.
fn words(bytes: &[u8]) -> Option<usize> {
    ["NAME REMOVED", "NAME REDACTED", "NAME DELETED", "NAME WITHHELD"].iter().find_map(|words| {
        let begin = bytes.get(..words.len())?;
        begin.eq_ignore_ascii_case(words.as_bytes()).then_some(words.len())
    })
}
