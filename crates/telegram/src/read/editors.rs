//! What the editors of *Foreign Relations of the United States* say of a telegram: in the head, the dateline and the source
//! note (source-formats 6). The wire heading wins where the text has it.

use super::heading::Heading;
use crate::fields::caption;
use crate::record::{Addressee, BlockKind, Classification, Level, Mrn, Precedence, Sent, SentAt, Text};
use crate::span::Span;
use jiff::civil::DateTime;
use std::borrow::Cow;

/// The level words of source notes and of the line under an older dateline.
const LEVELS: [(&str, Level); 7] = [
    ("top secret", Level::TopSecret),
    ("secret", Level::Secret),
    ("confidential", Level::Confidential),
    ("limited official use", Level::LimitedOfficialUse),
    ("official use only", Level::OfficialUseOnly),
    ("unclassified", Level::Unclassified),
    ("restricted", Level::Restricted),
];

impl<'s> Heading<'_, 's, '_> {
    fn said(&self, name: &str) -> Option<String> {
        self.record.attributes.get(name).map(str::to_owned)
    }

    /// True when the source is an edited volume.
    pub(crate) fn is_edited(&self) -> bool {
        self.record.attributes.get("head").is_some()
    }

    /// Fills what the text left open from the editors' words.
    pub(crate) fn edited(&mut self) {
        self.edited_date();
        let place = self.said("place");
        if self.record.from.is_none() {
            self.record.from = self.said("from").map(|name| self.office(name, place.as_deref()));
        }
        if self.record.to.is_empty() {
            self.record.to = self.said("to").map(|name| self.office(name, None)).into_iter().collect();
        }
        if let Some(note) = self.said("source-note") {
            self.source_note(&note);
        }
        self.edited_level();
        self.edited_number();
    }

    /// `1948-04-17T15:00:00` is local time at the post, of which only the day is sure; with a Z it is a minute in UTC.
    fn edited_date(&mut self) {
        if self.record.sent.as_ref().is_some_and(|s| matches!(s.at, Some(SentAt::Minute(_)))) {
            return;
        }
        let Some(text) = self.said("date") else { return };
        // The mark-up says Z of local times too: what counts is that the dateline prints it.
        let moment = text.strip_suffix('Z').and_then(|t| t.parse::<DateTime>().ok());
        let start = &self.source.bytes()[..self.source.bytes().len().min(800)];
        let printed = |at: &DateTime| {
            memchr::memmem::find(start, format!("{:02}{:02}Z", at.hour(), at.minute()).as_bytes()).is_some()
        };
        let moment = moment.filter(printed);
        let day = text.get(..10).and_then(|t| t.parse().ok());
        let at = moment.map(SentAt::Minute).or(day.map(SentAt::Day));
        if at.is_some() {
            self.set_sent(Sent { text: Cow::Owned(text), at, span: Span::default() });
        }
    }

    /// `the Embassy in Egypt`, `The Ambassador in Egypt (Tuck)`: the post is that of the dateline's place.
    fn office(&self, name: String, place: Option<&str>) -> Addressee<'s> {
        let lower = name.to_ascii_lowercase();
        let department = lower.contains("department of state") || lower.contains("secretary of state");
        let abroad = [
            "embassy",
            "ambassador",
            "charg",
            "consul",
            "legation",
            "minister in",
            "mission",
            "liaison",
            "interests section",
        ];
        let registry = self.options.registry;
        let post = if department {
            Some("STATE".to_owned())
        } else if abroad.iter().any(|word| lower.contains(word)) {
            place.and_then(|p| registry.post_named(p.trim())).map(|p| p.code.to_owned())
        } else {
            None
        };
        let name = name.trim().to_owned();
        Addressee {
            text: Cow::Owned(name.clone()),
            name: Cow::Owned(name),
            post: post.map(Cow::Owned),
            ..Addressee::default()
        }
    }

    /// `Source: National Archives, RG 59, .... Secret; Priority; Nodis. Drafted by ...`: the sentence of level, precedence
    /// and captions.
    fn source_note(&mut self, note: &str) {
        let Some((level, rest)) = sentence_of_level(note) else { return };
        if self.record.classification.is_none() {
            let text = Text::Owned(level.as_str().to_owned());
            self.record.classification =
                Some(Classification { text, level: Some(level), ..Classification::default() });
        }
        let end = rest.find(". ").unwrap_or(rest.len());
        for word in rest[..end].split([';', ',', '.']).map(str::trim).filter(|w| !w.is_empty()) {
            let capitals = word.to_ascii_uppercase();
            let precedence = match capitals.as_str() {
                "ROUTINE" => Some(Precedence::Routine),
                "PRIORITY" => Some(Precedence::Priority),
                "IMMEDIATE" | "OPERATIONAL IMMEDIATE" | "NIACT" => Some(Precedence::Immediate),
                "NIACT IMMEDIATE" | "IMMEDIATE NIACT" => Some(Precedence::NiactImmediate),
                "FLASH" => Some(Precedence::Flash),
                _ => None,
            };
            if precedence.is_some() {
                self.record.precedence = self.record.precedence.or(precedence);
                continue;
            }
            let read = self.with_context(|cx| caption::read(&capitals, cx));
            for (name, _) in read.unwrap_or_default() {
                if !self.record.captions.iter().any(|c| c == name) {
                    self.record.captions.push(Text::Borrowed(name));
                }
            }
        }
    }

    /// In volumes before 1952 the level stands under the dateline, in small letters.
    fn edited_level(&mut self) {
        if self.record.classification.is_some() {
            return;
        }
        let found = self.syntax.lines().iter().take(8).find_map(|line| {
            let text = self.source.slice(line.text());
            let word = text.trim_matches(['[', ']', '.', ' ']);
            LEVELS
                .iter()
                .find(|(name, _)| word.eq_ignore_ascii_case(name))
                .map(|(_, level)| (line.text(), *level))
        });
        if let Some((span, level)) = found {
            let text = self.source.slice(span);
            self.record.classification =
                Some(Classification { text, level: Some(level), span, ..Classification::default() });
        }
    }

    /// The telegram's number stands before its first words, where paragraphs have theirs. From 1973 on it is the number in
    /// the year's one series of its post.
    fn edited_number(&mut self) {
        let Some(text) = self.said("telegram-number") else { return };
        let Ok(number) = text.trim().parse::<u32>() else { return };
        if let Some(block) = self.record.body.iter_mut().find(|b| b.number.is_some())
            && block.number == Some(number)
            && number > 1
        {
            block.number = None;
            block.kind = BlockKind::Unnumbered;
        }
        let year = self.record.sent.as_ref().and_then(|s| s.at).map(|at| at.date().year());
        let year = year.and_then(|y| u16::try_from(y).ok()).filter(|y| *y >= 1973);
        let post = self.record.from.as_ref().and_then(|f| f.post.clone());
        if let (None, Some(year), Some(post)) = (&self.record.mrn, year, post) {
            let canonical = Some(crate::fields::mrn::canonical(year, &post, number, false));
            self.record.mrn = Some(Mrn {
                text: Cow::Owned(text),
                year: Some(year),
                post,
                number,
                canonical,
                airgram: false,
                span: Span::default(),
            });
        }
    }
}

/// The first level word that begins a sentence of the note, and what follows it.
fn sentence_of_level(note: &str) -> Option<(Level, &str)> {
    let mut from = 0;
    for (at, _) in note.match_indices(". ").chain([(note.len(), "")]) {
        let sentence = note[from..at].trim_start();
        for (name, level) in LEVELS {
            let head = sentence.get(..name.len());
            if head.is_some_and(|h| h.eq_ignore_ascii_case(name)) {
                let rest = &sentence[name.len()..];
                if rest.is_empty() || rest.starts_with([';', ',', '.']) {
                    return Some((level, rest));
                }
            }
        }
        from = (at + 2).min(note.len());
    }
    None
}
