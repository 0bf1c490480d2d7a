//! The canonical form of a query, which reads as the same query.

use super::ast::{Feature, Field, Query, Scope, Text};
use super::fields::FieldName;
use super::levels::{level_letters, level_name, precedence_name};
use chancery_archive::words::plain_words;
use chancery_telegram::record::Level;
use jiff::civil::Date;
use std::fmt::{self, Display, Formatter};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_str("*"),
            Query::And(all) => {
                for (index, query) in all.iter().enumerate() {
                    if index > 0 {
                        // Single letters with blanks between would be one spaced-out word.
                        let apart = single(&all[index - 1]) || single(query);
                        f.write_str(if apart { " AND " } else { " " })?;
                    }
                    match query {
                        Query::Or(_) => write!(f, "({query})")?,
                        _ => write!(f, "{query}")?,
                    }
                }
                Ok(())
            }
            Query::Or(any) => {
                for (index, query) in any.iter().enumerate() {
                    if index > 0 {
                        f.write_str(" OR ")?;
                    }
                    match query {
                        Query::And(_) => write!(f, "({query})")?,
                        _ => write!(f, "{query}")?,
                    }
                }
                Ok(())
            }
            Query::Not(inner) => match **inner {
                Query::And(_) | Query::Or(_) => write!(f, "-({inner})"),
                _ => write!(f, "-{inner}"),
            },
            Query::Text(scope, text) => written(*scope, text, f),
            Query::Field(field) => write!(f, "{field}"),
        }
    }
}

fn single(query: &Query) -> bool {
    matches!(query, Query::Text(Scope::Anywhere, Text::Word(word)) if word.chars().nth(1).is_none())
}

fn written(scope: Scope, text: &Text, f: &mut Formatter<'_>) -> fmt::Result {
    let field = match scope {
        Scope::Anywhere => None,
        Scope::Subject => Some(FieldName::Subject),
        Scope::Signed => Some(FieldName::Signed),
        Scope::ClassifiedBy => Some(FieldName::ClassifiedBy),
    };
    if let Some(field) = field {
        write!(f, "{}:", field.name())?;
    }
    match text {
        // A word that would be an operator.
        Text::Word(word) if field.is_none() && matches!(&word[..], "and" | "or" | "not") => {
            write!(f, "'{word}'")
        }
        Text::Word(word) => f.write_str(word),
        Text::Exact(word) => write!(f, "\"{word}\""),
        Text::Phrase(words) => write!(f, "\"{}\"", phrase(words)),
        Text::Near { words, slop } => {
            let near = if field.is_none() { "near:" } else { "" };
            write!(f, "{near}\"{}\"~{slop}", phrase(words))
        }
        Text::Prefix(word) => write!(f, "{word}*"),
        Text::Fuzzy { word, distance } => write!(f, "{word}~{distance}"),
    }
}

/// Words so that they are read as these words.
fn phrase(words: &[String]) -> String {
    let blanks = words.join(" ");
    if plain_words(&blanks) == words { blanks } else { words.join(" / ") }
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut value = |field: FieldName, value: &str| {
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '_');
            let bare = value.chars().all(plain) && !value.starts_with('-');
            let mark = if bare { "" } else { "\"" };
            write!(f, "{}:{mark}{value}{mark}", field.name())
        };
        match self {
            Field::From(station) => value(FieldName::From, station),
            Field::To(station) => value(FieldName::To, station),
            Field::Info(station) => value(FieldName::Info, station),
            Field::Tag(tag) => value(FieldName::Tag, tag),
            Field::Class(from, to) => {
                let end = |level: &Option<Level>| level.map_or("", level_name);
                match from == to {
                    true => value(FieldName::Class, end(from)),
                    false => value(FieldName::Class, &format!("{}..{}", end(from), end(to))),
                }
            }
            Field::Mark(level, caveats) => {
                let mut mark = String::from(level_letters(*level));
                for caveat in caveats {
                    mark.push('/');
                    mark.push_str(caveat);
                }
                value(FieldName::Mark, &mark)
            }
            Field::Caption(caption) => value(FieldName::Caption, caption),
            Field::Precedence(precedence) => value(FieldName::Precedence, precedence_name(*precedence)),
            Field::Ref(number) => value(FieldName::Ref, &number.to_string()),
            Field::Mrn(number) => value(FieldName::Mrn, &number.to_string()),
            Field::Key(key) => value(FieldName::Mrn, key),
            Field::Date(from, to) => value(FieldName::Date, &days(*from, *to)),
            Field::Year(from, to) => value(FieldName::Year, &years(*from, *to)),
            Field::PostKind(kind) => value(FieldName::PostKind, kind),
            Field::Country(country) => value(FieldName::Country, country),
            Field::Has(Feature::Redaction) => value(FieldName::Has, "redaction"),
            Field::Has(Feature::Damage) => value(FieldName::Has, "damage"),
            Field::Collection(name) => value(FieldName::Collection, name),
        }
    }
}

/// The shortest form of a stretch of years.
fn years(from: Option<i16>, to: Option<i16>) -> String {
    let end = |year: Option<i16>| year.map_or(String::new(), |year| format!("{year:04}"));
    if from == to { end(from) } else { format!("{}..{}", end(from), end(to)) }
}

/// The shortest form of a stretch of days.
fn days(from: Option<Date>, to: Option<Date>) -> String {
    let day = |date: Date| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
    let year = |date: Date| format!("{:04}", date.year());
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => return format!("{}..", day(from)),
        (None, Some(to)) => return format!("..{}", day(to)),
        (None, None) => return "..".into(),
    };
    let months = from.day() == 1 && to == to.last_of_month();
    let years = months && from.month() == 1 && to.month() == 12;
    let (from, to) = match (years, months) {
        (true, _) => (year(from), year(to)),
        (_, true) => (month(from), month(to)),
        _ => (day(from), day(to)),
    };
    if from == to { from } else { format!("{from}..{to}") }
}
