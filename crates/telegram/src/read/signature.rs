//! The signature: the surname alone on the last line of the text (TF 6.12).

use super::blocks::BodyLine;
use super::lead::quote_ends;
use super::words::{all_capitals, ends_sentence};
use crate::annotated;
use crate::fields::words::{WordSet, find_ignoring_case};
use crate::fields::{garbled_level_at, level_at};
use crate::record::Text;
use crate::span::Span;
use crate::text::SourceText;
use std::cell::LazyCell;
use std::ops::Range;

/// A signature, and what it leaves of the body.
#[derive(Debug, Default)]
pub(crate) struct Signature<'s> {
    /// The names, in printed order, with their places.
    pub(crate) names: Vec<(Text<'s>, Span)>,
    /// How many lines of the body stand before it.
    pub(crate) body: usize,
    /// A name at the end of the last line of the text: where that line's own text ends.
    pub(crate) cut: Option<u32>,
    /// The line from which on notes follow the signature; the number of lines where none do.
    pub(crate) notes: usize,
    /// The downgrading group beside it, `GP-4` (markings section 3).
    pub(crate) group: Option<Span>,
}

/// How many lines from the end a signature is looked for: notes of the communications centre may follow it.
const TAIL: usize = 6;

/// Reads the signature of a body. `end_marked` tells that the copy has an end (`NNNN`, a closing level, attributes) behind it.
pub(crate) fn read<'s>(source: &SourceText<'s>, lines: &[BodyLine], end_marked: bool) -> Signature<'s> {
    let bytes = source.bytes();
    let text = |i: usize| &bytes[lines[i].span.range()];
    let mut last = lines.len();
    let first = lines.len().saturating_sub(TAIL);
    // In a text that is not in capitals the name may not be either; then it has to stand apart, and alone.
    let apart = |i: usize| lines[i].gap != super::blocks::Gap::None && (i > 0 || end_marked);
    // What may stand behind a signature.
    while last > first && is_closing_note(text(last - 1)) {
        last -= 1;
    }
    // A note may take more than its line; behind one amid the text other paragraphs follow.
    let numbered = LazyCell::new(|| (0..last).rev().find(|&i| super::lead::number(text(i)).is_some()));
    let goes_on = |note: usize| numbered.is_some_and(|number| number > note);
    let note = (first.max(1)..last).find(|&i| is_service_note(text(i)) && !goes_on(i));
    if let Some(note) = note {
        last = note;
    }
    let noted = last < lines.len();
    if let Some(signature) = annotated_name(source, lines, last) {
        return signature;
    }
    let mut start = last;
    while start > first && start > 0 && last - start < 2 && is_signature(text(start - 1)) {
        if start < last && is_closing_note(text(start - 1)) {
            break;
        }
        // A full stop behind the name, `WEAVER.`, is no last word of the text only where that had room on the line before.
        let room = start < 2 || apart(start - 1) || text(start - 2).len() + text(start - 1).len() < ROOM;
        // Above another name it is the end of a sentence.
        if text(start - 1).ends_with(b".") && !is_name(text(start - 1)) && (start < last || !room) {
            break;
        }
        start -= 1;
    }
    // A name alone on its line has no full stop, as the last word of a sentence has.
    if start == last
        && last > 0
        && (apart(last - 1) || end_marked && last > 1 && text(last - 1).len() + text(last - 2).len() < ROOM)
        && is_small_name(text(last - 1))
        && (last < 2 || ends_sentence(text(last - 2)))
    {
        start -= 1;
    }
    // The first of two names has to stand behind the end of a sentence, else it is the text's last line.
    let alone = |i: usize| end_marked && i + 1 == last && has_room(text(i - 1), text(i));
    while start < last && start > 0 && !follows_text(text(start - 1), lines[start]) && !alone(start) {
        start += 1;
    }
    let unquote = last > 0 && start == last && quote_ends(text(last - 1));
    let mut signature = Signature { body: lines.len(), notes: lines.len(), ..Signature::default() };
    if start < last && (start > 0 || end_marked) {
        for line in &lines[start..last] {
            let whole = line.span;
            let mut own = names(&bytes[whole.range()]);
            if own.is_empty() {
                // A name that is not in capitals stands alone.
                own.push(0..whole.range().len());
            }
            for name in own {
                let span = Span::new(whole.start as usize + name.start, whole.start as usize + name.end);
                signature.names.push((source.slice(span), span));
            }
        }
        // A group stands above the name, before it or below it.
        let grouped = |i: &usize| group(text(*i)).is_some();
        if start > 0 && is_group(text(start - 1)) {
            start -= 1;
        }
        signature.body = start;
        signature.group = (start..lines.len()).find(grouped).map(|i| group_span(lines[i].span));
        signature.notes = last + usize::from(last < lines.len() && is_group(text(last)));
    } else if unquote {
        let line = lines[last - 1].span;
        let words = text(last - 1);
        let skip = words.iter().position(|&b| b == b' ').map_or(words.len(), |p| p + 1);
        if skip < words.len() && is_name(&words[skip..]) {
            let span = Span::new(line.start as usize + skip, line.end as usize);
            signature.names.push((source.slice(span), span));
        }
    } else if last > 0
        && (end_marked || noted)
        && let Some(at) = name_behind_sentence(text(last - 1))
    {
        let line = lines[last - 1].span;
        let span = Span::new(line.start as usize + at, line.end as usize);
        signature.names.push((source.slice(span), span));
        let before = &text(last - 1)[..at];
        let before = match before.len() - group_behind(before) {
            end if end < before.len() => {
                signature.group = Some(group_span(Span::new(line.start as usize + end, line.end as usize)));
                &before[..end]
            }
            _ => before,
        };
        signature.body = last;
        signature.notes = last;
        signature.cut = Some(line.start + before.trim_ascii_end().len() as u32);
    }
    signature
}

/// The name that stands alone on its line above what is attached (`Attachment:`, `Enclosures:`), and its line.
pub(crate) fn above_attachments<'s>(
    source: &SourceText<'s>,
    lines: &[BodyLine],
) -> Option<(usize, Vec<(Text<'s>, Span)>)> {
    const WORDS: [&[u8]; 2] = [b"Attachment", b"Enclosure"];
    let text = |line: &BodyLine| &source.bytes()[line.span.range()];
    let at = lines.windows(2).position(|two| {
        let (name, below) = (text(&two[0]), text(&two[1]));
        two[1].gap != super::blocks::Gap::None && begins_with_one(below, &WORDS) && is_signature(name)
    })?;
    let span = lines[at].span;
    let found = names(text(&lines[at])).into_iter().map(|name| {
        let span = Span::new(span.start as usize + name.start, span.start as usize + name.end);
        (source.slice(span), span)
    });
    Some((at, found.collect()))
}

/// The name that annotators marked at the end of the line before `last`: `[[WEAVER || 12]]`. In a line with words it stands behind the
/// end of their sentence.
fn annotated_name<'s>(source: &SourceText<'s>, lines: &[BodyLine], last: usize) -> Option<Signature<'s>> {
    let at = last.checked_sub(1)?;
    let line = lines[at].span;
    let text = &source.bytes()[line.range()];
    let bare = [&b" UNQUOTE"[..], b" UNQTE"].iter().find_map(|end| text.strip_suffix(*end)).unwrap_or(text);
    let found = annotated::at_end(bare)?;
    let before = text[..found.open].trim_ascii_end();
    let ended = ends_sentence(before) || quote_ends(before) || before.ends_with(b" UNQUOTE");
    if !is_name(&text[found.name.clone()]) || !before.is_empty() && !ended {
        return None;
    }
    let start = line.start as usize;
    let span = Span::new(start + found.name.start, start + found.name.end);
    let alone = before.is_empty();
    Some(Signature {
        names: vec![(source.slice(span), span)],
        body: at + usize::from(!alone),
        cut: (!alone).then_some(line.start + before.len() as u32),
        notes: last,
        group: None,
    })
}

/// The bytes of a downgrading group at the beginning of a line, `GP-4`, those of the full stop and the blanks behind it too. The order of
/// 1961 had four groups (markings section 3).
fn group(text: &[u8]) -> Option<usize> {
    let figure = usize::from(matches!(text, [b'G', b'P', b'-' | b' ', b'1'..=b'4', ..])) * GROUP;
    let rest = text.get(GROUP..).filter(|_| figure > 0)?;
    let stop = usize::from(rest.first() == Some(&b'.'));
    let blanks = rest[stop..].iter().take_while(|b| **b == b' ').count();
    (stop + blanks > 0 || rest.is_empty()).then_some(GROUP + stop + blanks)
}

/// The bytes of `GP-4`.
const GROUP: usize = 4;

/// A group and nothing else.
fn is_group(text: &[u8]) -> bool {
    group(text) == Some(text.len())
}

/// The bytes of a group at the end of a text behind a sentence, with what stands behind it.
fn group_behind(text: &[u8]) -> usize {
    let at = memchr::memmem::rfind(text, b"GP")
        .filter(|at| *at > 1 && text[at - 1] == b' ' && is_group(&text[*at..]));
    at.filter(|at| ends_sentence(text[..*at].trim_ascii_end())).map_or(0, |at| text.len() - at)
}

/// The place of the group at the beginning of a stretch.
fn group_span(line: Span) -> Span {
    Span::new(line.start as usize, line.start as usize + GROUP)
}

/// A last line that is shorter, together with the one before, was not wrapped there.
const ROOM: usize = 60;

/// The longest line of a signature: three names, the strokes between, and what may stand behind them.
const LONGEST: usize = 200;

/// A line as long as this is a whole paragraph of a copy that does not wrap: the next line is no rest of it.
const PARAGRAPH: usize = 120;

/// The line before a signature ends a sentence, or the signature stands apart from it.
fn follows_text(before: &[u8], line: BodyLine) -> bool {
    ends_sentence(before)
        || before.len() > PARAGRAPH
        || line.gap != super::blocks::Gap::None
        || is_row(before)
        || quote_ends(before)
        || is_signature(before)
}

/// A row of a table ends where it ends.
fn is_row(line: &[u8]) -> bool {
    line.windows(3).any(|gap| gap == b"   ") && line.last().is_some_and(u8::is_ascii_digit)
}

/// One word that had room on the line before, and yet stands alone.
fn has_room(before: &[u8], name: &[u8]) -> bool {
    before.len() + name.len() < ROOM
        && name.len() >= 4
        && !name.contains(&b' ')
        && !matches!(before.last(), Some(b',' | b'-'))
}

/// A note of the communications centre: `NOTE BY OC/T: ...` (MI 7, 37).
fn is_service_note(text: &[u8]) -> bool {
    const NOTES: [&[u8]; 4] = [b"NOTE BY OC", b"NOTE: BY OC", b"(NOTE BY OC", b"NOTE: NOT PASSED"];
    matches!(text.first(), Some(b'N' | b'n' | b'(')) && begins_with_one(text, &NOTES)
}

fn begins_with_one(text: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|n| text.len() >= n.len() && text[..n.len()].eq_ignore_ascii_case(n))
}

/// A note is words that were sent, and stays in the body; a level, the error sign and the rule of a copy are none.
pub(crate) fn is_note(text: &[u8]) -> bool {
    const OTHERS: [&[u8]; 4] = [b"E E E E", b"EEEE", b"END CABLE TEXT", b"=="];
    // `#1187` is a serial number, `# AS RECEIVED.` is not.
    text.iter().any(u8::is_ascii_alphabetic)
        && !begins_with_one(text, &OTHERS)
        && !is_level(text)
        && !begins_transmission(text)
}

/// One word with the first line of the next transmission in it, `NMAFVVZCZ` (TF 4.1).
fn begins_transmission(text: &[u8]) -> bool {
    text.len() <= 16
        && !text.contains(&b' ')
        && text.windows(4).any(|letters| letters == b"VZCZ" || letters == b"ZCZC")
}

/// A level that closes the text once more.
fn is_level(text: &[u8]) -> bool {
    let found = level_at(text, 0).or_else(|| garbled_level_at(text, 0));
    found.is_some_and(|found| found.range.end == text.len())
}

/// What stands behind a signature: notes (`MINIMIZE CONSIDERED.`, `NOTE BY OC/T: ...`; MI 7, 37), the error sign, a level.
pub(crate) fn is_closing_note(text: &[u8]) -> bool {
    const OTHERS: [&[u8]; 6] =
        [b"END CABLE TEXT", b"MINIMIZE  CONSIDERED", b"E E E E", b"EEEE", b"DISTRIBUTION PER", b"#"];
    // `====CABLE ENDS====`, of an electronic copy, and its rule.
    if text.starts_with(b"==") {
        return text.iter().all(|b| *b == b'=') || find_ignoring_case(text, b"CABLE ENDS").is_some();
    }
    let minimize = text.len() < 60 && find_ignoring_case(text, b"MINIMIZE CONSIDERED").is_some();
    minimize
        || is_website_line(text)
        || is_group(text)
        || is_service_note(text)
        || begins_with_one(text, &OTHERS)
        || is_level(text)
        || begins_transmission(text)
}

/// What posts of 2000-2010 put below their telegrams: `Visit Port Alder's Classified Website:` and its address.
fn is_website_line(text: &[u8]) -> bool {
    let is_address =
        || begins_with_one(text, &[b"http://", b"https://"]) && !text.trim_ascii_end().contains(&b' ');
    let is_invitation = || {
        begins_with_one(text, &[b"VISIT "])
            && text.len() < 120
            && find_ignoring_case(text, b"CLASSIFIED WEB").is_some()
    };
    match text.first() {
        Some(b'V' | b'v') => is_invitation(),
        Some(b'H' | b'h') => is_address(),
        _ => false,
    }
}

/// Words that stand alone on a last line and are no names.
static NOT_NAMES: WordSet = WordSet::new(&[
    "EMBASSY",
    "AMEMBASSY",
    "CONSULATE",
    "MINISTRY",
    "OFFICIAL",
    "UNQTE",
    "END",
    "UNQUOTE",
    "QUOTE",
    "TEXT",
    "SUMMARY",
    "COMMENT",
    "UNCLASSIFIED",
    "CONFIDENTIAL",
    "SECRET",
    "UNCLAS",
    "NNNN",
    "NNN",
    "BT",
    "COLLECT",
    "REGARDS",
    "ADVISE",
    "SOONEST",
    "THANKS",
    "ENCLOSURE",
    "ATTACHMENT",
    "ANNEX",
    "SENSITIVE",
    "SIPDIS",
    "NOFORN",
    "INCORPORATED",
    "COMPANY",
    "CORPORATION",
    "DISTRIBUTION",
    "CONCLUSION",
    "BACKGROUND",
    "REGRET",
    "CONCUR",
    "APPROVED",
    "NONE",
]);

fn is_signature(text: &[u8]) -> bool {
    !names(text).is_empty()
}

/// Where the names of a signature stand in its line: one, or several with strokes between (`HALE / JONES`), without what may stand
/// behind them: a full stop, `(ACTING)`, the end of a repeated text (`UNQTE`) or of the message (`BT`).
fn names(text: &[u8]) -> Vec<Range<usize>> {
    const BEHIND: [&[u8]; 6] = [b"(ACTING)", b" UNQUOTE", b" UNQTE", b" END QUOTE", b" BT", b" NNNN"];
    if text.len() > LONGEST || !text.first().is_some_and(u8::is_ascii_uppercase) {
        return Vec::new();
    }
    let mut end = text.len();
    let mut from = group(text).filter(|group| *group < end).unwrap_or(0);
    while let Some(word) = BEHIND.iter().find(|word| text[..end].ends_with(word)) {
        end = text[..end - word.len()].trim_ascii_end().len();
    }
    if let Some(rule) = find_ignoring_case(&text[..end], b"====CABLE ENDS") {
        end = text[..rule].trim_ascii_end().len();
    }
    let is_whole_name = is_name(&text[from..end]);
    if is_whole_name && !text[from..end].contains(&b'/') && text[end - 1] != b' ' {
        return std::iter::once(from..end).collect();
    }
    // Of several words the last may be shortened: `ROWAN JR.`
    if !is_whole_name {
        let bare = text[..end].strip_suffix(b".").unwrap_or(&text[..end]);
        end = if bare.contains(&b' ') || bare.len() < 4 { end } else { bare.len() };
    }
    let mut names = Vec::new();
    // Offices have strokes too, `POL/ECON`, but no blanks around them, and are short.
    let spaced = text[..end].windows(3).any(|w| w == b" / ");
    for to in memchr::memchr_iter(b'/', &text[..end]).chain([end]) {
        let lead = text[from..to].iter().take_while(|b| **b == b' ').count();
        let part = from + lead..from + text[from..to].trim_ascii_end().len().max(lead);
        let several = to < end || !names.is_empty();
        if !is_name(&text[part.clone()]) || several && !spaced && part.len() < 5 {
            return Vec::new();
        }
        names.push(part);
        from = to + 1;
    }
    if names.len() > 3 { Vec::new() } else { names }
}

/// One to four words in capitals with nothing but letters, points, hyphens and apostrophes: `WEAVER`, `DE LA CRUZ`, `R. ROWAN JR.`
fn is_name(text: &[u8]) -> bool {
    if text.len() < 3 || text.len() > 36 || !all_capitals(text) || !text[0].is_ascii_uppercase() {
        return false;
    }
    if begins_transmission(text) {
        return false;
    }
    // `SHIP CAME IN.`, `USE PLAN B.` are sentences: at the end of a name only what follows names has a point.
    let last = text.rsplit(|b| *b == b' ').next().unwrap_or_default();
    if last.len() < text.len() && last.ends_with(b".") && !matches!(last, b"JR." | b"SR.") {
        return false;
    }
    let (mut words, mut long, mut comma) = (0, false, false);
    for word in text.split(|b| *b == b' ').filter(|w| !w.is_empty()) {
        words += 1;
        let letters = word.iter().filter(|b| b.is_ascii_alphabetic() || !b.is_ascii()).count();
        let others = word
            .iter()
            .all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'\'' | b'-' | b',') || !b.is_ascii());
        // A dash or a bullet is no letter, the typographic apostrophe stands in a name.
        let sign = word.windows(3).any(|c| c[..2] == *b"\xe2\x80" && c[2] != 0x99);
        // `B. RAIN IN PARIS` is an item.
        let linking = words > 1
            && matches!(
                word,
                b"IN" | b"OF" | b"THE" | b"FOR" | b"TO" | b"ON" | b"AT" | b"BY" | b"WITH" | b"FROM"
            );
        // `LA PAZ, BOLIVIA` is an address, `WEAVER, JR.` a name.
        let place = comma && !matches!(word, b"JR" | b"JR." | b"SR" | b"SR." | b"II" | b"III" | b"ACTING");
        comma = word.ends_with(b",");
        if linking
            || place
            || !others
            || sign
            || letters == 0
            || word.ends_with(b".") && letters > 2
            || NOT_NAMES.holds_bytes(word)
        {
            return false;
        }
        // `MCCLOSKEY`, but no abbreviation: a name has a vowel.
        long |= letters >= 3
            && word.iter().any(|b| matches!(b, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y') || !b.is_ascii());
    }
    words <= 4 && long
}

/// One word, perhaps two, with a capital each: `Weaver`, `Van Dyke`.
fn is_small_name(text: &[u8]) -> bool {
    let mut words = 0;
    for word in text.split(|b| *b == b' ') {
        words += 1;
        let letters = word
            .iter()
            .skip(1)
            .all(|b| b.is_ascii_alphabetic() || matches!(b, b'\'' | b'-') || !b.is_ascii());
        if word.len() < 3 || !word[0].is_ascii_uppercase() || !letters || NOT_NAMES.holds_bytes(word) {
            return false;
        }
    }
    words <= 2 && text.len() <= 30
}

/// `... SOONEST. VANCE`: a name behind the last sentence of the last line (MI 7, 49).
fn name_behind_sentence(text: &[u8]) -> Option<usize> {
    if !text.last().is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    let blank = text.iter().rposition(|&b| b == b' ')?;
    let name = &text[blank + 1..];
    if let Some(stop) = memchr::memchr(b'.', name) {
        return name_behind_stop(name, stop).then_some(blank + 1 + stop + 1);
    }
    if !all_capitals(text) {
        return None;
    }
    let before = text[..blank].trim_ascii_end();
    let before = before[..before.len() - group_behind(before)].trim_ascii_end();
    // An abbreviation or an initial before it is no end of a sentence.
    let word = before.iter().rev().skip(1).take_while(|b| b.is_ascii_alphabetic()).count();
    let quoted = [&b" UNQUOTE"[..], b" UNQTE", b" END QUOTE"].iter().any(|end| before.ends_with(end));
    // `BY MARCH 10. WEAVER`
    let figures = before.iter().rev().skip(1).take_while(|b| b.is_ascii_digit()).count();
    let ended = quoted
        || before.ends_with(b".") && (word >= 3 || figures >= 2)
        || before.ends_with(b"?")
        || before.ends_with(b".\"");
    (ended && is_surname(name)).then_some(blank + 1)
}

/// `... NEXT WEEK.WEAVER`: the blank behind the stop at `stop` is lost. Places on networks have no such names, and more stops.
fn name_behind_stop(word: &[u8], stop: usize) -> bool {
    let (before, name) = (&word[..stop], &word[stop + 1..]);
    let sentence = before.len() >= 3 && before.iter().all(u8::is_ascii_alphabetic)
        || before.len() >= 2 && before.iter().all(u8::is_ascii_digit);
    sentence && name.len() >= 4 && is_surname(name)
}

/// One word that can be a name behind a sentence.
fn is_surname(word: &[u8]) -> bool {
    word.len() >= 3 && word.len() <= 16 && word.iter().all(u8::is_ascii_uppercase) && is_name(word)
}
