//! The first look at a line: is it of this kind? Each gate sees one line without the blanks around it, reads a few bytes
//! of an ordinary line, and no line twice.

use crate::fields::date_time_group::{is_spoiled, lacks_month};
use crate::fields::garbled_level_at;
use crate::fields::words::{figure, holds};

/// True when `line` begins with `word`, whatever the case of its letters.
pub(crate) fn starts(line: &[u8], word: &[u8]) -> bool {
    line.len() >= word.len() && line[..word.len()].eq_ignore_ascii_case(word)
}

fn at(line: &[u8], index: usize) -> u8 {
    line.get(index).copied().unwrap_or(0)
}

fn digits(line: &[u8]) -> usize {
    line.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// What optical reading and typists give for a digit.
fn digit_like(byte: u8) -> bool {
    figure(byte).is_some()
}

/// `PAGE 02        LA PAZ 06049  01 OF 02  132315Z`, `PAGE 2 RUEHQX 0417 C O N F I D E N T I A L` (TF 7, 12.2).
/// Gives the page's number. A line of text that begins with the word PAGE has no station and serial behind the number.
pub(crate) fn page_line(line: &[u8]) -> Option<u32> {
    if !line.starts_with(b"PAGE") || !matches!(at(line, 4), b' ' | b'\t') {
        return None;
    }
    let rest = line[4..].trim_ascii_start();
    let count = rest.iter().take_while(|&&b| digit_like(b)).count();
    if count == 0 || count > 3 || rest.get(count) != Some(&b' ') {
        return None;
    }
    let number = rest[..count].iter().fold(0, |n, &b| {
        n * 10 + u32::from(if b.is_ascii_digit() { b - b'0' } else { u8::from(matches!(b, b'I' | b'l')) })
    });
    let station = rest[count..].trim_ascii_start();
    let name =
        station.iter().take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'-')).count();
    let serial = &station[name..];
    let whole = name >= 3 && digits(serial) >= 3 && station.get(name.wrapping_sub(1)) == Some(&b' ');
    // A station can hold a garbled digit, and a serial can be lost in a copy: then the time or the section tells.
    let rest_tells = name >= 3 && line.ends_with(b"Z") && line.len() >= 20;
    (whole || rest_tells).then_some(number)
}

/// The dash line, `------------------121512Z 047712 /20` (TF 12.4): at least eight dashes, then a counter of five or six.
pub(crate) fn dash_line(line: &[u8]) -> bool {
    let dashes = line.iter().take_while(|&&b| b == b'-').count();
    if dashes < 8 {
        return false;
    }
    let rest = line[dashes..].trim_ascii_start();
    let counter = rest.iter().take_while(|b| b.is_ascii_hexdigit() || **b == b'Z').count();
    (4..=8).contains(&counter) && rest[..counter].iter().any(u8::is_ascii_digit) && rest.len() <= 40
}

/// FL16: three to five N, alone or with what was fused to them (TF 5). `NNNN` never begins a word.
pub(crate) fn end_mark(line: &[u8]) -> bool {
    let run = line.iter().take_while(|&&b| b == b'N').count();
    (3..=5).contains(&run)
        && (line.len() == run || !line[run].is_ascii_lowercase() && run >= 4 || line[run] == b' ')
}

/// The sign of an error alone on its line, `E E E E E E E E`: eight letters, spaced or not, of which one or two may be lost (TF 2.2).
pub(crate) fn error_sign(line: &[u8]) -> bool {
    let letters = line.iter().filter(|b| **b == b'E').count();
    (6..=8).contains(&letters) && line.iter().all(|b| matches!(b, b'E' | b' '))
}

/// FL15: `#` and the serial; or an ACP correction `C WA ...`.
pub(crate) fn validation(line: &[u8]) -> bool {
    line.len() <= 8 && line[0] == b'#' && digits(&line[1..]) >= 3 && digits(&line[1..]) == line.len() - 1
}

/// FL1: `VZCZCXYZ0007`, `ZCZC...`; also with the `NNNN` of the telegram before fused to it.
pub(crate) fn channel(line: &[u8]) -> bool {
    let rest = if line[0] == b'V' { &line[1..] } else { line };
    rest.starts_with(b"ZCZC") && line.len() <= 69
}

/// FL2: a digraph and routing indicators, or a JANAP 128 heading (`PTTUZYUW RUEHQXA0417 0711436-UUUU--...`).
pub(crate) fn routing(line: &[u8]) -> bool {
    let digraph = line.len() >= 6 && matches!(&line[..3], b"ZZ " | b"OO " | b"PP " | b"RR " | b"YY ");
    (digraph && indicator(line[3..].trim_ascii_start())) || janap(line)
}

fn janap(line: &[u8]) -> bool {
    line.len() >= 33
        && line[8] == b' '
        && line[20] == b' '
        && line[28] == b'-'
        && line[..8].iter().all(u8::is_ascii_uppercase)
        && line[21..28].iter().all(u8::is_ascii_digit)
}

/// True when a routing indicator stands at the beginning: `R` or `Q` and three to seven more letters (TF 10.1).
pub(crate) fn indicator(line: &[u8]) -> bool {
    let letters = line.iter().take_while(|b| b.is_ascii_uppercase()).count();
    matches!(line.first(), Some(b'R' | b'Q'))
        && (4..=8).contains(&letters)
        && !at(line, letters).is_ascii_alphanumeric()
}

/// A line of nothing but routing indicators: FL2 goes on.
pub(crate) fn indicators(line: &[u8]) -> bool {
    line.split(|b| *b == b' ').filter(|w| !w.is_empty()).all(|w| indicator(w) && w.len() <= 8)
}

/// FL3: `DE RUEHQX #0417/02 0711436`.
pub(crate) fn station(line: &[u8]) -> bool {
    line.starts_with(b"DE ") && indicator(line[3..].trim_ascii_start())
}

/// FL4: `ZNR UUUUU ZZH`, `ZNY CCCCC`.
pub(crate) fn security(line: &[u8]) -> bool {
    line.len() >= 5 && matches!(&line[..3], b"ZNR" | b"ZNY") && !line[3].is_ascii_lowercase()
}

/// FL5: one or two prosigns and a date-time group, or a date-time group alone: `P 261145Z DEC 06`, `O R 132225Z JUL 79`.
/// `alone` allows a group without prosign.
pub(crate) fn date_time(line: &[u8], alone: bool) -> bool {
    let spelled = precedence_word(line);
    let mut rest = &line[spelled..];
    let mut prosigns = usize::from(spelled > 0) * 2;
    while prosigns < 2 && matches!(at(rest, 0), b'Z' | b'O' | b'P' | b'R' | b'Y' | b'0') {
        let joined = matches!(at(rest, 1), b'Z' | b'O' | b'P' | b'R') && at(rest, 2) == b' ';
        let divided = at(rest, 1) == b'/' && matches!(at(rest, 2), b'Z' | b'O' | b'P' | b'R');
        if divided && prosigns == 0 || rest[0] != b'0' && digits(&rest[1..]) == 6 && at(rest, 7) == b'Z' {
            // `O/P 261145Z`; `P261145Z`, run into the group.
            rest = &rest[1 + usize::from(divided)..];
        } else if at(rest, 1) == b' ' {
            rest = rest[1..].trim_ascii_start();
        } else if joined {
            rest = rest[2..].trim_ascii_start();
        } else {
            break;
        }
        prosigns += 1;
    }
    if prosigns == 0 && !alone {
        return false;
    }
    let spoiled = || {
        let word = rest.iter().position(|b| *b == b' ').unwrap_or(rest.len());
        is_spoiled(&rest[..word]) && month(&rest[word..])
    };
    group(rest) || prosigns > 0 && (spoiled() || lacks_month(rest))
}

/// The bytes of a precedence that is spelled out before a date-time group, and of the blanks behind it: `FLASH 261145Z DEC 06`.
pub(crate) fn precedence_word(line: &[u8]) -> usize {
    const WORDS: [&[u8]; 5] = [b"NIACT IMMEDIATE ", b"FLASH ", b"IMMEDIATE ", b"PRIORITY ", b"ROUTINE "];
    if !matches!(line.first(), Some(b'F' | b'I' | b'N' | b'P' | b'R')) {
        return 0;
    }
    let Some(word) = WORDS.iter().find(|word| line.starts_with(word)) else { return 0 };
    word.len() + line[word.len()..].iter().take_while(|&&b| b == b' ').count()
}

/// Five to seven digits (spaced, some read as letters), a zone letter and a month.
fn group(rest: &[u8]) -> bool {
    let mut count = 0;
    let mut index = 0;
    while index < rest.len() && count < 8 {
        let b = rest[index];
        if digit_like(b) {
            count += 1;
        } else if b != b' ' {
            break;
        }
        index += 1;
    }
    if !(5..=7).contains(&count) || rest[..index].iter().filter(|b| b.is_ascii_digit()).count() < 4 {
        return false;
    }
    let mut tail = &rest[index..];
    // The zone letter may be lost, or stand apart.
    if tail.first().is_some_and(u8::is_ascii_uppercase) && matches!(at(tail, 1), b' ' | b'.' | b',') {
        tail = tail[1..].trim_ascii_start();
    } else if at(tail, 0) == b'Z' {
        tail = &tail[1..];
    }
    month(tail)
}

fn month(text: &[u8]) -> bool {
    const MONTHS: [&[u8; 3]; 12] =
        [b"JAN", b"FEB", b"MAR", b"APR", b"MAY", b"JUN", b"JUL", b"AUG", b"SEP", b"OCT", b"NOV", b"DEC"];
    let text = text.trim_ascii_start();
    text.len() >= 3 && MONTHS.iter().any(|m| text[..3].eq_ignore_ascii_case(&m[..]))
}

/// `ACTION EUR-12`, `ORIGIN OES-06`: an office with its copies behind the word.
pub(crate) fn distribution_start(line: &[u8]) -> bool {
    let rest = match line {
        [b'A', b'C', b'T', b'I', b'O', b'N', rest @ ..] | [b'O', b'R', b'I', b'G', b'I', b'N', rest @ ..] => {
            rest
        }
        _ => return false,
    };
    rest.first() == Some(&b' ') && {
        let rest = rest.trim_ascii_start();
        office(rest) || old_office(rest) == Some(rest.len())
    }
}

/// An office and its copies as they were printed until 1973, `ARA 20`, and where they end (TF 12.3).
fn old_office(text: &[u8]) -> Option<usize> {
    let name = text.iter().take_while(|b| b.is_ascii_uppercase() || **b == b'/').count();
    let end = name + 3;
    let copies = at(text, name) == b' ' && digits(text.get(name + 1..)?) == 2;
    ((1..=4).contains(&name) && copies && matches!(at(text, end), b',' | 0)).then_some(end)
}

/// An office and its copies: `EUR-12`, `S/CT-00`.
pub(crate) fn office(text: &[u8]) -> bool {
    let name = text
        .iter()
        .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'/' | b'&'))
        .count();
    (1..=8).contains(&name)
        && at(text, name) == b'-'
        && digit_like(at(text, name + 1))
        && digit_like(at(text, name + 2))
        && !at(text, name + 3).is_ascii_alphabetic()
}

/// A later line of the distribution: `INFO  OCT-01 ...`, `      SS-15  /035 R`, `/029 W`.
pub(crate) fn distribution_more(line: &[u8]) -> bool {
    let rest = line.strip_prefix(b"INFO").unwrap_or(line).trim_ascii_start();
    if rest.is_empty() {
        return line.len() > rest.len();
    }
    let old = || {
        let next = rest.get(old_office(rest)? + 1..)?;
        (next.is_empty() || old_office(next).is_some() || next[0] == b'/').then_some(())
    };
    office(rest)
        || old().is_some()
        || (rest[0] == b'/' && digits(&rest[1..]) == 3)
        || (rest[0] == b'0' && digits(rest) == 3 && rest.len() <= 6)
}

/// The classification line of TF 6.2, or a level alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A plain level and nothing else (a page banner, or the class line of a copy without a number).
    Alone,
    /// A level, letter-spaced, and nothing else.
    SpacedAlone,
    /// A level and more: section, post and number, caption.
    Line,
}

/// Reads a level at the beginning of a line, plain or letter-spaced. Gives the bytes it takes and whether it is spaced.
pub(crate) fn level(line: &[u8]) -> Option<(usize, bool)> {
    let words: &[&[u8]] = match line.first()? {
        b'U' => &[b"UNCLASSIFIED", b"UNCLAS"],
        b'C' => &[b"CONFIDENTIAL"],
        b'S' => &[b"SECRET", b"SENSITIVE BUT UNCLASSIFIED"],
        b'T' => &[b"TOP SECRET"],
        b'L' => &[b"LIMITED OFFICIAL USE"],
        b'O' => &[b"OFFICIAL USE ONLY"],
        b'R' => &[b"RESTRICTED"],
        _ => return None,
    };
    let second = at(line, 1);
    if second == b' ' {
        return spaced(line).map(|taken| (taken, true));
    }
    // Most lines leave here.
    let word = words.iter().find(|word| second == word[1] && line.starts_with(word))?;
    (!at(line, word.len()).is_ascii_alphanumeric()).then_some((word.len(), false))
}

/// `S E C R E T`, `C O N F I D E N T I A L`, `T O P  S E C R E T`, `U N C L A S`, with one letter wrong at most.
fn spaced(line: &[u8]) -> Option<usize> {
    const WORDS: [&[u8]; 7] = [
        b"TOPSECRET",
        b"LIMITEDOFFICIALUSE",
        b"CONFIDENTIAL",
        b"UNCLASSIFIED",
        b"SECRET",
        b"UNCLAS",
        b"RESTRICTED",
    ];
    let mut letters = [0u8; 18];
    let mut ends = [0usize; 18];
    let mut count = 0;
    let mut index = 0;
    while index < line.len() && count < letters.len() {
        if line[index] == b' ' {
            index += 1;
            continue;
        }
        // A letter of a spaced word stands alone.
        let alone = line[index].is_ascii_alphanumeric() && !at(line, index + 1).is_ascii_alphanumeric();
        if !alone {
            break;
        }
        letters[count] = line[index];
        index += 1;
        ends[count] = index;
        count += 1;
    }
    WORDS.iter().find_map(|word| {
        (count >= word.len()).then_some(())?;
        let wrong = word.iter().zip(&letters).filter(|(a, b)| a != b).count();
        (wrong == 0 || wrong == 1 && word.len() >= 6).then(|| ends[word.len() - 1])
    })
}

/// Is this a classification line?
pub(crate) fn class_line(line: &[u8]) -> Option<Class> {
    match level(line) {
        Some(level) => behind_level(line, level),
        None => garbled_class(line).then_some(Class::Line),
    }
}

/// Is a line with this level (see [`level`]) a classification line?
pub(crate) fn behind_level(line: &[u8], (taken, spaced): (usize, bool)) -> Option<Class> {
    let rest = line[taken..].trim_ascii_start();
    if rest.is_empty() {
        return Some(if spaced { Class::SpacedAlone } else { Class::Alone });
    }
    // The banner twice on one line (`SECRETSECRET`, `SECRET  SECRET`), or with a print queue's tag (`PTQ0417`).
    if rest == &line[..taken]
        || queue_tag(rest)
        || matches!(rest, b"POSS DUPE" | b"POSSIBLE DUPE" | b"SUSPECTED DUPLICATE")
    {
        return Some(Class::Alone);
    }
    let words = rest.iter().all(|&b| !b.is_ascii_lowercase());
    let known = starts(rest, b"SECTION") || starts(rest, b"FINAL SECTION") || starts(rest, b"EFTO");
    if spaced || known || (words && rest.len() <= 69 && plain_tail(rest)) {
        return Some(Class::Line);
    }
    None
}

/// A classification line that ends with its section, `UNCLAS SECTION 01 OF 02`, or with the level: the number was put on the next one.
pub(crate) fn lacks_number(line: &[u8]) -> bool {
    let Some((taken, _)) = level(line) else { return false };
    let rest = line[taken..].trim_ascii();
    rest.is_empty() || {
        let figures = rest.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        starts(rest, b"SECTION ")
            && (1..=3).contains(&figures)
            && rest[..rest.len() - figures].ends_with(b" OF ")
    }
}

/// `LIMITED OFFICIAL USE 2766` below the addresses: a classification line without its station.
pub(crate) fn level_and_number(line: &[u8]) -> bool {
    let Some((taken, _)) = level(line) else { return false };
    let rest = line[taken..].trim_ascii();
    (3..=6).contains(&rest.len()) && digits(rest) == rest.len()
}

/// A caption that sections repeat below their classification line, and that stays where merged copies join them (TF 7, 17).
pub(crate) fn joint_caption(line: &[u8]) -> bool {
    matches!(line, b"SIPDIS" | b"NODIS" | b"EXDIS" | b"LIMDIS" | b"STADIS" | b"NOFORN" | b"SENSITIVE")
}

/// The foot of a printed page, `Page 2 of 5`.
pub(crate) fn page_of_pages(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"Page ") else { return false };
    let page = digits(rest);
    let pages = rest[page..]
        .strip_prefix(b" of ")
        .map_or(0, |pages| if digits(pages) == pages.len() { pages.len() } else { 0 });
    (1..=3).contains(&page) && (1..=3).contains(&pages)
}

/// The level at the head of a printed page, `CLASSIFICATION: UNCLASSIFIED`.
pub(crate) fn labelled_level(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"CLASSIFICATION:") else { return false };
    let rest = rest.trim_ascii();
    level(rest).is_some_and(|(taken, _)| taken == rest.len())
}

/// `PTQ0417`: what a print queue put on the banner (TF 13).
fn queue_tag(rest: &[u8]) -> bool {
    rest.len() == 7
        && rest[..3].iter().all(u8::is_ascii_uppercase)
        && rest[3..].iter().all(u8::is_ascii_digit)
}

/// What may follow a plain level on its line: words and then a number, or captions; no sentence.
fn plain_tail(rest: &[u8]) -> bool {
    const CAPTIONS: [&[u8]; 16] = [
        b"NOFORN",
        b"NODIS",
        b"EXDIS",
        b"LIMDIS",
        b"STADIS",
        b"SENSITIVE",
        b"SIPDIS",
        b"SVC",
        b"ORCON",
        b"NOCONTRACT",
        b"EYES ONLY",
        b"ROGER",
        b"SPECAT",
        b"USIA",
        b"AIDAC",
        b"//",
    ];
    let letters = rest
        .iter()
        .take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'\'' | b'-' | b'/'))
        .count();
    let number = &rest[letters..];
    let numbered = (3..=32).contains(&letters)
        && digits(number) >= 1
        && (digits(number) >= 3 || digits(number) == number.len());
    numbered && !rest[..letters].ends_with(b"/ ") || CAPTIONS.iter().any(|c| rest.starts_with(c))
}

/// A misprinted level (`COMFIDENTIAL`, `UNCLSA`, `C O N F I D E N T A L`) before a section or a post with a number.
fn garbled_class(line: &[u8]) -> bool {
    if line.len() > 69 {
        return false;
    }
    // Most lines leave here: they have neither a number at their end nor a section.
    let end = &line[line.len().saturating_sub(LONGEST_NUMBER)..];
    if end.iter().filter(|b| b.is_ascii_digit()).count() < 3 && !holds(line, b"SECTION ") {
        return false;
    }
    let Some(found) = garbled_level_at(line, 0) else { return false };
    if line.iter().any(u8::is_ascii_lowercase) {
        return false;
    }
    let rest = line[found.range.end..].trim_ascii_start();
    starts(rest, b"SECTION ") || {
        let letters = rest.iter().take_while(|b| b.is_ascii_uppercase() || **b == b' ').count();
        // `CONFIDENT IAL FBB374` has a print queue's tag, no station.
        (3..=24).contains(&letters)
            && rest[..letters].ends_with(b" ")
            && digits(&rest[letters..]) >= 3
            && rest.len() - letters <= LONGEST_NUMBER
    }
}

/// The number at the end of a classification line, and what is joined to it.
const LONGEST_NUMBER: usize = 8;

/// `PORT ALDER 00000417  002 OF 003` (TF 6.3).
pub(crate) fn section_page(line: &[u8]) -> bool {
    let n = line.len();
    if n < 22
        || !line[n - 1].is_ascii_digit()
        || &line[n - 7..n - 3] != b" OF "
        || digits(&line[n - 3..]) != 3
    {
        return false;
    }
    let name =
        line.iter().take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'\'' | b'-')).count();
    name >= 3 && digits(&line[name..]) >= 6
}
