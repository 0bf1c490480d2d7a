//! UTF-16 with a byte order mark is turned into UTF-8; all other encodings are told apart by the telegram's reader.

use crate::error::ItemErrorKind;
use crate::limits::MAX_ITEM;
use crate::window::Window;
use bytes::Bytes;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// A file in UTF-16: its bytes, and the same text in UTF-8.
pub(crate) struct Transcoded {
    raw: Bytes,
    text: Bytes,
    encoding: &'static Encoding,
    /// A place in the text and the same place in the raw bytes: items come in order, so the way from here is short.
    known: (usize, usize),
}

impl Transcoded {
    /// Reads the rest of the window when it begins with a byte order mark of UTF-16; leaves it alone otherwise.
    pub(crate) fn read(window: &mut Window<'_>) -> Option<Result<Transcoded, ItemErrorKind>> {
        let encoding = match window.data() {
            // The mark of UTF-32 begins with that of UTF-16.
            [0xff, 0xfe, 0, 0, ..] => return None,
            [0xff, 0xfe, ..] => UTF_16LE,
            [0xfe, 0xff, ..] => UTF_16BE,
            _ => return None,
        };
        if !window.fill_all(MAX_ITEM) {
            return Some(Err(ItemErrorKind::TooLong {
                limit: MAX_ITEM,
                what: "a file in UTF-16 is read as a whole",
            }));
        }
        let raw = window.take(usize::MAX);
        let (text, _) = encoding.decode_without_bom_handling(&raw[2..]);
        let text = Bytes::from(text.into_owned());
        Some(Ok(Transcoded { raw, text, encoding, known: (0, 2) }))
    }

    pub(crate) fn text(&self) -> Bytes {
        self.text.clone()
    }

    pub(crate) fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// The place and the bytes in the file of `[start, end)` of the text. The byte order mark belongs to what comes first.
    pub(crate) fn original(&mut self, start: u64, end: u64) -> ((u64, u64), Bytes) {
        let from = if start == 0 { 0 } else { self.raw_offset(start) };
        let to = self.raw_offset(end).max(from);
        ((from as u64, to as u64), self.raw.slice(from..to))
    }

    fn raw_offset(&mut self, place: u64) -> usize {
        let place = usize::try_from(place).map_or(self.text.len(), |p| p.min(self.text.len()));
        if place == self.text.len() {
            return self.raw.len();
        }
        let (mut text, mut raw) = if place < self.known.0 { (0, 2) } else { self.known };
        for &byte in &self.text[text..place] {
            raw += match byte {
                0x80..=0xbf => 0,
                0xf0.. => 4,
                _ => 2,
            };
        }
        text = place;
        raw = raw.min(self.raw.len());
        self.known = (text, raw);
        raw
    }
}
