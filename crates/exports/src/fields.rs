//! Some keys of a record only: `mrn.canonical`, `tags.code`, `subject`.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::io;

/// The keys to keep. A key of an object in a list (`tags.code`) is kept in each of its objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    keys: Vec<Key>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    name: String,
    /// What to keep of its value; all of it where nothing stands here.
    inner: Fields,
}

/// A key that no record has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// The path as given.
    pub given: String,
    /// The paths that are possible in the place of the part that is not known.
    pub known: Vec<String>,
}

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a record has no key `{}`", self.given)
    }
}

impl std::error::Error for UnknownField {}

impl Fields {
    /// Reads paths: keys divided by dots. Each is looked up in the record's JSON Schema
    /// ([`json_schema`](chancery_telegram::record::json_schema)).
    pub fn new<'p>(paths: impl IntoIterator<Item = &'p str>, schema: &Value) -> Result<Fields, UnknownField> {
        let mut fields = Fields::default();
        for path in paths {
            check(path, schema)?;
            fields.add(path);
        }
        Ok(fields)
    }

    fn add(&mut self, path: &str) {
        let mut fields = self;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            let found = fields.keys.iter().position(|key| key.name == part);
            let place = found.unwrap_or_else(|| {
                fields.keys.push(Key { name: part.to_owned(), inner: Fields::default() });
                fields.keys.len() - 1
            });
            let inner = &mut fields.keys[place].inner;
            if parts.peek().is_none() {
                // The whole value: what was asked of it before is in it.
                inner.keys.clear();
            } else if found.is_some() && inner.keys.is_empty() {
                return;
            }
            fields = inner;
        }
    }

    /// Writes what is to be kept of a JSON text. It goes as deep as the paths do, which the schema bounds.
    pub(crate) fn select(&self, json: &str, out: &mut Vec<u8>) -> io::Result<()> {
        if json.starts_with('[') {
            let elements: Vec<&RawValue> = serde_json::from_str(json)?;
            out.push(b'[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                self.select(element.get(), out)?;
            }
            out.push(b']');
            return Ok(());
        }
        if !json.starts_with('{') {
            out.extend_from_slice(json.as_bytes());
            return Ok(());
        }
        let Entries(entries) = serde_json::from_str(json)?;
        out.push(b'{');
        let mut first = true;
        for (name, value) in entries {
            let Some(key) = self.keys.iter().find(|key| key.name == name) else { continue };
            let before = out.len();
            if !first {
                out.push(b',');
            }
            serde_json::to_writer(&mut *out, &name)?;
            out.push(b':');
            let from = out.len();
            if key.inner.keys.is_empty() {
                out.extend_from_slice(value.get().as_bytes());
            } else {
                key.inner.select(value.get(), out)?;
                // An object that has none of the keys is left out, as a record leaves out what it does not know. In a list it
                // keeps its place.
                if out[from..] == b"{}"[..] {
                    out.truncate(before);
                    continue;
                }
            }
            first = false;
        }
        out.push(b'}');
        Ok(())
    }
}

/// The entries of an object, in its order.
struct Entries<'j>(Vec<(String, &'j RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Reader).map(Entries)
    }
}

/// Looks a path up in the schema.
fn check(path: &str, schema: &Value) -> Result<(), UnknownField> {
    let mut place = schema;
    let mut before = String::new();
    for part in path.split('.') {
        place = object(place, schema);
        let Some(properties) = place.get("properties").and_then(Value::as_object) else {
            if place.get("additionalProperties").is_some() {
                return Ok(());
            }
            return Err(UnknownField { given: path.to_owned(), known: Vec::new() });
        };
        let Some(next) = properties.get(part) else {
            let known = properties.keys().map(|key| format!("{before}{key}")).collect();
            return Err(UnknownField { given: path.to_owned(), known });
        };
        place = next;
        before = format!("{before}{part}.");
    }
    Ok(())
}

/// The schema of the objects at a place: behind references, in a list, beside `null`.
fn object<'s>(place: &'s Value, schema: &'s Value) -> &'s Value {
    let mut place = place;
    // The record's schema has no cycles; a bound costs nothing.
    for _ in 0..16 {
        let next = if let Some(name) = place.get("$ref").and_then(Value::as_str) {
            name.strip_prefix('#').and_then(|pointer| schema.pointer(pointer))
        } else if let Some(choices) = place.get("anyOf").and_then(Value::as_array) {
            choices.iter().find(|choice| choice.get("$ref").is_some() || choice.get("properties").is_some())
        } else {
            place.get("items")
        };
        match next {
            Some(next) => place = next,
            None => break,
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use chancery_telegram::record::json_schema;

    fn select(paths: &[&str], json: &str) -> String {
        let mut out = Vec::new();
        Fields::new(paths.iter().copied(), &json_schema()).unwrap().select(json, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn keeps_keys_in_the_order_of_the_record() {
        let json = r#"{"schema":"x","mrn":{"text":"A 1","number":1},"tags":[{"text":"FR","code":"FR"},{"text":"PREL"}],"subject":"S"}"#;
        assert_eq!(select(&["subject", "schema"], json), r#"{"schema":"x","subject":"S"}"#);
        assert_eq!(
            select(&["mrn.number", "tags.code"], json),
            r#"{"mrn":{"number":1},"tags":[{"code":"FR"},{}]}"#
        );
        assert_eq!(select(&["mrn", "mrn.number"], json), r#"{"mrn":{"text":"A 1","number":1}}"#);
        assert_eq!(select(&["mrn.number", "mrn"], json), r#"{"mrn":{"text":"A 1","number":1}}"#);
        assert_eq!(select(&["from.post"], json), "{}");
        assert_eq!(select(&["mrn.canonical", "subject"], json), r#"{"subject":"S"}"#);
    }

    #[test]
    fn refuses_keys_that_no_record_has() {
        let refused = |path| Fields::new([path], &json_schema()).unwrap_err();
        assert!(refused("tag").known.contains(&"tags".to_owned()));
        assert!(refused("mrn.serial").known.contains(&"mrn.number".to_owned()));
        assert!(refused("subject.words").known.is_empty());
        assert!(
            Fields::new(["attributes.Draft Date", "body.items.text", "source.parts.file"], &json_schema())
                .is_ok()
        );
    }
}
