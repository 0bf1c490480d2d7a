//! The body of a telegram as HTML.

use super::mark;
use crate::parts::{Redactions, Taken, bullet};
use crate::words;
use crate::xml::escape;
use chancery_telegram::record::{Block, BlockKind, Record};
use std::fmt::Write as _;

/// Writes the blocks; headings among them as `<h2>`, `<h3>` ...
pub(super) fn write(record: &Record<'_>, heading: u8, out: &mut String) {
    let mut redactions = Redactions::of(record);
    for block in &record.body {
        let mut taken = redactions.next(block);
        match block.kind {
            BlockKind::Heading => {
                let _ = write!(out, "<h{heading}>");
                mark(block.mark.as_deref(), out);
                words_of(&mut taken, &words::unwrapped(&block.text), out);
                let _ = writeln!(out, "</h{heading}>");
            }
            BlockKind::Table => {
                out.push_str("<pre>");
                words_of(&mut taken, block.text.trim_end(), out);
                out.push_str("</pre>\n");
            }
            BlockKind::Quote => {
                out.push_str("<blockquote>\n");
                lines(block, &mut taken, out);
                out.push_str("</blockquote>\n");
            }
            BlockKind::Paragraph | BlockKind::List | BlockKind::Unnumbered => lines(block, &mut taken, out),
        }
    }
}

/// Paragraphs and lists of a block.
fn lines(block: &Block<'_>, taken: &mut Taken<'_, '_>, out: &mut String) {
    let mut first = true;
    let mut in_list = false;
    for line in block.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A block that is a list may begin with an item.
        let item = bullet(line).filter(|_| !first || block.kind == BlockKind::List);
        if item.is_some() != in_list {
            out.push_str(if in_list { "</ul>\n" } else { "<ul>\n" });
            in_list = !in_list;
        }
        match item {
            Some((bullet, words)) => {
                let dash = bullet.starts_with(['-', '*', '•', '●', '–', '—']);
                out.push_str("<li><span class=\"bullet\">");
                escape(if dash { "–" } else { bullet }, out);
                out.push_str("</span> ");
                words_of(taken, words, out);
                out.push_str("</li>\n");
            }
            None => {
                out.push_str("<p>");
                let mut words = line;
                if first {
                    lead(block, out);
                    if let Some(heading) =
                        block.heading.as_deref().filter(|heading| line.starts_with(heading))
                    {
                        out.push_str("<b>");
                        escape(heading, out);
                        out.push_str("</b>");
                        words = &line[heading.len()..];
                    }
                }
                words_of(taken, words, out);
                out.push_str("</p>\n");
            }
        }
        first = false;
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    if first {
        // A number without words.
        out.push_str("<p>");
        lead(block, out);
        out.push_str("</p>\n");
    }
}

fn lead(block: &Block<'_>, out: &mut String) {
    if let Some(number) = block.number {
        let _ = write!(out, "<span class=\"no\">{number}.</span> ");
    }
    mark(block.mark.as_deref(), out);
}

/// Adds words, with what was taken out shown apart.
fn words_of(taken: &mut Taken<'_, '_>, words: &str, out: &mut String) {
    taken.pieces(words, &mut |piece, redacted| {
        if redacted {
            out.push_str("<span class=\"redaction\">");
        }
        escape(piece, out);
        if redacted {
            out.push_str("</span>");
        }
    });
}
