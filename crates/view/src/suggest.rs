//! What a person may mean who has typed so much of a query.

use crate::error::Result;
use crate::names::{is_held, place};
use crate::query::{FIELDS as QUERY_FIELDS, FieldAbout, FieldName};
use crate::view::View;
use chancery_archive::index::FIELDS;
use chancery_registry::{Registry, TagEntry};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use tantivy::Term;

/// A way to go on with a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suggestion {
    /// The whole query, the last word of it completed.
    pub query: String,
    /// What was put in the place of the last word: `from:PARIS`.
    pub value: String,
    /// What it is: `post`, `name`, `tag`, `caption`, `level`, `collection`, `feature`, `field`, `telegram`.
    pub kind: &'static str,
    /// What it means, for a person.
    pub label: String,
}

impl View {
    /// Proposes how the last word of a query may go on, with `most` proposals at most: numbers of telegrams that this reader sees,
    /// then names of fields, posts, TAGS, captions and levels from the registry, which are the same for all readers, those before others that
    /// stand in telegrams that he sees; behind the posts the senders and addressees without a post's code, as these telegrams print them. A word of one letter has none, a number none
    /// below four signs.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn suggest(&self, text: &str, most: usize) -> Result<Vec<Suggestion>> {
        let (last, group) = last_word(text);
        let before = &text[..text.len() - last.len()];
        let (minus, word) = match last.strip_prefix('-') {
            Some(word) => ("-", word),
            None => ("", last),
        };
        let mut found = Found { before, minus, most, in_group: group.is_some(), list: Vec::new() };
        match word.split_once(':').or(group.map(|field| (field, word))) {
            Some((field, value)) => {
                let value = value.trim_start_matches('"');
                match field_of(field) {
                    Some(about) if about.field == FieldName::Mrn => self.numbers(&mut found, value)?,
                    Some(about) => {
                        self.in_field(&mut found, about, value)?;
                        self.stations(&mut found, about, value)?;
                    }
                    None => {}
                }
            }
            None if word.chars().count() < 2 => {}
            None => {
                self.numbers(&mut found, word)?;
                self.anywhere(&mut found, word)?;
            }
        }
        Ok(found.list)
    }

    /// Numbers of telegrams that begin so.
    fn numbers(&self, found: &mut Found<'_>, word: &str) -> Result<()> {
        let prefix = word.to_uppercase();
        if prefix.len() < 4 || !prefix.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(());
        }
        // What stands in a dictionary may belong to documents that are no more: such a term is passed over as if it were not there.
        let mut keys = BTreeSet::new();
        for segment in self.strata().flat_map(|stratum| stratum.searcher.segment_readers()) {
            let index = segment.inverted_index(FIELDS.mrn)?;
            let terms = index.terms().range().ge(&prefix).into_stream();
            let mut terms = terms.map_err(tantivy::TantivyError::from)?;
            let mut live = 0;
            while live < found.most && terms.advance() {
                let Some(key) = str::from_utf8(terms.key()).ok().filter(|key| key.starts_with(&prefix))
                else {
                    break;
                };
                if keys.contains(key) {
                    live += 1;
                } else if is_held(segment, &Term::from_field_text(FIELDS.mrn, key))? {
                    live += 1;
                    keys.insert(key.to_owned());
                }
            }
        }
        for key in keys {
            found.put_in("mrn", &key, "telegram", "a telegram".to_owned());
        }
        Ok(())
    }
}

impl View {
    /// Senders and addressees that no post's code stands for, whose names begin so.
    fn stations(&self, found: &mut Found<'_>, about: &FieldAbout, start: &str) -> Result<()> {
        let start = start.trim_matches('"').to_lowercase();
        if !matches!(about.field, FieldName::From | FieldName::To | FieldName::Info) || start.is_empty() {
            return Ok(());
        }
        let names = self.names(about.field)?.values().flatten().map(String::as_str);
        // A query has no way to write a quotation mark inside a name.
        let mut names: Vec<&str> = names.filter(|name| begins(name, &start) && !name.contains('"')).collect();
        names.sort_unstable();
        for name in names {
            if found.full() {
                break;
            }
            if self.has_term(place(about.field), name)? {
                found.put_in(about.name, name, "name", "as telegrams print it".to_owned());
            }
        }
        Ok(())
    }
}

struct Found<'q> {
    before: &'q str,
    minus: &'static str,
    most: usize,
    /// The name of the field stands before the parenthesis: `tag:(PTER OR `.
    in_group: bool,
    list: Vec<Suggestion>,
}

impl Found<'_> {
    fn full(&self) -> bool {
        self.list.len() >= self.most
    }

    /// A value of a field, with its name where that does not stand there already.
    fn put_in(&mut self, field: &str, value: &str, kind: &'static str, label: String) {
        let value = quoted(value);
        self.put(if self.in_group { value } else { format!("{field}:{value}") }, kind, label);
    }

    fn put(&mut self, value: String, kind: &'static str, label: String) {
        if self.full() || self.list.iter().any(|other| other.value == value) {
            return;
        }
        let query = format!("{}{}{value}", self.before, self.minus);
        self.list.push(Suggestion { query, value, kind, label });
    }
}

/// The word that is being typed: what stands behind the last blank or parenthesis outside of quotation marks; and the field whose
/// values the parentheses around it hold.
fn last_word(text: &str) -> (&str, Option<&str>) {
    let mut start = 0;
    let mut quoted = false;
    let mut groups: Vec<Option<&str>> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' => {
                let field = text[start..at].strip_suffix(':').map(|field| field.trim_start_matches('-'));
                groups.push(field.or(groups.last().copied().flatten()));
                start = at + 1;
            }
            ')' => {
                groups.pop();
                start = at + 1;
            }
            ' ' | '\t' => start = at + 1,
            _ => {}
        }
    }
    (&text[start..], groups.last().copied().flatten())
}

/// A value as it is written in a query.
fn quoted(value: &str) -> String {
    let plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.'));
    if plain { value.to_owned() } else { format!("\"{value}\"") }
}

/// True where a name, or a word in it, begins so.
fn begins(name: &str, start: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(start)
        || name.match_indices(start).any(|(at, _)| name[..at].ends_with([' ', '-', '/', '(']))
}

/// The field of a name.
fn field_of(name: &str) -> Option<&'static FieldAbout> {
    let name = name.to_lowercase();
    QUERY_FIELDS.iter().find(|about| about.name == name || about.others.contains(&&*name))
}

impl View {
    /// Values of a field that begin so.
    fn in_field(&self, found: &mut Found<'_>, about: &FieldAbout, start: &str) -> Result<()> {
        let start = start.to_lowercase();
        match about.field {
            FieldName::From | FieldName::To | FieldName::Info => self.posts(found, about, &start)?,
            FieldName::Tag => self.tags(found, &start)?,
            FieldName::Caption => self.captions(found, &start)?,
            FieldName::Class => levels(found, &start),
            FieldName::Collection => {
                for collection in self.collections()? {
                    if begins(&collection.name, &start) {
                        let about =
                            collection.provenance.clone().unwrap_or_else(|| "a collection".to_owned());
                        found.put_in("collection", &collection.name, "collection", about);
                    }
                }
            }
            FieldName::Has => {
                for (value, about) in FEATURES.iter().filter(|(value, _)| value.starts_with(&start)) {
                    found.put_in("has", value, "feature", (*about).to_owned());
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Fields, posts and TAGS that begin so.
    fn anywhere(&self, found: &mut Found<'_>, word: &str) -> Result<()> {
        let start = word.to_lowercase();
        for about in QUERY_FIELDS.iter().filter(|about| about.name.starts_with(&start)) {
            found.put(format!("{}:", about.name), "field", about.about.to_owned());
        }
        // Both are to be seen: half of what is left for each.
        let most = found.most;
        found.most = found.list.len() + (most - found.list.len().min(most)).div_ceil(2);
        if let Some(from) = QUERY_FIELDS.iter().find(|about| about.field == FieldName::From) {
            self.posts(found, from, &start)?;
        }
        found.most = most;
        self.tags(found, &start)?;
        self.captions(found, &start)
    }

    fn posts(&self, found: &mut Found<'_>, about: &FieldAbout, start: &str) -> Result<()> {
        let all = Registry::builtin().posts();
        let posts = beginning(all, start, |post| post.code, |post| post.name);
        for post in self.held_first(about.field, start, posts, |post| post.code)? {
            let label = match post.country {
                Some(country) => format!("{}, {}, {country}", post.name, post.kind),
                None => format!("{}, {}", post.name, post.kind),
            };
            found.put_in(about.name, post.code, "post", label);
        }
        Ok(())
    }

    fn tags(&self, found: &mut Found<'_>, start: &str) -> Result<()> {
        let tags = beginning(Registry::builtin().tags(), start, |tag| tag.code, |tag| tag.name);
        for TagEntry { code, name, .. } in self.held_first(FieldName::Tag, start, tags, |tag| tag.code)? {
            found.put_in("tag", code, "tag", (*name).to_owned());
        }
        Ok(())
    }

    fn captions(&self, found: &mut Found<'_>, start: &str) -> Result<()> {
        let all = Registry::builtin().captions();
        let captions: Vec<_> =
            all.iter().filter(|caption| caption.caption.to_lowercase().starts_with(start)).collect();
        for caption in self.held_first(FieldName::Caption, start, captions, |caption| caption.caption)? {
            found.put_in("caption", caption.caption, "caption", caption.meaning.to_owned());
        }
        Ok(())
    }

    /// The code that was typed, then those that stand in telegrams that the reader sees, then the others.
    fn held_first<T>(
        &self,
        field: FieldName,
        start: &str,
        values: Vec<T>,
        code: impl Fn(&T) -> &'static str,
    ) -> Result<Vec<T>> {
        let mut ordered = Vec::with_capacity(values.len());
        for value in values {
            let is_typed = code(&value).eq_ignore_ascii_case(start);
            let is_held = is_typed || self.has_term(place(field), code(&value))?;
            ordered.push(((!is_typed, !is_held), value));
        }
        ordered.sort_by_key(|(rank, _)| *rank);
        Ok(ordered.into_iter().map(|(_, value)| value).collect())
    }
}

/// What `has:` can ask for, as its own words say it.
const FEATURES: [(&str, &str); 2] =
    [("redaction", "something was taken out"), ("damage", "the copy is damaged")];

/// Rows whose codes begin so, then those whose names do.
fn beginning<'r, T>(
    all: &'r [T],
    start: &str,
    code: impl Fn(&T) -> &'static str,
    name: impl Fn(&T) -> &'static str,
) -> Vec<&'r T> {
    let has_code = |row: &&T| code(row).to_lowercase().starts_with(start);
    let by_name = all.iter().filter(|row| !has_code(row) && begins(name(row), start));
    all.iter().filter(has_code).chain(by_name).collect()
}

fn levels(found: &mut Found<'_>, start: &str) {
    for level in crate::query::LEVELS {
        let name = level.as_str();
        if begins(name, start) {
            found.put_in("class", &name.to_lowercase(), "level", format!("telegrams that are {name}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::last_word;

    #[test]
    fn the_last_word_knows_its_field() {
        for (text, word, field) in [
            ("harbor PR", "PR", None),
            ("(harbor PR", "PR", None),
            ("tag:PR", "tag:PR", None),
            ("tag:(PR", "PR", Some("tag")),
            ("tag:(PTER OR PR", "PR", Some("tag")),
            ("harbor -tag:(PTER OR -PR", "-PR", Some("tag")),
            ("tag:((PTER OR PR", "PR", Some("tag")),
            ("tag:((PTER OR PR) EF", "EF", Some("tag")),
            ("tag:(PTER OR PREL) lig", "lig", None),
            ("tag:\"a (b", "tag:\"a (b", None),
            ("from:(\"la pa", "\"la pa", Some("from")),
            (") PR", "PR", None),
        ] {
            assert_eq!(last_word(text), (word, field), "{text}");
        }
    }
}
