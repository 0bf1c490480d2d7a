//! The gates of the heading's fields: which word begins a field.

use super::gates::starts;
use super::kind::Kind;
use super::noise;
use crate::fields::executive_order::is_bare;
use crate::fields::words::find_ignoring_case;

fn at(line: &[u8], index: usize) -> u8 {
    line.get(index).copied().unwrap_or(0)
}

/// How sure a field's word is by itself. In prose, e-mails and program text the unsure ones occur too, so they count only
/// beside other signs of a telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sure {
    /// Only telegrams have it.
    Yes,
    /// Letters, memoranda and e-mails have it too.
    No,
}

/// The field that a line of the heading begins, if it begins one.
pub(crate) fn heading_field(line: &[u8]) -> Option<(Kind, Sure)> {
    // Most lines leave at their second letter.
    match (line[0], at(line, 1)) {
        (b'E' | b'e', _) => {
            let order =
                executive_order(line) || order_in_words(line) || noise::executive_order(line).is_some();
            order.then_some((Kind::ExecutiveOrder, Sure::Yes))
        }
        (b'1', b'0'..=b'3') => is_bare(line).then_some((Kind::ExecutiveOrder, Sure::Yes)),
        (b'T' | b'A', b'A' | b'G') => tags(line).or_else(|| spoiled(line)),
        (b'S', b'U' | b'u') | (b'U', b'B') => subject(line).or_else(|| spoiled(line)),
        (b'T', b' ') | (b'5', b'U') | (b'S', b' ') => spoiled(line),
        (b'R' | b'r', b'E' | b'e') => reference(line),
        (b'(', _) if marked_subject(line).is_some() => Some((Kind::Subject, Sure::Yes)),
        (b'(', _) | (b'C' | b'c', b'L' | b'l') | (b'D' | b'd', b'E' | b'e') | (b'L', b'A' | b'a') => {
            classified_by(line).then_some((Kind::ClassifiedBy, Sure::Yes))
        }
        _ => None,
    }
}

/// TAGS and SUBJECT with letters misread or blanks inside, the colon behind them.
#[cold]
fn spoiled(line: &[u8]) -> Option<(Kind, Sure)> {
    noise::label(line).map(|(kind, _)| (kind, Sure::Yes))
}

/// `E.O. 12958`, `EO 12958`, `E.0.`, `E. O.`: the word and then a number (TF 6.6).
fn executive_order(line: &[u8]) -> bool {
    let mut index = 1;
    // M is the point in the other shift (TF 2.1): `EMO. 11652`, `E.OM 11652`.
    while matches!(at(line, index), b'.' | b',' | b' ' | b'M') && index < 4 {
        index += 1;
    }
    if !matches!(at(line, index), b'O' | b'o' | b'0') {
        return false;
    }
    index += 1;
    // `E.OM 11652` is met; so is a letter lost to the line.
    let rest = &line[index..];
    let skipped =
        rest.iter().take(6).take_while(|b| matches!(b, b'.' | b' ' | b':' | b'M' | b',' | b'-')).count();
    let tail = &rest[skipped..];
    if [&b"N/A"[..], b"N.A.", b"GDS", b"XGDS", b"ADS"].iter().any(|word| starts(tail, word)) {
        return skipped > 0;
    }
    let number = tail
        .iter()
        .take(6)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b')' | b'I' | b'l' | b'O' | b'B' | b'S'))
        .count();
    number >= 4
        && tail[..number].iter().filter(|b| b.is_ascii_digit()).count() >= 3
        && !goes_on_as_sentence(&tail[number..])
}

/// `EXECUTIVE ORDER 12958: DECL: ...`: with a colon behind the number, else it is a sentence's.
fn order_in_words(line: &[u8]) -> bool {
    if !starts(line, b"EXECUTIVE ORDER ") {
        return false;
    }
    let number = skip_blanks(&line[16..]);
    let digits = number.iter().take_while(|b| b.is_ascii_digit()).count();
    (4..=6).contains(&digits) && at(number, digits) == b':'
}

/// Behind the order's number words go on as a sentence does: `E.O. 12958 and its successors set the rules`.
fn goes_on_as_sentence(rest: &[u8]) -> bool {
    const WORDS: [&[u8]; 7] = [b"AND", b"IS", b"WAS", b"OF", b"WHICH", b"REQUIRES", b"SETS"];
    const OWN: [&[u8]; 10] =
        [b"DECL", b"N/A", b"NA", b"GDS", b"XGDS", b"RDS", b"ADS", b"OADR", b"AS AMENDED", b"UPON"];
    let word = skip_blanks(rest);
    if word.len() == rest.len() || rest.contains(&b':') || OWN.iter().any(|own| starts(word, own)) {
        return false;
    }
    let letters = word.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let small = letters > 1 && word[..letters].iter().all(u8::is_ascii_lowercase);
    small || WORDS.iter().any(|known| word[..letters] == **known)
}

fn tags(line: &[u8]) -> Option<(Kind, Sure)> {
    const WORDS: [&[u8]; 6] = [b"TAGS", b"TAGE", b"TAG", b"TGS", b"AGS:", b"TAGS/"];
    let word = WORDS.iter().find(|w| line.starts_with(w))?;
    let next = at(line, word.len());
    let divided = matches!(next, b':' | b' ' | b'-' | b'.' | b';' | b'\t' | b'(' | b',' | b'=')
        || next == 0
        || word.ends_with(b":");
    // Behind the word: codes in capitals. `TAGS` alone may have its codes on the next lines.
    let rest = line[word.len()..].iter().skip_while(|b| !b.is_ascii_alphanumeric());
    let capitals =
        rest.take(4).all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || !b.is_ascii_alphabetic());
    (divided && capitals).then_some((Kind::Tags, Sure::Yes)).or_else(|| {
        // `TAGS: ovip` is met in e-mails' copies; program text writes `tags:`.
        (line.starts_with(b"TAGS:")).then_some((Kind::Tags, Sure::No))
    })
}

fn subject(line: &[u8]) -> Option<(Kind, Sure)> {
    for (word, sure) in [
        (&b"SUBJECT"[..], Sure::Yes),
        (b"SUBJ", Sure::Yes),
        (b"Subject", Sure::No),
        (b"Subj", Sure::No),
        (b"SUBECT", Sure::Yes),
        (b"UBJECT", Sure::Yes),
        (b"SUBJET", Sure::Yes),
    ] {
        if line.starts_with(word) {
            let next = at(line, word.len());
            let colon = matches!(next, b':' | b';' | b'-')
                || next == b' ' && matches!(at(line, word.len() + 1), b':' | b'-');
            // Without a colon: `SUBJECT HARBOR LIGHTS`, but not a sentence that begins with the word.
            let bare = next == b' ' && word.len() > 4 && line[0] == b'S' && line[1] == b'U';
            if colon {
                return Some((Kind::Subject, sure));
            }
            if bare {
                return Some((Kind::Subject, Sure::No));
            }
        }
    }
    None
}

/// A subject with its mark before the word, `(U) SUBJECT: HARBOR`: where the word begins.
pub(crate) fn marked_subject(line: &[u8]) -> Option<usize> {
    const LONGEST: usize = 8;
    let close = line.iter().take(LONGEST).position(|b| *b == b')')?;
    let mark = std::str::from_utf8(&line[..=close]).ok()?;
    let read = crate::fields::mark::read(mark, false).is_some_and(|mark| !mark.small);
    let word = line.len() - skip_blanks(&line[close + 1..]).len();
    let named =
        line.get(word).is_some_and(|b| *b == b'S') && matches!(subject(&line[word..]), Some((_, Sure::Yes)));
    (line[0] == b'(' && read && named).then_some(word)
}

fn reference(line: &[u8]) -> Option<(Kind, Sure)> {
    const WORDS: [&[u8]; 8] =
        [b"REFERENCES", b"REFERENCE", b"REFTELS", b"REFTEL", b"REFS", b"REF'S", b"REF", b"RE"];
    let word = WORDS.iter().find(|w| starts(line, w) && !at(line, w.len()).is_ascii_alphabetic())?;
    let capitals = line.starts_with(word);
    let next = at(line, word.len());
    let rest = line[word.len()..].iter().copied().find(|b| !matches!(b, b' ' | b'\t')).unwrap_or(0);
    if *word == b"RE" {
        return (next == b':' && capitals).then_some((Kind::Reference, Sure::No));
    }
    match rest {
        b':' | b';' | b'.' if capitals => Some((Kind::Reference, Sure::Yes)),
        b'!' | b'?' if capitals => Some((Kind::Reference, Sure::No)),
        b':' => Some((Kind::Reference, Sure::No)),
        b'(' | b'-' | b'A'..=b'Z' | b'0'..=b'9' if capitals && matches!(next, b' ' | b'(' | b'-') => {
            Some((Kind::Reference, Sure::No))
        }
        0 if capitals => Some((Kind::Reference, Sure::No)),
        _ => None,
    }
}

/// `Classified By:`, `CLASSIFIED BY`, `CLASS BY`, `LASSIFIED BY`, `Derived from:` (TF 6.10; markings section 3).
fn classified_by(line: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] = [
        b"CLASSIFIED BY",
        b"CLASSIFED BY",
        b"CLASSFIED BY",
        b"CLASSIFIED:",
        b"CLASS BY",
        b"LASSIFIED BY",
        b"CLASSIFIEDBY",
        b"CLASSIFIED  BY",
        b"DERIVED FROM:",
    ];
    let line = line.strip_prefix(b"(").unwrap_or(line);
    WORDS.iter().any(|w| starts(line, w)) && !at(line, 13).is_ascii_lowercase() || noise::classifier(line)
}

/// A classifier's paragraph with a number or a mark before it: `1. (U) CLASSIFIED BY AMBASSADOR WEAVER. REASONS 1.5 (B).` Only
/// the reasons tell it from a sentence of the text; they are looked for in `text`, which begins with the line, up to an empty
/// line. `class` is the telegram's level, where it is told: a mark that is higher is the paragraph's own, which stays in the
/// text (markings section 3).
pub(crate) fn marked_classifier(text: &[u8], class: impl Fn() -> Option<u8>) -> bool {
    let mut rest = text;
    if numbered(rest).is_some() {
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        rest = skip_blanks(&rest[digits + 1..]);
    }
    let mut level = 0;
    for (mark, rank) in
        [(&b"(U)"[..], 0), (b"(SBU)", 0), (b"(u)", 0), (b"(C)", 1), (b"(c)", 1), (b"(S)", 2), (b"(s)", 2)]
    {
        if let Some(behind) = rest.strip_prefix(mark) {
            rest = skip_blanks(behind);
            level = level.max(rank);
        }
    }
    if rest.len() == text.len()
        || !(starts(rest, b"CLASSIFIED") || starts(rest, b"CLASS BY"))
        || !classified_by(rest)
    {
        return false;
    }
    has_reasons(rest) && (level == 0 || class().is_some_and(|class| level <= class))
}

/// Reasons that stand alone, the classifier left out: `Reason for classification: 1.4 (b) and (d)`, `REASONS 1.5 (B,D)`. A section and
/// a letter tell them from a sentence.
pub(crate) fn lone_reasons(line: &[u8]) -> bool {
    if !matches!(line[0], b'R' | b'r') || !starts(line, b"REASON") {
        return false;
    }
    let mut rest = &line[6..];
    const WORDS: [&[u8]; 9] =
        [b"S", b"(S)", b" FOR CLASSIFICATION", b" FOR CLASSIFYING", b":", b" ", b"-", b"E.O. 12958", b","];
    while let Some(word) = WORDS.iter().find(|word| starts(rest, word)) {
        rest = &rest[word.len()..];
    }
    let [b'1', b'.', section, rest @ ..] = rest else { return false };
    let letter = rest.iter().copied().find(|b| !matches!(b, b' ' | b'(' | b'.')).unwrap_or(0);
    matches!(section, b'3'..=b'5') && matches!(letter.to_ascii_lowercase(), b'a'..=b'h')
}

/// Are there reasons in the paragraph that begins here, before an empty line?
pub(crate) fn has_reasons(text: &[u8]) -> bool {
    const LONGEST: usize = 400;
    const REASONS: [&[u8]; 5] = [b"REASON", b"1.3", b"1.4", b"1.5", b"1. 5"];
    let window = &text[..text.len().min(LONGEST)];
    let blank_line = |at: &usize| matches!(window[*at..], [b'\n', b'\n' | b'\r', ..] | [b'\r', b'\r', ..]);
    let end = (0..window.len()).find(blank_line).unwrap_or(window.len());
    REASONS.iter().any(|reason| find_ignoring_case(&window[..end], reason).is_some())
}

/// The rank of a classification line's level, as [`marked_classifier`] compares it: CONFIDENTIAL 1, SECRET 2, TOP SECRET 3.
pub(crate) fn class_rank(line: &[u8]) -> Option<u8> {
    let (taken, _) = super::gates::level(line)?;
    let letters = line[..taken].iter().filter(|b| **b != b' ');
    match letters.take(3).copied().collect::<Vec<u8>>()[..] {
        [b'C', ..] => Some(1),
        [b'S', b'E', b'C'] => Some(2),
        [b'T', ..] => Some(3),
        _ => Some(0),
    }
}

fn skip_blanks(text: &[u8]) -> &[u8] {
    &text[text.iter().take_while(|b| matches!(b, b' ' | b'\t')).count()..]
}

/// Behind the words of [`Kind::Pass`]: `DEPT FOR EUR/NB`, `STATE PASS USTR`, `DEPT POUCH SUVA`, `FOR AMBASSADOR FROM WEAVER` (TF 6.5).
pub(crate) fn pass(line: &[u8]) -> bool {
    if line.len() > 110 {
        return false;
    }
    if line.starts_with(b"FOR ")
        || line.starts_with(b"PASS ")
        || line.starts_with(b"ALSO FOR ")
        || line.starts_with(b"ALSO PASS ")
    {
        return true;
    }
    // One to four words in capitals, then FOR or PASS.
    let head = line
        .iter()
        .take(28)
        .take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b',' | b'/' | b'-'))
        .count();
    let passes = |rest: &[u8]| match at(rest, 1) {
        b'F' => rest.starts_with(b" FOR ") || rest == b" FOR",
        b'P' => {
            [&b" PASS "[..], b" PLEASE PASS", b" PLS PASS", b" POUCH "]
                .iter()
                .any(|word| rest.starts_with(word))
                || rest == b" PASS"
        }
        _ => false,
    };
    let head = &line[..head];
    if memchr::memchr_iter(b' ', head).any(|blank| blank >= 3 && passes(&head[blank..])) {
        return true;
    }
    starts(line, b"DEPT FOR ")
        || starts(line, b"DEPT PASS ")
        || starts(line, b"STATE FOR ")
        || starts(line, b"STATE PASS ")
        || starts(line, b"DEPARTMENT FOR ")
        || starts(line, b"DEPT PLEASE PASS")
        || starts(line, b"STATE PLEASE PASS")
        || starts(line, b"DEPARTMENT PASS ")
        || starts(line, b"DEPARTMENT PLEASE PASS")
}

/// A line that begins the text: a numbered paragraph. Gives its number.
pub(crate) fn numbered(line: &[u8]) -> Option<u32> {
    let count = line.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if count == 0 || count > 3 || !matches!(at(line, count), b'.' | b')') {
        return None;
    }
    // `17.3 PERCENT`, `4.2 IN.` begin no paragraph.
    let next = at(line, count + 1);
    if next.is_ascii_digit() || next == b',' {
        return None;
    }
    Some(line[..count].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')))
}

/// A line that begins the text without a number: `SUMMARY`, `BEGIN SUMMARY`, `ACTION REQUEST`.
pub(crate) fn opens_text(line: &[u8]) -> bool {
    const WORDS: [&[u8]; 14] = [
        b"SUMMARY",
        b"BEGIN SUMMARY",
        b"BEGIN TEXT",
        b"QUOTE",
        b"FOLLOWING ",
        b"ACTION REQUEST",
        b"COMMENT",
        b"BEGIN UNCLAS",
        b"INTRODUCTION",
        b"(U) ",
        b"(C) ",
        b"(S) ",
        b"(SBU) ",
        b"BACKGROUND",
    ];
    WORDS.iter().any(|w| starts(line, w))
}

/// `QUOTE`, `BEGIN QUOTE`, `BEGIN TEXT` at the beginning of a line: a repeated text, perhaps a telegram, follows.
pub(crate) fn quote_begins(line: &[u8]) -> bool {
    const WORDS: [&[u8]; 4] = [b"QUOTE", b"BEGIN QUOTE", b"BEGIN TEXT", b"QTE"];
    WORDS.iter().any(|w| line.starts_with(w) && !at(line, w.len()).is_ascii_alphanumeric())
}

/// `UNQUOTE`, `END QUOTE`, `END TEXT`.
pub(crate) fn quote_ends(line: &[u8]) -> bool {
    const WORDS: [&[u8]; 4] = [b"UNQUOTE", b"END QUOTE", b"END TEXT", b"UNQTE"];
    WORDS.iter().any(|w| line.starts_with(w) && !at(line, w.len()).is_ascii_alphanumeric())
}

/// Where the next words stand that end a repeated text. Each word is looked for once in each stretch of the source.
#[derive(Debug)]
pub(crate) struct QuoteEnds {
    /// For each word its next place, `None` when there is none any more.
    next: [Option<usize>; 4],
}

impl QuoteEnds {
    const WORDS: [&[u8]; 4] = [b"UNQUOTE", b"END QUOTE", b"END TEXT", b"UNQTE"];

    /// Nothing is looked for yet.
    pub(crate) fn new() -> QuoteEnds {
        QuoteEnds { next: [Some(0); 4] }
    }

    /// Does such a word stand behind `at`? To be asked with growing places.
    pub(crate) fn any_behind(&mut self, src: &[u8], at: usize) -> bool {
        for (next, word) in self.next.iter_mut().zip(Self::WORDS) {
            if next.is_some_and(|place| place <= at) {
                let found = src.get(at + 1..).and_then(|rest| memchr::memmem::find(rest, word));
                *next = found.map(|place| place + at + 1);
            }
        }
        self.next.iter().any(Option::is_some)
    }
}
