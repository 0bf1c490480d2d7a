//! The syntax: which line of a text is what, for all eras and sources. Nothing is lost: the lines tile the text.

mod continues;
mod fields;
mod forms;
pub(crate) mod gates;
mod kind;
pub(crate) mod labels;
mod lines;
pub(crate) mod noise;
mod pieces;
mod plain;
mod scan;
mod stamps;
mod tree;
mod unroll;
mod zones;

pub use kind::Kind;
pub(crate) use kind::Kinds;
pub use lines::Line;
pub use tree::{Node, Tree};

use chancery_registry::Registry;

/// The lines of a telegram's source text, each with its kind. They follow each other without gap or overlap.
#[derive(Clone, Debug)]
pub struct Syntax<'s> {
    src: &'s [u8],
    lines: Vec<Line>,
    kinds: Kinds,
    next_heading: bool,
    attributes: Option<usize>,
}

impl<'s> Syntax<'s> {
    /// The source text.
    pub fn source(&self) -> &'s [u8] {
        self.src
    }

    /// The lines, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The kinds that its lines have.
    pub(crate) fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Does a line that can begin a heading follow some line of the text?
    pub(crate) fn has_next_heading(&self) -> bool {
        self.next_heading
    }

    /// The lines from the first mark on that attributes follow, as far as the text's end; none without attributes.
    pub(crate) fn attributes(&self) -> &[Line] {
        self.attributes.and_then(|first| self.lines.get(first..)).unwrap_or_default()
    }

    /// The characters of a line without the blanks around them.
    pub fn text(&self, line: &Line) -> &'s [u8] {
        &self.src[line.text().range()]
    }
}

/// The longest text that spans can point into.
pub const MAX_LENGTH: usize = u32::MAX as usize;

/// Reads the syntax of any bytes. There is no error: what is no telegram is preamble, text or trailer.
///
/// Of a text longer than [`MAX_LENGTH`] (4 GiB) only that much is read; the sources cut long before.
///
/// ```
/// use chancery_registry::Registry;
/// use chancery_telegram::syntax::{Kind, parse};
///
/// let text = b"C O N F I D E N T I A L PORT ALDER 000417\nSIPDIS\n";
/// let syntax = parse(text, Registry::builtin());
/// let kinds: Vec<Kind> = syntax.lines().iter().map(|line| line.kind).collect();
/// assert_eq!(kinds, [Kind::Classification, Kind::Caption]);
/// ```
pub fn parse<'s>(src: &'s [u8], registry: &Registry) -> Syntax<'s> {
    let src = &src[..src.len().min(MAX_LENGTH)];
    scan::scan(src, registry)
}
