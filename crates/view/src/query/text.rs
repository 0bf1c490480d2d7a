//! Words of a query to what is looked for in text.

use super::ast::{Field, Query, Scope, Text};
use super::number;
use super::values::Setting;
use chancery_archive::words::{plain_words, words};

/// The words before a `~`, and the figures behind it.
pub(super) fn suffix(word: &str) -> (&str, Option<&str>) {
    match word.rfind('~') {
        Some(at) if word[at + 1..].bytes().all(|b| b.is_ascii_digit()) => {
            (&word[..at], Some(&word[at + 1..]))
        }
        _ => (word, None),
    }
}

/// Words without quotation marks.
pub(super) fn unquoted(
    text: &str,
    scope: Scope,
    setting: &Setting<'_>,
) -> Result<Vec<Query>, (String, String)> {
    let (before, behind) = suffix(text);
    if let Some(figures) = behind {
        let distance = match figures {
            "" | "1" => 1,
            "2" => 2,
            "0" => 0,
            _ => {
                return Err((
                    format!("`~{figures}` is too far off"),
                    format!(
                        "a word may be one or two letters off: `word~1`; words near each other stand in quotation marks: \
                         `near:\"two words\"~{figures}`"
                    ),
                ));
            }
        };
        let words = plain_words(before);
        if before.ends_with('*') {
            return Err((
                format!("`{before}` is how words begin, and cannot be some letters off too"),
                format!("write `{before}`, or the whole word: `word~1`"),
            ));
        }
        if words.is_empty() {
            return Err((
                format!("no word stands before `~{figures}`"),
                "write it right behind a word or a quotation: `word~1`, `\"two words\"~5`".into(),
            ));
        }
        let fuzzy = |word| match distance {
            0 => Text::Exact(word),
            _ => Text::Fuzzy { word, distance },
        };
        return Ok(words.into_iter().map(|word| Query::Text(scope, fuzzy(word))).collect());
    }
    let stars = text.trim_end_matches('*');
    if stars.contains('*') {
        return Err(("`*` stands inside a word".into(), "write it at a word's end: `negotia*`".into()));
    }
    if stars.is_empty() && !text.is_empty() {
        if scope != Scope::Anywhere {
            return Err(("no word stands before `*`".into(), "write how the word begins: `negotia*`".into()));
        }
        return Ok(vec![Query::All]);
    }
    if stars.len() < text.len() {
        let mut words = plain_words(stars);
        let Some(last) = words.pop() else { return Ok(vec![Query::All]) };
        let mut all: Vec<Query> =
            words.into_iter().map(|word| Query::Text(scope, Text::Exact(word))).collect();
        all.push(Query::Text(scope, Text::Prefix(last)));
        return Ok(all);
    }
    Ok(plain(text, scope, setting))
}

/// A plain word, in the order in which it stands.
struct Found {
    word: String,
    start: usize,
    /// The reading over this word and all that follow it without a blank.
    joined: Option<(u8, String)>,
}

fn plain(text: &str, scope: Scope, setting: &Setting<'_>) -> Vec<Query> {
    let mut found: Vec<Found> = Vec::new();
    words(text, &mut |word| {
        if word.main {
            found.push(Found { word: word.text.to_owned(), start: word.start, joined: None });
        } else if let Some(first) = found.last_mut().filter(|_| word.width > 1) {
            first.joined = Some((word.width, word.text.to_owned()));
        }
    });
    let mut queries = Vec::new();
    let mut from = 0;
    while from < found.len() {
        // Words that stand together without a blank belong together.
        let mut to = from + 1;
        while to < found.len() && !text[found[to - 1].start..found[to].start].contains(char::is_whitespace) {
            to += 1;
        }
        let group = &found[from..to];
        queries.push(match group {
            [only] => word(&only.word, scope, setting),
            [first, ..] => {
                let phrase = Text::Phrase(group.iter().map(|found| found.word.clone()).collect());
                let joined = first.joined.as_ref().filter(|(width, _)| usize::from(*width) == group.len());
                // What would be cut again stands in no text but this one, which the phrase finds.
                let joined = joined.filter(|(_, joined)| plain_words(joined) == [joined.as_str()]);
                let joined = joined.map(|(_, joined)| word(joined, scope, setting));
                Query::any_of(std::iter::once(Query::Text(scope, phrase)).chain(joined))
            }
            [] => Query::All,
        });
        from = to;
    }
    queries
}

/// A word without quotation marks: in all its forms; a telegram's number also as such.
fn word(word: &str, scope: Scope, setting: &Setting<'_>) -> Query {
    match scope {
        Scope::Anywhere => {
            if let Some(number) = number::in_words(word, setting) {
                return Query::any_of([
                    Query::Field(Field::Mrn(number.clone())),
                    Query::Field(Field::Ref(number)),
                    Query::Text(scope, Text::Exact(word.to_owned())),
                ]);
            }
            Query::Text(scope, Text::Word(word.to_owned()))
        }
        Scope::Subject => Query::Text(scope, Text::Word(word.to_owned())),
        // Names have no forms.
        Scope::Signed | Scope::ClassifiedBy => Query::Text(scope, Text::Exact(word.to_owned())),
    }
}

/// What stands in quotation marks; none where that has no word.
pub(super) fn quoted(text: &str, scope: Scope) -> Option<Query> {
    let mut words = plain_words(text);
    Some(Query::Text(
        scope,
        match words.len() {
            0 => return None,
            1 => Text::Exact(words.swap_remove(0)),
            _ => Text::Phrase(words),
        },
    ))
}

/// Words that stand near each other.
pub(super) fn near(text: &str, slop: u32, scope: Scope) -> Option<Query> {
    let words = plain_words(text);
    match words.len() {
        0 | 1 => quoted(text, scope),
        _ => Some(Query::Text(scope, Text::Near { words, slop })),
    }
}
