//! Lines of a heading that optical reading spoiled: signs before the word, a letter of the word lost or misread. Only what
//! can be nothing else is taken: the word, and behind it the name of a station or a colon (TF 19.6).

use super::kind::Kind;
use super::stations::addressee;
use crate::fields::executive_order::ORDERS;
use crate::fields::slip::at_most_one;

/// How many bytes of noise may stand before a word.
const BEFORE: usize = 4;

/// The names behind `FM` and `TO` by which a line of addresses is known.
const STATIONS: [&[u8]; 10] = [
    b"SECSTATE",
    b"AMEMBASSY",
    b"AMCONSUL",
    b"AMCONGEN",
    b"USMISSION",
    b"USUN",
    b"USDEL",
    b"USINT",
    b"USLO",
    b"ALL DIPLOMATIC",
];

/// The line of addresses that `text` is in spite of what stands before its word or in it, and how many bytes to pass over up
/// to the name: `/ FM AMEMBASSY LONDON`, `F M SECSTATE WASHDC`, `T0 AMEMBASSY MEXICO`.
pub(crate) fn address(text: &[u8]) -> Option<(Kind, usize)> {
    const WORDS: [(&[u8], Kind); 7] = [
        (b"FM ", Kind::From),
        (b"F M ", Kind::From),
        (b"FH ", Kind::From),
        (b"FN ", Kind::From),
        (b"TO ", Kind::To),
        (b"T0 ", Kind::To),
        (b"T O ", Kind::To),
    ];
    let start = text.iter().take(BEFORE).position(u8::is_ascii_alphanumeric)?;
    // Most lines leave here.
    if !matches!(text[start], b'F' | b'T') {
        return None;
    }
    let (word, kind) = WORDS.iter().find(|(word, _)| text[start..].starts_with(word))?;
    let blanks = text[start + word.len()..].iter().take_while(|&&b| b == b' ').count();
    let name = start + word.len() + blanks;
    let known = STATIONS.iter().any(|station| text[name..].starts_with(station));
    (known && (start > 0 || !matches!(*word, b"FM " | b"TO "))).then_some((*kind, name))
}

/// The word of a line of addresses, read as printed or with one slip, and what stands before the address behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AddressWord {
    /// How many bytes the printed word takes.
    pub(crate) length: usize,
    /// Where the address begins.
    pub(crate) name: usize,
    /// May it be FM, TO, INFO?
    from: bool,
    to: bool,
    info: bool,
}

impl AddressWord {
    /// The word before an address on a line that begins neither with FM, TO or INFO as they should be nor with an address: one slip
    /// (`INFP RUEHLO/AMEMBASSY LONDON`, `OT`, `1NFO`), a blank inside (`F M`), no blank behind (`TORUEHC/SECSTATE`). What it is
    /// depends on where the line stands.
    pub(crate) fn of(text: &[u8]) -> Option<AddressWord> {
        // Most lines leave here: the longest word with a slip has five letters, and an address stands behind it.
        let blank = text.iter().take(6).position(|&b| b == b' ');
        let Some(length) = blank else { return AddressWord::glued(text) };
        let word = &text[..length];
        let behind = |at: usize| at + text[at..].iter().take_while(|&&b| b == b' ').count();
        let name = behind(length);
        if addressee(&text[name..]) {
            let is = |known: &[u8]| word != known && at_most_one(word, known);
            let found = AddressWord { length, name, from: is(b"FM"), to: is(b"TO"), info: is(b"INFO") };
            return (found.from || found.to || found.info).then_some(found);
        }
        let end = name + text[name..].iter().take(4).position(|&b| b == b' ')?;
        let parted = |known: &[u8]| known.strip_prefix(word) == Some(&text[name..end]);
        let (from, to, info) = (parted(b"FM"), parted(b"TO"), parted(b"INFO"));
        let found = AddressWord { length: end, name: behind(end), from, to, info };
        ((from || to || info) && addressee(&text[found.name..])).then_some(found)
    }

    /// `FMAMEMBASSY PARIS`, `TORUEHC/SECSTATE WASHDC`.
    fn glued(text: &[u8]) -> Option<AddressWord> {
        let (from, to, info) = (text.starts_with(b"FM"), text.starts_with(b"TO"), text.starts_with(b"INFO"));
        let length = if info { 4 } else { 2 };
        let found = AddressWord { length, name: length, from, to, info };
        ((from || to || info) && addressee(&text[length..])).then_some(found)
    }

    /// What it is below a line of this kind: the sender stands first, then the action addressees, then the others.
    pub(crate) fn below(self, field: Kind, sender_seen: bool) -> Option<Kind> {
        if self.from && (!sender_seen || field == Kind::DateTime) {
            return Some(Kind::From);
        }
        // One letter may be anything: it is the one word that is due.
        let due = self.length > 1 && matches!(field, Kind::DateTime | Kind::To) || field == Kind::From;
        if self.to && due {
            return Some(Kind::To);
        }
        (self.info && matches!(field, Kind::From | Kind::To | Kind::Info)).then_some(Kind::Info)
    }

    /// May it be the word of a line of this kind?
    pub(crate) fn is(self, kind: Kind) -> bool {
        match kind {
            Kind::From => self.from,
            Kind::To => self.to,
            Kind::Info => self.info,
            _ => false,
        }
    }
}

/// A field's word with letters misread or blanks inside, or another sign for its colon, and the bytes up to that: `TA6S: PREL`,
/// `SUBJ ECT: LAMPS`, `SUBJECT? LAMPS`.
pub(crate) fn label(text: &[u8]) -> Option<(Kind, usize)> {
    let colon = text.iter().take(10).position(|b| matches!(b, b':' | b'?' | b'!'))?;
    let mut word = [0u8; 10];
    let mut len = 0;
    for &byte in text[..colon].iter().filter(|&&b| b != b' ') {
        word[len] = match byte {
            b'6' => b'G',
            b'5' | b'$' => b'S',
            b'0' => b'O',
            b'1' | b'l' => b'I',
            b'8' => b'B',
            other => other,
        };
        len += 1;
    }
    let kind = match &word[..len] {
        b"TAGS" => Kind::Tags,
        b"SUBJECT" | b"SUBIECT" | b"SUBJEGT" | b"SUBJ" => Kind::Subject,
        _ => return None,
    };
    // As it is printed in good copies the field's own gate takes it.
    let spoiled = text[..colon].trim_ascii_end() != &word[..len] || text[colon] != b':';
    spoiled.then_some((kind, colon))
}

/// The field that a word of letters and a colon begin in the place of this one behind `before`: `XIBJ: LAMPS` below TAGS, `TAGW: PREL`
/// below the order, `REG: STATE 43021` below the subject. One letter or two are wrong, the others stand in their places (TF 17).
pub(crate) fn in_place(text: &[u8], before: Kind) -> Option<Kind> {
    let Some(colon) = text.iter().take(9).position(|&b| b == b':') else {
        return without_colon(text, before);
    };
    let word = text[..colon].trim_ascii_end();
    let value = text[colon + 1..].trim_ascii_start();
    let wrong = |known: &[u8]| {
        let right = word.iter().zip(known).filter(|(a, b)| a == b).count();
        let two = word.len() == known.len() && right + 2 >= known.len();
        word != known && (two || at_most_one(word, known))
    };
    if !word.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        || value.len() < 2
        || NO_LABELS.contains(&word)
    {
        return None;
    }
    let reference = || {
        let three = word.len() == 3 && word[0] == b'R' && (word[1] == b'E') != (word[2] == b'F');
        three || word != b"RE" && word.len() > 1 && at_most_one(word, b"REF")
    };
    match before {
        Kind::ExecutiveOrder if wrong(b"TAGS") => Some(Kind::Tags),
        Kind::Subject if reference() => Some(Kind::Reference),
        Kind::Tags if wrong(b"SUBJ") || wrong(b"SUBJECT") => Some(Kind::Subject),
        _ => None,
    }
}

/// A word whose colon is another letter: `TAGSX PREL`, `SUBJECTL LAMPS`.
fn without_colon(text: &[u8], before: Kind) -> Option<Kind> {
    let (word, kind): (&[u8], Kind) = match before {
        Kind::ExecutiveOrder => (b"TAGS", Kind::Tags),
        Kind::Tags => (b"SUBJECT", Kind::Subject),
        Kind::Subject => (b"REF", Kind::Reference),
        _ => return None,
    };
    let [sign, b' ', value, ..] = text.strip_prefix(word)? else { return None };
    (matches!(sign, b'A'..=b'R' | b'T'..=b'Z') && value.is_ascii_uppercase()).then_some(kind)
}

/// `Clasified By:`, `Classified Bv:`: each of the two words with one slip at most, and the colon behind them.
pub(crate) fn classifier(text: &[u8]) -> bool {
    const LONGEST: usize = 16;
    let Some(colon) = text.iter().take(LONGEST).position(|&b| b == b':') else { return false };
    let mut label = [0; LONGEST];
    let label = &mut label[..colon];
    label.copy_from_slice(&text[..colon]);
    label.make_ascii_uppercase();
    let mut words = label.split(|&b| b == b' ').filter(|word| !word.is_empty());
    let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else { return false };
    at_most_one(first, b"CLASSIFIED") && at_most_one(second, b"BY")
}

/// Words of other lines that stand near to a field's.
const NO_LABELS: [&[u8]; 4] = [b"TO", b"INFO", b"PASS", b"ATTN"];

/// `Ee. 11652: N/A`, `E.C. 12065: GDS`: the bytes of a misread `E.O.`, before the number of an order and a colon.
pub(crate) fn executive_order(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take(7).position(u8::is_ascii_digit)?;
    let label = &text[..digits];
    let letters = label.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let plain = label.iter().all(|b| b.is_ascii_alphabetic() || matches!(b, b'.' | b' ' | b','));
    let known = |number: &[u8]| ORDERS.iter().any(|(order, ..)| order.as_bytes() == number);
    let number = text.get(digits..digits + 5).is_some_and(known);
    let colon = text.get(digits + 5) == Some(&b':');
    (number && colon && plain && (1..=2).contains(&letters) && matches!(label.first(), Some(b'E' | b'e')))
        .then_some(digits)
}
