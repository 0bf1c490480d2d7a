//! JSON Lines: one object a line, `{"id": ..., "date": ..., "text": ...}`; `id` and `date` can be missing.
//!
//! Other values that are strings, numbers or truth values become attributes; what is nested is passed over. The telegram's
//! bytes are the UTF-8 of `text`; the original is the line.

use super::lines::all_blank;
use super::{Format, Sniff};
use crate::error::{At, ItemErrorKind};
use crate::limits::MAX_ITEM;
use crate::run::{Emit, Flow};
use crate::window::Window;
use bytes::Bytes;
use memchr::{memchr, memmem};
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::fmt;

/// JSON Lines, one telegram a line.
pub static FORMAT: Format = Format {
    id: "jsonl",
    title: "JSON Lines: objects with `text`, and `id` and `date` where known",
    sniff,
    cut,
};

fn sniff(head: &[u8]) -> Sniff {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let head = &head[start..];
    let object = head.first() == Some(&b'{')
        && head[1..].iter().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| matches!(b, b'"' | b'}'));
    match object {
        true if memmem::find(head, b"\"text\"").is_some() => Sniff::Yes,
        true => Sniff::Maybe("a line that begins as a JSON object does"),
        false => Sniff::No,
    }
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    let mut number = 0;
    let mut searched = 0;
    let mut passing_over = false;
    loop {
        let data = window.data();
        let end = memchr(b'\n', &data[searched..]).map(|n| searched + n);
        let start = window.start();
        if end.is_none() && data.len() <= MAX_ITEM {
            searched = data.len();
            if window.more() {
                continue;
            }
        }
        if end.is_none() && !window.ended() {
            if !std::mem::replace(&mut passing_over, true) {
                let at = At::Line { line: number + 1, byte: start };
                let what = "the line was passed over";
                emit.fail(Some(at), ItemErrorKind::TooLong { limit: MAX_ITEM, what })?;
            }
            searched = 0;
            window.take(usize::MAX);
            continue;
        }
        if end.is_none() && (window.data().is_empty() || window.broken()) {
            return Flow::Continue(());
        }
        searched = 0;
        let line = window.take(end.map_or(usize::MAX, |n| n + 1));
        number += 1;
        if std::mem::take(&mut passing_over) {
            continue;
        }
        send(emit, start, number, line)?;
    }
}

fn send(emit: &mut Emit<'_>, start: u64, number: u64, line: Bytes) -> Flow {
    let mark = if line.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let end = line.iter().rposition(|b| !b.is_ascii_whitespace()).map_or(mark, |n| n + 1);
    let line = line.slice(mark..end.max(mark));
    if all_blank(&line) {
        return Flow::Continue(());
    }
    let start = start + mark as u64;
    match serde_json::from_slice::<Line>(&line) {
        Ok(Line { id, date, text: Some(text), attributes }) => {
            let item = emit.rendered(start, line, Bytes::from(text.into_bytes()));
            emit.send(crate::Item { id, date, attributes, ..item })
        }
        Ok(_) => emit.fail(
            Some(At::Line { line: number, byte: start }),
            ItemErrorKind::Json("it has no `text`, or one that is not a string".into()),
        ),
        Err(e) => {
            let message = e.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            let message = format!("{message} at its character {}", e.column());
            emit.fail(Some(At::Line { line: number, byte: start }), ItemErrorKind::Json(message))
        }
    }
}

/// One line's object.
#[derive(Default)]
struct Line {
    id: Option<String>,
    date: Option<String>,
    text: Option<String>,
    attributes: Vec<(String, String)>,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Line, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Line;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line, A::Error> {
        let mut line = Line::default();
        while let Some(key) = map.next_key::<String>()? {
            let Scalar(value) = map.next_value()?;
            match (key.as_str(), value) {
                ("text", Some((text, true))) => line.text = Some(text),
                ("text", _) => {}
                ("id", Some((id, _))) => line.id = Some(id).filter(|id| !id.is_empty()),
                ("date", Some((date, _))) => line.date = Some(date).filter(|date| !date.is_empty()),
                (_, Some((value, _))) if !value.is_empty() => line.attributes.push((key, value)),
                _ => {}
            }
        }
        Ok(line)
    }
}

/// A string, number or truth value as text, and whether it was a string. `None` for null and what is nested.
struct Scalar(Option<(String, bool)>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: de::Error>(self, v: &str) -> Result<Scalar, E> {
        Ok(Scalar(Some((v.to_owned(), true))))
    }

    fn visit_string<E: de::Error>(self, v: String) -> Result<Scalar, E> {
        Ok(Scalar(Some((v, true))))
    }

    fn visit_bool<E: de::Error>(self, v: bool) -> Result<Scalar, E> {
        Ok(Scalar(Some((v.to_string(), false))))
    }

    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Scalar, E> {
        Ok(Scalar(Some((v.to_string(), false))))
    }

    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Scalar, E> {
        Ok(Scalar(Some((v.to_string(), false))))
    }

    fn visit_f64<E: de::Error>(self, v: f64) -> Result<Scalar, E> {
        Ok(Scalar(Some((v.to_string(), false))))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Scalar, E> {
        Ok(Scalar(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }
}
