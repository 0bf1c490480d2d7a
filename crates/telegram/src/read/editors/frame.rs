//! What editors set around a telegram's own words: head, dateline and markings above, the number before the first word, the name
//! below (source-formats 6). All are told from the text by the mark-up, and stand in the attributes.

use crate::edition::file_number;
use crate::read::blocks::{BodyLine, Gap};
use crate::record::{Attributes, Text};
use crate::span::Span;
use crate::text::SourceText;

/// The words of the frame, as the source's mark-up gives them.
pub(crate) struct Frame<'a> {
    head: &'a str,
    /// The number of the document in its volume.
    document: &'a str,
    above: Vec<&'a str>,
    number: &'a str,
    file: &'a str,
    signed: &'a str,
}

/// How many lines an editors' head or dateline has at most.
const LINES: usize = 6;

/// How many datelines and markings stand above a text at most; three were met.
const ABOVE: usize = 8;

impl<'a> Frame<'a> {
    /// The frame of a text that has one.
    pub(crate) fn of(attributes: &'a Attributes<'_>) -> Option<Frame<'a>> {
        let head = attributes.get("head")?;
        let said = |name: &str| attributes.get(name).unwrap_or_default();
        let above =
            attributes.0.iter().filter(|(name, _)| name == "dateline").map(|(_, value)| value.as_ref());
        Some(Frame {
            head,
            document: said("n"),
            above: above.chain(markings(attributes)).take(ABOVE).collect(),
            number: said("telegram-number"),
            file: said("file-number"),
            signed: said("signed"),
        })
    }

    /// The editors call it an airgram.
    pub(crate) fn is_airgram(&self) -> bool {
        self.head.contains("Airgram")
    }

    /// Takes the frame from the body's lines, and gives the names of the signature.
    pub(crate) fn take<'s>(
        &self,
        source: &SourceText<'s>,
        lines: &mut Vec<BodyLine>,
    ) -> Vec<(Text<'s>, Span)> {
        let mut above = 0;
        let mut extracts = None;
        loop {
            let rest = &lines[above..];
            let of = |words: &&str| run(source, rest, words);
            let taken = of(&self.head).or_else(|| self.above.iter().find_map(of));
            let first = || above == 0 && (self.is_head(source, rest) || self.is_file(source, rest));
            match taken.or_else(|| first().then_some(1)) {
                Some(taken) => above += taken,
                // The editors' word on the text stands above its dateline, and stays with the text.
                None if extracts.is_none()
                    && rest.first().is_some_and(|line| is_extract(source, line.span)) =>
                {
                    extracts = Some(rest[0]);
                    above += 1;
                }
                None => break,
            }
        }
        lines.drain(..above);
        if let Some(first) = lines.first_mut() {
            let text = &source.bytes()[first.span.range()];
            if let Some(rest) = behind_number(text, self.number) {
                first.span.start += (text.len() - rest.trim_ascii_start().len()) as u32;
                // The number stood on a line of its own.
                if first.span.is_empty() {
                    lines.remove(0);
                }
            }
        }
        if extracts.is_some() {
            lines.iter_mut().take(1).for_each(|first| first.gap = Gap::Blank);
            lines.splice(..0, extracts);
        }
        let mut signed =
            (0..lines.len()).rev().find_map(|at| Some(at..at + run(source, &lines[at..], self.signed)?));
        // `[Weaver]`: the editors know who signed it.
        if signed.is_none() && !self.signed.is_empty() {
            let words = format!("[{}]", self.signed);
            signed = (0..lines.len()).rev().find_map(|at| Some(at..at + run(source, &lines[at..], &words)?));
        }
        let names =
            signed.map(|at| lines.drain(at).map(|line| (source.slice(line.span), line.span)).collect());
        names.unwrap_or_default()
    }

    /// `12. Telegram From the Embassy in Japan ...`: the document's number begins its head.
    fn is_head(&self, source: &SourceText<'_>, lines: &[BodyLine]) -> bool {
        let text = lines.first().map_or(&b""[..], |line| &source.bytes()[line.span.range()]);
        let rest = text.strip_prefix(self.document.as_bytes());
        !self.document.is_empty() && rest.is_some_and(|rest| rest.starts_with(b"."))
    }

    /// `845.00/3–2048: Telegram`, printed above the head.
    fn is_file(&self, source: &SourceText<'_>, lines: &[BodyLine]) -> bool {
        let line = lines.first().and_then(|line| source.str(line.span)).unwrap_or_default();
        !self.file.is_empty() && file_number(line) == Some(self.file)
    }
}

/// What follows the telegram's number and its full stop; nothing, where the number stands alone.
pub(super) fn behind_number<'t>(text: &'t [u8], number: &str) -> Option<&'t [u8]> {
    let rest = text.strip_prefix(number.as_bytes()).filter(|_| !number.is_empty())?;
    if rest.is_empty() {
        return Some(rest);
    }
    let rest = rest.strip_prefix(b".")?;
    rest.first().is_none_or(u8::is_ascii_whitespace).then_some(rest)
}

/// The markings under the dateline: `secret us urgent`, `niact`.
pub(super) fn markings<'a>(attributes: &'a Attributes<'_>) -> impl Iterator<Item = &'a str> {
    attributes.0.iter().filter(|(name, _)| name == "marking").map(|(_, value)| value.as_ref())
}

/// `[Extracts]`: the editors print a part of the telegram.
pub(super) fn is_extract(source: &SourceText<'_>, line: Span) -> bool {
    matches!(&source.bytes()[line.range()], b"[Extract]" | b"[Extracts]")
}

/// How many of the first lines are these words and nothing else.
fn run(source: &SourceText<'_>, lines: &[BodyLine], words: &str) -> Option<usize> {
    let mut rest = words.as_bytes().trim_ascii();
    if rest.is_empty() {
        return None;
    }
    for (index, line) in lines.iter().take(LINES).enumerate() {
        rest = rest.strip_prefix(&source.bytes()[line.span.range()])?.trim_ascii_start();
        if rest.is_empty() {
            return Some(index + 1);
        }
    }
    None
}
