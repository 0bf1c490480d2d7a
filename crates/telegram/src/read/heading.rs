//! The heading: from its lines to the values of the record.

use super::groups::{self, Group, groups};
use super::places::Places;
use crate::field::Field;
use crate::fields::{
    Context, caption, classified_by, date_time_group, distribution, drafting, executive_order, pass_line,
    references, subject, tags, transmission,
};
use crate::options::Options;
use crate::record::{Damage, DamageKind, PassTo, Record, Reference, Text, Transmission};
use crate::span::Span;
use crate::syntax::{Kind, Syntax, marked_subject};
use crate::telegram::Section;
use crate::text::SourceText;

/// The longest field of a heading that is read, in bytes. The longest list of addressees or case names that was met has a few
/// thousand; what is a hundred times longer was made to be, and its values would take many times its room.
const FIELD_LIMIT: usize = 512 * 1024;

/// Fills a record from the headings of its sections.
pub(crate) struct Heading<'r, 's, 'o> {
    pub(crate) source: &'r SourceText<'s>,
    pub(crate) syntax: &'r Syntax<'s>,
    pub(crate) options: &'r Options<'o>,
    pub(crate) record: &'r mut Record<'s>,
    pub(crate) places: &'r mut Places,
    /// The year and the day of the year of sending, as far as they are known.
    pub(crate) year: Option<u16>,
    pub(crate) day: Option<u16>,
}

/// No telegram has more references.
const MOST_REFERENCES: usize = 200;

impl<'s> Heading<'_, 's, '_> {
    /// The context for the readers of fields.
    pub(crate) fn with_context<T>(&self, use_it: impl FnOnce(&Context<'_>) -> T) -> T {
        let mrn = self.record.mrn.as_ref();
        use_it(&Context {
            registry: self.options.registry,
            year: self.year,
            day_of_year: self.day,
            post: mrn.map(|m| m.post.as_ref()),
            number: mrn.map(|m| m.number),
        })
    }

    /// The text of a field, as far as the limit.
    pub(crate) fn field(&self, group: Group, skip: usize) -> Field<'s> {
        let mut field = groups::field(self.source, self.syntax, group, skip);
        if self.syntax.has_odd() {
            field = field.with_plain_blanks();
        }
        let text = field.as_str();
        if text.len() <= FIELD_LIMIT {
            return field;
        }
        let end = (0..=FIELD_LIMIT).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        // Up to the end of a line or word: half a value is none.
        let end = text[..end].rfind(['\n', ' ']).unwrap_or(end);
        field.part(0..end)
    }

    /// A field beyond the limit is kept in the syntax and not read to its end; the record says so.
    fn note_limit(&mut self, group: Group) {
        let span = groups::span(self.syntax, group);
        if span.len() > FIELD_LIMIT {
            let note = Some(Text::Borrowed("a field of the heading is longer than the reader reads"));
            self.record.damage.push(Damage { kind: DamageKind::Limit, span: Some(span), note });
        }
    }

    /// Reads the heading of one section. What an earlier section gave stands.
    pub(crate) fn read(&mut self, part: &Section) {
        // The date first: the year of all else hangs on it. Of two groups the last is the originator's (TF 11.6).
        let all = groups(self.syntax, part.lines.clone());
        let originators = groups::originators(&all);
        if self.record.sent.is_none() {
            let mut dates =
                all[originators..].iter().rev().copied().filter(|group| group.kind == Kind::DateTime);
            if let Some(last) = dates.next() {
                let mut before = dates.peekable();
                // Of several, one that is spoiled and makes no moment is the last resort.
                let spoiled = before.peek().is_some() && !self.is_moment(last);
                let whole = if spoiled { before.find(|&group| self.is_moment(group)) } else { None };
                self.date_time(whole.unwrap_or(last));
            }
        }
        let first_to = self.record.to.is_empty();
        let first_info = self.record.info.is_empty();
        let first_captions = self.record.captions.is_empty();
        let first_references = self.record.references.is_empty();
        for (index, group) in all.into_iter().enumerate() {
            self.note_limit(group);
            match group.kind {
                Kind::From | Kind::To | Kind::Info | Kind::Exempt if index < originators => {}
                Kind::Channel
                | Kind::Routing
                | Kind::Station
                | Kind::Security
                | Kind::Accounting
                | Kind::Validation
                | Kind::End => {
                    self.transmission(group);
                }
                Kind::Form => self.form(group),
                Kind::Trailer if self.record.signature.is_empty() => self.form_signature(group),
                Kind::From if self.record.from.is_none() => self.from(group),
                Kind::To if first_to => self.addressees(group, false),
                Kind::Info if first_info => self.addressees(group, true),
                Kind::Exempt if first_info || first_to => self.exempt(group),
                Kind::Distribution => self.distribution(group),
                Kind::Drafting => self.drafting(group),
                Kind::Classification => self.classification(group),
                Kind::Caption if first_captions || self.record.subject.is_none() => self.caption(group),
                Kind::Pass => self.pass(group),
                Kind::ExecutiveOrder if self.record.executive_order.is_none() => self.executive_order(group),
                Kind::Tags if self.record.tags.is_empty() => self.tags(group),
                Kind::Subject if self.record.subject.is_none() => {
                    let field = self.field(group, 0);
                    let text = field.as_str().as_bytes();
                    let word = marked_subject(text).unwrap_or(0);
                    let skip = word + groups::label_end(&text[word..]);
                    self.subject(self.field(group, skip));
                    self.mark_before_subject(&field, word);
                }
                Kind::Reference if first_references => self.references(group),
                Kind::ClassifiedBy => self.classified_by(self.field(group, 0)),
                _ => {}
            }
        }
    }

    fn is_moment(&self, group: Group) -> bool {
        let field = self.field(group, 0);
        self.with_context(|cx| date_time_group::read(&field, cx)).is_some_and(|line| line.sent.at.is_some())
    }

    fn date_time(&mut self, group: Group) {
        let field = self.field(group, 0);
        let Some(line) = self.with_context(|cx| date_time_group::read(&field, cx)) else { return };
        self.record.precedence = line.precedence;
        self.record.info_precedence = line.info_precedence;
        if self.places.are_wanted() && line.precedence.is_some() {
            self.precedence_places(group, line.sent.span, line.info_precedence.is_some());
        }
        if !line.signals.is_empty() {
            self.record.transmission.get_or_insert_default().signals.extend(line.signals);
        }
        self.set_sent(line.sent);
        // The figures of day and hour are spoiled, those of the year are not.
        self.year = self.year.or_else(|| date_time_group::printed_year(&field));
    }

    /// Where the precedence stands before its group, and the second of two: `O P 121430Z MAR 07`.
    fn precedence_places(&mut self, group: Group, sent: Span, dual: bool) {
        let start = groups::span(self.syntax, group).start as usize;
        let words = &self.source.bytes()[start..(sent.start as usize).max(start)];
        let begin = start + words.len() - words.trim_ascii_start().len();
        let words = words.trim_ascii();
        let end = begin + words.len();
        let split =
            words.iter().rposition(|b| *b == b' ').map_or(begin + words.len() / 2, |blank| begin + blank + 1);
        if dual {
            let first = &words[..split - begin];
            self.places.add("/precedence", Span::new(begin, begin + first.trim_ascii_end().len()));
            self.places.add("/info_precedence", Span::new(split, end));
        } else {
            self.places.add("/precedence", Span::new(begin, end));
        }
    }

    pub(crate) fn set_sent(&mut self, sent: crate::record::Sent<'s>) {
        if let Some(at) = sent.at {
            self.year = u16::try_from(at.date().year()).ok();
            self.day = u16::try_from(at.date().day_of_year()).ok();
        }
        self.record.sent = Some(sent);
    }

    fn transmission(&mut self, group: Group) {
        let field = self.field(group, 0);
        let to = self.record.transmission.get_or_insert_default();
        let read = match group.kind {
            Kind::Channel if to.channel.is_none() => transmission::read_fl1(&field, to),
            Kind::Routing if to.routed_to.is_empty() => {
                transmission::read_fl2(&field, to) || transmission::read_janap(&field, to)
            }
            Kind::Station if to.station.is_none() => transmission::read_fl3(&field, to),
            Kind::Security if to.security.is_none() => transmission::read_fl4(&field, to),
            Kind::Accounting => transmission::read_fl10(&field, to),
            Kind::Validation => transmission::read_fl15(&field, to),
            Kind::End => transmission::read_fl16(&field, to),
            _ => false,
        };
        if !read && *to == Transmission::default() {
            self.record.transmission = None;
        }
        if read {
            let pointer = match group.kind {
                Kind::Channel => "/transmission/channel",
                Kind::Routing => "/transmission/routed_to",
                Kind::Station => "/transmission/station",
                Kind::Security => "/transmission/security",
                Kind::Accounting => "/transmission/group_count",
                Kind::Validation => "/transmission/validation",
                _ => "/transmission/end",
            };
            self.places.add(pointer, groups::span(self.syntax, group));
        }
    }

    fn distribution(&mut self, group: Group) {
        let field = self.field(group, 0);
        let Some(read) = distribution::read(&field) else { return };
        // ACTION and INFO may have been told apart as two groups.
        match &mut self.record.distribution {
            None => self.record.distribution = Some(read),
            Some(all) if all.total.is_none() && all.info.is_empty() => {
                all.info = read.info;
                all.total = read.total;
                all.span = all.span.to(read.span);
            }
            Some(_) => {}
        }
    }

    fn drafting(&mut self, group: Group) {
        let field = self.field(group, 0);
        let Some(read) = drafting::read(&field) else { return };
        let span = groups::span(self.syntax, group);
        for (list, new, pointer) in [
            (&mut self.record.drafted_by, read.drafted_by, "/drafted_by"),
            (&mut self.record.approved_by, read.approved_by, "/approved_by"),
            (&mut self.record.cleared_by, read.cleared_by, "/cleared_by"),
        ] {
            if list.is_empty() && !new.is_empty() {
                *list = new;
                self.places.add(pointer, span);
            }
        }
    }

    pub(crate) fn add_caption(&mut self, name: Text<'s>, span: Span) {
        if !self.record.captions.contains(&name) {
            self.places.indexed("/captions", self.record.captions.len(), span);
            self.record.captions.push(name);
        }
    }

    fn caption(&mut self, group: Group) {
        let field = self.field(group, 0);
        let Some(read) = self.with_context(|cx| caption::read(field.as_str(), cx)) else {
            return self.correction(&field, 0..field.as_str().len());
        };
        for (name, range) in read {
            self.add_caption(Text::Borrowed(name), field.span(range));
        }
    }

    fn pass(&mut self, group: Group) {
        let field = self.field(group, 0);
        let read = self.with_context(|cx| pass_line::read(&field, cx));
        // Each section repeats the lines; no telegram has a hundred.
        let known = |one: &PassTo<'_>, other: &PassTo<'_>| {
            (&one.text, &one.post, &one.office) == (&other.text, &other.post, &other.office)
        };
        for pass in read {
            if !self.record.pass_to.iter().take(99).any(|before| known(before, &pass)) {
                self.record.pass_to.push(pass);
            }
        }
    }

    fn executive_order(&mut self, group: Group) {
        self.set_order(self.field(group, 0));
    }

    pub(crate) fn set_order(&mut self, field: Field<'s>) {
        self.record.executive_order = self.with_context(|cx| executive_order::read(&field, cx));
        let is_12065 = |order: &crate::record::ExecutiveOrder<'_>| order.order.as_deref() == Some("12065");
        if self.record.classified_by.is_empty() && self.record.executive_order.as_ref().is_some_and(is_12065)
        {
            self.record.classified_by.extend(self.with_context(|cx| executive_order::classifier(&field, cx)));
        }
    }

    fn tags(&mut self, group: Group) {
        let field = self.field(group, 0);
        let text = field.as_str().as_bytes();
        let skip = groups::label_end(text);
        let field = self.field(group, skip);
        let end = self.set_tags(&field);
        // The subject may be run into the line.
        let rest = &field.as_str()[end..];
        if self.record.subject.is_none() && rest.len() > 8 && rest.trim_start().as_bytes().starts_with(b"SUB")
        {
            let at = end + (rest.len() - rest.trim_start().len());
            let skip = groups::word_end(&field.as_str().as_bytes()[at..]);
            if skip > 0 {
                self.subject(field.part(at + skip..field.as_str().len()));
            }
        }
    }

    /// Sets the TAGS, and gives where their line ends in the field.
    pub(crate) fn set_tags(&mut self, field: &Field<'s>) -> usize {
        let read = self.with_context(|cx| tags::read(field, cx));
        self.record.tags = read.tags;
        read.end
    }

    /// The mark that stands before the word of the subject's line, up to `word`.
    fn mark_before_subject(&mut self, field: &Field<'s>, word: usize) {
        let open = self.record.subject.is_some() && self.record.subject_mark.is_none();
        if let Some(close) = field.as_str()[..word].find(')').filter(|_| open) {
            self.places.add("/subject_mark", field.span(1..close));
            self.record.subject_mark = Some(field.slice(1..close));
        }
    }

    pub(crate) fn subject(&mut self, field: Field<'s>) {
        let Some(read) = self.with_context(|cx| subject::read(&field, cx)) else { return };
        // The longest subjects, lists of names, have 850 characters (TF 6.8): what is longer has lost its end.
        if read.text.len() > 1000 {
            return;
        }
        self.places.add("/subject", read.span);
        self.record.subject = Some(read.text);
        if let Some(note) = read.note {
            self.correction(&field, note);
        }
        if let (Some(mark), Some(span)) = (read.mark, read.mark_span) {
            self.places.add("/subject_mark", span);
            self.record.subject_mark = Some(mark);
        }
        // References may be run into the line.
        let rest = field.as_str()[read.end..].trim_start();
        if self.record.references.is_empty() && rest.len() > 6 && rest.starts_with("REF") {
            let at = field.as_str().len() - rest.len() + groups::word_end(rest.as_bytes());
            self.set_references(&field.part(at..field.as_str().len()));
        }
    }

    fn references(&mut self, group: Group) {
        let field = self.field(group, 0);
        if self.syntax.kinds().has(Kind::Form) {
            return self.form_references(&field);
        }
        let skip = groups::label_end(field.as_str().as_bytes());
        self.set_references(&self.field(group, skip));
    }

    pub(crate) fn set_references(&mut self, field: &Field<'s>) {
        let read = self.with_context(|cx| references::read(field, cx));
        if self.record.references.is_empty() {
            self.record.references = read;
            return;
        }
        // A second line of references: what it repeats is known.
        for reference in read {
            let known =
                |other: &Reference<'_>| (&other.text, &other.mrn) == (&reference.text, &reference.mrn);
            if !self.record.references.iter().take(MOST_REFERENCES).any(known) {
                self.record.references.push(reference);
            }
        }
    }

    pub(crate) fn classified_by(&mut self, field: Field<'s>) {
        let read = self.with_context(|cx| classified_by::read(&field, cx));
        self.record.classified_by.extend(read);
    }

    /// `FM` and words, and nothing else of a heading: a sender only when the tables know it as one.
    pub(crate) fn lone_sender(&mut self) {
        let record = &*self.record;
        let others = record.sent.is_some()
            || record.mrn.is_some()
            || record.classification.is_some()
            || !record.to.is_empty()
            || !record.info.is_empty()
            || !record.tags.is_empty()
            || record.transmission.is_some();
        let unknown = record.from.as_ref().is_some_and(|from| {
            from.post.is_none()
                && from.routing.is_none()
                && self.options.registry.addressee(&from.name).is_none()
        });
        if unknown && !others {
            self.record.from = None;
        }
        // `REF: My memo of February 3`: memoranda have references too; what refers to no telegram tells of none.
        let telegram =
            self.record.references.iter().any(|r| r.kind == crate::record::ReferenceKind::Telegram);
        let small = self.record.references.iter().any(|r| r.text.bytes().any(|b| b.is_ascii_lowercase()));
        if !others && !telegram && small && self.record.executive_order.is_none() {
            self.record.references.clear();
        }
    }
}
