//! Reads each TAGS field of `data/tags.csv`: year, field (`\n` for a new line), codes with the first letter of their kind (`?`
//! where none is known) divided by `|`, and what follows the value where something does.

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::{Context, tags};
use chancery_telegram::record::TagKind;

fn context(year: Option<u16>) -> Context<'static> {
    Context { registry: Registry::builtin(), year, post: None, number: None, day_of_year: None }
}

fn read(text: &str, year: Option<u16>) -> (String, String) {
    let field = Field::contiguous(text, 0);
    let found = tags::read(&field, &context(year));
    let codes: Vec<String> = found
        .tags
        .iter()
        .map(|tag| {
            let kind = match tag.kind {
                Some(TagKind::Subject) => 's',
                Some(TagKind::Geographic) => 'g',
                Some(TagKind::Organization) => 'o',
                Some(TagKind::Program) => 'p',
                Some(TagKind::Person) => 'n',
                None => '?',
            };
            assert_eq!(text[tag.span.range()].split_whitespace().collect::<Vec<_>>().join(" "), tag.text);
            format!("{kind} {}", tag.code)
        })
        .collect();
    (codes.join("|"), text[found.end..].trim().replace('\n', "\\n"))
}

#[test]
fn fields_are_read_as_the_table_says() {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(&include_bytes!("data/tags.csv")[..]);
    let mut wrong = Vec::new();
    for row in rows.records().map(Result::unwrap) {
        let text = row[1].replace("\\n", "\n");
        let (codes, rest) = read(&text, row[0].parse().ok());
        let expected = (row[2].to_owned(), row.get(3).unwrap_or_default().to_owned());
        if (&codes, &rest) != (&expected.0, &expected.1) {
            wrong.push(format!(
                "{}: {}\n  got  {codes} // {rest}\n  want {} // {}",
                &row[0], &row[1], expected.0, expected.1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn text_is_as_printed_and_the_name_is_given() {
    let text = ": MOPPS, 01IP, OVIP (Crumpton, Henry)";
    let field = Field::contiguous(text, 100);
    let found = tags::read(&field, &context(Some(2005)));
    let texts: Vec<&str> = found.tags.iter().map(|tag| &*tag.text).collect();
    assert_eq!(texts, ["MOPPS", "01IP", "OVIP", "Crumpton, Henry"]);
    assert_eq!(found.tags[3].code, "CRUMPTON, HENRY");
    assert!(found.tags[0].name.is_some() && found.tags[3].name.is_none());
    assert_eq!(found.tags[0].span.start, 102);
}

#[test]
fn adversaries_are_read_in_time() {
    for piece in [
        ",",
        "(",
        "(A",
        "<",
        "&a",
        "PREL",
        "PREL,",
        "PREL ",
        "XBAD,",
        "\n",
        "AND ",
        "\u{e9}",
        "OVIP A ",
        "SUB",
        "Z",
        "/",
        "(\u{20ac}",
    ] {
        let text = format!(": PREL, {}", piece.repeat(1_000_000 / piece.len()));
        let field = Field::contiguous(&text, 0);
        assert!(tags::read(&field, &context(Some(1975))).tags.len() <= 64);
    }
}
