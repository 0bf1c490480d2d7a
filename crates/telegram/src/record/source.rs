//! Where a telegram was found, and what its source says beside it.

use super::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// Where a telegram was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Source<'s> {
    /// Which reader took it: `teletype`, `nara`, `smart`, `frus-tei` ... Absent where no file was cut.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub format: Text<'s>,
    /// The file, as given or found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Text<'s>>,
    /// The member inside an archive file; nested members are joined with ` › `.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<Text<'s>>,
    /// The record's name, where the source names its records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Text<'s>>,
    /// Where in the file (or member) its original bytes lie: `[start, end)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(u64, u64)>,
    /// SHA-256 of its original bytes, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Text<'s>>,
    /// The encoding of its text: `US-ASCII`, `UTF-8`, `windows-1252`, `ISO-8859-1`, `UTF-16LE`, `UTF-16BE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Text<'s>>,
    /// For a telegram put together from sections that lay apart: each part's place, in the order of the sections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part<'s>>,
}

/// One of several places from which a telegram was put together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Part<'s> {
    /// The file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Text<'s>>,
    /// The member inside an archive file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<Text<'s>>,
    /// Where in the file its original bytes lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(u64, u64)>,
    /// SHA-256 of its original bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Text<'s>>,
}

/// What a source says beside a telegram: names and values in the source's order. In JSON an object of strings; of several values
/// of one name the second one is called `name (2)` there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes<'s>(pub Vec<(Text<'s>, Text<'s>)>);

impl Attributes<'_> {
    /// True when the source says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of the first attribute of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }
}

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        let mut seen = Seen::default();
        // How often each name stands so far, from the first on that may stand twice.
        let mut counts: Option<HashMap<&str, usize>> = None;
        for (at, (name, value)) in self.0.iter().enumerate() {
            if counts.is_none() && seen.is_new(name) {
                map.serialize_entry(name, value)?;
                continue;
            }
            let counts = counts.get_or_insert_with(|| {
                let mut counts = HashMap::new();
                self.0[..at].iter().for_each(|(name, _)| *counts.entry(&**name).or_default() += 1);
                counts
            });
            let number = counts.entry(name).or_default();
            *number += 1;
            match *number {
                1 => map.serialize_entry(name, value)?,
                number => map.serialize_entry(&numbered(name, number), value)?,
            }
        }
        map.end()
    }
}

/// What the value of a name is called of which some stand before it.
fn numbered(name: &str, number: usize) -> String {
    format!("{name} ({number})")
}

/// Tells most names that were not met before, without a comparison with each.
#[derive(Default)]
struct Seen([u64; 4]);

impl Seen {
    fn is_new(&mut self, name: &str) -> bool {
        let sum = name.bytes().fold(name.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let (word, bit) = (sum / 64 % 4, 1 << (sum % 64));
        let is_new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        is_new
    }
}

impl<'de> Deserialize<'de> for Attributes<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Vec<(String, String)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of strings")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                let mut counts: HashMap<String, usize> = HashMap::new();
                while let Some((mut name, value)) = map.next_entry::<String, String>()? {
                    let base = name.rsplit_once(" (").map(|(base, _)| base);
                    let again =
                        base.and_then(|base| Some((base.len(), numbered(base, counts.get(base)? + 1))));
                    if let Some((length, again)) = again
                        && again == name
                    {
                        name.truncate(length);
                    }
                    *counts.entry(name.clone()).or_default() += 1;
                    entries.push((name, value));
                }
                Ok(entries)
            }
        }
        let entries = deserializer.deserialize_map(Entries)?;
        Ok(Attributes(entries.into_iter().map(|(k, v)| (Cow::Owned(k), Cow::Owned(v))).collect()))
    }
}

impl JsonSchema for Attributes<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Attributes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What the source itself says beside the telegram",
            "type": "object",
            "additionalProperties": { "type": "string" }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_stands_twice_has_two_values_in_json_too() {
        let said =
            [("marking", "secret"), ("note", "a"), ("marking", "niact"), ("marking", "b"), ("note (x)", "c")];
        let said = Attributes(said.map(|(name, value)| (name.into(), value.into())).into());
        let json = serde_json::to_string(&said).unwrap();
        assert_eq!(
            json,
            r#"{"marking":"secret","note":"a","marking (2)":"niact","marking (3)":"b","note (x)":"c"}"#
        );
        assert_eq!(serde_json::from_str::<Attributes<'_>>(&json).unwrap(), said);
    }
}
