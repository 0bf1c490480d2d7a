//! The tree of a telegram: indented lines for people, one JSON object a line for machines.

use crate::look::{Ink, Look};
use chancery_telegram::record::Source;
use chancery_telegram::syntax::Tree;
use std::io::{self, Write};

/// Writes a tree for people: kind, span and, for what has nothing in it, the text, a line a node.
pub fn write(source: &Source<'_>, tree: &Tree<'_>, look: &Look<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut line = String::new();
    look.put(Ink::Faint, &crate::words::place(source), &mut line);
    line.push('\n');
    for (index, node) in tree.nodes().iter().enumerate() {
        line.extend(std::iter::repeat_n("  ", node.depth.into()));
        let leaf = tree.is_leaf(index);
        let quiet = matches!(node.kind, "space" | "line-end" | "blank");
        let ink = match leaf {
            _ if quiet => Ink::Faint,
            true => Ink::Plain,
            false => Ink::Bold,
        };
        look.put(ink, node.kind, &mut line);
        look.put(Ink::Faint, &format!(" @{}..{}", node.span.start, node.span.end), &mut line);
        if leaf {
            let text = format!(" {:?}", String::from_utf8_lossy(tree.text(node)));
            look.put(if quiet { Ink::Faint } else { Ink::Plain }, &text, &mut line);
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
        line.clear();
    }
    Ok(())
}

/// Writes a tree for machines, on a line with its end: `{"source": ..., "length": ..., "root": {"kind", "span", "children"}}`.
/// The length and the spans are in bytes of the telegram. It gives the errors of `out`, and none of its own.
pub fn write_json(source: &Source<'_>, tree: &Tree<'_>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"{\"source\":")?;
    serde_json::to_writer(&mut *out, source)?;
    write!(out, ",\"length\":{},\"root\":", tree.source().len())?;
    let mut open: usize = 0;
    for node in tree.nodes() {
        let depth = usize::from(node.depth);
        let sibling = open > depth;
        while open > depth {
            out.write_all(b"]}")?;
            open -= 1;
        }
        if sibling {
            out.write_all(b",")?;
        }
        write!(
            out,
            "{{\"kind\":\"{}\",\"span\":[{},{}],\"children\":[",
            node.kind, node.span.start, node.span.end
        )?;
        open = depth + 1;
    }
    while open > 0 {
        out.write_all(b"]}")?;
        open -= 1;
    }
    out.write_all(b"}\n")
}
