//! The heading: from its lines to the values of the record.

use super::groups::{self, Group, groups};
use super::places::Places;
use crate::field::Field;
use crate::fields::{
    Context, addressee, caption, classification, classified_by, date_time_group, distribution, drafting,
    executive_order, mrn, page_line, pass_line, references, subject, tags, transmission,
};
use crate::options::Options;
use crate::record::{Addressee, Damage, DamageKind, PassTo, Record, Text, Transmission};
use crate::span::Span;
use crate::syntax::{Kind, Syntax, noise, without_series};
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
        let field = groups::field(self.source, self.syntax, group, skip);
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
                    let skip = groups::label_end(text);
                    self.subject(self.field(group, skip));
                }
                Kind::Reference if self.record.references.is_empty() => self.references(group),
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
        let span = groups::span(self.syntax, group);
        if line.precedence.is_some() {
            self.places.add("/precedence", span);
        }
        if line.info_precedence.is_some() {
            self.places.add("/info_precedence", span);
        }
        if !line.signals.is_empty() {
            self.record.transmission.get_or_insert_default().signals.extend(line.signals);
        }
        self.set_sent(line.sent);
        // The figures of day and hour are spoiled, those of the year are not.
        self.year = self.year.or_else(|| date_time_group::printed_year(&field));
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
        let mut to = self.record.transmission.take().unwrap_or_default();
        let untouched = to == Transmission::default();
        let read = match group.kind {
            Kind::Channel if to.channel.is_none() => transmission::read_fl1(&field, &mut to),
            Kind::Routing if to.routed_to.is_empty() => {
                transmission::read_fl2(&field, &mut to) || transmission::read_janap(&field, &mut to)
            }
            Kind::Station if to.station.is_none() => transmission::read_fl3(&field, &mut to),
            Kind::Security if to.security.is_none() => transmission::read_fl4(&field, &mut to),
            Kind::Accounting => transmission::read_fl10(&field, &mut to),
            Kind::Validation => transmission::read_fl15(&field, &mut to),
            Kind::End => transmission::read_fl16(&field, &mut to),
            _ => false,
        };
        if read || !untouched {
            self.record.transmission = Some(to);
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

    /// What optical reading left before the name on a line of addresses.
    fn spoiled_address(&self, group: Group) -> usize {
        noise::address(self.syntax.text(&self.syntax.lines()[group.first])).map_or(0, |(_, skip)| skip)
    }

    fn from(&mut self, group: Group) {
        let field = self.field(group, self.spoiled_address(group));
        let roles = self.with_context(|cx| addressee::read_roles(&field, cx));
        self.sort_roles(roles, addressee::Role::From);
    }

    fn addressees(&mut self, group: Group, info: bool) {
        let field = self.field(group, self.spoiled_address(group));
        let roles = self.with_context(|cx| addressee::read_roles(&field, cx));
        self.sort_roles(roles, if info { addressee::Role::Info } else { addressee::Role::To });
    }

    /// Puts each addressee where the word before it says: a heading whose lines were run together has several words.
    fn sort_roles(&mut self, roles: Vec<(Option<addressee::Role>, Addressee<'s>)>, own: addressee::Role) {
        for (role, addressee) in roles {
            let noise = addressee.post.is_none() && groups::is_noise(addressee.name.as_bytes());
            if noise && addressee.exempt.is_empty() {
                continue;
            }
            match role.unwrap_or(own) {
                addressee::Role::From => {
                    let addressee = self.without_noise(addressee);
                    self.record.from.get_or_insert(addressee);
                }
                addressee::Role::To => self.record.to.push(addressee),
                addressee::Role::Info => self.record.info.push(addressee),
                addressee::Role::Exempt => self.exempted(addressee),
            }
        }
    }

    /// A sender of which the tables know the name before a sign that stands in no name: `AMEMBASSY LONDON =, (c)`.
    fn without_noise(&self, mut addressee: Addressee<'s>) -> Addressee<'s> {
        let stray = |c: char| {
            !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '.' | '-' | '\'' | '/' | '(' | '&' | ',')
        };
        let name = addressee.name.as_ref();
        if let Some(at) = name.find(stray) {
            let before = name[..at].trim_end();
            let registry = self.options.registry;
            if registry.post_named(before).is_some() {
                addressee.post =
                    addressee::post_of(before, registry).map(|post| Text::Owned(post.into_owned()));
                addressee.name = Text::Owned(before.to_owned());
            }
        }
        addressee
    }

    fn exempt(&mut self, group: Group) {
        let field = self.field(group, 0);
        for (_, addressee) in self.with_context(|cx| addressee::read_roles(&field, cx)) {
            self.exempted(addressee);
        }
    }

    /// `XMT` belongs to the collective address before it (TF 4.8).
    pub(crate) fn exempted(&mut self, addressee: Addressee<'s>) {
        let mut names = addressee.exempt;
        if !addressee.name.is_empty() {
            names.push(addressee.name);
        }
        let last = self.record.info.last_mut().or(self.record.to.last_mut());
        if let Some(last) = last {
            last.exempt.extend(names);
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

    fn classification(&mut self, group: Group) {
        let field = self.field(group, 0);
        let Some(line) = self.with_context(|cx| classification::read(&field, cx)) else {
            // The number alone, its level left out.
            if self.record.mrn.is_none() {
                let number = field.part(0..without_series(field.as_str().as_bytes()).len());
                self.record.mrn = self.with_context(|cx| mrn::parse_printed(&number, cx));
            }
            return;
        };
        if self.record.classification.is_none() {
            self.record.classification = line.classification;
        }
        if self.record.mrn.is_none() {
            self.record.mrn = line.mrn;
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

    pub(crate) fn add_caption(&mut self, name: Text<'s>, span: Span) {
        if !self.record.captions.contains(&name) {
            self.places.indexed("/captions", self.record.captions.len(), span);
            self.record.captions.push(name);
        }
    }

    fn caption(&mut self, group: Group) {
        let field = self.field(group, 0);
        for (name, range) in self.with_context(|cx| caption::read(field.as_str(), cx)).unwrap_or_default() {
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

    pub(crate) fn subject(&mut self, field: Field<'s>) {
        let Some(read) = self.with_context(|cx| subject::read(&field, cx)) else { return };
        // The longest subjects, lists of names, have 850 characters (TF 6.8): what is longer has lost its end.
        if read.text.len() > 1000 {
            return;
        }
        self.places.add("/subject", read.span);
        self.record.subject = Some(read.text);
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
        let skip = field.as_str().bytes().take_while(u8::is_ascii_alphabetic).count();
        self.set_references(&self.field(group, skip));
    }

    pub(crate) fn set_references(&mut self, field: &Field<'s>) {
        self.record.references = self.with_context(|cx| references::read(field, cx));
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

    /// A heading whose class line is lost, or bears no number: the page line and the banner say what they can.
    pub(crate) fn without_class_line(&mut self, parts: &[Section]) {
        let lines = self.syntax.lines();
        if self.record.mrn.is_none() {
            let page = lines.iter().find(|l| l.kind == Kind::PageLine);
            let read =
                page.and_then(|line| page_line::page_line(self.syntax.text(line)).map(|read| (line, read)));
            if let Some((line, read)) = read.filter(|(_, read)| !read.routing) {
                let at = line.text().start as usize;
                // The number stands behind the station, blanks between.
                let text = self.syntax.text(line);
                let figures =
                    text[read.station.end..].iter().take_while(|b| **b == b' ').count() + read.station.end;
                let end = figures + text[figures..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                let field = self.source.field(Span::new(at + read.station.start, at + end));
                self.record.mrn = self.with_context(|cx| mrn::parse_printed(&field, cx)).map(|mut mrn| {
                    self.whole_station(&mut mrn);
                    mrn
                });
            }
        }
        if self.record.classification.is_none() {
            let first = parts.first().map_or(0, |p| p.lines.start);
            let mut banners = lines[first..].iter().filter(|l| l.kind == Kind::Banner);
            self.record.classification = banners.find_map(|line| {
                let field = self.source.field(line.text());
                self.with_context(|cx| classification::read(&field, cx))?.classification
            });
        }
    }

    /// The page line has the first six characters of a station's name; the sender's post is whole.
    fn whole_station(&self, mrn: &mut crate::record::Mrn<'s>) {
        let post = self.record.from.as_ref().and_then(|f| f.post.as_deref());
        if let Some(post) = post.filter(|p| p.len() > mrn.post.len() && p.starts_with(mrn.post.as_ref())) {
            mrn.post = Text::Owned(post.to_owned());
            mrn.canonical = mrn.year.map(|year| mrn::canonical(year, post, mrn.number, mrn.airgram));
        }
    }
}
