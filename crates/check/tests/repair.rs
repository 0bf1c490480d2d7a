//! What holds of all repairs, whatever the text: markings-and-indexing 9, 9.8.

use chancery_check::Look;
use chancery_check::repair::{self, Kind, Proposal};
use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{Options, Telegram};
use proptest::prelude::*;

fn telegram(text: &[u8]) -> Telegram<'_> {
    Telegram::read(text, Attributes::default(), &Options::default())
}

fn proposals(text: &[u8]) -> Vec<Proposal> {
    let telegram = telegram(text);
    repair::propose(&Look::new(&telegram, &Options::default()))
}

fn repaired(text: &[u8]) -> Vec<u8> {
    repair::apply(text, &proposals(text))
}

/// Parts of a body, good and damaged.
const PARTS: &[&str] = &[
    "The harbor,s lights work again.",
    "The mayor,s office doesn,t know.",
    "an experts, conference in May",
    "the other countries, interests are served",
    "trade, ministers, conference and others",
    "Ships, boats and lights were there.",
    "a &quiet harbor8 was seen",
    "a ,quiet harbor, was seen",
    "R&D of 28 G8 countries",
    "He gave $12,500 on 12/03/2007.",
    "XXXXXXXXXXXX,s proposal",
    "[less than 1 line not declassified],s view",
    "Weaver &amp; Sons, &quot;Harbor&quot;, &amp;quot;it",
    "caf\u{c3}\u{a9} and harbor\u{e2}\u{20ac}\u{2122}s",
    "O,Weaver spoke at ten o,clock of FY ,75.",
    "The produc-\ntion of the govern-\nment rose.",
    "H A R B O R  L I G H T S",
    "The lights along the northern quay work again, all of them",
    "PAGE 02        PORT A 00417  121510Z",
    "UNCLASSIFIED",
    "BEGIN TEXT",
    "The harbor,s quoted lights, doesn,t matter.",
    "END TEXT",
    "--item one, and two",
    "C) wrong mark",
];

const HEADINGS: &[&str] = &[
    "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nUNCLAS PORT ALDER 000417\n\nSIPDIS\nSIPDIS\n\n\
     E.O. 12958: N/A\nTAGS: EFIS, SENV\nSUBJECT: HARBOR,S LIGHTS\n\n",
    "R 12I430Z MAR 75\nFM AMEMBASY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nC O M F I D E N T I A L PORT ALDER 0O417\n\n\
     E.O. 1l652: GDS\nAGS: PFORMARR, 5ENV\nSUBJECT: LIGHTS\n\n",
    "",
];

fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => proptest::sample::select(PARTS).prop_map(str::to_owned),
        1 => "[a-zA-Z,.&8' ]{0,40}",
        1 => "\\PC{0,20}",
    ];
    let end = proptest::sample::select(&[" ", "\n", "\n\n", "\r\n"][..]);
    let parts = proptest::collection::vec((part, end, 0..9_u32), 0..14);
    (proptest::sample::select(HEADINGS), parts).prop_map(|(heading, parts)| {
        let mut text = heading.to_owned();
        let mut number = 0;
        for (part, end, dice) in parts {
            if dice < 2 && (text.is_empty() || text.ends_with('\n')) {
                number += 1;
                text.push_str(&format!("{number}. "));
            }
            text.push_str(&part);
            text.push_str(end);
        }
        text
    })
}

fn digits(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(u8::is_ascii_digit).collect()
}

/// The body's numbers and marks, and its words from the first numbered paragraph on, with all signs that stand for each other made
/// one. A quotation mark can end a sentence, so where one block ends and the next begins may change; and at the edge of a line that
/// has no number it can tell whether the line is still the heading's (the subject's, a reference's) or the body's.
fn words(record: &Record<'_>) -> (Vec<u32>, Vec<String>, String) {
    let numbers = record.body.iter().filter_map(|block| block.number).collect();
    let marks =
        record.body.iter().filter_map(|block| block.mark.as_ref().map(|mark| mark.to_string())).collect();
    let numbered = record.body.iter().skip_while(|block| block.number.is_none());
    let texts: Vec<String> = numbered.map(|block| block.text.replace(['\'', '"', '&', '8'], ",")).collect();
    (numbers, marks, texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn proposals_are_in_order_and_keep_off_each_other_and_off_redactions(text in text()) {
        let telegram = telegram(text.as_bytes());
        let found = repair::propose(&Look::new(&telegram, &Options::default()));
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
        }
        for proposal in &found {
            prop_assert!((0.0..=1.0).contains(&proposal.confidence), "{proposal:?}");
            let old = text.get(proposal.span.range());
            prop_assert!(old.is_some(), "a character is cut in two: {proposal:?}");
            prop_assert_ne!(old, Some(proposal.text.as_str()), "nothing is changed");
            for redaction in &telegram.record.redactions {
                let apart = redaction.span.end <= proposal.span.start || proposal.span.end <= redaction.span.start;
                prop_assert!(apart, "{redaction:?} {proposal:?}");
            }
        }
    }

    #[test]
    fn digits_stay_but_where_a_field_asks_for_them(text in text()) {
        for proposal in proposals(text.as_bytes()) {
            let old = &text.as_bytes()[proposal.span.range()];
            let free = matches!(proposal.kind, Kind::Confusion | Kind::Doubled | Kind::Furniture | Kind::Entity);
            let quotation = old == b"8" && proposal.text == "\"";
            if !free && !quotation {
                prop_assert_eq!(digits(old), digits(proposal.text.as_bytes()), "{:?}", proposal);
            }
        }
    }

    #[test]
    fn what_is_repaired_needs_no_repair(text in text()) {
        let once = repaired(text.as_bytes());
        let twice = repaired(&once);
        prop_assert_eq!(
            String::from_utf8_lossy(&once), String::from_utf8_lossy(&twice),
            "{:#?}", proposals(&once)
        );
    }

    #[test]
    fn commas_change_nothing_but_themselves(text in text()) {
        let commas: Vec<Proposal> =
            proposals(text.as_bytes()).into_iter().filter(|proposal| proposal.kind == Kind::Comma).collect();
        let mended = repair::apply(text.as_bytes(), &commas);
        prop_assert_eq!(mended.len(), text.len());
        let (before, after) = (telegram(text.as_bytes()), telegram(&mended));
        prop_assert_eq!(&before.record.mrn, &after.record.mrn);
        prop_assert_eq!(&before.record.tags, &after.record.tags);
        // Without any number all lines may be the heading's.
        if before.record.body.iter().any(|block| block.number.is_some()) {
            prop_assert_eq!(words(&before.record), words(&after.record));
        }
    }

    #[test]
    fn any_bytes_are_looked_at(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let found = proposals(&bytes);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
        }
    }
}

const HEADING: &str = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nUNCLAS PORT ALDER 000417\n\n\
    E.O. 12958: N/A\nTAGS: EFIS, SENV\nSUBJECT: HARBOR LIGHTS\nREF: A. PORT ALDER,S LETTER\n\n";

/// The text behind an invented heading, in a copy whose commas surely stand for apostrophes.
fn mended(text: &str) -> String {
    let sure = "9. The harbor,s lights and the mayor,s office.\n";
    let all = format!("{HEADING}{text}\n{sure}");
    let repaired = String::from_utf8(repaired(all.as_bytes())).unwrap();
    let body = repaired.strip_prefix(HEADING).expect("the heading stays as it is");
    let (body, end) = body.rsplit_once("\n9. ").unwrap();
    assert_eq!(end, "The harbor's lights and the mayor's office.\n");
    body.to_owned()
}

#[test]
fn commas_are_mended_where_they_can_be_nothing_else() {
    for (bad, good) in [
        ("1. He doesn,t know; I,m here; they,ve gone.", "1. He doesn't know; I'm here; they've gone."),
        ("1. THE HARBOR,S LIGHTS.", "1. THE HARBOR'S LIGHTS."),
        ("1. O,Weaver spoke at ten o,clock.", "1. O'Weaver spoke at ten o'clock."),
        ("1. XXXXXXXXXXXX,s proposal stands.", "1. XXXXXXXXXXXX's proposal stands."),
        ("1. The teachers, union met.", "1. The teachers' union met."),
        ("1. We will hold an experts, conference in May.", "1. We will hold an experts' conference in May."),
        (
            "1. It serves the developing countries, interests.",
            "1. It serves the developing countries' interests.",
        ),
        ("1. A &quiet harbor8 is seen.", "1. A \"quiet harbor\" is seen."),
        ("1. A ,quiet harbor, is seen.", "1. A 'quiet harbor' is seen."),
    ] {
        assert_eq!(mended(bad), good);
    }
}

/// Markings-and-indexing 9.1 and 9.8: what is never touched.
#[test]
fn what_must_stay_stays() {
    for text in [
        "1. It cost 12,500 dollars, or 1,s of it.",
        "1. The trade, ministers, conference and others.",
        "1. In some countries, interests differ.",
        "1. Ships, boats, and lights were seen, as were the mayors, who spoke.",
        "1. XXXXXXXXXXXX met XXXXX, conference or not.",
        "1. [less than 1 line not declassified]",
        "1. AT&T and R&D in 28 G8 countries.",
        "1. Mr. Weawer recieved 1O boats on 12I of March, tel. 555-O1O1.",
        "1. The letter:\nBEGIN TEXT\nThe town,s lights don,t work.\nEND TEXT",
        "1. The lights along the northern quay of the harb",
        "1. Colour and honour.",
        "1. Une lettre, l,autre.",
    ] {
        assert_eq!(mended(text), text);
    }
    // What is absent is not written: no level, no caption, no date of declassification, no mark.
    let bare = "FM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nE.O. 12958:\nTAGS: EFIS\nSUBJECT: LIGHTS\n\n1. Nine lights work.\n";
    assert_eq!(String::from_utf8(repaired(bare.as_bytes())).unwrap(), bare);
}

#[test]
fn a_copy_with_apostrophes_is_left_alone() {
    let good =
        format!("{HEADING}1. The harbor's lights don't work, says an experts, conference. Iran,s view.\n");
    assert_eq!(proposals(good.as_bytes()), Vec::new());
}

/// The M of the letters is the full stop of the figures: only in the label of an order's line is it sure which one was meant.
#[test]
fn a_full_stop_of_the_wrong_shift_is_mended_in_the_label_of_an_order() {
    let text = |label: &str, body: &str| {
        format!(
            "R 121430Z MAR 74\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nCONFIDENTIAL PORT ALDER 0417\n\n\
             {label} 11652: GDS\nTAGS: PFOR, XQ\nSUBJECT: HARBOR LIGHTS\n\n1. {body}\nWEAVER\n"
        )
    };
    let good = text("E.O.", "THE LAMPS BURN. E.OM 11652 AND EMO. ARE NO WORDS.");
    assert_eq!(proposals(good.as_bytes()), Vec::new());
    for label in ["E.OM", "EMO.", "EMOM"] {
        let bad = good.replace("E.O. 11652: GDS", &format!("{label} 11652: GDS"));
        let found = proposals(bad.as_bytes());
        assert_eq!(found.len(), 1, "{label}: {found:#?}");
        assert!(found[0].confidence >= 0.99 && found[0].kind == Kind::Confusion, "{found:#?}");
        assert_eq!(String::from_utf8(repaired(bad.as_bytes())).unwrap(), good, "{label}");
    }
}

/// A text behind a heading of 1975, whose pages end with their own lines.
fn of_1975(body: &str) -> String {
    format!(
        "PAGE 01        PORT A 00417  121510Z\n\nR 121430Z MAR 75\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nCONFIDENTIAL PORT ALDER 0417\n\n\
         E.O. 11652: GDS\nTAGS: PFOR\nSUBJECT: HARBOR LIGHTS\n\n{body}\nWEAVER\n"
    )
}

#[test]
fn a_word_that_a_page_divides_is_joined_above_the_page_line() {
    let page = "CONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02        PORT A 00417  121510Z\n\n";
    for (first, second, above, below) in [
        ("THE RELATION-", "SHIP OF THE PORTS IS GOOD.", "THE RELATIONSHIP", "OF THE PORTS IS GOOD."),
        ("IT IS KNOWN INTER-", "NATIONALLY, AND AT HOME.", "IT IS KNOWN INTERNATIONALLY,", "AND AT HOME."),
        // A hyphen of its own; another line between.
        ("THE HARBOR-", "MASTER OF THE PORT", "THE HARBOR-", "MASTER OF THE PORT"),
    ] {
        let text = |first: &str, second: &str| of_1975(&format!("1. {first}\n{page}{second}"));
        let mended = repaired(text(first, second).as_bytes());
        assert_eq!(String::from_utf8(mended).unwrap(), text(above, below));
    }
}

#[test]
fn letters_for_figures_and_figures_for_letters_are_mended_in_addresses_and_references() {
    let text = |to: &str, info: &str, reference: &str| {
        format!(
            "R 121430Z MAR 07\nFM AMEMBASSY PARIS\nTO {to}\nINFO {info}\n\nUNCLAS PARIS 000417\n\nE.O. 12958: N/A\n\
             TAGS: EFIS\nSUBJECT: LIGHTS\nREF: {reference}\n\n1. Nine lights work.\nWEAVER\n"
        )
    };
    let good = text("SECSTATE WASHDC 5120", "AMEMBASSY LONDON", "A. 06 MOSCOW 13024");
    for bad in [
        text("SECSTATE WASHDC 512O", "AMEMBASSY LONDON", "A. 06 MOSCOW 13024"),
        text("SECSTATE WASHDC 5120", "AMEMBASSY L0NDON", "A. 06 MOSCOW 13024"),
        text("SECSTATE WASHDC 5120", "AMEMBASSY LONDON", "A. 06 MOSCOW 13O24"),
    ] {
        assert_eq!(String::from_utf8(repaired(bad.as_bytes())).unwrap(), good);
    }
    // Nobody knows what these are.
    for other in [
        text("SECSTATE WASHDC 5120", "AMEMBASSY L0XDON", "A. 06 MOSCOW 13X24"),
        text("SECSTATE WASHDC 5120", "AMEMBASSY LONDON", "A. LETTER 13O24 OF MARCH"),
    ] {
        assert_eq!(String::from_utf8(repaired(other.as_bytes())).unwrap(), other);
    }
}

#[test]
fn a_group_between_commas_is_no_owner_s() {
    for text in [
        "1. The two presidents, friends since school, met.",
        "1. The ministers, members of the council, were in town.",
        "1. The delegates, experts from the north, arrived.",
    ] {
        assert_eq!(mended(text), text);
    }
    assert_eq!(
        mended("1. We will hold an experts, conference, they said, in May."),
        "1. We will hold an experts' conference, they said, in May."
    );
}

#[test]
fn a_decade_is_said_to_be_one() {
    let text = format!("{HEADING}1. In the 1990,s the harbor,s lights and the mayor,s office shone.\n");
    let reasons: Vec<String> = proposals(text.as_bytes()).into_iter().map(|found| found.reason).collect();
    assert_eq!(reasons[0], "`1990,s` is a decade, and an apostrophe stands before its s");
    assert!(repaired(text.as_bytes()).windows(6).any(|part| part == b"1990's"));
}

#[test]
fn a_month_is_mended_where_the_day_is_known_from_elsewhere() {
    let text = "Message Text\n\nLIMITED OFFICIAL USE\n\nPAGE 01        STATE  012345\n\nORIGIN EUR-12\n\nO 202245Z JJAN 75\n\
        FM SECSTATE WASHDC\nTO AMEMBASSY PARIS IMMEDIATE\nLIMITED OFFICIAL USE STATE 012345\n\nE.O. 11652: N/A\nTAGS: EFIS, FR\n\
        SUBJECT: FISHERY TALKS\n\n1. DEPARTMENT AGREES.\n2. PLEASE REPORT.\nKISSINGER\n\nMessage Attributes\n\n\
        Document Number: 1975STATE012345\nDraft Date: 20 JAN 1975\nFrom: STATE\nTAGS: EFIS, FR\n";
    assert!(telegram(text.as_bytes()).record.sent.is_some_and(|sent| sent.at.is_some()));
    assert!(String::from_utf8(repaired(text.as_bytes())).unwrap().contains("\nO 202245Z JAN 75\n"));
}

#[test]
fn a_sign_without_its_partner_is_one_before_and_behind_the_repair_of_commas() {
    let text = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nUNCLAS PORT ALDER 000417\n\nE.O. 12958: N/A\n\
        TAGS: EFIS, SENV\nSUBJECT: HARBOR,S LIGHTS\n\n1. a &quiet harbor8 was seen ,A. &,  ";
    let once = repaired(text.as_bytes());
    assert!(String::from_utf8_lossy(&once).contains("HARBOR'S"));
    assert_eq!(repaired(&once), once);
}

#[test]
fn a_word_of_which_half_stands_in_a_quoted_document_stays_divided() {
    let text = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nUNCLAS PORT ALDER 000417\n\n\
        SUBJECT: HARBOR LIGHTS\n\n1. BEGIN TEXT The produc-\ntion of the govern-\nment rose. END TEXT ";
    assert_eq!(String::from_utf8_lossy(&repaired(text.as_bytes())), text);
}
