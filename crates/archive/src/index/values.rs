//! The values of the fields that are counted, numbered alike in all segments: so counts are added up as numbers.

use super::schema::FIELDS;
use super::stratum::Stratum;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use tantivy::columnar::StrColumn;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// The fields that are counted: sender, TAGS, level, caption, collection, source format.
pub const COUNTED: usize = 6;

fn counted() -> [Field; COUNTED] {
    let fields = &*FIELDS;
    [fields.from, fields.tag, fields.level, fields.caption, fields.collection, fields.format]
}

/// The columns of a segment's counted fields.
///
/// # Errors
/// When the segment cannot be read.
pub fn counted_columns(segment: &SegmentReader) -> tantivy::Result<[Option<StrColumn>; COUNTED]> {
    let mut columns = [const { None }; COUNTED];
    for (column, field) in columns.iter_mut().zip(counted()) {
        *column = segment.fast_fields().str(segment.schema().get_field_name(field))?;
    }
    Ok(columns)
}

/// The values of a counted field in a segment.
#[derive(Default)]
pub struct Counted {
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
    pub fn count(&self, column: &StrColumn, documents: &[DocId], many: bool, counts: &mut [u64]) {
        let mut add = |number: u32| {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        };
        if !many && self.laid.get().is_none() {
            let found = documents.iter().flat_map(|doc| column.term_ords(*doc));
            found.filter_map(|ord| self.numbers.get(ord as usize)).for_each(|number| add(*number));
            return;
        }
        let laid = self.laid.get_or_init(|| self.lay(column));
        for &doc in documents {
            let doc = doc as usize;
            let begin = if doc == 0 { 0 } else { laid.ends[doc - 1] };
            laid.values[begin as usize..laid.ends[doc] as usize].iter().for_each(|number| add(*number));
        }
    }

    fn lay(&self, column: &StrColumn) -> Laid {
        let documents = column.ords().num_docs();
        let mut laid = Laid { ends: Vec::with_capacity(documents as usize), values: Vec::new() };
        for doc in 0..documents {
            let found = column.term_ords(doc);
            laid.values.extend(found.filter_map(|ord| self.numbers.get(ord as usize)));
            laid.ends.push(laid.values.len() as u32);
        }
        laid
    }
}

/// The values of the counted fields of some strata.
#[derive(Default)]
pub struct Values {
    names: [Vec<String>; COUNTED],
    segments: Vec<Vec<[Counted; COUNTED]>>,
}

impl Values {
    pub(crate) fn of(strata: &[Stratum]) -> tantivy::Result<Values> {
        let mut values = Values::default();
        let mut numbers: [FxHashMap<String, u32>; COUNTED] = Default::default();
        for stratum in strata {
            let mut segments = Vec::new();
            for segment in stratum.searcher.segment_readers() {
                let mut own: [Counted; COUNTED] = Default::default();
                for (at, column) in counted_columns(segment)?.into_iter().enumerate() {
                    let Some(column) = column else { continue };
                    let mut terms = column.dictionary().stream()?;
                    while let Some((term, ())) = terms.next() {
                        let name = String::from_utf8_lossy(term);
                        let (names, numbers) = (&mut values.names[at], &mut numbers[at]);
                        let number = numbers.get(&*name).copied().unwrap_or_else(|| {
                            let number = names.len() as u32;
                            names.push(name.clone().into_owned());
                            numbers.insert(name.into_owned(), number);
                            number
                        });
                        own[at].numbers.push(number);
                    }
                }
                segments.push(own);
            }
            values.segments.push(segments);
        }
        Ok(values)
    }

    /// The values of a counted field, by their numbers.
    pub fn names(&self, field: usize) -> &[String] {
        self.names.get(field).map_or(&[], Vec::as_slice)
    }

    /// The values in a segment of a stratum, both counted from 0.
    pub fn segment(&self, stratum: usize, segment: usize) -> Option<&[Counted; COUNTED]> {
        self.segments.get(stratum)?.get(segment)
    }
}
