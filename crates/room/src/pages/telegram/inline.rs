//! A run of words in pieces: plain, taken out, explained.

use chancery_exports::parts::Taken;
use chancery_registry::{InText, Registry};

/// A piece of a text.
pub(in crate::pages) enum Piece {
    Plain(String),
    /// What a release took out, as it stands there now.
    Redacted(String),
    /// What an annotator wrote in its place: `[less than 1 line not declassified]`.
    Told(String),
    /// An abbreviation, with what it means.
    Short(String, String),
}

/// Divides words of a block.
pub(in crate::pages) fn pieces(words: &str, taken: &mut Taken<'_, '_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mixed = is_mixed(words);
    taken.pieces(words, &mut |piece, redacted| match redacted {
        true if tells(piece) => pieces.push(Piece::Told(piece.to_owned())),
        true => pieces.push(Piece::Redacted(piece.to_owned())),
        false => explained(piece, mixed, &mut pieces),
    });
    pieces
}

/// Whether what stands where something was taken out says something of it, in words.
fn tells(taken: &str) -> bool {
    let words = taken.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.len() > 1 && !word.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x'))).count()
        > 1
}

/// True where capitals stand amid small letters, so that they say something.
fn is_mixed(words: &str) -> bool {
    let count = |is: fn(&char) -> bool| words.chars().filter(is).count();
    count(|c| c.is_lowercase()) > count(|c| c.is_uppercase())
}

/// Adds a text with its abbreviations apart.
fn explained(text: &str, mixed: bool, pieces: &mut Vec<Piece>) {
    let mut plain = 0;
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '&' | '-' | '\'')))
    {
        let bare =
            word.trim_end_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '&' | '-' | '\'')));
        if let Some(meaning) = meaning(bare, mixed) {
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

/// What an abbreviation means. Only what is written in capitals is one. Where it has several senses, all are said; where its
/// letters are also a word, only `mixed` text tells which it is.
fn meaning(word: &str, mixed: bool) -> Option<String> {
    let capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    if word.len() < 2 || !capital || word.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let told = |in_text| match in_text {
        InText::Anywhere => true,
        InText::Mixed => mixed,
        InText::Never => false,
    };
    let known = Registry::builtin().abbreviation(word);
    let mut senses: Vec<&str> =
        known.filter(|known| told(known.in_text)).map(|known| known.meaning).collect();
    senses.dedup();
    (!senses.is_empty()).then(|| senses.join("; or: "))
}

#[cfg(test)]
mod tests {
    use super::{Piece, explained, is_mixed, tells};

    #[test]
    fn words_in_place_of_others_can_be_read() {
        for (taken, told) in [
            ("XXXXXXXXXXXX", false),
            ("XXXX XXX xxxx", false),
            ("(b)(1)", false),
            ("[...]", false),
            ("[less than 1 line not declassified]", true),
            ("[1 paragraph (3 lines) not declassified]", true),
        ] {
            assert_eq!(tells(taken), told, "{taken}");
        }
    }

    #[test]
    fn abbreviations_that_are_also_words_are_explained_amid_small_letters_only() {
        // A text, and what is explained in it.
        for (text, expected) in [
            ("THE MINISTER, WHO WAS LOW ON FUNDS, SAW THE CHARGES. EA. PARTY LEFT.", ""),
            ("THE GOI AND NATO ASKED THE DCM", "NATO DCM"),
            ("A mission of the WHO came with the DCM.", "WHO DCM"),
            ("The MOD (FM or State Secretary) met the GOI.", "MOD GOI"),
            ("Rates of the FRB are low.", "FRB"),
            ("MONEY OF THE FRB", ""),
            ("FM AMEMBASSY PORT ALDER", "AMEMBASSY"),
            ("INFO", ""),
        ] {
            let mut pieces = Vec::new();
            explained(text, is_mixed(text), &mut pieces);
            let short = pieces.iter().filter_map(|piece| match piece {
                Piece::Short(word, _) => Some(word.as_str()),
                _ => None,
            });
            assert_eq!(short.collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }
}
