//! Any text can stand where a draft is written: no word is found outside of it, and what is put in stands there.

use chancery_registry::Registry;
use chancery_write::{Draft, Places, Word, add};
use jiff::civil::date;
use proptest::prelude::*;

/// Texts that look like drafts, more or less.
fn drafts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---\n",
        "---\r\n",
        "\n",
        "tags: ",
        "to:",
        "info: ",
        "from: ",
        "captions: ",
        "  - ",
        "-",
        "# ",
        "PREL",
        ", ",
        ";",
        "É",
        "𝄞",
        "\u{feff}",
        " ",
        "(",
        "SECSTATE WASHDC",
        "...\n",
        "\t",
        "é:",
        "\r",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn words_stand_where_they_say(source in drafts()) {
        for byte in 0..=source.len() + 1 {
            let Some(word) = Word::at(&source, byte) else { continue };
            prop_assert_eq!(source.get(word.place.clone()), Some(&*word.text));
            word.offers(Registry::builtin(), date(2007, 3, 12));
            let (put, end) = word.put(&source, "PARIS");
            prop_assert!(put[..end].ends_with("PARIS"));
            prop_assert_eq!(&put[end..], &source[word.place.end..]);
        }
    }

    #[test]
    fn what_is_added_stands_there_and_all_else_stays(source in drafts()) {
        for key in ["tags", "captions", "to", "info", "from"] {
            let (added, end) = add(&source, key, "PARIS");
            prop_assert!(added[..end].ends_with("PARIS"), "{:?}", added);
            // Nothing is taken away but the one value of a key that has one.
            let kept = |text: &str| text.split_whitespace().filter(|word| *word != "PARIS").map(str::len).sum::<usize>();
            if key != "from" {
                prop_assert!(kept(&added) >= kept(&source), "{:?}", added);
            }
            let behind = |text: &str| text.split_once("\n---\n").map(|(_, text)| text.to_owned());
            if source.starts_with("---\n") && let Some(text) = behind(&source) {
                prop_assert!(added.ends_with(&text), "{:?}", added);
            }
            Draft::parse(&added);
        }
    }

    #[test]
    fn places_are_those_of_a_walk(source in drafts(), bytes in prop::collection::vec(0..200usize, 0..9)) {
        let mut places = Places::of(&source);
        for byte in bytes {
            let at = places.at(byte);
            let whole = (0..=byte.min(source.len())).rev().find(|byte| source.is_char_boundary(*byte)).unwrap_or(0);
            let before = &source[..whole];
            prop_assert_eq!(at.line, before.matches('\n').count() + 1);
            prop_assert_eq!(at.units, before.encode_utf16().count());
            prop_assert_eq!(at.column, source[at.begin..whole].chars().count() + 1);
        }
    }
}
