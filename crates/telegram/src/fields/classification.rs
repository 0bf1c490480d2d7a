//! The classification line: level, section, captions, number of the telegram (TF 6.2, 6.3, 9.2 to 9.4).

use super::Context;
pub(crate) use super::level::level_at;
use super::level::{Found, garbled_level_at};
use super::mrn::{LONGEST_STATION, assemble, is_station, registered_station, serial, squeezed, with_post};
use super::page_line::is_series;
use super::words::{is_signal, near, number, number_mended, skip_space, trim, word_end};
use crate::field::Field;
use crate::record::{Classification, Mrn, Text};
use std::ops::Range;

/// What a classification line says. Ranges are offsets into the field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassLine<'s> {
    /// Level and caveats. Absent where the level cannot be read but section and number can.
    pub classification: Option<Classification<'s>>,
    /// The section and how many there are; `FINAL SECTION OF 3` is the third of three.
    pub section: Option<(u16, Option<u16>)>,
    /// True for `FINAL SECTION OF n`.
    pub last_section: bool,
    /// The telegram's number; its year is the context's.
    pub mrn: Option<Mrn<'s>>,
    /// Captions on the line by their registered names, dissemination controls (`NOFORN`) too.
    pub captions: Vec<(Text<'s>, Range<usize>)>,
    /// The number in a travelling party's series: (`TOSEC`, 110023).
    pub series: Option<(Text<'s>, u32)>,
    /// True where `EFTO` stands on the line (encrypt for transmission only; no level).
    pub efto: bool,
    /// True for a copy that says that it is corrected (TF 11.3).
    pub corrected: bool,
    /// True for a service message (`UNCLAS SVC ...`, TF 11.4); what it says is in `rest`.
    pub service: bool,
    /// True for `POSS DUPE`, `SUSPECTED DUPLICATE`.
    pub possible_duplicate: bool,
    /// Operating signals behind the number: `ZDK`.
    pub signals: Vec<Text<'s>>,
    /// What stands behind all that was understood: `CTG MULTIPLE SVCS`, a printer's tag.
    pub rest: Option<Range<usize>>,
}

impl ClassLine<'_> {
    /// True for a level alone on its line: a page banner, or a classification line whose number stands elsewhere.
    pub fn is_banner(&self) -> bool {
        self.mrn.is_none() && self.section.is_none()
    }
}

/// How much of a line is read, in bytes: twice and more what a classification line with all that can stand on it takes.
const LONGEST: usize = 200;

/// Reads a classification line. `None` for anything else, prose that begins with a level included.
///
/// The station may be unknown to the registry (`PORT ALDER 000417`); then a plain level (not spaced, not UNCLAS) is taken
/// only where nothing unknown follows the number. Garbled levels are taken on lines with a section or a number.
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Option<ClassLine<'s>> {
    let text = field.as_str();
    let bytes = text.as_bytes();
    let line_end = bytes.iter().position(|&b| b == b'\n').unwrap_or(bytes.len());
    let start = skip_space(&bytes[..line_end], 0);
    // Where newlines were lost the whole telegram follows; what belongs to the line stands at its beginning.
    let line = match bytes[..line_end].get(start + LONGEST..) {
        Some([_, ..]) => {
            let blank = bytes[..start + LONGEST].iter().rposition(u8::is_ascii_whitespace);
            &bytes[..blank.unwrap_or(0).max(start)]
        }
        _ => &bytes[..line_end],
    };
    if !line.get(start).is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    let sure = level_at(line, start);
    let found = match &sure {
        Some(found) => Some(found.clone()),
        None => garbled_level_at(line, start),
    };
    let out = ClassLine::default();
    let mut reading = Reading { field, cx, line, line_end, at: start, out, vouched: false, foreign: false };
    if let Some(Found { level, range, spaced }) = found.clone() {
        reading.at = range.end;
        reading.out.classification = Some(Classification {
            text: field.slice(range.clone()),
            level: Some(level),
            span: field.span(range.clone()),
            ..Classification::default()
        });
        reading.vouched = spaced || &line[range] == b"UNCLAS";
    }
    reading.run();
    let Reading { out, foreign, vouched, .. } = reading;
    let sectioned = out.section.is_some_and(|(_, of)| of.is_some());
    let numbered = out.mrn.is_some() || sectioned;
    // Words that nothing explains make prose of a banner and of a station that the registry does not know.
    let whole = match (&sure, &found) {
        (Some(sure), _) => !foreign || sure.spaced || sectioned || numbered && vouched,
        (None, Some(_)) => numbered && (!foreign || vouched),
        (None, None) => sectioned && out.mrn.is_some() && !foreign,
    };
    whole.then_some(out)
}

/// The state of reading one line.
struct Reading<'f, 's, 'c> {
    field: &'f Field<'s>,
    cx: &'f Context<'c>,
    /// The line, cut where it is much longer than a classification line can be.
    line: &'f [u8],
    /// Where the whole line ends.
    line_end: usize,
    at: usize,
    out: ClassLine<'s>,
    /// True when spacing, UNCLAS or a known station vouches for the line; a plain level may begin a sentence.
    vouched: bool,
    /// True when words stand on the line that nothing explains.
    foreign: bool,
}

impl<'s> Reading<'_, 's, '_> {
    fn run(&mut self) {
        loop {
            self.at = skip_space(self.line, self.at);
            // Obliques and hyphens part level and captions: `SECRET//NOFORN`, `CONFIDENTIAL - LIMDIS`.
            while matches!(self.line.get(self.at), Some(b'/' | b'-' | b':' | b'(' | b')' | b' ')) {
                self.at += 1;
            }
            if self.at >= self.line.len() {
                return;
            }
            let known = self.section() || self.phrase() || self.series() || self.caption() || self.signal();
            if !known && !self.number() {
                self.rest();
                return;
            }
        }
    }

    fn word(&self) -> Range<usize> {
        self.at..word_end(self.line, self.at)
    }

    fn section(&mut self) -> bool {
        if self.out.section.is_some() {
            return false;
        }
        let Some(section) = section_at(self.line, self.at) else { return false };
        self.out.section = Some((section.this, section.of));
        self.out.last_section = section.last;
        self.at = section.end;
        true
    }

    /// Phrases with a place of their own in the record.
    fn phrase(&mut self) -> bool {
        let first = self.line.get(self.at).copied().unwrap_or(0);
        if !matches!(first, b'E' | b'S' | b'C' | b'P') && !first.is_ascii_whitespace() {
            return false;
        }
        let starts = |phrase: &[u8]| spaced_phrase(self.line, self.at, phrase);
        if let Some(end) = starts(b"EFTO") {
            self.out.efto = true;
            self.at = end;
        } else if let Some(end) = starts(b"SVC").filter(|_| self.out.mrn.is_none()) {
            self.out.service = true;
            let rest = trim(self.field.as_str(), end..self.line_end);
            self.out.rest = (!rest.is_empty()).then_some(rest);
            self.at = self.line.len();
        } else if let Some(end) = starts(b"CORRECTEDCOPY").or_else(|| starts(b"CORRECTED")) {
            self.out.corrected = true;
            self.at = end;
        } else if let Some(end) = starts(b"POSSDUPE")
            .or_else(|| starts(b"SUSPECTEDDUPLICATE"))
            .or_else(|| starts(b"POSSIBLEDUPLICATE"))
        {
            self.out.possible_duplicate = true;
            self.at = end;
        } else {
            return false;
        }
        true
    }

    /// A series number behind the telegram's own; a SECTO that stands in its place is the number (TF 9.4).
    fn series(&mut self) -> bool {
        let word = self.word();
        if self.out.mrn.is_none() || self.out.series.is_some() || !is_series(&self.line[word.clone()]) {
            return false;
        }
        let next = skip_space(self.line, word.end);
        let figures = next..word_end(self.line, next);
        let Some(value) = number_mended(&self.line[figures.clone()], 7) else { return false };
        self.out.series = Some((self.field.slice(word), value));
        self.at = figures.end;
        true
    }

    fn caption(&mut self) -> bool {
        // A word of three letters tells how a caption would begin.
        if self.line.get(self.at..self.at + 3).is_some_and(|word| word.iter().all(u8::is_ascii_alphanumeric))
            && !self.cx.registry.may_begin_caption(&self.field.as_str()[self.at..])
        {
            return false;
        }
        // The longest of one to three words that is a caption; a single letter may begin a spaced one.
        let mut ends = [0; 3];
        let mut count = 0;
        let mut end = self.at;
        if self.line[self.at..].get(1) == Some(&b' ') {
            while self.line.get(end).is_some_and(u8::is_ascii_uppercase)
                && self.line.get(end + 1).is_none_or(|&b| b == b' ')
            {
                let next = skip_space(self.line, end + 1);
                end += 1;
                if next - end > 1 || self.line.get(next + 1).is_some_and(|&b| b != b' ') {
                    break;
                }
                end = next.min(self.line.len());
            }
            ends[0] = end;
            count = 1;
        } else {
            while count < 3 {
                end = word_end(self.line, skip_space(self.line, end));
                ends[count] = end;
                count += 1;
                if end >= self.line.len() {
                    break;
                }
            }
        }
        let slash = self.line[self.at..ends[0]].iter().position(|&b| b == b'/').map(|slash| self.at + slash);
        // `NODIS/CHEROKEE` and `LIMDIS NOFORN` are two captions where both are known, though the table lists the pairs too.
        let first = slash.unwrap_or(ends[0]);
        if self.registered(self.at..first).is_some() && (slash.is_some() || count > 1) {
            let whole = ends[..count]
                .iter()
                .rev()
                .any(|&end| end > first && self.registered(first + 1..end).is_some());
            if whole || slash.is_some() {
                return self.take_caption(first);
            }
        }
        ends[..count].iter().rev().any(|&end| self.take_caption(end))
    }

    /// The registry's caption that a stretch of the line prints.
    fn registered(&self, range: Range<usize>) -> Option<(&'static str, &'static str)> {
        let text = self.field.as_str();
        let name = &text[trim(text, range)];
        let caption = self.cx.registry.caption(name.trim_end_matches('/')).filter(|_| name.len() > 1)?;
        // Series and words that State prints for something else are no captions here.
        let other = is_series(name.as_bytes())
            || matches!(caption.caption, "FOR (NAME) ONLY" | "ONLY" | "NIACT" | "PERSONNEL" | "LOU");
        (!other).then_some((caption.caption, caption.kind))
    }

    fn take_caption(&mut self, end: usize) -> bool {
        let Some((caption, kind)) = self.registered(self.at..end) else { return false };
        if kind == "dissemination-control"
            && let Some(classification) = &mut self.out.classification
        {
            classification.caveats.push(Text::Borrowed(caption));
        }
        let range = trim(self.field.as_str(), self.at..end);
        self.out.captions.push((Text::Borrowed(caption), range));
        self.at = end;
        true
    }

    fn signal(&mut self) -> bool {
        let word = self.word();
        if self.out.mrn.is_none() || !is_signal(&self.line[word.clone()]) {
            return false;
        }
        self.at = word.end;
        self.out.signals.push(self.field.slice(word));
        true
    }

    /// Station and serial: words up to the first one that is a number.
    fn number(&mut self) -> bool {
        if self.out.mrn.is_some() {
            return false;
        }
        let text = self.field.as_str();
        let name_start = self.at;
        let mut name_end = self.at;
        let mut at = self.at;
        loop {
            let word = at..word_end(self.line, at);
            if word.is_empty() || word.end - name_start > LONGEST_STATION + 12 {
                return false;
            }
            let bytes = &self.line[word.clone()];
            if name_end > name_start && serial(bytes).is_some() {
                let name = name_start..name_end;
                return self.take_number(name, word);
            }
            // `LA PAZ7793`: taken where the registry knows the station, else it is a printer's tag (`PTQ0417`).
            let letters = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
            if letters > 0 && letters < bytes.len() && serial(&bytes[letters..]).is_some() {
                let name = name_start..word.start + letters;
                return registered_station(&text[name.clone()], self.cx.registry).is_some()
                    && self.take_number(name, word.start + letters..word.end);
            }
            name_end = word.end;
            at = skip_space(self.line, word.end);
        }
    }

    fn take_number(&mut self, name: Range<usize>, figures: Range<usize>) -> bool {
        let text = self.field.as_str();
        let capitals = !self.line[name.clone()].iter().any(u8::is_ascii_lowercase);
        let known = capitals && registered_station(&text[name.clone()], self.cx.registry).is_some();
        // Behind a plain level a year or a small number is more likely prose: SECRET BALLOT 1979, RESTRICTED AREA 51.
        let printed = &self.line[figures.clone()];
        let is_year = printed.len() == 4 && (printed.starts_with(b"19") || printed.starts_with(b"20"));
        let doubtful = !self.vouched
            && (is_year && !known_at_end(self.line, figures.end, known) || !known && printed.len() < 4);
        if doubtful || !known && !is_station(&text[name.clone()]) {
            return false;
        }
        // A garbled station is the telegram's own where that is known from elsewhere.
        let own = self
            .cx
            .post
            .filter(|post| !known && near(squeezed(&text[name.clone()]).as_bytes(), post.as_bytes(), 1));
        let mrn = match own {
            Some(post) => {
                with_post(self.field, name.start, figures.clone(), Text::Owned(post.to_owned()), self.cx.year)
            }
            None => assemble(self.field, name, figures.clone(), self.cx.year, self.cx.registry),
        };
        let Some(mrn) = mrn else { return false };
        // `LA PAZ 3128/1` says the section once more.
        let suffix =
            self.line[figures.clone()].iter().position(|&b| b == b'/').map(|at| figures.start + at + 1);
        if let (Some(at), None) = (suffix, self.out.section) {
            self.out.section =
                number(&self.line[at..figures.end], 2).and_then(|n| u16::try_from(n).ok()).map(|n| (n, None));
        }
        self.out.mrn = Some(mrn);
        self.at = figures.end;
        self.vouched |= known;
        true
    }

    /// What is left when nothing more is understood. A printer's tag and remarks behind the number are expected there.
    fn rest(&mut self) {
        let rest = trim(self.field.as_str(), self.at..self.line_end);
        let tag = matches!(&self.field.as_str().as_bytes()[rest.clone()], [a, b, c, figures @ ..]
            if [a, b, c].iter().all(|l| l.is_ascii_uppercase()) && figures.len() >= 3 && number(figures, 4).is_some());
        let bare_number =
            self.out.mrn.is_none() && number(&self.field.as_str().as_bytes()[rest.clone()], 6).is_some();
        self.foreign = !(tag || bare_number || !self.out.signals.is_empty());
        self.out.rest = Some(rest);
    }
}

/// True for a known station whose number ends the line.
fn known_at_end(line: &[u8], end: usize, known: bool) -> bool {
    known && skip_space(line, end) >= line.len()
}

struct Section {
    this: u16,
    of: Option<u16>,
    last: bool,
    end: usize,
}

/// `SECTION 01 OF 03`, `SECTION 1 OF 3`, `SECTION 01OF03`, `SECTION01OF03`, `SECTIOQ 01 OF 02`, `SECTION 1 ON 2`,
/// `FINAL SECTION OF 3` (TF 6.3).
fn section_at(line: &[u8], at: usize) -> Option<Section> {
    let mut at = at;
    let last = line[at..].starts_with(b"FINAL ");
    if last {
        at = skip_space(line, at + 6);
    }
    let end = at + line[at..].iter().take(24).take_while(|b| b.is_ascii_uppercase()).count();
    let word = &line[at..end];
    // One letter may be wrong, the first too; of its first three then two are right, or it begins elsewhere.
    if !matches!(word, [b'S', ..] | [_, b'E', b'C', ..] | [b'E', b'C', b'T', ..]) {
        return None;
    }
    let glued = word.len() > 7 && word.starts_with(b"SECTION");
    if !(glued || near(word, b"SECTION", 1) || word == b"SECT" || word == b"SEC") {
        return None;
    }
    let mut at = skip_space(line, if glued { at + 7 } else { end });
    if line.get(at) == Some(&b'.') {
        at = skip_space(line, at + 1);
    }
    let this = if last { None } else { Some(count_at(line, at)?) };
    if let Some((_, end)) = this {
        at = skip_space(line, end);
    }
    let of_word = matches!(line.get(at..at + 2), Some(b"OF" | b"ON" | b"0F"));
    let of = if of_word { count_at(line, skip_space(line, at + 2)) } else { None };
    match (this, of) {
        (Some((this, _)), Some((of, end))) => Some(Section { this, of: Some(of), last, end }),
        (Some((this, end)), None) => {
            Some(Section { this, of: None, last, end: if of_word { at + 2 } else { end } })
        }
        (None, Some((of, end))) => Some(Section { this: of, of: Some(of), last, end }),
        (None, None) => None,
    }
}

const COUNTS: [&[u8]; 12] = [
    b"ONE", b"TWO", b"THREE", b"FOUR", b"FIVE", b"SIX", b"SEVEN", b"EIGHT", b"NINE", b"TEN", b"ELEVEN",
    b"TWELVE",
];

/// A small number in figures or words, and where it ends.
fn count_at(line: &[u8], at: usize) -> Option<(u16, usize)> {
    let rest = line.get(at..)?;
    let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    // A letter may stand for a figure, `0I OF 03`, but the O of OF is none.
    let mended = rest.get(length).filter(|b| matches!(b, b'I' | b'O') && rest.get(length + 1) != Some(&b'F'));
    let length = length + usize::from(mended.is_some() && length > 0);
    if length > 0 {
        let value = number_mended(&rest[..length], 3)?;
        return Some((u16::try_from(value).ok()?, at + length));
    }
    let end = word_end(line, at);
    let n = COUNTS.iter().position(|count| *count == &line[at..end])?;
    Some((u16::try_from(n + 1).ok()?, end))
}

/// Where a phrase of capitals ends that stands at `at`, with any blanks between its letters.
fn spaced_phrase(line: &[u8], at: usize, phrase: &[u8]) -> Option<usize> {
    let mut at = at;
    for letter in phrase {
        at = skip_space(line, at);
        if line.get(at) != Some(letter) {
            return None;
        }
        at += 1;
    }
    (!line.get(at).is_some_and(u8::is_ascii_alphanumeric)).then_some(at)
}
