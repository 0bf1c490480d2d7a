//! The names of senders and addressees that no post's code stands for, so that one who reads such a name finds by it.

use crate::error::{Error, Result};
use crate::query::{self, FieldName, Held, Query, Setting};
use crate::view::{View, documents};
use chancery_archive::index::FIELDS;
use chancery_archive::words::plain_words;
use chancery_registry::Registry;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::OnceLock;
use tantivy::schema::Field;
use tantivy::{SegmentReader, Term};

/// The names of one field, as they are printed, by what they are compared by.
type Printed = FxHashMap<String, Vec<String>>;

/// The names in the fields of a view, gathered when a name is first asked for.
#[derive(Default)]
pub(crate) struct Names {
    from: OnceLock<Printed>,
    to: OnceLock<Printed>,
    info: OnceLock<Printed>,
}

impl View {
    /// Reads a query with what this reader's telegrams have.
    pub(crate) fn query(&self, text: &str, today: Date) -> Result<Query> {
        let held = Asked { view: self, failed: RefCell::new(None) };
        let query = query::parse_with(text, &Setting { registry: Registry::builtin(), today, held: &held });
        match held.failed.into_inner() {
            Some(error) => Err(error),
            None => Ok(query?),
        }
    }

    /// The names of a field by what they are compared by, also of documents that are no more.
    pub(crate) fn names(&self, field: FieldName) -> Result<&Printed> {
        let slot = match field {
            FieldName::To => &self.names.to,
            FieldName::Info => &self.names.info,
            _ => &self.names.from,
        };
        if let Some(names) = slot.get() {
            return Ok(names);
        }
        let names = self.gathered(place(field))?;
        Ok(slot.get_or_init(|| names))
    }

    /// All names of a field but the codes of posts, also of documents that are no more.
    fn gathered(&self, field: Field) -> Result<Printed> {
        let registry = Registry::builtin();
        let mut names = Printed::default();
        for segment in self.segments() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().stream().map_err(tantivy::TantivyError::from)?;
            while terms.advance() {
                let Ok(name) = str::from_utf8(terms.key()) else { continue };
                if registry.post(name).is_some() {
                    continue;
                }
                for key in keys(name) {
                    let names = names.entry(key).or_default();
                    if !names.iter().any(|known| known == name) {
                        names.push(name.to_owned());
                    }
                }
            }
        }
        Ok(names)
    }

    /// Whether a document that is still there has a term. What stands in a dictionary may belong to none: such a term is passed
    /// over as if it were not there.
    pub(crate) fn has_term(&self, field: Field, text: &str) -> Result<bool> {
        let term = Term::from_field_text(field, text);
        for segment in self.segments() {
            if is_held(segment, &term)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn like(&self, field: FieldName, name: &str) -> Result<Vec<String>> {
        let names = self.names(field)?;
        let mut found: Vec<String> = Vec::new();
        for printed in keys(name).iter().filter_map(|key| names.get(key)).flatten() {
            if !found.contains(printed) && self.has_term(place(field), printed)? {
                found.push(printed.clone());
            }
        }
        Ok(found)
    }
}

/// Where the values of a field that holds names or codes stand.
pub(crate) fn place(field: FieldName) -> Field {
    match field {
        FieldName::To => FIELDS.to,
        FieldName::Info => FIELDS.info,
        FieldName::Tag => FIELDS.tag,
        FieldName::Caption => FIELDS.caption,
        _ => FIELDS.from,
    }
}

/// Whether a document of a segment that is still there has a term.
pub(crate) fn is_held(segment: &SegmentReader, term: &Term) -> Result<bool> {
    let mut held = false;
    documents(segment, term, &mut |_| {
        held = true;
        false
    })?;
    Ok(held)
}

/// What a name is compared by: its words without case, marks, blanks and the article in front; and those of the name that the
/// registry has for it.
fn keys(name: &str) -> Vec<String> {
    let key = |name: &str| {
        let words = plain_words(name);
        let article = words.len() > 1 && words[0] == "the";
        words[usize::from(article)..].concat()
    };
    let known = Registry::builtin().addressee(name).map(|addressee| key(addressee.name));
    let mut keys: Vec<String> = known.into_iter().chain([key(name)]).collect();
    keys.retain(|key| !key.is_empty());
    keys.dedup();
    keys
}

/// A view that is asked while a query is read.
struct Asked<'v> {
    view: &'v View,
    failed: RefCell<Option<Error>>,
}

impl Asked<'_> {
    fn or<T: Default>(&self, answer: Result<T>) -> T {
        answer.unwrap_or_else(|error| {
            *self.failed.borrow_mut() = Some(error);
            T::default()
        })
    }
}

impl Held for Asked<'_> {
    fn stations(&self, field: FieldName, name: &str) -> Vec<String> {
        self.or(self.view.like(field, name))
    }

    fn has(&self, field: FieldName, value: &str) -> bool {
        self.or(self.view.has_term(place(field), value))
    }

    fn collections(&self) -> Option<Vec<String>> {
        let known = self
            .view
            .counted()
            .map(|stats| Some(stats.by.collection.iter().map(|count| count.value.clone()).collect()));
        self.or(known)
    }
}
