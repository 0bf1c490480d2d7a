//! Wrapping words.

/// The columns that a text for reading takes.
pub(crate) const WIDTH: usize = 78;

/// Wraps the words of `text` at [`WIDTH`] columns and hands each line, without its indent, to `each`. The first line begins
/// at column `first`, the others at `hang`. A word that is longer than a line stays whole.
pub(crate) fn wrap(text: &str, first: usize, hang: usize, mut each: impl FnMut(&str)) {
    let mut line = String::new();
    let mut column = first;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if line.is_empty() {
            column += width;
        } else if column + 1 + width <= WIDTH {
            line.push(' ');
            column += 1 + width;
        } else {
            each(&line);
            line.clear();
            column = hang + width;
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        each(&line);
    }
}

/// What a line of a list begins with (`--`, `*`, `A.`, `(1)`), and the words behind it.
pub(crate) fn bullet(line: &str) -> Option<(&str, &str)> {
    let bytes = line.as_bytes();
    let len = match *bytes.first()? {
        b'-' | b'*' => bytes.iter().take_while(|b| matches!(b, b'-' | b'*')).count(),
        b'(' => bytes.iter().take(6).position(|&b| b == b')')? + 1,
        byte if byte.is_ascii_alphanumeric() => {
            let len = bytes.iter().take(4).take_while(|b| b.is_ascii_alphanumeric()).count();
            let divided = matches!(bytes.get(len), Some(b'.' | b')')) && bytes.get(len + 1) == Some(&b' ');
            if !divided || len > 1 && !bytes[..len].iter().all(u8::is_ascii_digit) {
                return None;
            }
            len + 1
        }
        _ => {
            let first = line.chars().next()?;
            if !matches!(first, '•' | '●' | '–' | '—') {
                return None;
            }
            first.len_utf8()
        }
    };
    let (bullet, rest) = line.split_at(len);
    (len <= 6 && !rest.trim().is_empty()).then(|| (bullet, rest.trim()))
}
