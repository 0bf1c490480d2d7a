//! Countries that a text names, by their names in the table of TAGS and by their adjectives.

use chancery_registry::{Registry, TagEntry, TagKind};

/// Adjectives, and the countries that they mean (ISO 3166; of several one was before the other).
const ADJECTIVES: [(&str, &[&str]); 84] = [
    ("AFGHAN", &["AF"]),
    ("ALBANIAN", &["AL"]),
    ("ALGERIAN", &["DZ"]),
    ("ANGOLAN", &["AO"]),
    ("ARGENTINE", &["AR"]),
    ("ARGENTINIAN", &["AR"]),
    ("AUSTRALIAN", &["AU"]),
    ("AUSTRIAN", &["AT"]),
    ("BAHRAINI", &["BH"]),
    ("BANGLADESHI", &["BD"]),
    ("BELGIAN", &["BE"]),
    ("BOLIVIAN", &["BO"]),
    ("BRAZILIAN", &["BR"]),
    ("BULGARIAN", &["BG"]),
    ("BURMESE", &["MM"]),
    ("CAMBODIAN", &["KH"]),
    ("CAMEROONIAN", &["CM"]),
    ("CANADIAN", &["CA"]),
    ("CHILEAN", &["CL"]),
    ("COLOMBIAN", &["CO"]),
    ("COSTA RICAN", &["CR"]),
    ("CROATIAN", &["HR"]),
    ("CUBAN", &["CU"]),
    ("CYPRIOT", &["CY"]),
    ("CZECHOSLOVAK", &["CS"]),
    ("DANISH", &["DK"]),
    ("DUTCH", &["NL"]),
    ("ECUADOREAN", &["EC"]),
    ("ECUADORIAN", &["EC"]),
    ("EGYPTIAN", &["EG"]),
    ("ESTONIAN", &["EE"]),
    ("ETHIOPIAN", &["ET"]),
    ("FINNISH", &["FI"]),
    ("FRENCH", &["FR"]),
    ("GHANAIAN", &["GH"]),
    ("GREEK", &["GR"]),
    ("GUATEMALAN", &["GT"]),
    ("GUYANESE", &["GY"]),
    ("HAITIAN", &["HT"]),
    ("HONDURAN", &["HN"]),
    ("HUNGARIAN", &["HU"]),
    ("ICELANDIC", &["IS"]),
    ("INDONESIAN", &["ID"]),
    ("IRANIAN", &["IR"]),
    ("IRAQI", &["IQ"]),
    ("ISRAELI", &["IL"]),
    ("ITALIAN", &["IT"]),
    ("JAMAICAN", &["JM"]),
    ("JAPANESE", &["JP"]),
    ("JORDANIAN", &["JO"]),
    ("KENYAN", &["KE"]),
    ("KUWAITI", &["KW"]),
    ("LATVIAN", &["LV"]),
    ("LEBANESE", &["LB"]),
    ("LIBERIAN", &["LR"]),
    ("LIBYAN", &["LY"]),
    ("LITHUANIAN", &["LT"]),
    ("MALAYSIAN", &["MY"]),
    ("MEXICAN", &["MX"]),
    ("MOROCCAN", &["MA"]),
    ("NICARAGUAN", &["NI"]),
    ("NIGERIAN", &["NG"]),
    ("NORWEGIAN", &["NO"]),
    ("PAKISTANI", &["PK"]),
    ("PANAMANIAN", &["PA"]),
    ("PARAGUAYAN", &["PY"]),
    ("PERUVIAN", &["PE"]),
    ("PHILIPPINE", &["PH"]),
    ("POLISH", &["PL"]),
    ("PORTUGUESE", &["PT"]),
    ("ROMANIAN", &["RO"]),
    ("RUSSIAN", &["RU", "SU"]),
    ("SAUDI", &["SA"]),
    ("SOMALI", &["SO"]),
    ("SOVIET", &["SU", "RU"]),
    ("SPANISH", &["ES"]),
    ("SUDANESE", &["SD"]),
    ("SWEDISH", &["SE"]),
    ("SWISS", &["CH"]),
    ("SYRIAN", &["SY"]),
    ("TURKISH", &["TR"]),
    ("UKRAINIAN", &["UA"]),
    ("VENEZUELAN", &["VE"]),
    ("YUGOSLAV", &["YU"]),
];

/// Names that are those of persons, rivers or states as well.
const DOUBTFUL: [&str; 10] = [
    "JORDAN",
    "GEORGIA",
    "CHAD",
    "NIGER",
    "GUINEA",
    "CONGO",
    "UNITED STATES",
    "MEXICO CITY",
    "WEST BANK",
    "GAZA STRIP",
];

/// Words before a country's name, or behind its adjective, that make it something else: `NEW MEXICO`, `FRENCH GUIANA`.
const BEFORE: [&str; 5] = ["NEW", "BRITISH", "EX", "FORMER", "LATIN"];
const BEHIND: [&str; 12] = [
    "LANGUAGE",
    "TEXT",
    "VERSION",
    "TRANSLATION",
    "GUIANA",
    "GUINEA",
    "POLYNESIA",
    "SAHARA",
    "VIRGIN",
    "ANTILLES",
    "SOMALILAND",
    "OCEAN",
];

/// A country that a text names.
pub(super) struct Named<'t, 'r> {
    /// The words.
    pub(super) words: &'t str,
    /// Its code in the scheme of the year.
    pub(super) code: &'r str,
    /// The country, ISO 3166, and what it was before or after.
    pub(super) countries: Vec<&'r str>,
}

/// The countries that a text names, which is in capitals with one blank before and behind each word; those of which the
/// scheme of the year has one code.
pub(super) fn named<'t, 'r>(text: &'t str, year: u16, registry: &'r Registry) -> Vec<Named<'t, 'r>> {
    let mut all = Vec::new();
    let mut at = 1;
    while at < text.len() {
        let rest = &text[at..];
        let word = rest.find(' ').unwrap_or(rest.len());
        let before = || text[..at].trim_end().rsplit(' ').next().unwrap_or_default();
        let found = longest(rest, year, registry).filter(|_| !BEFORE.contains(&before()));
        match found {
            Some((length, code, countries)) => {
                let next = rest[length..].trim_start().split(' ').next().unwrap_or_default();
                let words = &rest[..length];
                // Which code the Soviet Union had from 1980 on is in no list.
                let early = (1980..1992).contains(&year) && countries.contains(&"RU");
                // `TEXT OF SPEECH (SPANISH)`: a language.
                let language =
                    next.is_empty() && matches!(words, "SPANISH" | "FRENCH" | "PORTUGUESE" | "RUSSIAN");
                if !early && !language && !BEHIND.contains(&next) && !DOUBTFUL.contains(&words) {
                    all.push(Named { words, code, countries });
                }
                at += length + 1;
            }
            None => at += word + 1,
        }
    }
    all
}

/// The longest name or adjective with which a text begins.
fn longest<'r>(text: &str, year: u16, registry: &'r Registry) -> Option<(usize, &'r str, Vec<&'r str>)> {
    let begins = |name: &str| {
        text.as_bytes().get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
            && text.as_bytes().get(name.len()) == Some(&b' ')
    };
    let head: [u8; 3] = *text.as_bytes().first_chunk()?;
    let head = head.map(|letter| letter.to_ascii_uppercase());
    let (at, bit) = place(head);
    let mut adjectives = if HEADS[at] & bit == 0 { &[][..] } else { &ADJECTIVES[..] }
        .iter()
        .filter(|(word, _)| word.as_bytes()[..3] == head && begins(word));
    let adjective = adjectives.next().and_then(|&(word, countries)| {
        let is_country = |tag: &&TagEntry| tag.kind == TagKind::Geographic && tag.is_of(year);
        let of = |iso| registry.tags().iter().filter(is_country).find(|tag| tag.iso3166 == Some(iso));
        let code = countries.iter().find_map(|iso| of(iso))?.code;
        Some((word.len(), code, countries.to_vec()))
    });
    let name = registry
        .countries_with(head)
        .filter(|tag| begins(tag.name) && tag.is_of(year))
        .max_by_key(|tag| tag.name.len())
        .and_then(|tag| Some((tag.name.len(), tag.code, with_kin(tag.iso3166?))));
    match (name, adjective) {
        (Some(name), Some(adjective)) if adjective.0 > name.0 => Some(adjective),
        (name, adjective) => name.or(adjective),
    }
}

/// The bits of the adjectives' first letters: nearly all other words have none of them.
static HEADS: [u64; 16] = {
    let mut heads = [0; 16];
    let mut index = 0;
    while index < ADJECTIVES.len() {
        let word = ADJECTIVES[index].0.as_bytes();
        let (at, bit) = place([word[0], word[1], word[2]]);
        heads[at] |= bit;
        index += 1;
    }
    heads
};

/// Three letters' word and bit in [`HEADS`].
const fn place([first, second, third]: [u8; 3]) -> (usize, u64) {
    let sum = (first as usize).wrapping_mul(961) ^ (second as usize).wrapping_mul(31) ^ third as usize;
    (sum / 64 % 16, 1 << (sum % 64))
}

/// A country, and what it was before or after.
fn with_kin(iso: &str) -> Vec<&str> {
    match iso {
        "RU" | "SU" => vec!["RU", "SU"],
        other => vec![other],
    }
}
