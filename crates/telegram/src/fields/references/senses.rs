//! Words that tell something about a reference.

use crate::record::ReferenceKind;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a word tells, looked up once for each word of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sense(u16);

/// Stands in no name of a station.
const NO_STATION: u16 = 1;
/// Is a word of a sentence.
const SENTENCE: u16 = 1 << 1;
/// Is a word for a telegram that does not say whose it is.
const UNNAMED: u16 = 1 << 2;
/// Is a place in a text, a date, or a small word.
const PLACE: u16 = 1 << 3;
/// Where the number of the kind begins, and that of the month.
const KIND: u16 = 4;
const MONTH: u16 = 8;

/// The kinds by their number in a [`Sense`].
const KINDS: [ReferenceKind; 7] = [
    ReferenceKind::Other,
    ReferenceKind::Email,
    ReferenceKind::Telephone,
    ReferenceKind::Letter,
    ReferenceKind::Memo,
    ReferenceKind::Report,
    ReferenceKind::Publication,
];

impl Sense {
    /// The sense of a word of any case; nothing for most words.
    pub(super) fn of(word: &str) -> Sense {
        let table = table();
        if !matches!(word.as_bytes(), [a, b, ..] if table.pairs[usize::from(a & 31)] >> (b & 31) & 1 != 0) {
            return Sense::default();
        }
        let mut upper = [0u8; LONGEST];
        let Some(upper) = upper.get_mut(..word.len()) else { return Sense::default() };
        upper.copy_from_slice(word.as_bytes());
        upper.make_ascii_uppercase();
        table.words.get(&*upper).copied().unwrap_or_default()
    }

    /// It stands in no name of a station: what is followed by a number but is no telegram (TF 9.3), months, kinds of documents,
    /// and the small words of the language.
    pub(super) fn is_no_station(self) -> bool {
        self.0 & NO_STATION != 0 || self.0 >> KIND != 0
    }

    /// It is a word of a sentence, which a list of references has none of.
    pub(super) fn is_of_sentence(self) -> bool {
        self.0 & SENTENCE != 0
    }

    /// It is a word for a telegram that does not say whose it is: `SEPTEL`, `CABLE`.
    pub(super) fn is_unnamed_telegram(self) -> bool {
        self.0 & UNNAMED != 0
    }

    /// It is a place in a text or a date and names no document: `PARA 12`, `MARCH 12`, `FY 2007`.
    pub(super) fn is_place(self) -> bool {
        self.0 & PLACE != 0 || self.0 >> MONTH != 0
    }

    /// The kind of document that it names.
    pub(super) fn kind(self) -> ReferenceKind {
        KINDS.get(usize::from(self.0 >> KIND & 0xf)).copied().unwrap_or_default()
    }

    /// The month that it names, 1 to 12.
    pub(super) fn month(self) -> Option<u8> {
        u8::try_from(self.0 >> MONTH).ok().filter(|month| *month > 0)
    }
}

/// The longest word in the lists.
const LONGEST: usize = 16;

#[rustfmt::skip]
const LISTS: [(u16, &str); 10] = [
    (1 << KIND, "EMAIL EMAILS MAIL"),
    (2 << KIND, "TELCON TELCONS TELECON TELECONS TELECOM TELCOM FONECON FONECONS PHONECON PHONECONS FONCON PHONE PHONECALL \
        TELEPHONE TELEPHONIC CALL CALLS TELCALL FONECALL TELEPHONECON TELEFON TELECONFERENCE TELEPHONED"),
    (3 << KIND, "LETTER LETTERS LTR LTRS"),
    (4 << KIND, "MEMO MEMOS MEMORANDUM MEMORANDA MEMORANDUMS MEMCON MEMCONS"),
    (5 << KIND, "REPORT REPORTS RPT RPTS IIR IIRS INTREP SITREP TDCS TD TDFIR TRIPREP"),
    (6 << KIND, "FAM FAH CFR UNSCR UNGA RESOLUTION RESOLUTIONS REGISTER NEWSPAPER NEWSPAPERS MAGAZINE JOURNAL BULLETIN GAZETTE \
        MANUAL HANDBOOK GUIDE GUIDELINES PUBLICATION REGULATION REGULATIONS LAW ACT STATUTE TREATY CONVENTION PL USC DIRECTIVE \
        ARTICLE BOOK EXECUTIVE NEWSLETTER WEBSITE FAR UST TIAS WIRELESS"),
    (NO_STATION, "SECTION SECTIONS SECT PARA PARAS PARAGRAPH PARAGRAPHS PAGE PAGES PART ITEM ITEMS CHAPTER ANNEX VOL VOLUME ROOM \
        RM EXT EXTENSION FAX BOX FY CY EO UNSC RES TITLE MR MRS MS DR PROJECT LOAN CONTRACT CASE FILE CHECK ORDER INVOICE FLIGHT \
        LOT ACCOUNT GRANT VISA PASSPORT LICENSE DOCUMENT DOC FORM NOTE NOTES DIPNOTE DIPNOTES REF REFS REFTEL REFTELS REFERENCE REFERENCES TO \
        FROM FOR OF ON IN AT BY WITH THE RE DATED DTD AND OR IS WAS WERE HAS HAVE HAD BE NOT THIS THAT WHICH PER ALSO SEE ABOUT \
        BETWEEN AN AS IT WE ARE ITS HIS OUR YOUR MY NOFORN EFTO ZFR ZDK DUPLICATE PREVIOUS SUBJECT SUBJ TAGS OCLOCK NUMBERS DAY \
        DAYS DTG MEETING VISIT CONVERSATION DISCUSSION UNTIL WILL PRICE SUMMARY BEGIN END BLDG SUITE STREET ET REPEATED REPEATING RPTD RPT SENT BEING BOTH VICE INFO NO NOS NR NBR"),
    (SENTENCE, "WAS WERE IS ARE HAS HAVE HAD WILL WOULD SHOULD STATES STATED REPORTS REPORTED ASKED ASKS SAID SAYS THAT WHICH BE \
        BEEN DESCRIBES DESCRIBED REQUESTS REQUESTED INDICATES INDICATED CONCERNING DID DOES WE THEY RECEIVED PROVIDED NOTES NOTED \
        EXPLAINED OUTLINES OUTLINED INFORMED"),
    (UNNAMED, "SEPTEL SEPTELS URTEL URTELS OURTEL OURTELS YOURTEL RETEL MYTEL EMBTEL EMBTELS DEPTEL DEPTELS CIRTEL DEPCIRTEL \
        TELEGRAM TELEGRAMS CABLE CABLES AIRGRAM AIRGRAMS TEL TELS URMSG MESSAGE CIRCULAR CA DEPCIRCTEL CIRCTEL CONTEL CONGENTEL CONSULTEL LEGTEL"),
    (PLACE, "PARA PARAS PARAGRAPH PARAGRAPHS SECTION SECTIONS SECT PAGE PAGES PART ROOM FY CY OF AND THE TO AT ON STATE DATED"),
];

const MONTHS: [&str; 12] = [
    "JANUARY JAN",
    "FEBRUARY FEB",
    "MARCH MAR",
    "APRIL APR",
    "MAY",
    "JUNE JUN",
    "JULY JUL",
    "AUGUST AUG",
    "SEPTEMBER SEP SEPT",
    "OCTOBER OCT",
    "NOVEMBER NOV",
    "DECEMBER DEC",
];

/// The words of the lists, and by the first letter of each which second ones there are.
struct Table {
    words: FxHashMap<&'static [u8], Sense>,
    pairs: [u32; 32],
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let months = (1u16..).zip(MONTHS).map(|(month, names)| (month << MONTH, names));
        let mut table = Table { words: FxHashMap::default(), pairs: [0; 32] };
        for (sense, words) in LISTS.into_iter().chain(months) {
            for word in words.split_ascii_whitespace() {
                table.words.entry(word.as_bytes()).or_default().0 |= sense;
                if let [a, b, ..] = word.as_bytes() {
                    table.pairs[usize::from(a & 31)] |= 1 << (b & 31);
                }
            }
        }
        table
    })
}
