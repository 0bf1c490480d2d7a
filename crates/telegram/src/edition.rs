//! How *Foreign Relations of the United States* prints a telegram: the head above it, the file number, the number before its first word
//! (source-formats 6). The mark-up of a volume and a text copied from its page are read by the same rules.

/// Series of telegrams with numbers of their own: those of the Secretary when he travels, of delegations to the General Assembly and
/// to conferences, of the White House (TF 9.4; the lists of abbreviations of the volumes of 1948 to 1976).
const SERIES: [&str; 23] = [
    "ACTEL", "CAP", "CIRTEL", "COMKAS", "DELGA", "DEPTO", "DULTE", "GADEL", "HAKTO", "LINC", "MARTEL",
    "POLTO", "SECTO", "SITTO", "SLINC", "TEDUL", "TELAC", "TELMAR", "TODEP", "TOHAK", "TOPOL", "TOSEC",
    "TOSIT",
];

/// Words that say what else a document is.
const OTHERS: [&str; 9] =
    ["Memorandum", "Letter", "Editorial", "Note", "Paper", "Summary", "Report", "Despatch", "Minutes"];

/// A `to` behind these words belongs to a title.
const TITLES: [&str; 16] = [
    "Mission",
    "Representative",
    "Ambassador",
    "Assistant",
    "Delegation",
    "Adviser",
    "Advisor",
    "Counselor",
    "Aide",
    "Observer",
    "Delegate",
    "Consultant",
    "Deputy",
    "Representatives",
    "Minister",
    "Secretary",
];

/// What a head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'h> {
    /// True where it calls the document a telegram, an airgram or a backchannel message.
    pub is_telegram: bool,
    /// `Secto 21` of `Telegram Secto 21 From`: what stands behind the kind, where there is a digit in it.
    pub number: Option<&'h str>,
    /// `the Embassy in Japan`.
    pub from: Option<&'h str>,
    /// `the Department of State`, and what stands behind it.
    pub to: Option<&'h str>,
}

impl Head<'_> {
    /// Words that a telegram's head has before its `From`, at most.
    const WORDS: usize = 7;

    /// Reads a head without the document's number.
    ///
    /// ```
    /// use chancery_telegram::edition::Head;
    ///
    /// let head = Head::of("Telegram Secto 21 From the Embassy in Japan to the Department of State");
    /// assert!(head.is_telegram);
    /// assert_eq!(head.number, Some("Secto 21"));
    /// assert_eq!(head.from, Some("the Embassy in Japan"));
    /// assert_eq!(head.to, Some("the Department of State"));
    /// ```
    pub fn of(head: &str) -> Head<'_> {
        let bare = head.trim_start_matches(['[', ' ']);
        let end = [" From ", " from ", " to ", " To "].into_iter().filter_map(|word| bare.find(word)).min();
        let (name, rest) = bare.split_at(end.unwrap_or(bare.len()));
        let is_telegram = is_telegram(name);
        let (from, to) = from_and_to(if is_telegram { rest } else { head });
        Head { is_telegram, number: is_telegram.then(|| number_in(name)).flatten(), from, to }
    }
}

/// True for `Telegram Secto 21`, `Airgram A–17`, `Circular Telegram`.
fn is_telegram(name: &str) -> bool {
    let mut words = name.split_whitespace();
    if words.clone().next().is_some_and(|word| OTHERS.contains(&word))
        || words.clone().nth(Head::WORDS).is_some()
    {
        return false;
    }
    let bare = |word: &str| word.trim_matches([',', '.', ']']).to_owned();
    let has = |wanted: &str| words.clone().any(|word| bare(word) == wanted);
    has("Backchannel") && has("Message")
        || words.any(|word| matches!(&*bare(word), "Telegram" | "Telegrams" | "Airgram"))
}

fn number_in(name: &str) -> Option<&str> {
    let at =
        ["Telegram ", "Airgram ", "Message "].into_iter().find_map(|w| name.find(w).map(|n| n + w.len()))?;
    let number = name[at..].trim();
    number.contains(|c: char| c.is_ascii_digit()).then_some(number)
}

/// Both sides of `From the Mission to the United Nations to the Department of State`.
fn from_and_to(words: &str) -> (Option<&str>, Option<&str>) {
    let words = words.trim();
    let words = words.strip_prefix("From ").or_else(|| words.strip_prefix("from ")).unwrap_or(words).trim();
    if let Some(to) = words.strip_prefix("to ").or_else(|| words.strip_prefix("To ")) {
        return (None, Some(to));
    }
    let split = words
        .match_indices(" to ")
        .map(|(n, _)| n)
        .find(|n| words[..*n].split_whitespace().next_back().is_some_and(|word| !TITLES.contains(&word)));
    match split {
        Some(n) => (Some(&words[..n]), Some(&words[n + 4..])),
        None => (None, None),
    }
}

/// `890F.6363/3–2948` of `890F.6363/3–2948: Telegram`.
pub fn file_number(note: &str) -> Option<&str> {
    let (number, kind) = note.rsplit_once(':')?;
    let kind = kind.trim().to_ascii_lowercase();
    let telegram = kind.len() < 60 && (kind.contains("telegram") || kind.contains("airgram"));
    (telegram && number.len() < 80 && !number.starts_with("Source")).then(|| number.trim())
}

/// `191. Naim Antaki ...`, `Delga 28. Following text ...`, `Tosec 123/45678. ...`, `A–9. In view of ...`, `[telegram indicator not
/// declassified] 605. ...`: the telegram's number before its first word. `1.` is a paragraph's.
pub fn number_before(paragraph: &str) -> Option<&str> {
    let series = series(paragraph)?;
    let rest = &paragraph[series..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = rest[..digits].parse().ok()?;
    let other = rest[digits..].strip_prefix('/').map_or(0, |other| {
        let digits = other.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 { digits + 1 } else { 0 }
    });
    let end = series + digits + other;
    // An airgram's number can be a line of its own.
    let stands = [". ", ".\n"].iter().any(|stop| paragraph[end..].starts_with(stop))
        || ["A-", "A–"].iter().any(|airgram| paragraph.starts_with(airgram))
            && paragraph[end..].starts_with('\n');
    (number > u32::from(series == 0) && digits <= 6 && stands).then(|| &paragraph[..end])
}

/// How many bytes stand before a telegram's number: nothing, the `A–` of an airgram, a series, words in brackets.
fn series(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    if paragraph.starts_with('[') {
        let close = paragraph.find("] ").filter(|&close| close <= LONGEST)?;
        return paragraph[..close].contains("indicator").then_some(close + 2);
    }
    let letters = paragraph.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &paragraph[..letters];
    let is_series = || {
        let capitals = (2..=9).contains(&letters) && word.bytes().all(|b| b.is_ascii_uppercase());
        capitals || SERIES.contains(&word.to_ascii_uppercase().as_str())
    };
    match word {
        "" => Some(0),
        "A" => {
            ["-", "–"].into_iter().find(|sign| paragraph[1..].starts_with(*sign)).map(|sign| 1 + sign.len())
        }
        _ => (is_series() && paragraph[letters..].starts_with(' ')).then_some(letters + 1),
    }
}
