//! Lines of a heading that optical reading spoiled: signs before the word, a letter of the word lost or misread. Only what
//! can be nothing else is taken: the word, and behind it the name of a station or a colon (TF 19.6).

use super::kind::Kind;
use crate::fields::executive_order::ORDERS;

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
    let colon = text.iter().take(8).position(|&b| b == b':')?;
    let word = text[..colon].trim_ascii_end();
    let value = text[colon + 1..].trim_ascii_start();
    let wrong = |known: &[u8]| {
        let right = word.iter().zip(known).filter(|(a, b)| a == b).count();
        word.len() == known.len() && right < known.len() && right + 2 >= known.len()
    };
    if !word.iter().all(u8::is_ascii_uppercase) || value.len() < 2 || NO_LABELS.contains(&word) {
        return None;
    }
    match before {
        Kind::ExecutiveOrder if wrong(b"TAGS") => Some(Kind::Tags),
        Kind::Subject if word.len() == 3 && word[0] == b'R' && (word[1] == b'E') != (word[2] == b'F') => {
            Some(Kind::Reference)
        }
        Kind::Tags if wrong(b"SUBJ") || wrong(b"SUBJECT") => Some(Kind::Subject),
        _ => None,
    }
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
