//! The syntax: which line of a text is what, for all eras and sources. Nothing is lost: the lines tile the text.

mod afterwards;
mod below;
mod continues;
mod ends;
mod fields;
mod forms;
pub(crate) mod gates;
mod kind;
pub(crate) mod labels;
mod lines;
pub(crate) mod noise;
mod pieces;
mod plain;
mod run_in;
mod scan;
mod stamps;
mod stations;
mod tree;
mod unroll;
mod zones;

pub(crate) use fields::marked_subject;
pub use kind::Kind;
pub(crate) use kind::Kinds;
pub use lines::Line;
pub(crate) use lines::{each_line, has_pilcrow, is_odd, pilcrow_sign, trim};
pub(crate) use stamps::margin_codes;
pub(crate) use stations::{without_section, without_series};
pub use tree::{Node, Tree};

use chancery_registry::Registry;
use std::ops::Range;

/// The lines of a telegram's source text, each with its kind. They follow each other without gap or overlap.
#[derive(Clone, Debug)]
pub struct Syntax<'s> {
    src: &'s [u8],
    lines: Vec<Line>,
    others: Vec<u32>,
    kinds: Kinds,
    next_heading: bool,
    attributes: Option<usize>,
    odd: bool,
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

    /// The lines that may be more than text, attribute or blank, in order, with their indices: a few of all that a telegram
    /// has. What is none of those three is among them.
    pub(crate) fn others(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Line)> {
        let from = self.others.partition_point(|&index| (index as usize) < range.start);
        let others = self.others[from..].iter().map(|&index| index as usize);
        others.take_while(move |&index| index < range.end).map(|index| (index, &self.lines[index]))
    }

    /// True where a line is one of a heading, an end or attributes: more than running text and what pages have at their edges.
    pub fn is_headed(&self) -> bool {
        let plain = |kind: Kind| matches!(kind, Kind::Text | Kind::Preamble) || kind.is_furniture();
        self.lines.iter().any(|line| !plain(line.kind))
    }

    /// The kinds that its lines have.
    pub(crate) fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Does a line that can begin a heading follow some line of the text?
    pub(crate) fn has_next_heading(&self) -> bool {
        self.next_heading
    }

    /// Has the text a byte that an ordinary copy has not: a control character, or one beyond ASCII?
    pub(crate) fn has_odd(&self) -> bool {
        self.odd
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
