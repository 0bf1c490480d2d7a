//! The tree loses nothing: its leaves tile any bytes, and the children of each node tile it.

use chancery_registry::Registry;
use chancery_telegram::syntax::{Tree, parse};
use proptest::prelude::*;

fn check(src: &[u8]) {
    let syntax = parse(src, Registry::builtin());
    let tree = syntax.tree();
    let mut at = 0;
    for leaf in tree.leaves() {
        assert_eq!(leaf.span.start, at, "a gap or an overlap before {leaf:?}");
        at = leaf.span.end;
    }
    assert_eq!(at as usize, src.len());
    children_tile(&tree);
}

fn children_tile(tree: &Tree<'_>) {
    // The open nodes, each with the place up to which its children reach.
    let mut open: Vec<(u8, u32, u32)> = Vec::new();
    for (index, node) in tree.nodes().iter().enumerate() {
        while let Some(&(depth, at, end)) = open.last() {
            if depth < node.depth {
                break;
            }
            assert_eq!(at, end, "a node whose children end early");
            open.pop();
        }
        if let Some((depth, at, end)) = open.last_mut() {
            assert_eq!((*depth + 1, *at), (node.depth, node.span.start));
            assert!(node.span.end <= *end);
            *at = node.span.end;
        } else {
            assert_eq!((index, node.depth), (0, 0));
        }
        let reached = if tree.is_leaf(index) { node.span.end } else { node.span.start };
        open.push((node.depth, reached, node.span.end));
    }
}

/// Lines that telegrams have, with ends and blanks that copies have.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    const LINES: &[&[u8]] = &[
        b"VZCZCXYZ0007",
        b"PP RUEHQX",
        b"DE RUEHQX #0417/02 0711436",
        b"ZNY CCCCC ZZH",
        b"O R 121430Z MAR 07",
        b"FM AMEMBASSY PORT ALDER",
        b"TO RUEHC/SECSTATE WASHDC IMMEDIATE 1234",
        b"INFO RUEHXX/AMEMBASSY GREYHAVEN 0077",
        b"BT",
        b"C O N F I D E N T I A L SECTION 01 OF 02 PORT ALDER 000417",
        b"S E C R E T",
        b"SIPDIS",
        b"E.O. 12958: DECL: 03/12/2017",
        b"TAGS: PREL, MARR, FR",
        b"SUBJECT: HARBOR LIGHTS",
        b"REF: A) 06 STATE 3836 (NOTAL)",
        b"Classified By: CHARGE A. WEAVER. REASON 1.4 (B).",
        b"1. (C) SUMMARY: THE LIGHTS ARE LIT.",
        "¶1. (C) SUMMARY: THE LIGHTS ARE LIT.".as_bytes(),
        b"\xb6 (C) LIT.",
        b"-- one item",
        b"PAGE 02        PORT A 00417  01 OF 02  121430Z",
        b"ACTION EUR-12",
        b"INFO  OCT-01  ISO-00  /035 W",
        b"------------------121512Z 047712 /20",
        b"Message Text",
        b"Message Attributes",
        b"Concepts: n/a",
        b"MRN: 10 PORT ALDER 417",
        b"Date/DTG: Mar 12, 2010 / 121430Z MAR 10",
        b"Signature: WEAVER",
        b"#0417",
        b"NNNN",
        b"*** Current Classification *** UNCLASSIFIED",
        b"",
        b"   ",
        b"caf\xe9 \xff\x00",
        "« citée »".as_bytes(),
    ];
    const ENDS: &[&[u8]] =
        &[b"\n", b"\r\n", b"\r\r\n", b"\r", b"\x0c", b"  \n", b"\t\r\n", b"", b"\r\r\r\r\r\n"];
    let line = (0..LINES.len(), 0..ENDS.len(), 0usize..3);
    proptest::collection::vec(line, 0..60).prop_map(|lines| {
        let mut text = Vec::new();
        for (line, end, indent) in lines {
            text.extend(std::iter::repeat_n(b' ', indent));
            text.extend_from_slice(LINES[line]);
            text.extend_from_slice(ENDS[end]);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tiles_any_bytes(src in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&src);
    }

    #[test]
    fn tiles_lines_of_telegrams(src in lines()) {
        check(&src);
    }
}

#[test]
fn the_tree_of_a_telegram() {
    let src = b"FM AMEMBASSY PORT ALDER\r\n\r\nC O N F I D E N T I A L PORT ALDER 000417\nSUBJECT: HARBOR\n  LIGHTS \n\
                1. (C) LIT.\nPAGE 02        PORT A 00417  121430Z\nSO IT IS.\nNNNN";
    check(src);
    let tree = parse(src, Registry::builtin()).tree();
    let lines: Vec<String> = tree
        .nodes()
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let text = if tree.is_leaf(index) {
                format!(" {:?}", String::from_utf8_lossy(tree.text(node)))
            } else {
                String::new()
            };
            format!("{}{}{text}", "  ".repeat(node.depth.into()), node.kind)
        })
        .collect();
    assert_eq!(lines.join("\n"), include_str!("data/tree.txt").trim_end());
}
