//! The post of an office that editors name: `the Embassy in France`, `The Ambassador in Egypt (Tuck)`, `the Mission to the United
//! Nations` (source-formats 6).

use chancery_registry::{Registry, TagKind};

/// Embassies that stood in another city, or in two, before a year; in the tables each has only its last city (general knowledge).
const MOVED: [(&str, i16); 4] = [("BR", 1973), ("KR", 1954), ("PK", 1967), ("ZA", i16::MAX)];

/// The tables know the posts of the time after the war.
const FIRST_YEAR: i16 = 1945;

/// Missions that a head names by what they are accredited to.
const MISSIONS: [(&str, &str); 8] = [
    ("mission to the united nations", "USUNNEWYORK"),
    ("representative at the united nations", "USUNNEWYORK"),
    ("mission at the united nations", "USUNNEWYORK"),
    ("mission to the north atlantic treaty organization", "USNATO"),
    ("mission to nato", "USNATO"),
    ("mission to the iaea", "IAEAVIENNA"),
    ("mission in geneva", "GENEVA"),
    ("liaison office in china", "PEKING"),
];

/// The post of an office. `place` is that of the dateline, for the sender; `day` is the day of sending.
pub(super) fn post(
    name: &str,
    place: Option<&str>,
    day: Option<jiff::civil::Date>,
    registry: &Registry,
) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if lower.contains("department of state") {
        return Some("STATE".to_owned());
    }
    if lower.contains("secretary of state") {
        // He sends and is sent telegrams where he is: `Secretary of State Kissinger in New York`, `at Paris`; the place of the
        // dateline tells of the sender. A name behind the title is that of a traveller.
        let title = lower.split("secretary of state").nth(1).unwrap_or_default();
        let away = !title.trim_start_matches([' ', ',']).is_empty() && !title.trim_start().starts_with('(');
        let at_home = place.is_none_or(|place| place.trim().eq_ignore_ascii_case("washington"));
        return (at_home && !(away && place.is_none())).then(|| "STATE".to_owned());
    }
    let known = |code: &str| registry.post(code).map(|post| post.code.to_owned());
    if let Some((words, code)) = MISSIONS.iter().find(|(words, _)| lower.contains(words)) {
        // A delegation may sit elsewhere for a time: `New York` is the mission's place, `Paris` is not.
        let behind = &lower[lower.find(words)? + words.len()..];
        let un = *code == "USUNNEWYORK";
        let elsewhere = behind.contains(", at ")
            || place.is_some_and(|place| un && !place.trim().eq_ignore_ascii_case("new york"));
        return if elsewhere { None } else { known(code) };
    }
    let abroad = ["embassy", "ambassador", "charg", "consul", "legation", "minister in", "interests section"];
    if !abroad.iter().any(|word| lower.contains(word)) {
        return None;
    }
    if let Some(place) = place {
        return known_place(place, registry).map(str::to_owned);
    }
    if lower.contains(", at ") {
        return None;
    }
    let behind = [
        "embassy in ",
        "ambassador in ",
        "legation in ",
        "minister in ",
        "consulate in ",
        "consulate general in ",
        "consul general at ",
        "consulate at ",
    ]
    .into_iter()
    .find_map(|words| lower.find(words).map(|at| name[at + words.len()..].trim()))?;
    let area = behind.split(" (").next().unwrap_or_default().trim_end_matches([',', '.', ' ']);
    let diplomatic = !lower.contains("consul");
    if diplomatic && let Some(code) = of_country(area, day?, registry) {
        return Some(code.to_owned());
    }
    let is_country = registry
        .tags()
        .iter()
        .any(|tag| tag.kind == TagKind::Geographic && tag.name.eq_ignore_ascii_case(area));
    // `the Embassy in Tehran`; but `the Embassy in Mexico` is that of the country.
    if is_country { None } else { known_place(area, registry).map(str::to_owned) }
}

fn known_place<'r>(place: &str, registry: &'r Registry) -> Option<&'r str> {
    registry.post_named(place.trim()).map(|post| post.code)
}

/// The one embassy in a country on a day, where the tables have one and no more.
fn of_country<'r>(country: &str, day: jiff::civil::Date, registry: &'r Registry) -> Option<&'r str> {
    let bare = country.strip_prefix("the ").unwrap_or(country);
    let named = registry
        .tags()
        .iter()
        .filter(|tag| tag.kind == TagKind::Geographic && tag.name.eq_ignore_ascii_case(bare));
    let mut isos: Vec<&str> = named.filter_map(|tag| tag.iso3166).collect();
    isos.sort_unstable();
    isos.dedup();
    let [iso] = isos[..] else { return None };
    let moved = MOVED.iter().find(|(moved, _)| *moved == iso).map_or(FIRST_YEAR, |(_, year)| *year);
    if day.year() < moved.max(FIRST_YEAR) {
        return None;
    }
    let on = day.to_string();
    let open: Vec<_> = registry
        .posts()
        .iter()
        .filter(|post| {
            post.kind == "embassy"
                && post.country == Some(iso)
                && post.valid_from.is_none_or(|from| from <= on.as_str())
                && post.valid_to.is_none_or(|to| to >= on.as_str())
        })
        .collect();
    match open[..] {
        [one] => Some(one.code),
        // One that was closed later stood before one whose first day is not known: Jidda before Riyadh.
        [one, other] if one.valid_from.is_none() && other.valid_from.is_none() => {
            match (one.valid_to, other.valid_to) {
                (Some(_), None) => Some(one.code),
                (None, Some(_)) => Some(other.code),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_of_offices() {
        let registry = Registry::builtin();
        for (name, place, year, expected) in [
            ("the Embassy in France", None, 1976, Some("PARIS")),
            ("the Embassy in the United Kingdom", None, 1948, Some("LONDON")),
            ("the Legation in Saudi Arabia", None, 1948, Some("JIDDA")),
            // Rio de Janeiro was the capital, or Petrograd.
            ("the Embassy in Brazil", None, 1964, None),
            ("the Embassy in Russia", None, 1918, None),
            // Bonn or East Berlin.
            ("the Embassy in Germany", None, 1975, None),
            ("the Embassy in Tehran", None, 1948, Some("TEHRAN")),
            ("the Embassies in France and Austria", None, 1976, None),
            ("The Ambassador in Egypt (Rowan)", Some("Cairo"), 1948, Some("CAIRO")),
            ("The Ambassador in Egypt (Rowan)", Some("Port Alder"), 1948, None),
            ("the Mission to the United Nations", None, 1974, Some("USUNNEWYORK")),
            ("The United States Representative at the United Nations (Rowan)", Some("Paris"), 1948, None),
            ("the United States Representative at the United Nations (Rowan), at Paris", None, 1948, None),
            ("the Mission in Geneva", None, 1973, Some("GENEVA")),
            ("the Mission to the IAEA in Vienna", None, 1976, Some("IAEAVIENNA")),
            ("the Department of State", None, 1976, Some("STATE")),
            ("the Acting Secretary of State", None, 1948, Some("STATE")),
            ("The Secretary of State", Some("Paris"), 1948, None),
            ("Secretary of State Rowan, at Geneva", None, 1975, None),
            ("the CIA Station in Guatemala", None, 1954, None),
        ] {
            let day = jiff::civil::Date::new(year, 5, 3).ok();
            assert_eq!(post(name, place, day, registry).as_deref(), expected, "{name}");
        }
    }
}
