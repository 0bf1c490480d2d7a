//! The words, numbers and marks of a field.

use super::senses::Sense;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// ASCII digits.
    Digits,
    /// Any other character; typographic dashes and apostrophes as `-` and `'`.
    Mark(u8),
    /// The end of a line.
    Line,
}

/// A token and its place in the field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// No white space stands before it.
    pub(super) glued: bool,
    /// What a word tells.
    pub(super) sense: Sense,
}

/// A field in tokens.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    list: Vec<Token>,
}

/// The width at which the release of 1974 cut reference strings. The pieces were put together again with a comma and a
/// blank, inside of words and numbers: `AUG 7, 4`, `NOVE, MBER` (source-formats 1.3).
const CUT: usize = 36;

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Tokens<'t> {
        let mut list: Vec<Token> = Vec::with_capacity(text.len() / 4 + 4);
        let bytes = text.as_bytes();
        let lead = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | '-');
        let first = text.len() - text.trim_start_matches(lead).len();
        let one_line = memchr::memchr(b'\n', text.trim().as_bytes()).is_none();
        let (mut at, mut glued) = (0, false);
        while let Some(&byte) = bytes.get(at) {
            let (kind, end) = match byte {
                b'\n' => (Kind::Line, at + 1),
                b'A'..=b'Z' | b'a'..=b'z' => (Kind::Word, word(bytes, at)),
                b'0'..=b'9' => (Kind::Digits, run(bytes, at, |b| b.is_ascii_digit())),
                b if b.is_ascii_whitespace() => {
                    glued = false;
                    at += 1;
                    continue;
                }
                b',' if one_line && is_cut(bytes, first, at) => {
                    // A cut that fell on a blank leaves the blank; one that fell into a word leaves none.
                    glued = (at - first) % (CUT + 2) == CUT;
                    at += 2;
                    if let (true, Some(last)) = (glued, list.last()) {
                        glued = joins(bytes, *last, at);
                    }
                    continue;
                }
                b if b.is_ascii() => (Kind::Mark(b), at + 1),
                _ => {
                    let c = text[at..].chars().next().unwrap_or(' ');
                    let end = at + c.len_utf8();
                    match c {
                        c if c.is_whitespace() => {
                            glued = false;
                            at = end;
                            continue;
                        }
                        c if c.is_alphabetic() => (Kind::Word, end),
                        '\u{2018}' | '\u{2019}' => (Kind::Mark(b'\''), end),
                        '\u{2010}'..='\u{2015}' => (Kind::Mark(b'-'), end),
                        _ => (Kind::Mark(0xff), end),
                    }
                }
            };
            match list.last_mut() {
                // Letters of other alphabets come one by one.
                Some(last)
                    if glued && kind == Kind::Word && last.kind == Kind::Word && last.end as usize == at =>
                {
                    last.end = end as u32;
                    last.sense = Sense::default();
                }
                _ => {
                    let sense = if kind == Kind::Word { Sense::of(&text[at..end]) } else { Sense::default() };
                    list.push(Token { kind, start: at as u32, end: end as u32, glued, sense });
                }
            }
            glued = kind != Kind::Line;
            at = end;
        }
        Tokens { text, list }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, i: usize) -> Option<Token> {
        self.list.get(i).copied()
    }

    /// The letters of a word; empty for anything else.
    pub(super) fn word(&self, i: usize) -> &'t str {
        self.text_of(i, Kind::Word)
    }

    /// The digits of a number; empty for anything else.
    pub(super) fn digits(&self, i: usize) -> &'t str {
        self.text_of(i, Kind::Digits)
    }

    /// The mark that stands there; 0 for anything else.
    pub(super) fn mark(&self, i: usize) -> u8 {
        match self.get(i) {
            Some(Token { kind: Kind::Mark(mark), .. }) => mark,
            _ => 0,
        }
    }

    /// What the word tells; nothing for other tokens.
    pub(super) fn sense(&self, i: usize) -> Sense {
        self.get(i).map_or(Sense::default(), |t| t.sense)
    }

    pub(super) fn is_line(&self, i: usize) -> bool {
        matches!(self.get(i), Some(Token { kind: Kind::Line, .. }))
    }

    /// True at the end of a line and at the end of the field.
    pub(super) fn is_line_end(&self, i: usize) -> bool {
        i >= self.list.len() || self.is_line(i)
    }

    /// True for the first token of a line, and of the field.
    pub(super) fn is_line_start(&self, i: usize) -> bool {
        i == 0 || self.is_line(i - 1)
    }

    pub(super) fn is_glued(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.glued)
    }

    /// Where a token begins in the field.
    pub(super) fn start(&self, i: usize) -> usize {
        self.get(i).map_or(self.text.len(), |t| t.start as usize)
    }

    /// Where the token before `i` ends in the field.
    pub(super) fn end_before(&self, i: usize) -> usize {
        i.checked_sub(1).and_then(|i| self.get(i)).map_or(0, |t| t.end as usize)
    }

    /// True where the word is one of `words`, which are in capitals.
    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        let word = self.word(i);
        !word.is_empty() && words.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// The first token at or behind `i` that is no line end.
    pub(super) fn over_lines(&self, mut i: usize) -> usize {
        while self.is_line(i) {
            i += 1;
        }
        i
    }

    fn text_of(&self, i: usize, kind: Kind) -> &'t str {
        match self.get(i) {
            Some(t) if t.kind == kind => &self.text[t.start as usize..t.end as usize],
            _ => "",
        }
    }
}

fn run(bytes: &[u8], at: usize, of: impl Fn(u8) -> bool) -> usize {
    at + bytes[at..].iter().take_while(|&&b| of(b)).count()
}

/// Letters, and a nought between letters, which is a wrong O: `M0SCOW`.
fn word(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = run(bytes, at, |b| b.is_ascii_alphabetic());
        let letters = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        if bytes.get(at) != Some(&b'0') || !letters(at + 1) {
            return at;
        }
        at += 1;
    }
}

fn is_cut(bytes: &[u8], first: usize, at: usize) -> bool {
    let column = (at - first) % (CUT + 2);
    at - first >= CUT - 1 && (column == CUT || column == CUT - 1) && bytes.get(at + 1) == Some(&b' ')
}

/// Whether the pieces on both sides of a cut are one word or one number. Two numbers of a list stay two.
fn joins(bytes: &[u8], last: Token, at: usize) -> bool {
    match (last.kind, bytes.get(at)) {
        (Kind::Digits, Some(b)) if b.is_ascii_digit() => {
            let more = run(bytes, at, |b| b.is_ascii_digit()) - at;
            (last.end - last.start) as usize + more <= 6
        }
        _ => true,
    }
}
