//! The body: from its lines to blocks.

mod begins;
mod numbers;

use super::items::Lists;
use super::lead::{self, Bullet};
use super::marks::{entire_text, mark_behind_heading, set_mark};
use super::quotes;
use super::tables;
use super::unwrap::Unwrap;
use super::words::{closing, ends_sentence_with};
use crate::fields::mark;
use crate::record::{Block, BlockKind, Item, Text};
use crate::span::Span;
use crate::text::SourceText;
use std::borrow::Cow;
use std::ops::Range;

/// What stands between a line and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Blank lines.
    Blank,
    /// A page break: banners, stamps, page lines.
    Page,
    /// A section that is not here.
    Lost,
    /// The signature.
    Signature,
}

/// A line of the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyLine {
    /// Its characters, without the blanks around them.
    pub(crate) span: Span,
    /// What stands before it.
    pub(crate) gap: Gap,
}

/// Reads the blocks of a body. `edited` tells that mark-up parts its paragraphs: each blank line is the end of one.
pub(crate) fn blocks<'s>(source: &SourceText<'s>, lines: &[BodyLine], edited: bool) -> Vec<Block<'s>> {
    let (tables, spaced) = tables::find(source.bytes(), lines);
    let mut builder = Builder {
        source,
        lines,
        edited,
        unwrap: Unwrap::new(source, lines, spaced),
        blocks: Vec::with_capacity(lines.len() / 6 + 2),
        draft: None,
        items: Vec::new(),
        breaks: Vec::new(),
        last_number: 0,
        last_letter: 0,
        is_lettered: false,
        marked_before: false,
        bracketed: 0,
        number_sign: b'.',
        quote_ends: quotes::Ends::default(),
    };
    let mut tables = tables.into_iter().peekable();
    let mut index = 0;
    while index < lines.len() {
        if let Some(table) = tables.next_if(|table| table.start <= index) {
            // A repeated text has its tables in it.
            if index < table.end {
                index = builder.table(index..table.end);
            }
            continue;
        }
        index = builder.line(index);
        if builder.draft.is_some() {
            let until = tables.peek().map_or(lines.len(), |table| table.start).max(index);
            index += plain(source.bytes(), &lines[index..until]);
        }
    }
    builder.flush(index);
    builder.blocks
}

/// How many of `lines` only go on with the block before them, as most lines do: right behind the line before, and beginning
/// with a letter that is no bullet. `Builder::line` says the same of each, more slowly.
#[inline(never)]
fn plain(bytes: &[u8], lines: &[BodyLine]) -> usize {
    let first = |line: &BodyLine| bytes.get(line.span.start as usize).copied().unwrap_or(0);
    let other = lines.iter().position(|line| {
        let (letter, next) = match bytes.get(line.span.start as usize..) {
            Some(&[letter, next, ..]) => (letter, next),
            Some(&[letter]) => (letter, 0),
            _ => (0, 0),
        };
        // `BEGIN TEXT` and `QUOTE` may begin a repeated text.
        line.gap != Gap::None
            || !letter.is_ascii_alphabetic()
            || matches!(letter, b'B' | b'Q')
            || matches!(next, b'.' | b')')
    });
    match other {
        // A rule makes the line before it a heading.
        Some(other) if matches!(first(&lines[other]), b'-' | b'=' | b'_' | b'*') => other.saturating_sub(1),
        Some(other) => other,
        None => lines.len(),
    }
}

struct Builder<'b, 's> {
    source: &'b SourceText<'s>,
    lines: &'b [BodyLine],
    edited: bool,
    unwrap: Unwrap<'b, 's>,
    blocks: Vec<Block<'s>>,
    /// The last of `blocks`, while lines are still added to it.
    draft: Option<Draft>,
    /// The items of the draft, each with its first line and where its own text begins in it.
    items: Vec<(usize, u32)>,
    /// The lines of the draft that begin a line of its text.
    breaks: Vec<usize>,
    last_number: u32,
    /// The letter behind it, `A` of `6A.`; 0 where it has none.
    last_letter: u8,
    /// Some number had one.
    is_lettered: bool,
    marked_before: bool,
    /// The letter in brackets, `B` of `(B) ...`, with which the last part of the paragraph began; 0 where none did.
    bracketed: u8,
    /// What stands behind the last number: `.` or `)`.
    number_sign: u8,
    quote_ends: quotes::Ends,
}

/// A block whose lines are not yet put together: all from `first` on.
struct Draft {
    kind: BlockKind,
    first: usize,
    /// Where its text begins, behind number and mark.
    from: u32,
    /// What of its text stands before number or mark: the letter of `6A. (U) ...`, the heading of `SUMMARY: 1. ...`.
    lead: Option<Span>,
    lists: Lists,
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
        if let Some(name) = quotes::begins(text)
            && let Some(close) = self.quote_ends.of(self.source.bytes(), self.lines, index, name)
        {
            return self.quote(index, close);
        }
        if let Some((number, taken)) = self.number_behind_mark(index) {
            let next = self.paragraph(index, number, taken);
            self.mark_before_number();
            return next;
        }
        if let Some((heading, number, taken)) = self.number_behind_heading(index) {
            return self.headed_paragraph(index, heading, number, taken);
        }
        if let Some((number, taken)) =
            self.lettered_without_stop(index).filter(|_| lead::number(text).is_none())
        {
            return self.paragraph(index, number, taken);
        }
        let number = lead::number(text).or_else(|| self.number_without_stop(index));
        if let Some((number, taken)) = number
            && let Some(number) = self.paragraph_number(index, number, taken)
        {
            return self.paragraph(index, number, taken);
        }
        let bullet = lead::bullet(text);
        if number.is_none() && bullet.is_none() && self.is_heading(index) {
            self.flush(index);
            self.start(index, BlockKind::Heading, 0);
            self.flush(index + 1);
            return index + 1;
        }
        if let Some((bullet, taken)) = bullet
            && self.is_item(index, bullet, text, taken, gap)
        {
            self.item(index, bullet, taken);
            return index + 1;
        }
        if self.begins_block(index) {
            self.flush(index);
            self.start(index, BlockKind::Unnumbered, 0);
        }
        index + 1
    }

    /// Begins a paragraph. What it repeats (`3. BEGIN TEXT:`) is a block behind it. Gives the next line to take.
    fn paragraph(&mut self, index: usize, number: u32, taken: usize) -> usize {
        self.flush(index);
        self.last_number = number;
        self.note_letter(index);
        let text = self.bytes(index);
        if let Some(&sign @ (b'.' | b')')) = text.get(taken - 1) {
            self.number_sign = sign;
        }
        let blanks = text[taken..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        self.start(index, BlockKind::Paragraph, taken + blanks);
        let (Some(block), Some(draft)) = (self.blocks.last_mut(), &mut self.draft) else { return index + 1 };
        block.number = Some(number);
        let line = self.lines[index].span;
        let words = &self.source.bytes()[draft.from as usize..line.end as usize];
        let repeated = quotes::begins(words).filter(|name| *name != quotes::Name::Quote);
        if let Some(name) = repeated.filter(|_| quotes::begin_words(words) == words.len())
            && let Some(close) = self.quote_ends.of(self.source.bytes(), self.lines, index, name)
            && close > index
        {
            return self.quote(index + 1, close);
        }
        if let Some(letter) = lead::letter(text) {
            // `6A. ...`: the number is 6, the letter stays with the words; `6A. (U) ...` has its mark between.
            let letter = line.start + letter as u32;
            if block.mark.is_none() {
                draft.from = letter;
            } else {
                draft.lead = Some(Span { start: letter, end: letter + 2 });
            }
        }
        index + 1
    }

    /// Begins a paragraph whose number stands behind the words that head it, `SUMMARY: 1. ...`; the text keeps them.
    fn headed_paragraph(
        &mut self,
        index: usize,
        heading: numbers::Heading,
        number: u32,
        taken: usize,
    ) -> usize {
        let next = self.paragraph(index, number, taken);
        if let (Some(block), Some(draft)) = (self.blocks.last_mut(), &mut self.draft) {
            block.heading = Some(self.source.slice(heading.words));
            draft.lead = Some(heading.whole);
        }
        next
    }

    /// Opens a block with the line at `index`, of which `skip` bytes are its number.
    fn start(&mut self, index: usize, kind: BlockKind, skip: usize) {
        let span = self.lines[index].span;
        let part = skip == 0 && self.goes_on_letters(self.bytes(index));
        self.note_bracket(index, skip > 0);
        self.blocks.push(Block { kind, span, ..Block::default() });
        let Some(block) = self.blocks.last_mut() else { return };
        let mut from = span.start as usize + skip;
        let rest = Span::new(from, span.end as usize);
        let bytes = &self.source.bytes()[rest.range()];
        let behind_number = skip > 0 && (bytes.get(1) == Some(&b')') || mark::is_behind_speck(bytes));
        if matches!(bytes.first(), Some(b'(' | b'[' | b'{')) || behind_number {
            let text = self.source.slice(rest);
            if let Some(found) = mark::read(&text, skip > 0) {
                let small_item = found.small && !(skip > 0 && self.marked_before) || part;
                // Where the mark is ASCII its places in the text are those in the bytes, whatever the encoding.
                let ascii = text.get(..found.len).is_some_and(str::is_ascii);
                if !small_item && ascii {
                    set_mark(self.source, block, from, &text, &found);
                    from += found.len;
                }
            }
        }
        let mut behind = from;
        if block.mark.is_none()
            && let Some(len) = entire_text(self.source, rest, block)
        {
            // The text keeps the words; what it is headed by stands behind them.
            behind += len;
        }
        if kind == BlockKind::Paragraph {
            self.marked_before = block.mark.is_some();
        }
        let bytes = self.source.bytes();
        from += bytes[from..span.end as usize].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let rest = Span::new(from, span.end as usize);
        behind = behind.max(from);
        behind += bytes[behind..span.end as usize].iter().take_while(|b| b.is_ascii_whitespace()).count();
        if kind == BlockKind::Paragraph && block.mark.is_none() {
            behind += lead::unknown_mark(&bytes[behind..span.end as usize]);
        }
        if let Some((len, taken)) = lead::heading_words(&bytes[behind..span.end as usize]) {
            let open = usize::from(matches!(bytes[behind], b'(' | b'['));
            block.heading = Some(self.source.slice(Span::new(behind + open, behind + len)));
            mark_behind_heading(self.source, block, Span::new(behind + taken, span.end as usize));
        }
        self.draft =
            Some(Draft { kind, first: index, from: rest.start, lead: None, lists: Lists::default() });
    }

    fn is_item(&self, index: usize, bullet: Bullet, text: &[u8], taken: usize, gap: Gap) -> bool {
        let lists = self.draft.as_ref().map(|draft| &draft.lists);
        if lists.is_some_and(|lists| lists.go_on(bullet, &text[..taken])) {
            return true;
        }
        let last = lists.and_then(Lists::last);
        match (bullet, last) {
            (Bullet::Dash, Some(_)) => true,
            // A dash that goes on a sentence is none of a list: the line before has to end, or the list to be spaced.
            (Bullet::Dash, None) => {
                text.starts_with(b"--")
                    || gap != Gap::None
                    || self.draft.as_ref().is_none_or(|d| self.draft_ends_sentence(d, index))
            }
            (Bullet::Letter(1), Some(Bullet::Letter(_))) => true,
            (Bullet::Letter(1), _) => text[0] == b'(' || opens_sentence(&text[taken..]),
            (Bullet::Digit(1), _) => true,
            _ => false,
        }
    }

    /// Does the text of the draft, up to the line at `index`, end with the end of a sentence?
    fn draft_ends_sentence(&self, draft: &Draft, index: usize) -> bool {
        let ends = (draft.first..index).rev().map(|i| {
            let mut span = self.lines[i].span;
            if i == draft.first {
                span.start = draft.from;
            }
            closing(&self.source.bytes()[span.range()])
        });
        ends.flatten().next().is_some_and(ends_sentence_with)
    }

    fn item(&mut self, index: usize, bullet: Bullet, taken: usize) {
        let span = self.lines[index].span;
        if self.draft.is_none() {
            self.blocks.push(Block { kind: BlockKind::List, span, ..Block::default() });
            self.draft = Some(Draft {
                kind: BlockKind::List,
                first: index,
                from: span.start,
                lead: None,
                lists: Lists::default(),
            });
        } else if self.items.is_empty() && bullet == Bullet::Dash {
            let before = self.lines[index - 1].span;
            self.items.extend(inline_item(self.source, before).map(|start| (index - 1, start)));
        }
        if let Some(draft) = &mut self.draft {
            draft.lists.take(bullet, &self.source.bytes()[span.range()][..taken]);
        }
        self.items.push((index, span.start + taken as u32));
        self.breaks.push(index);
        self.note_bracket(index, false);
    }

    /// Lines in columns stay as they are.
    fn table(&mut self, rows: Range<usize>) -> usize {
        self.flush(rows.start);
        let lines = &self.lines[rows.clone()];
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let read =
                |range: Range<usize>| self.source.slice(Span::new(range.start, range.end)).into_owned();
            let indent = tables::indent(self.source.bytes(), first);
            let text = Text::Owned(tables::text(self.source.bytes(), lines, read));
            self.blocks.push(Block {
                kind: BlockKind::Table,
                text,
                // Its rows stand as far from the margin as they do: the blanks before the first are its own.
                span: Span { start: first.span.start - indent as u32, ..first.span }.to(last.span),
                ..Block::default()
            });
        }
        rows.end
    }

    fn rule(&mut self, index: usize) -> usize {
        let span = self.lines[index].span;
        let second = index.checked_sub(1).is_some_and(|last| self.is_second_ruled(last));
        let draft = self.draft.as_ref().map(|draft| (draft.first, self.items.is_empty()));
        self.flush(index);
        let Some(last) = self.blocks.last_mut() else { return index + 1 };
        if let Some((first, plain)) = draft {
            // Under a short line: that line was a heading.
            if (first + 1 == index || second) && plain && last.number.is_none() {
                last.kind = BlockKind::Heading;
            }
            last.span = last.span.to(span);
        } else if last.kind == BlockKind::Heading {
            last.span = last.span.to(span);
        }
        index + 1
    }

    /// `BEGIN TEXT` ... `END TEXT`: one block, not looked into.
    fn quote(&mut self, index: usize, close: usize) -> usize {
        self.flush(index);
        self.start(index, BlockKind::Quote, 0);
        for i in index + 1..=close {
            let begins = match self.lines[i].gap {
                Gap::Blank => true,
                Gap::Page => self.ends_above(index, i),
                _ => false,
            };
            if begins || lead::number(self.bytes(i)).is_some() {
                self.breaks.push(i);
            }
        }
        // `UNQUOTE WEAVER`: the signature behind it is read elsewhere.
        self.flush(close + 1);
        close + 1
    }

    /// Closes the draft, which has the lines before the one at `end`.
    fn flush(&mut self, end: usize) {
        let (Some(draft), Some(block)) = (self.draft.take(), self.blocks.last_mut()) else { return };
        let span_of =
            |lines: &[BodyLine], span: Span| lines.iter().fold(span, |span, line| span.to(line.span));
        block.span = span_of(&self.lines[draft.first..end], block.span);
        block.text = self.unwrap.text(draft.first..end, draft.from, &self.breaks);
        if block.heading.is_none() {
            let line = Span { start: draft.from, end: self.lines[draft.first].span.end };
            block.heading = heading_over_line_end(&block.text, line.len()).map(Cow::Owned);
        }
        if let Some(lead) = draft.lead {
            let text = format!("{} {}", self.source.slice(lead), block.text);
            block.text = Cow::Owned(text);
        }
        if !self.items.is_empty() {
            block.items.reserve_exact(self.items.len());
            for (i, &(first, from)) in self.items.iter().enumerate() {
                let end = self.items.get(i + 1).map_or(end, |&(next, _)| next);
                let own = Span { start: from, end: self.lines[first].span.end };
                block.items.push(Item {
                    text: self.unwrap.text(first..end, from, &[]),
                    span: span_of(&self.lines[first + 1..end], own),
                });
            }
            self.items.clear();
        }
        self.breaks.clear();
    }
}

/// `BEGIN` / `SUMMARY: ...`: the words that head a paragraph, where its first line, of `first` bytes, has not all of them.
fn heading_over_line_end(text: &str, first: usize) -> Option<String> {
    const LONGEST: usize = 24;
    if first == 0 || first > LONGEST || first >= text.len() {
        return None;
    }
    let (len, _) = lead::heading_words(text.as_bytes())?;
    let open = usize::from(text.starts_with(['(', '[']));
    (len > first).then(|| text.get(open..len).map(str::to_owned)).flatten()
}

/// The first item of a list may stand at the end of the line that leads to it, its own line end lost: ` --Engaging ...`.
/// Gives where its words begin.
fn inline_item(source: &SourceText<'_>, line: Span) -> Option<u32> {
    let bytes = &source.bytes()[line.range()];
    // A dash between words has blanks on both sides or on none.
    memchr::memmem::rfind(bytes, b" --")
        .filter(|&at| bytes.get(at + 3).is_some_and(u8::is_ascii_alphabetic))
        .map(|at| line.start + at as u32 + 3)
}

fn begins_with_mark(text: &[u8]) -> bool {
    matches!(text, [b'(', b'S' | b'C' | b'U', b')' | b'/' | b'B', ..] | [b'(', b'T', b'S', b')', ..])
}

fn opens_sentence(rest: &[u8]) -> bool {
    rest.trim_ascii_start()
        .first()
        .is_some_and(|b| b.is_ascii_uppercase() || matches!(b, b'"' | b'(' | b'\''))
}
