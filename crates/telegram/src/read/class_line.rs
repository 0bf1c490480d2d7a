//! The classification line of a heading, and what stands in its place where it is lost (TF 6.2, 9.2).

use super::groups::Group;
use super::heading::Heading;
use crate::field::Field;
use crate::fields::slip::at_most_one;
use crate::fields::{classification, correction, mrn, page_line};
use crate::record::{Mrn, Text};
use crate::span::Span;
use crate::syntax::{Kind, without_section, without_series};
use crate::telegram::Section;
use std::ops::Range;

/// The shortest note of a corrected copy.
const CORRECTED: &str = "CORRECTED COPY";

/// Shorter names are near to many others.
const SHORTEST_NAME: usize = 4;

impl<'s> Heading<'_, 's, '_> {
    /// Reads the class line, and the note of a corrected copy on it or below it.
    pub(crate) fn classification(&mut self, group: Group) {
        let field = self.field(group, 0);
        let Some(line) = self.with_context(|cx| classification::read(&field, cx)) else {
            // The number alone, its level left out.
            if self.record.mrn.is_none() {
                let text = without_series(field.as_str().as_bytes());
                let number = field.part(text.len() - without_section(text).len()..text.len());
                self.record.mrn = self.with_context(|cx| mrn::parse_printed(&number, cx));
            }
            return;
        };
        if self.record.classification.is_none() {
            self.record.classification = line.classification;
        }
        if self.record.mrn.is_none() {
            self.record.mrn = line.mrn.or_else(|| self.senders_number(&field, line.rest));
        }
        self.senders_post();
        if field.as_str().len() > CORRECTED.len() {
            self.correction(&field, 0..field.as_str().len());
        }
        for (name, range) in line.captions {
            let control =
                self.options.registry.caption(&name).is_some_and(|c| c.kind == "dissemination-control");
            match &mut self.record.classification {
                Some(class) if control => {
                    if !class.caveats.contains(&name) {
                        class.caveats.push(name);
                    }
                }
                _ => self.add_caption(name, field.span(range)),
            }
        }
    }

    /// A number without its station, `UNCLAS 1234`: the sender's, whose post stands at FM (TF 4.6, 9.2).
    fn senders_number(&self, field: &Field<'s>, rest: Option<Range<usize>>) -> Option<Mrn<'s>> {
        let figures = rest?;
        let printed = &field.as_str()[figures.clone()];
        let post = self.record.from.as_ref()?.post.clone()?;
        let number = (2..=6).contains(&printed.len()) && printed.bytes().all(|b| b.is_ascii_digit());
        let own = number.then(|| mrn::with_post(field, figures.start, figures, post, self.year))??;
        // The page line has the station too.
        Some(self.page_number().filter(|page| page.number == own.number).unwrap_or(own))
    }

    /// Number and sender name one post (TF 9.3). Where the tables know it by one of them alone, and the other is one slip away, it is a
    /// misprint there: the canonical values are those of the post that is known.
    pub(crate) fn senders_post(&mut self) {
        let registry = self.options.registry;
        let (Some(from), Some(mrn)) = (&mut self.record.from, &mut self.record.mrn) else { return };
        let Some(sender) = from.post.as_deref() else { return };
        let own = mrn.post.as_ref();
        if sender == own || own.len() < SHORTEST_NAME || !at_most_one(sender.as_bytes(), own.as_bytes()) {
            return;
        }
        match (registry.post(sender).is_some(), registry.post(own).is_some()) {
            (true, false) => {
                mrn.canonical = mrn.year.map(|year| mrn::canonical(year, sender, mrn.number, mrn.airgram));
                mrn.post = Text::Owned(sender.to_owned());
            }
            (false, true) => from.post = Some(Text::Owned(own.to_owned())),
            _ => {}
        }
    }

    /// Keeps the note of a corrected copy that stands in a stretch of a field: it says in words what the signal ZEL does (TF 11.1, 11.3).
    pub(crate) fn correction(&mut self, field: &Field<'s>, range: Range<usize>) {
        let text = &field.as_str()[range.clone()];
        let Some(note) = correction::note(text) else { return };
        let words = correction::wording(&text[note.clone()]);
        let signals = &mut self.record.transmission.get_or_insert_default().signals;
        // Each section repeats it.
        if !signals.iter().any(|known| *known == words) {
            self.places.indexed(
                "/transmission/signals",
                signals.len(),
                field.span(range.start + note.start..range.start + note.end),
            );
            signals.push(Text::Owned(words));
        }
    }

    /// A heading whose class line is lost, or bears no number: the page line and the banner say what they can.
    pub(crate) fn without_class_line(&mut self, parts: &[Section]) {
        let lines = self.syntax.lines();
        self.number_of_page();
        if self.record.classification.is_none() {
            let first = parts.first().map_or(0, |p| p.lines.start);
            let mut banners = lines[first..].iter().filter(|l| l.kind == Kind::Banner);
            self.record.classification = banners.find_map(|line| {
                let field = self.source.field(line.text());
                self.with_context(|cx| classification::read(&field, cx))?.classification
            });
        }
    }

    /// The number of a page, where nothing else gives the telegram's.
    pub(crate) fn number_of_page(&mut self) {
        if self.record.mrn.is_none() {
            self.record.mrn = self.page_number();
        }
    }

    /// The number that the first page line gives, or page line of a section.
    fn page_number(&self) -> Option<Mrn<'s>> {
        let kinds = [Kind::PageLine, Kind::SectionPage];
        let line = self.syntax.lines().iter().find(|l| kinds.contains(&l.kind))?;
        let text = self.syntax.text(line);
        let station = match page_line::section_page_line(text) {
            Some(read) => read.station,
            None => page_line::page_line(text).filter(|read| !read.routing)?.station,
        };
        let at = line.text().start as usize;
        // The number stands behind the station, blanks between.
        let figures = text[station.end..].iter().take_while(|b| **b == b' ').count() + station.end;
        let end = figures + text[figures..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let field = self.source.field(Span::new(at + station.start, at + end));
        let mut mrn = self.with_context(|cx| mrn::parse_printed(&field, cx))?;
        self.whole_station(&mut mrn);
        Some(mrn)
    }

    /// The page line has the first six characters of a station's name; the sender's post is whole.
    fn whole_station(&self, mrn: &mut Mrn<'s>) {
        let post = self.record.from.as_ref().and_then(|f| f.post.as_deref());
        if let Some(post) = post.filter(|p| p.len() > mrn.post.len() && p.starts_with(mrn.post.as_ref())) {
            mrn.post = Text::Owned(post.to_owned());
            mrn.canonical = mrn.year.map(|year| mrn::canonical(year, post, mrn.number, mrn.airgram));
        }
    }
}
