//! PDF files with a text layer.
//!
//! The National Archives serve each 1973-79 record as a PDF in which every line is one string, moved down from the one
//! before (formats 1): in the order of the content stream the strings give the record back line by line. The text then goes
//! on through the format that it is in, mostly [`nara`](super::nara). The original is the PDF.

use super::{Format, Sniff, by_content};
use crate::error::ItemErrorKind;
use crate::limits::MAX_ITEM;
use crate::panics::caught;
use crate::run::{Emit, Flow};
use crate::window::Window;
use bytes::Bytes;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Encoding, LoadOptions, Object};
use std::collections::BTreeMap;

/// A PDF with a text layer.
pub static FORMAT: Format = Format { id: "pdf", title: "PDF with a text layer", sniff, cut };

/// What one stream of a PDF may unpack to. A page of text has some kB.
const MAX_STREAM: usize = 32 << 20;

/// A space in a string with placed glyphs is a move of more than this, in thousandths of the font's size.
const SPACE_MOVE: f32 = -180.0;

fn sniff(head: &[u8]) -> Sniff {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if head.starts_with(b"%PDF-") { Sniff::Yes } else { Sniff::No }
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    let whole = window.fill_all(MAX_ITEM);
    if window.broken() {
        return Flow::Continue(());
    }
    if !whole {
        let what = "the PDF was passed over";
        return emit.fail(None, ItemErrorKind::TooLong { limit: MAX_ITEM, what });
    }
    let start = window.start();
    let pdf = window.take(usize::MAX);
    // A damaged PDF must not take the rest of the input along, whatever it does to its reader.
    let text = match caught(|| text_of(&pdf)) {
        Ok(Ok(text)) => text,
        Ok(Err(kind)) => return emit.fail(None, kind),
        Err(_) => return emit.fail(None, ItemErrorKind::BrokeDown("a PDF")),
    };
    if super::lines::all_blank(text.as_bytes()) {
        return emit.fail(None, ItemErrorKind::NoTextLayer);
    }
    let format = emit.from.filter(|from| from.id != FORMAT.id).unwrap_or_else(|| by_content(text.as_bytes()));
    emit.inside(format, start, pdf, |emit| {
        let text = Bytes::from(text);
        let mut reader = &text[..];
        let mut inner = Window::new(&mut reader, Some(text.len() as u64));
        (format.cut)(&mut inner, emit)
    })
}

/// The text of a PDF: a line for each string that is moved up or down, a form feed alone on a line between pages.
fn text_of(pdf: &[u8]) -> Result<String, ItemErrorKind> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(pdf, options).map_err(damaged)?;
    if document.is_encrypted() {
        return Err(ItemErrorKind::Encrypted);
    }
    let mut text = String::new();
    for (n, (_, page)) in document.get_pages().into_iter().enumerate() {
        if n > 0 {
            end_line(&mut text);
            text.push_str("\x0c\n");
        }
        let content = document.get_page_content_with_limit(page, MAX_STREAM).map_err(damaged)?;
        let content = Content::decode(&content).map_err(damaged)?;
        let mut encodings = BTreeMap::new();
        for (name, font) in document.get_page_fonts(page).map_err(damaged)? {
            if let Ok(encoding) = font.get_font_encoding_with_limit(&document, MAX_STREAM) {
                encodings.insert(name, encoding);
            }
        }
        Page { encodings: &encodings, font: None, line: String::new(), moved: false }
            .read(&content.operations, &mut text);
        if text.len() > MAX_ITEM {
            return Err(ItemErrorKind::TooLong { limit: MAX_ITEM, what: "the PDF was passed over" });
        }
    }
    end_line(&mut text);
    Ok(text)
}

fn damaged(error: lopdf::Error) -> ItemErrorKind {
    ItemErrorKind::Pdf(error.to_string())
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// One page's strings on their way to lines.
struct Page<'p> {
    encodings: &'p BTreeMap<Vec<u8>, Encoding<'p>>,
    font: Option<&'p Encoding<'p>>,
    line: String,
    /// True when the next string stands on another line.
    moved: bool,
}

impl Page<'_> {
    fn read(mut self, operations: &[Operation], out: &mut String) {
        let mut leading = 0.0;
        let mut height = None;
        for Operation { operator, operands } in operations {
            let number = |n: usize| operands.get(n).and_then(|operand| operand.as_float().ok());
            match operator.as_str() {
                "Tf" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    self.font = name.and_then(|name| self.encodings.get(name));
                }
                "TL" => leading = number(0).unwrap_or(0.0),
                "Td" | "TD" => {
                    let down = number(1).unwrap_or(0.0);
                    if operator == "TD" {
                        leading = -down;
                    }
                    self.moved |= down != 0.0;
                }
                "Tm" => {
                    self.moved |= height != number(5);
                    height = number(5);
                }
                "T*" => self.moved |= leading != 0.0,
                "Tj" => self.show(operands, out),
                "'" | "\"" => {
                    self.moved = true;
                    self.show(operands, out);
                }
                "TJ" => {
                    if let Some(Ok(parts)) = operands.first().map(Object::as_array) {
                        self.show(parts, out);
                    }
                }
                _ => {}
            }
        }
        self.end(out);
    }

    fn show(&mut self, parts: &[Object], out: &mut String) {
        if std::mem::take(&mut self.moved) {
            self.end(out);
        }
        for part in parts {
            match part {
                Object::String(bytes, _) => self.push(bytes),
                number => {
                    if number.as_float().is_ok_and(|by| by < SPACE_MOVE) {
                        self.line.push(' ');
                    }
                }
            }
        }
    }

    /// Adds a string in the current font's characters.
    fn push(&mut self, bytes: &[u8]) {
        let by_byte =
            !matches!(self.font, Some(Encoding::UnicodeMapEncoding(_) | Encoding::SimpleEncoding(_)));
        // No font has characters for control bytes, but the stamps of these files have tabs.
        for part in bytes.split_inclusive(|b| by_byte && *b < b' ') {
            let (text, control) = match part.split_last() {
                Some((last, text)) if by_byte && *last < b' ' => (text, Some(char::from(*last))),
                _ => (part, None),
            };
            match self.font.map(|font| Document::decode_text(font, text)) {
                Some(Ok(text)) => self.line.push_str(&text),
                // A font that says nothing of its characters has, in old files, those of Windows.
                _ => self.line.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(text).0),
            }
            self.line.extend(control);
        }
    }

    /// A line of blanks stands for an empty one.
    fn end(&mut self, out: &mut String) {
        if self.line.is_empty() {
            return;
        }
        if !self.line.trim_matches(' ').is_empty() {
            out.push_str(&self.line);
        }
        out.push('\n');
        self.line.clear();
    }
}
