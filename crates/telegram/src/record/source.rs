//! Where a telegram was found, and what its source says beside it.

use super::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
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

/// What a source says beside a telegram: names and values in the source's order. In JSON an object of strings.
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
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
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
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
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
