//! Inputs made to be slow. Nothing is timed: where work grew with the square of a size, a test here would run for minutes
//! or hours, and nobody would miss it.

use chancery_registry::Registry;
use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{Options, read, syntax};

/// A heading that a reader takes for one.
const HEADING: &str = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO RUEHC/SECSTATE WASHDC 5120\n";
const CLASS: &str = "C O N F I D E N T I A L PORT ALDER 000417\n\nSIPDIS\n\nE.O. 12958: DECL: 03/12/2017\n";

/// Tests without optimisation get a fifth of the size; a square of that is still hours.
const MILLION: usize = if cfg!(debug_assertions) { 200_000 } else { 1_000_000 };

/// Reads the text with places, after its lines were found to tile it, and gives the record to `look`.
fn reads(text: &str, look: impl FnOnce(&Record<'_>)) {
    let lines = syntax::parse(text.as_bytes(), Registry::builtin());
    let sum: usize = lines.lines().iter().map(|line| line.span().len()).sum();
    assert_eq!(sum, text.len());
    let options = Options { spans: true, ..Options::default() };
    look(&read(text.as_bytes(), Attributes::default(), &options));
}

#[test]
fn one_line_of_fifty_megabytes() {
    let length = if cfg!(debug_assertions) { 10_000_000 } else { 50_000_000 };
    reads(&"WORD ".repeat(length / 5), |record| assert!(record.mrn.is_none()));
    reads(&"A".repeat(length), |record| assert!(record.tags.is_empty()));
    reads(&format!("{HEADING}{CLASS}1. (C) {}\n", "word ".repeat(length / 5)), |record| {
        assert!(record.mrn.is_some());
    });
    // Codes in the margin of one line, and columns of one row.
    let stamp = "UNCLASSIFIED U.S. Department of State Case No. F-2031-00417\n";
    reads(&format!("{stamp}{HEADING}{CLASS}1. (C) {}\n", "word    B1".repeat(length / 10)), |record| {
        assert!(record.mrn.is_some());
    });
}

#[test]
fn one_long_line_of_each_field() {
    let long = "PREL, PORT ALDER 417; ".repeat(MILLION / 20);
    let labels = [
        "TAGS: ",
        "SUBJECT: ",
        "REF: ",
        "TO ",
        "INFO ",
        "FM ",
        "E.O. 12958: DECL: ",
        "Classified By: ",
        "ACTION ",
        "INFO EUR-25 ",
        "DRAFTED BY ",
        "R 121430Z MAR 07 ",
        "ZNY ",
        "PP ",
        "DE ",
        "VZCZC",
        "PAGE 02 ",
        "XMT ",
        "DEPT PASS ",
        "S E C R E T ",
        "1. (S) Summary: ",
        "MRN: ",
        "BT ",
        "#",
        "-----",
        "(",
        "Message Attributes\nSubject: ",
    ];
    for label in labels {
        reads(&format!("{HEADING}{CLASS}{label}{long}\n\n1. TEXT.\n"), |_| ());
        reads(&format!("{label}{long}\n"), |_| ());
    }
}

#[test]
fn a_million_of_one_character() {
    for unit in [
        "(", ")", "[", "]", "[[", "((S) ", ",", ", ", ".", "-", "- ", "--\n", "/", "#", "*", "&", "&#", "\"",
        "'", "X", "X ", "0", "1 ", "1.", "1. ", "A. ", "(A) ", "a) ", "\n", "\r", "\r\r\n", " \n", "\t",
        "\u{c}", "\0", "é", "\u{fffd}", "\u{feff}", "\u{a0}", "¶", "¶ ", "¶ (",
    ] {
        let many = unit.repeat(MILLION);
        reads(&many, |_| ());
        reads(&format!("{HEADING}{CLASS}TAGS: {many}"), |_| ());
        // A whole heading on one line.
        reads(&format!("UNCLAS PORT ALDER 417 E.O. 12958: N/A TAGS: PREL SUBJECT: {many}"), |_| ());
        reads(&format!("{HEADING}{CLASS}\n1. (C) {many}"), |_| ());
    }
}

#[test]
fn a_million_lines_of_one_kind() {
    for line in [
        "RUEHQX/AMEMBASSY PORT ALDER PRIORITY 0417\n",
        "AMEMBASSY PARIS\n",
        "TO RUEHC/SECSTATE WASHDC 5120\n",
        "INFO AMEMBASSY ROME\n",
        "TAGS: PREL, PGOV\n",
        "PREL PGOV PARM\n",
        "REF: STATE 30177\n",
        "A. ROME 3306\n",
        "SUBJECT: LIGHTS\n",
        "SIPDIS\n",
        "E.O. 12958: N/A\n",
        "Classified By: DCM A. Ellery, reasons 1.4 (b).\n",
        "BT\n",
        "NNNN\n",
        "#0417\n",
        "ZNR UUUUU ZZH\n",
        "VZCZCQXO0231\n",
        "PP RUEHC\n",
        "DE RUEHQX #0417 0711436\n",
        "R 121430Z MAR 07\n",
        "FM AMEMBASSY PORT ALDER\n",
        "UNCLASSIFIED\n",
        "PAGE 02  PORT ALDER 00417  121430Z\n",
        "C O N F I D E N T I A L PORT ALDER 000417\n",
        "ACTION EUR-25\n",
        "INFO  OCT-01  ISO-00\n",
        "DRAFTED BY EUR:AELLERY\n",
        "APPROVED BY EUR:JJESSOP\n",
        "1. (C) Text.\n",
        "-- item\n",
        "Summary:\n",
        "End summary.\n",
        "QUOTE\n",
        "UNQUOTE\n",
        "BEGIN TEXT\n",
        "END TEXT\n",
        "Message Text\n",
        "Message Attributes\n",
        "Draft Date: 12 mar 1979\n",
        "XXXXXXXXXXXX\n",
        "MRN: 10 BERLIN 1052\n",
        "ELLERY\n",
        "----\n",
    ] {
        let many = line.repeat(MILLION / 10);
        reads(&many, |_| ());
        reads(&format!("{HEADING}{many}"), |_| ());
        reads(&format!("{HEADING}{CLASS}\n1. (C) Text.\n\n{many}\nELLERY\n"), |_| ());
    }
}

#[test]
fn a_million_addressees() {
    let many = "AMEMBASSY PARIS PRIORITY 0417\n".repeat(MILLION);
    reads(
        &format!("R 121430Z MAR 07\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\n{many}\nUNCLAS STATE 030177\n"),
        |record| {
            assert!(!record.to.is_empty());
        },
    );
}

#[test]
fn a_million_tags_and_references() {
    let tags = "PREL, ".repeat(MILLION);
    reads(&format!("{HEADING}{CLASS}TAGS: {tags}\nSUBJECT: LIGHTS\n"), |record| {
        assert_eq!(record.tags.len(), 1)
    });
    let references: String = (0..MILLION).map(|n| format!("STATE {n}, ")).collect();
    reads(&format!("{HEADING}{CLASS}TAGS: PREL\nREF: {references}\n\n1. (C) Text.\n"), |record| {
        assert!(!record.references.is_empty());
    });
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
    reads(&text, |record| {
        assert!(record.mrn.is_some());
        assert_eq!(record.sections.as_ref().and_then(|sections| sections.of), Some(999));
    });
}

#[test]
fn quotations_in_quotations() {
    let open = "QUOTE\nBEGIN TEXT\n\"(\n[\n".repeat(MILLION / 4);
    let close = "]\n)\"\nEND TEXT\nUNQUOTE\n".repeat(MILLION / 4);
    reads(&format!("{HEADING}{CLASS}\n1. (C) Text.\n{open}{close}"), |_| ());
    reads(&open, |_| ());
    reads(&close, |_| ());
}

#[test]
fn many_notes_before_the_last_paragraph() {
    let notes = "NOTE BY OC/T: NOT PASSED ABOVE ADDRESSES.\n".repeat(MILLION / 4);
    reads(&format!("{HEADING}{CLASS}\n1. (C) Text.\n{notes}2. (C) Text.\n"), |_| ());
}

#[test]
fn a_line_of_many_clauses() {
    for clause in ["DEPT POUCH SUVA. ", "LIMA FOR DCM, ", "FOR USDELS; ", "FROM WEAVER. "] {
        let line = format!("DEPT PASS USTR. {}", clause.repeat(MILLION / 4));
        reads(&format!("{HEADING}{CLASS}\n{line}\n1. (C) Text.\n"), |_| ());
        reads(&line, |_| ());
    }
}

#[test]
fn all_byte_values() {
    let all: Vec<u8> = (0..=u8::MAX).cycle().take(MILLION * 4).collect();
    let record = read(&all, Attributes::default(), &Options::default());
    assert!(record.mrn.is_none());
    for byte in 0..=u8::MAX {
        let many = vec![byte; MILLION / 10];
        read(&many, Attributes::default(), &Options::default());
        let inside = [HEADING.as_bytes(), CLASS.as_bytes(), &many, b"\n1. (C) Text.\n"].concat();
        read(&inside, Attributes::default(), &Options::default());
    }
}
