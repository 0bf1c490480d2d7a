//! The tree: a telegram's groups, fields and pieces. Its leaves, in order, are the text, byte for byte.

use super::fields::numbered;
use super::kind::Kind;
use super::labels;
use super::lines::{Line, is_blank};
use super::pieces::{self, Pieces};
use super::{Syntax, gates};
use crate::fields::labels::{Label, label};
use crate::span::Span;

/// One node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is. The root is `telegram`; below it stand the groups `preamble`, `heading`, `body`, `ending` and
    /// `attributes`; in them the fields, named as [`Kind::name`] says, the body's blocks `paragraph` and `unnumbered`, and
    /// the furniture of pages; in a field its pieces: `label`, `value`, `level`, `section`, `mrn`, `precedence`, `group`,
    /// `order`, `number`, `mark`, `bullet`, `pilcrow`, `text`, `space`, `line-end`.
    pub kind: &'static str,
    /// Where it stands in the source.
    pub span: Span,
    /// How many nodes are above it: 0 for the root.
    pub depth: u8,
}

/// The nodes of a telegram, each before what is in it. The children of a node tile it, so that the leaves tile the text.
#[derive(Clone, Debug)]
pub struct Tree<'s> {
    src: &'s [u8],
    nodes: Vec<Node>,
}

impl<'s> Tree<'s> {
    /// The nodes, each before what is in it, in the order of the text.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// True when nothing is in the node at `index`.
    pub fn is_leaf(&self, index: usize) -> bool {
        match (self.nodes.get(index), self.nodes.get(index + 1)) {
            (Some(node), Some(next)) => next.depth <= node.depth,
            _ => true,
        }
    }

    /// The nodes that have nothing in them: put together they are the text.
    pub fn leaves(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().enumerate().filter(|&(index, _)| self.is_leaf(index)).map(|(_, node)| node)
    }

    /// The bytes of a node.
    pub fn text(&self, node: &Node) -> &'s [u8] {
        &self.src[node.span.range()]
    }

    /// The whole text.
    pub fn source(&self) -> &'s [u8] {
        self.src
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Preamble,
    Heading,
    Body,
    Ending,
    Attributes,
}

impl Group {
    fn name(self) -> &'static str {
        match self {
            Group::Preamble => "preamble",
            Group::Heading => "heading",
            Group::Body => "body",
            Group::Ending => "ending",
            Group::Attributes => "attributes",
        }
    }
}

impl<'s> Syntax<'s> {
    /// The lines as a tree, cut further into pieces.
    ///
    /// ```
    /// use chancery_registry::Registry;
    /// use chancery_telegram::syntax::parse;
    ///
    /// let tree = parse(b"TAGS: PREL, FR\n1. (U) HARBOR LIGHTS.\n", Registry::builtin()).tree();
    /// let kinds: Vec<_> = tree.leaves().map(|node| node.kind).collect();
    /// assert_eq!(
    ///     kinds,
    ///     ["label", "space", "value", "line-end", "number", "space", "mark", "space", "text", "line-end"]
    /// );
    /// ```
    pub fn tree(&self) -> Tree<'s> {
        let mut builder = Builder { syntax: self, nodes: Vec::with_capacity(self.lines().len() * 4 + 1) };
        builder.push("telegram", 0, self.source().len(), 0);
        let lines = self.lines();
        let mut begin = 0;
        while begin < lines.len() {
            let (group, end) = builder.group(begin);
            builder.push(group.name(), lines[begin].start as usize, lines[end - 1].end as usize, 1);
            builder.fields(begin, end);
            begin = end;
        }
        Tree { src: self.source(), nodes: builder.nodes }
    }
}

struct Builder<'t, 's> {
    syntax: &'t Syntax<'s>,
    nodes: Vec<Node>,
}

impl Builder<'_, '_> {
    fn push(&mut self, kind: &'static str, start: usize, end: usize, depth: u8) {
        self.nodes.push(Node { kind, span: Span::new(start, end), depth });
    }

    /// A leaf, if there is something in it.
    fn leaf(&mut self, kind: &'static str, start: usize, end: usize, depth: u8) {
        if start < end {
            self.push(kind, start, end, depth);
        }
    }

    /// The group that begins with the line at `begin`, and the line behind its last one. What a page break puts between two
    /// lines belongs to the group that goes on; at the beginning, to the first one.
    fn group(&self, begin: usize) -> (Group, usize) {
        let lines = self.syntax.lines();
        let before = self.nodes.iter().rev().find(|node| node.depth == 1).map(|node| match node.kind {
            "preamble" => Group::Preamble,
            "heading" => Group::Heading,
            "body" => Group::Body,
            "ending" => Group::Ending,
            _ => Group::Attributes,
        });
        let mut current = None;
        for (index, line) in lines.iter().enumerate().skip(begin) {
            let Some(group) = self.belongs(line, current.or(before)) else { continue };
            if current.is_some_and(|current| current != group) {
                return (current.unwrap_or(group), index);
            }
            current = Some(group);
        }
        (current.or(before).unwrap_or(Group::Body), lines.len())
    }

    /// The group that a line belongs to; none for furniture, which goes with its neighbours.
    fn belongs(&self, line: &Line, current: Option<Group>) -> Option<Group> {
        let behind_text = matches!(current, Some(Group::Body | Group::Ending));
        Some(match line.kind {
            kind if kind.is_furniture() => return None,
            Kind::Footer => return None,
            Kind::Preamble => current.unwrap_or(Group::Preamble),
            Kind::Text => Group::Body,
            Kind::Separator if behind_text => Group::Ending,
            Kind::Label if behind_text && !labels::opens_heading(self.syntax.text(line)) => Group::Ending,
            Kind::Validation | Kind::End | Kind::Trailer => Group::Ending,
            Kind::AttributesMark | Kind::Attribute => Group::Attributes,
            _ => Group::Heading,
        })
    }

    fn fields(&mut self, begin: usize, end: usize) {
        let lines = self.syntax.lines();
        let mut index = begin;
        while index < end {
            let line = lines[index];
            let stop = if line.kind.is_furniture() { index + 1 } else { self.field_end(index, end) };
            self.field(index, stop);
            index = stop;
        }
    }

    /// The line behind the last one of the field that the line at `begin` opens.
    fn field_end(&self, begin: usize, end: usize) -> usize {
        let lines = self.syntax.lines();
        let kind = lines[begin].kind;
        let mut stop = begin + 1;
        // What lies between two lines of the text: a page break goes through a sentence, a blank line alone ends a block.
        let (mut blank, mut page) = (false, false);
        for (index, line) in lines.iter().enumerate().take(end).skip(begin + 1) {
            if line.kind.is_furniture() {
                blank |= line.kind == Kind::Blank;
                page |= line.kind != Kind::Blank;
                continue;
            }
            let text = self.syntax.text(line);
            let goes_on = match kind {
                Kind::Text => (!blank || page) && numbered(text).is_none(),
                Kind::Label => !line.opens && label(text).is_none(),
                _ => !line.opens,
            };
            if line.kind != kind || !goes_on {
                break;
            }
            (blank, page) = (false, false);
            stop = index + 1;
        }
        stop
    }

    /// The lines `[begin, stop)` as one field: a leaf where it is one piece on one line.
    fn field(&mut self, begin: usize, stop: usize) {
        let lines = self.syntax.lines();
        let (first, last) = (&lines[begin], &lines[stop - 1]);
        if first.kind == Kind::Blank {
            self.leaf("blank", first.start as usize, first.end as usize, 2);
            return;
        }
        let kind = self.field_kind(first);
        let (start, end) = (first.text().start as usize, last.text_end as usize);
        self.lead(first, 2);
        let place = self.nodes.len();
        self.push(kind, start, end, 2);
        for (index, line) in lines.iter().enumerate().take(stop).skip(begin) {
            if line.kind == Kind::Blank {
                self.leaf("blank", line.start as usize, line.end as usize, 3);
                continue;
            }
            if index > begin {
                self.lead(line, 3);
            }
            self.pieces(line, index == begin);
            if index + 1 < stop {
                self.line_end(line, 3);
            }
        }
        if self.nodes.len() == place + 2 {
            self.nodes.pop();
        }
        self.line_end(last, 2);
    }

    /// What stands before a line's characters: blanks, and the paragraph mark of a web edition.
    fn lead(&mut self, line: &Line, depth: u8) {
        let (start, end) = (line.start as usize, line.text().start as usize);
        let src = self.syntax.source();
        let odd = src[start..end].iter().position(|b| !is_blank(*b)).map_or(end, |at| start + at);
        self.leaf("space", start, odd, depth);
        let rest = src[odd..end].iter().rposition(|b| !is_blank(*b)).map_or(odd, |at| odd + at + 1);
        self.leaf("pilcrow", odd, rest, depth);
        self.leaf("space", rest, end, depth);
    }

    fn field_kind(&self, line: &Line) -> &'static str {
        let text = self.syntax.text(line);
        match line.kind {
            Kind::Text if numbered(text).is_some() => "paragraph",
            Kind::Text => "unnumbered",
            Kind::Label => match label(text).map(|(label, _)| label) {
                Some(Label::Mrn) => "mrn",
                Some(Label::DateTimeGroup) => Kind::DateTime.name(),
                Some(Label::From) => Kind::From.name(),
                Some(Label::Action) => Kind::To.name(),
                Some(Label::Info) => Kind::Info.name(),
                Some(Label::Exempt) => Kind::Exempt.name(),
                Some(Label::ExecutiveOrder) => Kind::ExecutiveOrder.name(),
                Some(Label::Tags) => Kind::Tags.name(),
                Some(Label::Captions) => Kind::Caption.name(),
                Some(Label::Reference) => Kind::Reference.name(),
                Some(Label::PassLine) => Kind::Pass.name(),
                Some(Label::Subject) => Kind::Subject.name(),
                Some(Label::Signature) => "signature",
                Some(Label::DraftedBy | Label::ClearedBy | Label::ApprovedBy | Label::ReleasedBy) => {
                    Kind::Drafting.name()
                }
                Some(Label::ClassifiedBy) => Kind::ClassifiedBy.name(),
                Some(_) | None => "labelled",
            },
            kind => kind.name(),
        }
    }

    /// The pieces of a line's own characters.
    fn pieces(&mut self, line: &Line, first: bool) {
        let span = line.text();
        let mut cut = Pieces::new(self.syntax.text(line));
        if line.kind.is_furniture() || gates::starts(cut.rest(), b"Message Text") {
            cut.whole(line.kind.name());
        } else {
            pieces::cut(&mut cut, line.kind, first);
        }
        for (kind, range) in cut.pieces() {
            self.leaf(kind, span.start as usize + range.start, span.start as usize + range.end, 3);
        }
    }

    /// The blanks behind a line's characters, and its end.
    fn line_end(&mut self, line: &Line, depth: u8) {
        let src = self.syntax.source();
        let rest = &src[line.text_end as usize..line.end as usize];
        // LF, CR LF, CR CR LF, CR, a form feed, or what a copy put for them or behind them.
        let is_end = |b: &u8| matches!(b, b'\n' | b'\r' | 0x0c) || !is_blank(*b);
        let at = rest.iter().position(is_end).map_or(line.end as usize, |at| line.text_end as usize + at);
        self.leaf("space", line.text_end as usize, at, depth);
        self.leaf("line-end", at, line.end as usize, depth);
    }
}
