//! Text to words: a table of texts, and what holds for any text.

use chancery_archive::words::{LONGEST, Word, plain_words, seams, words, words_with_seams};
use proptest::prelude::*;
use std::fmt::Write as _;

fn shown(text: &str, seams: &[usize]) -> String {
    let mut shown = String::new();
    words_with_seams(text, seams, &mut |word| {
        let gap = match (word.main, shown.is_empty()) {
            (true, true) => "",
            (true, false) => " ",
            (false, _) => "/",
        };
        shown.push_str(gap);
        shown.push_str(word.text);
        if word.width > 1 {
            write!(shown, ":{}", word.width).expect("a string takes all");
        }
    });
    shown
}

#[test]
fn texts_give_the_words_of_the_table() {
    let mut wrong = String::new();
    for line in include_str!("data/words/words.txt").lines() {
        let Some((text, expected)) = line.split_once("=>").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let text =
            text.trim_end().replace("\\n", "\n").replace("\\u{301}", "\u{301}").replace("\\u{ad}", "\u{ad}");
        let seams: Vec<usize> = text.match_indices('~').map(|(at, _)| at + 1).collect();
        let found = shown(&text.replace('~', " "), &seams);
        if found != expected.trim() {
            writeln!(wrong, "{text:?}\n  expected {}\n  found    {found}", expected.trim())
                .expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn seams_are_where_page_lines_were() {
    let cases: [(&str, &str, &[usize]); 6] = [
        ("THE TALKS BEGAN AND WENT ON.", "2. (C) THE TALKS BEGAN\nAND WENT ON.", &[]),
        (
            "THE NEGO TIATIONS WENT ON.",
            "2. THE NEGO\nSECRET\n\nPAGE 02 PARIS 07904\n\nTIATIONS WENT ON.",
            &[9],
        ),
        ("THE NEGO-TIATIONS WENT ON.", "THE NEGO-\nPAGE 02 PARIS 07904\nTIATIONS WENT  ON.\nNNNN", &[9]),
        ("CAFÉ TALKS WENT ON", "CAF\u{c9} TALKS\nPAGE 02\n  WENT ON", &[12]),
        ("TEXT", "", &[]),
        ("", "TEXT\nMORE", &[]),
    ];
    for (text, source, expected) in cases {
        let latin1: Vec<u8> = source.chars().map(|c| c as u8).collect();
        assert_eq!(seams(text, &latin1), expected, "{text}");
    }
}

fn check(text: &str, seams: &[usize]) {
    let mut position = None;
    let mut end = 0;
    words_with_seams(text, seams, &mut |word: Word<'_>| {
        assert!(text.get(word.start..word.end).is_some_and(|printed| !printed.is_empty()), "{word:?}");
        assert!(!word.text.is_empty() && word.text.len() <= 2 * LONGEST, "{word:?}");
        assert!(word.width >= 1, "{word:?}");
        if word.main {
            assert_eq!(word.position, position.map_or(0, |position| position + 1), "{word:?}");
            assert!(word.start >= end, "{word:?}");
            assert_eq!(plain_words(word.text), [word.text], "folded twice");
            position = Some(word.position);
            end = word.end;
        } else {
            assert_eq!(Some(word.position), position, "{word:?}");
        }
    });
}

/// Pieces that the rules look at.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,6}",
        "[0-9]{1,4}",
        Just("S".to_owned()),
        Just("U".to_owned()),
        "[ ,.'’&;8()/#-]",
        Just("â€™".to_owned()),
        Just("&#39;".to_owned()),
        Just("\u{301}".to_owned()),
        Just("É".to_owned()),
        "\\PC",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_text_gives_sound_words(text in ".{0,200}", seams in prop::collection::vec(0usize..250, 0..4)) {
        check(&text, &[]);
        let mut seams = seams;
        seams.sort_unstable();
        check(&text, &seams);
    }

    #[test]
    fn texts_of_pieces_give_sound_words(text in pieces()) {
        check(&text, &[]);
    }

    #[test]
    fn case_does_not_matter_to_plain_words(text in pieces()) {
        let text: String = text.chars().filter(char::is_ascii).collect();
        prop_assert_eq!(plain_words(&text.to_ascii_lowercase()), plain_words(&text.to_ascii_uppercase()));
    }

    #[test]
    fn seams_of_any_bytes_lie_in_the_text(text in "[A-C \n]{0,40}", source in "[A-C \n]{0,60}") {
        for at in seams(&text, source.as_bytes()) {
            prop_assert!(text.is_char_boundary(at));
        }
    }
}

#[test]
fn a_word_without_end_is_cut_and_takes_linear_time() {
    for unit in [
        "A", "A-", "A'", "A ", "A.", "1,", "1.", "É", "\u{301}", "A\u{301}", ",", "&", "â€", "L,ABC", "A- ",
        "1O",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        let mut count = 0usize;
        words(&text, &mut |_| count += 1);
        assert!(count <= text.len() * 3, "{unit}");
        words_with_seams(&text, &(0..text.len()).collect::<Vec<_>>(), &mut |_| count += 1);
        assert!(seams(&text, text.as_bytes()).is_empty(), "{unit}");
    }
}
