//! Abbreviations that telegrams use in their text and around it.

use crate::error::TableError;
use crate::key::{Heads, Key, Keys};
use crate::table::{Row, Table};

/// An abbreviation and one thing that it stands for. `GOI` has a row for each government that is so called.
#[derive(Clone, Debug)]
pub struct Abbreviation {
    /// As it is printed: `REFTEL`, `S/S`.
    pub abbreviation: &'static str,
    /// What it stands for.
    pub meaning: &'static str,
    /// `person`, `office`, `organisation`, `government`, `procedure`, `marking`, `time` or `other`.
    pub kind: &'static str,
    /// Other forms: plurals, and the same with other words in it.
    pub variants: Vec<&'static str>,
    /// Where its letters mean this in running text.
    pub in_text: InText,
    /// What else is to know.
    pub note: &'static str,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

/// Where the letters of an abbreviation mean what its row says, in running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InText {
    /// Wherever they stand in capitals.
    #[default]
    Anywhere,
    /// Only in capitals amid small letters: they are also a word or a name (`WHO`, `LOW`), or stand for several things (`GOI`),
    /// and where all is in capitals nobody can tell.
    Mixed,
    /// Nowhere: they are a sign of a line of the heading (`FM`).
    Never,
}

#[derive(Debug, Default)]
pub(crate) struct Abbreviations {
    pub(crate) rows: Vec<Abbreviation>,
    /// The rows of a key: those whose own abbreviation it is before those that have it as another form.
    keys: Keys<Vec<u16>>,
    heads: Heads,
}

pub(crate) fn abbreviations(table: &Table) -> Result<Vec<Abbreviation>, TableError> {
    table.read_rows(|row| {
        Ok(Abbreviation {
            abbreviation: row.needed("abbreviation")?,
            meaning: row.needed("meaning")?,
            kind: row.text("kind"),
            variants: row.list("variants"),
            in_text: in_text(row)?,
            note: row.text("note"),
            valid_from: row.date("valid_from")?,
            valid_to: row.date("valid_to")?,
            source: row.text("source"),
        })
    })
}

fn in_text(row: &Row<'_>) -> Result<InText, TableError> {
    Ok(match row.text("in_text") {
        "" => InText::Anywhere,
        "mixed" => InText::Mixed,
        "never" => InText::Never,
        other => {
            let help = "write mixed or never, or leave the cell empty";
            return Err(row.error("in_text", format!("there is no place `{other}`"), help));
        }
    })
}

impl Abbreviations {
    pub(crate) fn new(rows: Vec<Abbreviation>) -> Abbreviations {
        let mut all = Abbreviations { rows, ..Abbreviations::default() };
        all.keys.reserve(2 * all.rows.len());
        for (row, entry) in (0..).zip(&all.rows) {
            enter(&mut all.keys, entry.abbreviation, row);
        }
        for (row, entry) in (0..).zip(&all.rows) {
            for variant in &entry.variants {
                enter(&mut all.keys, variant, row);
            }
        }
        all.heads = Heads::of(all.keys.keys().map(|key| &**key));
        all
    }

    /// The rows of an abbreviation by any spelling.
    pub(crate) fn of(&self, text: &str) -> impl Iterator<Item = &Abbreviation> {
        let key = if self.heads.may_hold(text) { Key::new(text) } else { None };
        let rows = key.and_then(|key| self.keys.get(key.as_bytes()));
        rows.into_iter().flatten().filter_map(|&row| self.rows.get(usize::from(row)))
    }
}

/// Adds a row to those of a spelling, once.
fn enter(keys: &mut Keys<Vec<u16>>, text: &str, row: u16) {
    if let Some(key) = Key::new(text) {
        let rows = keys.entry(key.as_bytes().into()).or_default();
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
}
