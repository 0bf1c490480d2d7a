//! The printed forms on which telegrams were handed round from 1945 to 1973 (source-formats 7), as optical reading gives
//! them back: `INCOMING TELEGRAM  Department of State`, a column of offices, `Control:`, `Rec'd:`, `FROM:`, `TO:`, `NO:`.
//!
//! A form is known by several of its lines together; one alone stands in prose, in an index and on a second sheet too.

pub(crate) mod day;
pub(crate) mod line;

use crate::record::Level;
use crate::syntax::{each_line, trim};
use line::Below;
pub use line::Direction;
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// A form in a text: from its title, or the first line of it that could be read, to the last line above the telegram's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The bytes of its lines.
    pub place: Range<usize>,
    /// Which way the telegram went.
    pub direction: Direction,
    /// The telegram's number, where the form has it.
    pub number: Option<u32>,
    /// The section, where the form says so.
    pub section: Option<u16>,
}

/// How many lines, blank ones not counted, a form may have: the column of offices has thirty.
const LINES: usize = 80;

/// How many bytes the lines of a form may have, their ends apart.
const BYTES: usize = 4096;

/// How long a line of a form may be. Noise apart, the longest ones list the stations.
const LONG: usize = 60;

/// How many longer lines may stand above the number: handwriting, stamps.
const LONG_LINES: usize = 3;

/// How many short lines of noise may stand between two lines below the number.
const NOISE: usize = 8;

/// The words of which a text with a form has one.
static WORDS: LazyLock<[Finder<'static>; 2]> =
    LazyLock::new(|| [Finder::new("TELEGRAM"), Finder::new("ontrol")]);

/// In how many bytes a text with forms has the first one.
const FIRST: usize = 16 << 10;

/// True where a form may stand in a text: a look at its first pages, for what has a heading of another sort.
pub(crate) fn may_be_in(text: &[u8]) -> bool {
    let first = &text[..text.len().min(FIRST)];
    WORDS.iter().any(|word| word.find(first).is_some())
}

/// The forms in a text, in order.
///
/// ```
/// let page = b"INCOMING TELEGRAM  Department of State\n\nSECRET\nControl: 417\nRec'd: MAY 3, 1961\n8:14 PM\n\
///     FROM: Saigon\nTO: Secretary of State\nNO: 1656, May 3, 7 p.m.\n\nPRIORITY\n\nNine lights work again.\n";
/// let forms = chancery_telegram::form::find(page);
/// assert_eq!(forms[0].number, Some(1656));
/// assert!(page[forms[0].place.end..].trim_ascii_start().starts_with(b"Nine lights"));
/// ```
pub fn find(text: &[u8]) -> Vec<Form> {
    let lines = lines(text);
    let mut forms = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &text[lines[at].clone()];
        let begins = line::title(line).is_some() || line::control(line);
        match begins.then(|| read(text, &lines, at)).flatten() {
            Some((form, last)) => {
                forms.push(form);
                at = last + 1;
            }
            None => at += 1,
        }
    }
    forms
}

/// The lines that are not blank, without the blanks around them.
fn lines(text: &[u8]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let _ = each_line(text, |start, content_end, _| {
        let (indent, line) = trim(&text[start..content_end]);
        if !line.is_empty() {
            lines.push(start + indent..start + indent + line.len());
        }
    });
    lines
}

/// What was seen of a form.
#[derive(Debug, Default)]
struct Seen {
    control: bool,
    received: bool,
    from: bool,
    to: bool,
    number: Option<u32>,
    section: Option<u16>,
    /// `ACTION: Secstate 96 PRIORITY`, `ACTION: Amembassy SAIGON 1234`.
    action: bool,
    /// The Department is addressed, its number not seen yet.
    wanted: bool,
}

impl Seen {
    /// Takes a line in; false where it says nothing of a form.
    fn take(&mut self, line: &[u8], direction: Direction) -> bool {
        if let Some(number) = line::number(line).filter(|number| !number.further) {
            self.section = self.section.or(line::section(line).map(|(section, _)| section));
            self.number = self.number.or(Some(number.number));
            return true;
        }
        let addressed = ["ACTION", "SENT TO"].iter().find_map(|word| line::label(line, word.as_bytes()));
        if let Some(at) = addressed.filter(|&at| line[at..].iter().any(u8::is_ascii_alphanumeric)) {
            self.action = true;
            if direction == Direction::Incoming && line::to_secretary(&line[at..]).is_some() {
                self.to = true;
                self.number = self.number.or_else(|| figures(&line[at..]));
                self.wanted = self.number.is_none();
            }
            return true;
        }
        if self.wanted
            && let Some(serial) = line::serial(line)
        {
            self.number = figures(&line[serial]);
            self.wanted = false;
            return true;
        }
        let dated = line::label(line, b"DATE").is_some();
        let control = line::control(line);
        let received = line::received(line) || line.len() < LONG && day::dated(line).is_some();
        let from = line::label(line, b"FROM").is_some();
        let to = line::to_secretary(line).is_some();
        self.control |= control;
        self.received |= received;
        self.from |= from;
        self.to |= to;
        control || received || from || to || dated || line::label(line, b"INFO").is_some()
    }

    fn is_form(&self, titled: Option<Direction>) -> bool {
        let marks = usize::from(self.control) + usize::from(self.received) + usize::from(self.to);
        match titled {
            Some(Direction::Outgoing) => self.action,
            // The title, or the two lines of the Department's own clerks, beside what the post wrote.
            titled => self.from && self.number.is_some() && (titled.is_some() && marks > 0 || marks == 3),
        }
    }
}

fn figures(text: &[u8]) -> Option<u32> {
    let mut words = text.split(|b| !b.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let word = words.find(|word| word.iter().all(u8::is_ascii_digit) && word.len() <= 5)?;
    Some(word.iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')))
}

/// Reads the form that begins with a line; gives its last line too.
fn read(text: &[u8], lines: &[Range<usize>], first: usize) -> Option<(Form, usize)> {
    let titled = line::title(&text[lines[first].clone()]);
    let direction = titled.unwrap_or(Direction::Incoming);
    let mut bytes = 0;
    let mut seen = Seen::default();
    let mut last = first;
    let mut long = 0;
    let mut noise = 0;
    // The last line of the traffic, which may go on below.
    let mut open: Option<usize> = None;
    for (index, range) in lines.iter().enumerate().skip(first).take(LINES) {
        let line = &text[range.clone()];
        bytes += line.len();
        if bytes > BYTES
            || index > first && (line::title(line).is_some() || line::control(line) && seen.control)
        {
            break;
        }
        let told = seen.number.is_some() && seen.from || direction == Direction::Outgoing && seen.action;
        if told && line::field(line) {
            // The noise above it is the form's.
            last = index - 1;
            break;
        }
        let of_form = seen.take(line, direction)
            || told && line::below(line).is_some()
            || direction == Direction::Outgoing && seen.action && line::addressed(line)
            || open.is_some_and(|at| line::traffic_more(line, &text[lines[at].clone()]));
        if of_form {
            let traffic = line::below(line) == Some(Below::Traffic) || open.is_some();
            open = (told && traffic && line::precedence(line).is_none()).then_some(index);
            last = index;
            noise = 0;
            continue;
        }
        if is_level(line) {
            continue;
        }
        open = None;
        noise += 1;
        long += usize::from(line.len() >= LONG);
        if told && (noise > NOISE || line.len() >= 28) || long > LONG_LINES {
            break;
        }
    }
    let form = Form {
        place: lines[first].start..lines[last].end,
        direction,
        number: seen.number,
        section: seen.section,
    };
    seen.is_form(titled).then_some((form, last))
}

/// A level alone on its line, with a letter of a long one wrong.
pub(crate) fn is_level(line: &[u8]) -> bool {
    level(line).is_some()
}

/// The level that a line alone prints: `SECRET`, `CONFIDENT IAL`, `TOP_SECRET`.
pub(crate) fn level(line: &[u8]) -> Option<Level> {
    if line.len() > 32 {
        return None;
    }
    let mut letters = [0u8; 24];
    let mut count = 0;
    let mut rest = false;
    for &byte in line {
        if byte.is_ascii_uppercase() && count < letters.len() {
            letters[count] = byte;
            count += 1;
        } else if byte.is_ascii_alphanumeric() {
            rest = true;
        }
    }
    let word = &letters[..count];
    const LEVELS: [(&[u8], Level); 5] = [
        (b"CONFIDENTIAL", Level::Confidential),
        (b"LIMITEDOFFICIALUSE", Level::LimitedOfficialUse),
        (b"OFFICIALUSEONLY", Level::OfficialUseOnly),
        (b"UNCLASSIFIED", Level::Unclassified),
        (b"TOPSECRET", Level::TopSecret),
    ];
    if rest {
        return None;
    }
    if word == b"SECRET" {
        return Some(Level::Secret);
    }
    LEVELS.iter().find(|(name, _)| crate::fields::words::near(word, name, 1)).map(|(_, level)| *level)
}
