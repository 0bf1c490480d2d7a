//! Records as JSON: the same bytes that `serde_json` writes, in a third of its time. Nearly all of a record is text without
//! anything to escape, which is passed over in wide steps here.

use super::Record;
use crate::wide::{self, ROW};
use serde::ser::{self, Impossible, Serialize, Serializer};
use std::fmt::{self, Display, Write};

impl Record<'_> {
    /// Writes the record as one line of JSON behind what is in `out`, without a line end. The bytes are those that
    /// `serde_json` writes. It gives an error for a value of a kind that no record has, such as a fraction; a part of the line
    /// then stands in `out`.
    ///
    /// ```
    /// use chancery_telegram::{Options, read, record::Attributes};
    ///
    /// let record = read(b"SECRET\nPORT ALDER 0417\n", Attributes::default(), &Options::default());
    /// let mut line = Vec::new();
    /// record.write_json(&mut line)?;
    /// assert_eq!(line, serde_json::to_vec(&record)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_json(&self, out: &mut Vec<u8>) -> Result<(), JsonError> {
        self.serialize(&mut Json { out })
    }
}

/// A value that no record has: see [`Record::write_json`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError(String);

impl Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

impl ser::Error for JsonError {
    fn custom<T: Display>(message: T) -> JsonError {
        JsonError(message.to_string())
    }
}

impl From<JsonError> for std::io::Error {
    fn from(error: JsonError) -> std::io::Error {
        std::io::Error::other(error)
    }
}

#[cold]
fn foreign<T>(what: &str) -> Result<T, JsonError> {
    Err(JsonError(format!("a record has no {what}")))
}

/// Writes what records are made of: text, whole numbers, lists, objects.
struct Json<'o> {
    out: &'o mut Vec<u8>,
}

impl Json<'_> {
    /// Text between quotation marks.
    fn text(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        self.escaped(text);
        self.out.push(b'"');
    }

    fn escaped(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut written = 0;
        let mut at = 0;
        while let Some(found) = next_escape(bytes, at) {
            self.out.extend_from_slice(&bytes[written..found]);
            self.escape(bytes[found]);
            at = found + 1;
            written = at;
        }
        self.out.extend_from_slice(&bytes[written..]);
    }

    fn escape(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let letter = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
                return self.out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            }
        };
        self.out.extend_from_slice(&[b'\\', letter]);
    }

    fn number(&mut self, mut value: u64) {
        // 2^64 has 20 figures.
        let mut figures = [0; 20];
        let mut at = figures.len();
        loop {
            at -= 1;
            figures[at] = b'0' + (value % 10) as u8;
            value /= 10;
            if value == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&figures[at..]);
    }
}

/// The first byte from `at` on that may not stand in JSON text as it is.
#[inline]
fn next_escape(bytes: &[u8], at: usize) -> Option<usize> {
    let (rows, rest) = bytes[at..].as_chunks::<ROW>();
    let free = rows.iter().take_while(|row| !wide::any(row, needs_escape)).count();
    let rest = rows.get(free).map_or(rest, |row| &row[..]);
    let at = at + free * ROW;
    // What is left in shorter steps.
    let (words, last) = rest.as_chunks::<8>();
    let free = words.iter().take_while(|word| !word_needs_escape(**word)).count();
    let rest = words.get(free).map_or(last, |word| &word[..]);
    rest.iter().position(|&byte| needs_escape(byte)).map(|behind| at + free * 8 + behind)
}

/// True where one of eight bytes needs an escape.
#[inline(always)]
fn word_needs_escape(word: [u8; 8]) -> bool {
    const EACH: u64 = u64::MAX / 0xff;
    let word = u64::from_le_bytes(word);
    // The highest bit of a byte is set where it is below the bound; of a byte behind such a one perhaps too, which changes nothing.
    let below = |word: u64, bound: u64| word.wrapping_sub(EACH * bound) & !word;
    let quotes = below(word ^ (EACH * u64::from(b'"')), 1);
    let strokes = below(word ^ (EACH * u64::from(b'\\')), 1);
    (below(word, 0x20) | quotes | strokes) & (EACH * 0x80) != 0
}

#[inline(always)]
fn needs_escape(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// Text that is put together from pieces, as a date is.
impl Write for Json<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.escaped(piece);
        Ok(())
    }
}

/// A list or an object that is being written.
struct Entries<'j, 'o> {
    json: &'j mut Json<'o>,
    first: bool,
    close: u8,
}

impl<'j, 'o> Entries<'j, 'o> {
    fn open(json: &'j mut Json<'o>, open: u8, close: u8) -> Entries<'j, 'o> {
        json.out.push(open);
        Entries { json, first: true, close }
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.json.out.push(b',');
        }
    }

    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        self.comma();
        value.serialize(&mut *self.json)
    }
}

impl ser::SerializeSeq for Entries<'_, '_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        self.entry(value)
    }

    fn end(self) -> Result<(), JsonError> {
        self.json.out.push(self.close);
        Ok(())
    }
}

impl ser::SerializeTuple for Entries<'_, '_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        self.entry(value)
    }

    fn end(self) -> Result<(), JsonError> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeMap for Entries<'_, '_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), JsonError> {
        // The keys of a record's objects are text.
        self.entry(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        self.json.out.push(b':');
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), JsonError> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStruct for Entries<'_, '_> {
    type Ok = ();
    type Error = JsonError;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), JsonError> {
        let out = &mut *self.json.out;
        out.reserve(key.len() + 4);
        out.extend_from_slice(if std::mem::take(&mut self.first) { b"\"" } else { b",\"" });
        // The names of a record's fields have nothing to escape.
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), JsonError> {
        ser::SerializeSeq::end(self)
    }
}

impl<'j, 'o> Serializer for &'j mut Json<'o> {
    type Ok = ();
    type Error = JsonError;
    type SerializeSeq = Entries<'j, 'o>;
    type SerializeTuple = Entries<'j, 'o>;
    type SerializeMap = Entries<'j, 'o>;
    type SerializeStruct = Entries<'j, 'o>;
    type SerializeTupleStruct = Impossible<(), JsonError>;
    type SerializeTupleVariant = Impossible<(), JsonError>;
    type SerializeStructVariant = Impossible<(), JsonError>;

    fn serialize_bool(self, value: bool) -> Result<(), JsonError> {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), JsonError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), JsonError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), JsonError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), JsonError> {
        self.number(value);
        Ok(())
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), JsonError> {
        self.text(value);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), JsonError> {
        self.out.push(b'"');
        write!(self, "{value}").map_err(ser::Error::custom)?;
        self.out.push(b'"');
        Ok(())
    }

    fn serialize_none(self) -> Result<(), JsonError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), JsonError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), JsonError> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), JsonError> {
        self.text(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), JsonError> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Entries<'j, 'o>, JsonError> {
        Ok(Entries::open(self, b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Entries<'j, 'o>, JsonError> {
        Ok(Entries::open(self, b'[', b']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'j, 'o>, JsonError> {
        Ok(Entries::open(self, b'{', b'}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries<'j, 'o>, JsonError> {
        Ok(Entries::open(self, b'{', b'}'))
    }

    fn serialize_i8(self, _: i8) -> Result<(), JsonError> {
        foreign("signed numbers")
    }

    fn serialize_i16(self, _: i16) -> Result<(), JsonError> {
        foreign("signed numbers")
    }

    fn serialize_i32(self, _: i32) -> Result<(), JsonError> {
        foreign("signed numbers")
    }

    fn serialize_i64(self, _: i64) -> Result<(), JsonError> {
        foreign("signed numbers")
    }

    fn serialize_f32(self, _: f32) -> Result<(), JsonError> {
        foreign("fractions")
    }

    fn serialize_f64(self, _: f64) -> Result<(), JsonError> {
        foreign("fractions")
    }

    fn serialize_char(self, _: char) -> Result<(), JsonError> {
        foreign("single characters")
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), JsonError> {
        foreign("bytes")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), JsonError> {
        foreign("empty objects")
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), JsonError> {
        foreign("variants with values")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, JsonError> {
        foreign("tuples with names")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, JsonError> {
        foreign("variants with values")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, JsonError> {
        foreign("variants with values")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Attributes, Block};

    #[test]
    fn writes_what_serde_json_writes() {
        // Each character alone, in front, in the middle and at the end of texts of all lengths around the steps.
        for character in (0..=0x250).filter_map(char::from_u32).chain(['\u{2028}', '█', '😀']) {
            for length in [0, 1, 7, 31, 32, 33, 70] {
                let plain = "A".repeat(length);
                let texts = [
                    format!("{plain}{character}"),
                    format!("{character}{plain}"),
                    format!("{plain}{character}{character}{plain}"),
                ];
                let blocks =
                    texts.iter().map(|text| Block { text: text.as_str().into(), ..Block::default() });
                let attributes = texts.iter().map(|text| (text.as_str().into(), text.as_str().into()));
                let record = Record {
                    body: blocks.collect(),
                    attributes: Attributes(attributes.collect()),
                    ..Record::default()
                };
                let mut line = b"before".to_vec();
                record.write_json(&mut line).expect("a record is JSON");
                assert_eq!(&line[6..], serde_json::to_vec(&record).expect("a record is JSON"));
            }
        }
    }

    #[test]
    fn numbers_have_all_their_figures() {
        for value in [0, 9, 10, 4711, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            Json { out: &mut out }.number(value);
            assert_eq!(out, value.to_string().into_bytes());
        }
    }
}
