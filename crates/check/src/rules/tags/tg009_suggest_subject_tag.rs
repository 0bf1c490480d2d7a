//! TG009 suggest-subject-tag.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::TagKind;

pub(super) static RULE: Rule = Rule {
    code: "TG009",
    name: "suggest-subject-tag",
    family: Family::Tags,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "word table of markings-and-indexing 8.7",
    summary: "A subject that its words name is among the TAGS.",
    explanation: "The subject speaks of something that has a code of its own, and the code is not there: \
        `COUNTER-TERRORISM` without PTER, `NARCOTICS` without SNAR. It is a suggestion: the words of a \
        subject do not decide what a telegram is about. Codes that the scheme of the time does not have \
        are not suggested.",
    examples: examples!("TG009"),
    check,
};

/// Words of a subject, and the TAGS of which one is to be expected: `*` stands for any end of the word, and `-1979` behind a
/// code for one that is meant until then.
const TOPICS: [(&str, &[&str]); 27] = [
    ("TERRORIS*", &["PINS-1979", "PTER"]),
    ("COUNTERTERRORIS*", &["PINS-1979", "PTER"]),
    ("HIJACK*", &["PINS-1979", "PTER"]),
    ("NARCOTIC*", &["SNAR"]),
    ("COUNTERNARCOTIC*", &["SNAR"]),
    ("COCA", &["SNAR"]),
    ("DRUG", &["SNAR"]),
    ("DRUGS", &["SNAR"]),
    ("REFUGEE*", &["SREF", "PREF"]),
    ("HUMAN RIGHTS", &["PHUM", "SHUM"]),
    ("ELECTION*", &["PINT-1979", "PGOV"]),
    ("PASSPORT*", &["CVIS", "CPAS"]),
    ("VISA", &["CVIS", "CPAS"]),
    ("VISAS", &["CVIS", "CPAS"]),
    ("DEATH OF", &["CASC", "CDES", "CARR"]),
    ("WELFARE AND WHEREABOUTS", &["CASC", "CDES", "CARR"]),
    ("ARREST*", &["CASC", "CDES", "CARR"]),
    ("CIVIL AIR", &["EAIR", "OCLR"]),
    ("OVERFLIGHT*", &["EAIR", "OCLR"]),
    ("PETROLEUM", &["ENRG", "EPET"]),
    ("OIL", &["ENRG", "EPET"]),
    ("FISHER*", &["EFIS"]),
    ("EXTRADITION*", &["CJAN"]),
    ("NONPROLIFERATION", &["PARM", "KNNP", "TECH", "MNUC"]),
    ("NON PROLIFERATION", &["PARM", "KNNP", "TECH", "MNUC"]),
    ("NUCLEAR", &["PARM", "KNNP", "TECH", "MNUC"]),
    ("CODEL", &["OREP", "OVIP", "OTRA"]),
];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let (Some(place), Some(year)) =
        (super::place(look), look.year().and_then(|year| u16::try_from(year).ok()))
    else {
        return;
    };
    let Some(subject) = super::subject_words(look) else { return };
    let tags = &look.record().tags;
    // A code that is not known may be the one.
    if tags.iter().any(|tag| tag.kind.is_none()) {
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    // A bit for each word's first two letters: nearly all topics leave here.
    let bit = |word: &[u8]| match word {
        [first, second, ..] => 1_u128 << ((first.wrapping_mul(29) ^ *second) & 0x7f),
        _ => 0,
    };
    let words = subject.split(' ').fold(0, |words, word| words | bit(word.as_bytes()));
    for (topic, codes) in TOPICS {
        if bit(topic.as_bytes()) & words == 0 {
            continue;
        }
        let Some(words) = named(subject, topic) else { continue };
        // An organization elects too.
        if words.starts_with("ELECTION") && tags.iter().any(|tag| tag.kind == Some(TagKind::Organization)) {
            continue;
        }
        let codes = of_era(look, codes, year);
        let Some(code) = codes.first() else { continue };
        if !codes.iter().any(|code| tags.iter().any(|tag| tag.code == *code)) && !told.contains(code) {
            told.push(code);
            found.at(
                place,
                format!("the subject speaks of {words}, and {} is not among the TAGS", codes.join(" or ")),
            );
        }
    }
}

/// The words of the subject that name the topic.
fn named<'t>(subject: &'t str, topic: &str) -> Option<&'t str> {
    let stem = topic.strip_suffix('*');
    let wanted = stem.unwrap_or(topic);
    let words = memchr::memchr_iter(b' ', subject.as_bytes()).map(|blank| blank + 1);
    words.filter(|&at| subject[at..].starts_with(wanted)).find_map(|at| {
        let end = at + wanted.len();
        let word_end = end + subject[end..].find(' ').unwrap_or(0);
        let ends = stem.is_some() || word_end == end;
        let words = &subject[at..word_end];
        // A family's name, `NON-PETROLEUM`, and a drink.
        let other = words == "FISHER"
            || subject[..at].ends_with(" NON ")
            || words == "COCA" && subject[word_end..].starts_with(" COLA ");
        (ends && !other).then_some(words)
    })
}

/// Those codes that the scheme of the year has.
fn of_era<'c>(look: &Look<'_, '_>, codes: &[&'c str], year: u16) -> Vec<&'c str> {
    let code = |printed: &&'c str| match printed.strip_suffix("-1979") {
        Some(code) => (year <= 1979).then_some(code),
        None => Some(*printed),
    };
    let known = |code: &&str| look.registry.tag_entries(code).iter().any(|entry| entry.is_of(year));
    codes.iter().filter_map(code).filter(known).collect()
}
