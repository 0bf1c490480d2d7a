//! The body: from its lines to blocks.

use super::lead::{self, Bullet};
use super::unwrap::Unwrap;
use super::words::ends_sentence;
use crate::fields::mark;
use crate::record::{Block, BlockKind, Item, Text};
use crate::span::Span;
use crate::text::SourceText;

/// What stands between a line and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Blank lines.
    Blank,
    /// A page break: banners, stamps, page lines.
    Page,
}

/// A line of the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyLine {
    /// Its characters, without the blanks around them.
    pub(crate) span: Span,
    /// What stands before it.
    pub(crate) gap: Gap,
}

/// Reads the blocks of a body.
pub(crate) fn blocks<'s>(source: &SourceText<'s>, lines: &[BodyLine]) -> Vec<Block<'s>> {
    let mut builder = Builder {
        source,
        lines,
        blocks: Vec::with_capacity(8),
        draft: None,
        last_number: 0,
        marked_before: false,
        last_quote_end: lines.iter().rposition(|l| quote_ends(&source.bytes()[l.span.range()])),
    };
    let mut index = 0;
    while index < lines.len() {
        index = builder.line(index);
    }
    builder.flush();
    builder.blocks
}

struct Builder<'b, 's> {
    source: &'b SourceText<'s>,
    lines: &'b [BodyLine],
    blocks: Vec<Block<'s>>,
    draft: Option<Draft<'s>>,
    last_number: u32,
    marked_before: bool,
    last_quote_end: Option<usize>,
}

struct Draft<'s> {
    block: Block<'s>,
    text: Unwrap<'s>,
    items: Vec<(Unwrap<'s>, Span)>,
    bullet: Option<Bullet>,
    lines: usize,
}

impl<'s> Builder<'_, 's> {
    fn bytes(&self, index: usize) -> &'s [u8] {
        &self.source.bytes()[self.lines[index].span.range()]
    }

    /// Takes the line at `index`, and gives the index of the next one to take.
    fn line(&mut self, index: usize) -> usize {
        let text = self.bytes(index);
        let gap = self.lines[index].gap;
        if lead::rule(text) {
            return self.rule(index);
        }
        if quote_begins(text) && self.last_quote_end.is_some_and(|end| end > index) {
            return self.quote(index);
        }
        if let Some((number, taken)) = lead::number(text) {
            if self.is_paragraph(number, text, taken, gap) {
                self.paragraph(index, number, taken);
                return index + 1;
            }
        }
        if self.is_heading(index) {
            self.flush();
            self.start(index, BlockKind::Heading, 0);
            self.flush();
            return index + 1;
        }
        if let Some((bullet, taken)) = lead::bullet(text) {
            if self.is_item(bullet, text, taken, gap) {
                self.item(index, bullet, taken);
                return index + 1;
            }
        }
        if self.begins_block(index) {
            self.flush();
            self.start(index, BlockKind::Unnumbered, 0);
        } else {
            self.go_on(index);
        }
        index + 1
    }

    /// Is `number` that of a paragraph: the next one, or a later one that its mark or its place tells?
    fn is_paragraph(&self, number: u32, text: &[u8], taken: usize, gap: Gap) -> bool {
        let rest = text[taken..].trim_ascii_start();
        let marked =
            rest.first() == Some(&b'(') && rest.len() > 2 && rest.iter().take(24).any(|&b| b == b')') && {
                let letter = rest[1].to_ascii_uppercase();
                matches!(letter, b'S' | b'C' | b'U' | b'T' | b'L')
            };
        if let Some(draft) = &self.draft {
            // Inside a list of digits the next digit is an item, unless a mark or a gap tells otherwise.
            if let Some(Bullet::Digit(last)) = draft.bullet {
                if number == last + 1 && !marked && !(number == self.last_number + 1 && gap != Gap::None) {
                    return false;
                }
            }
        }
        if self.last_number == 0 {
            // A fragment may begin at any number; a list does not begin a text.
            return number >= 1 && (number == 1 || marked || self.draft.is_none() || gap != Gap::None);
        }
        match number.checked_sub(self.last_number) {
            Some(1) => true,
            Some(2 | 3) => marked || gap != Gap::None && opens_sentence(rest),
            Some(0) => marked || text.get(taken.saturating_sub(2)).is_some_and(u8::is_ascii_uppercase),
            Some(_) => marked && gap != Gap::None,
            None => false,
        }
    }

    fn paragraph(&mut self, index: usize, number: u32, taken: usize) {
        self.flush();
        self.last_number = number;
        let text = self.bytes(index);
        let blanks = text[taken..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        self.start(index, BlockKind::Paragraph, taken + blanks);
        if let Some(draft) = &mut self.draft {
            draft.block.number = Some(number);
        }
    }

    /// Opens a block with the line at `index`, of which `skip` bytes are its number.
    fn start(&mut self, index: usize, kind: BlockKind, skip: usize) {
        let span = self.lines[index].span;
        let mut block = Block { kind, span, ..Block::default() };
        let mut from = span.start as usize + skip;
        let rest = Span::new(from, span.end as usize);
        let bytes = &self.source.bytes()[rest.range()];
        if matches!(bytes.first(), Some(b'(' | b'[' | b'{')) || skip > 0 && bytes.get(1) == Some(&b')') {
            let text = self.source.slice(rest);
            if let Some(found) = mark::read(&text, skip > 0) {
                let small_item = found.small && !(skip > 0 && self.marked_before);
                if !small_item && (text.len() == self.source.slice(rest).len()) && text.is_ascii() {
                    block.level = Some(found.level);
                    block.caveats = found.caveats.names(&text).map(|c| Text::Owned(c.into_owned())).collect();
                    block.mark =
                        Some(self.source.slice(Span::new(from + found.text.start, from + found.text.end)));
                    from += found.len;
                }
            }
        }
        if block.mark.is_none() {
            self.entire_text(rest, &mut block);
        }
        if kind == BlockKind::Paragraph {
            self.marked_before = block.mark.is_some();
        }
        let bytes = self.source.bytes();
        from += bytes[from..span.end as usize].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let rest = Span::new(from, span.end as usize);
        if let Some((len, _)) = lead::heading_words(&bytes[rest.range()]) {
            let open = usize::from(matches!(bytes[from], b'(' | b'['));
            block.heading = Some(self.source.slice(Span::new(from + open, from + len)));
        }
        let mut text = Unwrap::default();
        text.line(self.source, rest, self.ahead(index));
        self.draft = Some(Draft { block, text, items: Vec::new(), bullet: None, lines: 1 });
    }

    /// `C - ENTIRE TEXT` as a paragraph is the mark of all others; it stands as this block's own.
    fn entire_text(&self, rest: Span, block: &mut Block<'s>) {
        let bytes = &self.source.bytes()[rest.range()];
        if bytes.len() > 80 || super::words::find_ignoring_case(bytes, b"ENTIRE TEXT").is_none() {
            return;
        }
        let text = self.source.slice(rest);
        if let Some(found) = mark::entire_text(&text) {
            block.level = Some(found.level);
            block.caveats = found.caveats.names(&text).map(|c| Text::Owned(c.into_owned())).collect();
            let start = rest.start as usize;
            block.mark = Some(self.source.slice(Span::new(start + found.mark.start, start + found.mark.end)));
        }
    }

    /// A guess of how much text follows in this block, so that it is not moved often.
    fn ahead(&self, index: usize) -> usize {
        let until = self.lines.len().min(index + 12);
        self.lines[until - 1].span.end.saturating_sub(self.lines[index].span.end) as usize
    }

    fn is_item(&self, bullet: Bullet, text: &[u8], taken: usize, gap: Gap) -> bool {
        let last = self.draft.as_ref().and_then(|d| d.bullet);
        match (bullet, last) {
            (Bullet::Dash, Some(_)) => true,
            // A dash that goes on a sentence is none of a list: the line before has to end, or the list to be spaced.
            (Bullet::Dash, None) => {
                text.starts_with(b"--")
                    || gap != Gap::None
                    || self.draft.as_ref().is_none_or(|d| ends_sentence(d.text_bytes()))
            }
            (Bullet::Letter(n), Some(Bullet::Letter(m))) => n == m + 1 || n == 1,
            (Bullet::Digit(n), Some(Bullet::Digit(m))) => n == m + 1 || n == 1,
            (Bullet::Letter(1), _) => text[0] == b'(' || opens_sentence(&text[taken..]),
            (Bullet::Digit(1), _) => true,
            _ => false,
        }
    }

    fn item(&mut self, index: usize, bullet: Bullet, taken: usize) {
        let span = self.lines[index].span;
        let ahead = self.ahead(index);
        let draft = self.draft.get_or_insert_with(|| Draft {
            block: Block { kind: BlockKind::List, span, ..Block::default() },
            text: Unwrap::default(),
            items: Vec::new(),
            bullet: None,
            lines: 0,
        });
        if draft.items.is_empty() {
            inline_item(self.source, draft, bullet);
        }
        draft.text.break_line();
        draft.text.line(self.source, span, ahead);
        let mut text = Unwrap::default();
        let own = Span::new(span.start as usize + taken, span.end as usize);
        text.line(self.source, own, 0);
        draft.items.push((text, own));
        draft.bullet = Some(bullet);
        draft.block.span = draft.block.span.to(span);
        draft.lines += 1;
    }

    /// Does a new block begin here, without number or mark? After a blank line, when the text before has come to an end.
    fn begins_block(&self, index: usize) -> bool {
        let Some(draft) = &self.draft else { return true };
        let text = self.bytes(index);
        match self.lines[index].gap {
            Gap::None => false,
            Gap::Page => false,
            Gap::Blank => {
                let before = index.checked_sub(1).map_or(&b""[..], |i| self.bytes(i));
                let ended = ends_sentence(before) || draft.block.kind == BlockKind::Heading;
                ended && (!text[0].is_ascii_lowercase()) || begins_with_mark(text)
            }
        }
    }

    fn go_on(&mut self, index: usize) {
        let span = self.lines[index].span;
        let Some(draft) = &mut self.draft else { return self.start(index, BlockKind::Unnumbered, 0) };
        draft.text.line(self.source, span, 0);
        draft.block.span = draft.block.span.to(span);
        draft.lines += 1;
        if let Some((text, own)) = draft.items.last_mut() {
            text.line(self.source, span, 0);
            *own = own.to(span);
        }
    }

    /// A line on its own that names what follows: ruled, or before a numbered paragraph, or between blank lines.
    fn is_heading(&self, index: usize) -> bool {
        let text = self.bytes(index);
        if !lead::heading_shape(text) || lead::number(text).is_some() || lead::bullet(text).is_some() {
            return false;
        }
        let alone_before = self.draft.is_none()
            || self.lines[index].gap != Gap::None
                && index
                    .checked_sub(1)
                    .is_none_or(|i| ends_sentence(self.bytes(i)) || lead::rule(self.bytes(i)));
        let Some(next) = self.lines.get(index + 1) else { return false };
        let next_text = &self.source.bytes()[next.span.range()];
        if lead::rule(next_text) {
            return next.gap == Gap::None || alone_before;
        }
        if !alone_before {
            return false;
        }
        let numbered = lead::number(next_text)
            .is_some_and(|(n, taken)| self.is_paragraph(n, next_text, taken, next.gap));
        if numbered {
            return next.gap != Gap::None || text.len() < 50;
        }
        let known = lead::heading_words(text).is_some_and(|(_, taken)| taken >= text.len());
        let mixed = next_text.iter().any(u8::is_ascii_lowercase);
        next.gap != Gap::None
            && (known
                || mixed && text.len() < 60 && !next_text[0].is_ascii_lowercase() && self.last_number > 0)
    }

    fn rule(&mut self, index: usize) -> usize {
        let span = self.lines[index].span;
        // Under a short line: that line was a heading.
        if let Some(draft) = &mut self.draft {
            draft.block.span = draft.block.span.to(span);
            if draft.lines == 1 && draft.block.number.is_none() && draft.items.is_empty() {
                draft.block.kind = BlockKind::Heading;
            }
            self.flush();
        } else if let Some(last) = self.blocks.last_mut() {
            if last.kind == BlockKind::Heading {
                last.span = last.span.to(span);
            }
        }
        index + 1
    }

    /// `BEGIN TEXT` ... `END TEXT`: one block, not looked into.
    fn quote(&mut self, index: usize) -> usize {
        let close = (index + 1..self.lines.len()).find(|&i| quote_ends(self.bytes(i))).unwrap_or(index);
        self.flush();
        self.start(index, BlockKind::Quote, 0);
        for i in index + 1..=close {
            if let Some(draft) = &mut self.draft {
                if self.lines[i].gap == Gap::Blank
                    || lead::number(&self.source.bytes()[self.lines[i].span.range()]).is_some()
                {
                    draft.text.break_line();
                }
            }
            self.go_on(i);
        }
        // `UNQUOTE WEAVER`: the signature behind it is read elsewhere.
        self.flush();
        close + 1
    }

    fn flush(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        let mut block = draft.block;
        block.text = draft.text.finish();
        block.items =
            draft.items.into_iter().map(|(text, span)| Item { text: text.finish(), span }).collect();
        self.blocks.push(block);
    }
}

impl Draft<'_> {
    fn text_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

/// The first item of a list may stand at the end of the line that leads to it, its own line end lost: ` --Engaging ...`.
fn inline_item<'s>(source: &SourceText<'s>, draft: &mut Draft<'s>, bullet: Bullet) {
    if bullet != Bullet::Dash || draft.lines == 0 {
        return;
    }
    let span = draft.block.span;
    let bytes = &source.bytes()[span.range()];
    let Some(at) = memchr::memmem::rfind(bytes, b" --")
        .filter(|&at| bytes.get(at + 3).is_some_and(u8::is_ascii_alphabetic))
    else {
        return;
    };
    // A dash between words has blanks on both sides or on none.
    if memchr::memchr(b'\n', &bytes[at..]).is_some() {
        return;
    }
    let own = Span::new(span.start as usize + at + 3, span.end as usize);
    let mut text = Unwrap::default();
    text.line(source, own, 0);
    draft.items.push((text, own));
}

fn begins_with_mark(text: &[u8]) -> bool {
    matches!(text, [b'(', b'S' | b'C' | b'U', b')' | b'/' | b'B', ..] | [b'(', b'T', b'S', b')', ..])
}

fn opens_sentence(rest: &[u8]) -> bool {
    rest.trim_ascii_start()
        .first()
        .is_some_and(|b| b.is_ascii_uppercase() || matches!(b, b'"' | b'(' | b'\''))
}

fn word(text: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|w| text.starts_with(w) && !text.get(w.len()).is_some_and(u8::is_ascii_alphanumeric))
}

/// A repeated text begins (TF 6.11).
pub(crate) fn quote_begins(text: &[u8]) -> bool {
    matches!(text[0], b'Q' | b'B')
        && word(
            text,
            &[b"QUOTE", b"BEGIN QUOTE", b"BEGIN TEXT", b"QTE", b"Begin text", b"Begin Text", b"Begin quote"],
        )
}

/// A repeated text ends.
pub(crate) fn quote_ends(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'U' | b'E'))
        && word(
            text,
            &[b"UNQUOTE", b"END QUOTE", b"END TEXT", b"UNQTE", b"End text", b"End Text", b"End quote"],
        )
}
