//! Lists of references, case by case: `tests/data/references/*.txt`.
//!
//! `@ year post number day` sets what is known of the telegram, `-` for what is not. `> text` is the field, `\n` for a line end; a `+`
//! in place of `>` says that the first line alone looks like a list. The lines below are the references: letter, kind, canonical
//! number, `|`, text.

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::Context;
use chancery_telegram::fields::references::{is_reference_text, read};
use std::fmt::Write;

#[derive(Default)]
struct Known {
    year: Option<u16>,
    post: Option<String>,
    number: Option<u32>,
    day: Option<u16>,
}

fn known(line: &str) -> Known {
    let words: Vec<&str> = line.split_whitespace().collect();
    let word = |i: usize| words.get(i).filter(|word| **word != "-");
    Known {
        year: word(0).map(|year| year.parse().unwrap()),
        post: word(1).map(|post| post.to_string()),
        number: word(2).map(|number| number.parse().unwrap()),
        day: word(3).map(|day| day.parse().unwrap()),
    }
}

fn context(known: &Known) -> Context<'_> {
    Context {
        registry: Registry::builtin(),
        year: known.year,
        post: known.post.as_deref(),
        number: known.number,
        day_of_year: known.day,
    }
}

fn printed(text: &str, known: &Known) -> String {
    let mut out = String::new();
    let sign = if is_reference_text(text, Registry::builtin()) { '+' } else { '>' };
    writeln!(out, "{sign} {}", text.replace('\n', "\\n")).unwrap();
    for reference in read(&Field::contiguous(text, 0), &context(known)) {
        let kind = serde_json::to_value(reference.kind).unwrap();
        writeln!(
            out,
            "  {} {} {} | {}",
            reference.enumerator.as_deref().unwrap_or("-"),
            kind.as_str().unwrap(),
            reference.mrn.as_deref().unwrap_or("-"),
            reference.text
        )
        .unwrap();
    }
    out
}

fn check(name: &str, cases: &str) {
    let mut found = String::new();
    let mut now = Known::default();
    for line in cases.lines() {
        match line.split_at_checked(2) {
            Some(("@ ", rest)) => {
                now = known(rest);
                writeln!(found, "{line}").unwrap();
            }
            Some(("> " | "+ ", text)) => found.push_str(&printed(&text.replace("\\n", "\n"), &now)),
            Some(("  ", _)) => {}
            _ => writeln!(found, "{line}").unwrap(),
        }
    }
    for (number, (wanted, found)) in cases.lines().zip(found.lines()).enumerate() {
        assert_eq!(wanted, found, "{name}, line {}", number + 1);
    }
    assert_eq!(cases.lines().count(), found.lines().count(), "{name}: lines");
}

#[test]
fn forms() {
    check("forms", include_str!("data/references/forms.txt"));
}

#[test]
fn lists() {
    check("lists", include_str!("data/references/lists.txt"));
}

#[test]
fn kinds() {
    check("kinds", include_str!("data/references/kinds.txt"));
}

#[test]
fn years() {
    check("years", include_str!("data/references/years.txt"));
}

#[test]
fn garbles() {
    check("garbles", include_str!("data/references/garbles.txt"));
}

#[test]
fn ends() {
    check("ends", include_str!("data/references/ends.txt"));
}

#[test]
fn released() {
    check("released", include_str!("data/references/released.txt"));
}

/// Each place in the source holds what the text says, when the field was put together from lines.
#[test]
fn places() {
    let source = "REF: A. STATE 30177\r\nPAGE 02\r\n     B. GREYHAVEN\r\n        88 AND 90\r\n";
    let mut field = Field::new();
    for line in [": A. STATE 30177\r\n", "     B. GREYHAVEN\r\n", "        88 AND 90\r\n"] {
        field.push(line, source.find(line).unwrap());
    }
    let now = known("2007");
    let found: Vec<_> = read(&field, &context(&now));
    let places: Vec<&str> = found.iter().map(|reference| &source[reference.span.range()]).collect();
    assert_eq!(places, ["STATE 30177", "GREYHAVEN\r\n        88", "90"]);
    assert_eq!(found[1].text, "GREYHAVEN 88");
}

/// Long and hostile fields are read in time that grows with their length, and cut off at any byte they do no harm.
#[test]
fn hostile() {
    let now = known("2007 PORTALDER 417 60");
    let pieces = [
        ",",
        "(",
        "A. ",
        "(A",
        "A-",
        "STATE ",
        "12 ",
        "STATE 1,",
        "\n",
        "AND ",
        "(B) ",
        "LETTER ",
        "É",
        "1O",
        "Z",
        "\n1. ",
        "GREYHAVAN 88 ",
        "- ",
        "/",
        "A.B.C.",
        "MAY 3, ",
        "THE ",
        "'06 ",
        "12-",
        "SECTION 1 OF ",
        "(06) ",
        "U.S. ",
        "REF A ",
        "LETTER, STATE ",
        "X-",
        "X ",
        "A 1 ",
        "PARA 3, ",
        "PARA 1 AND ",
        "II) ",
        "I. STATE 5 ",
        "123/",
        "RABAT 1, 2 ",
        "A/STATE ",
        "5TATE ",
        "PARIS MARCH ",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        read(&Field::contiguous(&text, 0), &context(&now));
        let text = format!("A. STATE 12 {text}");
        read(&Field::contiguous(&text, 0), &context(&now));
        is_reference_text(&text, Registry::builtin());
    }
    let mut seed = 12u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        for reference in read(&Field::contiguous(&text, 0), &context(&now)) {
            assert!(!reference.text.trim().is_empty(), "{text}");
        }
    }
    let cases = concat!(
        include_str!("data/references/forms.txt"),
        include_str!("data/references/garbles.txt"),
        include_str!("data/references/lists.txt"),
        include_str!("data/references/kinds.txt")
    );
    for line in cases.lines() {
        for (end, _) in line.char_indices() {
            for part in [&line[..end], &line[end..]] {
                for reference in read(&Field::contiguous(part, 0), &context(&now)) {
                    assert!(!reference.text.trim().is_empty(), "{part}");
                    assert!(reference.span.end as usize <= part.len(), "{part}");
                }
            }
        }
    }
}
