//! The words of a text as Tantivy wants them.

use crate::words::words_with_seams;
use std::borrow::Cow;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer is registered.
pub const TOKENIZER: &str = "words";

/// The widest reading that is filed with its width.
pub const WIDEST: u8 = 8;

/// How a reading over several words is filed a second time, so that a phrase knows where it ends.
pub fn wide(word: &str, width: u8) -> String {
    format!("{word}\u{1}{width}")
}

/// Stands in a text that is handed to the tokenizer where a page line was taken out. It is no part of the text.
const SEAM: char = '\u{2}';

/// What stands for a [`SEAM`] that the text itself has: another sign that is no word either.
const LIKE: &str = "\u{3}";

/// A text with its seams marked, for the tokenizer, which is given nothing but a text.
pub(super) fn with_seams<'t>(text: &'t str, seams: &[usize]) -> Cow<'t, str> {
    let own = text.contains(SEAM);
    if seams.is_empty() && !own {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len() + seams.len());
    let mut from = 0;
    for &at in seams {
        let Some(part) = text.get(from..at) else { continue };
        marked.push_str(part);
        marked.push(SEAM);
        from = at;
    }
    marked.push_str(text.get(from..).unwrap_or_default());
    if own {
        // The marks are known by their places, those of the text by not being there.
        let plain = text.replace(SEAM, LIKE);
        return Cow::Owned(with_seams(&plain, seams).into_owned());
    }
    Cow::Owned(marked)
}

/// Where a word lies in the gathered text, and where it stood.
#[derive(Clone, Copy, Debug)]
struct Gathered {
    begin: u32,
    end: u32,
    position: u32,
}

/// Cuts a text into [words](crate::words) at once and hands them out; its buffers are used again for the next text.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    plain: String,
    seams: Vec<usize>,
    text: String,
    found: Vec<Gathered>,
    token: Token,
}

pub(super) struct Stream<'w> {
    words: &'w mut Words,
    next: usize,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.text.clear();
        self.found.clear();
        self.plain.clear();
        self.seams.clear();
        let Words { text: gathered, found, plain, seams, .. } = self;
        let text = match text.contains(SEAM) {
            false => text,
            true => {
                for (number, part) in text.split(SEAM).enumerate() {
                    if number > 0 {
                        seams.push(plain.len());
                    }
                    plain.push_str(part);
                }
                plain.as_str()
            }
        };
        words_with_seams(text, seams, &mut |word| {
            let begin = gathered.len() as u32;
            gathered.push_str(word.text);
            found.push(Gathered { begin, end: gathered.len() as u32, position: word.position });
            if (2..=WIDEST).contains(&word.width) {
                let begin = gathered.len() as u32;
                gathered.push_str(&wide(word.text, word.width));
                found.push(Gathered { begin, end: gathered.len() as u32, position: word.position });
            }
        });
        Stream { words: self, next: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&word) = self.words.found.get(self.next) else { return false };
        self.next += 1;
        let Words { text, token, .. } = &mut *self.words;
        token.text.clear();
        token.text.push_str(&text[word.begin as usize..word.end as usize]);
        token.position = word.position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.words.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.words.token
    }
}
