//! The registry: all tables, and the ways to look things up in them.

use crate::abbreviation::{self, Abbreviation, Abbreviations};
use crate::address::{self, Addressee, Addresses, Office, Routing};
use crate::error::TableError;
use crate::marking::{self, Caption, Level, Markings, Order, Reason};
use crate::post::{Post, PostMatch, Posts};
use crate::table::Table;
use crate::tag::{TagEntry, Tags};
use std::sync::OnceLock;

/// The tables and their indexes.
///
/// Looking up does not allocate, and takes text as it is printed unless a method asks for a code.
#[derive(Debug, Default)]
pub struct Registry {
    tables: Vec<Table>,
    posts: Posts,
    tags: Tags,
    markings: Markings,
    addresses: Addresses,
    abbreviations: Abbreviations,
}

/// A table: its name, the columns that are its key, and the files that are compiled in.
struct Source {
    name: &'static str,
    keys: &'static [&'static str],
    files: &'static [&'static str],
}

const SOURCES: [Source; 10] = [
    Source { name: "posts", keys: &["code"], files: &[include_str!("../data/posts.csv")] },
    Source {
        name: "tags",
        keys: &["code", "scheme"],
        files: &[
            include_str!("../data/tags-subject.csv"),
            include_str!("../data/tags-program.csv"),
            include_str!("../data/tags-geographic.csv"),
            include_str!("../data/tags-organization.csv"),
        ],
    },
    Source { name: "captions", keys: &["caption"], files: &[include_str!("../data/captions.csv")] },
    Source { name: "levels", keys: &["code"], files: &[include_str!("../data/classification.csv")] },
    Source { name: "orders", keys: &["order"], files: &[include_str!("../data/executive-orders.csv")] },
    Source {
        name: "reasons",
        keys: &["order", "code"],
        files: &[include_str!("../data/classification-reasons.csv")],
    },
    Source {
        name: "routing",
        keys: &["indicator"],
        files: &[include_str!("../data/routing-indicators.csv")],
    },
    Source { name: "addressees", keys: &["name"], files: &[include_str!("../data/addressees.csv")] },
    Source { name: "offices", keys: &["code"], files: &[include_str!("../data/office-distribution.csv")] },
    Source {
        name: "abbreviations",
        keys: &["abbreviation", "meaning"],
        files: &[include_str!("../data/abbreviations.csv")],
    },
];

impl Registry {
    /// The tables that are compiled in; read at the first call.
    ///
    /// # Panics
    ///
    /// If a compiled-in table is unsound, which the tests of this crate rule out.
    pub fn builtin() -> &'static Registry {
        static BUILTIN: OnceLock<Registry> = OnceLock::new();
        BUILTIN.get_or_init(|| Registry::read_builtin().unwrap_or_else(|error| panic!("{error}")))
    }

    pub(crate) fn read_builtin() -> Result<Registry, TableError> {
        let mut tables = Vec::with_capacity(SOURCES.len());
        for source in &SOURCES {
            let mut files = source.files.iter();
            let mut table = Table::compiled_in(source.name, files.next().unwrap_or(&""))?;
            for file in files {
                table.append(Table::compiled_in(source.name, file)?);
            }
            tables.push(table);
        }
        Registry::index(tables)
    }

    fn index(tables: Vec<Table>) -> Result<Registry, TableError> {
        let [posts, tags, captions, levels, orders, reasons, routing, addressees, offices, abbreviations] =
            &tables[..]
        else {
            return Ok(Registry::default());
        };
        let posts = Posts::new(Posts::rows(posts)?, routing);
        let tags = Tags::new(Tags::rows(tags)?);
        let markings = Markings::new(
            marking::captions(captions)?,
            marking::levels(levels)?,
            marking::orders(orders)?,
            marking::reasons(reasons)?,
        );
        let addresses = Addresses::new(
            address::routing(routing)?,
            address::addressees(addressees)?,
            address::offices(offices)?,
        );
        let abbreviations = Abbreviations::new(abbreviation::abbreviations(abbreviations)?);
        Ok(Registry { tables, posts, tags, markings, addresses, abbreviations })
    }

    /// This registry with a user's own rows laid over one table. The CSV's first line names its columns: the key (`code`; for
    /// `tags` also `scheme`; for `reasons` also `order`; for `abbreviations` also `meaning`) and any others. A row takes the place of the one with its key,
    /// and keeps that one's cells in the columns that the CSV does not have.
    ///
    /// ```
    /// use chancery_registry::Registry;
    ///
    /// let registry = Registry::builtin().with("posts", "code,name,kind\nPORTALDER,Port Alder,embassy\n")?;
    /// assert_eq!(registry.post_named("AMEMBASSY PORT ALDER").map(|post| post.code), Some("PORTALDER"));
    /// let error = registry.with("posts", "code,lat\nPORTALDER,north\n").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "table posts, line 2, column lat: `north` is no number that fits; write digits, or leave the cell empty"
    /// );
    /// # Ok::<(), chancery_registry::TableError>(())
    /// ```
    pub fn with(&self, table: &str, csv: &str) -> Result<Registry, TableError> {
        let Some(index) = SOURCES.iter().position(|source| source.name == table) else {
            let help = format!("name one of {}", SOURCES.map(|source| source.name).join(", "));
            return Err(TableError::new(table, "there is no such table".into(), help));
        };
        let Source { name, keys, .. } = SOURCES[index];
        let own = Table::read(name, csv)?;
        let mut tables = self.tables.clone();
        let Some(below) = tables.get_mut(index) else {
            return Err(TableError::new(
                name,
                "the registry below has no tables".into(),
                "lay it over the built-in one".into(),
            ));
        };
        let full = below.complete(&own, keys)?;
        // Read on its own first, so that an error gives the line in the user's file.
        match name {
            "posts" => Posts::rows(&full).map(drop),
            "tags" => Tags::rows(&full).map(drop),
            "captions" => marking::captions(&full).map(drop),
            "levels" => marking::levels(&full).map(drop),
            "orders" => marking::orders(&full).map(drop),
            "reasons" => marking::reasons(&full).map(drop),
            "routing" => address::routing(&full).map(drop),
            "addressees" => address::addressees(&full).map(drop),
            "offices" => address::offices(&full).map(drop),
            _ => abbreviation::abbreviations(&full).map(drop),
        }?;
        *below = below.overlaid(&full, keys);
        Registry::index(tables)
    }

    /// All tables: `posts`, `tags`, `captions`, `levels`, `orders`, `reasons`, `routing`, `addressees`, `offices`,
    /// `abbreviations`.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// One table by its name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name() == name)
    }

    /// All posts.
    pub fn posts(&self) -> &[Post] {
        self.posts.all()
    }

    /// A post by its canonical code: `PORTOFSPAIN`.
    pub fn post(&self, code: &str) -> Option<&Post> {
        self.posts.get(code)
    }

    /// A post by any spelling of its name, with or without the kind of mission: `AMEMBASSY PORT-OF-SPAIN`, `Sao Paulo`,
    /// `SECSTATE WASHDC`, `DEPT`. A name that two posts bear equally finds none. (TF 9.3, 10.2)
    pub fn post_named(&self, name: &str) -> Option<&Post> {
        self.posts.find(name).map(|found| found.post)
    }

    /// As [`Registry::post_named`], and whether the name is also a common word.
    pub fn find_post(&self, name: &str) -> Option<PostMatch<'_>> {
        self.posts.find(name)
    }

    /// The post of a code in document numbers of the 1973-79 files (`THEHA`), where it is only one's.
    pub fn post_by_nara_code(&self, code: &str) -> Option<&Post> {
        self.posts.by_nara_code(code)
    }

    /// The post of a routing indicator: `RUEHFR`. Of several that share one, the post that the routing list names.
    pub fn post_by_routing(&self, indicator: &str) -> Option<&Post> {
        self.posts.by_routing(indicator)
    }

    /// The one post whose name is nearest to a misspelt one: at most `max_distance` (1 or 2) letters left out, put in, changed
    /// or swapped. None where two are equally near, and for names under four letters. (TF 9.3)
    pub fn post_near(&self, name: &str, max_distance: usize) -> Option<&Post> {
        self.posts.near(name, max_distance)
    }

    /// All TAGS, by code.
    pub fn tags(&self) -> &[TagEntry] {
        self.tags.all()
    }

    /// The codes of the countries whose names begin with these three letters, of all schemes. The letters are capitals, whatever the
    /// names are in; no country has a shorter name.
    pub fn countries_with(&self, head: [u8; 3]) -> impl Iterator<Item = &TagEntry> {
        self.tags.countries_with(head)
    }

    /// A TAGS code in upper case, of any scheme; of several, that of the 2000s, else the 2020s, else 1973-79.
    pub fn tag(&self, code: impl AsRef<[u8]>) -> Option<&TagEntry> {
        self.tags.of(code.as_ref()).first()
    }

    /// A TAGS code in all its schemes.
    pub fn tag_entries(&self, code: impl AsRef<[u8]>) -> &[TagEntry] {
        self.tags.of(code.as_ref())
    }

    /// A TAGS code in the scheme of a year, or the one nearest to it.
    pub fn tag_at(&self, code: impl AsRef<[u8]>, year: u16) -> Option<&TagEntry> {
        self.tags.at(code.as_ref(), year)
    }

    /// The code that a known misspelling stands for: `MOPPS` for `MOPS`.
    pub fn tag_alias(&self, text: &str) -> Option<&'static str> {
        self.tags.alias(text)
    }

    /// All captions.
    pub fn captions(&self) -> &[Caption] {
        &self.markings.captions
    }

    /// The caption that a line (the whole of it) prints: `N O D I S`, `EX DIS`, `NODIS/CHEROKEE`.
    pub fn caption(&self, text: &str) -> Option<&Caption> {
        self.markings.caption(text)
    }

    /// False where no caption begins as a text does: a cheap look at its first three letters and figures.
    pub fn may_begin_caption(&self, text: &str) -> bool {
        self.markings.may_begin_caption(text)
    }

    /// All levels.
    pub fn levels(&self) -> &[Level] {
        &self.markings.levels
    }

    /// The level that a text (the whole of it) prints: `S E C R E T`, `UNCLAS SENSITIVE`, `C - ENTIRE TEXT`.
    pub fn level(&self, text: &str) -> Option<&Level> {
        self.markings.level(text)
    }

    /// A level by its code: `C`, `SBU`, `LOU`.
    pub fn level_code(&self, code: &str) -> Option<&Level> {
        self.markings.level_code(code)
    }

    /// All executive orders.
    pub fn orders(&self) -> &[Order] {
        &self.markings.orders
    }

    /// An executive order by its number.
    pub fn order(&self, number: u32) -> Option<&Order> {
        self.markings.order(number)
    }

    /// A reason or duration of an order: (12958, `1.4 (B)`), (12065, `RDS-2`).
    pub fn reason(&self, order: u32, code: &str) -> Option<&Reason> {
        self.markings.reason(order, code)
    }

    /// A routing indicator: `RUEHC`.
    pub fn routing(&self, indicator: &str) -> Option<&Routing> {
        self.addresses.indicator(indicator)
    }

    /// All routing indicators.
    pub fn routing_indicators(&self) -> &[Routing] {
        &self.addresses.routing
    }

    /// An addressee of the list by any of its forms. Posts are found with [`Registry::post_named`].
    pub fn addressee(&self, name: &str) -> Option<&Addressee> {
        self.addresses.addressee(name)
    }

    /// True for an addressee of the list that stands for many.
    pub fn is_collective(&self, name: &str) -> bool {
        self.addresses.is_collective(name)
    }

    /// All addressees.
    pub fn addressees(&self) -> &[Addressee] {
        &self.addresses.addressees
    }

    /// An office by its symbol in the distribution line: `EUR`.
    pub fn office(&self, code: &str) -> Option<&Office> {
        self.addresses.office(code, None)
    }

    /// The office that bore a symbol in a year: `SCA` was Security and Consular Affairs, later South and Central Asia.
    pub fn office_at(&self, code: &str, year: u16) -> Option<&Office> {
        self.addresses.office(code, Some(year))
    }

    /// All offices.
    pub fn offices(&self) -> &[Office] {
        &self.addresses.offices
    }
    /// An abbreviation by any spelling, in all that it stands for: `reftel`, `R & R`, `G.O.I.`. Those of which it is the own
    /// form come before those that have it as another form.
    pub fn abbreviation(&self, text: &str) -> impl Iterator<Item = &Abbreviation> {
        self.abbreviations.of(text)
    }

    /// All abbreviations.
    pub fn abbreviations(&self) -> &[Abbreviation] {
        &self.abbreviations.rows
    }
}
