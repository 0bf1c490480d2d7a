//! A run of words in pieces: plain, taken out, explained.

use chancery_registry::Registry;
use chancery_telegram::record::{Block, Redaction};

/// A piece of a text.
pub(super) enum Piece {
    Plain(String),
    /// What a release took out, as it stands there now.
    Redacted(String),
    /// An abbreviation, with what it means.
    Short(String, String),
}

/// The redactions of a record, which come in the order of its text.
pub(super) struct Redactions<'r, 's> {
    rest: &'r [Redaction<'s>],
}

impl<'r, 's> Redactions<'r, 's> {
    pub(super) fn new(all: &'r [Redaction<'s>]) -> Redactions<'r, 's> {
        Redactions { rest: all }
    }

    /// Those of the next block.
    pub(super) fn of(&mut self, block: &Block<'_>) -> &'r [Redaction<'s>] {
        let before = self.rest.iter().take_while(|redaction| redaction.span.end <= block.span.start).count();
        let (_, rest) = self.rest.split_at(before);
        let inside = rest.iter().take_while(|redaction| redaction.span.start < block.span.end).count();
        let (inside, rest) = rest.split_at(inside);
        self.rest = rest;
        inside
    }
}

/// Divides a text; redactions that were found in it are taken off the list.
pub(super) fn pieces(text: &str, redactions: &mut &[Redaction<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((redaction, next)) = redactions.split_first() {
        let at =
            Some(&redaction.text).filter(|text| !text.is_empty()).and_then(|text| rest.find(text.as_ref()));
        let Some(at) = at else { break };
        let end = at + redaction.text.len();
        explained(&rest[..at], &mut pieces);
        pieces.push(Piece::Redacted(rest[at..end].to_owned()));
        rest = &rest[end..];
        *redactions = next;
    }
    explained(rest, &mut pieces);
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
