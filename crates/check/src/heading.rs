//! What the heading of a section says in its format lines, each with its text: read once for all rules.

use chancery_telegram::field::Field;
use chancery_telegram::fields::classification::{self, ClassLine};
use chancery_telegram::fields::date_time_group::{self, DateTimeLine};
use chancery_telegram::fields::{Context, transmission};
use chancery_telegram::record::{Level, Transmission};
use chancery_telegram::syntax::Kind;
use chancery_telegram::{FieldLines, Section, Span, Telegram};

/// The format lines of one section's heading. A line that the copy lacks is absent.
#[derive(Debug)]
pub struct Heading<'s> {
    /// Format line 2, with the lines that go on with it; also where its digraph is garbled: the line above format line 3
    /// that has routing indicators behind its first word.
    pub routing: Option<Field<'s>>,
    /// Format line 3, also where it is garbled: the line below format line 2 that begins with `DE`.
    pub station: Option<Field<'s>>,
    /// Format line 4, also where it is garbled: the line below format line 3 that begins with `ZNR` or `ZNY`.
    pub security: Option<Field<'s>>,
    /// What format lines 1 to 4 say.
    pub read: Transmission<'s>,
    /// Format line 5; of several the last, which is the originator's (TF 11.6).
    pub date_time: Option<(Field<'s>, DateTimeLine<'s>)>,
    /// True where format line 5 stands there more than once: a readdressed telegram, or one that was sent again.
    pub readdressed: bool,
    /// The classification line.
    pub class: Option<(Field<'s>, ClassLine<'s>)>,
    /// Format line 15; of several the last.
    pub validation: Option<Field<'s>>,
}

impl<'s> Heading<'s> {
    /// Reads the heading of a section from its fields.
    pub(crate) fn new<'f>(
        telegram: &Telegram<'s>,
        section: &Section,
        fields: impl Iterator<Item = &'f FieldLines>,
        cx: &Context<'_>,
    ) -> Heading<'s> {
        let mut read = Transmission::default();
        let (mut routing, mut station, mut security) = (None, None, None);
        let (mut date_time, mut dates, mut class, mut validation) = (None, 0, None, None);
        let (mut before, mut behind) = (None, None);
        for lines in fields {
            let text = || telegram.field(lines);
            match lines.kind {
                Kind::Channel if read.channel.is_none() => {
                    transmission::read_fl1(&text(), &mut read);
                }
                Kind::Routing if routing.is_none() => {
                    let field = text();
                    let _ = transmission::read_fl2(&field, &mut read)
                        || transmission::read_janap(&field, &mut read);
                    routing = Some(field);
                    behind = Some(lines.lines.end);
                }
                Kind::Station if station.is_none() => {
                    let field = text();
                    transmission::read_fl3(&field, &mut read);
                    station = Some(field);
                    before = Some(lines.lines.start);
                    behind = Some(lines.lines.end);
                }
                Kind::Security if security.is_none() => {
                    let field = text();
                    transmission::read_fl4(&field, &mut read);
                    security = Some(field);
                }
                Kind::DateTime => {
                    dates += 1;
                    let field = text();
                    date_time = date_time_group::read(&field, cx).map(|line| (field, line)).or(date_time);
                }
                Kind::Classification if class.is_none() => {
                    let field = text();
                    class = classification::read(&field, cx).map(|line| (field, line));
                }
                Kind::Validation => validation = Some(text()),
                _ => {}
            }
        }
        // Lines that are too garbled to be told by themselves are told by their place.
        if let Some(before) = before.filter(|_| routing.is_none() && read.routing_precedence.is_none()) {
            let above = telegram.lines()[section.lines.start..before].iter();
            let line =
                above.rev().find(|line| line.kind != Kind::Blank).map(|line| telegram.part(line.text()));
            routing = line.filter(|field| {
                let text = field.as_str();
                let first = text.split_ascii_whitespace().next().unwrap_or_default();
                first.len() < 4 && are_indicators(&text[first.len()..])
            });
            if let Some(field) = &routing {
                transmission::read_fl2(field, &mut read);
            }
        }
        let mut garbled = |is: fn(&str) -> bool| {
            let rest = telegram.lines().get(behind?..section.lines.end)?;
            let at = rest.iter().position(|line| line.kind != Kind::Blank)?;
            is(&telegram.line(&rest[at])).then(|| {
                behind = behind.map(|behind| behind + at + 1);
                telegram.part(rest[at].text())
            })
        };
        if station.is_none() && read.station.is_none() {
            station = garbled(is_station);
        }
        if security.is_none() && read.security.is_none() {
            security = garbled(is_security);
        }
        Heading { routing, station, security, read, date_time, readdressed: dates > 1, class, validation }
    }

    /// The level of the section's own class line.
    pub fn level(&self) -> Option<Level> {
        self.class.as_ref()?.1.classification.as_ref()?.level
    }

    /// Where a word of format line 2 stands, first of all: the whole word.
    pub(crate) fn routed(&self, word: &str) -> Option<Span> {
        let field = self.routing.as_ref()?;
        let (at, _) = words(field.as_str()).find(|(_, printed)| *printed == word)?;
        Some(field.span(at..at + word.len()))
    }

    /// Where the serial of format line 3 stands, with its section: `#7904/01`.
    pub(crate) fn serial(&self) -> Option<Span> {
        let serial = format!("{:04}", self.read.station_serial?);
        let field = self.station.as_ref()?;
        let (at, word) =
            words(field.as_str()).find(|(_, word)| word.trim_start_matches('#').starts_with(&serial))?;
        Some(field.span(at..at + word.len()))
    }

    /// Where day and time of filing stand: the last figures of format line 3 (`3601145`, allied `360/1145Z`), or of format
    /// line 2 in the form of JANAP 128.
    pub(crate) fn filed(&self) -> Option<(Span, Span)> {
        let day = format!("{:03}", self.read.day_of_year?);
        let time = self.read.time.as_deref()?;
        [&self.station, &self.routing].into_iter().flatten().find_map(|field| {
            let text = field.as_str();
            let at = text.rfind(time)?;
            let before = text[..at].strip_suffix('/').unwrap_or(&text[..at]);
            let start = before.strip_suffix(day.as_str())?.len();
            Some((field.span(start..start + day.len()), field.span(at..at + time.len())))
        })
    }
}

/// True for words of which one at least is a routing indicator, and all others have the look of one.
fn are_indicators(text: &str) -> bool {
    let is = |word: &str| transmission::is_indicators(word.as_bytes());
    let like = |word: &str| {
        (3..=9).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    words(text).any(|(_, word)| is(word)) && words(text).all(|(_, word)| like(word))
}

/// Format line 3 by its look: `DE`, or a serial and a time of filing behind two words.
fn is_station(text: &str) -> bool {
    let figures = |word: &str, most: usize| {
        word.len() <= most && word.bytes().filter(u8::is_ascii_digit).count() >= most - 1
    };
    let shape = || {
        let mut behind = words(text).map(|(_, word)| word);
        let short = behind
            .next()
            .is_some_and(|first| first.len() <= 3 && first.bytes().all(|b| b.is_ascii_alphanumeric()));
        let mut behind = behind.skip(1).filter(|_| short);
        behind.next().is_some_and(|serial| serial.starts_with('#'))
            && behind.next().is_some_and(|time| figures(time, 7))
    };
    text.starts_with("DE ") || text.starts_with("DER") || shape()
}

/// Format line 4 by its look: `ZNR`, `ZNY`, or a short word before one letter five times.
fn is_security(text: &str) -> bool {
    let shape = || {
        let mut all = words(text).map(|(_, word)| word);
        let short = all.next().is_some_and(|signal| (2..=4).contains(&signal.len()));
        let same = |group: &str| matches!(group, "UUUUU" | "EEEEE" | "RRRRR" | "CCCCC" | "SSSSS" | "TTTTT");
        short && all.next().is_some_and(same)
    };
    text.starts_with("ZNR") || text.starts_with("ZNY") || shape()
}

/// The words of a text, each with its place in it.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_ascii_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
