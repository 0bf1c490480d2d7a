//! TAGS in a query: codes, and words of their names.

use super::ast::{Field, Query};
use super::fields::FieldName;
use super::stem::stem;
use super::values::{Setting, Value, key, nearest, nearest_within};
use chancery_archive::words::plain_words;
use chancery_registry::{TagEntry, TagKind};

/// The most codes that words of names stand for.
const MOST: usize = 12;

/// Reads a code, a known misspelling, a name, or words of names.
pub(super) fn tag(text: &str, setting: &Setting<'_>) -> Value {
    let registry = setting.registry;
    let one = |code: &str| Value::known(Field::Tag(code.to_owned()));
    let capitals = text.to_uppercase();
    if let Some(entry) = registry.tag(&capitals) {
        return one(entry.code);
    }
    if let Some(code) = registry.tag_alias(text) {
        return one(code);
    }
    if setting.held.has(FieldName::Tag, &capitals) {
        return one(&capitals);
    }
    // `PFOR,BL` and `PFOR BL`, as a line of TAGS has them. A person has a comma too: `CLINTON, HILLARY`.
    let codes: Vec<&str> = capitals.split([',', ' ', ';', '/']).filter(|code| !code.is_empty()).collect();
    if codes.len() > 1 && codes.iter().all(|code| registry.tag(code).is_some()) {
        return Value::Wrong(
            format!("`{text}` is more than one tag"),
            format!(
                "write `tag:{}` for all of them, `tag:({})` for any of them",
                codes.join(" tag:"),
                codes.join(" OR ")
            ),
        );
    }
    let wanted = key(text);
    if wanted.is_empty() {
        return Value::Wrong(
            format!("`{text}` is no tag"),
            "write its code, `PTER`, or words of its name".into(),
        );
    }
    let any = |codes: &[&str]| {
        let tags = codes.iter().map(|code| Query::Field(Field::Tag((*code).to_owned())));
        Value::Found(Query::any_of(tags), true)
    };
    let unique = |mut codes: Vec<&'static str>| {
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let entries = registry.tags();
    let whole = |entry: &&TagEntry| entry.name.len() >= wanted.len() && key(entry.name) == wanted;
    let named = unique(entries.iter().filter(whole).map(|entry| entry.code).collect());
    if !named.is_empty() {
        return any(&named);
    }
    // Names that hold all the words, in any English form; of subjects where there are some.
    let stemmed = |name: &str| -> Vec<String> {
        plain_words(name).into_iter().map(|word| stem(&word).unwrap_or(word)).collect()
    };
    let stems = stemmed(text);
    // Forms of a word share its stem but for the last letter; that is looked for before a name is taken apart.
    let first = stems.first().map_or("", |stem| stem.get(..stem.len() - 1).unwrap_or_default());
    let holding: Vec<_> = entries
        .iter()
        .filter(|entry| !first.is_ascii() || !entry.name.is_ascii() || holds(entry.name, first))
        .filter(|entry| {
            let name = stemmed(entry.name);
            stems.iter().all(|stem| name.contains(stem))
        })
        .collect();
    let subjects =
        holding.iter().filter(|entry| entry.kind == TagKind::Subject).map(|entry| entry.code).collect();
    let mut codes: Vec<&'static str> = unique(subjects);
    if codes.is_empty() {
        codes = unique(holding.iter().map(|entry| entry.code).collect());
    }
    match codes.len() {
        0 => {}
        1..=MOST => return any(&codes),
        many => {
            return Value::Wrong(
                format!("{many} tags have `{text}` in their names"),
                format!("write more of the name, or a code: {}, ...", codes[..6].join(", ")),
            );
        }
    }
    let names = entries.iter().flat_map(|entry| [(entry.name, entry), (entry.code, entry)]);
    // Else a word of a name but for one letter; short ones are like too many others.
    let words = || {
        let words = |entry: &TagEntry| entry.name.split(|c: char| !c.is_alphabetic());
        entries.iter().flat_map(move |entry| words(entry).map(move |word| (word, word)))
    };
    let words = || words().filter(|(word, _)| word.len() > 5 && wanted.len() > 5);
    match nearest(text, names) {
        Some(entry) => Value::Wrong(
            format!("there is no tag `{text}`"),
            format!("did you mean {} ({})?", entry.code, entry.name),
        ),
        None => match nearest_within(text, 1, words()) {
            Some(word) => Value::Wrong(
                format!("no tag has `{text}` in its name"),
                format!("did you mean `tag:{}`?", word.to_lowercase()),
            ),
            // The TAGS line also has persons and what no list knows.
            None => Value::Found(Query::Field(Field::Tag(capitals)), false),
        },
    }
}

/// True where small letters stand in a name, in any case.
fn holds(name: &str, letters: &str) -> bool {
    name.as_bytes().windows(letters.len().max(1)).any(|part| part.eq_ignore_ascii_case(letters.as_bytes()))
}
