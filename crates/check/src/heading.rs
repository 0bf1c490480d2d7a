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
                first.len() < 4 && transmission::is_indicators(&text.as_bytes()[first.len()..])
            });
            if let Some(field) = &routing {
                transmission::read_fl2(field, &mut read);
            }
        }
        let mut garbled = |begins: &[&[u8]]| {
            let rest = telegram.lines().get(behind?..section.lines.end)?;
            let at = rest.iter().position(|line| line.kind != Kind::Blank)?;
            let text = &telegram.source()[rest[at].text().range()];
            begins.iter().any(|begin| text.starts_with(begin)).then(|| {
                behind = behind.map(|behind| behind + at + 1);
                telegram.part(rest[at].text())
            })
        };
        if station.is_none() && read.station.is_none() {
            station = garbled(&[b"DE ", b"DER"]);
        }
        if security.is_none() && read.security.is_none() {
            security = garbled(&[b"ZNR", b"ZNY"]);
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

/// The words of a text, each with its place in it.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_ascii_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
