//! The source text: its bytes, its encoding, and characters out of it.

use crate::field::Field;
use crate::record::Text;
use crate::span::Span;
use std::borrow::Cow;

/// How the bytes of a text stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Seven-bit bytes only.
    Ascii,
    /// Valid UTF-8 with characters beyond ASCII.
    Utf8,
    /// Not UTF-8, with bytes 80 to 9F: the typographic characters of Windows.
    Windows1252,
    /// Not UTF-8, without bytes 80 to 9F: Latin-1 (and as well Windows-1252).
    Latin1,
}

impl Encoding {
    /// The name as it stands in the record.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Ascii => "US-ASCII",
            Encoding::Utf8 => "UTF-8",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Latin1 => "ISO-8859-1",
        }
    }
}

/// A telegram's source text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SourceText<'s> {
    bytes: &'s [u8],
    /// The same as characters, when the bytes are UTF-8.
    utf8: Option<&'s str>,
    encoding: Encoding,
}

impl<'s> SourceText<'s> {
    /// The text that these bytes are; `odd` is false where all of them are known to be ASCII.
    pub(crate) fn new(bytes: &'s [u8], odd: bool) -> SourceText<'s> {
        let utf8 = std::str::from_utf8(bytes).ok();
        let encoding = match utf8 {
            Some(text) if !odd || text.is_ascii() => Encoding::Ascii,
            Some(_) => Encoding::Utf8,
            None if bytes.iter().any(|b| (0x80..=0x9f).contains(b)) => Encoding::Windows1252,
            None => Encoding::Latin1,
        };
        SourceText { bytes, utf8, encoding }
    }

    pub(crate) fn bytes(&self) -> &'s [u8] {
        self.bytes
    }

    pub(crate) fn is_utf8(&self) -> bool {
        self.utf8.is_some()
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The characters of a stretch, where the text is UTF-8 and the stretch cuts none in two.
    pub(crate) fn str(&self, span: Span) -> Option<&'s str> {
        self.utf8.and_then(|text| text.get(span.range()))
    }

    /// The characters of a stretch. A stretch that cuts a character in two gets the replacement character for its parts.
    pub(crate) fn slice(&self, span: Span) -> Text<'s> {
        match self.str(span) {
            Some(text) => Cow::Borrowed(text),
            None => decode(&self.bytes[span.range()], self.encoding),
        }
    }

    /// Where a value stands that was borrowed from this text; none of others.
    pub(crate) fn place(&self, value: &str) -> Option<Span> {
        let at = (value.as_ptr() as usize).checked_sub(self.bytes.as_ptr() as usize)?;
        let end = at.checked_add(value.len())?;
        (!value.is_empty() && end <= self.bytes.len()).then(|| Span::new(at, end))
    }

    /// A stretch as a field in one piece.
    pub(crate) fn field(&self, span: Span) -> Field<'s> {
        match self.str(span) {
            Some(text) => Field::contiguous(text, span.start as usize),
            None => {
                let mut field = Field::new();
                self.push(&mut field, span);
                field
            }
        }
    }

    /// Adds a stretch to a field.
    pub(crate) fn push(&self, field: &mut Field<'s>, span: Span) {
        if let Some(text) = self.str(span) {
            field.push(text, span.start as usize);
            return;
        }
        // One byte is one character here: a new run behind each that takes more bytes as UTF-8.
        let bytes = &self.bytes[span.range()];
        let mut start = 0;
        while start < bytes.len() {
            let plain = bytes[start..].iter().take_while(|b| b.is_ascii()).count();
            let end = (start + plain + 1).min(bytes.len());
            let text = decode(&bytes[start..end], self.encoding);
            field.push_decoded(&text, span.start as usize + start, end - start);
            start = end;
        }
    }
}

fn decode(bytes: &[u8], encoding: Encoding) -> Text<'_> {
    match encoding {
        Encoding::Ascii | Encoding::Utf8 => String::from_utf8_lossy(bytes),
        Encoding::Windows1252 | Encoding::Latin1 => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
        }
    }
}
