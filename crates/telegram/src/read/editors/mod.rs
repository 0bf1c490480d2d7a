//! What the editors of *Foreign Relations of the United States* say of a telegram: in the head, the dateline and the source
//! note (source-formats 6). The wire heading wins where the text has it.

pub(crate) mod frame;
mod note;
mod office;
mod offices;
pub(crate) mod opening;
pub(super) mod printed;
mod repeats;
mod sentence;
mod whom;

use super::heading::Heading;
use crate::fields::{caption, date, mrn};
use crate::record::{
    Addressee, BlockKind, Classification, Mrn, Precedence, ReferenceKind, Sent, SentAt, Text,
};
use crate::span::Span;
use chancery_registry::Registry;
use jiff::civil::{Date, DateTime, Time};
use std::borrow::Cow;
use std::ops::Range;

impl<'s> Heading<'_, 's, '_> {
    fn said(&self, name: &str) -> Option<String> {
        self.record.attributes.get(name).map(str::to_owned)
    }

    /// Fills what the text left open from the editors' words.
    pub(crate) fn edited(&mut self) {
        self.edited_date();
        self.for_whom();
        let place = self.said("place");
        let is_wired = !self.record.to.is_empty() || !self.record.info.is_empty();
        if self.record.from.is_none() {
            self.record.from = self.said("from").map(|name| self.office(name, place.as_deref()));
        }
        if self.record.to.is_empty() {
            let to = self.said("to").map(|to| offices::each(&to, self.options.registry));
            let each = to.into_iter().flatten();
            self.record.to = each
                .map(|(text, name)| Addressee { text: Cow::Owned(text), ..self.office(name, None) })
                .collect();
        }
        self.markings_above();
        // In one telegram of twelve the note has no type.
        let untyped =
            self.said("note 1").or_else(|| self.said("note")).filter(|note| note.starts_with("Source: "));
        if let Some(note) = self.said("source-note").or(untyped).or_else(|| self.note_of_withheld()) {
            self.source_note(&note);
            if !is_wired {
                self.went_to(&repeats::of_note(&note), None);
            }
        }
        if !is_wired {
            self.closing_lines();
        }
        self.edited_number();
    }

    /// The day that dateline or head print; where they print it with a Z, the minute in UTC. Local time at the post (`5 p. m.`) is no
    /// minute. The mark-up's day (`1948-04-17T15:00:00`) stands where none is printed.
    fn edited_date(&mut self) {
        if self.record.sent.as_ref().is_some_and(|s| matches!(s.at, Some(SentAt::Minute(_)))) {
            return;
        }
        for (name, all) in [("dateline", true), ("head", false)] {
            let Some(words) = self.said(name) else { continue };
            if let Some((range, at)) = printed_date(&words, all) {
                let words = &words[range];
                let span = self.printed(words).unwrap_or_default();
                self.set_sent(Sent { text: Cow::Owned(words.to_owned()), at: Some(at), span });
                return;
            }
        }
        let Some(text) = self.said("date") else { return };
        let day: Option<Date> = text.get(..10).and_then(|t| t.parse().ok());
        if day.is_some() {
            self.set_sent(Sent { text: Cow::Owned(text), at: day.map(SentAt::Day), span: Span::default() });
        }
    }

    /// Where words of the frame stand in the text, before its first paragraph.
    fn printed(&self, words: &str) -> Option<Span> {
        let bytes = self.source.bytes();
        let at = memchr::memmem::find(&bytes[..bytes.len().min(2000)], words.as_bytes())?;
        Some(Span::new(at, at + words.len()))
    }

    fn office(&self, name: String, place: Option<&str>) -> Addressee<'s> {
        let day = self.record.sent.as_ref().and_then(|sent| sent.at).map(|at| at.date());
        let post = office::post(&name, place, day, self.options.registry);
        // `Telegram From Headquarters in Florida, to the Station`.
        let name = name.trim().trim_end_matches([',', ';', ' ']).to_owned();
        let collective = chancery_registry::is_collective(&name);
        Addressee {
            text: Cow::Owned(name.clone()),
            name: Cow::Owned(name),
            post: post.map(Cow::Owned),
            collective,
            ..Addressee::default()
        }
    }

    /// What stands under an older dateline, in small letters: `secret us urgent`, `niact`.
    fn markings_above(&mut self) {
        let markings: Vec<String> = frame::markings(&self.record.attributes).map(str::to_owned).collect();
        for words in markings {
            let place = self.printed(&words);
            let mut rest = words.as_str();
            if let Some((level, len)) = note::level(rest) {
                let span =
                    place.map_or(Span::default(), |at| Span::new(at.start as usize, at.start as usize + len));
                let text = if span.is_empty() {
                    Cow::Owned(rest[..len].to_owned())
                } else {
                    self.source.slice(span)
                };
                if self.record.classification.is_none() {
                    self.record.classification =
                        Some(Classification { text, level: Some(level), span, ..Classification::default() });
                }
                rest = rest[len..].trim_start_matches([';', ',', ' ']);
            }
            if let Some(found) = note::precedence(rest.trim_end_matches('.')) {
                self.set_precedence(found, place);
            }
        }
    }

    /// The first precedence; `Niact` makes an `Immediate` beside it one of the night.
    fn set_precedence(&mut self, found: Precedence, place: Option<Span>) {
        let night =
            found == Precedence::NiactImmediate && self.record.precedence == Some(Precedence::Immediate);
        if self.record.precedence.is_none() || night {
            self.record.precedence = Some(found);
            if let Some(span) = place {
                self.places.add("/precedence", span);
            }
        }
    }

    /// `Source: National Archives, RG 59, .... Secret; Priority; Nodis. Drafted by ...`.
    fn source_note(&mut self, words: &str) {
        let printed = self.record.precedence.is_some();
        for word in note::markings(words).unwrap_or_default().split([';', ',', '.']).map(str::trim) {
            if let Some((level, _)) = note::level(word).filter(|(_, len)| *len == word.len()) {
                let text = Text::Owned(word.to_owned());
                self.record.classification.get_or_insert_with(|| Classification {
                    text,
                    level: Some(level),
                    ..Classification::default()
                });
                continue;
            }
            if let Some(found) = note::precedence(word) {
                if !printed {
                    self.set_precedence(found, None);
                }
                continue;
            }
            let read = self.with_context(|cx| caption::read(&word.to_ascii_uppercase(), cx));
            for (name, _) in read.unwrap_or_default() {
                self.edited_caption(name);
            }
        }
        let drafting = note::drafting(words);
        for (list, found) in [
            (&mut self.record.drafted_by, drafting.drafted_by),
            (&mut self.record.cleared_by, drafting.cleared_by),
            (&mut self.record.approved_by, drafting.approved_by),
        ] {
            if list.is_empty() {
                list.extend(found.into_iter().map(|name| Text::Owned(name.to_owned())));
            }
        }
    }

    /// The note of a telegram that was not released stands in place of its text: `[Source: Agency, Job 7. Secret; Priority. 3 pages of
    /// source text not declassified.]`.
    fn note_of_withheld(&self) -> Option<String> {
        let [block] = &self.record.body[..] else { return None };
        let note = block.text.strip_prefix('[')?.strip_suffix(']')?;
        note.starts_with("Source: ").then(|| note.to_owned())
    }

    /// A caption, or the caveat of a level.
    fn edited_caption(&mut self, name: &'static str) {
        let control = self.options.registry.caption(name).is_some_and(|c| c.kind == "dissemination-control");
        let list = match &mut self.record.classification {
            Some(class) if control => &mut class.caveats,
            _ => &mut self.record.captions,
        };
        if !list.iter().any(|c| c == name) {
            list.push(Text::Borrowed(name));
        }
    }

    /// The telegram's number: in the head, `Telegram 1900 From`, `Telegram 179177/Tosec 80150`, or before the first words, where
    /// paragraphs have theirs. From 1973 on it is the number in the year's one series of its post. Before, the Department counted its
    /// telegrams to each post apart, and circulars apart from them: such a number alone names none. A post's
    /// numbers begin anew each year, as on the printed forms, since the war.
    fn edited_number(&mut self) {
        let Some(text) = self.said("telegram-number") else { return };
        if self.record.mrn.is_some() {
            return;
        }
        let airgram = text.strip_prefix("A–").or_else(|| text.strip_prefix("A-"));
        let figures = airgram.unwrap_or(&text);
        let figures = figures.split_once('/').map_or(figures, |(number, _)| number);
        let Ok(number) = figures.trim().parse::<u32>() else { return };
        let Some(post) = self.record.from.as_ref().and_then(|f| f.post.clone()) else { return };
        let year = self.record.sent.as_ref().and_then(|s| s.at).map(|at| at.date().year());
        let year = year.and_then(|y| u16::try_from(y).ok());
        let apart = post == "STATE" || self.said("head").is_some_and(|head| head.contains("Circular"));
        let sure = year.filter(|year| *year >= 1973 || *year >= 1945 && !apart);
        let canonical = sure.map(|year| mrn::canonical(year, &post, number, airgram.is_some()));
        let span = self.number_span(&text);
        let airgram = airgram.is_some();
        self.record.mrn = Some(Mrn { text: Cow::Owned(text), year, post, number, canonical, airgram, span });
    }

    /// The last lines of the text, which say to whom it went.
    fn closing_lines(&mut self) {
        const LINES: usize = 3;
        let from = self.record.body.len().saturating_sub(LINES);
        let lines: Vec<Span> = self.record.body[from..]
            .iter()
            .filter(|block| block.kind == BlockKind::Unnumbered && repeats::begins(&block.text))
            .map(|block| block.span)
            .collect();
        for span in lines {
            if let Some(line) = self.source.str(span) {
                self.went_to(&repeats::of_line(line), Some((line, span)));
            }
        }
    }

    /// Subject and references that stand in the text's first words.
    pub(crate) fn opening(&mut self, opening: &opening::Opening) {
        if let Some(span) = opening.subject {
            self.subject(self.source.field(span));
        }
        if let Some(span) = opening.references {
            let year = self.record.sent.as_ref().and_then(|sent| sent.at).map(|at| at.date().year());
            self.year = self.year.or(year.and_then(|year| u16::try_from(year).ok()));
            self.set_references(&self.source.field(span));
            let registry = self.options.registry;
            for reference in &mut self.record.references {
                reference.mrn.take_if(|mrn| !is_sure(mrn, registry));
                if reference.kind == ReferenceKind::Other && opening::is_number_of_station(&reference.text) {
                    reference.kind = ReferenceKind::Telegram;
                }
            }
        }
    }

    /// Where the number is printed: at the beginning of a line, or behind the first word of the head.
    fn number_span(&self, number: &str) -> Span {
        let begins = |line: &[u8]| frame::behind_number(line, number).map(|_| 0);
        let inside = |line: &[u8]| {
            memchr::memmem::find(line, format!("gram {number} ").as_bytes()).map(|at| at + "gram ".len())
        };
        let lines = || self.syntax.lines().iter().take(12);
        let text = |line: &crate::syntax::Line| &self.source.bytes()[line.text().range()];
        let found = lines()
            .take(2)
            .find_map(|line| Some((line, inside(text(line))?)))
            .or_else(|| lines().find_map(|line| Some((line, begins(text(line))?))));
        found.map_or(Span::default(), |(line, at)| {
            let start = line.text().start as usize + at;
            Span::new(start, start + number.len())
        })
    }
}

/// Before 1973 the Department's numbers name no telegram, nor do those of other agencies, which go on from year to year.
fn is_sure(mrn: &str, registry: &Registry) -> bool {
    mrn::parse_canonical(mrn, Span::default()).is_some_and(|found| {
        let year = found.year.unwrap_or_default();
        year >= 1973 || year >= 1945 && found.post != "STATE" && registry.post(&found.post).is_some()
    })
}

/// A date in words, `January 22, 1952, 2322Z`: its place and what it is. `all` takes what stands behind it too: the hour.
fn printed_date(words: &str, all: bool) -> Option<(Range<usize>, SentAt)> {
    let (at, found) = date::find(words, date::TwoDigitYear::Past)?;
    let day = found.date?;
    let behind = at + found.len;
    let lead = words[at..].find(char::is_alphanumeric).unwrap_or(0);
    let zulu = words.get(at..).and_then(|rest| {
        rest.match_indices('Z').find_map(|(z, _)| {
            let end = at + z;
            let start = end.checked_sub(4)?;
            let figures = words.get(start..end)?.bytes().all(|b| b.is_ascii_digit());
            let between = words.get(at + lead..start)?;
            (figures && z < 40 && !between.contains('[')).then_some(start..end + 1)
        })
    });
    if let Some(zulu) = zulu {
        let figures = &words[zulu.start..zulu.start + 4];
        let hour = figures[..2].parse().ok()?;
        let time = Time::new(hour, figures[2..].parse().ok()?, 0, 0).ok()?;
        return Some((at..zulu.end, SentAt::Minute(DateTime::from_parts(day, time))));
    }
    let bare = words.trim_end_matches([',', ' ', ']']);
    // `5 p. m.` keeps its full stop.
    let bare = if bare.ends_with("m.") { bare } else { bare.trim_end_matches(['.', ',', ' ']) };
    let end = if all { bare.len() } else { behind };
    Some((at..end.max(behind), SentAt::Day(day)))
}
