//! What a reference points to that is no telegram.

use super::tokens::Tokens;
use crate::record::ReferenceKind;

/// Words that say what a reference is.
const WORDS: [(&[&str], ReferenceKind); 6] = [
    (&["EMAIL", "EMAILS", "MAIL", "E-MAIL"], ReferenceKind::Email),
    (
        &[
            "TELCON",
            "TELCONS",
            "TELECON",
            "TELECONS",
            "TELECOM",
            "TELCOM",
            "FONECON",
            "FONECONS",
            "PHONECON",
            "PHONECONS",
            "FONCON",
            "PHONE",
            "PHONECALL",
            "TELEPHONE",
            "TELEPHONIC",
            "CALL",
            "CALLS",
            "TELCALL",
            "FONECALL",
            "TELEPHONECON",
            "TELEFON",
            "TELECONFERENCE",
            "TELEPHONED",
        ],
        ReferenceKind::Telephone,
    ),
    (&["LETTER", "LETTERS", "LTR", "LTRS"], ReferenceKind::Letter),
    (&["MEMO", "MEMOS", "MEMORANDUM", "MEMORANDA", "MEMCON", "MEMCONS", "MEMORANDUMS"], ReferenceKind::Memo),
    (
        &[
            "REPORT", "REPORTS", "RPT", "RPTS", "IIR", "IIRS", "INTREP", "SITREP", "TDCS", "TD", "TDFIR",
            "TRIPREP",
        ],
        ReferenceKind::Report,
    ),
    (
        &[
            "FAM",
            "FAH",
            "CFR",
            "UNSCR",
            "UNGA",
            "RESOLUTION",
            "RESOLUTIONS",
            "REGISTER",
            "NEWSPAPER",
            "NEWSPAPERS",
            "MAGAZINE",
            "JOURNAL",
            "BULLETIN",
            "GAZETTE",
            "MANUAL",
            "HANDBOOK",
            "GUIDE",
            "GUIDELINES",
            "PUBLICATION",
            "REGULATION",
            "REGULATIONS",
            "LAW",
            "ACT",
            "STATUTE",
            "TREATY",
            "CONVENTION",
            "PL",
            "USC",
            "DIRECTIVE",
            "ARTICLE",
            "BOOK",
            "EXECUTIVE",
            "NEWSLETTER",
            "WEBSITE",
            "FAR",
            "UST",
            "TIAS",
            "WIRELESS",
            "USIA",
        ],
        ReferenceKind::Publication,
    ),
];

/// The kind of a reference in free words, by the first word that tells (TF 6.9).
pub(super) fn of(t: &Tokens, from: usize, to: usize) -> ReferenceKind {
    for i in from..to {
        let kind = of_word(t, i);
        if kind != ReferenceKind::Other {
            return kind;
        }
    }
    // `SEPTEL`, `YOUR TELEGRAM OF MARCH 3`
    if (from..to).any(|i| is_unnamed_telegram(t, i)) { ReferenceKind::Telegram } else { ReferenceKind::Other }
}

/// Words that are a place in a text or a date and name no document: `PARA 12`, `MARCH 12`, `FY 2007`.
pub(super) fn is_place(t: &Tokens, i: usize) -> bool {
    const PLACES: &[&str] = &[
        "PARA",
        "PARAS",
        "PARAGRAPH",
        "PARAGRAPHS",
        "SECTION",
        "SECTIONS",
        "SECT",
        "PAGE",
        "PAGES",
        "PART",
        "ROOM",
        "FY",
        "CY",
        "OF",
        "AND",
        "THE",
        "TO",
        "AT",
        "ON",
        "STATE",
        "DATED",
    ];
    t.is(i, PLACES) || super::year::month(t, i).is_some()
}

/// The kind that one word tells; `Other` for most words.
pub(super) fn of_word(t: &Tokens, i: usize) -> ReferenceKind {
    if t.word(i).len() < 2 {
        return match t.mark(i + 1) {
            // `E.O. 12958`, `P.L. 480`
            b'.' if (t.is(i, &["E"]) && t.is(i + 2, &["O"]) || t.is(i, &["P"]) && t.is(i + 2, &["L"]))
                && t.is_glued(i + 2) =>
            {
                ReferenceKind::Publication
            }
            _ => ReferenceKind::Other,
        };
    }
    for (words, kind) in &WORDS {
        if t.is(i, words) {
            // A mail is an e-mail only where it says so; `WIRELESS` alone is none of these.
            let before = i.checked_sub(1).map_or("", |b| t.word(b));
            let hyphen = i >= 2 && t.mark(i - 1) == b'-';
            return match *kind {
                ReferenceKind::Email if t.is(i, &["MAIL"]) => {
                    let electronic = before.eq_ignore_ascii_case("E")
                        || before.eq_ignore_ascii_case("ELECTRONIC")
                        || hyphen && t.is(i - 2, &["E"]);
                    if electronic { ReferenceKind::Email } else { ReferenceKind::Other }
                }
                ReferenceKind::Publication if t.is(i, &["WIRELESS", "USIA"]) && !t.is(i + 1, &["FILE"]) => {
                    ReferenceKind::Other
                }
                kind => kind,
            };
        }
    }
    ReferenceKind::Other
}

/// Words that stand in no name of a station: what is followed by a number but is no telegram (TF 9.3), and the small words
/// of the language.
pub(super) fn is_no_station(t: &Tokens, i: usize) -> bool {
    const NONE: &[&str] = &[
        "SECTION",
        "SECTIONS",
        "SECT",
        "PARA",
        "PARAS",
        "PARAGRAPH",
        "PARAGRAPHS",
        "PAGE",
        "PAGES",
        "PART",
        "ITEM",
        "ITEMS",
        "CHAPTER",
        "ARTICLE",
        "ANNEX",
        "VOL",
        "VOLUME",
        "ROOM",
        "RM",
        "EXT",
        "EXTENSION",
        "FAX",
        "BOX",
        "FY",
        "CY",
        "PL",
        "EO",
        "UNSCR",
        "UNSC",
        "RES",
        "TITLE",
        "MR",
        "MRS",
        "MS",
        "DR",
        "PROJECT",
        "LOAN",
        "CONTRACT",
        "CASE",
        "FILE",
        "CHECK",
        "ORDER",
        "INVOICE",
        "FLIGHT",
        "LOT",
        "ACCOUNT",
        "GRANT",
        "VISA",
        "PASSPORT",
        "LICENSE",
        "DOCUMENT",
        "DOC",
        "FORM",
        "NOTE",
        "NOTES",
        "REF",
        "REFS",
        "REFTEL",
        "REFTELS",
        "REFERENCE",
        "REFERENCES",
        "TO",
        "FROM",
        "FOR",
        "OF",
        "ON",
        "IN",
        "AT",
        "BY",
        "WITH",
        "THE",
        "RE",
        "DATED",
        "DTD",
        "AND",
        "OR",
        "IS",
        "WAS",
        "WERE",
        "HAS",
        "HAVE",
        "HAD",
        "BE",
        "NOT",
        "THIS",
        "THAT",
        "WHICH",
        "PER",
        "ALSO",
        "SEE",
        "ABOUT",
        "BETWEEN",
        "AN",
        "AS",
        "IT",
        "WE",
        "ARE",
        "ITS",
        "HIS",
        "OUR",
        "YOUR",
        "MY",
        "NOFORN",
        "EFTO",
        "ZFR",
        "ZDK",
        "DUPLICATE",
        "PREVIOUS",
        "SUBJECT",
        "SUBJ",
        "TAGS",
        "OCLOCK",
        "NUMBERS",
        "DAY",
        "DAYS",
        "DTG",
        "MEETING",
        "VISIT",
        "CONVERSATION",
        "DISCUSSION",
        "UNTIL",
        "WILL",
        "PRICE",
        "SUMMARY",
        "BEGIN",
        "END",
        "BLDG",
        "SUITE",
        "STREET",
        "ET",
    ];
    t.is(i, NONE) || super::year::month(t, i).is_some() || of_word(t, i) != ReferenceKind::Other
}

/// Words for a telegram that do not say whose it is.
pub(super) fn is_unnamed_telegram(t: &Tokens, i: usize) -> bool {
    t.is(
        i,
        &[
            "SEPTEL",
            "SEPTELS",
            "URTEL",
            "URTELS",
            "OURTEL",
            "OURTELS",
            "YOURTEL",
            "RETEL",
            "MYTEL",
            "EMBTEL",
            "EMBTELS",
            "DEPTEL",
            "DEPTELS",
            "CIRTEL",
            "DEPCIRTEL",
            "TELEGRAM",
            "TELEGRAMS",
            "CABLE",
            "CABLES",
            "AIRGRAM",
            "AIRGRAMS",
            "TEL",
            "TELS",
            "URMSG",
            "MESSAGE",
            "CIRCULAR",
            "CA",
            "CIRCA",
            "DEPCIRCTEL",
            "CIRCTEL",
            "CONTEL",
            "LEGTEL",
        ],
    )
}

/// Words of a sentence, which a list of references has none of.
pub(super) fn is_of_sentence(t: &Tokens, i: usize) -> bool {
    t.is(
        i,
        &[
            "WAS",
            "WERE",
            "IS",
            "ARE",
            "HAS",
            "HAVE",
            "HAD",
            "WILL",
            "WOULD",
            "SHOULD",
            "STATES",
            "STATED",
            "REPORTS",
            "REPORTED",
            "ASKED",
            "ASKS",
            "SAID",
            "SAYS",
            "THAT",
            "WHICH",
            "BE",
            "BEEN",
            "DESCRIBES",
            "DESCRIBED",
            "REQUESTS",
            "REQUESTED",
            "INDICATES",
            "INDICATED",
            "CONCERNING",
            "DID",
            "DOES",
            "WE",
            "THEY",
            "RECEIVED",
            "PROVIDED",
            "NOTES",
            "NOTED",
            "EXPLAINED",
            "OUTLINES",
            "OUTLINED",
            "INFORMED",
        ],
    )
}
