//! What the source says beside a telegram, where the telegram does not say it itself: a line was lost, or the whole text.

use super::heading::Heading;
use crate::field::Field;
use crate::fields::{addressee, date, mrn};
use crate::record::{Addressee, Block, Classification, Damage, DamageKind, Level, Sent, SentAt, Text};
use crate::span::Span;
use std::borrow::Cow;

/// The names that sources give to one thing: the National Archives' attributes, then those of tables and of TEI, then of web pages.
const NUMBER: [&str; 4] = ["Document Number", "mrn", "Reference ID", "Canonical ID"];
const DATE: [&str; 5] = ["Draft Date", "Sent Date", "date", "Created", "Date"];

impl<'s> Heading<'_, 's, '_> {
    /// The number that the source gives: of several copies of a telegram each has a letter behind it on some pages, `06PARIS7904_a`.
    fn said_number(&self) -> Option<&str> {
        self.attribute(&NUMBER).map(|text| text.split_once('_').map_or(text, |(number, _)| number))
    }

    fn attribute(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.record.attributes.get(name)).filter(|value| !is_none(value))
    }

    /// The year that the source's own number or date gives, before the text is read.
    pub(crate) fn year_beside(&mut self) {
        if self.year.is_some() || self.record.attributes.is_empty() {
            return;
        }
        self.year = self.said_number().and_then(mrn::year_of_number);
        if self.year.is_none() {
            let printed =
                || ["dateline", "head"].iter().find_map(|name| day_in(self.record.attributes.get(name)?));
            let day = self.attribute(&DATE).and_then(day).or_else(printed);
            self.year = day.and_then(|day| u16::try_from(day.year()).ok());
        }
    }

    fn number_beside(&self) -> Option<crate::record::Mrn<'static>> {
        let text = self.said_number()?;
        let registry = self.options.registry;
        let found = mrn::parse_nara(text, Span::default(), registry)
            .or_else(|| mrn::parse_canonical(text, Span::default()))?;
        // The station is cut to six characters there; the sender's name is whole.
        let mut post = found.post.into_owned();
        if let Some(from) =
            self.attribute(&["From"]).filter(|f| post.len() <= 6 && squeezed(f).starts_with(&post))
            && let Some(known) = registry.post_named(from.trim())
        {
            post = known.code.to_owned();
        }
        let canonical = found.year.map(|year| mrn::canonical(year, &post, found.number, found.airgram));
        Some(crate::record::Mrn {
            text: Text::Owned(text.to_owned()),
            year: found.year,
            post: Cow::Owned(post),
            number: found.number,
            canonical,
            airgram: found.airgram,
            span: Span::default(),
        })
    }

    /// Fills what the text left open.
    pub(crate) fn supplement(&mut self) {
        if self.record.attributes.is_empty() {
            return;
        }
        if self.record.is_edited() {
            return self.edited();
        }
        let lost = self.record.mrn.is_none() && self.record.sent.is_none() && has_no_text(&self.record.body);
        if self.record.mrn.is_none() {
            self.record.mrn = self.number_beside();
        }
        if self.record.sent.as_ref().is_none_or(|s| s.at.is_none())
            && let Some((text, date)) =
                self.attribute(&DATE).and_then(|text| day(text).map(|d| (text.to_owned(), d)))
        {
            let at = Some(SentAt::Day(date));
            match &mut self.record.sent {
                Some(sent) => sent.at = at,
                None => self.record.sent = Some(Sent { text: Cow::Owned(text), at, span: Span::default() }),
            }
        }
        if self.record.from.is_none() {
            self.record.from =
                self.attribute(&["From", "from", "origin"]).map(|name| self.station(name.trim()));
        }
        // A table's own column, where the copy's heading was cut off.
        if self.record.classification.is_none()
            && let Some(text) = self.attribute(&["classification"])
        {
            let level = self.options.registry.level(text.split("//").next().unwrap_or_default().trim());
            if let Some(level) = level.and_then(|l| level_named(l.name)) {
                let text = Text::Owned(text.to_owned());
                self.record.classification =
                    Some(Classification { text, level: Some(level), ..Classification::default() });
            }
        }
        if lost && self.record.attributes.get("Document Number").is_some() {
            self.lost();
        }
    }

    fn station(&self, name: &str) -> Addressee<'s> {
        let registry = self.options.registry;
        let post = addressee::post_of(name, registry)
            .map(Cow::into_owned)
            .or_else(|| registry.post_named(name).map(|p| p.code.to_owned()))
            .or_else(|| {
                // `Embassy Oslo`, `Consulate Nice`: as tables name a sender.
                let (kind, city) = name.split_once(' ')?;
                let abroad = ["Embassy", "Consulate", "Mission"].contains(&kind);
                registry.post_named(city.trim()).filter(|_| abroad).map(|p| p.code.to_owned())
            });
        Addressee {
            text: Cow::Owned(name.to_owned()),
            name: Cow::Owned(name.to_owned()),
            post: post.map(Cow::Owned),
            ..Addressee::default()
        }
    }

    /// The text is lost: all that is known of the telegram stands in the attributes.
    fn lost(&mut self) {
        let note = Some(Cow::Borrowed(
            "the text is lost; what is known of the telegram is what its source says beside it",
        ));
        self.record.damage.push(Damage { kind: DamageKind::TextLost, span: None, note });
        if self.record.to.is_empty()
            && let Some(to) = self.attribute(&["To"])
        {
            self.record.to =
                to.split("  ").map(str::trim).filter(|n| !n.is_empty()).map(|n| self.station(n)).collect();
        }
        if self.record.subject.is_none() {
            self.record.subject = self.attribute(&["Subject"]).map(|s| Cow::Owned(s.trim().to_owned()));
        }
        if self.record.tags.is_empty()
            && let Some(text) = self.attribute(&["TAGS"])
        {
            let mut field = Field::new();
            field.push(text, 0);
            self.set_tags(&field);
            for tag in &mut self.record.tags {
                tag.span = Span::default();
            }
        }
        if self.record.classification.is_none()
            && let Some(text) = self.attribute(&["Original Classification", "Previous Classification"])
        {
            let level = self.options.registry.level(text.trim()).and_then(|l| level_named(l.name));
            if level.is_some() {
                self.record.classification = Some(Classification {
                    text: Cow::Owned(text.to_owned()),
                    level,
                    ..Classification::default()
                });
            }
        }
    }
}

/// Is there nothing of a text, or an error message in its place (source-formats 1.4)?
fn has_no_text(body: &[Block<'_>]) -> bool {
    const MESSAGES: [&str; 2] = ["ERROR READING TEXT", "EXPAND ERROR"];
    match body {
        [] => true,
        [only] => MESSAGES.iter().any(|message| only.text.starts_with(message)) && only.text.len() < 80,
        _ => false,
    }
}

/// `n/a`, nothing, and the day that means none (TF 12.5).
fn is_none(value: &str) -> bool {
    let value = value.trim();
    value.is_empty() || value.eq_ignore_ascii_case("n/a") || value.eq_ignore_ascii_case("01 JAN 1960")
}

fn day(text: &str) -> Option<jiff::civil::Date> {
    date::read(text.trim(), date::TwoDigitYear::Past)?.date
}

/// The first day in a text.
fn day_in(text: &str) -> Option<jiff::civil::Date> {
    date::find(text, date::TwoDigitYear::Past)?.1.date
}

fn squeezed(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

fn level_named(name: &str) -> Option<Level> {
    use Level::*;
    [Unclassified, Sbu, LimitedOfficialUse, OfficialUseOnly, Cui, Restricted, Confidential, Secret, TopSecret]
        .into_iter()
        .find(|level| level.as_str() == name)
}
