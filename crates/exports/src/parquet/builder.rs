//! Columns in the making: filled from a record's JSON, or from the cells of a flat table.
//!
//! They go as deep as the columns' own declaration does, never as deep as an input wants.

use super::columns::{NestedColumn, NestedKind};
use crate::ExportError;
use crate::tables::{Cell, Column, ColumnKind};
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Int32Builder, Int64Builder, StringBuilder, TimestampMillisecondBuilder,
};
use arrow_array::{ArrayRef, ListArray, MapArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields, TimeUnit};
use jiff::civil::{Date, DateTime};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::sync::Arc;

/// One column in the making.
#[derive(Debug)]
pub(super) enum Builder {
    Text(StringBuilder),
    Small(Int32Builder),
    Whole(Int64Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder),
    Moment(TimestampMillisecondBuilder),
    List { element: FieldRef, values: Box<Builder>, ends: Ends },
    Object(Object),
    Map { entry: FieldRef, names: StringBuilder, values: Box<Builder>, ends: Ends },
}

/// An object's columns.
#[derive(Debug)]
pub(super) struct Object {
    declared: &'static [NestedColumn],
    fields: Fields,
    columns: Vec<Builder>,
    /// Which columns the object at hand has filled.
    filled: Vec<bool>,
    /// Which objects are there.
    valid: Vec<bool>,
}

/// Where the lists of a column end.
#[derive(Debug)]
pub(super) struct Ends(Vec<i32>);

impl Ends {
    fn push(&mut self, length: usize) -> Result<(), String> {
        let last = self.0.last().copied().unwrap_or(0);
        let end = i32::try_from(length).ok().and_then(|length| last.checked_add(length));
        self.0.push(end.ok_or_else(|| "a list is too long".to_owned())?);
        Ok(())
    }

    fn take(&mut self) -> OffsetBuffer<i32> {
        OffsetBuffer::new(ScalarBuffer::from(std::mem::replace(&mut self.0, vec![0])))
    }
}

/// The fields of the table of telegrams.
pub(super) fn nested_fields(columns: &[NestedColumn]) -> Fields {
    columns
        .iter()
        .map(|column| {
            let never_null =
                matches!(column.kind, NestedKind::Flag | NestedKind::List(_) | NestedKind::Map(_))
                    || matches!(column.name, "telegram" | "schema" | "source");
            Field::new(column.name, data_type(&column.kind), !never_null)
        })
        .collect()
}

/// A builder for each of the columns.
pub(super) fn nested(columns: &[NestedColumn]) -> Vec<Builder> {
    columns.iter().map(|column| Builder::new(&column.kind)).collect()
}

/// The field of a flat column.
pub(super) fn flat_field(column: &Column) -> Field {
    let never_null = matches!(column.kind, ColumnKind::Flag | ColumnKind::Texts) || column.name == "telegram";
    Field::new(column.name, data_type(flat_kind(column)), !never_null)
}

/// The builder of a flat column.
pub(super) fn flat(column: &Column) -> Builder {
    Builder::new(flat_kind(column))
}

fn flat_kind(column: &Column) -> &'static NestedKind {
    match column.kind {
        ColumnKind::Text => &NestedKind::Text,
        ColumnKind::Texts => &NestedKind::List(&NestedKind::Text),
        ColumnKind::Whole => &NestedKind::Whole,
        ColumnKind::Flag => &NestedKind::Flag,
        ColumnKind::Day => &NestedKind::Day,
        ColumnKind::Moment => &NestedKind::Moment,
    }
}

fn data_type(kind: &NestedKind) -> DataType {
    match kind {
        NestedKind::Text => DataType::Utf8,
        NestedKind::Small => DataType::Int32,
        NestedKind::Whole => DataType::Int64,
        NestedKind::Flag => DataType::Boolean,
        NestedKind::Day => DataType::Date32,
        NestedKind::Moment => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        NestedKind::List(element) => DataType::List(element_field(element)),
        NestedKind::Object(columns) => DataType::Struct(nested_fields(columns)),
        NestedKind::Map(value) => DataType::Map(entry_field(value), false),
    }
}

fn element_field(element: &NestedKind) -> FieldRef {
    Arc::new(Field::new("element", data_type(element), false))
}

fn entry_field(value: &NestedKind) -> FieldRef {
    let fields = vec![Field::new("key", DataType::Utf8, false), Field::new("value", data_type(value), false)];
    Arc::new(Field::new("key_value", DataType::Struct(fields.into()), false))
}

impl Builder {
    fn new(kind: &NestedKind) -> Builder {
        match kind {
            NestedKind::Text => Builder::Text(StringBuilder::new()),
            NestedKind::Small => Builder::Small(Int32Builder::new()),
            NestedKind::Whole => Builder::Whole(Int64Builder::new()),
            NestedKind::Flag => Builder::Flag(BooleanBuilder::new()),
            NestedKind::Day => Builder::Day(Date32Builder::new()),
            NestedKind::Moment => Builder::Moment(TimestampMillisecondBuilder::new().with_timezone("UTC")),
            NestedKind::List(element) => Builder::List {
                element: element_field(element),
                values: Box::new(Builder::new(element)),
                ends: Ends(vec![0]),
            },
            NestedKind::Object(columns) => Builder::Object(Object {
                declared: columns,
                fields: nested_fields(columns),
                columns: nested(columns),
                filled: vec![false; columns.len()],
                valid: Vec::new(),
            }),
            NestedKind::Map(value) => Builder::Map {
                entry: entry_field(value),
                names: StringBuilder::new(),
                values: Box::new(Builder::new(value)),
                ends: Ends(vec![0]),
            },
        }
    }

    /// The column, which is empty again afterwards.
    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Builder::Text(builder) => Arc::new(builder.finish()),
            Builder::Small(builder) => Arc::new(builder.finish()),
            Builder::Whole(builder) => Arc::new(builder.finish()),
            Builder::Flag(builder) => Arc::new(builder.finish()),
            Builder::Day(builder) => Arc::new(builder.finish()),
            Builder::Moment(builder) => Arc::new(builder.finish()),
            Builder::List { element, values, ends } => {
                Arc::new(ListArray::try_new(element.clone(), ends.take(), values.finish()?, None)?)
            }
            Builder::Object(object) => Arc::new(object.finish()?),
            Builder::Map { entry, names, values, ends } => {
                let DataType::Struct(fields) = entry.data_type() else {
                    return Err(ArrowError::SchemaError("a map has entries".to_owned()));
                };
                let columns: Vec<ArrayRef> = vec![Arc::new(names.finish()), values.finish()?];
                let entries = StructArray::try_new(fields.clone(), columns, None)?;
                Arc::new(MapArray::try_new(entry.clone(), ends.take(), entries, None, false)?)
            }
        })
    }

    /// Adds what stands for a key that a record does not have.
    fn put_none(&mut self) -> Result<(), String> {
        match self {
            Builder::Text(builder) => builder.append_null(),
            Builder::Small(builder) => builder.append_null(),
            Builder::Whole(builder) => builder.append_null(),
            Builder::Flag(builder) => builder.append_value(false),
            Builder::Day(builder) => builder.append_null(),
            Builder::Moment(builder) => builder.append_null(),
            Builder::List { ends, .. } | Builder::Map { ends, .. } => ends.push(0)?,
            Builder::Object(object) => {
                object.columns.iter_mut().try_for_each(Builder::put_none)?;
                object.valid.push(false);
            }
        }
        Ok(())
    }

    fn put_text(&mut self, text: &str) -> Result<(), String> {
        match self {
            Builder::Text(builder) => builder.append_value(text),
            Builder::Day(builder) => {
                builder.append_option(text.get(..10).and_then(|day| day.parse().ok()).map(day))
            }
            Builder::Moment(builder) => {
                builder.append_option(text.strip_suffix('Z').and_then(|at| at.parse().ok()).and_then(moment));
            }
            other => return Err(format!("a text for {}", other.name())),
        }
        Ok(())
    }

    fn put_whole(&mut self, number: i64) -> Result<(), String> {
        match self {
            Builder::Whole(builder) => builder.append_value(number),
            Builder::Small(builder) => {
                builder.append_value(i32::try_from(number).map_err(|_| format!("{number} is too large"))?);
            }
            other => return Err(format!("a number for {}", other.name())),
        }
        Ok(())
    }

    /// Adds a cell of a flat table.
    pub(super) fn put(&mut self, cell: &Cell<'_>) -> Result<(), ExportError> {
        let put = match (&mut *self, cell) {
            (_, Cell::None) => self.put_none(),
            (_, Cell::Text(text)) => self.put_text(text),
            (_, Cell::Whole(number)) => self.put_whole(*number),
            (Builder::Flag(builder), Cell::Flag(flag)) => {
                builder.append_value(*flag);
                Ok(())
            }
            (Builder::Day(builder), Cell::Day(date)) => {
                builder.append_value(day(*date));
                Ok(())
            }
            (Builder::Moment(builder), Cell::Moment(at)) => {
                builder.append_option(moment(*at));
                Ok(())
            }
            (Builder::List { values, ends, .. }, Cell::Texts(texts)) => {
                texts.iter().try_for_each(|text| values.put_text(text)).and_then(|()| ends.push(texts.len()))
            }
            (other, cell) => Err(format!("{cell:?} for {}", other.name())),
        };
        put.map_err(ExportError::Row)
    }

    fn name(&self) -> &'static str {
        match self {
            Builder::Text(_) => "a text",
            Builder::Small(_) | Builder::Whole(_) => "a number",
            Builder::Flag(_) => "a flag",
            Builder::Day(_) => "a day",
            Builder::Moment(_) => "a moment",
            Builder::List { .. } => "a list",
            Builder::Object(_) => "an object",
            Builder::Map { .. } => "a map",
        }
    }
}

impl Object {
    fn finish(&mut self) -> Result<StructArray, ArrowError> {
        let columns = self.columns.iter_mut().map(Builder::finish).collect::<Result<Vec<_>, _>>()?;
        let valid = std::mem::take(&mut self.valid);
        StructArray::try_new(self.fields.clone(), columns, Some(NullBuffer::from(valid)))
    }
}

/// Days since 1970-01-01.
fn day(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

/// Milliseconds since 1970-01-01 00:00 UTC.
fn moment(at: DateTime) -> Option<i64> {
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

/// Fills the columns of the table of telegrams from a record's JSON.
pub(super) fn telegram(key: &str, json: &[u8], columns: &mut [Builder]) -> Result<(), String> {
    let Some((first, columns)) = columns.split_first_mut() else { return Ok(()) };
    first.put_text(key)?;
    let declared = &super::TELEGRAM[1..];
    let mut filled = vec![false; declared.len()];
    let mut json = serde_json::Deserializer::from_slice(json);
    let row = Row { declared, columns, filled: &mut filled };
    json.deserialize_map(row).map_err(|error| error.to_string())
}

/// The columns that one object fills.
struct Row<'b> {
    declared: &'static [NestedColumn],
    columns: &'b mut [Builder],
    filled: &'b mut [bool],
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.filled.fill(false);
        while let Some(at) = map.next_key_seed(Key(self.declared))? {
            if std::mem::replace(&mut self.filled[at], true) {
                return Err(A::Error::custom(format!("two values of `{}`", self.declared[at].key)));
            }
            let same = self.declared.get(at + 1).is_some_and(|next| next.key == self.declared[at].key);
            if same {
                let text: std::borrow::Cow<'de, str> = map.next_value()?;
                for at in [at, at + 1] {
                    self.columns[at].put_text(&text).map_err(A::Error::custom)?;
                    self.filled[at] = true;
                }
            } else {
                map.next_value_seed(Value(&mut self.columns[at]))?;
            }
        }
        for (column, _) in self.columns.iter_mut().zip(self.filled.iter()).filter(|(_, filled)| !**filled) {
            column.put_none().map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

/// Finds the first column of a key.
struct Key(&'static [NestedColumn]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key of the record")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        let at = self.0.iter().position(|column| column.key == key);
        at.ok_or_else(|| E::custom(format!("no column for `{key}`")))
    }
}

/// A value that fills a column.
struct Value<'b>(&'b mut Builder);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.put_text(text).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.0.put_whole(i64::try_from(number).map_err(E::custom)?).map_err(E::custom)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        match self.0 {
            Builder::Flag(builder) => {
                builder.append_value(flag);
                Ok(())
            }
            other => Err(E::custom(format!("a flag for {}", other.name()))),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Builder::List { values, ends, .. } = self.0 else {
            return Err(A::Error::custom(format!("a list for {}", self.0.name())));
        };
        let mut count = 0;
        while elements.next_element_seed(Value(values))?.is_some() {
            count += 1;
        }
        ends.push(count).map_err(A::Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self.0 {
            Builder::Object(object) => {
                object.valid.push(true);
                let Object { declared, columns, filled, .. } = object;
                Row { declared, columns, filled }.visit_map(map)
            }
            Builder::Map { names, values, ends, .. } => {
                let mut count = 0;
                while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                    names.append_value(name);
                    map.next_value_seed(Value(values))?;
                    count += 1;
                }
                ends.push(count).map_err(A::Error::custom)
            }
            other => Err(A::Error::custom(format!("an object for {}", other.name()))),
        }
    }
}
