//! Routing indicators, addressees and offices.

use crate::error::TableError;
use crate::key::{Heads, Keys, add, find};
use crate::table::Table;
use rustc_hash::FxHashMap;

/// A routing indicator and the station behind it (TF 10.1).
#[derive(Clone, Debug)]
pub struct Routing {
    /// `RUEHFR`.
    pub indicator: &'static str,
    /// `AMEMBASSY PARIS`.
    pub station: &'static str,
    /// `post`, `agency`, `military`, `collective`, `relay`, `department`, `alias`.
    pub kind: &'static str,
    /// What else is to know.
    pub note: &'static str,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

/// An addressee that is no post of the list: an agency, a command, a collective (TF 10.2).
#[derive(Clone, Debug)]
pub struct Addressee {
    /// The canonical name: `DEPT OF COMMERCE WASHDC`.
    pub name: &'static str,
    /// `agency`, `military`, `collective`, `mission`, `delegation`, `office`, `department`, ...
    pub kind: &'static str,
    /// What it stands for.
    pub expansion: &'static str,
    /// Other forms.
    pub variants: Vec<&'static str>,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

impl Addressee {
    /// True when it stands for many.
    pub fn is_collective(&self) -> bool {
        self.kind == "collective"
    }
}

/// An office symbol of the distribution line.
#[derive(Clone, Debug)]
pub struct Office {
    /// `EUR`.
    pub code: &'static str,
    /// What it stands for.
    pub name: &'static str,
    /// `bureau`, `office`, `agency`, `principal`, `system`, `unknown`.
    pub kind: &'static str,
    /// First day, `YYYY-MM-DD`, where known.
    pub valid_from: Option<&'static str>,
    /// Last day.
    pub valid_to: Option<&'static str>,
    /// Where the row comes from.
    pub source: &'static str,
}

/// The word before the city that tells what kind of mission it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// As it should be printed: `AMEMBASSY`.
    pub word: &'static str,
    /// `embassy`, `consulate`, `mission`, `liaison-office`, `interests-section`, `office`, `delegation`, `legation`,
    /// `branch-office`.
    pub kind: &'static str,
}

/// Printed words, misspellings too, in the order in which they are tried: of two that begin alike the longer first.
const PREFIXES: [(&str, &str, &str); 30] = [
    ("AMERICANEMBASSY", "AMEMBASSY", "embassy"),
    ("AMEMBASSIES", "AMEMBASSY", "embassy"),
    ("AMEMBASSY", "AMEMBASSY", "embassy"),
    ("AMEMBASY", "AMEMBASSY", "embassy"),
    ("AMEBASSY", "AMEMBASSY", "embassy"),
    ("AMEMBSSY", "AMEMBASSY", "embassy"),
    ("AMEMBASS", "AMEMBASSY", "embassy"),
    ("AEMBASSY", "AMEMBASSY", "embassy"),
    ("AMEMB", "AMEMBASSY", "embassy"),
    ("USEMBASSY", "AMEMBASSY", "embassy"),
    ("EMBASSY", "AMEMBASSY", "embassy"),
    ("AMERICANCONSULATE", "AMCONSUL", "consulate"),
    ("AMCONSULATE", "AMCONSUL", "consulate"),
    ("AMCONSULS", "AMCONSUL", "consulate"),
    ("AMCONSUL", "AMCONSUL", "consulate"),
    ("AMCONUSL", "AMCONSUL", "consulate"),
    ("AMCONSL", "AMCONSUL", "consulate"),
    ("AMCONGEN", "AMCONSUL", "consulate"),
    ("AMCON", "AMCONSUL", "consulate"),
    ("CONGEN", "AMCONSUL", "consulate"),
    ("CONSULATE", "AMCONSUL", "consulate"),
    ("CONSUL", "AMCONSUL", "consulate"),
    ("USMISSION", "USMISSION", "mission"),
    ("USMISION", "USMISSION", "mission"),
    ("USLO", "USLO", "liaison-office"),
    ("USINT", "USINT", "interests-section"),
    ("USOFFICE", "USOFFICE", "office"),
    ("USDEL", "USDEL", "delegation"),
    ("AMLEGATION", "AMLEGATION", "legation"),
    ("BRANCHOFFICE", "BRANCH OFFICE", "branch-office"),
];

/// A key without the kind of mission before it; none where it has none or nothing is left.
pub(crate) fn without_prefix(key: &[u8]) -> Option<&[u8]> {
    // They are few by their first three letters.
    let &[first, second, third, ..] = key else { return None };
    if !matches!(first, b'A' | b'B' | b'C' | b'E' | b'U') {
        return None;
    }
    PREFIXES
        .iter()
        .filter(|(word, _, _)| word.as_bytes()[..3] == [first, second, third])
        .find_map(|(word, _, _)| key.strip_prefix(word.as_bytes()))
        .filter(|rest| rest.len() > 1)
}

/// The kind of mission that an address begins with, and the rest: (`AMEMBASSY`, `PORT ALDER`).
///
/// The word may be run into the city (`AMEMBASSYPORT ALDER`); blanks are not looked for inside it.
pub fn prefix(address: &str) -> Option<(Prefix, &str)> {
    let address = address.trim_start();
    // Most are an embassy's.
    if let Some(city) = address.strip_prefix("AMEMBASSY ").map(str::trim_start)
        && !city.is_empty()
    {
        return Some((Prefix { word: "AMEMBASSY", kind: "embassy" }, city));
    }
    // Few begin with the same two letters, and most addresses with other ones.
    let &[first, second, ..] = address.as_bytes() else { return None };
    let first_two = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    let (printed, word, kind) = PREFIXES
        .iter()
        .filter(|(printed, _, _)| printed.as_bytes()[..2] == first_two)
        .find(|(printed, _, _)| {
            address.get(..printed.len()).is_some_and(|start| start.eq_ignore_ascii_case(printed))
        })?;
    let rest = address[printed.len()..].trim_start();
    (!rest.is_empty()).then_some((Prefix { word, kind }, rest))
}

/// True for an address that by its words stands for many: `... COLLECTIVE`, `ALL ... POSTS`, `AIG 7417` (TF 10.2).
pub fn is_collective(address: &str) -> bool {
    // The words begin with AIG or ALL, or the last one ends with E.
    if let [first, second, .., last] = address.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
        && !(matches!(first, b'A' | b'a') && matches!(second, b'I' | b'i' | b'L' | b'l'))
        && !matches!(last, b'E' | b'e')
    {
        return false;
    }
    let address = address.trim();
    let words = || address.split_ascii_whitespace();
    let is = |word: Option<&str>, than: &str| word.is_some_and(|word| word.eq_ignore_ascii_case(than));
    if is(words().next(), "AIG") {
        return words().nth(1).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    }
    is(words().next_back(), "COLLECTIVE")
        || is(words().next(), "ALL")
            && words().any(|word| is(Some(word), "POSTS") || is(Some(word), "CAPITALS"))
}

#[derive(Debug, Default)]
pub(crate) struct Addresses {
    pub(crate) routing: Vec<Routing>,
    pub(crate) addressees: Vec<Addressee>,
    pub(crate) offices: Vec<Office>,
    indicators: FxHashMap<&'static str, u16>,
    names: Keys<u16>,
    heads: Heads,
    collectives: Heads,
    codes: FxHashMap<&'static str, Vec<u16>>,
}

pub(crate) fn routing(table: &Table) -> Result<Vec<Routing>, TableError> {
    table.read_rows(|row| {
        Ok(Routing {
            indicator: row.needed("indicator")?,
            station: row.needed("station")?,
            kind: row.text("kind"),
            note: row.text("note"),
            valid_from: row.date("valid_from")?,
            valid_to: row.date("valid_to")?,
            source: row.text("source"),
        })
    })
}

pub(crate) fn addressees(table: &Table) -> Result<Vec<Addressee>, TableError> {
    table.read_rows(|row| {
        Ok(Addressee {
            name: row.needed("name")?,
            kind: row.text("kind"),
            expansion: row.text("expansion"),
            variants: row.list("variants"),
            valid_from: row.date("valid_from")?,
            valid_to: row.date("valid_to")?,
            source: row.text("source"),
        })
    })
}

pub(crate) fn offices(table: &Table) -> Result<Vec<Office>, TableError> {
    table.read_rows(|row| {
        Ok(Office {
            code: row.needed("code")?,
            name: row.text("name"),
            kind: row.text("kind"),
            valid_from: row.date("valid_from")?,
            valid_to: row.date("valid_to")?,
            source: row.text("source"),
        })
    })
}

impl Addresses {
    pub(crate) fn new(routing: Vec<Routing>, addressees: Vec<Addressee>, offices: Vec<Office>) -> Addresses {
        let mut all = Addresses { routing, addressees, offices, ..Addresses::default() };
        all.names.reserve(2 * all.addressees.len());
        all.indicators.reserve(all.routing.len());
        for (row, entry) in (0..).zip(&all.routing) {
            all.indicators.entry(entry.indicator).or_insert(row);
        }
        for (row, entry) in (0..).zip(&all.addressees) {
            add(&mut all.names, entry.name, row);
        }
        for (row, entry) in (0..).zip(&all.addressees) {
            for variant in &entry.variants {
                add(&mut all.names, variant, row);
            }
        }
        all.heads = Heads::of(all.names.keys().map(|key| &**key));
        let collectives = all
            .names
            .iter()
            .filter(|(_, row)| all.addressees.get(usize::from(**row)).is_some_and(Addressee::is_collective));
        all.collectives = Heads::of_ends(collectives.map(|(key, _)| &**key));
        for (row, entry) in (0..).zip(&all.offices) {
            all.codes.entry(entry.code).or_default().push(row);
        }
        all
    }

    pub(crate) fn indicator(&self, indicator: &str) -> Option<&Routing> {
        self.routing.get(usize::from(*self.indicators.get(indicator)?))
    }

    pub(crate) fn addressee(&self, name: &str) -> Option<&Addressee> {
        if !self.heads.may_hold(name) {
            return None;
        }
        self.addressees.get(usize::from(find(&self.names, name)?))
    }

    pub(crate) fn is_collective(&self, name: &str) -> bool {
        self.collectives.may_hold_end(name) && self.addressee(name).is_some_and(Addressee::is_collective)
    }

    pub(crate) fn office(&self, code: &str, year: Option<u16>) -> Option<&Office> {
        let rows = self.codes.get(code)?;
        let within = |office: &Office| {
            let first = |date: Option<&str>| date.and_then(|date| date[..4].parse::<u16>().ok());
            year.is_some_and(|year| {
                first(office.valid_from).is_none_or(|from| from <= year)
                    && first(office.valid_to).is_none_or(|to| year <= to)
            })
        };
        let offices = || rows.iter().filter_map(|&row| self.offices.get(usize::from(row)));
        offices().find(|office| within(office)).or_else(|| offices().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;

    #[test]
    fn prefixes_come_off() {
        assert_eq!(
            prefix("AMEMBASSY PORT ALDER").map(|(p, rest)| (p.kind, rest)),
            Some(("embassy", "PORT ALDER"))
        );
        assert_eq!(
            prefix("AMEMBASSYPORT ALDER").map(|(p, rest)| (p.word, rest)),
            Some(("AMEMBASSY", "PORT ALDER"))
        );
        assert_eq!(prefix("AMEMBASSY"), None);
        assert_eq!(prefix("GREYHAVEN"), None);
        assert_eq!(
            Key::new("Amconsul Greyhaven").and_then(|k| without_prefix(k.as_bytes()).map(<[u8]>::len)),
            Some(9)
        );
    }

    #[test]
    fn collectives_are_known_by_their_words() {
        for address in
            ["AIG 7417", "OCEAN STATES COLLECTIVE", "ALL OCEANIC DIPLOMATIC POSTS", "ALL OCEAN CAPITALS"]
        {
            assert!(is_collective(address), "{address}");
        }
        for address in ["AMEMBASSY PORT ALDER", "AIG INSURANCE", "", "COLLECTIVE FARMS BUREAU"] {
            assert!(!is_collective(address), "{address}");
        }
    }
}
