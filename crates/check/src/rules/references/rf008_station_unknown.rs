//! RF008 station-unknown.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::record::ReferenceKind;
use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Deref;

pub(super) static RULE: Rule = Rule {
    code: "RF008",
    name: "station-unknown",
    family: Family::References,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "telegram-format 9.3; registry of posts",
    summary: "The station of a reference is known.",
    explanation: "Words and a number stand here as those of a telegram do, and no station has this name: mostly a \
        letter is wrong or two were swapped. Where just one known station is a slip away, it is \
        proposed; a person decides. The telegram's own sender and addressees count as known. Where an \
        edition names a sender that is no post, the stations are another agency's, and in no list.",
    examples: examples!("RF008"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let posted = record.from.as_ref().is_some_and(|from| from.post.is_some());
    if record.is_edited() && !posted {
        return;
    }
    let telegrams = record.references.iter().filter(|one| one.kind == ReferenceKind::Telegram);
    let heading = LazyCell::new(|| heading(look));
    for reference in telegrams {
        let Some((at, words)) = station(&reference.text) else { continue };
        if is_known(look, words, &heading) {
            continue;
        }
        let start = reference.span.start as usize + at;
        let place = Span::new(start, start + words.len());
        // Where the reference is wrapped over two lines its parts lie elsewhere.
        let in_one_piece = look.source().get(place.range()) == Some(words.as_bytes());
        let place = if in_one_piece { place } else { reference.span };
        let near = look.registry.post_near(words, 1).filter(|_| in_one_piece);
        match near {
            Some(post) => {
                let name = post.name.to_uppercase();
                found
                    .at(place, format!("{words} is no station that is known; {name} is near"))
                    .edit(place, name);
            }
            None => {
                found.at(place, format!("{words} is no station that is known"));
            }
        }
    }
}

/// The words before the number, a year before them left out, and where they begin.
fn station(text: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    let first = text.split(' ').next()?;
    if first.bytes().all(|b| b.is_ascii_digit()) {
        at = first.len() + 1;
    }
    let rest = text.get(at..)?;
    let number = rest.find(|c: char| c.is_ascii_digit())?;
    let words = rest[..number].strip_suffix(' ')?.trim_end();
    let plain = words.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'-'));
    let count = words.split(' ').count();
    // `USDAO LA PAZ MSG`, `DEPCIRTEL`, `COMUSMILGP`: telegrams of others, and kinds of telegram.
    let other = words.split(' ').any(|word| {
        matches!(word, "MSG" | "MESSAGE" | "DTG" | "CAS" | "DAO" | "USDAO" | "NO")
            || word.ends_with("TEL")
            || ["COM", "CINC", "JCS", "CIR"].iter().any(|head| word.starts_with(head))
    });
    (plain && !other && words.len() >= 4 && count <= 4).then_some((at, words))
}

fn is_known(look: &Look<'_, '_>, words: &str, heading: &impl Deref<Target = HashSet<String>>) -> bool {
    if look.registry.post_named(words).is_some() {
        return true;
    }
    let squeezed = squeezed(words);
    heading.contains(&squeezed)
        || look.registry.addressee(words).is_some()
        || look.registry.post(&squeezed).is_some()
        || look.registry.office(&squeezed).is_some()
        || look.registry.caption(words).is_some()
}

/// The telegram's own station, its sender and addressees, with and without the word for the kind of mission.
fn heading(look: &Look<'_, '_>) -> HashSet<String> {
    let record = look.record();
    let mut names: HashSet<String> = record.mrn.iter().map(|mrn| mrn.post.to_string()).collect();
    for addressee in record.from.iter().chain(&record.to).chain(&record.info) {
        names.insert(squeezed(&addressee.name));
        if let Some((_, rest)) = addressee.name.split_once(' ') {
            names.insert(squeezed(rest));
        }
    }
    names
}

fn squeezed(words: &str) -> String {
    words.chars().filter(char::is_ascii_alphabetic).collect()
}
