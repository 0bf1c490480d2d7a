//! The syntax loses nothing.

use chancery_registry::Registry;
use chancery_telegram::syntax;

/// The lines of the syntax, and the leaves of the tree, put one after the other, are the input; each line's text lies in the
/// line, and each node of the tree in the source.
pub fn tree(src: &[u8]) {
    let syntax = syntax::parse(src, Registry::builtin());
    assert_eq!(syntax.source(), src, "the source is kept");
    let mut end = 0;
    for line in syntax.lines() {
        assert_eq!(line.start, end, "{line:?} does not begin where the line before ends");
        assert!(line.end > line.start, "{line:?} is empty");
        assert!(line.start <= line.text_end && line.text_end <= line.end, "{line:?} has its text elsewhere");
        assert!(line.span().holds(line.text()), "{line:?} has its text elsewhere");
        end = line.end;
    }
    assert_eq!(end as usize, src.len(), "the lines end before the source does");

    let tree = syntax.tree();
    let mut together = Vec::with_capacity(src.len());
    for leaf in tree.leaves() {
        together.extend_from_slice(tree.text(leaf));
    }
    assert!(together == src, "the leaves are not the source");
}
