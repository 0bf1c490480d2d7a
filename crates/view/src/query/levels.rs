//! Levels, marks and precedences in a query.

use super::ast::Field;
use super::values::{Value, key, nearest, wrong_of};
use chancery_registry::Registry;
use chancery_telegram::fields::mark;
use chancery_telegram::record::{Level, Precedence};

/// The level's words in a query.
pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Unclassified => "unclassified",
        Level::Sbu => "sbu",
        Level::LimitedOfficialUse => "lou",
        Level::OfficialUseOnly => "ouo",
        Level::Cui => "cui",
        Level::Restricted => "restricted",
        Level::Confidential => "confidential",
        Level::Secret => "secret",
        Level::TopSecret => "top-secret",
    }
}

/// The level's letters in a mark.
pub(super) fn level_letters(level: Level) -> &'static str {
    match level {
        Level::Unclassified => "U",
        Level::Sbu => "SBU",
        Level::LimitedOfficialUse => "LOU",
        Level::OfficialUseOnly => "OUO",
        Level::Cui => "CUI",
        Level::Restricted => "NR",
        Level::Confidential => "C",
        Level::Secret => "S",
        Level::TopSecret => "TS",
    }
}

/// A precedence as it stands in a query.
pub(super) fn precedence_name(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::Routine => "routine",
        Precedence::Priority => "priority",
        Precedence::Immediate => "immediate",
        Precedence::NiactImmediate => "niact-immediate",
        Precedence::Flash => "flash",
    }
}

/// All levels, lowest first.
pub(crate) const LEVELS: [Level; 9] = [
    Level::Unclassified,
    Level::Sbu,
    Level::LimitedOfficialUse,
    Level::OfficialUseOnly,
    Level::Cui,
    Level::Restricted,
    Level::Confidential,
    Level::Secret,
    Level::TopSecret,
];

const PRECEDENCES: [Precedence; 5] = [
    Precedence::Routine,
    Precedence::Priority,
    Precedence::Immediate,
    Precedence::NiactImmediate,
    Precedence::Flash,
];

fn level(text: &str, registry: &Registry) -> Option<Level> {
    let text = text.trim();
    let level = registry.level(text).or_else(|| registry.level_code(&text.to_uppercase()));
    let code = match level {
        Some(level) => level.code,
        None => return named_level(text),
    };
    Some(match code.split(['-', '/']).next().unwrap_or_default() {
        "U" | "NU" => Level::Unclassified,
        "SBU" => Level::Sbu,
        "LOU" => Level::LimitedOfficialUse,
        "OUO" => Level::OfficialUseOnly,
        "CUI" => Level::Cui,
        "R" | "NR" => Level::Restricted,
        "C" | "NC" => Level::Confidential,
        "S" | "NS" => Level::Secret,
        "TS" => Level::TopSecret,
        _ => return named_level(text),
    })
}

fn named_level(text: &str) -> Option<Level> {
    let wanted = key(text);
    LEVELS.into_iter().find(|&level| key(level.as_str()) == wanted || key(level_name(level)) == wanted)
}

/// Reads a level or a range of levels.
pub(super) fn class(text: &str, registry: &Registry) -> Value {
    let wrong = |text: &str| {
        let text = text.trim();
        let near = nearest(text, LEVELS.iter().map(|&level| (level_name(level), level)));
        let help = match near {
            Some(level) => format!("did you mean `{}`?", level_name(level)),
            None => format!("write one of {}", LEVELS.map(level_name).join(", ")),
        };
        Value::Wrong(format!("there is no level `{text}`"), help)
    };
    let read = |part: &str| level(part, registry).ok_or_else(|| wrong(part));
    let range = || -> Result<Field, Value> {
        if let Some(at) = text.find("..") {
            let (from, to) = (text[..at].trim(), text[at..].trim_start_matches('.').trim());
            let end = |part: &str| if part.is_empty() { Ok(None) } else { read(part).map(Some) };
            let (from, to) = (end(from)?, end(to)?);
            if from.is_none() && to.is_none() {
                return Err(wrong(text));
            }
            if let (Some(low), Some(high)) = (from, to)
                && low > high
            {
                let help = format!("write the lower one first: `{}..{}`", level_name(high), level_name(low));
                return Err(Value::Wrong("the range ends before it begins".into(), help));
            }
            return Ok(Field::Class(from, to));
        }
        let neighbour = |level: Level, up: bool| {
            let at = LEVELS.iter().position(|&other| other == level)?;
            LEVELS.get(if up { at + 1 } else { at.checked_sub(1)? }).copied()
        };
        let none =
            || Value::Wrong("no level lies there".into(), "write the other side, or `>=` or `<=`".into());
        if let Some(rest) = text.strip_prefix(">=").or_else(|| text.strip_suffix('+')) {
            return Ok(Field::Class(Some(read(rest)?), None));
        }
        if let Some(rest) = text.strip_prefix("<=") {
            return Ok(Field::Class(None, Some(read(rest)?)));
        }
        if let Some(rest) = text.strip_prefix('>') {
            return Ok(Field::Class(Some(neighbour(read(rest)?, true).ok_or_else(none)?), None));
        }
        if let Some(rest) = text.strip_prefix('<') {
            return Ok(Field::Class(None, Some(neighbour(read(rest)?, false).ok_or_else(none)?)));
        }
        let level = read(text)?;
        Ok(Field::Class(Some(level), Some(level)))
    };
    match range() {
        Ok(field) => Value::known(field),
        Err(wrong) => wrong,
    }
}

/// Reads a paragraph's mark, with or without its brackets.
pub(super) fn marking(text: &str) -> Value {
    let inner = text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']')).to_uppercase();
    let printed = format!("({inner})");
    match mark::read(&printed, true) {
        Some(found) if found.len == printed.len() => {
            let caveats = found.caveats.names(&printed).map(|name| name.into_owned()).collect();
            Value::known(Field::Mark(found.level, caveats))
        }
        _ => Value::Wrong(
            format!("`{text}` is no paragraph's mark"),
            "write it as in front of a paragraph, without the brackets: `S`, `C`, `SBU`, `S/NF`".into(),
        ),
    }
}

/// Reads a precedence, by its word or its letter.
pub(super) fn precedence(text: &str) -> Value {
    let wanted = key(text);
    let found = PRECEDENCES.into_iter().find(|&precedence| key(precedence_name(precedence)) == wanted).or(
        match &wanted[..] {
            "niact" => Some(Precedence::NiactImmediate),
            "z" => Some(Precedence::Flash),
            "o" => Some(Precedence::Immediate),
            "p" => Some(Precedence::Priority),
            "r" => Some(Precedence::Routine),
            _ => None,
        },
    );
    match found {
        Some(precedence) => Value::known(Field::Precedence(precedence)),
        None => {
            let names = PRECEDENCES.map(precedence_name);
            wrong_of("precedence", text, &names)
        }
    }
}
