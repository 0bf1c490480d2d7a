//! The words of a text as Tantivy wants them.

use crate::words::words;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer is registered.
pub const TOKENIZER: &str = "words";

/// The widest reading that is filed with its width.
pub const WIDEST: u8 = 8;

/// How a reading over several words is filed a second time, so that a phrase knows where it ends.
pub fn wide(word: &str, width: u8) -> String {
    format!("{word}\u{1}{width}")
}

/// Where a word lies in the gathered text, and where it stood.
#[derive(Clone, Copy, Debug)]
struct Gathered {
    begin: u32,
    end: u32,
    position: u32,
}

/// Cuts a text into [`words`] at once and hands them out; its two buffers are used again for the next text.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
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
        let Words { text: gathered, found, .. } = self;
        words(text, &mut |word| {
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
