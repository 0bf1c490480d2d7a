//! Volumes of *Foreign Relations of the United States* in TEI (formats 6).
//!
//! A volume is cut at its documents (`<div type="document">`); those that are telegrams, airgrams or backchannel messages
//! become items: by their head (`Telegram 1900 From ...`) or, before 1952, by the note above it (`890F.6363/3-2948:
//! Telegram`). All others are passed over. A document inside a document is an item of its own.
//!
//! The original is the document's XML; how it becomes text is said in `frus_render.rs`. A volume that is
//! not well formed is read on from the next document.

use super::frus_render::Document;
use super::{Format, Sniff};
use crate::error::{At, ItemErrorKind};
use crate::item::Item;
use crate::limits::MAX_ITEM;
use crate::run::{Emit, Flow};
use crate::window::Window;
use bytes::Bytes;
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::ControlFlow;

/// A volume of Foreign Relations of the United States, in TEI.
pub static FORMAT: Format = Format { id: "frus-tei", title: "a FRUS volume in TEI", sniff, cut };

/// How deep elements may be nested. Volumes have some 15.
const MAX_NESTING: usize = 1000;

fn sniff(head: &[u8]) -> Sniff {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let xml = head.get(start) == Some(&b'<');
    let tei = memmem::find(head, b"<TEI")
        .is_some_and(|n| head.get(n + 4).is_some_and(|b| matches!(b, b' ' | b'>' | b'\n' | b'\r' | b'\t')));
    if xml && tei { Sniff::Yes } else { Sniff::No }
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    let whole = window.fill_all(MAX_ITEM);
    if window.broken() {
        return Flow::Continue(());
    }
    if !whole {
        let what = "the volume was passed over";
        return emit.fail(None, ItemErrorKind::TooLong { limit: MAX_ITEM, what });
    }
    let start = window.start();
    let volume = window.take(usize::MAX);
    let text = match std::str::from_utf8(&volume) {
        Ok(text) => text,
        Err(e) => {
            let at = At::Byte(start + e.valid_up_to() as u64);
            return emit.fail(Some(at), ItemErrorKind::Xml("it is not in UTF-8 from here on".into()));
        }
    };
    let mut run =
        Volume { bytes: &volume, start, title: String::new(), open: Vec::new(), depth: 0, found: Vec::new() };
    let mut from = 0;
    while let Err((at, message)) = run.read(&text[from..], from, emit)? {
        run.send(emit)?;
        let byte = start + at as u64;
        emit.fail(Some(At::Byte(byte)), ItemErrorKind::Xml(message))?;
        // The document in which it broke is lost; the next one that begins behind the break is read.
        let Some(next) = next_document(text, at.max(from + 1)) else { break };
        from = next;
    }
    Flow::Continue(())
}

/// Where the next document's tag begins.
fn next_document(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memmem::find_iter(&bytes[from.min(bytes.len())..], b"<div").map(|n| from + n).find(|n| {
        let tag = memchr::memchr(b'>', &bytes[*n..]).map_or(&bytes[*n..], |end| &bytes[*n..n + end]);
        memmem::find(tag, b"\"document\"").is_some()
    })
}

/// A volume that is being read.
struct Volume<'v> {
    bytes: &'v Bytes,
    start: u64,
    title: String,
    /// The documents that are open, the innermost last.
    open: Vec<Document>,
    depth: usize,
    /// What was found in a document that is still open: the outer one goes first.
    found: Vec<Item>,
}

/// Where XML broke, and how.
type Broken = (usize, String);

impl Volume<'_> {
    /// Reads `xml`, which begins at `base` of the volume, to its end or to where it breaks.
    fn read(&mut self, xml: &str, base: usize, emit: &mut Emit<'_>) -> ControlFlow<(), Result<(), Broken>> {
        let mut reader = Reader::from_str(xml);
        // The rest of a broken volume ends elements that it did not begin.
        reader.config_mut().allow_unmatched_ends = base > 0;
        self.open.clear();
        self.depth = 0;
        let mut in_title = false;
        loop {
            let before = base + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(e) => {
                    let at = base + usize::try_from(reader.error_position()).unwrap_or(0);
                    return ControlFlow::Continue(Err((at.max(before), e.to_string())));
                }
            };
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_NESTING {
                        return ControlFlow::Continue(Err((
                            before,
                            format!("elements are nested more than {MAX_NESTING} deep"),
                        )));
                    }
                    if is_document(&tag) {
                        self.open.push(Document::new(&tag, before, self.depth));
                    } else if let Some(document) = self.open.last_mut() {
                        document.start(&tag);
                    }
                    in_title |= self.title.is_empty() && is_volume_title(&tag);
                }
                Event::Empty(tag) => {
                    if let Some(document) = self.open.last_mut() {
                        document.start(&tag);
                        document.end();
                    }
                }
                Event::End(_) => {
                    in_title = false;
                    let ends = self.open.last().is_some_and(|document| document.depth == self.depth);
                    self.depth = self.depth.saturating_sub(1);
                    if ends && let Some(document) = self.open.pop() {
                        let after = base + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                        self.take(document, after, emit);
                        if self.open.is_empty() {
                            self.send(emit)?;
                        }
                    } else if let Some(document) = self.open.last_mut() {
                        document.end();
                    }
                }
                Event::Text(text) => {
                    let text = text.into_inner();
                    if in_title {
                        self.title.push_str(&text);
                    }
                    if let Some(document) = self.open.last_mut() {
                        document.text(&text);
                    }
                }
                Event::CData(text) => {
                    if let Some(document) = self.open.last_mut() {
                        document.text(&text.into_inner());
                    }
                }
                Event::GeneralRef(name) => {
                    if let Some(document) = self.open.last_mut() {
                        match name.resolve_char_ref() {
                            Ok(Some(c)) => document.text(c.encode_utf8(&mut [0; 4])),
                            _ => document.entity(&name.into_inner()),
                        }
                    }
                }
                Event::Eof => {
                    let Some(document) = self.open.first() else { return ControlFlow::Continue(Ok(())) };
                    return ControlFlow::Continue(Err((
                        document.begin,
                        "the file ends inside this document".into(),
                    )));
                }
                _ => {}
            }
        }
    }

    /// Takes a document that is complete, if it is a telegram.
    fn take(&mut self, document: Document, end: usize, emit: &Emit<'_>) {
        let begin = document.begin;
        let Some((id, date, text, mut attributes)) = document.telegram() else { return };
        let end = end.min(self.bytes.len());
        let original = self.bytes.slice(begin.min(end)..end);
        let mut item = emit.rendered(self.start + begin as u64, original, Bytes::from(text));
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if !title.is_empty() {
            attributes.push(("volume".to_owned(), title));
        }
        item.id = id;
        item.date = date;
        item.attributes = attributes;
        self.found.push(item);
    }

    /// Sends what was found, in the order of the volume.
    fn send(&mut self, emit: &mut Emit<'_>) -> Flow {
        self.found.sort_by_key(|item| item.span);
        for item in self.found.drain(..) {
            emit.send(item)?;
        }
        Flow::Continue(())
    }
}

fn is_document(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref() == "div" && attribute(tag, "type").as_deref() == Some("document")
}

/// `<title type="complete">` of the header.
fn is_volume_title(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref() == "title" && attribute(tag, "type").as_deref() == Some("complete")
}

/// The value of an attribute, its references resolved; with its prefix where it has one.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .map_or_else(|_| found.value.to_string(), |v| v.into_owned()),
    )
}
