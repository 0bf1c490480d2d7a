//! The columns of the index, opened once; the values of those that are counted are numbered alike in all segments, so that counts
//! are added up as numbers.

use super::schema::FIELDS;
use super::stratum::Stratum;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Field;

/// The fields that are counted: sender, TAGS, level, caption, collection, source format.
pub const COUNTED: usize = 6;

fn counted() -> [Field; COUNTED] {
    let fields = &*FIELDS;
    [fields.from, fields.tag, fields.level, fields.caption, fields.collection, fields.format]
}

/// The values of a counted field in a segment.
pub struct Counted {
    column: StrColumn,
    /// The numbers of the values, in the order of the segment's own.
    numbers: Vec<u32>,
    /// The number of each document's values, laid out for counting: made when many documents are counted.
    laid: OnceLock<Laid>,
}

/// Which values each document has.
struct Laid {
    /// Where the values of each document end.
    ends: Vec<u32>,
    /// In the order of the documents.
    values: Vec<u32>,
}

impl Counted {
    /// Adds the documents of a list to the counts of their values, which are as many as there are [names](Values::names).
    pub fn count(&self, documents: &[DocId], many: bool, counts: &mut [u64]) {
        let mut add = |number: u32| {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        };
        if !many && self.laid.get().is_none() {
            let found = documents.iter().flat_map(|doc| self.column.term_ords(*doc));
            found.filter_map(|ord| self.numbers.get(ord as usize)).for_each(|number| add(*number));
            return;
        }
        let laid = self.laid.get_or_init(|| self.lay());
        for &doc in documents {
            let doc = doc as usize;
            let begin = if doc == 0 { 0 } else { laid.ends[doc - 1] };
            laid.values[begin as usize..laid.ends[doc] as usize].iter().for_each(|number| add(*number));
        }
    }

    fn lay(&self) -> Laid {
        let documents = self.column.ords().num_docs();
        let mut laid = Laid { ends: Vec::with_capacity(documents as usize), values: Vec::new() };
        for doc in 0..documents {
            let found = self.column.term_ords(doc);
            laid.values.extend(found.filter_map(|ord| self.numbers.get(ord as usize)));
            laid.ends.push(laid.values.len() as u32);
        }
        laid
    }
}

/// The columns of a segment, opened once.
pub struct Columns {
    /// The counted fields.
    pub counted: [Option<Counted>; COUNTED],
    /// The telegram's number in the catalogue.
    pub telegram: Column<u64>,
    /// When it was sent, in minutes since 1970.
    pub sent: Column<i64>,
    /// What breaks ties.
    pub tie: Column<u64>,
    /// The year in which it was sent.
    pub year: Column<u64>,
    /// How many originals stand behind it.
    pub originals: Column<u64>,
    /// How many texts of it are seen.
    pub variants: Column<u64>,
}

/// The values of the fields of some strata.
#[derive(Default)]
pub struct Values {
    names: [Vec<String>; COUNTED],
    segments: Vec<Vec<Columns>>,
}

impl Values {
    /// Opens the columns of some strata; their numbers are those of the iterator, from 0.
    ///
    /// # Errors
    /// When a segment cannot be read.
    pub fn of<'s>(strata: impl Iterator<Item = &'s Stratum>) -> tantivy::Result<Values> {
        let mut values = Values::default();
        let mut numbers: [FxHashMap<String, u32>; COUNTED] = Default::default();
        for stratum in strata {
            let mut segments = Vec::new();
            for segment in stratum.searcher.segment_readers() {
                let columns = segment.fast_fields();
                let mut counted = [const { None }; COUNTED];
                for (at, field) in self::counted().into_iter().enumerate() {
                    if let Some(column) = columns.str(segment.schema().get_field_name(field))? {
                        let (names, numbers) = (&mut values.names[at], &mut numbers[at]);
                        counted[at] = Some(numbered(column, names, numbers)?);
                    }
                }
                segments.push(Columns {
                    counted,
                    telegram: columns.u64("telegram")?,
                    sent: columns.i64("sent")?,
                    tie: columns.u64("tie")?,
                    year: columns.u64("year")?,
                    originals: columns.u64("originals")?,
                    variants: columns.u64("variants")?,
                });
            }
            values.segments.push(segments);
        }
        Ok(values)
    }

    /// The values of a counted field, by their numbers.
    pub fn names(&self, field: usize) -> &[String] {
        self.names.get(field).map_or(&[], Vec::as_slice)
    }

    /// The columns of a segment of a stratum, both counted from 0.
    pub fn segment(&self, stratum: usize, segment: usize) -> Option<&Columns> {
        self.segments.get(stratum)?.get(segment)
    }
}

/// Numbers the values of a column, those that have no number yet behind the others.
fn numbered(
    column: StrColumn,
    names: &mut Vec<String>,
    numbers: &mut FxHashMap<String, u32>,
) -> tantivy::Result<Counted> {
    let mut own = Vec::with_capacity(column.num_terms());
    let mut terms = column.dictionary().stream()?;
    while let Some((term, ())) = terms.next() {
        let name = String::from_utf8_lossy(term);
        own.push(numbers.get(&*name).copied().unwrap_or_else(|| {
            let number = names.len() as u32;
            names.push(name.clone().into_owned());
            numbers.insert(name.into_owned(), number);
            number
        }));
    }
    drop(terms);
    Ok(Counted { column, numbers: own, laid: OnceLock::new() })
}
