//! Every property on made-up bytes of three kinds, and on everything that the fuzzers have kept.

use chancery_properties::ALL;
use chancery_synth::{Form, telegram};
use proptest::prelude::*;
use std::fmt;
use std::fs;
use std::path::Path;

/// What telegrams are made of, so that random texts reach the readers of fields.
const PIECES: [&str; 64] = [
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  ",
    "\t",
    "\u{c}",
    "\0",
    ",",
    ".",
    ":",
    "(",
    ")",
    "[",
    "]",
    "/",
    "-",
    "--",
    "#",
    "1. ",
    "(S) ",
    "(C/NF) ",
    "A. ",
    "VZCZCQXO0231\n",
    "PP RUEHC RUEHQX\n",
    "DE RUEHQX #0417/01 0711436\n",
    "ZNY CCCCC ZZH\n",
    "P 121430Z MAR 07\n",
    "FM AMEMBASSY PORT ALDER\n",
    "TO RUEHC/SECSTATE WASHDC PRIORITY 3945\n",
    "INFO ",
    "XMT ",
    "BT\n",
    "C O N F I D E N T I A L ",
    "SECTION 01 OF 02 ",
    "PORT ALDER 000417\n",
    "SIPDIS\n",
    "E.O. 12958: DECL: 03/12/2017\n",
    "EO 11652: GDS\n",
    "TAGS: PREL, PGOV, XQ\n",
    "SUBJECT: ",
    "REF: A) TALLINN 366 B) DESK OFFICER EMAIL 05/11/07\n",
    "73 STATE 1",
    "Classified By: Political Counselor A. Ellery, reasons 1.4 (b) and (d).\n",
    "Summary: ",
    "End summary.\n",
    "QUOTE\n",
    "UNQUOTE\n",
    "BEGIN TEXT\n",
    "XXXXXXXXXXXX",
    "PAGE 02        STATE  191610  111516Z\n",
    "CONFIDENTIAL\n",
    "ACTION EUR-25\n",
    "INFO OCT-01 /034 W\n",
    "Message Text\n",
    "Message Attributes\n",
    "Draft Date: 12 mar 1979\n",
    "MRN: 10 BERLIN 1052\n",
    "&quot;",
    "\u{e2}\u{20ac}\u{2122}",
    "é",
    "#0417\n",
    "NNNN\n",
    "0123456789",
];

/// Bytes that a failing test shows as text.
#[derive(Clone)]
struct Source(Vec<u8>);

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

fn run(src: &[u8]) {
    for (_, property) in ALL {
        property(src);
    }
}

/// Bytes in which telegrams' pieces stand in any order, with some noise between.
fn pieces() -> impl Strategy<Value = Source> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
        1 => "[A-Z0-9]{1,8}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| Source(pieces.concat()))
}

/// A made-up telegram of which a stretch is lost, doubled or overwritten.
fn broken_telegrams() -> impl Strategy<Value = Source> {
    let form = prop::sample::select(&Form::ALL[..]);
    (form, any::<u64>(), any::<prop::sample::Index>(), 0..400_usize, 0..3_u8, any::<u8>()).prop_map(
        |(form, seed, at, length, what, byte)| {
            let mut text = telegram(form, seed, 0).into_bytes();
            text.truncate(8000);
            let start = at.index(text.len());
            let end = (start + length).min(text.len());
            match what {
                0 => drop(text.drain(start..end)),
                1 => {
                    let doubled = text[start..end].to_vec();
                    text.splice(start..start, doubled);
                }
                _ => text[start..end].fill(byte),
            }
            Source(text)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hold_for_any_bytes(src in prop::collection::vec(any::<u8>(), 0..600).prop_map(Source)) {
        run(&src.0);
    }

    #[test]
    fn hold_for_pieces_in_any_order(src in pieces()) {
        run(&src.0);
    }

    #[test]
    fn hold_for_broken_telegrams(src in broken_telegrams()) {
        run(&src.0);
    }
}

/// A telegram that is cut off anywhere is read, with any line ends.
#[test]
fn hold_at_every_cut_and_with_every_line_end() {
    for form in Form::ALL {
        let text = telegram(form, 3, 1);
        let text: Vec<&str> = text.lines().take(60).collect();
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let lines = text.join(end);
            for (at, _) in lines.match_indices(end).step_by(3) {
                run(&lines.as_bytes()[..at]);
            }
        }
    }
}

/// What a fuzzer has found or kept holds for ever.
#[test]
fn hold_for_the_saved_corpora() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for (name, property) in ALL {
        let mut read = 0;
        for entry in fs::read_dir(corpora.join(name)).unwrap() {
            property(&fs::read(entry.unwrap().path()).unwrap());
            read += 1;
        }
        assert!(read > 0, "fuzz/corpus/{name} is empty");
    }
}
