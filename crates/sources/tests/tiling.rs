//! No byte of a stream is lost, whatever the bytes.

use chancery_sources::formats::{cut, jsonl, nara, smart, teletype, text};
use chancery_sources::{FORMATS, Format, Options, read_bytes};
use proptest::prelude::*;

/// Pieces of which streams consist, in any order, and of which damaged ones consist.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(&b"VZCZCQXO0231\n"[..]),
        Just(&b"ZCZC"[..]),
        Just(&b"NNNN\n"[..]),
        Just(&b"NNNNVZCZCQXO0232\r\n"[..]),
        Just(&b"PP RUEHQX\n"[..]),
        Just(&b"DE RUEHQX #0417 0711436\r"[..]),
        Just(&b"P 121430Z MAR 07\n"[..]),
        Just(&b"FM AMEMBASSY PORT ALDER\n"[..]),
        Just(&b"UNCLAS PORT ALDER 000417\n"[..]),
        Just(&b"CONFIDENTIAL\n"[..]),
        Just(&b"PAGE 01        PORT A  00417  121512Z\n"[..]),
        Just(&b"                    Message Text\n"[..]),
        Just(&b"Message Attributes\nLocator: TEXT ON-LINE\n"[..]),
        Just(&b" \tDeclassified/Released US Department of State EO Systematic Review 30 JUN 2005\n"[..]),
        Just(&b"MRN: 12 PORT ALDER 417\nDate/DTG: Mar 12, 2012\n"[..]),
        Just(&b"From: SMART Core\nSent: Monday\n"[..]),
        Just(&b"INCOMING TELEGRAM  Department of State\n"[..]),
        Just(&b"Control: 417\nRec'd: MAY 3, 1961\n"[..]),
        Just(&b"FROM: Saigon\nTO: Secretary of State\n"[..]),
        Just(&b"NO: 1656, May 3, 7 p.m.\n"[..]),
        Just(&b"FM AMEMBASSY SAIGON\nTO SECSTATE WASHDC\n"[..]),
        Just(&b"1. Text of a paragraph.\n"[..]),
        Just(&b"\x0c"[..]),
        Just(&b"\n"[..]),
        Just(&b"\r\r\n"[..]),
        Just(&b"\0\xff\xc3 "[..]),
    ];
    let pieces = prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => pieces, 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

/// Lines of a text, also such as hold the words with which telegrams begin and end.
fn body() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        5 => "1\\. [A-Z ,.]{0,60}",
        1 => Just("NNNN".to_owned()),
        1 => Just("THE WORDS ZCZC AND NNNN".to_owned()),
        1 => Just(String::new()),
    ];
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.into_iter().map(|line| line + "\n").collect())
}

fn tiles(format: &'static Format, bytes: &[u8]) {
    let found = cut(format, bytes);
    let mut at = 0;
    let mut items = 0;
    for item in found.iter().flatten() {
        let (start, end) = item.span.unwrap();
        assert_eq!(start, at, "{} leaves a gap", format.id);
        assert!(end > start);
        assert_eq!(item.original(), &bytes[start as usize..end as usize], "{}", format.id);
        at = end;
        items += 1;
    }
    // What begins as another kind of file is refused as such; blanks hold no telegram.
    assert!(items == 0 || at == bytes.len() as u64, "{} leaves the end", format.id);
    assert_eq!(items == 0, found.iter().any(Result::is_err), "{}: either telegrams or an error", format.id);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn items_tile_the_file(bytes in stream()) {
        for format in [&teletype::FORMAT, &text::FORMAT, &nara::FORMAT, &smart::FORMAT] {
            tiles(format, &bytes);
        }
    }

    #[test]
    fn no_format_breaks_down(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        for format in FORMATS {
            let _ = cut(format, &bytes);
        }
        let _ = read_bytes("any", &bytes, Options::default());
    }

    #[test]
    fn telegrams_in_a_stream_are_the_same_as_alone(bodies in prop::collection::vec(body(), 1..20)) {
        let telegrams: Vec<String> = bodies
            .iter()
            .map(|body| format!("VZCZCQXO0231\nPP RUEHQX\nDE RUEHQX #0417 0711436\n{body}THE END.\nNNNN\n\n"))
            .collect();
        let found = cut(&teletype::FORMAT, telegrams.concat().as_bytes());
        prop_assert_eq!(found.len(), telegrams.len());
        for (item, telegram) in found.iter().zip(&telegrams) {
            prop_assert_eq!(&item.as_ref().unwrap().bytes[..], telegram.as_bytes());
            let alone = cut(&teletype::FORMAT, telegram.as_bytes());
            prop_assert_eq!(&alone[0].as_ref().unwrap().bytes[..], telegram.as_bytes());
        }
    }

    #[test]
    fn a_line_of_json_gives_its_text_back(text in ".{0,200}", id in "[a-z0-9]{1,9}") {
        let line = serde_json::json!({ "id": id, "text": text }).to_string();
        let found = cut(&jsonl::FORMAT, line.as_bytes());
        let item = found[0].as_ref().unwrap();
        prop_assert_eq!(&item.bytes[..], text.as_bytes());
        prop_assert_eq!(item.original(), line.as_bytes());
    }
}

/// A form feed between two format lines 1 made the second begin before the first one's line ended.
#[test]
fn two_first_lines_on_one_line_are_read() {
    for stream in ["ZCZC\x0cVZCZCQXO0231\nPP RUEHQX\n", "X\nZCZCQXO0231 \x0cZCZCQXO0231\nPP RUEHQX\n"] {
        tiles(&teletype::FORMAT, stream.as_bytes());
    }
}

#[test]
fn long_input_is_cut_in_linear_time() {
    for piece in [
        "NNNN\n",
        "ZCZC\n",
        "VZCZCQXO0231\n",
        "NNNN\n\nX\n\n",
        "Message Text\n",
        "Message Attributes\n\n",
        "MRN:\n",
        "INCOMING TELEGRAM\n",
        "Control: 1\nFM AMEMBASSY\n",
        "PAGE 01 SAIGON 0417\nFM AMEMBASSY\n",
        "INCOMING TELEGRAM\nControl: 1\nFROM: X\nTO: Secretary of State\nNO: 1, May 3, 7 p.m.\nA\n",
        "\n",
        "\r",
        "{",
        "\"1\",",
        "<div type=\"document\">",
    ] {
        let bytes = piece.repeat((8 << 20) / piece.len());
        for format in FORMATS {
            let _ = cut(format, bytes.as_bytes());
        }
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_one_telegram() {
    let line = vec![b'A'; 50 << 20];
    for format in [&teletype::FORMAT, &text::FORMAT] {
        let found = cut(format, &line);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].as_ref().unwrap().bytes.len(), line.len());
    }
    let too_long = vec![b'A'; 70 << 20];
    for format in [&teletype::FORMAT, &text::FORMAT] {
        let found = cut(format, &too_long);
        assert!(found[0].is_ok() && found[1].is_err() && found.len() == 2, "{found:?}");
    }
}

/// Nothing is timed: where work grew with the square of a size, this would run for hours.
#[test]
fn streams_made_to_be_slow() {
    let count = if cfg!(debug_assertions) { 40_000 } else { 400_000 };
    let wire = "VZCZCQXO0231\nPP RUEHC RUEHQX\nDE RUEHQX #0417 0711436\n";
    let plain = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC\nWEAVER\n";
    let label = "MRN: 12 PORT ALDER 417\nDate/DTG: Mar 12, 2012 / 121430Z MAR 12\n";
    for (begin, unit) in [
        ("Message Text\n", wire),
        (label, wire),
        (plain, plain),
        (&format!("{plain}QTE\n")[..], plain),
        (wire, "Message Text\n"),
        (wire, "MRN:\n"),
        (wire, label),
        ("Message Text\n", label),
        (label, "MRN:\n\n\n"),
        ("", "Message Text\nMRN:\nZCZC\n"),
    ] {
        let bytes = format!("{begin}{}", unit.repeat(count)).into_bytes();
        let items: Vec<_> = read_bytes("memory", &bytes, Options::default()).into_iter().flatten().collect();
        let sum: u64 = items.iter().filter_map(|item| item.span).map(|(start, end)| end - start).sum();
        assert_eq!(sum, bytes.len() as u64, "{begin:?} {unit:?}");
    }
}
