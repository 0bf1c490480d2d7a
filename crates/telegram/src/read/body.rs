//! The body: the lines of the text in the order of the sections, to blocks, summary and signature.

use super::blocks::{BodyLine, Gap, blocks};
use super::editors::frame::Frame;
use super::editors::opening::{self, Opening};
use super::run_on::Joints;
use super::words::ends_sentence;
use super::{signature, summary};
use crate::record::{Block, Damage, DamageKind, Text};
use crate::span::Span;
use crate::syntax::{Kind, Line, Syntax, has_pilcrow};
use crate::telegram::Section;
use crate::text::SourceText;
use chancery_registry::Registry;
use std::borrow::Cow;
use std::ops::Range;

/// What the body gives.
#[derive(Debug, Default)]
pub(crate) struct Body<'s> {
    pub(crate) blocks: Vec<Block<'s>>,
    pub(crate) summary: Option<(Text<'s>, Span)>,
    pub(crate) signature: Vec<(Text<'s>, Span)>,
    /// The downgrading group beside the signature.
    pub(crate) group: Option<Span>,
    pub(crate) damage: Vec<Damage<'s>>,
    /// Subject and references that stand in an edited text.
    pub(crate) opening: Opening,
}

/// Where the text stands.
pub(crate) struct Where<'r, 's> {
    pub(crate) source: &'r SourceText<'s>,
    pub(crate) syntax: &'r Syntax<'s>,
    /// In the order of the sections.
    pub(crate) parts: &'r [Section],
    /// No line from here on is of the text.
    pub(crate) end: u32,
}

/// Reads the body. `heading` tells that the text has a telegram's heading; `frame` is what editors set around the text.
pub(crate) fn read<'s>(
    text: &Where<'_, 's>,
    heading: bool,
    frame: Option<&Frame<'_>>,
    registry: &Registry,
) -> Body<'s> {
    let mut body = Body::default();
    let (source, syntax) = (text.source, text.syntax);
    let (mut lines, ends) = lines(text, &mut body.damage);
    if let Some(frame) = frame {
        body.signature = frame.take(source, &mut lines);
        if body.signature.is_empty()
            && let Some((line, names)) = signature::above_attachments(source, &lines)
        {
            lines.remove(line);
            body.signature = names;
        }
        // A telegram with the heading of the wire says both there.
        if !syntax.kinds().any(&[Kind::DateTime, Kind::Subject, Kind::Reference]) {
            body.opening = opening::take(source, &mut lines, frame.is_airgram(), registry);
        }
    }
    let kinds = syntax.kinds();
    if kinds.has(Kind::Subject) && !kinds.has(Kind::Reference) && body.opening.references.is_none() {
        body.opening.references = opening::unlabelled(source, &mut lines, registry);
    }
    if lines.is_empty() {
        return body;
    }
    let end_marked = heading || syntax.kinds().any(&[Kind::End, Kind::Separator]);
    if body.signature.is_empty() && (end_marked || telegraphic(source, &lines)) {
        let signed = signature::read(source, &lines, end_marked);
        let notes = notes(source, &lines[signed.notes..]);
        lines.truncate(signed.body);
        if let (Some(cut), Some(last)) = (signed.cut, lines.last_mut()) {
            last.span.end = cut;
        }
        body.signature = signed.names;
        body.group = signed.group;
        without_repeated(source, &mut lines, &ends, &body.signature);
        lines.extend(notes);
    }
    body.blocks = blocks(source, &lines, frame.is_some());
    if let Some((text, first, end)) = summary::read(&body.blocks) {
        let span = body.blocks[first].span.to(body.blocks[end.max(first + 1) - 1].span);
        body.summary = Some((text, span));
    }
    missing_before_list(&mut body);
    body
}

/// The notes behind the signature: they are text of the telegram and stand in blocks of their own (MI 7, 37).
fn notes(source: &SourceText<'_>, lines: &[BodyLine]) -> Vec<BodyLine> {
    let bytes = source.bytes();
    let text = |line: &BodyLine| &bytes[line.span.range()];
    let mut notes: Vec<BodyLine> =
        lines.iter().filter(|line| signature::is_note(text(line))).copied().collect();
    for (i, line) in notes.iter_mut().enumerate() {
        if i == 0 || signature::is_closing_note(text(line)) {
            line.gap = Gap::Signature;
        }
    }
    notes
}

/// A body without heading is a telegram's when a paragraph of it bears a mark, or all of it stands in capitals.
fn telegraphic(source: &SourceText<'_>, lines: &[BodyLine]) -> bool {
    let bytes = source.bytes();
    let mut capitals = 0;
    let mut long = false;
    for line in lines.iter().take(40) {
        let text = &bytes[line.span.range()];
        if let Some((_, taken)) = super::lead::number(text) {
            let rest = text[taken..].trim_ascii_start();
            if crate::fields::mark::read(&String::from_utf8_lossy(&rest[..rest.len().min(64)]), true)
                .is_some()
            {
                return true;
            }
        }
        long |= text.len() >= 20;
        capitals += usize::from(super::words::all_capitals(text));
    }
    long && capitals * 2 >= lines.len().min(40)
}

fn lines<'s>(text: &Where<'_, 's>, damage: &mut Vec<Damage<'s>>) -> (Vec<BodyLine>, Vec<usize>) {
    let (syntax, parts) = (text.syntax, text.parts);
    let all = syntax.lines();
    let bytes = text.source.bytes();
    let mut lines: Vec<BodyLine> = Vec::with_capacity(all.len());
    let mut before: Option<u16> = None;
    let joints = Joints::of(bytes, stretch(all, parts));
    let mut ends = Vec::with_capacity(parts.len());
    for part in parts {
        // Behind a section that is not here a sentence does not go on.
        let follows = before.is_none_or(|before| part.number.is_none_or(|number| number <= before + 1));
        before = part.number;
        let mut gap = match (lines.is_empty(), follows) {
            (true, _) => Gap::Blank,
            (false, true) => Gap::Page,
            (false, false) => Gap::Lost,
        };
        let mut headed = false;
        let mut furniture: Option<Span> = None;
        for line in all[part.lines.clone()].iter().take_while(|line| line.text().start < text.end) {
            headed = headed || line.is_heading();
            if line.kind == Kind::Text || headed && tells_of_repeat(bytes, line) {
                if let (Some(span), Some(last), true) = (furniture.take(), lines.last(), gap != Gap::Lost) {
                    let before = &bytes[last.span.range()];
                    let after = &bytes[line.text().range()];
                    if !ends_sentence(before) && super::lead::number(after).is_none() {
                        let note = Some(Cow::Borrowed("a page break stands inside a sentence"));
                        damage.push(Damage { kind: DamageKind::PageBreakInText, span: Some(span), note });
                    }
                }
                let mut span = line.text();
                if syntax.has_odd() {
                    // Web editions put their mark before each paragraph.
                    let sign = pilcrow_of_item(&bytes[span.range()]);
                    let marked = sign > 0 || has_pilcrow(&bytes[line.start as usize..span.start as usize]);
                    gap = if marked && gap == Gap::None { Gap::Blank } else { gap };
                    span.start += sign as u32;
                }
                if let Some((end, start)) = joints.cut(bytes, span) {
                    lines.push(BodyLine { span: Span { end, ..span }, gap });
                    (span.start, gap) = (start, Gap::None);
                }
                lines.push(BodyLine { span, gap });
                gap = Gap::None;
            } else if matches!(line.kind, Kind::Blank | Kind::Reference | Kind::ClassifiedBy) {
                // A field of the heading parts the notes around it.
                if gap == Gap::None {
                    gap = Gap::Blank;
                }
            } else if line.kind.is_furniture() && !is_beside(bytes, line) {
                gap = if gap == Gap::Lost { gap } else { Gap::Page };
                let span = line.text();
                furniture = Some(furniture.map_or(span, |f| f.to(span)));
            }
        }
        ends.push(lines.len().saturating_sub(1));
    }
    (lines, ends)
}

/// From the first line that may be of the body to the end of the last one.
fn stretch(lines: &[Line], parts: &[Section]) -> Range<usize> {
    let may_be = |line: &&Line| matches!(line.kind, Kind::Text | Kind::Preamble);
    let (mut start, mut end) = (usize::MAX, 0);
    for part in parts {
        let lines = &lines[part.lines.clone()];
        start = lines.iter().find(may_be).map_or(start, |first| start.min(first.start as usize));
        end = lines.iter().rfind(may_be).map_or(end, |last| end.max(last.end as usize));
    }
    start.min(end)..end
}

/// The last line of an earlier section is no text where it repeats the telegram's signature (TF 7). `ends` are the last lines of the
/// sections.
fn without_repeated(
    source: &SourceText<'_>,
    lines: &mut Vec<BodyLine>,
    ends: &[usize],
    names: &[(Text<'_>, Span)],
) {
    let is_name = |line: &BodyLine| {
        let text = &source.bytes()[line.span.range()];
        names.iter().any(|(name, _)| name.as_bytes() == text)
    };
    if !ends.iter().filter_map(|&end| lines.get(end)).any(is_name) {
        return;
    }
    let (mut index, mut ends) = (0, ends.iter().peekable());
    lines.retain(|line| {
        let is_end = ends.next_if(|end| **end == index).is_some();
        index += 1;
        !(is_end && is_name(line))
    });
}

/// How many bytes the paragraph mark of a web edition takes before a letter, `\u{b6}A. First.`: it is furniture there too.
fn pilcrow_of_item(text: &[u8]) -> usize {
    let rest = match text {
        [0xc3, 0x82, 0xc2, 0xb6, rest @ ..] | [0xc2, 0xb6, rest @ ..] | [0xb6, rest @ ..] => rest,
        _ => return 0,
    };
    let rest = rest.trim_ascii_start();
    if rest.first().is_some_and(u8::is_ascii_alphabetic) { text.len() - rest.len() } else { 0 }
}

/// What a telegram says before it repeats another one, whose heading then stands in place of its own (TF 6.11): `FOLLOWING REPEAT PORT
/// ALDER 417 ACTION SECSTATE`.
fn tells_of_repeat(bytes: &[u8], line: &Line) -> bool {
    line.kind == Kind::Preamble && bytes[line.text().range()].starts_with(b"FOLLOWING ")
}

/// A sentence that breaks off where a list begins in the middle of its line: words and a line end are missing between.
fn missing_before_list(body: &mut Body<'_>) {
    for block in &body.blocks {
        let Some(first) = block.items.first() else { continue };
        let line_end = memchr::memchr(b'\n', block.text.as_bytes()).unwrap_or(block.text.len());
        let lead = &block.text[..line_end];
        if let Some(at) = dashes(lead.as_bytes()) {
            let before = lead[..at].trim_end();
            let inline = lead[at + 3..].starts_with(|c: char| c.is_ascii_alphabetic())
                && first.text.starts_with(&lead[at + 3..]);
            if inline && !before.ends_with([':', '.', ';', ',', '?', '!']) && !leads_on(before) {
                let at = (first.span.start as usize).saturating_sub(2);
                let note = Some(Cow::Borrowed("words are missing between the sentence and its list"));
                body.damage.push(Damage {
                    kind: DamageKind::MissingText,
                    span: Some(Span::new(at, at)),
                    note,
                });
            }
        }
    }
}

/// Words with which a sentence goes on in its list: `he said that --the pier is open`.
const LEADING: [&str; 34] = [
    "A", "AN", "AND", "ARE", "AS", "AT", "BE", "BUT", "BY", "FOR", "FROM", "HAD", "HAS", "HAVE", "IF", "IN",
    "INCLUDE", "INCLUDED", "INCLUDES", "IS", "OF", "ON", "OR", "SAID", "SUCH", "THAT", "THE", "THEIR", "TO",
    "WAS", "WERE", "WHICH", "WILL", "WITH",
];

/// Does the sentence end in a word that nothing can end with?
pub(super) fn leads_on(sentence: &str) -> bool {
    let last = sentence.rsplit(' ').next().unwrap_or_default();
    LEADING.iter().any(|word| word.eq_ignore_ascii_case(last))
}

/// Where the last ` --` of a line begins.
fn dashes(line: &[u8]) -> Option<usize> {
    const DASHES: &[u8] = b" --";
    memchr::memrchr_iter(b'-', line).find(|&at| line[..=at].ends_with(DASHES)).map(|at| at + 1 - DASHES.len())
}

/// True for codes in the margin of a line: they part nothing.
fn is_beside(bytes: &[u8], line: &Line) -> bool {
    line.kind == Kind::Stamp
        && line.start > 0
        && !matches!(bytes[line.start as usize - 1], b'\n' | b'\r' | 0x0c)
}
