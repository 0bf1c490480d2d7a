//! Two telegrams that differ only in what a reader does not see are the same to him.

use chancery_archive::access::{
    Facts, Label, MOST_VIEWS, Portion, PortionId, Reader, ViewKey, labels, portions, seen, seen_text,
    uniform, views,
};
use chancery_registry::Registry;
use chancery_synth::{Form, telegram};
use chancery_telegram::record::{Attributes, Level, Record};
use chancery_telegram::{Options, read};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn options() -> Options<'static> {
    Options { spans: true, ..Options::default() }
}

fn read_with<'s>(text: &'s [u8], facts: &Facts) -> (Record<'s>, Vec<Portion>) {
    let record = read(text, Attributes::default(), &options());
    let portions = portions(&record, text, Registry::builtin(), facts);
    (record, portions)
}

fn label(text: &str) -> Label {
    text.parse().unwrap()
}

/// What stands in a visible paragraph: words on which a reader that looks at the whole text would decide by the rest.
const VISIBLE: &[&[u8]] = &[
    b"Nine lights work again.",
    b"The keepers, union met in a keepers, conference of the harbor.",
    b"The harbor,s lights don,t work.",
    "The café at the harbor — closed — is open.".as_bytes(),
    b"The wide line of the harbor goes on and on and on until the right edge of its page and\nnext",
    b"The wide line of the harbor goes on and on and on until the right edge of its page an\n\ndone",
    b"Nothing XXXXXXXXXX here, and [...] there (b)(1).",
    b"Summary: The lights work. End summary.",
    b"Summary: The lights work and",
    b"Three things:\n-- the lights;\n-- (U) the keeper;\n-- the harbor.",
    b"See STATE 3836 and 06GREYHAVEN212.",
    b"&quot;Nine&quot; lights \x07 work.",
];

/// What stands in a hidden one: what might disturb the reading of the rest.
const HIDDEN: &[&[u8]] = &[
    b"By whom is known.",
    b"",
    b"caf\xe9 and \x93quotes\x94 in another code set",
    "façade ¿¿¿ Ã© ¶ ████".as_bytes(),
    b"XXXXXXXXXXXX [less than 1 line not declassified] (b)(1)",
    b"The harbor,s lights don,t work, I,m sure.",
    b"The wide line of the harbor goes on and on and on until the right edge of its page and\n\nthen the wide line of the harbor goes on and on and on until the right edge of its pag\n\nthen the wide line of the harbor goes on and on and on until the right edge of its page\n",
    b"Summary: It is known. End summary.",
    b"it is known. End summary.",
    b"Nine lights work again.\nNine lights work again.",
    b"things:\n-- one;\n-- (TS/NF) two;\n-- three.",
    b"BEGIN TEXT\nUNCLASSIFIED words\nEND TEXT",
    b"it is\n\nSECRET\n\nPAGE 02 RUEHPA 0417 02 OF 03\n\nknown.",
    b"it is\nUNCLASSIFIED\nknown.",
    b"words RELEASED IN FULL.",
    b"it is known.\nRELEASED IN FULL\nAnd known.",
    b"it is known.\nUNCLASSIFIED U.S. Department of State Case No. F-2011-00001 Doc No. C00000001 Date: 01/02/2013\nAnd known.",
    b"as in 07GREYHAVEN1 and STATE 11,\nREF: STATE 12",
    b"&amp; &#x000A; \x00\x01\x02",
    b"MINIMIZE CONSIDERED.",
    b"SUBJECT: NOT THIS ONE",
    b"it is known.\nSUBJECT: NOT THIS ONE\nTAGS: XQ\nE.O. 12958: N/A\n",
    b"it is known.\nREF: (A) STATE 1; (B) STATE 2\nCLASSIFIED BY: AMBASSADOR ROWAN, REASON 1.4(B)\n",
    b"it is known in CONFIDENTIAL PORT ALDER 12.\nNODIS stays.\n",
    b"it is (C) known (TS).\n(U) Known.\n",
    b"it is known.\n\nBut nobody asked.\n\nnine   9   nineteen\n",
];

/// The text: a class line of SECRET, marked paragraphs with even numbers for the visible ones, others between them.
fn text(level: &str, visible: &[(usize, bool)], hidden: &[Vec<usize>], mark: &str) -> Vec<u8> {
    let mut text = format!(
        "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\n\
         {level} PORT ALDER 000417\n\nSIPDIS\n\nE.O. 12958: DECL: 03/12/2017\nTAGS: PREL\n\
         SUBJECT: (U) HARBOR LIGHTS\n\nREF: GREYHAVEN 212\n\n"
    )
    .into_bytes();
    let mut number = 2;
    let paragraph = |number: usize, mark: &str, words: &[u8], text: &mut Vec<u8>| {
        text.extend_from_slice(format!("{number}. ({mark}) ").as_bytes());
        text.extend_from_slice(words);
        text.extend_from_slice(b"\n\n");
    };
    for (index, (words, headed)) in visible.iter().enumerate() {
        for words in hidden.get(index).into_iter().flatten() {
            paragraph(number - 1, mark, HIDDEN[*words], &mut text);
        }
        if *headed && mark == "S/NF" {
            text.extend_from_slice(b"Harbor and Lights\n-----------------\n\n");
        }
        paragraph(number, "U", VISIBLE[*words], &mut text);
        number += 2;
    }
    for words in hidden.get(visible.len()).into_iter().flatten() {
        paragraph(number - 1, mark, HIDDEN[*words], &mut text);
    }
    text.extend_from_slice(b"WEAVER\nBT\n#0417\nNNNN\n");
    text
}

fn same_to(reader: &Reader, one: &[u8], other: &[u8]) -> Result<(), TestCaseError> {
    let facts = Facts::default();
    let (first, first_portions) = read_with(one, &facts);
    let (second, second_portions) = read_with(other, &facts);
    let texts = [seen_text(one, &first_portions, reader), seen_text(other, &second_portions, reader)];
    let lossy =
        |text: &Option<Vec<u8>>| String::from_utf8_lossy(text.as_deref().unwrap_or_default()).into_owned();
    prop_assert_eq!(lossy(&texts[0]), lossy(&texts[1]), "the visible text differs");
    let views = [
        seen(&first, one, &options(), &first_portions, reader),
        seen(&second, other, &options(), &second_portions, reader),
    ];
    prop_assert_eq!(
        serde_json::to_string_pretty(&views[0]).unwrap(),
        serde_json::to_string_pretty(&views[1]).unwrap(),
        "the view differs: {} // {}",
        String::from_utf8_lossy(one),
        String::from_utf8_lossy(other)
    );
    prop_assert_eq!(&views[0], &views[1]);
    Ok(())
}

fn hidden_paragraphs() -> impl Strategy<Value = Vec<Vec<usize>>> {
    vec(vec(0..HIDDEN.len(), 0..3), 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written, added or left out in paragraphs above a reader's level.
    #[test]
    fn hidden_paragraphs_do_not_interfere(
        visible in vec((0..VISIBLE.len(), any::<bool>()), 1..5),
        first in hidden_paragraphs(),
        second in hidden_paragraphs(),
        (level, mark, reader) in select(vec![
            ("S E C R E T", "S", "U"),
            ("S E C R E T", "S/NF", "S"),
            ("S E C R E T", "TS", "S"),
            ("UNCLAS", "C", "U"),
            ("S E C R E T NODIS", "S", "C//NODIS"),
        ]),
    ) {
        let reader: Reader = reader.parse().unwrap();
        // The last paragraph is a visible one, so that a signature is one in both.
        let one = text(level, &visible, &first, mark);
        let other = text(level, &visible, &second, mark);
        same_to(&reader, &one, &other)?;
    }

    /// Made-up telegrams, whose hidden paragraphs get other words, redactions and references of any length.
    #[test]
    fn hidden_words_do_not_interfere(seed in any::<u64>(), other in any::<u64>(), level in select(vec!["U", "C"])) {
        let reader: Reader = level.parse().unwrap();
        let one = telegram(Form::Teletype, seed, 0).into_bytes();
        let facts = Facts::default();
        let (record, portions) = read_with(&one, &facts);
        let mut changed = Vec::with_capacity(one.len());
        let mut at = 0;
        for (block, portion) in record.body.iter().zip(portions.iter().filter(|p| matches!(p.id, PortionId::Block(_)))) {
            // Words in the middle of the first line behind number and mark.
            if reader.sees(&portion.label) || block.number.is_none() || block.text.len() < 120 {
                continue;
            }
            let from = block.span.start as usize + 24;
            let words = HIDDEN[(other % HIDDEN.len() as u64) as usize];
            let plain = words.iter().take_while(|b| **b != b'\n').count();
            changed.extend_from_slice(&one[at..from]);
            changed.extend_from_slice(&words[..plain]);
            at = from;
        }
        changed.extend_from_slice(&one[at..]);
        same_to(&reader, &one, &changed)?;
    }

    /// Tiles cover any text; `uniform` and `labels` say what the portions have; readers of a view's label see what it shows.
    #[test]
    fn portions_cover_any_text(
        visible in vec((0..VISIBLE.len(), any::<bool>()), 0..4),
        hidden in hidden_paragraphs(),
        noise in vec(any::<u8>(), 0..40),
        at in any::<prop::sample::Index>(),
        released in any::<bool>(),
        level in select(vec!["S E C R E T", "UNCLAS", "C O N F I D E N T I A L NOFORN", ""]),
        mark in select(vec!["S", "S/NF", "C/QQ", "U"]),
    ) {
        let mut text = text(level, &visible, &hidden, mark);
        let at = at.index(text.len());
        text.splice(at..at, noise);
        let facts = Facts { released, ..Facts::default() };
        let (record, portions) = read_with(&text, &facts);
        let mut tiles: Vec<_> = portions.iter().flat_map(|p| p.tiles.iter().copied()).collect();
        tiles.sort_unstable();
        let mut end = 0;
        for tile in tiles {
            prop_assert_eq!(tile.start as usize, end);
            end = tile.end as usize;
        }
        prop_assert_eq!(end, text.len());
        let mut made: Vec<Label> = portions.iter().filter(|p| p.id.has_label()).map(|p| p.label).collect();
        made.sort_unstable();
        made.dedup();
        let told = labels(&record, &facts);
        prop_assert!(made.iter().all(|label| told.contains(label)));
        match uniform(&record, &facts) {
            Some(label) => prop_assert_eq!(&made, &[label]),
            None => prop_assert!(!released),
        }
        for view in views(&[told]) {
            let reader = Reader::cleared(view.shown);
            if view.matches(&reader) {
                prop_assert!(seen(&record, &text, &options(), &portions, &reader).is_some());
            }
        }
    }

    /// Exactly one view for each reader who sees anything; it shows what he sees and hides what he does not.
    #[test]
    fn one_view_for_each_reader(
        variants in vec(vec(any_label(), 0..6), 0..4),
        readers in vec(any_label(), 1..8),
    ) {
        let views = views(&variants);
        let labels: Vec<Label> = variants.iter().flatten().copied().collect();
        prop_assert!(views.len() <= MOST_VIEWS);
        for own in readers {
            let reader = Reader::cleared(own);
            let matching: Vec<&ViewKey> = views.iter().filter(|view| view.matches(&reader)).collect();
            let visible: Vec<Label> = labels.iter().copied().filter(|label| reader.sees(label)).collect();
            prop_assert!(matching.len() <= 1, "{matching:?}");
            // Merged labels are denied to more.
            if let Some(view) = matching.first() {
                prop_assert!(own.dominates(view.shown));
                prop_assert!(!visible.is_empty());
            }
            let mut distinct = labels.clone();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() <= 4 {
                prop_assert_eq!(matching.len(), usize::from(!visible.is_empty()));
                if let Some(view) = matching.first() {
                    prop_assert_eq!(Some(view.shown), visible.into_iter().reduce(Label::join));
                }
            }
        }
        prop_assert_eq!(views.iter().filter(|view| view.matches(&Reader::Owner)).count(), usize::from(!labels.is_empty()));
        for view in &views {
            prop_assert_eq!(&view.to_string().parse::<ViewKey>().unwrap(), view);
        }
    }

    /// The order of labels is that of a lattice.
    #[test]
    fn labels_are_a_lattice(a in any_label(), b in any_label(), c in any_label()) {
        let join = a.join(b);
        prop_assert!(join.dominates(a) && join.dominates(b));
        prop_assert!(a.dominates(a.meet(b)) && b.dominates(a.meet(b)));
        prop_assert_eq!(c.dominates(join), c.dominates(a) && c.dominates(b));
        prop_assert_eq!(a.dominates(b) && b.dominates(a), a == b);
        prop_assert_eq!(a.to_string().parse::<Label>().unwrap(), a);
    }
}

fn any_label() -> impl Strategy<Value = Label> {
    let level =
        select(vec![Level::Unclassified, Level::Sbu, Level::Confidential, Level::Secret, Level::TopSecret]);
    let caveats = vec(select(vec!["NOFORN", "ORCON", "NODIS", "EXDIS", "UNKNOWN CAVEAT"]), 0..3);
    (level, caveats).prop_map(|(level, caveats)| label(&format!("{}//{}", level.as_str(), caveats.join("/"))))
}
