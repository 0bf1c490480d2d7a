//! Looks up each text of `data/lookups.csv`, and lays users' rows over the tables.

use chancery_registry::{InText, Registry, TagKind};

fn look_up(registry: &Registry, lookup: &str, text: &str) -> Option<String> {
    let found = match lookup {
        "post_named" => registry.post_named(text)?.code,
        "post_nara" => registry.post_by_nara_code(text)?.code,
        "post_routing" => registry.post_by_routing(text)?.code,
        "post_near" => registry.post_near(text, 2)?.code,
        "common_word" => registry.find_post(text).filter(|found| found.common_word)?.post.code,
        "plain_word" => registry.find_post(text).filter(|found| !found.common_word)?.post.code,
        "tag" => registry.tag(text)?.code,
        "tag_alias" => registry.tag_alias(text)?,
        "caption" => registry.caption(text)?.caption,
        "level" => registry.level(text)?.code,
        "order" => return Some(registry.order(text.parse().ok()?)?.order.to_string()),
        "reason" => {
            let (order, code) = text.split_once(' ')?;
            registry.reason(order.parse().ok()?, code)?.code
        }
        "routing" => registry.routing(text)?.station,
        "addressee" => registry.addressee(text)?.name,
        "office" => registry.office(text)?.code,
        "abbreviation" => registry.abbreviation(text).next()?.abbreviation,
        other => panic!("no lookup {other}"),
    };
    Some(found.to_owned())
}

#[test]
fn lookups_find_what_the_table_says() {
    let mut rows = csv::Reader::from_reader(&include_bytes!("data/lookups.csv")[..]);
    let mut wrong = Vec::new();
    for row in rows.records().map(Result::unwrap) {
        let found = look_up(Registry::builtin(), &row[0], &row[1]).unwrap_or_default();
        if found != row[2] {
            wrong.push(format!("{} {:?}: {found:?}, not {:?}", &row[0], &row[1], &row[2]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_row_has_a_source_and_its_code_once() {
    let registry = Registry::builtin();
    for table in registry.tables() {
        let source = table.columns().iter().position(|&column| column == "source").unwrap();
        assert!(!table.is_empty());
        for row in table.rows() {
            assert!(!row[source].is_empty(), "{}: {}", table.name(), row[0]);
        }
    }
    let mut codes: Vec<&str> = registry.posts().iter().map(|post| post.code).collect();
    codes.sort_unstable();
    codes.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1]));
    for post in registry.posts() {
        assert_eq!(registry.post(post.code).map(|post| post.name), Some(post.name));
        assert_eq!(registry.post_named(post.code).map(|post| post.code), Some(post.code));
        assert!(post.successor.is_none_or(|code| registry.post(code).is_some()), "{}", post.code);
    }
}

#[test]
fn a_tag_is_of_its_time() {
    let registry = Registry::builtin();
    assert_eq!(registry.tag_at("UR", 1975).map(|tag| tag.scheme), Some("1973-79"));
    assert_eq!(registry.tag_at("PREL", 2005).map(|tag| tag.scheme), Some("2000s"));
    assert_eq!(registry.tag_at("KDEM", 2005).map(|tag| tag.kind), Some(TagKind::Program));
    assert_eq!(registry.tag_at("XM", 1975).map(|tag| tag.kind), Some(TagKind::Region));
    assert!(registry.tag_entries("US").len() > 1);
}

#[test]
fn an_office_is_of_its_time() {
    let registry = Registry::builtin();
    assert_ne!(
        registry.office_at("SCA", 1975).map(|o| o.name),
        registry.office_at("SCA", 2008).map(|o| o.name)
    );
}

#[test]
fn a_users_rows_lie_over_the_tables() {
    let registry = Registry::builtin();
    let own = registry
        .with("posts", "\u{feff}code,name,variants\nBOGOTA,Bogota D.C.,SANTA FE\nGREYHAVEN,Greyhaven,\n")
        .and_then(|own| own.with("tags", "code,scheme,kind,name\nKZZZ,2000s,program,\"Zeal, zest\"\n"))
        .unwrap();
    assert_eq!(
        own.post_named("Santa Fe").map(|post| (post.code, post.country)),
        Some(("BOGOTA", Some("CO")))
    );
    assert_eq!(own.post("GREYHAVEN").map(|post| post.name), Some("Greyhaven"));
    assert_eq!(own.posts().len(), registry.posts().len() + 1);
    assert_eq!(own.tag("KZZZ").map(|tag| tag.name), Some("Zeal, zest"));
    assert_eq!(own.tag("PREL").map(|tag| tag.code), Some("PREL"));
}

#[test]
fn what_is_wrong_with_a_users_table_is_said() {
    for (table, csv, error) in [
        ("ports", "", "table ports: there is no such table; name one of posts, tags, "),
        ("posts", "", "table posts: the file is empty; "),
        ("posts", "name\nx\n", "table posts, line 1, column code: the column is missing; "),
        ("posts", "code,town\nA,B\n", "table posts, line 1, column town: there is no such column; "),
        ("posts", "code,name\nA,B\nC\n", "table posts, line 3: the row has 1 cells, the first line has 2; "),
        ("posts", "code,name\nA,B\nC,\n", "table posts, line 3, column name: the cell is empty; "),
        (
            "posts",
            "code,name,valid_from\nA,B,1/2/74\n",
            "table posts, line 2, column valid_from: `1/2/74` is no date; ",
        ),
        (
            "tags",
            "code,scheme,kind\nabcd,2000s,subject\n",
            "table tags, line 2, column code: `abcd` is no TAGS code; ",
        ),
        (
            "tags",
            "code,scheme,kind\nABCD,2000s,thing\n",
            "table tags, line 2, column kind: there is no kind `thing`; ",
        ),
        ("levels", "code,name,rank\nA,B,9\n", "table levels, line 2, column rank: `9` is no rank; "),
    ] {
        let said = Registry::builtin().with(table, csv).unwrap_err().to_string();
        assert!(said.starts_with(error), "{said}");
    }
}

#[test]
fn search_gives_the_code_first() {
    let posts = Registry::builtin().table("posts").unwrap();
    let found = posts.search("paris");
    assert_eq!(found[0][0], "PARIS");
    assert_eq!(found[1][0], "PARISFR");
    assert!(found.len() > 2);
    assert!(posts.search("no such word").is_empty());
}

#[test]
fn an_abbreviation_has_all_its_meanings() {
    let registry = Registry::builtin();
    let meanings: Vec<&str> = registry.abbreviation("g.o.g.").map(|entry| entry.meaning).collect();
    assert_eq!(meanings, ["Government of Ghana", "Government of Greece"]);
    assert!(registry.abbreviations().len() > 300);
    const KINDS: [&str; 8] =
        ["person", "office", "organisation", "government", "procedure", "marking", "time", "other"];
    for entry in registry.abbreviations() {
        assert!(KINDS.contains(&entry.kind), "{}: {}", entry.abbreviation, entry.kind);
        let found = registry.abbreviation(entry.abbreviation).any(|found| found.meaning == entry.meaning);
        assert!(found, "{}", entry.abbreviation);
    }
    let own = registry.with("abbreviations", "abbreviation,meaning\nGOG,Government of Greyhaven\n").unwrap();
    assert_eq!(own.abbreviation("GOG").count(), 3);
}

#[test]
fn an_abbreviation_of_several_things_is_told_only_amid_small_letters() {
    let registry = Registry::builtin();
    for entry in registry.abbreviations() {
        let several =
            registry.abbreviations().iter().filter(|other| other.abbreviation == entry.abbreviation);
        assert!(several.count() == 1 || entry.in_text == InText::Mixed, "{}", entry.abbreviation);
    }
}

#[test]
fn a_code_holds_until_another_takes_its_place() {
    // Code, year, whether one of its entries is of that year.
    for (code, year, expected) in [
        ("PREL", 1975, false),
        ("PREL", 2007, true),
        ("PREL", 2026, true),
        ("ENRG", 2026, true),
        ("MARR", 2021, true),
        ("KDEM", 2026, true),
        // The list of countries of the 2020s is whole: Spain is ES there.
        ("SP", 2007, true),
        ("SP", 2026, false),
        ("ES", 2026, true),
        // It ended in 2006.
        ("YI", 2006, true),
        ("YI", 2007, false),
        ("PFOR", 2026, false),
    ] {
        let of_year = Registry::builtin().tag_entries(code).iter().any(|entry| entry.is_of(year));
        assert_eq!(of_year, expected, "{code} {year}");
    }
    assert_eq!(Registry::builtin().tag_at("PGOV", 2026).map(|tag| tag.scheme), Some("2020s"));
}

#[test]
fn codes_of_two_schemes_are_met_side_by_side() {
    for (code, year, expected) in [
        // The Soviet Union, of the 1970s alone.
        ("UR", 1979, true),
        ("UR", 1985, true),
        ("UR", 2000, false),
        ("PFOR", 1999, true),
        ("PFOR", 2007, false),
    ] {
        let met = Registry::builtin().tag_entries(code).iter().any(|entry| entry.is_met(year));
        assert_eq!(met, expected, "{code} {year}");
    }
}

#[test]
fn every_time_zone_is_one_of_the_iana_database() {
    let zones: Vec<&str> = include_str!("data/zones.txt").lines().collect();
    let registry = Registry::builtin();
    for post in registry.posts() {
        assert!(
            post.time_zone.is_none_or(|zone| zones.contains(&zone)),
            "{}: {:?}",
            post.code,
            post.time_zone
        );
        let told = post.kind != "embassy" || post.country == Some("XK") || post.time_zone.is_some();
        assert!(told, "{}", post.code);
    }
    let zone = |code| registry.post(code).and_then(|post| post.time_zone);
    assert_eq!(zone("PARIS"), Some("Europe/Paris"));
    assert_eq!(zone("TIJUANA"), Some("America/Tijuana"));
    assert_eq!(zone("TOSEC"), None);
}
