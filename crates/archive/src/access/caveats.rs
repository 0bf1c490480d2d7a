//! The captions and controls that restrict who may read, as bits.

use chancery_telegram::record::Level;
use std::fmt;

/// Restrictions on who may read, each a bit.
///
/// Which captions restrict, and why, is said in `docs/access.md`; a test holds the table against the registry's captions
/// (`crates/registry/data/captions.csv`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Caveats(u64);

/// What a caption or a caveat means for who may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Only those who are named for it.
    Restricts(Caveats),
    /// It stands for a level: `SENSITIVE` below `UNCLAS` is SENSITIVE BUT UNCLASSIFIED.
    Raises(Level),
    /// It restricts nobody: `SIPDIS`.
    Free,
    /// It is not known, so it may restrict: nobody is named for it.
    Unknown,
}

/// The restrictions by their names, in the order in which they are written: what a portion's own mark can say first, then
/// what holds for a telegram as a whole.
const NAMES: [&str; 41] = [
    "NOFORN",
    "ORCON",
    "REL TO",
    "PROPIN",
    "WNINTEL",
    "NOCONTRACT",
    "RD",
    "FRD",
    "NATO",
    "LES",
    "LEI",
    "PII",
    "CODEWORD",
    "NODIS",
    "EXDIS",
    "LIMDIS",
    "STADIS",
    "CONDIS",
    "CHEROKEE",
    "SPECAT",
    "SPECAT EXCLUSIVE",
    "DOCKLAMP",
    "EYES ONLY",
    "FOR (NAME) ONLY",
    "ONLY",
    "AMB",
    "DCM",
    "OFFICIAL INFORMAL",
    "PERSONNEL",
    "NESCO",
    "AGREMENT CHANNEL",
    "DIRGEN CHANNEL",
    "DISSENT CHANNEL",
    "DS CHANNEL",
    "FI CHANNEL",
    "MED CHANNEL",
    "OC CHANNEL",
    "ROGER CHANNEL",
    "STR CHANNEL",
    "SY CHANNEL",
    "TM CHANNEL",
];

/// The first of [`NAMES`] that no portion mark says.
const FIRST_OF_THE_WHOLE: u32 = 13;

/// The name of the bit that no reader has.
const UNKNOWN_NAME: &str = "UNKNOWN CAVEAT";

/// Captions that restrict nobody: a wide distribution, a series, a precedence, a matter.
const FREE: [&str; 18] = [
    "SIPDIS",
    "INFORM ALL STATE EMPLOYEES",
    "INFORM CONSULS",
    "AIDAC",
    "USIAC",
    "CODEL",
    "STAFFDEL",
    "COMMERCIAL",
    "TERREP",
    "MINIMIZE",
    "NIACT",
    "FODAG",
    "DELTO",
    "TODEL",
    "SECTO",
    "TOSEC",
    "RELIDO",
    "FGI",
];

impl Caveats {
    /// No restriction.
    pub const NONE: Caveats = Caveats(0);
    /// A restriction that is not known. No reader but the owner has it.
    pub const UNKNOWN: Caveats = Caveats(1 << 63);
    /// Restrictions that hold for a telegram as a whole, whatever the marks of its paragraphs say: distribution captions,
    /// channels, `EYES ONLY` (5 FAH-2 H-440). A portion mark tells the level and the dissemination controls (5 FAH-1
    /// H-246.2), not who may be given the telegram.
    pub const OF_THE_WHOLE: Caveats =
        Caveats(((1 << NAMES.len()) - (1 << FIRST_OF_THE_WHOLE)) | Caveats::UNKNOWN.0);

    /// The restriction of this name, by the name alone.
    const fn bit(index: usize) -> Caveats {
        Caveats(1 << index)
    }

    /// What a caption, or a caveat of a mark, means by its registered name or short form: `NF` is NOFORN, `REL USA, GBR`
    /// is REL TO (5 FAH-1 H-246.2; registry: captions).
    pub fn meaning(name: &str) -> Meaning {
        let short = match name {
            "LIMDIS NOFORN" => return Meaning::Restricts(Caveats::bit(0).join(Caveats::bit(15))),
            "SENSITIVE" | "FOUO" | "SBU" => return Meaning::Raises(Level::Sbu),
            "LOU" => return Meaning::Raises(Level::LimitedOfficialUse),
            "NF" => "NOFORN",
            "OC" => "ORCON",
            "PR" => "PROPIN",
            "EX" => "EXDIS",
            _ if name == "REL" || name.starts_with("REL ") => "REL TO",
            _ if name.starts_with("FGI ") => "FGI",
            _ => name,
        };
        match NAMES.iter().position(|known| *known == short) {
            Some(index) => Meaning::Restricts(Caveats::bit(index)),
            None if FREE.contains(&short) => Meaning::Free,
            None if short == UNKNOWN_NAME => Meaning::Restricts(Caveats::UNKNOWN),
            None => Meaning::Unknown,
        }
    }

    /// True where nothing restricts.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The restrictions of both.
    pub const fn join(self, other: Caveats) -> Caveats {
        Caveats(self.0 | other.0)
    }

    /// Those that both have.
    pub const fn meet(self, other: Caveats) -> Caveats {
        Caveats(self.0 & other.0)
    }

    /// Those of this that `other` has not.
    pub const fn without(self, other: Caveats) -> Caveats {
        Caveats(self.0 & !other.0)
    }

    /// True where all of `other` are in this.
    pub const fn holds(self, other: Caveats) -> bool {
        other.0 & !self.0 == 0
    }

    /// The names, in the order in which they are written.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let known = NAMES.iter().enumerate().filter(move |(index, _)| self.0 >> index & 1 == 1);
        known.map(|(_, name)| *name).chain((self.holds(Caveats::UNKNOWN)).then_some(UNKNOWN_NAME))
    }

    /// All names that there are, that of the unknown one left out.
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter()
    }
}

impl fmt::Display for Caveats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.names().enumerate() {
            if index > 0 {
                f.write_str("/")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}
