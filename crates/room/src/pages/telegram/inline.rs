//! A run of words in pieces: plain, taken out, explained.

use chancery_exports::parts::Taken;
use chancery_registry::Registry;

/// A piece of a text.
pub(in crate::pages) enum Piece {
    Plain(String),
    /// What a release took out, as it stands there now.
    Redacted(String),
    /// An abbreviation, with what it means.
    Short(String, String),
}

/// Divides words of a block.
pub(in crate::pages) fn pieces(words: &str, taken: &mut Taken<'_, '_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    taken.pieces(words, &mut |piece, redacted| match redacted {
        true => pieces.push(Piece::Redacted(piece.to_owned())),
        false => explained(piece, &mut pieces),
    });
    pieces
}

/// Adds a text with its abbreviations apart.
fn explained(text: &str, pieces: &mut Vec<Piece>) {
    let mut plain = 0;
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '&' | '-' | '\'')))
    {
        let bare =
            word.trim_end_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '&' | '-' | '\'')));
        if let Some(meaning) = meaning(bare) {
            if plain < at {
                pieces.push(Piece::Plain(text[plain..at].to_owned()));
            }
            pieces.push(Piece::Short(bare.to_owned(), meaning));
            plain = at + bare.len();
        }
        at += word.len();
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(text[plain..].to_owned()));
    }
}

/// What an abbreviation means. Only what is written in capitals is one. Where it has several senses, all are said.
fn meaning(word: &str) -> Option<String> {
    let capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    if word.len() < 2 || !capital || word.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut senses: Vec<&str> = Registry::builtin().abbreviation(word).map(|known| known.meaning).collect();
    senses.dedup();
    (!senses.is_empty()).then(|| senses.join("; or: "))
}
