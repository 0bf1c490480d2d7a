//! The reasons of a classification: `1.4 (B) AND (D)`, `E.O. 12958, 1.5 (b), (d)`, `1.4 b/d`.
//!
//! Grammar: markings-and-indexing 3 (`rcode`, `rsep`), TF 6.10. The section's number carries over to the letters behind
//! it; a letter is a reason only behind `1.3`, `1.4` or `1.5`, or behind another reason. `1.6X1` is an exemption.

use std::ops::Range;

/// The reasons in printed order, each once, as section digit and letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reasons {
    /// `(b'4', b'd')` is 1.4(d).
    pub(super) list: Vec<(u8, u8)>,
    /// Where they end in the text.
    pub(super) end: usize,
}

impl Reasons {
    fn push(&mut self, section: u8, letter: u8) {
        let reason = (section, letter.to_ascii_lowercase());
        if !self.list.contains(&reason) {
            self.list.push(reason);
        }
    }

    /// Puts in the letters between the one before `at` and the one that stands there, the ends of a range.
    fn fill(&mut self, at: usize) {
        let ends = at.checked_sub(1).and_then(|before| Some((*self.list.get(before)?, *self.list.get(at)?)));
        let Some(((first, from), (last, to))) = ends else { return };
        let between = (from + 1..to).map(|letter| (first, letter)).filter(|_| first == last);
        let new: Vec<(u8, u8)> = between.filter(|reason| !self.list.contains(reason)).collect();
        self.list.splice(at..at, new);
    }
}

/// True for what stands between the ends of a range: `(a) through (d)`, `(b) - (d)`, `b-d`.
fn is_range(gap: &[u8]) -> bool {
    let gap = gap.trim_ascii();
    let gap = gap.strip_prefix(b")").unwrap_or(gap).trim_ascii();
    matches!(gap, b"-" | b"--" | EN_DASH)
        || RANGE.iter().any(|word| gap.eq_ignore_ascii_case(word.as_bytes()))
}

const EN_DASH: &[u8] = "\u{2013}".as_bytes();

/// The words between the ends of a range.
const RANGE: [&str; 3] = ["THROUGH", "THRU", "TO"];

/// Where the reasons begin: at the word REASON, at a section's number, or at an executive order before one.
pub(super) fn begin(text: &str, range: Range<usize>) -> Option<usize> {
    let bytes = &text.as_bytes()[..range.end];
    let mut at = range.start;
    while at < bytes.len() {
        let starts_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        if starts_word
            && (reason_word(bytes, at).is_some()
                || section(bytes, at).is_some()
                || order(bytes, at).is_some())
        {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Reads the reasons that begin at `range.start`.
pub(super) fn read(text: &str, range: Range<usize>) -> Reasons {
    let bytes = &text.as_bytes()[..range.end];
    let mut reasons = Reasons { list: Vec::new(), end: range.start };
    let mut at = range.start;
    let mut current = None;
    loop {
        let here = gap(bytes, at);
        let known = reasons.list.len();
        if let Some((digit, end)) = section(bytes, here) {
            current = Some(digit);
            at = end;
            reasons.end = end;
            // `1.4.` and `1.4:` before the letters.
            let behind = blanks(bytes, at);
            if matches!(bytes.get(behind), Some(b'.' | b',' | b':' | b'-')) {
                let letter = blanks(bytes, behind + 1);
                if letters(bytes, letter, digit, true, &mut Reasons::default()).is_some() {
                    at = letter;
                }
            }
            if let Some(end) = letters(bytes, blanks(bytes, at), digit, true, &mut reasons) {
                at = end;
                reasons.end = end;
            }
            continue;
        }
        if let Some(end) = reason_word(bytes, here)
            .or_else(|| order(bytes, here))
            .or_else(|| filler(bytes, here))
            .or_else(|| exemption(bytes, here))
        {
            at = end;
            if !reasons.list.is_empty() && filler(bytes, here).is_some() {
                continue;
            }
            reasons.end = end;
            continue;
        }
        match current {
            Some(digit) => match letters(bytes, here, digit, false, &mut reasons) {
                Some(end) => {
                    if is_range(&bytes[at..here]) {
                        reasons.fill(known);
                    }
                    at = end;
                    reasons.end = end;
                }
                None => break,
            },
            None => break,
        }
    }
    reasons
}

/// Blanks, separators and the words between reasons: `,`, `/`, `AND`, `&`.
fn gap(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace() || b",;/&:.+-)".contains(b)).count();
        if bytes[at..].starts_with(EN_DASH) {
            at += EN_DASH.len();
            continue;
        }
        let joined = ["AND", "OR"].into_iter().chain(RANGE).find_map(|join| word(bytes, at, join));
        match joined {
            Some(end) => at = end,
            None => return at,
        }
    }
}

fn blanks(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().take_while(|b| b.is_ascii_whitespace()).count()
}

/// Where a word ends that stands whole at `at`, in either case.
fn word(bytes: &[u8], at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    let found = bytes.get(at..end)?.eq_ignore_ascii_case(word.as_bytes());
    (found && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)).then_some(end)
}

fn reason_word(bytes: &[u8], at: usize) -> Option<usize> {
    const FORMS: [&str; 9] =
        ["REASONS", "REASON", "REASON(S)", "RESONS", "RESON", "REASONING", "REASN", "REASION", "EASON"];
    let open = usize::from(matches!(bytes.get(at), Some(b'(' | b'[')));
    if !matches!(bytes.get(at + open), Some(b'R' | b'r' | b'E' | b'e')) {
        return None;
    }
    let end = FORMS.iter().find_map(|form| word(bytes, at + open, form)).or_else(|| {
        // `REASON1.4`: run together.
        let joined = bytes.get(at + open..at + open + 7)?;
        (joined[..6].eq_ignore_ascii_case(b"REASON") && joined[6].is_ascii_digit()).then_some(at + open + 6)
    })?;
    let plural = bytes.get(end..end + 3).is_some_and(|s| s.eq_ignore_ascii_case(b"(S)"));
    Some(if plural { end + 3 } else { end })
}

/// A section of an order that has reasons: `1.3`, `1.4`, `1.5`, also `1. 4`, `1,4` and `l.4`. Gives its last digit and where
/// it ends.
fn section(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let at = at + usize::from(matches!(bytes.get(at), Some(b'(' | b'[' | b'"')));
    if at > 0 && matches!(bytes[at - 1], b'.' | b'0'..=b'9') && !is_full_stop(bytes, at - 1) {
        return None;
    }
    if !matches!(bytes.get(at)?, b'1' | b'l' | b'I') {
        return None;
    }
    // `14 (b)`: the point is missing. Only with a bracket behind, and one digit.
    if let Some(value @ b'4'..=b'5') = bytes.get(at + 1).copied() {
        let bracket = blanks(bytes, at + 2);
        let letter =
            bytes.get(bracket) == Some(&b'(') && bytes.get(bracket + 1).is_some_and(|b| is_letter(*b));
        let closed = matches!(bytes.get(bracket + 2), Some(b')' | b',' | b'/' | b' '));
        return (letter && closed).then_some((value, at + 2));
    }
    let point = at + 1 + usize::from(bytes.get(at + 1) == Some(&b' '));
    if !matches!(bytes.get(point)?, b'.' | b',') {
        return None;
    }
    let mut digit = point + 1;
    while digit < point + 3 && matches!(bytes.get(digit), Some(b' ' | b'.')) {
        digit += 1;
    }
    let value = *bytes.get(digit)?;
    let spaced = digit > point + 1;
    let end = digit + 1;
    let next = bytes.get(end).copied().unwrap_or(b' ');
    if !matches!(value, b'3'..=b'5') || next.is_ascii_digit() || matches!(next, b'X' | b'x' | b'%') {
        return None;
    }
    // `1.5(d)X1` and `1.5 X1` are exemptions.
    let exempt = blanks(bytes, end);
    if matches!(bytes.get(exempt), Some(b'X' | b'x')) && bytes.get(exempt + 1).is_some_and(u8::is_ascii_digit)
    {
        return None;
    }
    // `1. 5 men` is a paragraph: with a blank, a letter in brackets has to follow.
    let bracket = blanks(bytes, end);
    if spaced && bytes.get(bracket) != Some(&b'(') {
        return None;
    }
    Some((value, end))
}

/// True where the point is the end of a sentence, as in `REASON.1.4(b)`.
fn is_full_stop(bytes: &[u8], point: usize) -> bool {
    bytes[point] == b'.' && (point == 0 || bytes[point - 1].is_ascii_alphabetic())
}

/// `E.O. 12958`, `EO 12958, as amended,`, `Executive Order 13526`.
fn order(bytes: &[u8], at: usize) -> Option<usize> {
    let at = at + usize::from(bytes.get(at) == Some(&b'('));
    if !matches!(bytes.get(at), Some(b'E' | b'e')) {
        return None;
    }
    let first = word(bytes, at, "EXECUTIVE")
        .map(|end| blanks(bytes, end))
        .and_then(|next| word(bytes, next, "ORDER"));
    let label = first.or_else(|| {
        ["E.O.", "E. O.", "E.O", "EO", "E.0."].into_iter().find_map(|form| {
            let end = at + form.len();
            bytes.get(at..end)?.eq_ignore_ascii_case(form.as_bytes()).then_some(end)
        })
    })?;
    let number = blanks(bytes, label);
    let digits = bytes[number..].iter().take_while(|b| b.is_ascii_digit()).count();
    if !(4..=6).contains(&digits) {
        return None;
    }
    let mut end = number + digits;
    let mut amended =
        end + bytes[end..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b',').count();
    if let Some(as_) = word(bytes, amended, "AS") {
        amended = blanks(bytes, as_);
    }
    if let Some(after) = word(bytes, amended, "AMENDED") {
        end = after;
    }
    Some(end)
}

/// `1.6X1`, `1.5(d)X1`, `X1`: an exemption among the reasons, which is none of them (EO 12958 s.1.6(d)).
fn exemption(bytes: &[u8], at: usize) -> Option<usize> {
    let mut here = at;
    if bytes.get(here..here + 2) == Some(b"1.") && matches!(bytes.get(here + 2), Some(b'5' | b'6')) {
        here += 3;
        here += bytes[here..].iter().take(5).take_while(|b| b" ()dD".contains(b)).count();
    }
    let is_code =
        matches!(bytes.get(here), Some(b'X' | b'x')) && matches!(bytes.get(here + 1), Some(b'1'..=b'9'));
    (is_code && !bytes.get(here + 2).is_some_and(u8::is_ascii_alphanumeric)).then_some(here + 2)
}

/// Words that stand among reasons and say nothing: SECTION, OF, UNDER.
fn filler(bytes: &[u8], at: usize) -> Option<usize> {
    const WORDS: [&str; 21] = [
        "SECTIONS",
        "SECTION",
        "SECS",
        "SEC",
        "SECT",
        "PARAGRAPHS",
        "PARAGRAPH",
        "PARAS",
        "PARA",
        "SUBSECTIONS",
        "SUBSECTION",
        "SUBPARAGRAPHS",
        "UNDER",
        "OF",
        "PER",
        "FOR",
        "IN",
        "CLASSIFICATION",
        "IS",
        "ARE",
        "THE",
    ];
    WORDS.iter().find_map(|form| word(bytes, at, form))
}

/// Reads one group of letters: `(b)`, `(B,D)`, `b/d`, `(bd)`. `first` where it stands directly behind the section.
fn letters(bytes: &[u8], at: usize, section: u8, first: bool, reasons: &mut Reasons) -> Option<usize> {
    if matches!(bytes.get(at), Some(b'(' | b'[' | b'{' | b'"' | b'\'')) {
        return bracketed(bytes, at + 1, section, reasons);
    }
    let run = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let token = &bytes[at..at + run];
    // Glued to the section several letters may stand together, `1.4bd`; elsewhere one alone.
    let glued = first && at > 0 && bytes[at - 1].is_ascii_digit() && run <= 3;
    if run == 0 || !token.iter().all(|b| is_letter(*b)) || run > 1 && !glued {
        return None;
    }
    let end = at + run;
    if !first && !ends_bare(bytes, end) || first && run == 1 && is_article(bytes, at, end) {
        return None;
    }
    for &letter in token {
        reasons.push(section, letter);
    }
    // `1.4 b) and d)`.
    Some(if bytes.get(end) == Some(&b')') { end + 1 } else { end })
}

/// True where nothing of a sentence follows a bare letter: `and d.`, `, d and e`, but not `and a third`.
fn ends_bare(bytes: &[u8], end: usize) -> bool {
    let next = blanks(bytes, end);
    let line_ends = bytes[end..next].contains(&b'\n');
    match bytes.get(next) {
        None | Some(b',' | b';' | b'/' | b'&' | b')' | b'-' | b':' | b'(' | b']') => true,
        // `D. Weaver` is an initial.
        Some(b'.') => {
            let after = blanks(bytes, next + 1);
            !bytes.get(after).is_some_and(u8::is_ascii_alphabetic) || bytes[next + 1..after].contains(&b'\n')
        }
        Some(_) => line_ends || word(bytes, next, "AND").is_some() || word(bytes, next, "OR").is_some(),
    }
}

fn is_article(bytes: &[u8], at: usize, end: usize) -> bool {
    bytes[at].eq_ignore_ascii_case(&b'a') && !ends_bare(bytes, end)
}

fn is_letter(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'a'..=b'h')
}

/// Letters in brackets: `b`, `B,D`, `b/d`, `b and d`, `bd`. Nothing else may stand there.
fn bracketed(bytes: &[u8], from: usize, section: u8, reasons: &mut Reasons) -> Option<usize> {
    let mut found = [0u8; 8];
    let mut count = 0;
    // Behind `b -` and `b through` a range is open, up to the next letter.
    let mut open = false;
    let mut at = from;
    let limit = bytes.len().min(from + 40);
    let end = loop {
        if at >= limit {
            // `1.4 (b` at the text's end.
            break (count > 0 && at >= bytes.len()).then_some(at)?;
        }
        if let Some(join) = word(bytes, at, "AND").or_else(|| word(bytes, at, "OR")) {
            at = join;
            continue;
        }
        if let Some(join) = RANGE.iter().find_map(|join| word(bytes, at, join)) {
            (at, open) = (join, count > 0);
            continue;
        }
        if bytes[at..].starts_with(EN_DASH) {
            (at, open) = (at + EN_DASH.len(), count > 0);
            continue;
        }
        match bytes[at] {
            b')' | b']' | b'}' | b'"' | b'\'' => break at + 1,
            letter if is_letter(letter) => {
                // `(bd)` is two; `(bad)` is a word.
                let run = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                if run > 2 || !bytes[at..at + run].iter().all(|b| is_letter(*b)) {
                    return None;
                }
                if std::mem::take(&mut open) {
                    let first = found[count - 1].to_ascii_lowercase() + 1;
                    for letter in first..bytes[at].to_ascii_lowercase() {
                        *found.get_mut(count)? = letter;
                        count += 1;
                    }
                }
                for &letter in &bytes[at..at + run] {
                    *found.get_mut(count)? = letter;
                    count += 1;
                }
                at += run;
            }
            // `(b (d)` and `(b.(d)`: the first bracket was not closed.
            b'(' if count > 0 => break at,
            b'-' => (at, open) = (at + 1, count > 0),
            byte if byte.is_ascii_whitespace() || b",;/&.+".contains(&byte) => at += 1,
            _ if count > 0 && at > from && bytes[at - 1].is_ascii_whitespace() => break at,
            _ => return None,
        }
    };
    if count == 0 {
        return None;
    }
    for &letter in &found[..count] {
        reasons.push(section, letter);
    }
    Some(end)
}
