//! Format lines 1 to 4, 10, 15 and 16 (TF 4, 5).

#[allow(dead_code)]
mod cases;

use chancery_telegram::field::Field;
use chancery_telegram::fields::transmission as t;
use chancery_telegram::record::Transmission;
use serde_json::{Value, json};

type Gate = fn(&[u8]) -> bool;
type Read = for<'s> fn(&Field<'s>, &mut Transmission<'s>) -> bool;

const LINES: [(&str, Gate, Read); 10] = [
    ("1", t::is_fl1, t::read_fl1),
    ("2", t::is_fl2, t::read_fl2),
    ("3", t::is_fl3, t::read_fl3),
    ("4", t::is_fl4, t::read_fl4),
    ("10", t::is_fl10, t::read_fl10),
    ("15", t::is_fl15, t::read_fl15),
    ("16", t::is_fl16, t::read_fl16),
    ("janap", t::is_janap, t::read_janap),
    ("2, continued", t::is_indicators, t::read_indicators),
    ("signals", t::is_signals, t::read_signals),
];

#[test]
fn lines() {
    cases::check("transmission.txt", |field| {
        let line = field.as_str().as_bytes();
        let Some((name, _, read)) = LINES.iter().find(|(_, gate, _)| gate(line)) else { return Value::Null };
        let mut transmission = Transmission::default();
        assert!(read(field, &mut transmission));
        json!({ "line": name, "says": transmission })
    });
}

#[test]
fn a_gate_is_open_only_where_the_reader_reads() {
    for line in [
        "",
        "N",
        "DE",
        "ZNR",
        "#",
        "PP",
        "V",
        "GR",
        "C WA",
        "RUEHC",
        "ZZH",
        "VZCZC",
        "\u{e9}VZCZC",
        "DE RUEHC #",
    ] {
        for (name, gate, read) in LINES {
            let read = read(&Field::contiguous(line, 0), &mut Transmission::default());
            assert_eq!(gate(line.as_bytes()), read, "{name}: {line:?}");
        }
    }
}

#[test]
fn the_next_transmission_may_be_fused_to_the_end() {
    assert_eq!(t::channel_start(b"NNNNVZCZCQXO0232"), Some(4));
    assert_eq!(t::channel_start(b"NNNNMAFVZCZCQXO0232"), Some(7));
    assert_eq!(t::channel_start(b"NNNN"), None);
    assert_eq!(t::channel_start(b"VZCZCQXO0232"), Some(0));
}
