//! Parquet: a row a telegram with nested columns, or a flat table; compressed with zstd, in row groups of bounded size.

mod builder;
mod columns;

pub use columns::{NestedColumn, NestedKind, TELEGRAM};

use crate::export::{Begin, Context, Entry, Export, Sink, Stream};
use crate::tables::Cell;
use crate::{ExportError, Table, jsonl};
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use builder::Builder;
use chancery_telegram::record::SCHEMA;
use std::io;
use std::sync::Arc;

/// The form.
pub static EXPORT: Export = Export {
    id: "parquet",
    title: "Parquet, nested columns or a flat table",
    extension: "parquet",
    media_type: "application/vnd.apache.parquet",
    tables: Table::ALL,
    begin: Begin::Stream(|context, out| Ok(Box::new(Parquet::begin(context, out, Bounds::DEFAULT)?))),
};

/// How much is held before it is written.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// Rows not yet encoded, in bytes of text ...
    batch_bytes: usize,
    /// ... and in rows.
    batch_rows: usize,
    /// A row group, encoded.
    group_bytes: usize,
}

impl Bounds {
    /// Row groups of some ten thousand telegrams: enough for a query to pass over most of a file, few enough to be held.
    const DEFAULT: Bounds = Bounds { batch_bytes: 8 << 20, batch_rows: 8192, group_bytes: 64 << 20 };
}

/// The longest row, in bytes of text: Arrow's columns count their bytes in 31 bits.
const LONGEST: usize = 1 << 30;

struct Parquet<'w> {
    out: ArrowWriter<Stream<'w>>,
    schema: SchemaRef,
    table: Table,
    columns: Vec<Builder>,
    bounds: Bounds,
    rows: usize,
    bytes: usize,
    line: Vec<u8>,
}

impl<'w> Parquet<'w> {
    fn begin(context: &Context, out: Stream<'w>, bounds: Bounds) -> Result<Parquet<'w>, ExportError> {
        let (fields, columns) = match context.table {
            Table::Telegrams => (builder::nested_fields(TELEGRAM), builder::nested(TELEGRAM)),
            flat => {
                let columns = flat.columns();
                (
                    columns.iter().map(builder::flat_field).collect(),
                    columns.iter().map(builder::flat).collect(),
                )
            }
        };
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        let mut about = vec![
            KeyValue::new("chancery.schema".to_owned(), SCHEMA.to_owned()),
            KeyValue::new("chancery.table".to_owned(), context.table.to_string()),
        ];
        let said =
            [("title", &context.title), ("description", &context.description), ("state", &context.state)];
        about.extend(said.into_iter().filter_map(|(name, value)| {
            value.clone().map(|value| KeyValue::new(format!("chancery.{name}"), value))
        }));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_max_row_group_bytes(Some(bounds.group_bytes))
            .set_key_value_metadata(Some(about))
            .build();
        let out = ArrowWriter::try_new(out, schema.clone(), Some(properties)).map_err(parquet_error)?;
        let table = context.table;
        Ok(Parquet { out, schema, table, columns, bounds, rows: 0, bytes: 0, line: Vec::new() })
    }

    fn write(&mut self) -> Result<(), ExportError> {
        if self.rows > 0 {
            let columns = self.columns.iter_mut().map(Builder::finish).collect::<Result<Vec<_>, _>>();
            let batch = columns.and_then(|columns| RecordBatch::try_new(self.schema.clone(), columns));
            let batch = batch.map_err(|error| ExportError::Row(error.to_string()))?;
            self.out.write(&batch).map_err(parquet_error)?;
            (self.rows, self.bytes) = (0, 0);
        }
        Ok(())
    }

    /// Makes room for a row of so many bytes of text.
    fn room(&mut self, key: &str, bytes: usize) -> Result<(), ExportError> {
        if bytes > LONGEST {
            return Err(ExportError::TooLarge { key: key.to_owned(), bytes });
        }
        if self.bytes + bytes > self.bounds.batch_bytes {
            self.write()?;
        }
        Ok(())
    }

    /// Counts a row that was put into the columns.
    fn added(&mut self, bytes: usize) -> Result<(), ExportError> {
        self.bytes += bytes;
        self.rows += 1;
        if self.rows >= self.bounds.batch_rows {
            self.write()?;
        }
        Ok(())
    }

    fn nested_row(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        self.line.clear();
        jsonl::write(entry.item.record, &crate::Look::default(), &mut self.line)?;
        let bytes = self.line.len();
        self.room(&entry.key, bytes)?;
        builder::telegram(&entry.key, &self.line, &mut self.columns)
            .map_err(|error| ExportError::Row(format!("{}: {error}", entry.key)))?;
        self.added(bytes)?;
        Ok(1)
    }

    fn flat_row(&mut self, key: &str, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        let bytes = cells.iter().map(Cell::text_bytes).sum();
        self.room(key, bytes)?;
        cells.iter().zip(self.columns.iter_mut()).try_for_each(|(cell, column)| column.put(cell))?;
        self.added(bytes)
    }
}

impl Sink for Parquet<'_> {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        match self.table {
            Table::Telegrams => self.nested_row(entry),
            flat => flat.rows(entry, &mut |cells| self.flat_row(&entry.key, cells)),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.write()?;
        let mut out = self.out.into_inner().map_err(parquet_error)?;
        Ok(out.flush()?)
    }
}

/// What the system says is behind what the Parquet writer says.
fn parquet_error(error: ParquetError) -> ExportError {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => ExportError::Stream(*error),
            Err(error) => ExportError::Row(error.to_string()),
        },
        other => ExportError::Row(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Parquet};
    use crate::export::{Entry, Item, Sink};
    use crate::keys::Keys;
    use crate::{Context, Table};
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use chancery_telegram::record::{Addressee, Block, Record};

    #[test]
    fn row_groups_are_bounded() {
        const BOUNDS: Bounds = Bounds { batch_bytes: 16 << 10, batch_rows: 100, group_bytes: 64 << 10 };
        for table in [Table::Telegrams, Table::Paragraphs] {
            let mut file = Vec::new();
            let context = Context { table, ..Context::default() };
            let mut sink = Box::new(Parquet::begin(&context, Box::new(&mut file), BOUNDS).unwrap());
            let mut seed = 1_u64;
            for number in 0..2000 {
                // Digits that do not compress.
                let mut text = String::new();
                for _ in 0..30 {
                    seed =
                        seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    text.push_str(&(seed >> 11).to_string());
                }
                let body = vec![Block { text: text.into(), ..Block::default() }];
                let record = Record { body, ..Record::default() };
                let item = Item::new(&record);
                let key = format!("telegram-{number}");
                sink.record(&Entry { item: &item, key, keys: &Keys::default() }).unwrap();
                assert!(sink.rows <= 100 && sink.bytes <= 16 << 10);
                assert!(sink.out.in_progress_size() <= 2 * BOUNDS.group_bytes);
            }
            sink.finish().unwrap();
            let reader = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
            let groups = reader.metadata().row_groups();
            assert_eq!(groups.iter().map(|group| group.num_rows()).sum::<i64>(), 2000);
            assert!(groups.len() > 5, "{table}: {} row groups", groups.len());
            assert!(groups.iter().all(|group| group.compressed_size() <= 128 << 10), "{table}");
        }
    }

    #[test]
    fn a_telegram_of_many_rows_is_not_held_whole() {
        let by_rows = Bounds { batch_rows: 100, ..Bounds::DEFAULT };
        let by_bytes = Bounds { batch_bytes: 100 * "telegram-1infoINFO".len(), ..Bounds::DEFAULT };
        for bounds in [by_rows, by_bytes] {
            let context = Context { table: Table::Addressees, ..Context::default() };
            let mut sink = Parquet::begin(&context, Box::new(Vec::new()), bounds).unwrap();
            let info = vec![Addressee { text: "INFO".into(), ..Addressee::default() }; 250];
            let record = Record { info, ..Record::default() };
            let item = Item::new(&record);
            let rows =
                sink.record(&Entry { item: &item, key: "telegram-1".to_owned(), keys: &Keys::default() });
            assert_eq!((rows.unwrap(), sink.rows), (250, 50));
        }
    }
}
