//! Lines that belong to the page and not to the text: page lines (TF 12.2, 7), section page lines (TF 6.3), dash lines
//! (TF 12.4) and the stamps of a release (TF 12.1, 13; source formats 1, 7).

use super::classification::level_at;
use super::words::{figure, holds, is_indicator, number, number_mended, skip_space, word_end};
use std::ops::Range;

/// A page line. Ranges are offsets into the line that was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLine {
    /// Where `PAGE` stands: behind the word INFO where the page line fell into the list of addressees.
    pub start: usize,
    /// The page's number.
    pub page: u16,
    /// The station's name, cut to six characters in the 1973-79 files: `PORT A`.
    pub station: Range<usize>,
    /// True where the station is a routing indicator (ACP 127 s.208).
    pub routing: bool,
    /// The telegram's number; of an ACP page line the station's serial.
    pub number: u32,
    /// Where the number stands.
    pub figures: Range<usize>,
    /// The section, in `01 OF 02`.
    pub section: Option<u16>,
    /// How many sections there are.
    pub of: Option<u16>,
    /// The time of receipt or printing, `ddhhmmZ`.
    pub time: Option<Range<usize>>,
    /// The series behind the number: `TOSEC 110023`.
    pub series: Option<Range<usize>>,
    /// True where `POSS DUPE` follows.
    pub possible_duplicate: bool,
}

/// True for a page line. Costs one comparison on a line that begins with neither P nor I.
pub fn is_page_line(line: &[u8]) -> bool {
    page_line(line).is_some()
}

/// Reads a page line: `PAGE 02        LA PAZ 06049  01 OF 02  132315Z   POSS DUPE`,
/// `PAGE 02 RUEHQX 0417 C O N F I D E N T I A L`, also behind the word INFO of an address list (TF 4.7).
///
/// A line of text that begins with PAGE is none: behind the number of a page line only what belongs to it may stand.
/// Whether station and number are those of the telegram is left to the caller.
pub fn page_line(line: &[u8]) -> Option<PageLine> {
    let start = match line {
        [b'P', b'A', b'G', b'E', b' ' | b'\t', ..] => 0,
        [b'I', b'N', b'F', b'O', b' ', ..] => {
            let at = skip_space(line, 4);
            line.get(at..at + 5).filter(|word| *word == b"PAGE ").map(|_| at)?
        }
        _ => return None,
    };
    let at = skip_space(line, start + 5);
    let end = word_end(line, at);
    let page = u16::try_from(number_mended(&line[at..end], 3)?).ok()?;
    let name = skip_space(line, end);
    let mut found = PageLine { start, page, ..PageLine::default() };

    // The station: words without figures, up to the number.
    let mut at = name;
    let mut words = 0;
    loop {
        let end = word_end(line, at);
        let word = &line[at..end];
        if word.is_empty() || words == 5 {
            return None;
        }
        if words > 0 && word.iter().all(|b| figure(*b).is_some()) {
            found.number = number_mended(word, 8)?;
            found.figures = at..end;
            if word.len() < 3 {
                return None;
            }
            at = skip_space(line, end);
            break;
        }
        if !word.iter().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'\'' | b'-' | b'/')) {
            return None;
        }
        found.station = name..end;
        words += 1;
        at = skip_space(line, end);
    }
    found.routing = is_indicator(&line[found.station.clone()]);
    behind_number(line, at, &mut found).then_some(found)
}

/// What may stand behind the number of a page line. False when something else does.
fn behind_number(line: &[u8], mut at: usize, found: &mut PageLine) -> bool {
    // Each turn takes one word or more; a page line has no more than these.
    for _ in 0..6 {
        let end = word_end(line, at);
        let word = &line[at..end];
        if word.is_empty() {
            return true;
        }
        let next = skip_space(line, end);
        let next_end = word_end(line, next);
        let after = skip_space(line, next_end);
        let after_end = word_end(line, after);
        if found.section.is_none() && &line[next..next_end] == b"OF" {
            let (Some(section), Some(of)) =
                (number_mended(word, 3), number_mended(&line[after..after_end], 3))
            else {
                return false;
            };
            found.section = u16::try_from(section).ok();
            found.of = u16::try_from(of).ok();
            at = skip_space(line, after_end);
        } else if found.time.is_none() && is_time_group(word) {
            found.time = Some(at..end);
            at = next;
        } else if word == b"POSS" && line[next..next_end].starts_with(b"DUPE") {
            found.possible_duplicate = true;
            at = after;
        } else if found.series.is_none() && is_series(word) && number(&line[next..next_end], 6).is_some() {
            found.series = Some(at..next_end);
            at = after;
        } else if level_at(line, at).is_some() {
            // The classification of an ACP page line, and whatever follows it there.
            return true;
        } else {
            // The time may be cut at the line's end.
            return next >= line.len() && word.len() < 7 && word.iter().all(u8::is_ascii_digit);
        }
    }
    skip_space(line, at) >= line.len()
}

/// `132315Z`, also with the Z read as a 2.
fn is_time_group(word: &[u8]) -> bool {
    matches!(word, [figures @ .., b'Z' | b'2'] if figures.len() == 6 && figures.iter().all(|b| figure(*b).is_some()))
}

/// The name of a series: numbers to and from a travelling party (TF 9.4).
pub(crate) fn is_series(word: &[u8]) -> bool {
    matches!(
        word,
        b"TOSEC"
            | b"SECTO"
            | b"TODEP"
            | b"DEPTO"
            | b"TOTAS"
            | b"TASTO"
            | b"TODEL"
            | b"DELTO"
            | b"TOTRE"
            | b"TRETO"
    )
}

/// A section page line of 2000-2010: `PORT ALDER 00000417  002 OF 003`, `BUENOS AIR 00000417  002.2 OF 003` (TF 6.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPageLine {
    /// The post's name, cut to ten characters, as range in the line.
    pub station: Range<usize>,
    /// The telegram's number.
    pub number: u32,
    /// The section.
    pub section: u16,
    /// The number behind the section's point, which counts a copy that was sent again.
    pub copy: Option<u16>,
    /// How many sections there are.
    pub of: u16,
}

/// True for a section page line.
pub fn is_section_page_line(line: &[u8]) -> bool {
    section_page_line(line).is_some()
}

/// Reads a section page line: the whole line is a name of at most ten characters, eight figures and `002 OF 003`.
pub fn section_page_line(line: &[u8]) -> Option<SectionPageLine> {
    // Its end decides, and most lines fail on the first comparison.
    let line = line.trim_ascii_end();
    if line.len() > 48 || !line.last()?.is_ascii_digit() || !line.first()?.is_ascii_uppercase() {
        return None;
    }
    let of_at = last_word(line, line.len())?;
    let word_at = last_word(line, of_at.start)?;
    let section_at = last_word(line, word_at.start)?;
    let number_at = last_word(line, section_at.start)?;
    if &line[word_at] != b"OF" || line[of_at.clone()].len() != 3 || number_at.len() != 8 {
        return None;
    }
    let section = &line[section_at];
    let (section, copy) = match section.iter().position(|&b| b == b'.') {
        Some(point) => (&section[..point], Some(number(&section[point + 1..], 3)?)),
        None => (section, None),
    };
    let station = 0..line[..number_at.start].trim_ascii_end().len();
    let name = &line[station.clone()];
    let letters =
        name.iter().all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'-' | b'\'' | b'/'));
    if section.len() != 3 || name.is_empty() || name.len() > 12 || !letters {
        return None;
    }
    Some(SectionPageLine {
        station,
        number: number(&line[number_at], 8)?,
        section: u16::try_from(number(section, 3)?).ok()?,
        copy: copy.and_then(|n| u16::try_from(n).ok()),
        of: u16::try_from(number(&line[of_at], 3)?).ok()?,
    })
}

fn last_word(line: &[u8], before: usize) -> Option<Range<usize>> {
    let end = line[..before].trim_ascii_end().len();
    let start = end - line[..end].iter().rev().take_while(|b| !b.is_ascii_whitespace()).count();
    (start < end).then_some(start..end)
}

/// The line of dashes between distribution and date-time group (TF 12.4). Ranges are offsets into the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DashLine {
    /// The relay's counter, six characters: `054819`, `47E1B3`.
    pub counter: Option<Range<usize>>,
    /// The time of handling, `ddhhmmZ`.
    pub time: Option<Range<usize>>,
    /// What follows the obliques: `20`, `61/62`.
    pub terminal: Option<Range<usize>>,
}

/// True for a dash line; a rule of dashes alone is none.
pub fn is_dash_line(line: &[u8]) -> bool {
    dash_line(line).is_some()
}

/// Reads a dash line: `--------------------- 054819`, `------------------047712  121512Z /62`, or with the time first.
pub fn dash_line(line: &[u8]) -> Option<DashLine> {
    let start = skip_space(line, 0);
    let dashes = line[start..].iter().take_while(|&&b| b == b'-').count();
    if dashes < 8 {
        return None;
    }
    let mut found = DashLine::default();
    let mut at = skip_space(line, start + dashes);
    for _ in 0..3 {
        let end = word_end(line, at);
        match &line[at..end] {
            [] => break,
            [b'/', rest @ ..]
                if rest.iter().all(|b| b.is_ascii_digit() || *b == b'/') && found.terminal.is_none() =>
            {
                found.terminal = Some(at + 1..end);
            }
            word if is_time_group(word) && found.time.is_none() => found.time = Some(at..end),
            word if word.len() == 6 && word.iter().all(u8::is_ascii_hexdigit) && found.counter.is_none() => {
                found.counter = Some(at..end);
            }
            _ => return None,
        }
        at = skip_space(line, end);
    }
    let whole = skip_space(line, at) >= line.len();
    (whole && (found.counter.is_some() || found.time.is_some())).then_some(found)
}

/// True for a line that a release put on a page and that is no part of the telegram: the stamps of the systematic review
/// with or without a reviewer's name, of the reading room (`UNCLASSIFIED U.S. Department of State Case No. ...`), the
/// `RELEASED IN PART` kind, `Approved For Release`, the line of the JFK Act, and the footers `*** Current ...`.
pub fn is_release_stamp(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let Some(&first) = line.first() else { return false };
    match first {
        b'R' | b'r' => is_release_words(line),
        b'*' => {
            line.starts_with(b"*** Current Handling Restrictions")
                || line.starts_with(b"*** Current Classification")
        }
        b'E' => line == b"EO Systematic Review" || has_review(line),
        b'D' => {
            line.starts_with(b"Declassified/Released") || line.starts_with(b"DECLASSIFIED/RELEASED") || {
                line.starts_with(b"Declassified ") && has_review(line)
            }
        }
        b'A' if line.starts_with(b"Approved For Release") || line.starts_with(b"Approved for Release") => {
            true
        }
        b'U' if line == b"US Department of State" || has_case(line) => true,
        b'C' | b'S' | b'L' | b'T' | b'N' if has_case(line) => true,
        // A reviewer's name in mixed case before the stamp.
        b'A'..=b'Z' if line.get(1).is_some_and(u8::is_ascii_lowercase) => {
            has_review(line) && !line.starts_with(b"Markings:")
        }
        _ => false,
    }
}

fn has_review(line: &[u8]) -> bool {
    line.len() < 200 && (holds(line, b"EO Systematic Review") || holds(line, b"Declassified/Released"))
}

fn has_case(line: &[u8]) -> bool {
    line.len() < 200 && holds(line, b"U.S. Department of State") && holds(line, b"Case No")
}

/// `RELEASE IN FULL`, `RELEASED IN PART`, `Released in Full`, with exemption codes behind them: `RELEASED IN PART B1, 1.4(D)`.
fn is_release_words(line: &[u8]) -> bool {
    let is =
        |at: usize, word: &[u8]| line.get(at..at + word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word));
    let at = if is(0, b"RELEASED IN ") {
        12
    } else if is(0, b"RELEASE IN ") {
        11
    } else {
        return false;
    };
    let rest = if is(at, b"FULL") || is(at, b"PART") { &line[at + 4..] } else { return false };
    // Exemption codes: short words with a figure in them.
    rest.split(|b| matches!(b, b' ' | b',' | b';' | b'\t'))
        .filter(|word| !word.is_empty())
        .all(|word| word.len() <= 8 && word.iter().any(u8::is_ascii_digit))
}
