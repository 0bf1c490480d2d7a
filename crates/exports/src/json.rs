//! JSON for people: one list of all records, indented.

use crate::{Form, Frame, Look, jsonl};
use chancery_telegram::record::Record;
use std::io::{self, Write};

/// The form.
pub static FORM: Form = Form {
    id: "json",
    title: "one JSON list, indented",
    frame: Frame::LIST,
    write: |record, look, out| write(record, look, out),
};

/// Writes a record as an element of the list: indented, without an end of line behind it.
pub fn write(record: &Record<'_>, look: &Look<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    jsonl::write(record, look, &mut line)?;
    let mut indented = Vec::with_capacity(line.len() * 2);
    indent(line.trim_ascii_end(), 1, &mut indented);
    out.write_all(&indented)
}

/// Indents compact JSON by two blanks a level, beginning at `depth`. A list of numbers, as a span is one, stays on its line.
pub fn indent(json: &[u8], depth: usize, out: &mut Vec<u8>) {
    let mut depth = depth;
    let mut at = 0;
    new_line(depth, out);
    while let Some(&byte) = json.get(at) {
        match byte {
            b'"' => {
                let end = string_end(json, at);
                out.extend_from_slice(&json[at..end]);
                at = end;
                continue;
            }
            b'[' | b'{' => match short(json, at) {
                Some(end) => {
                    for &byte in &json[at..end] {
                        out.push(byte);
                        if byte == b',' {
                            out.push(b' ');
                        }
                    }
                    at = end;
                    continue;
                }
                None => {
                    out.push(byte);
                    depth += 1;
                    out.push(b'\n');
                    new_line(depth, out);
                }
            },
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                out.push(b'\n');
                new_line(depth, out);
                out.push(byte);
            }
            b',' => {
                out.extend_from_slice(b",\n");
                new_line(depth, out);
            }
            b':' => out.extend_from_slice(b": "),
            _ => out.push(byte),
        }
        at += 1;
    }
}

fn new_line(depth: usize, out: &mut Vec<u8>) {
    out.extend(std::iter::repeat_n(b' ', depth * 2));
}

/// Behind the quotation mark that ends the string at `at`.
fn string_end(json: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(&byte) = json.get(end) {
        match byte {
            b'"' => return end + 1,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    json.len()
}

/// The end of a list or object at `at` that holds nothing or numbers only.
fn short(json: &[u8], at: usize) -> Option<usize> {
    let len = json[at + 1..].iter().position(|b| !(b.is_ascii_digit() || matches!(b, b',' | b'.' | b'-')))?;
    matches!(json[at + 1 + len], b']' | b'}').then_some(at + len + 2)
}

#[cfg(test)]
mod tests {
    use super::indent;

    #[test]
    fn indents_what_is_compact() {
        let value = serde_json::json!({"a": [1, 2], "b": {}, "c": [{"d": "x,\"]\\"}], "e": [["f"]]});
        let mut out = Vec::new();
        indent(value.to_string().as_bytes(), 0, &mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        assert!(
            text.starts_with("{\n  \"a\": [1, 2],\n  \"b\": {},\n  \"c\": [\n    {\n      \"d\": "),
            "{text}"
        );
    }
}
