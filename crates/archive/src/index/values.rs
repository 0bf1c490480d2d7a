//! The columns of the index, opened once; the values of those that are counted are numbered alike in all segments, so that counts
//! are added up as numbers.

use super::schema::FIELDS;
use super::stratum::Stratum;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

/// The fields that are counted: sender, TAGS, level, caption, collection, source format, year.
const COUNTED: usize = 7;

/// The year's place among them. It is the only one that holds numbers.
const YEAR: usize = COUNTED - 1;

/// The fields that are counted in groups: what a telegram has in a group of fields it shares with many others, and of each such
/// combination it is enough to know how many telegrams have it. TAGS are not among them, of which hardly two telegrams have the same.
const GROUPS: [Range<usize>; 2] = [0..1, 2..COUNTED];

/// The place of TAGS among the counted fields.
const TAGS: usize = 1;

/// How many combinations a document is said to have: one of each group, then of one TAGS code each, the last of all that are left.
/// All of a document lie side by side, as most of the time of counting is waiting for memory.
const SLOTS: usize = 8;

/// How many documents are counted sooner than a segment's values are laid out.
pub const MANY: u64 = 1024;

/// How many combinations are gone through in the time in which the values of a document are counted one by one.
const FEW: usize = 8;

/// A counted field of a segment.
enum Own {
    /// With the numbers of the values, in the order of the segment's own.
    Named(StrColumn, Vec<u32>),
    /// With the numbers of the years.
    Years(Column<u64>, FxHashMap<u64, u32>),
}

impl Own {
    /// Calls for the number of each value of a document.
    fn each(&self, doc: DocId, mut call: impl FnMut(u32)) {
        match self {
            Own::Named(column, numbers) => {
                column.term_ords(doc).filter_map(|ord| numbers.get(ord as usize)).for_each(|n| call(*n));
            }
            Own::Years(column, numbers) => {
                column.values_for_doc(doc).filter_map(|year| numbers.get(&year)).for_each(|n| call(*n));
            }
        }
    }
}

/// What each document of a segment has, laid out for counting.
struct Laid {
    rows: Rows,
    /// Where the values of each combination end.
    ends: Vec<u32>,
    /// The values of the combinations, one after the other.
    values: Vec<u32>,
}

/// The numbers of the combinations that each document has. A slot that it does not need has one without a value, which is the slot's
/// own: if all had the same, adding to its count would wait for the last time that it was added to.
enum Rows {
    /// Where the numbers of all are small.
    Narrow(Vec<[u16; SLOTS]>),
    Wide(Vec<[u32; SLOTS]>),
}

impl Laid {
    fn of(columns: &Columns) -> Laid {
        let mut rows = vec![[0; SLOTS]; columns.documents as usize];
        let mut known = Combinations { ends: vec![0; SLOTS], ..Combinations::default() };
        let mut values = Vec::new();
        let read = |fields: Range<usize>, doc: usize, values: &mut Vec<u32>| {
            values.clear();
            let fields = columns.counted.get(fields).unwrap_or_default().iter().flatten();
            fields.for_each(|field| field.each(doc as DocId, |value| values.push(value)));
        };
        // Field by field, as columns are read.
        for (slot, fields) in GROUPS.into_iter().enumerate() {
            for (doc, row) in rows.iter_mut().enumerate() {
                read(fields.clone(), doc, &mut values);
                row[slot] = known.number(slot, &values);
            }
        }
        for (doc, row) in rows.iter_mut().enumerate() {
            read(TAGS..TAGS + 1, doc, &mut values);
            let mut left = &values[..];
            for (slot, number) in row.iter_mut().enumerate().skip(GROUPS.len()) {
                let taken = if slot + 1 < SLOTS { left.len().min(1) } else { left.len() };
                let (own, others) = left.split_at(taken);
                *number = known.number(slot, own);
                left = others;
            }
        }
        let Combinations { ends, values, .. } = known;
        let rows = match ends.len() <= 1 << u16::BITS {
            true => Rows::Narrow(rows.iter().map(|row| row.map(|own| own as u16)).collect()),
            false => Rows::Wide(rows),
        };
        Laid { rows, ends, values }
    }

    /// The values of a combination.
    fn values(&self, number: usize) -> &[u32] {
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.values[begin as usize..self.ends[number] as usize]
    }

    /// Calls for the number of each combination of some documents.
    fn each(&self, documents: &[DocId], call: impl FnMut(usize)) {
        match &self.rows {
            Rows::Narrow(rows) => each(rows, documents, call),
            Rows::Wide(rows) => each(rows, documents, call),
        }
    }
}

/// Calls for the number of each combination of some documents.
fn each<N: Copy + TryInto<usize>>(rows: &[[N; SLOTS]], documents: &[DocId], mut call: impl FnMut(usize)) {
    for doc in documents {
        for own in rows[*doc as usize] {
            call(own.try_into().unwrap_or(0));
        }
    }
}

/// The combinations of values that documents have.
#[derive(Default)]
struct Combinations {
    known: FxHashMap<Box<[u32]>, u32>,
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl Combinations {
    /// The number of a combination in a slot: behind all others, where it has none yet.
    fn number(&mut self, slot: usize, values: &[u32]) -> u32 {
        if values.is_empty() {
            return slot as u32;
        }
        self.known.get(values).copied().unwrap_or_else(|| {
            let number = self.ends.len() as u32;
            self.values.extend(values);
            self.ends.push(self.values.len() as u32);
            self.known.insert(values.into(), number);
            number
        })
    }
}

/// The columns of a segment, opened once.
pub struct Columns {
    /// The counted fields.
    counted: [Option<Own>; COUNTED],
    /// Made when many documents are counted.
    laid: OnceLock<Laid>,
    documents: DocId,
    /// The telegram's number in the catalogue.
    pub telegram: Column<u64>,
    /// When it was sent, in minutes since 1970.
    pub sent: Column<i64>,
    /// What breaks ties.
    pub tie: Column<u64>,
    /// How many originals stand behind it.
    pub originals: Column<u64>,
    /// How many texts of it are seen.
    pub variants: Column<u64>,
}

impl Columns {
    fn open(segment: &SegmentReader, numbered: &mut Numbered) -> tantivy::Result<Columns> {
        let fields = &*FIELDS;
        let named = [fields.from, fields.tag, fields.level, fields.caption, fields.collection, fields.format];
        let columns = segment.fast_fields();
        let mut counted = [const { None }; COUNTED];
        for (at, field) in named.into_iter().enumerate() {
            if let Some(column) = columns.str(segment.schema().get_field_name(field))? {
                counted[at] = Some(numbered.named(at, column)?);
            }
        }
        counted[YEAR] = Some(numbered.years(columns.u64("year")?));
        Ok(Columns {
            counted,
            laid: OnceLock::new(),
            documents: segment.max_doc(),
            telegram: columns.u64("telegram")?,
            sent: columns.i64("sent")?,
            tie: columns.u64("tie")?,
            originals: columns.u64("originals")?,
            variants: columns.u64("variants")?,
        })
    }
}

/// How often each value stands in some documents of a segment.
pub struct Tally<'c> {
    columns: &'c Columns,
    /// By the numbers of the values.
    counts: Vec<u64>,
    /// How many documents have each combination; empty as long as few are counted.
    combined: Vec<u32>,
}

impl<'c> Tally<'c> {
    /// Nothing is counted yet.
    pub fn of(columns: &'c Columns, values: &Values) -> Tally<'c> {
        Tally { columns, counts: vec![0; values.names.len()], combined: Vec::new() }
    }

    /// Adds documents; `found` is how many there are by now, these and those before. From [`MANY`] on the segment's values are laid out,
    /// for this time and for later ones.
    pub fn add(&mut self, documents: &[DocId], found: u64) {
        let Tally { columns, counts, combined } = self;
        if found <= MANY && columns.laid.get().is_none() {
            for field in columns.counted.iter().flatten() {
                documents.iter().for_each(|doc| field.each(*doc, |value| counts[value as usize] += 1));
            }
            return;
        }
        let laid = columns.laid.get_or_init(|| Laid::of(columns));
        // A few documents are counted sooner than all combinations are gone through at the end.
        if combined.is_empty() && found < (laid.ends.len() / FEW) as u64 {
            let mut count = |value: &u32| counts[*value as usize] += 1;
            return laid.each(documents, |own| laid.values(own).iter().for_each(&mut count));
        }
        combined.resize(laid.ends.len(), 0);
        laid.each(documents, |own| combined[own] += 1);
    }

    /// How often each value was found, by its number.
    pub fn end(mut self) -> Vec<u64> {
        let Some(laid) = self.columns.laid.get() else { return self.counts };
        for (own, found) in self.combined.iter().enumerate().filter(|(_, found)| **found > 0) {
            laid.values(own).iter().for_each(|value| self.counts[*value as usize] += u64::from(*found));
        }
        self.counts
    }
}

/// The values of the fields of some strata.
#[derive(Default)]
pub struct Values {
    /// The values of all counted fields, by their numbers.
    names: Vec<String>,
    /// The numbers of each field's values, in the order of the alphabet.
    fields: [Vec<u32>; COUNTED],
    segments: Vec<Vec<Columns>>,
}

impl Values {
    /// Opens the columns of some strata; their numbers are those of the iterator, from 0.
    ///
    /// # Errors
    /// When a segment cannot be read.
    pub fn of<'s>(strata: impl Iterator<Item = &'s Stratum>) -> tantivy::Result<Values> {
        let mut numbered = Numbered::default();
        let mut segments = Vec::new();
        for stratum in strata {
            let readers = stratum.searcher.segment_readers().iter();
            segments.push(
                readers
                    .map(|segment| Columns::open(segment, &mut numbered))
                    .collect::<tantivy::Result<_>>()?,
            );
        }
        let Numbered { names, numbers } = numbered;
        let fields = numbers.map(|field| {
            let mut numbers: Vec<u32> = field.into_values().collect();
            numbers.sort_unstable_by_key(|number| names.get(*number as usize));
            numbers
        });
        Ok(Values { names, fields, segments })
    }

    /// The values of a counted field that stand in something, and how often; `counts` is by the numbers of the values. They are in
    /// the order of the alphabet.
    pub fn found<'v>(&'v self, field: usize, counts: &'v [u64]) -> impl Iterator<Item = (&'v str, u64)> {
        let numbers = self.fields.get(field).map_or(&[][..], Vec::as_slice);
        let found = numbers.iter().filter_map(|number| {
            Some((self.names.get(*number as usize)?.as_str(), *counts.get(*number as usize)?))
        });
        found.filter(|(_, count)| *count > 0)
    }

    /// The columns of a segment of a stratum, both counted from 0.
    pub fn segment(&self, stratum: usize, segment: usize) -> Option<&Columns> {
        self.segments.get(stratum)?.get(segment)
    }
}

/// The numbers that values have so far, over all fields.
#[derive(Default)]
struct Numbered {
    names: Vec<String>,
    numbers: [FxHashMap<String, u32>; COUNTED],
}

impl Numbered {
    /// The number of a value: behind all others, where it has none yet.
    fn number(&mut self, field: usize, name: &str) -> u32 {
        let Numbered { names, numbers } = self;
        numbers[field].get(name).copied().unwrap_or_else(|| {
            let number = names.len() as u32;
            names.push(name.to_owned());
            numbers[field].insert(name.to_owned(), number);
            number
        })
    }

    fn named(&mut self, field: usize, column: StrColumn) -> tantivy::Result<Own> {
        let mut own = Vec::with_capacity(column.num_terms());
        let mut terms = column.dictionary().stream()?;
        while let Some((term, ())) = terms.next() {
            own.push(self.number(field, &String::from_utf8_lossy(term)));
        }
        drop(terms);
        Ok(Own::Named(column, own))
    }

    fn years(&mut self, column: Column<u64>) -> Own {
        // Those in between need not all occur; there are few.
        let years = column.min_value()..=column.max_value().min(u16::MAX.into());
        let numbers = years.map(|year| (year, self.number(YEAR, &year.to_string()))).collect();
        Own::Years(column, numbers)
    }
}
