//! A telegram as the rules and repairs look at it: what it is, when it was sent, what of it is here.

use crate::cells::Cells;
use crate::finding::{Finding, Stretches};
use crate::heading::Heading;
use crate::order::OrderLine;
use crate::repair::{self, Proposal};
use crate::rule::{Era, Rule, Severity};
use crate::traces::Traces;
use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::Context;
use chancery_telegram::fields::classification::{self, ClassLine};
use chancery_telegram::fields::labels::{self, Label};
use chancery_telegram::record::{Block, BlockKind, DamageKind, Level, Record};
use chancery_telegram::syntax::{Kind, Line};
use chancery_telegram::{DateHint, FieldLines, Options, Section, Span, Telegram};
use jiff::civil::Date;
use std::ops::Range;

/// In which of its renderings a telegram is here (TF 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// T: teletype, as sent.
    Teletype,
    /// N: the electronic files of 1973-79.
    Nara,
    /// P: a printed copy of later years.
    Printed,
    /// C: an ASCII copy of 2000-2010, one section.
    Section,
    /// M: an ASCII copy of 2000-2010, merged or rerouted.
    Merged,
    /// H: its header is missing.
    Headless,
    /// S: a SMART rendering.
    Smart,
    /// L: an old telegram inside a SMART rendering.
    Legacy,
    /// A printed form of 1945-73.
    Form,
    /// A fragment, or no telegram.
    Fragment,
}

/// A telegram, and what was found out of it once for all rules.
#[derive(Debug)]
pub struct Look<'t, 's> {
    /// The telegram.
    pub telegram: &'t Telegram<'s>,
    /// The tables.
    pub registry: &'t Registry,
    dialect: Dialect,
    sent: Option<(Date, Date)>,
    pub(crate) cells: Cells<'t, 's>,
}

impl<'t, 's> Look<'t, 's> {
    /// Looks at a telegram; `options` are those that it was read with.
    pub fn new(telegram: &'t Telegram<'s>, options: &Options<'t>) -> Look<'t, 's> {
        Look {
            telegram,
            registry: options.registry,
            dialect: dialect(telegram),
            sent: sent(&telegram.record, options.date),
            cells: Cells::default(),
        }
    }

    /// What the telegram says.
    pub fn record(&self) -> &'t Record<'s> {
        &self.telegram.record
    }

    /// The bytes of its text.
    pub fn source(&self) -> &'s [u8] {
        self.telegram.source()
    }

    /// The first and the last day on which it can have been sent (markings-and-indexing 0.2): one day, where the text says
    /// it; a year, where only its number does; none, where nothing tells.
    pub fn sent_between(&self) -> Option<(Date, Date)> {
        self.sent
    }

    /// The day of sending, where it is known.
    pub fn sent(&self) -> Option<Date> {
        self.sent.filter(|(first, last)| first == last).map(|(first, _)| first)
    }

    /// The year of sending.
    pub fn year(&self) -> Option<i16> {
        self.sent.filter(|(first, last)| first.year() == last.year()).map(|(first, _)| first.year())
    }

    /// True where it was surely sent on this day or later.
    pub fn sent_from(&self, day: Date) -> bool {
        self.sent.is_some_and(|(first, _)| first >= day)
    }

    /// True where it was surely sent on this day or before.
    pub fn sent_until(&self, day: Date) -> bool {
        self.sent.is_some_and(|(_, last)| last <= day)
    }

    /// How grave a rule is on the day of sending. None where it does not apply then, or where nothing tells the day that it
    /// hangs on.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        // Nearly all rules apply at all times.
        if let [Era { severity, from: None, to: None }, ..] = rule.eras {
            return Some(*severity);
        }
        let holds = |era: &&Era| {
            era.from.is_none_or(|from| self.sent_from(from)) && era.to.is_none_or(|to| self.sent_until(to))
        };
        rule.eras.iter().find(holds).map(|era| era.severity)
    }

    /// The context for the readers of fields.
    pub fn context(&self) -> Context<'t> {
        let record = self.record();
        let day = self.sent();
        Context {
            registry: self.registry,
            year: self.year().and_then(|year| u16::try_from(year).ok()),
            day_of_year: day.and_then(|day| u16::try_from(day.day_of_year()).ok()),
            post: record.mrn.as_ref().map(|mrn| mrn.post.as_ref()),
            number: record.mrn.as_ref().map(|mrn| mrn.number),
        }
    }

    /// The overall level, by the class line.
    pub fn level(&self) -> Option<Level> {
        self.record().classification.as_ref()?.level
    }

    /// True where the level is known, and below RESTRICTED.
    pub(crate) fn is_unclassified(&self) -> bool {
        self.level().is_some_and(|level| level.rank() <= 1)
    }

    /// True for CONFIDENTIAL, SECRET and TOP SECRET.
    pub fn is_classified(&self) -> bool {
        self.level().is_some_and(|level| level.is_classified())
    }

    /// In which rendering it is here.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Is it here in one of these renderings?
    pub fn is(&self, dialects: &[Dialect]) -> bool {
        dialects.contains(&self.dialect)
    }

    /// True where the text stands here up to the signature or the end mark, with all of its sections.
    pub fn is_whole(&self) -> bool {
        let record = self.record();
        let sections = record.sections.as_ref().is_none_or(|sections| {
            sections.this.is_none() && sections.of.is_none_or(|of| sections.present.len() == usize::from(of))
        });
        let cut = record
            .damage
            .iter()
            .any(|damage| matches!(damage.kind, DamageKind::Cut | DamageKind::TextLost | DamageKind::Limit));
        let ended = !record.signature.is_empty()
            || record.transmission.as_ref().is_some_and(|transmission| transmission.end.is_some())
            || !record.attributes.is_empty();
        sections && !cut && ended
    }

    /// True where its heading is here: the first section, or the only one.
    pub fn is_first_section(&self) -> bool {
        self.record().sections.as_ref().is_none_or(|sections| match sections.this {
            Some(this) => this == 1,
            None => sections.present.first().is_none_or(|&first| first == 1),
        })
    }

    /// True where the copy says that it was released (markings-and-indexing 0.2).
    pub fn is_released(&self) -> bool {
        let record = self.record();
        record.classification.as_ref().is_some_and(|classification| classification.declassified)
            || record.attributes.get("Current Classification").is_some()
            || self.telegram.has(Kind::Stamp)
    }

    /// The numbered paragraphs, in order.
    pub fn numbered(&self) -> impl Iterator<Item = &'t Block<'s>> + use<'t, 's> {
        let record: &'t Record<'s> = &self.telegram.record;
        record.body.iter().filter(|block| block.number.is_some())
    }

    /// The heading zone of a section: its lines from the class line up to the first numbered paragraph, or to the first line
    /// of prose where none is numbered. Empty where it has no class line.
    pub fn heading_zone(&self, section: &Section) -> Range<usize> {
        let lines = self.telegram.lines();
        let of_kind = |kind: Kind| section.lines.clone().find(|&index| lines[index].kind == kind);
        let Some(first) = of_kind(Kind::Classification) else {
            return section.lines.start..section.lines.start;
        };
        let text = (first..section.lines.end).find(|&index| lines[index].kind == Kind::Text);
        first..text.unwrap_or(section.lines.end)
    }

    /// The lines of some kind, in the order of the text.
    pub fn lines(&self, kind: Kind) -> impl Iterator<Item = &'t Line> + use<'t, 's> {
        self.telegram.lines_of(kind)
    }

    /// The lines of some kind among these, which follow each other in the telegram.
    pub(crate) fn lines_among(
        &self,
        among: &[Line],
        kind: Kind,
    ) -> impl Iterator<Item = &'t Line> + use<'t, 's> {
        let (start, end) =
            (among.first().map_or(0, |line| line.start), among.last().map_or(0, |line| line.end));
        let behind = self.lines(kind).skip_while(move |line| line.start < start);
        behind.take_while(move |line| line.start < end)
    }

    /// Where something rare may begin in the text; found once.
    pub(crate) fn traces(&self) -> &Traces {
        self.cells.traces.get_or_init(|| Traces::new(self.source()))
    }

    /// The lines in which some of these places lie, which are in the order of the text; each once.
    pub(crate) fn lines_at<'p>(&self, places: &'p [u32]) -> impl Iterator<Item = &'t Line> + use<'p, 't, 's> {
        let mut lines = self.telegram.lines();
        let mut places = places.iter();
        std::iter::from_fn(move || {
            let start = lines.first()?.start;
            let place = *places.find(|&&place| place >= start)?;
            let (line, behind) = lines[lines.partition_point(|line| line.end <= place)..].split_first()?;
            lines = behind;
            Some(line)
        })
    }

    /// The fields of this kind in the headings, each with the index of its section.
    pub fn fields(&self, kind: Kind) -> impl Iterator<Item = (usize, &FieldLines)> {
        let all = if self.telegram.has(kind) { self.all_fields() } else { &[] };
        all.iter().filter(move |(_, field)| field.kind == kind).map(|(index, field)| (*index, field))
    }

    /// The fields of the headings, each with the index of its section, in the order of the sections; cut once for all rules.
    pub(crate) fn all_fields(&self) -> &[(usize, FieldLines)] {
        self.cells.fields.get_or_init(|| {
            let sections = self.telegram.sections.iter().enumerate();
            let of =
                |(index, section)| self.telegram.section_fields(section).map(move |field| (index, field));
            sections.flat_map(of).collect()
        })
    }

    /// The labelled fields with this label (dialects S and L).
    pub fn labelled(&self, label: Label) -> impl Iterator<Item = &FieldLines> {
        self.fields(Kind::Label).map(|(_, field)| field).filter(move |field| {
            let line = &self.telegram.lines()[field.lines.start];
            labels::label(self.bytes(line)).is_some_and(|(found, _)| found == label)
        })
    }

    /// What the lines that are classification lines say, each read by itself, once for all who ask; the span is the line's.
    pub(crate) fn class_line(&self, line: &Line) -> Option<&ClassLine<'s>> {
        let all = self.cells.class_lines.get_or_init(|| {
            let cx = self.context();
            // Where the headings are read, most of them are.
            let headings = self.cells.headings.get().map_or(&[][..], Vec::as_slice);
            let of = |(field, read): &(Field<'s>, ClassLine<'s>)| {
                (field.span(0..field.as_str().len()), Some(read.clone()))
            };
            let mut known = headings.iter().filter_map(|heading| heading.class.as_ref()).map(of).peekable();
            let mut read = |line: &Line| {
                while known.next_if(|(span, _)| span.start < line.text().start).is_some() {}
                match known.next_if(|(span, _)| *span == line.text()) {
                    Some((_, read)) => read,
                    None => classification::read(&self.telegram.part(line.text()), &cx),
                }
            };
            self.lines(Kind::Classification).map(|line| (line.text(), read(line))).collect()
        });
        let at = all.binary_search_by_key(&line.text(), |(span, _)| *span).ok()?;
        all[at].1.as_ref()
    }

    /// The executive order line; read once for all rules.
    pub(crate) fn order(&self) -> Option<&OrderLine<'s>> {
        self.cells.order.get_or_init(|| OrderLine::of(self)).as_ref()
    }

    /// True where the whole heading is here, so that what it lacks is missing: date, sender, addressee and class line, or the
    /// labelled fields of a SMART rendering, with text behind them; the first section.
    pub fn has_whole_heading(&self) -> bool {
        *self.cells.whole_heading.get_or_init(|| self.finds_whole_heading())
    }

    fn finds_whole_heading(&self) -> bool {
        let record = self.record();
        let classic = record.classification.as_ref().is_some_and(|class| !class.span.is_empty())
            && self.lines(Kind::Classification).next().is_some()
            && self.lines(Kind::From).next().is_some()
            && self.lines(Kind::To).next().is_some()
            && record.sent.is_some();
        let smart = self.is(&[Dialect::Smart, Dialect::Legacy])
            && self.labelled(Label::Mrn).next().is_some()
            && record.from.is_some();
        (classic || smart)
            && !self.is(&[Dialect::Form, Dialect::Fragment])
            && self.is_first_section()
            && !record.body.is_empty()
    }

    /// Where the subject stands, its label left out.
    pub fn subject_place(&self) -> Option<Span> {
        let (_, lines) = self.fields(Kind::Subject).next()?;
        let field = self.telegram.field(lines);
        let text = field.as_str();
        let label = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let value = text[label..].trim_start_matches([':', ' ', '\t', ';', '.', '-', '\n', '\r']);
        Some(field.span(text.len() - value.len()..text.trim_end().len().max(text.len() - value.len())))
    }

    /// The lines of the first heading, and some below it: where a garbled label looks like text.
    pub fn around_heading(&self) -> &'t [Line] {
        let lines = self.telegram.lines();
        let zone =
            self.telegram.sections.first().map(|section| self.heading_zone(section)).unwrap_or_default();
        &lines[zone.start..(zone.end + 8).min(lines.len()).max(zone.start)]
    }

    /// True where a line near the first heading begins with this word, a stray sign or two before it: on scanned pages a
    /// label may stand behind what was taken for the end of the heading.
    pub fn has_label(&self, word: &[u8]) -> bool {
        let lines = self.telegram.lines();
        let first = self
            .telegram
            .sections
            .first()
            .map(|section| self.heading_zone(section).start)
            .unwrap_or_default();
        lines[first..].iter().take(40).any(|line| {
            let bytes = self.bytes(line);
            let stray = bytes.iter().take(4).take_while(|b| !b.is_ascii_alphanumeric()).count();
            bytes[stray..].starts_with(word)
        })
    }

    /// A line's bytes, without the blanks around them.
    pub fn bytes(&self, line: &Line) -> &'s [u8] {
        &self.source()[line.text().range()]
    }

    /// Where a finding about something that the heading lacks is shown: at the class line, else at the first line that says
    /// something.
    pub fn place_of_heading(&self) -> Span {
        let record = self.record();
        if let Some(class) = record.classification.as_ref().filter(|class| !class.span.is_empty()) {
            return class.span;
        }
        let first = self.telegram.lines().iter().find(|line| line.is_heading());
        let first = first.or_else(|| self.telegram.lines().iter().find(|line| line.kind != Kind::Blank));
        first.map(Line::text).unwrap_or_default()
    }

    /// The headings of the sections, in the order of the sections; read once.
    pub fn headings(&self) -> &[Heading<'s>] {
        self.cells.headings.get_or_init(|| {
            let cx = self.context();
            // They stand in the order of the sections.
            let mut rest = self.all_fields();
            let of = |(index, section)| {
                let (own, behind) = rest.split_at(rest.partition_point(|(of, _)| *of <= index));
                rest = behind;
                Heading::new(self.telegram, section, own.iter().map(|(_, field)| field), &cx)
            };
            self.telegram.sections.iter().enumerate().map(of).collect()
        })
    }

    /// What could be repaired; computed once.
    pub fn proposals(&self) -> &[Proposal] {
        self.cells.proposals.get_or_init(|| repair::propose(self))
    }

    /// True where a finding lies wholly in a repeated telegram, a quoted document or a redaction.
    pub(crate) fn is_closed(&self, finding: &Finding) -> bool {
        let closed = self.cells.closed.get_or_init(|| {
            let record = self.record();
            let quotes =
                record.body.iter().filter(|block| block.kind == BlockKind::Quote).map(|block| block.span);
            Stretches::new(quotes.chain(record.redactions.iter().map(|redaction| redaction.span)))
        });
        closed.hold(finding.span)
    }
}

/// The order in which it can be told is that of TF 1.
fn dialect(telegram: &Telegram<'_>) -> Dialect {
    let has = |kind: Kind| telegram.has(kind);
    if has(Kind::Label) {
        return if has(Kind::From) || has(Kind::DateTime) { Dialect::Legacy } else { Dialect::Smart };
    }
    if has(Kind::Form) {
        return Dialect::Form;
    }
    if has(Kind::AttributesMark) || has(Kind::Attribute) || !telegram.record.attributes.is_empty() {
        return Dialect::Nara;
    }
    if has(Kind::Distribution) || has(Kind::Dash) || has(Kind::PageLine) {
        let late =
            telegram.record.sent.as_ref().and_then(|sent| sent.at).is_some_and(|at| at.date().year() >= 1980);
        return if late { Dialect::Printed } else { Dialect::Nara };
    }
    if let Some(channel) = telegram.lines_of(Kind::Channel).next() {
        let text = telegram.line(channel);
        return if text.starts_with("VZCZCXYZ") {
            Dialect::Merged
        } else if text.starts_with("VZCZCXRO") {
            Dialect::Section
        } else {
            Dialect::Teletype
        };
    }
    if has(Kind::Station) {
        Dialect::Teletype
    } else if has(Kind::From) || has(Kind::DateTime) || has(Kind::To) {
        Dialect::Headless
    } else {
        Dialect::Fragment
    }
}

fn sent(record: &Record<'_>, date: Option<DateHint>) -> Option<(Date, Date)> {
    if let Some(at) = record.sent.as_ref().and_then(|sent| sent.at) {
        return Some((at.date(), at.date()));
    }
    let year = record.mrn.as_ref().and_then(|mrn| mrn.year);
    if let Some(year) = year.and_then(|year| i16::try_from(year).ok()) {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    }
    let date = date?;
    let year = i16::try_from(date.year).ok()?;
    let day = |month: Option<u8>, day: Option<u8>| {
        let month = i8::try_from(month?).ok()?;
        Date::new(year, month, i8::try_from(day.unwrap_or(1)).ok()?).ok()
    };
    match (date.month, date.day) {
        (Some(_), Some(_)) => day(date.month, date.day).map(|day| (day, day)),
        (Some(_), None) => day(date.month, None).map(|day| (day, day.last_of_month())),
        _ => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
    }
}
