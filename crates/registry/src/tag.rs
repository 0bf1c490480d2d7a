//! TAGS: Traffic Analysis by Geography and Subject (5 FAH-3; the TAGS handbook of 1974).

use crate::error::TableError;
use crate::key::{Keys, add, find};
use crate::table::{Row, Table};
use rustc_hash::FxHashMap;

/// What a TAGS code stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// A subject: `PREL`.
    #[default]
    Subject,
    /// A country: `FR`.
    Geographic,
    /// A region, printed where a country would be: `XM`.
    Region,
    /// An organization: `NATO`.
    Organization,
    /// A program: `KDEM`.
    Program,
}

/// One code in the scheme of one time.
#[derive(Clone, Debug)]
pub struct TagEntry {
    /// The code: `PREL`.
    pub code: &'static str,
    /// What it means.
    pub name: &'static str,
    /// What it stands for.
    pub kind: TagKind,
    /// The scheme that it belongs to: `1973-79`, `2000s`, `2020s`.
    pub scheme: &'static str,
    /// The country in ISO 3166.
    pub iso3166: Option<&'static str>,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Misspellings and other codes seen for it.
    pub variants: Vec<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

impl TagEntry {
    /// True when the code belongs to the scheme of a year. The handbook's lists of the 2020s that are known are not whole, so a
    /// code of the 2000s holds on, until its last day where it has one; but the list of countries is whole, and took the place
    /// of the former.
    pub fn is_of(&self, year: u16) -> bool {
        let here = self.years_off(year) == 0;
        if self.scheme != "2000s" || year < 1980 {
            return here;
        }
        let replaced = matches!(self.kind, TagKind::Geographic | TagKind::Region);
        (here || !replaced) && !self.ended(year)
    }

    /// True when telegrams of a year carry the code in good order: it is of the year's scheme, or of the one beside it while both are
    /// met, which from 1980 to 1999 is that of the 1970s, and since 2010 that of the 2020s (TG007).
    pub fn is_met(&self, year: u16) -> bool {
        let former = (1980..2000).contains(&year) && self.is_of(1979);
        let coming = year >= 2010 && self.is_of(2025);
        self.is_of(year) || former || coming
    }

    /// True when its last day lies in a year before this one.
    fn ended(&self, year: u16) -> bool {
        let last = self.valid_to.and_then(|day| day.get(..4)?.parse::<u16>().ok());
        last.is_some_and(|last| last < year)
    }

    /// How many years lie between a year and the scheme's.
    fn years_off(&self, year: u16) -> u16 {
        let (from, to) = match self.scheme {
            "1973-79" => (1973, 1979),
            "2020s" => (2020, u16::MAX),
            _ => (1980, 2019),
        };
        if year < from { from - year } else { year.saturating_sub(to) }
    }
}

/// The rows of countries by the first letters of their names.
fn countries(rows: &[TagEntry]) -> FxHashMap<[u8; 3], Vec<u32>> {
    let mut countries: FxHashMap<[u8; 3], Vec<u32>> = FxHashMap::default();
    for (row, entry) in (0..).zip(rows).filter(|(_, entry)| entry.kind == TagKind::Geographic) {
        if let Some(head) = entry.name.as_bytes().first_chunk() {
            countries.entry(head.map(|letter: u8| letter.to_ascii_uppercase())).or_default().push(row);
        }
    }
    countries
}

#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// By code, and for one code in the order in which one without a year wants them.
    rows: Vec<TagEntry>,
    /// Where the rows of a code begin, and how many there are.
    codes: FxHashMap<&'static [u8], (u32, u32)>,
    /// The countries' rows, by the first letters of the name.
    countries: FxHashMap<[u8; 3], Vec<u32>>,
    aliases: Keys<u32>,
}

impl Tags {
    pub(crate) fn rows(table: &Table) -> Result<Vec<TagEntry>, TableError> {
        table.read_rows(|row| {
            Ok(TagEntry {
                code: code(row)?,
                name: row.text("name"),
                kind: kind(row)?,
                scheme: row.text("scheme"),
                iso3166: row.optional("iso3166"),
                valid_from: row.date("valid_from")?,
                valid_to: row.date("valid_to")?,
                variants: row.list("variants"),
                source: row.text("source"),
            })
        })
    }

    /// The countries' codes of all schemes whose names begin with these three letters, which are capitals.
    pub(crate) fn countries_with(&self, head: [u8; 3]) -> impl Iterator<Item = &TagEntry> {
        let named = self.countries.get(&head).map_or(&[][..], Vec::as_slice);
        named.iter().map(|&row| &self.rows[row as usize])
    }

    pub(crate) fn new(rows: Vec<TagEntry>) -> Tags {
        let order = |scheme: &str| match scheme {
            "2000s" => 0,
            "2020s" => 1,
            _ => 2,
        };
        // Small keys are sorted, and each row moved once.
        let mut places: Vec<(u64, &str, u8, usize)> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| (head(row.code), row.code, order(row.scheme), index))
            .collect();
        places.sort_unstable();
        let mut rows: Vec<Option<TagEntry>> = rows.into_iter().map(Some).collect();
        let rows: Vec<TagEntry> =
            places.into_iter().filter_map(|(.., index)| rows.get_mut(index)?.take()).collect();
        let codes = FxHashMap::with_capacity_and_hasher(rows.len(), Default::default());
        let mut tags = Tags { codes, countries: countries(&rows), aliases: Keys::default(), rows };
        for (row, entry) in (0u32..).zip(&tags.rows) {
            tags.codes.entry(entry.code.as_bytes()).or_insert((row, 0)).1 += 1;
            for variant in &entry.variants {
                add(&mut tags.aliases, variant, row);
            }
            // `AFL-CIO` is also printed without what is no letter.
            if !entry.code.bytes().all(|b| b.is_ascii_alphanumeric()) {
                add(&mut tags.aliases, entry.code, row);
            }
        }
        tags
    }

    pub(crate) fn all(&self) -> &[TagEntry] {
        &self.rows
    }

    pub(crate) fn of(&self, code: &[u8]) -> &[TagEntry] {
        let (from, count) = self.codes.get(code).copied().unwrap_or_default();
        self.rows.get(from as usize..(from + count) as usize).unwrap_or_default()
    }

    pub(crate) fn at(&self, code: &[u8], year: u16) -> Option<&TagEntry> {
        self.of(code).iter().min_by_key(|entry| entry.years_off(year))
    }

    pub(crate) fn alias(&self, text: &str) -> Option<&'static str> {
        Some(self.rows.get(find(&self.aliases, text)? as usize)?.code)
    }
}

/// The first eight bytes of a code as a number that sorts as they do.
fn head(code: &str) -> u64 {
    let mut head = [0; 8];
    for (to, from) in head.iter_mut().zip(code.bytes()) {
        *to = from;
    }
    u64::from_be_bytes(head)
}

fn code(row: &Row<'_>) -> Result<&'static str, TableError> {
    let code = row.needed("code")?;
    if code.bytes().any(|b| b.is_ascii_lowercase() || b == b',' || b.is_ascii_whitespace()) {
        return Err(row.error(
            "code",
            format!("`{code}` is no TAGS code"),
            "write it in capital letters, without blanks and commas",
        ));
    }
    Ok(code)
}

fn kind(row: &Row<'_>) -> Result<TagKind, TableError> {
    Ok(match row.text("kind") {
        "subject" => TagKind::Subject,
        "geographic" => TagKind::Geographic,
        "region" => TagKind::Region,
        "organization" => TagKind::Organization,
        "program" => TagKind::Program,
        other => {
            let help = "write subject, geographic, region, organization or program";
            return Err(row.error("kind", format!("there is no kind `{other}`"), help));
        }
    })
}
