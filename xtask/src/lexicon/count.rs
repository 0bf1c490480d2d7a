//! What words do in good text.

use crate::corpus::Document;
use chancery_check::repair::making::{
    BEFORE_VERBS, DETERMINERS, POSSESSIVES, Sort, Token, VERBS, Word, base, tokens,
};
use std::collections::BTreeMap;

/// A word's counts, and how often it was seen on paper that was not read by a machine.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) word: Word,
    typed: u32,
}

/// The longest word that is kept.
const LONGEST: usize = 40;

/// Counts the words of a document.
pub(super) fn count(document: &Document, words: &mut BTreeMap<String, Counted>) {
    let text = crate::corpus::plain(&document.text);
    let all: Vec<Token<'_>> = tokens(text.as_bytes()).collect();
    let small = text.bytes().filter(u8::is_ascii_lowercase).count();
    let mixed = small * 2 > text.bytes().filter(u8::is_ascii_alphabetic).count();
    for (at, token) in all.iter().enumerate().filter(|(_, token)| token.is_word()) {
        let Some(key) = key(base(token.text)) else { continue };
        let before = at.checked_sub(1).map(|at| &all[at]);
        let next = all.get(at + 1);
        let counted = words.entry(key).or_default();
        counted.typed += u32::from(!document.scanned);
        let word = &mut counted.word;
        word.seen += 1;
        word.owner += u32::from(is_owner(token.text) || next.is_some_and(|next| closes(token, next)));
        word.subject += u32::from(next.is_some_and(|next| is_one(next, VERBS)));
        let capital =
            token.text[0].is_ascii_uppercase() && token.text[1..].iter().any(u8::is_ascii_lowercase);
        word.capital += u32::from(mixed && capital);
        if let Some(before) = before {
            word.owned += u32::from(is_one(before, POSSESSIVES) || before.is_word() && is_owner(before.text));
            word.determined += u32::from(is_one(before, DETERMINERS));
            word.verb += u32::from(is_one(before, BEFORE_VERBS));
            word.listed += u32::from(before.is(b','));
        }
        // A word with a hyphen or an apostrophe in it is one of its own too.
        if let Some(whole) = compound(token.text, &text, token.at) {
            let counted = words.entry(whole).or_default();
            counted.word.seen += 1;
            counted.typed += u32::from(!document.scanned);
        }
    }
}

/// Takes out what may be no word: what was seen once, and what was seen only on scanned pages.
pub(super) fn keep_the_sure(words: &mut BTreeMap<String, Counted>) {
    words.retain(|word, counted| {
        let letters = word.bytes().filter(|byte| byte.is_ascii_lowercase()).count();
        letters > 1 && counted.word.seen > 1 && counted.typed > 0
    });
}

fn key(word: &[u8]) -> Option<String> {
    let word = std::str::from_utf8(word).ok()?;
    let plain = word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'');
    (plain && (2..=LONGEST).contains(&word.len())).then(|| word.to_ascii_lowercase())
}

/// The whole of a word with a hyphen; of one with an apostrophe `key` gives it. Not what a line's end divides.
fn compound(word: &[u8], text: &str, at: usize) -> Option<String> {
    let whole = std::str::from_utf8(word).ok()?;
    let plain = whole.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let divided = text.as_bytes().get(at + whole.len()) == Some(&b'-');
    (plain && !divided && whole.contains('-') && whole.len() <= LONGEST).then(|| whole.to_ascii_lowercase())
}

fn is_one(token: &Token<'_>, list: &[&str]) -> bool {
    token.is_word() && list.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(token.text))
}

/// `Weaver's`.
fn is_owner(word: &[u8]) -> bool {
    matches!(word, [.., b'\'', b's' | b'S'])
}

/// `experts'`, the mark right behind the word.
fn closes(word: &Token<'_>, next: &Token<'_>) -> bool {
    next.sort == Sort::Mark(b'\'')
        && next.at == word.at + word.text.len()
        && matches!(word.text.last(), Some(b's' | b'S'))
}
