//! What is written as Parquet, read back, says what the records say.

mod cases;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, Int64Type, TimestampMillisecondType};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use cases::{cases, context, data, stream};
use chancery_exports::parquet::{NestedColumn, NestedKind, TELEGRAM};
use chancery_exports::{Context, Export, Item, Table};
use chancery_telegram::record::{Attributes, Record, json_schema};
use chancery_telegram::{Options, read};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::printer::print_schema;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::fs;

fn export() -> &'static Export {
    Export::by_id("parquet").expect("a form")
}

fn batches(file: Vec<u8>) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(file)).expect("a file");
    reader.build().expect("a reader").collect::<Result<_, _>>().expect("rows")
}

fn rows(file: Vec<u8>) -> Vec<Value> {
    let mut rows = Vec::new();
    for batch in batches(file) {
        let whole: ArrayRef = std::sync::Arc::new(arrow_array::StructArray::from(batch));
        rows.extend((0..whole.len()).map(|row| value(&whole, row)));
    }
    rows
}

/// A cell as the record's JSON has it: what is null, empty or false is left out.
fn value(column: &ArrayRef, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Utf8 => json!(column.as_string::<i32>().value(row)),
        DataType::Int32 => json!(column.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => json!(column.as_primitive::<Int64Type>().value(row)),
        DataType::Boolean => match column.as_boolean().value(row) {
            true => json!(true),
            false => Value::Null,
        },
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            let date = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(days);
            json!(date.to_string())
        }
        DataType::Timestamp(_, zone) => {
            assert_eq!(zone.as_deref(), Some("UTC"));
            let at = column.as_primitive::<TimestampMillisecondType>().value(row);
            json!(jiff::Timestamp::from_millisecond(at).expect("a moment").to_string())
        }
        DataType::List(_) => {
            let list = column.as_list::<i32>().value(row);
            let list: Vec<Value> = (0..list.len()).map(|row| value(&list, row)).collect();
            if list.is_empty() { Value::Null } else { Value::Array(list) }
        }
        DataType::Struct(fields) => {
            let columns = column.as_struct();
            let mut object: Map<String, Value> = fields
                .iter()
                .zip(columns.columns())
                .map(|(field, column)| (field.name().clone(), value(column, row)))
                .filter(|(_, value)| !value.is_null())
                .collect();
            // The day stands beside the moment, and alone where there is no time.
            if let Some(date) = object.remove("date") {
                object.entry("at").or_insert(date);
            }
            Value::Object(object)
        }
        DataType::Map(..) => {
            let entries = column.as_map().value(row);
            let object: Map<String, Value> = (0..entries.len())
                .map(|row| {
                    let name = entries.column(0).as_string::<i32>().value(row).to_owned();
                    (name, value(entries.column(1), row))
                })
                .collect();
            if object.is_empty() { Value::Null } else { Value::Object(object) }
        }
        other => panic!("a column of another type: {other}"),
    }
}

/// The record's JSON without what a column cannot tell from what is left out.
fn bare(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object.into_iter().map(|(key, value)| (key, bare(value))).filter(|(_, v)| !v.is_null()).collect(),
        ),
        Value::Array(list) if list.is_empty() => Value::Null,
        Value::Array(list) => Value::Array(list.into_iter().map(bare).collect()),
        Value::Bool(false) => Value::Null,
        other => other,
    }
}

fn check(records: &[Record<'_>]) {
    let mut file = Vec::new();
    let mut writer = export().into_stream(&Context::default(), &mut file).expect("a writer");
    for record in records {
        writer.record(&Item::new(record)).expect("a telegram is written");
    }
    assert_eq!(writer.finish().expect("an end").rows, records.len() as u64);
    let mut got = rows(file);
    for row in &mut got {
        assert!(row.as_object_mut().expect("a row").remove("telegram").is_some());
    }
    let expected: Vec<Value> =
        records.iter().map(|record| bare(serde_json::to_value(record).expect("a record is JSON"))).collect();
    assert_eq!(got, expected);
}

#[test]
fn telegrams_come_back() {
    let cases = cases();
    let mut records: Vec<Record<'_>> = cases.iter().map(cases::Case::record).collect();
    check(&records);
    for record in &mut records {
        record.spans = Some([("/subject".to_owned(), chancery_telegram::Span::new(3, 9))].into());
    }
    check(&records);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_telegrams_come_back(texts in proptest::collection::vec(
        "(((R 0[1-9]1200Z (MAR 79|SEP 04)|FM|TO|INFO|SECRET|REF: A.|TAGS:|SUBJECT:|AMEMBASSY PARIS|PARIS 12|SENV|1\\.|\\(S/NF\\)|XXXXXX|é|\\PC{1,8})[ ,]?){0,8}\n){0,12}",
        0..6,
    )) {
        let records: Vec<Record<'_>> =
            texts.iter().map(|text| read(text.as_bytes(), Attributes::default(), &Options::default())).collect();
        check(&records);
    }
}

/// What a flat table says as CSV and as Parquet.
#[test]
fn flat_tables_say_the_same_in_both_forms() {
    for &table in Table::ALL.iter().filter(|&&table| table != Table::Telegrams) {
        let (csv_file, written) = stream(Export::by_id("csv").expect("a form"), &context(table));
        let (file, _) = stream(export(), &context(table));
        let mut reader = csv::Reader::from_reader(csv_file.as_slice());
        let names: Vec<String> = reader.headers().expect("names").iter().map(str::to_owned).collect();
        let lines: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("lines");
        assert_eq!(lines.len() as u64, written.rows);
        let batches = batches(file);
        let mut place = 0;
        for batch in &batches {
            assert_eq!(
                batch.schema().fields().iter().map(|field| field.name().as_str()).collect::<Vec<_>>(),
                names
            );
            for row in 0..batch.num_rows() {
                for (column, cell) in batch.columns().iter().zip(&lines[place]) {
                    let text = match value(column, row) {
                        Value::Null if column.data_type() == &DataType::Boolean => "false".to_owned(),
                        Value::Null => String::new(),
                        Value::String(text) => text,
                        Value::Array(list) => {
                            list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
                        }
                        other => other.to_string(),
                    };
                    assert_eq!(text, cell, "{table}, row {place}");
                }
                place += 1;
            }
        }
        assert_eq!(place, lines.len());
    }
}

/// The columns, as tools see them, are a contract.
#[test]
fn schemas_are_as_expected() {
    for &table in Table::ALL {
        let (file, _) = stream(export(), &context(table));
        let reader = SerializedFileReader::new(bytes::Bytes::from(file)).expect("a file");
        let mut schema = Vec::new();
        print_schema(&mut schema, reader.metadata().file_metadata().schema());
        let path = data().join(format!("expected/parquet.{table}.schema.txt"));
        if std::env::var_os("CHANCERY_BLESS").is_some() {
            fs::write(&path, &schema).expect("an expectation is written");
            println!("blessed parquet.{table}.schema.txt");
        }
        let expected = fs::read(&path).unwrap_or_default();
        assert!(expected == schema, "{table}: other columns than expected");
    }
}

/// Every key of the record has its column, and every column its key.
#[test]
fn columns_are_the_keys_of_the_record() {
    let schema = json_schema();
    let mut open = vec![("".to_owned(), schema.clone(), TELEGRAM)];
    while let Some((place, object, columns)) = open.pop() {
        let properties = object["properties"].as_object().expect("keys");
        let mut keys: Vec<&str> =
            columns.iter().map(|column| column.key).filter(|key| !key.is_empty()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys, properties.keys().map(String::as_str).collect::<Vec<_>>(), "{place}");
        for NestedColumn { name, key, kind } in columns.iter().filter(|column| !column.key.is_empty()) {
            let place = format!("{place}/{name}");
            let mut kind = *kind;
            let mut of = resolved(&properties[*key], &schema);
            loop {
                let types = of["type"].clone();
                let types = match &types {
                    Value::Array(list) => list.iter().filter_map(Value::as_str).find(|name| *name != "null"),
                    one => one.as_str(),
                };
                match kind {
                    NestedKind::Text => assert!(types == Some("string") || is_word(&of), "{place}: {of}"),
                    NestedKind::Day | NestedKind::Moment => assert_eq!(types, Some("string"), "{place}"),
                    NestedKind::Flag => assert_eq!(types, Some("boolean"), "{place}"),
                    NestedKind::Small => assert_eq!(of["format"], "uint16", "{place}"),
                    NestedKind::Whole => {
                        assert!(
                            matches!(of["format"].as_str(), Some("uint32" | "uint64") | None),
                            "{place}: {of}"
                        );
                        assert_eq!(types, Some("integer"), "{place}: {of}");
                    }
                    NestedKind::Object(columns) => open.push((place.clone(), of.clone(), columns)),
                    NestedKind::List(element) => {
                        assert_eq!(types, Some("array"), "{place}: {of}");
                        let items =
                            if of["items"].is_object() { &of["items"] } else { &of["prefixItems"][0] };
                        of = resolved(items, &schema);
                        kind = *element;
                        continue;
                    }
                    NestedKind::Map(element) => {
                        of = resolved(&of["additionalProperties"], &schema);
                        kind = *element;
                        continue;
                    }
                }
                break;
            }
        }
    }
}

fn is_word(schema: &Value) -> bool {
    schema["oneOf"].as_array().is_some_and(|words| words.iter().all(|word| word["type"] == "string"))
}

/// A schema behind references and beside `null`.
fn resolved(schema: &Value, root: &Value) -> Value {
    let mut schema = schema.clone();
    loop {
        if let Some(name) = schema["$ref"].as_str() {
            schema = root.pointer(name.trim_start_matches('#')).expect("a definition").clone();
        } else if let Some(choices) = schema["anyOf"].as_array().filter(|_| schema["type"].is_null()) {
            let choice = choices.iter().find(|choice| choice["type"] != "null").expect("a choice");
            schema = choice.clone();
        } else {
            return schema;
        }
    }
}
