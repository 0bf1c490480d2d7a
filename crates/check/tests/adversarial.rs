//! Telegrams made to be slow to check and to repair. Nothing is timed: where work grew with the square of a size, a test here would
//! run for minutes or hours, and nobody would miss it.

use chancery_check::repair::{self, Proposal};
use chancery_check::{Finding, Look, Settings, look};
use chancery_telegram::record::Attributes;
use chancery_telegram::{Options, Telegram};

const HEADING: &str = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO RUEHC/SECSTATE WASHDC 5120\n";
const CLASS: &str = "C O N F I D E N T I A L PORT ALDER 000417\n\nSIPDIS\n\nE.O. 12958: DECL: 03/12/2017\n";
const FIELDS: &str = "TAGS: PREL\nSUBJECT: HARBOR LIGHTS\n\n";

/// Tests without optimisation get a fifth of the size; a square of that is still hours.
const MILLION: usize = if cfg!(debug_assertions) { 200_000 } else { 1_000_000 };

/// Asks all rules and all repairs, carries the repairs out, and asks again what is left to be repaired.
fn asks(text: &str, see: impl FnOnce(&[Finding], &[Proposal])) {
    let options = Options::default();
    let telegram = Telegram::read(text.as_bytes(), Attributes::default(), &options);
    let asked = Look::new(&telegram, &options);
    let findings = look(&asked, &Settings::default());
    let proposals = repair::propose(&asked);
    see(&findings, &proposals);
    let repaired = repair::apply(text.as_bytes(), &proposals);
    let telegram = Telegram::read(&repaired, Attributes::default(), &options);
    repair::propose(&Look::new(&telegram, &options));
}

/// Behind a heading, as the text of a telegram.
fn in_text(body: &str, see: impl FnOnce(&[Finding], &[Proposal])) {
    asks(&format!("{HEADING}BT\n{CLASS}{FIELDS}1. (C) Text.\n\n2. (C) {body}\nELLERY\nBT\n"), see);
}

/// How many proposals are of a kind.
fn of(proposals: &[Proposal], kind: &str) -> usize {
    proposals.iter().filter(|proposal| proposal.kind.as_str() == kind).count()
}

/// Findings of a rule.
fn by(findings: &[Finding], code: &str) -> usize {
    findings.iter().filter(|finding| finding.rule.code == code).count()
}

#[test]
fn a_million_of_one_sign() {
    for unit in [
        "(",
        ")",
        "[",
        "]",
        "((S) ",
        "(S) ",
        "(C",
        ",",
        ", ",
        "s, ",
        ".",
        "-",
        "-\n",
        "/",
        "&",
        "&#",
        ";",
        "\"",
        "'",
        "8",
        "X",
        "X ",
        "0",
        "1 ",
        "1.",
        "1.\n",
        "(1) ",
        "a) ",
        "\n",
        "\r",
        "\r\r\n",
        "\t",
        "\0",
        "\u{e9}",
        "\u{c3}\u{a9}",
        "\u{c3}",
        "\u{fffd}",
        "\u{e2}\u{20ac}\u{2122}",
    ] {
        let many = unit.repeat(MILLION);
        asks(&many, |_, _| ());
        asks(&format!("{HEADING}{CLASS}TAGS: {many}"), |_, _| ());
        in_text(&many, |_, _| ());
    }
}

#[test]
fn a_million_words_to_be_repaired() {
    let many = |unit: &str| unit.repeat(MILLION / 10);
    in_text(&many("The harbor,s light isn,t on. "), |_, found| assert!(of(found, "comma") > MILLION / 10));
    in_text(&many("An experts, conference and countries, interests, "), |_, _| ());
    in_text(&many("the &quiet harbor8 and ,the mole, "), |_, _| ());
    in_text(&many("&quot;a&amp;amp;amp;b&#39; "), |_, found| assert!(of(found, "entity") > MILLION / 10));
    in_text(&format!("&{}", many("amp;")), |_, _| ());
    in_text(&many("caf\u{c3}\u{a9} \u{e2}\u{20ac}\u{2122}s "), |_, found| {
        assert!(of(found, "mojibake") > MILLION / 10);
    });
    in_text(&many("the con-\nference is produc-\ntion\n"), |_, _| ());
    in_text(&many("H A R B O R   L I G H T S \n"), |_, found| assert!(of(found, "spaced") > MILLION / 20));
    in_text(&many("A B "), |_, _| ());
    in_text(&many(".3358,& 285# "), |_, _| ());
}

#[test]
fn a_million_lines_that_stand_again() {
    let many = |unit: &str| unit.repeat(MILLION / 20);
    let line = "the lights of the outer mole will burn again by\n";
    in_text(&many(line), |_, found| assert!(of(found, "doubled") > MILLION / 40));
    let page = "CONFIDENTIAL\n\nPAGE 02        PORT A  00417  121430Z\n\n";
    in_text(&many(&format!("{line}{page}")), |_, _| ());
    in_text(&many(page), |_, _| ());
    asks(&format!("{HEADING}{CLASS}{}{FIELDS}1. (C) Text.\n", many("SIPDIS\n")), |found, _| {
        assert!(by(found, "CP002") > 0);
    });
    asks(
        &format!("{HEADING}{CLASS}{}", many("TAGS: PREL, PGOV\nSUBJECT: LIGHTS\nE.OM 12958: N/A\n")),
        |_, _| (),
    );
    asks(&many(&format!("{HEADING}{CLASS}")), |_, _| ());
    asks(&many("NNNN\nBT\n#0417\n"), |_, _| ());
    asks(&format!("{HEADING}{CLASS}{FIELDS}{}", many("XXXXXXXXXXXX,s light\n")), |_, _| ());
    in_text(&many("QUOTE\nBEGIN TEXT\n"), |_, _| ());
    in_text(&many("END TEXT\nUNQUOTE\n"), |_, _| ());
    in_text(&many("SUMMARY:\nEND SUMMARY.\n"), |_, _| ());
}

#[test]
fn a_million_paragraphs() {
    let count = MILLION / 10;
    let all = |each: &dyn Fn(usize) -> String| (3..count).map(each).collect::<String>();
    for mark in ["", "(C) ", "(S) ", "(TS//NF) ", "(U) ", "(Q) ", "((S) ", "(C "] {
        in_text(&all(&|number| format!("{number}. {mark}A lamp.\n\n")), |_, _| ());
    }
    in_text(&all(&|number| format!("{}. (C) A lamp.\n\n", count - number)), |_, _| ());
    in_text(&all(&|number| format!("{}. (C) A lamp.\n\n", number % 7 + 1)), |_, _| ());
    in_text(&all(&|number| format!("{}. (C) Lamps:\n(a) one\n(b) two\n-- three\n\n", number)), |_, _| ());
    in_text(
        &all(&|number| format!("{number}. (S) REF {} SAYS SO, AND PARA {number}.\n\n", 'A')),
        |found, _| {
            assert!(by(found, "CL003") > 100);
        },
    );
}

#[test]
fn a_million_entries_of_a_field() {
    let count = MILLION / 10;
    let all = |each: &dyn Fn(usize) -> String| (1..count).map(each).collect::<String>();
    let field =
        |text: String| asks(&format!("{HEADING}{CLASS}{text}\n\n1. (C) Text. Ref A and ref C.\n"), |_, _| ());
    let letters = |number: usize| format!("{}{}", char::from(b'A' + (number % 26) as u8), number / 26 % 26);
    field(format!("TAGS: {}", all(&|number| format!("{}EL, ", letters(number)))));
    field(format!("TAGS: {}", "PRELPGOV".repeat(count)));
    field(format!("TAGS: {}", "OVIP (WEAVER, ANN), ".repeat(count)));
    field(format!("TAGS: PREL\nSUBJECT: {}", "FRANCE AND GERMANY ON COUNTERTERRORISM ".repeat(count)));
    field(format!(
        "TAGS: PREL\nREF: {}",
        all(&|number| format!("{}) STATE {number} ", char::from(b'A' + (number % 26) as u8)))
    ));
    field(format!("TAGS: PREL\nREF: {}", all(&|number| format!("06 PARIS {number}, "))));
    field(format!(
        "TAGS: PREL\n{}",
        "Classified By: DCM A. Ellery, reasons 1.4 (b), (d) and (x).\n".repeat(count / 4)
    ));
    field(format!("E.OM 12958: {}", "DECL: 03/12/2017 ".repeat(count)));
    let addressees = all(&|number| format!("AMEMBASY PARIS PRIORITY {number:04}\nRUEHQX/AMEMBASSY ROME\n"));
    asks(
        &format!(
            "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO AMEMBASSY PARIS\n{addressees}{CLASS}{FIELDS}1. (C) Text.\n"
        ),
        |_, _| (),
    );
    let words = "AA ".repeat(count);
    asks(&format!("{HEADING}TO SECSTATE WASHDC {words}1A\n{CLASS}{FIELDS}1. (C) Text.\n"), |_, _| ());
    let routed = all(&|number| format!("PP RUEH{}\n", letters(number)));
    asks(
        &format!("VZCZCQXO0231\n{routed}DE RUEHQX #0417 0711436\nZNY CCCCC ZZH\n{HEADING}{CLASS}"),
        |_, _| (),
    );
    let dates = all(&|number| {
        format!("On March {}, {} and February 30 they met. ", number % 31 + 1, 1900 + number % 120)
    });
    in_text(&dates, |_, _| ());
    in_text(
        &"He said that countries, interests, experts, conferences, and ministers, papers ".repeat(count),
        |_, _| (),
    );
}

#[test]
fn ten_thousand_sections() {
    let mut text = String::new();
    for section in (1..=10_000).rev() {
        let number = section % 999 + 1;
        text.push_str(&format!(
            "VZCZCQXO0231\nPP RUEHC\nDE RUEHQX #0417/{:02} 0711436\nZNY CCCCC ZZH\n{HEADING}BT\n\
             C O N F I D E N T I A L SECTION {number:02} OF 999 PORT ALDER 000417\n\n{section}. (C) Text.\n\nBT\n#0417\nNNNN\n",
            number % 100
        ));
    }
    asks(&text, |found, _| assert!(!found.is_empty()));
}

#[test]
fn all_byte_values() {
    let bytes = |many: &[u8]| {
        let options = Options::default();
        let telegram = Telegram::read(many, Attributes::default(), &options);
        let asked = Look::new(&telegram, &options);
        look(&asked, &Settings::default());
        repair::apply(many, &repair::propose(&asked));
    };
    bytes(&(0..=u8::MAX).cycle().take(MILLION * 4).collect::<Vec<_>>());
    for byte in 0..=u8::MAX {
        let many = vec![byte; MILLION / 10];
        bytes(
            &[HEADING.as_bytes(), CLASS.as_bytes(), FIELDS.as_bytes(), &many, b"\n1. (C) Text.\n"].concat(),
        );
    }
}
