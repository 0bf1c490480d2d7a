//! Words, numbers and marks of running text, as the repairs look at them. Bytes, since a copy can be in any encoding.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Letters, with apostrophes, hyphens, full stops and commas between them: `Iran,s`, `oil-producers`, `U.S`.
    Word,
    /// Figures, with commas and full stops between them.
    Number,
    /// Any other sign; typographic ones are the plain sign that they stand for.
    Mark(u8),
    /// A blank line.
    Break,
}

/// A word, number or mark, and where it begins.
#[derive(Clone, Copy, Debug)]
pub struct Token<'t> {
    /// What it is.
    pub sort: Sort,
    /// Its bytes.
    pub text: &'t [u8],
    /// Its place in the text.
    pub at: usize,
}

impl Token<'_> {
    /// True for a word.
    pub fn is_word(&self) -> bool {
        self.sort == Sort::Word
    }

    /// True for this mark.
    pub fn is(&self, mark: u8) -> bool {
        self.sort == Sort::Mark(mark)
    }
}

/// A letter, or a byte beyond ASCII, which nearly always is part of one.
pub(crate) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// The plain sign that a typographic one stands for, and how many bytes the latter has.
pub(crate) fn plain(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [0xe2, 0x80, 0x98 | 0x99, ..] => Some((b'\'', 3)),
        [0xe2, 0x80, 0x9c | 0x9d, ..] => Some((b'"', 3)),
        [0xe2, 0x80, 0x93 | 0x94, ..] => Some((b'~', 3)),
        [0xe2, 0x80 | 0x96, ..] if text.len() > 2 => Some((b'*', 3)),
        [0x91 | 0x92, ..] => Some((b'\'', 1)),
        [0x93 | 0x94, ..] => Some((b'"', 1)),
        [0x96 | 0x97, ..] => Some((b'~', 1)),
        [0xc2, 0xa0..=0xbf, ..] => Some((b'*', 2)),
        _ => None,
    }
}

/// The tokens of a text.
pub fn tokens(text: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + blanks(&text[at..]);
        if start > at && is_break(&text[at..start]) && start < text.len() {
            let token = Token { sort: Sort::Break, text: &text[at..start], at };
            at = start;
            return Some(token);
        }
        let first = *text.get(start)?;
        let rest = &text[start..];
        let (sort, len) = if first.is_ascii_digit() {
            (Sort::Number, number(rest))
        } else if let Some((mark, len)) = plain(rest) {
            (Sort::Mark(mark), len)
        } else if is_letter(first) {
            (Sort::Word, word(rest))
        } else {
            (Sort::Mark(first), 1)
        };
        at = start + len;
        Some(Token { sort, text: &text[start..at], at: start })
    })
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take_while(|&&byte| byte <= b' ').count()
}

/// Two line ends.
fn is_break(blanks: &[u8]) -> bool {
    let feeds = blanks.iter().filter(|&&byte| byte == b'\n').count();
    feeds > 1 || feeds == 0 && blanks.iter().filter(|&&byte| byte == b'\r').count() > 1
}

fn number(text: &[u8]) -> usize {
    let mut len = 0;
    loop {
        len += text[len..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        match &text[len..] {
            [b',' | b'.', next, ..] if next.is_ascii_digit() => len += 1,
            _ => return len,
        }
    }
}

fn word(text: &[u8]) -> usize {
    let mut len = 0;
    loop {
        len += letters(&text[len..]);
        let joint = match &text[len..] {
            [b'\'' | b',' | b'-' | b'.', ..] => 1,
            rest => match plain(rest) {
                Some((b'\'', len)) => len,
                _ => return len,
            },
        };
        let behind = &text[len + joint..];
        if behind.first().is_none_or(|&byte| !is_letter(byte)) || plain(behind).is_some() {
            return len;
        }
        len += joint;
    }
}

/// The letters at the beginning of a text.
fn letters(text: &[u8]) -> usize {
    let mut len = 0;
    while let Some(&byte) = text.get(len)
        && is_letter(byte)
        && (byte < 0x80 || plain(&text[len..]).is_none())
    {
        len += 1;
        // The rest of a character in UTF-8: C3 91 is a letter, 91 alone a quotation mark.
        if byte >= 0xc3 {
            len += text[len..].iter().take(3).take_while(|byte| (0x80..0xc0).contains(*byte)).count();
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        let text = "Iran,s 12,500 oil-producers\u{2019} plan, U.S. aid\n\n(2) Cote d'Ivoire.".as_bytes();
        let found: Vec<String> = tokens(text)
            .map(|token| match token.sort {
                Sort::Mark(mark) => format!("<{}>", mark as char),
                Sort::Break => "|".to_owned(),
                _ => String::from_utf8_lossy(token.text).into_owned(),
            })
            .collect();
        let expected = "Iran,s 12,500 oil-producers <'> plan <,> U.S <.> aid | <(> 2 <)> Cote d'Ivoire <.>";
        assert_eq!(found.join(" "), expected);
    }
}
