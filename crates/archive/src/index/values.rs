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

/// The fields are counted in groups: what a telegram has in a group of fields it shares with many others, and of each such
/// combination it is enough to know how many telegrams have it.
const GROUPS: [Range<usize>; 3] = [0..1, 1..2, 2..COUNTED];

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
    /// Which combination each document has in each group.
    documents: Vec<[u32; GROUPS.len()]>,
    groups: [Group; GROUPS.len()],
}

/// The combinations of values that documents have in some fields.
#[derive(Default)]
struct Group {
    /// Where the values of each combination end.
    ends: Vec<u32>,
    /// Their values, one combination after the other.
    values: Vec<u32>,
    /// Each document has one of its own.
    apart: bool,
}

impl Group {
    fn push(&mut self, values: &[u32]) {
        self.values.extend(values);
        self.ends.push(self.values.len() as u32);
    }

    /// The number of a combination among those that are `known`.
    fn number(&mut self, known: &mut FxHashMap<Box<[u32]>, u32>, values: &[u32]) -> u32 {
        known.get(values).copied().unwrap_or_else(|| {
            let number = self.ends.len() as u32;
            self.push(values);
            known.insert(values.into(), number);
            number
        })
    }

    /// The values of a combination.
    fn of(&self, number: usize) -> &[u32] {
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.values[begin as usize..self.ends[number] as usize]
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

    fn lay(&self) -> Laid {
        let mut groups: [Group; GROUPS.len()] = Default::default();
        let mut documents = vec![[0; GROUPS.len()]; self.documents as usize];
        let mut values = Vec::new();
        for (at, (group, fields)) in groups.iter_mut().zip(GROUPS).enumerate() {
            let fields = self.counted.get(fields).unwrap_or_default();
            let read = |doc: usize, values: &mut Vec<u32>| {
                values.clear();
                fields
                    .iter()
                    .flatten()
                    .for_each(|field| field.each(doc as DocId, |value| values.push(value)));
            };
            let mut known = FxHashMap::default();
            for (doc, own) in documents.iter_mut().enumerate() {
                read(doc, &mut values);
                own[at] = group.number(&mut known, &values);
            }
            if group.ends.len() < documents.len() / FEW {
                continue;
            }
            // Hardly one is like another: each is laid down where it is looked for.
            *group = Group { apart: true, ..Group::default() };
            for (doc, own) in documents.iter_mut().enumerate() {
                read(doc, &mut values);
                own[at] = doc as u32;
                group.push(&values);
            }
        }
        Laid { documents, groups }
    }
}

/// How often each value stands in some documents of a segment.
pub struct Tally<'c> {
    columns: &'c Columns,
    /// By the numbers of the values.
    counts: Vec<u64>,
    /// How many documents have each combination of each group.
    combinations: [Vec<u32>; GROUPS.len()],
}

impl<'c> Tally<'c> {
    /// Nothing is counted yet.
    pub fn of(columns: &'c Columns, values: &Values) -> Tally<'c> {
        Tally { columns, counts: vec![0; values.names.len()], combinations: Default::default() }
    }

    /// Adds documents; `found` is how many there are by now, these and those before. From [`MANY`] on the segment's values are laid out,
    /// for this time and for later ones.
    pub fn add(&mut self, documents: &[DocId], found: u64) {
        let Tally { columns, counts, combinations } = self;
        if found <= MANY && columns.laid.get().is_none() {
            for field in columns.counted.iter().flatten() {
                documents.iter().for_each(|doc| field.each(*doc, |value| counts[value as usize] += 1));
            }
            return;
        }
        let laid = columns.laid.get_or_init(|| columns.lay());
        for (at, (group, combined)) in laid.groups.iter().zip(combinations).enumerate() {
            let own = documents.iter().map(|doc| laid.documents[*doc as usize][at] as usize);
            // A few documents are counted sooner than their combinations are gone through at the end.
            if group.apart || combined.is_empty() && found < (group.ends.len() / FEW) as u64 {
                own.flat_map(|own| group.of(own)).for_each(|value| counts[*value as usize] += 1);
                continue;
            }
            combined.resize(group.ends.len(), 0);
            own.for_each(|own| combined[own] += 1);
        }
    }

    /// How often each value was found, by its number.
    pub fn end(mut self) -> Vec<u64> {
        let Some(laid) = self.columns.laid.get() else { return self.counts };
        for (found, group) in self.combinations.iter().zip(&laid.groups) {
            for (own, found) in found.iter().enumerate().filter(|(_, found)| **found > 0) {
                group.of(own).iter().for_each(|value| self.counts[*value as usize] += u64::from(*found));
            }
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
