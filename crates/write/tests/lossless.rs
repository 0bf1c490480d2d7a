//! Any bytes come out as they went in, and any text is a draft or says why it is none.

use chancery_telegram::{Options as Reading, Telegram, record::Attributes};
use chancery_write::{Draft, Form, Options, same, to_markdown, write};
use proptest::prelude::*;

/// Pieces of telegrams, whole and spoiled, in any order.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"ZNY CCCCC ZZH\r\n".to_vec()),
        Just(b"P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO RUEHC/SECSTATE WASHDC\n".to_vec()),
        Just(b"C O N F I D E N T I A L SECTION 01 OF 02 PORT ALDER 000417\n".to_vec()),
        Just(b"TAGS: PREL\nSUBJECT: (U) HARBOR\n\n1. (C) Lights.\n-- one\n".to_vec()),
        Just(b"WEAVER\nBT\n#0417\nNNNN\n".to_vec()),
        Just(b"Message Attributes\nTAGS: PREL\n".to_vec()),
        Just(b"MRN: 12 PORT ALDER 417\nDate/DTG: Mar 12, 2012 / 121430Z MAR 12\n".to_vec()),
        prop::collection::vec(any::<u8>(), 0..80),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Lines of drafts, whole and spoiled, in any order.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("---".to_owned()),
        Just("from: AMEMBASSY PORT ALDER".to_owned()),
        Just("to: [SECSTATE WASHDC, PARIS]".to_owned()),
        Just("date: 121430Z MAR 07".to_owned()),
        Just("number: 417".to_owned()),
        Just("classification: SECRET//NOFORN".to_owned()),
        Just("tags: OVIP (WEAVER, ANN), PREL".to_owned()),
        Just("subject: TALKS: A \"CALENDAR\" # no comment".to_owned()),
        Just("classified_by: [{name: R, title: [}]".to_owned()),
        Just("signature: Wéaver".to_owned()),
        Just("(S) Summary: it — is “so”.".to_owned()),
        Just("- an item".to_owned()),
        Just("> quoted".to_owned()),
        Just("```".to_owned()),
        Just("## Heading".to_owned()),
        Just(String::new()),
        "[ -~\u{e0}-\u{ff}\t]{0,90}".prop_map(|line| line),
    ];
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_come_out_as_they_went_in(bytes in pieces()) {
        let telegram = Telegram::read(&bytes, Attributes::default(), &Reading::default());
        prop_assert_eq!(same(&telegram), bytes);
    }

    #[test]
    fn any_text_is_looked_at(text in lines()) {
        let (draft, problems) = Draft::parse(&text);
        for problem in problems.iter().filter_map(|problem| problem.place.clone()) {
            prop_assert!(text.get(problem).is_some());
        }
        for form in Form::ALL {
            let written = write(&draft, form, &Options::default());
            for place in written.problems.iter().filter_map(|problem| problem.place.clone()) {
                prop_assert!(text.get(place).is_some());
            }
            // The map goes forward, and stays within both texts.
            let telegram = written.text.unwrap_or_default();
            let mut last = 0;
            for (own, place) in written.map {
                prop_assert!(last <= own.start && telegram.get(own.clone()).is_some() && text.get(place).is_some());
                last = own.end;
            }
        }
        let (again, _) = Draft::parse(&to_markdown(&draft));
        prop_assert_eq!(again.from.map(|said| said.text), draft.from.map(|said| said.text));
    }
}
