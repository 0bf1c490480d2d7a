//! The words, separators and brackets of a TAGS value.

use std::ops::Range;

/// How far the end of a bracket or of an HTML tag is looked for: three lines of a telegram.
const REACH: usize = 210;

/// A piece of a TAGS value, by byte offsets. Blanks divide words and are no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters and digits, with `/`, `-`, `&` and `'` inside: `PREL`, `UNGA/C-1`.
    Word(Range<usize>),
    /// A comma, colon, semicolon, full stop or the like.
    Separator,
    /// Three full stops, with which an excerpt leaves out the rest.
    Elision(usize),
    /// What stands between brackets, and whether the second one is there.
    Bracket(Range<usize>, bool),
    /// The end of a line; blank when nothing stood on it.
    LineEnd { blank: bool },
}

/// Gives the tokens one after the other.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'t> {
    text: &'t [u8],
    at: usize,
    line_has_words: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Tokens<'t> {
        Tokens { text: text.as_bytes(), at: 0, line_has_words: false }
    }

    /// The offset of the next byte to be read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes back to an offset inside the last token.
    pub(super) fn go_to(&mut self, offset: usize) {
        self.at = offset;
    }

    fn markup(&self) -> Option<usize> {
        let rest = &self.text[self.at..self.text.len().min(self.at + REACH)];
        match rest.first()? {
            b'<' => {
                let end = memchr::memchr3(b'>', b'<', b'\n', rest.get(1..)?)? + 1;
                (rest[end] == b'>').then_some(end + 1)
            }
            b'&' => {
                let name =
                    rest[1..].iter().take(7).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
                (name > 1 && rest.get(name + 1) == Some(&b';')).then_some(name + 2)
            }
            _ => None,
        }
    }

    fn bracket(&mut self) -> Token {
        let start = self.at + 1;
        let reach = &self.text[start..self.text.len().min(start + REACH)];
        let mut end = None;
        let mut line_end = reach.len();
        for (i, byte) in reach.iter().enumerate() {
            match byte {
                b')' | b']' => {
                    end = Some(i);
                    break;
                }
                b'(' | b'[' => {
                    line_end = line_end.min(i);
                    break;
                }
                b'\n' if line_end < i => break,
                b'\n' => line_end = i,
                _ => {}
            }
        }
        let mut stop = start + end.unwrap_or(line_end);
        // Not inside a character.
        while self.text.get(stop).is_some_and(|byte| byte & 0xc0 == 0x80) {
            stop -= 1;
        }
        let inside = start..stop;
        self.at = inside.end + usize::from(end.is_some());
        Token::Bracket(inside, end.is_some())
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'/' | b'-' | b'&' | b'\'' | b'_' | b'=' | b'%' | b'#' | b'@')
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = *self.text.get(self.at)?;
            match byte {
                b'\n' => {
                    self.at += 1;
                    let blank = !std::mem::take(&mut self.line_has_words);
                    return Some(Token::LineEnd { blank });
                }
                b'.' if self.text[self.at..].starts_with(b"...") => {
                    self.at += 3;
                    return Some(Token::Elision(self.at - 3));
                }
                b'(' | b'[' => {
                    self.line_has_words = true;
                    return Some(self.bracket());
                }
                b'<' | b'&' if self.markup().is_some() => self.at += self.markup().unwrap_or(1),
                b' ' | b'\t' | b'\r' | b'"' | b'*' | b'<' | b'>' | b'`' => self.at += 1,
                _ if is_word(byte) => {
                    let start = self.at;
                    while self.text.get(self.at).is_some_and(|&b| is_word(b)) {
                        self.at += 1;
                        if self.text.get(self.at) == Some(&b'&') && self.markup().is_some() {
                            break;
                        }
                    }
                    self.line_has_words = true;
                    return Some(Token::Word(start..self.at));
                }
                _ => {
                    self.at += 1;
                    return Some(Token::Separator);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_end_somewhere() {
        let text = "OVIP (VANCE, CYRUS (X\nBL";
        let tokens: Vec<Token> = Tokens::new(text).collect();
        assert_eq!(tokens[1], Token::Bracket(6..19, false));
        assert_eq!(tokens[2], Token::Bracket(20..21, false));
        assert_eq!(tokens.last(), Some(&Token::Word(22..24)));
    }
}
