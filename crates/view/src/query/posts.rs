//! Posts, countries and telegrams' numbers in a query.

use super::ast::{Field, Number, Query};
use super::fields::FieldName;
use super::number;
use super::values::{Setting, Value, key, nearest, wrong_of};
use chancery_registry::{Post, Registry};
use chancery_telegram::fields::mrn;

/// A post as a name for it resolves.
pub(super) enum Named<'r> {
    /// A post of the registry.
    Post(&'r Post),
    /// A code that no list has.
    Unlisted(String),
    /// None, but a post of the registry has a name like it.
    Near(&'r Post),
    /// No name at all.
    Nothing,
}

/// The post that a name stands for.
pub(super) fn post<'r>(name: &str, setting: &Setting<'r>) -> Named<'r> {
    let registry = setting.registry;
    let capitals = name.trim().to_uppercase();
    // Its only telegrams are the Department's.
    let name =
        if matches!(&key(name)[..], "washington" | "washingtondc" | "department") { "STATE" } else { name };
    let found = registry
        .post_named(name)
        .or_else(|| registry.post_by_nara_code(&capitals))
        .or_else(|| registry.post_by_routing(&capitals));
    if let Some(post) = found {
        return Named::Post(post);
    }
    let sound = |c: char| {
        c.is_alphanumeric()
            || c.is_whitespace()
            || matches!(c, '.' | '\'' | '’' | '-' | '/' | '&' | '(' | ')')
    };
    let code = mrn::station_code(name, registry).into_owned();
    if !code.chars().any(char::is_alphanumeric) || !name.chars().all(sound) {
        return Named::Nothing;
    }
    let limit = if code.len() < 8 { 1 } else { 2 };
    match registry.post_near(name, limit) {
        Some(post) if setting.held.stations(FieldName::From, name).is_empty() => Named::Near(post),
        _ => Named::Unlisted(code),
    }
}

/// Reads a post or another addressee.
pub(super) fn station(
    text: &str,
    setting: &Setting<'_>,
    name: FieldName,
    field: fn(String) -> Field,
) -> Value {
    // What the registry takes for a post's name may be printed for an addressee without a code; a code is one.
    if let Some(post) = setting.registry.post(text) {
        return Value::known(field(post.code.to_owned()));
    }
    let known = known_station(text, setting, field);
    let mut held = setting.held.stations(name, text);
    held.sort_unstable();
    let mut held: Vec<Query> = held.into_iter().map(|name| Query::Field(field(name))).collect();
    match known {
        known if held.is_empty() => known,
        Value::Found(query, true) => {
            held.retain(|other| *other != query);
            Value::known_any(std::iter::once(query).chain(held))
        }
        _ => Value::known_any(held),
    }
}

/// Reads a post or another addressee as the registry knows them.
fn known_station(text: &str, setting: &Setting<'_>, field: fn(String) -> Field) -> Value {
    let addressee = |name: &str| setting.registry.addressee(name).map(|addressee| addressee.name);
    match post(text, setting) {
        Named::Post(post) => Value::known(field(post.code.to_owned())),
        _ if addressee(text).is_some() => {
            let name = addressee(text).unwrap_or_default();
            Value::known(field(match setting.registry.post_named(name) {
                Some(post) => post.code.to_owned(),
                None => name.to_owned(),
            }))
        }
        Named::Unlisted(code) => {
            if let Value::Found(Query::Field(Field::Country(country)), _) = country(text, setting.registry) {
                let message = format!("`{text}` is a country and no post");
                return Value::Wrong(
                    message,
                    format!("`country:{country}` finds what every post there sent"),
                );
            }
            // As it is printed it has to mean the same: `BONN-é` and `BONNÉ`.
            let names =
                || setting.registry.posts().iter().flat_map(|post| [(post.code, post), (post.name, post)]);
            match nearest(text, names()).or_else(|| nearest(&code, names())) {
                Some(post) => no_post(text, post),
                None => Value::Found(Query::Field(field(code)), false),
            }
        }
        Named::Near(post) => no_post(text, post),
        Named::Nothing => no_name(text),
    }
}

fn no_post(text: &str, near: &Post) -> Value {
    Value::Wrong(format!("there is no post `{text}`"), format!("did you mean {} ({})?", near.code, near.name))
}

fn no_name(text: &str) -> Value {
    Value::Wrong(
        format!("`{text}` is no name of a post"),
        "write its code or its name, `PARIS`, `\"port of spain\"`".into(),
    )
}

/// Reads a telegram's number, or the key of one without a number.
pub(super) fn own_number(text: &str, setting: &Setting<'_>) -> Value {
    match number::key(text) {
        Some(key) => Value::known(Field::Key(key)),
        None => number(text, setting, Field::Mrn),
    }
}

/// Reads a telegram's number.
pub(super) fn number(text: &str, setting: &Setting<'_>, field: fn(Number) -> Field) -> Value {
    match number::read(text, setting) {
        Ok((number, known)) => Value::Found(Query::Field(field(number)), known),
        Err(number::Wrong::Near(name, post)) => no_post(&name, post),
        Err(number::Wrong::Form) => Value::Wrong(
            format!("`{text}` is no telegram's number"),
            "write year, post and number, `06PARIS7904`, or without the year, `\"PARIS 7904\"`".into(),
        ),
    }
}

/// The codes of the posts of a kind. A consulate is also one that is general.
pub fn posts_of_kind<'r>(kind: &str, registry: &'r Registry) -> impl Iterator<Item = &'r str> {
    let general = if kind == "consulate" { "consulate-general" } else { "" };
    registry
        .posts()
        .iter()
        .filter(move |post| post.kind == kind || post.kind == general)
        .map(|post| post.code)
}

/// The codes of the posts in a country, by its two letters.
pub fn posts_in<'r>(country: &str, registry: &'r Registry) -> impl Iterator<Item = &'r str> {
    registry.posts().iter().filter(move |post| post.country == Some(country)).map(|post| post.code)
}

/// Reads a kind of post, one or several.
pub(super) fn post_kind(text: &str, registry: &Registry) -> Value {
    let wanted = key(text);
    let kinds = || registry.posts().iter().map(|post| post.kind).filter(|kind| !kind.is_empty());
    let is = |kind: &&str| {
        let kind = key(kind);
        kind == wanted
            || wanted.strip_suffix('s') == Some(&kind)
            || wanted == "embassies" && kind == "embassy"
    };
    if let Some(kind) = kinds().find(is) {
        return Value::known(Field::PostKind(kind.to_owned()));
    }
    let mut names: Vec<&str> = kinds().collect();
    names.sort_unstable();
    names.dedup();
    wrong_of("kind of post", text, &names)
}

/// Reads a country's letters or name.
pub(super) fn country(text: &str, registry: &Registry) -> Value {
    let capitals = text.to_uppercase();
    let found = |code: &str| Value::known(Field::Country(code.to_owned()));
    let codes = || registry.posts().iter().filter_map(|post| post.country);
    if let Some(code) = codes().find(|code| *code == capitals) {
        return found(code);
    }
    let wanted = key(text);
    let countries = || registry.tags().iter().filter_map(|tag| Some((tag.name, tag.iso3166?)));
    if let Some((_, code)) = countries().find(|(name, _)| key(name) == wanted) {
        return found(code);
    }
    if countries().any(|(_, code)| code == capitals) {
        return found(&capitals);
    }
    let help = match nearest(text, countries().map(|(name, code)| (name, (name, code)))) {
        Some((name, code)) => format!("did you mean {code} ({name})?"),
        None => "write its two letters or its English name, `FR`, `france`".into(),
    };
    Value::Wrong(format!("there is no country `{text}`"), help)
}
