//! Posts and the other stations that number telegrams.

use crate::address;
use crate::error::TableError;
use crate::key::{Key, Keys, add};
use crate::near;
use crate::table::Table;
use rustc_hash::FxHashMap;

/// A station that sends telegrams under its own numbers: a post, the Department, a delegation, a military sender (TF 9.3).
#[derive(Clone, Debug, Default)]
pub struct Post {
    /// The canonical code: `PORTOFSPAIN`.
    pub code: &'static str,
    /// The name as one writes it: `Port Of Spain`.
    pub name: &'static str,
    /// `embassy`, `consulate-general`, `consulate`, `mission`, `department`, `agency`, `military`, ...
    pub kind: &'static str,
    /// The country in which it lies, ISO 3166.
    pub country: Option<&'static str>,
    /// The code in document numbers of the 1973-79 files: `PORTO`. Two posts can share one.
    pub nara_code: Option<&'static str>,
    /// Its routing indicators: `RUEHSP`.
    pub routing: Vec<&'static str>,
    /// Degrees north.
    pub lat: Option<f32>,
    /// Degrees east.
    pub lon: Option<f32>,
    /// The time zone of its city in the IANA database: `America/Port_of_Spain`.
    pub time_zone: Option<&'static str>,
    /// Other spellings, known misspellings among them.
    pub variants: Vec<&'static str>,
    /// The code of the post that took its place.
    pub successor: Option<&'static str>,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

/// A post found by a name.
#[derive(Clone, Copy, Debug)]
pub struct PostMatch<'r> {
    /// The post.
    pub post: &'r Post,
    /// True where the name is also a common word or a short abbreviation (`AID`, `LABOR`, `NICE`, `STATE`): in running text it
    /// means the post only before a number.
    pub common_word: bool,
}

/// Names of stations that are words of the language, or that text uses for something else.
const COMMON_WORDS: [&str; 24] = [
    "AGRICULTURE",
    "AID",
    "COMMERCE",
    "DEPARTMENT",
    "DEPT",
    "INTERIOR",
    "JUSTICE",
    "LABOR",
    "NATO",
    "NICE",
    "PORTO",
    "PORTS",
    "SALT",
    "SECRETARY",
    "STATE",
    "STATES",
    "STATA",
    "START",
    "TREASURY",
    "TREAS",
    "SHAPE",
    "UNESCO",
    "ATO",
    "WASHDC",
];

/// Spellings of the Department that no row lists.
const DEPARTMENT: [&str; 9] = [
    "DEPT",
    "DEPARTMENT",
    "THE DEPARTMENT",
    "SECSTATE WASH DC",
    "SECSTATE WASHINGTON",
    "SECSTATE WASHINGTON DC",
    "SECTATE",
    "DEPT OF STATE WASHDC",
    "STATE DEPARTMENT",
];

/// Marks a row number that stands for a common word.
const COMMON: u16 = 1 << 15;

/// A name with which a misspelt one is compared.
#[derive(Debug)]
struct Candidate {
    letters: u64,
    key: Box<[u8]>,
    row: u16,
}

#[derive(Debug, Default)]
pub(crate) struct Posts {
    rows: Vec<Post>,
    codes: FxHashMap<&'static str, u16>,
    names: Keys<u16>,
    nara: FxHashMap<&'static str, Option<u16>>,
    routing: FxHashMap<&'static str, u16>,
    /// For [`Posts::near`], by length of the key.
    by_length: Vec<Vec<Candidate>>,
}

impl Posts {
    pub(crate) fn rows(table: &Table) -> Result<Vec<Post>, TableError> {
        table.read_rows(|row| {
            Ok(Post {
                code: row.needed("code")?,
                name: row.needed("name")?,
                kind: row.text("kind"),
                country: row.optional("country_iso3166"),
                nara_code: row.optional("nara_code"),
                routing: row.list("routing_indicators"),
                lat: row.number("lat")?,
                lon: row.number("lon")?,
                time_zone: row.optional("time_zone"),
                variants: row.list("variants"),
                successor: row.optional("successor"),
                valid_from: row.date("valid_from")?,
                valid_to: row.date("valid_to")?,
                source: row.text("source"),
            })
        })
    }

    pub(crate) fn new(mut rows: Vec<Post>, stations: &Table) -> Posts {
        rows.truncate(usize::from(COMMON));
        let mut posts = Posts { rows, ..Posts::default() };
        let station: FxHashMap<&str, &str> = stations.rows().map(|row| (row[0], row[1])).collect();
        posts.names.reserve(4 * posts.rows.len());
        for (index, post) in posts.rows.iter().enumerate() {
            let row = index as u16;
            posts.codes.insert(post.code, row);
            add(&mut posts.names, post.code, row);
            if let Some(code) = post.nara_code {
                posts.nara.entry(code).and_modify(|other| *other = None).or_insert(Some(row));
            }
        }
        for (index, post) in posts.rows.iter().enumerate() {
            add(&mut posts.names, post.name, index as u16);
        }
        // A variant of two posts (`PORTO`) names neither.
        let mut variants: Keys<Option<u16>> = Keys::default();
        for (index, post) in posts.rows.iter().enumerate() {
            for key in post.variants.iter().filter_map(|variant| Key::new(variant)) {
                let row = variants.entry(key.as_bytes().into()).or_insert(Some(index as u16));
                if *row != Some(index as u16) {
                    *row = None;
                }
            }
        }
        for (key, row) in variants {
            if let Some(row) = row {
                posts.names.entry(key).or_insert(row);
            }
        }
        if let Some(&state) = posts.codes.get("STATE") {
            for name in DEPARTMENT {
                add(&mut posts.names, name, state);
            }
        }
        // An indicator of several stations goes to the one that the routing list names, else to the first whose own it is.
        for first in [true, false] {
            for (index, post) in posts.rows.iter().enumerate() {
                for (place, indicator) in post.routing.iter().enumerate() {
                    if (place == 0) == first {
                        posts.routing.entry(indicator).or_insert(index as u16);
                    }
                }
            }
        }
        let shared: Vec<(&'static str, u16)> = posts
            .routing
            .keys()
            .filter_map(|&indicator| {
                let row = posts.named(station.get(indicator)?)?.0;
                posts.rows[usize::from(row)].routing.contains(&indicator).then_some((indicator, row))
            })
            .collect();
        posts.routing.extend(shared);
        posts.prepare();
        posts
    }

    /// Marks the common words, and sorts the names for [`Posts::near`].
    fn prepare(&mut self) {
        for (key, row) in &mut self.names {
            let post = &self.rows[usize::from(*row)];
            let short = key.len() <= 4
                && matches!(post.kind, "agency" | "military" | "delegation" | "office" | "mission");
            let common = short || COMMON_WORDS.iter().any(|word| word.as_bytes() == &**key);
            // Codes cut to six letters are too short a hold for a guess.
            let cut = post.nara_code.is_some_and(|code| code.as_bytes() == &**key)
                && post.code.as_bytes() != &**key;
            if !common && !cut && (5..=near::LONGEST).contains(&key.len()) {
                if self.by_length.len() <= key.len() {
                    self.by_length.resize_with(key.len() + 1, Vec::new);
                }
                self.by_length[key.len()].push(Candidate {
                    letters: near::letters(key),
                    key: key.clone(),
                    row: *row,
                });
            }
            if common {
                *row |= COMMON;
            }
        }
    }

    pub(crate) fn get(&self, code: &str) -> Option<&Post> {
        self.codes.get(code).and_then(|&row| self.rows.get(usize::from(row)))
    }

    pub(crate) fn all(&self) -> &[Post] {
        &self.rows
    }

    pub(crate) fn find(&self, name: &str) -> Option<PostMatch<'_>> {
        let (row, common_word) = self.named(name)?;
        Some(PostMatch { post: self.rows.get(usize::from(row))?, common_word })
    }

    fn named(&self, name: &str) -> Option<(u16, bool)> {
        let key = Key::new(name)?;
        let found = match self.names.get(key.as_bytes()) {
            Some(&row) => row,
            None => {
                let city = address::without_prefix(key.as_bytes())?;
                // A prefix makes a common word plain: AMCONSUL NICE.
                self.names.get(city)? & !COMMON
            }
        };
        Some((found & !COMMON, found & COMMON != 0))
    }

    pub(crate) fn by_nara_code(&self, code: &str) -> Option<&Post> {
        self.rows.get(usize::from((*self.nara.get(code)?)?))
    }

    pub(crate) fn by_routing(&self, indicator: &str) -> Option<&Post> {
        self.rows.get(usize::from(*self.routing.get(indicator)?))
    }

    pub(crate) fn near(&self, name: &str, limit: usize) -> Option<&Post> {
        let key = Key::new(name)?;
        let key = address::without_prefix(key.as_bytes()).unwrap_or(key.as_bytes());
        if key.len() < 4 {
            return None;
        }
        let mut limit = limit.min(2);
        let bits = near::letters(key);
        let mut best: Option<u16> = None;
        let mut unique = true;
        let lengths = self.by_length.iter().take(key.len() + limit + 1).skip(key.len().saturating_sub(limit));
        for Candidate { letters, key: candidate, row } in lengths.flatten() {
            if near::are_over(letters & !bits, limit) || near::are_over(bits & !letters, limit) {
                continue;
            }
            let Some(found) = near::distance(key, candidate, limit) else { continue };
            if found < limit {
                limit = found;
                (best, unique) = (Some(*row), true);
            } else if best.is_none() {
                best = Some(*row);
            } else if best != Some(*row) {
                unique = false;
            }
        }
        best.filter(|_| unique).and_then(|row| self.rows.get(usize::from(row)))
    }
}
