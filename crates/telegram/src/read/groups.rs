//! The fields of a heading: which lines belong to one, and their text.

use crate::annotated;
use crate::field::Field;
use crate::span::Span;
use crate::syntax::{Kind, Line, Syntax, noise};
use crate::text::SourceText;
use std::ops::Range;

/// The lines of one field: the first and the last one, furniture between them not counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub(crate) kind: Kind,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// More fields than most headings have.
const USUAL: usize = 32;

/// The fields that begin in `range`, in order.
pub(crate) fn groups(syntax: &Syntax<'_>, range: Range<usize>) -> Vec<Group> {
    let mut all = Vec::with_capacity(USUAL);
    let lines = &syntax.lines()[..range.end];
    let mut behind = range.start;
    for (first, line) in syntax.others(range) {
        if begins_none(line.kind) || !line.opens || first < behind {
            continue;
        }
        let mut last = first;
        for (next, line_below) in (first + 1..).zip(&lines[first + 1..]) {
            if line_below.kind == line.kind && !line_below.opens {
                last = next;
            } else if !line_below.kind.is_furniture() {
                break;
            }
        }
        behind = last + 1;
        all.push(Group { kind: line.kind, first, last });
    }
    all
}

/// Where the originator's own addresses begin in a heading that was readdressed: its date-time group is the last of several, each
/// with a sender below it (TF 11.6). 0 in all others.
pub(crate) fn originators(groups: &[Group]) -> usize {
    let Some(last) = groups.iter().rposition(|group| group.kind == Kind::DateTime) else { return 0 };
    let sender = |groups: &[Group]| groups.iter().any(|group| group.kind == Kind::From);
    let first = groups.iter().position(|group| group.kind == Kind::DateTime).unwrap_or(last);
    if first < last && sender(&groups[first..last]) && sender(&groups[last..]) { last } else { 0 }
}

/// True for the lines that are no field of the heading: text, furniture, and the attributes behind the telegram.
fn begins_none(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Attribute) || kind.is_furniture()
}

/// The text of a field, `skip` bytes of its first line left out: in one piece where nothing stands between its lines.
pub(crate) fn field<'s>(
    source: &SourceText<'s>,
    syntax: &Syntax<'s>,
    group: Group,
    skip: usize,
) -> Field<'s> {
    lines_field(source, &syntax.lines()[group.first..=group.last], skip)
}

/// The text of some lines that follow each other.
pub(crate) fn lines_field<'s>(source: &SourceText<'s>, lines: &[Line], skip: usize) -> Field<'s> {
    let first = lines[0].text();
    let from = (first.start as usize + skip).min(first.end as usize);
    let last = lines.len() - 1;
    if annotated::marked(&source.bytes()[from..lines[last].text_end as usize]) {
        return own_words(source, lines, from);
    }
    if last == 0 {
        return source.field(Span::new(from, lines[0].text_end as usize));
    }
    // Readers of fields know LF alone as a line's end; CR before it is a blank to them.
    let bytes = source.bytes();
    let in_break = |line: &Line| line.kind.is_furniture() && line.kind != Kind::Blank;
    let (mut broken, mut plain) = (in_break(&lines[last]), true);
    for line in &lines[..last] {
        broken |= in_break(line);
        plain &= is_line_feed(&bytes[line.text_end as usize..line.end as usize]);
    }
    if !broken && plain {
        return source.field(Span::new(from, lines[last].text_end as usize));
    }
    let mut field = Field::new();
    source.push(&mut field, Span::new(from, first.end as usize));
    for line in &lines[1..] {
        if broken && line.kind.is_furniture() {
            continue;
        }
        // The blanks before a line belong to the field, as they do where it lies in one piece.
        field.push("\n", line.start as usize);
        source.push(&mut field, Span::new(line.start as usize, line.text_end as usize));
    }
    field
}

/// The text of lines in which annotators marked names, without their marks. The first line begins at `from`.
fn own_words<'s>(source: &SourceText<'s>, lines: &[Line], from: usize) -> Field<'s> {
    let mut field = Field::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 && line.kind.is_furniture() {
            continue;
        }
        let start = if index == 0 { from } else { line.start as usize };
        if index > 0 {
            field.push("\n", start);
        }
        for own in annotated::own(&source.bytes()[start..line.text_end as usize]) {
            source.push(&mut field, Span::new(start + own.start, start + own.end));
        }
    }
    field
}

/// One LF stands behind a line, and nothing before it but blanks.
fn is_line_feed(end: &[u8]) -> bool {
    matches!(end, [before @ .., b'\n'] if before.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r')))
}

/// The field's place in the source.
pub(crate) fn span(syntax: &Syntax<'_>, group: Group) -> Span {
    syntax.lines()[group.first].text().to(syntax.lines()[group.last].text())
}

/// The bytes that the word of a subject line takes: `SUBJECT`, `SUBJ`, `Subject`, and misprints of them.
pub(crate) fn word_end(text: &[u8]) -> usize {
    text.iter().take_while(|b| b.is_ascii_alphabetic()).count()
}

/// The bytes before the value of a line with a word: up to the colon behind a word that was misread, else the word.
pub(crate) fn label_end(text: &[u8]) -> usize {
    let colon = noise::label(text).map(|(_, colon)| colon + usize::from(text[colon] != b':'));
    let with_figures = || {
        let word = text.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        (text.get(word) == Some(&b':')).then_some(word)
    };
    colon.or_else(with_figures).unwrap_or_else(|| word_end(text))
}

/// Nothing, or small letters alone: handwriting beside a list of addressees, which is printed in capitals.
pub(crate) fn is_noise(name: &[u8]) -> bool {
    !name.iter().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || !b.is_ascii())
}
