//! Values of fields: names to codes.

use super::ast::{Feature, Field, Query};
use super::dates;
use super::fields::FieldName;
use super::held::Held;
use super::levels::{class, marking, precedence};
use super::posts::{country, number, own_number, post_kind, station};
use super::tags::tag;
use chancery_archive::words::plain_words;
use chancery_registry::Registry;
use jiff::civil::Date;

/// What queries are read with.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Posts, TAGS, captions and levels.
    pub registry: &'a Registry,
    /// The day for `today`.
    pub today: Date,
    /// What the telegrams that are asked have.
    pub held: &'a dyn Held,
}

/// What a value stands for.
pub(super) enum Value {
    /// What is looked for; `true` where the value is known and not only taken as it is.
    Found(Query, bool),
    /// What is wrong, and what to write.
    Wrong(String, String),
}

impl Value {
    pub(super) fn known(field: Field) -> Value {
        Value::Found(Query::Field(field), true)
    }

    /// Any of some, all of them known.
    pub(super) fn known_any(queries: impl IntoIterator<Item = Query>) -> Value {
        Value::Found(Query::any_of(queries), true)
    }
}

/// Reads the value of a field that holds no words.
pub(super) fn read(field: FieldName, text: &str, setting: &Setting<'_>) -> Value {
    let registry = setting.registry;
    let text = text.trim();
    if text.contains('*') {
        return Value::Wrong(
            format!("`*` stands for nothing in `{}:`", field.name()),
            format!("write the whole value, as in `{}`; only words take `*`", field.about().example),
        );
    }
    match field {
        FieldName::From => station(text, setting, field, Field::From),
        FieldName::To => station(text, setting, field, Field::To),
        FieldName::Info => station(text, setting, field, Field::Info),
        FieldName::Tag => tag(text, setting),
        FieldName::Class => class(text, registry),
        FieldName::Mark => marking(text),
        FieldName::Caption => caption(text, setting),
        FieldName::Precedence => precedence(text),
        FieldName::Ref => number(text, setting, Field::Ref),
        FieldName::Mrn => own_number(text, setting),
        FieldName::Date | FieldName::Year => match dates::days(text, setting.today) {
            Ok(days) if field == FieldName::Year => Value::known(in_years(days)),
            Ok((from, to)) => Value::known(Field::Date(from, to)),
            Err((message, help)) => Value::Wrong(message, help),
        },
        FieldName::PostKind => post_kind(text, registry),
        FieldName::Country => country(text, registry),
        FieldName::Has => has(text),
        FieldName::Collection => collection(text, setting),
        FieldName::Subject | FieldName::Signed | FieldName::ClassifiedBy | FieldName::Near => {
            Value::Found(Query::All, false)
        }
    }
}

/// A name with neither case nor marks nor blanks.
pub(super) fn key(name: &str) -> String {
    let mut key = String::new();
    for word in plain_words(name) {
        key.push_str(&word);
    }
    key
}

/// The letters of a name as bits, capitals and small ones alike.
fn letters(name: &str) -> u32 {
    name.bytes().fold(0, |bits, byte| bits | 1 << (byte & 31))
}

/// The value of the name that is nearest to a misspelt one, where one is near enough to be meant.
pub(super) fn nearest<T>(name: &str, names: impl Iterator<Item = (impl AsRef<str>, T)>) -> Option<T> {
    let limit = match name.chars().count() {
        0..3 => return None,
        3..5 => 1,
        _ => 2,
    };
    nearest_within(name, limit, names)
}

/// As [`nearest`], with so many letters at most put in, left out, changed or swapped.
pub(super) fn nearest_within<T>(
    name: &str,
    limit: usize,
    names: impl Iterator<Item = (impl AsRef<str>, T)>,
) -> Option<T> {
    let name: String = name.chars().take(40).flat_map(char::to_lowercase).collect();
    let length = name.chars().count();
    let bits = letters(&name);
    let mut best: Option<(usize, T)> = None;
    for (other, value) in names {
        let other = other.as_ref();
        // Most names are passed over by their lengths and letters.
        let others = letters(other);
        let only_one = (bits & !others).count_ones().max((others & !bits).count_ones());
        if other.len().abs_diff(name.len()) > limit || only_one as usize > limit {
            continue;
        }
        let distance = strsim::osa_distance(&name, &other.to_lowercase());
        if distance <= limit && distance < length && best.as_ref().is_none_or(|(least, _)| distance < *least)
        {
            best = Some((distance, value));
        }
    }
    best.map(|(_, value)| value)
}

/// Whole years as years, which a telegram has that has only a number too; else the days.
fn in_years((from, to): dates::Days) -> Field {
    let begins = |date: Date| date.month() == 1 && date.day() == 1;
    let ends = |date: Date| date.month() == 12 && date.day() == 31;
    match from.is_none_or(begins) && to.is_none_or(ends) {
        true => Field::Year(from.map(Date::year), to.map(Date::year)),
        false => Field::Date(from, to),
    }
}

fn collection(text: &str, setting: &Setting<'_>) -> Value {
    let known = setting.held.collections();
    let is = |name: &String| name.to_lowercase() == text.to_lowercase();
    match known {
        Some(names) if !names.iter().any(is) => {
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.sort_unstable();
            wrong_of("collection", text, &names)
        }
        _ => Value::known(Field::Collection(text.to_owned())),
    }
}

fn caption(text: &str, setting: &Setting<'_>) -> Value {
    let registry = setting.registry;
    if let Some(caption) = registry.caption(text) {
        return Value::known(Field::Caption(caption.caption.to_owned()));
    }
    let names = || registry.captions().iter().map(|caption| (caption.caption, caption));
    let capitals = text.to_uppercase();
    if setting.held.has(FieldName::Caption, &capitals) {
        return Value::known(Field::Caption(capitals));
    }
    let begun = || {
        names().find(|(name, _)| capitals.len() > 2 && name.starts_with(&capitals)).map(|(_, found)| found)
    };
    match nearest(text, names()).or_else(begun) {
        Some(caption) => Value::Wrong(
            format!("there is no caption `{text}`"),
            format!("did you mean {}?", caption.caption),
        ),
        None => Value::Found(Query::Field(Field::Caption(capitals)), false),
    }
}

/// Says that a value is none of a few, and which is meant.
pub(super) fn wrong_of(what: &str, text: &str, names: &[&str]) -> Value {
    let help = match nearest(text, names.iter().map(|name| (name, name))) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.is_empty() => "there is none at all".into(),
        None => format!("write one of {}", names.join(", ")),
    };
    Value::Wrong(format!("there is no {what} `{text}`"), help)
}

fn has(text: &str) -> Value {
    match &key(text)[..] {
        "redaction" | "redactions" | "redacted" => Value::known(Field::Has(Feature::Redaction)),
        "damage" | "damages" | "damaged" => Value::known(Field::Has(Feature::Damage)),
        _ => wrong_of("feature", text, &["redaction", "damage"]),
    }
}
