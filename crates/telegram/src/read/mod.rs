//! From the syntax to the record.

mod addresses;
mod blocks;
mod body;
mod broken_off;
mod class_line;
mod damage;
mod draft;
mod editors;
mod form;
pub(crate) mod groups;
mod heading;
mod items;
mod labelled;
mod lead;
mod marks;
mod page_head;
mod places;
mod quotes;
mod run_on;
mod sections;
mod signature;
mod signs;
mod summary;
mod supplement;
mod tables;
mod unwrap;
mod words;

use crate::fields::{attributes, classification, page_line};
use crate::options::Options;
use crate::record::{Attributes, Damage, DamageKind, ExecutiveOrder, Record, SCHEMA, Sections};
use crate::span::Span;
use crate::syntax::{self, Kind, Syntax};
use crate::telegram::Section;
use crate::telegram::Telegram;
use crate::text::SourceText;
use heading::Heading;
use memchr::memmem::Finder;
use places::Places;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Reads the record of one telegram from its source text: any bytes.
///
/// There is no error: a text that is no telegram gives a record with a body and nothing else. `attributes` is what the
/// source says beside the text (those that stand in the text itself are found there); what the text does not say is taken
/// from them where it is known that they say it. [`Record::source`] is the caller's to fill, the encoding apart.
///
/// ```
/// use chancery_telegram::{Options, read, record::Attributes};
///
/// let text = b"R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\
///     UNCLAS PORT ALDER 000417\n\nSUBJECT: HARBOR LIGHTS REPAIRED\n\n1. Nine lights work again.\nWEAVER\n";
/// let record = read(text, Attributes::default(), &Options::default());
/// assert_eq!(record.mrn.unwrap().canonical.as_deref(), Some("07PORTALDER417"));
/// assert_eq!(record.sent.unwrap().at.unwrap().to_string(), "2007-03-12T14:30:00Z");
/// assert_eq!(record.subject.as_deref(), Some("HARBOR LIGHTS REPAIRED"));
/// assert_eq!(record.signature, ["WEAVER"]);
/// ```
pub fn read<'s>(src: &'s [u8], attributes: Attributes<'s>, options: &Options<'_>) -> Record<'s> {
    Telegram::read(src, attributes, options).record
}

/// Reads the heading of a telegram's section whose other sections lie elsewhere: number, date, and which section of how many
/// it is ([`Record::sections`]). Nothing is read of its body. None for all other texts, those that have all of their
/// sections too, which costs little.
///
/// ```
/// use chancery_telegram::{Options, read_section};
///
/// let text = b"R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\
///     UNCLAS SECTION 02 OF 03 PORT ALDER 000417\n\n9. Nine lights work again.\n";
/// let record = read_section(text, &Options::default()).unwrap();
/// assert_eq!(record.sections.unwrap().this, Some(2));
/// assert_eq!(record.mrn.unwrap().canonical.as_deref(), Some("07PORTALDER417"));
/// assert_eq!(read_section(b"UNCLAS PORT ALDER 000417\n", &Options::default()), None);
/// ```
pub fn read_section<'s>(src: &'s [u8], options: &Options<'_>) -> Option<Record<'s>> {
    let syntax = syntax::parse(src, options.registry);
    let parts = parts(&syntax, options);
    let mut record = Record::default();
    say_sections(&mut record, &parts);
    record.sections.as_ref().filter(|sections| sections.this.is_some() && sections.of.is_some())?;
    let source = SourceText::new(syntax.source(), syntax.has_odd());
    let mut places = Places::new(options.spans);
    begin(&mut record, &source, &syntax, Attributes::default());
    let reading = Reading { source: &source, syntax: &syntax, options };
    let headed = reading.is_headed(&record);
    reading.headings(&mut record, &mut places, &parts, headed);
    reading.heading(&mut record, &mut places).supplement();
    Some(record)
}

/// What is read, and with what.
struct Reading<'r, 's, 'o> {
    source: &'r SourceText<'s>,
    syntax: &'r Syntax<'s>,
    options: &'r Options<'o>,
}

impl<'s> Reading<'_, 's, '_> {
    /// Has the text anything of a telegram but text, or did editors give it a head?
    fn is_headed(&self, record: &Record<'_>) -> bool {
        let is_text = |kind: Kind| matches!(kind, Kind::Text | Kind::End | Kind::Dash);
        record.is_edited() || self.syntax.lines().iter().any(|l| !l.kind.is_furniture() && !is_text(l.kind))
    }

    fn heading<'h>(&'h self, record: &'h mut Record<'s>, places: &'h mut Places) -> Heading<'h, 's, 'h> {
        let Reading { source, syntax, options } = *self;
        Heading { source, syntax, options, record, places, year: None, day: None }
    }

    /// Reads the headings of all sections. Gives where the heading goes on behind the text.
    fn headings(
        &self,
        record: &mut Record<'s>,
        places: &mut Places,
        parts: &[Section],
        headed: bool,
    ) -> Option<u32> {
        let mut heading = self.heading(record, places);
        heading.year = self.options.date.map(|d| d.year);
        heading.day = self.options.date.and_then(|d| d.day_of_year());
        heading.year_beside();
        let labelled = self.syntax.kinds().has(Kind::Label);
        if labelled {
            parts.iter().rev().for_each(|part| heading.day_of_labels(part));
        }
        let behind = parts.first().and_then(|first| heading.draft(first));
        for part in parts {
            heading.read(part);
        }
        if labelled {
            for part in parts {
                heading.read_labels(part);
            }
        }
        if headed {
            heading.without_class_line(parts);
            heading.lone_sender();
        } else {
            heading.number_of_page();
        }
        behind
    }
}

/// What a record begins with, before anything of the telegram is read.
fn begin<'s>(
    record: &mut Record<'s>,
    source: &SourceText<'s>,
    syntax: &Syntax<'s>,
    attributes: Attributes<'s>,
) {
    record.schema = Cow::Borrowed(SCHEMA);
    record.source.encoding = Some(Cow::Borrowed(source.encoding().name()));
    record.attributes = attributes;
    if record.attributes.is_empty() {
        let said = [printed_attributes, page_head::attributes, editors::printed::attributes];
        let mut said = said.into_iter().map(|read| read(source, syntax));
        record.attributes = said.find(|attributes| !attributes.is_empty()).unwrap_or_default();
    }
}

/// The sections, in their order.
pub(crate) fn parts(syntax: &Syntax<'_>, options: &Options<'_>) -> Vec<Section> {
    let mut parts = sections::cut(syntax);
    number_sections(syntax, &mut parts, options);
    parts
}

pub(crate) fn record<'s>(
    source: &SourceText<'s>,
    syntax: &Syntax<'s>,
    parts: &[Section],
    attributes: Attributes<'s>,
    options: &Options<'_>,
) -> Record<'s> {
    let mut record = Record::default();
    begin(&mut record, source, syntax, attributes);
    let mut places = Places::new(options.spans);
    let forms = syntax.kinds().has(Kind::Form);
    let reading = Reading { source, syntax, options };
    let headed = reading.is_headed(&record);
    let behind = reading.headings(&mut record, &mut places, parts, headed);

    let frame = editors::frame::Frame::of(&record.attributes);
    let text = body::Where { source, syntax, parts, end: behind.unwrap_or(u32::MAX) };
    let body = body::read(&text, headed, frame.as_ref(), options.registry);
    record.body = body.blocks;
    if let Some((text, span)) = body.summary {
        places.add("/summary", span);
        record.summary = Some(text);
    }
    for (index, (name, span)) in body
        .signature
        .into_iter()
        .enumerate()
        .filter(|(_, (name, _))| {
            record.signature.is_empty() && (!forms || crate::form::line::is_signature(name.as_bytes()))
        })
        .collect::<Vec<_>>()
    {
        places.indexed("/signature", index, span);
        record.signature.push(name);
    }
    if let (Some(span), None) = (body.group, &record.executive_order) {
        let text = source.slice(span);
        let instruction = Some(text.clone());
        record.executive_order =
            Some(ExecutiveOrder { text, instruction, span, ..ExecutiveOrder::default() });
    }
    let end = parts.iter().map(|part| part.lines.end).max().unwrap_or(0);
    let found = damage::scan(source, syntax, &syntax.lines()[..end]);
    record.redactions = found.redactions;
    record.damage.extend(found.damage);
    record.damage.extend(body.damage);
    say_sections(&mut record, parts);
    let mut heading = reading.heading(&mut record, &mut places);
    heading.supplement();
    heading.opening(&body.opening);
    if record.damage.len() > 1 {
        record.damage.sort_by_key(|d| d.span);
    }
    released(&mut record, syntax);
    sections_place(source, syntax, &record, &mut places);
    record.spans = places.finish(&record, source);
    record
}

/// The attributes that stand in the text itself, behind `Message Attributes`.
fn printed_attributes<'s>(source: &SourceText<'s>, syntax: &Syntax<'s>) -> Attributes<'s> {
    let lines = syntax.attributes();
    let Some(first) = lines.iter().position(|l| l.kind == Kind::Attribute) else {
        return Attributes::default();
    };
    let last = lines.iter().rposition(|l| l.kind == Kind::Attribute).unwrap_or(first);
    attributes::read(&groups::lines_field(source, &lines[first..=last], 0))
}

/// In a class line that tells the section, and in such a page line.
static SECTION: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"SECT"));
static OF: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"OF"));

/// Tells the section that each part is, by its class line, else its page line, and puts the parts in order.
fn number_sections(syntax: &Syntax<'_>, parts: &mut [Section], options: &Options<'_>) {
    if parts.len() == 1 && !syntax.kinds().any(&[Kind::Classification, Kind::PageLine, Kind::Form]) {
        return;
    }
    let cx = crate::fields::Context {
        registry: options.registry,
        year: None,
        day_of_year: None,
        post: None,
        number: None,
    };
    for part in parts.iter_mut() {
        for (_, line) in syntax.others(part.lines.clone()) {
            let text = syntax.text(line);
            match line.kind {
                Kind::Classification if SECTION.find(text).is_some() => {
                    let Ok(line) = std::str::from_utf8(text) else { continue };
                    let read = classification::read(&crate::field::Field::contiguous(line, 0), &cx);
                    // A number behind its section, the level left out.
                    let section =
                        read.as_ref().map_or_else(|| crate::form::line::section(text), |r| r.section);
                    if let Some((number, of)) = section {
                        part.number = Some(number);
                        let last = read.is_some_and(|read| read.last_section).then_some(number);
                        part.of = of.or(part.of).or(last);
                        break;
                    }
                }
                Kind::Form if part.number.is_none() => {
                    if let Some((number, of)) = crate::form::line::section(text) {
                        part.number = Some(number);
                        part.of = of;
                    }
                }
                Kind::PageLine if part.number.is_none() && OF.find(text).is_some() => {
                    if let Some(page) = page_line::page_line(text) {
                        part.number = page.section;
                        part.of = page.of;
                    }
                }
                _ => {}
            }
        }
    }
    if parts.len() > 1 {
        parts.sort_by_key(|p| p.number.unwrap_or(0));
    }
}

/// What the record says of its sections, and of those that are missing or stand twice.
fn say_sections(record: &mut Record<'_>, parts: &[Section]) {
    let of = parts.iter().filter_map(|p| p.of).max();
    let mut present: Vec<u16> = parts.iter().filter_map(|p| p.number).collect();
    // An edition prints a telegram whole, with the class line of its first section.
    let alone = present.len() < 2 && (record.is_edited() || of.is_none_or(|of| of < 2));
    if alone {
        return;
    }
    let all = present.len();
    present.dedup();
    if present.len() < all {
        let note = Some(Cow::Borrowed("a section stands twice"));
        record.damage.push(Damage { kind: DamageKind::DoubledSection, span: None, note });
    }
    let of = of.or(present.last().copied());
    let sections = match present[..] {
        [this] if of != Some(1) => Sections { this: Some(this), of, present: Vec::new() },
        _ => Sections { this: None, of, present },
    };
    // One section alone is a whole telegram of which the others lie elsewhere; several with a gap have lost one.
    if sections.this.is_none() {
        let missing = (1..=of.unwrap_or(0)).filter(|n| !sections.present.contains(n));
        for number in missing.take(99) {
            let note = Some(Cow::Owned(format!("section {number} is not here")));
            record.damage.push(Damage { kind: DamageKind::MissingSection, span: None, note });
        }
    }
    record.sections = Some(sections);
}

/// Where the first line stands that tells the section: `SECTION 01 OF 03`.
fn sections_place(source: &SourceText<'_>, syntax: &Syntax<'_>, record: &Record<'_>, places: &mut Places) {
    if record.sections.is_none() || !places.are_wanted() {
        return;
    }
    let of = [Kind::Classification, Kind::Form, Kind::PageLine];
    for line in syntax.lines().iter().filter(|line| of.contains(&line.kind)) {
        let text = &source.bytes()[line.text().range()];
        let Some(at) = SECTION.find(text) else { continue };
        let mut end = at;
        let mut go = |is: fn(&u8) -> bool| {
            let length = text[end..].iter().take_while(|b| is(b)).count();
            end += length;
            length
        };
        go(u8::is_ascii_alphabetic);
        go(u8::is_ascii_whitespace);
        if go(u8::is_ascii_digit) == 0 {
            continue;
        }
        let mut last = end;
        let of = text[end..].trim_ascii_start().strip_prefix(b"OF").map(<[u8]>::trim_ascii_start);
        if let Some(figures) = of {
            let length = figures.iter().take_while(|b| b.is_ascii_digit()).count();
            last = if length > 0 { text.len() - figures.len() + length } else { last };
        }
        let start = line.text().start as usize;
        places.add("/sections", Span::new(start + at, start + last));
        return;
    }
}

/// The copy says itself that it was released.
fn released(record: &mut Record<'_>, syntax: &Syntax<'_>) {
    let stamped = syntax.kinds().has(Kind::Stamp)
        || record.attributes.get("Current Classification").is_some_and(|v| v.trim() == "UNCLASSIFIED");
    if let Some(classification) = &mut record.classification {
        classification.declassified = stamped;
    }
}
