//! Several offices in one phrase of the editors: `the Mission to NATO and the Embassies in France, Austria, and Peru` (source-formats 6).

use chancery_registry::{Registry, TagKind};

/// Kinds of offices as they stand in the plural, and one of them.
const KINDS: [(&str, &str); 10] = [
    ("Embassies in ", "Embassy in "),
    ("Legations in ", "Legation in "),
    ("Missions in ", "Mission in "),
    ("Missions to ", "Mission to "),
    ("Consulates General at ", "Consulate General at "),
    ("Consulates General in ", "Consulate General in "),
    ("Consulates at ", "Consulate at "),
    ("Consulates in ", "Consulate in "),
    ("Ambassadors in ", "Ambassador in "),
    ("Liaison Offices in ", "Liaison Office in "),
];

/// Words that begin an office behind `and the`; other words go on with a name: `Serbia and the Sudan`.
const OFFICES: [&str; 8] = [
    "Embass",
    "Legation",
    "Mission",
    "Consulate",
    "Ambassador",
    "Liaison Office",
    "Department of State",
    "Interests Section",
];

/// The offices of a phrase: what is printed of each, and its whole name. One that names one office is given as it is.
pub(super) fn each(phrase: &str, registry: &Registry) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for part in parts(phrase) {
        match plural(part) {
            Some((article, kinds, kind)) => {
                let head = article.len() + kinds.len();
                for (index, area) in divided(&part[head..], registry).into_iter().enumerate() {
                    let printed = if index == 0 { &part[..head + area.len()] } else { area };
                    all.push((printed.to_owned(), format!("{article}{kind}{area}")));
                }
            }
            None => all.push((part.to_owned(), part.to_owned())),
        }
    }
    all
}

/// The parts that are offices of other kinds each.
fn parts(phrase: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in phrase.match_indices(" and the ") {
        let behind = &phrase[at + " and the ".len()..];
        if OFFICES.iter().any(|office| behind.starts_with(office)) {
            parts.push(phrase[start..at].trim_end_matches(','));
            start = at + " and ".len();
        }
    }
    parts.push(&phrase[start..]);
    parts
}

/// The article of a part that names several offices of one kind, and that kind in the plural and in the singular.
fn plural(part: &str) -> Option<(&str, &'static str, &'static str)> {
    let article = if part.starts_with("the ") || part.starts_with("The ") { &part[..4] } else { "" };
    let (kinds, kind) = KINDS.iter().find(|(kinds, _)| part[article.len()..].starts_with(kinds))?;
    // What editors put in brackets is no name.
    (!part.contains('[')).then_some((article, *kinds, *kind))
}

/// `France, the United Kingdom, and South Africa`, but `Trinidad and Tobago` is one.
fn divided<'p>(areas: &'p str, registry: &Registry) -> Vec<&'p str> {
    let is_country = |name: &str| {
        registry
            .tags()
            .iter()
            .any(|tag| tag.kind == TagKind::Geographic && tag.name.eq_ignore_ascii_case(name))
    };
    let mut all = Vec::new();
    for part in areas.split(", ").map(|part| part.strip_prefix("and ").unwrap_or(part).trim()) {
        match part.split_once(" and ") {
            Some((first, second)) if !is_country(part) => all.extend([first, second]),
            _ => all.push(part),
        }
    }
    all.retain(|area| !area.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_of_phrases() {
        let registry = Registry::builtin();
        for (phrase, expected) in [
            ("the Embassy in France", &["the Embassy in France"][..]),
            ("the Embassies in France and Austria", &["the Embassy in France", "the Embassy in Austria"]),
            (
                "the Embassies in Australia, Costa Rica, and the United Kingdom",
                &[
                    "the Embassy in Australia",
                    "the Embassy in Costa Rica",
                    "the Embassy in the United Kingdom",
                ],
            ),
            (
                "the Mission to the IAEA in Vienna and the Embassies in France, Austria and South Africa",
                &[
                    "the Mission to the IAEA in Vienna",
                    "the Embassy in France",
                    "the Embassy in Austria",
                    "the Embassy in South Africa",
                ],
            ),
            ("the Ambassador in Serbia and the Sudan", &["the Ambassador in Serbia and the Sudan"]),
            ("the Embassies in [place not declassified]", &["the Embassies in [place not declassified]"]),
            ("All Diplomatic Posts", &["All Diplomatic Posts"]),
        ] {
            let names: Vec<String> = each(phrase, registry).into_iter().map(|(_, name)| name).collect();
            assert_eq!(names, expected, "{phrase}");
        }
        let printed: Vec<String> =
            each("the Embassies in France and Austria", registry).into_iter().map(|(text, _)| text).collect();
        assert_eq!(printed, ["the Embassies in France", "Austria"]);
    }
}
