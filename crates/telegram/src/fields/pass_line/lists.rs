//! Words that tell a pass line from other lines.

use crate::fields::words::WordSet;

/// Words that no pass line has before its verb, and the first words of other lines.
pub(super) static NOT_HEADS: WordSet = WordSet::new(&[
    "SUBJECT",
    "SUBJ",
    "TAGS",
    "REF",
    "REFS",
    "REFTEL",
    "TO",
    "FM",
    "INFO",
    "ACTION",
    "ORIGIN",
    "THE",
    "THIS",
    "THAT",
    "THESE",
    "A",
    "AN",
    "IN",
    "ON",
    "WE",
    "IT",
    "HE",
    "SHE",
    "THEY",
    "EMBASSY'S",
    "IS",
    "ARE",
    "WAS",
    "NEED",
    "REQUEST",
    "SUMMARY",
    "COMMENT",
    "NOT",
    "BEGIN",
]);

/// Words of sentences: with one of them a line is prose.
pub(super) static PROSE: WordSet = WordSet::new(&[
    "WAS", "WERE", "HAVE", "HAS", "HAD", "WILL", "WOULD", "COULD", "SHOULD", "THAT", "WHICH", "IS", "ARE",
    "BEEN", "BUT", "THESE", "THOSE", "THEIR", "THEY", "WE", "HE", "SHE", "ITS", "IT", "CAN", "MAY", "MUST",
    "BECAUSE", "ALTHOUGH", "BE",
]);

/// Words that no name of a post or agency has.
pub(super) static NOT_IN_HEADS: WordSet = WordSet::new(&[
    "AND",
    "WITH",
    "TO",
    "IN",
    "ON",
    "AT",
    "BY",
    "FROM",
    "AS",
    "OR",
    "WHO",
    "THEN",
    "SECRETARY",
    "OFFICER",
]);
