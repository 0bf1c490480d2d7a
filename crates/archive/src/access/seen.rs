//! A telegram as a reader sees it: what an archive without the hidden portions would hold.

use super::id::PortionId;
use super::label::Label;
use super::lists;
use super::portion::{Portion, Rule, places};
use super::reader::Reader;
use super::visible::{Visible, shown};
use chancery_telegram::record::{
    Attributes, Block, BlockKind, Classification, Damage, Record, Redaction, Source, Text,
};
use chancery_telegram::{Options, Span, read};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// The source's bytes with the hidden stretches left out; none where nothing may be seen.
pub fn seen_text(source: &[u8], portions: &[Portion], reader: &Reader) -> Option<Vec<u8>> {
    if *reader == Reader::Owner {
        return Some(source.to_vec());
    }
    Some(Visible::new(portions, &shown(portions, reader)?).text(source))
}

/// The record that an archive without the hidden portions would give; none where nothing may be seen.
///
/// `record` was read from `source` with `options`, and `portions` made of both. Two telegrams that differ only inside
/// portions that the reader does not see give the same record: so what hangs on the text as a whole (encoding, damage,
/// redactions, sections, the summary's extent, what is a heading) is read anew from the visible text alone, and nothing
/// tells where in the source or how long the rest is. Spans of blocks are places in [`seen_text`]; others are left out.
/// The owner, and who reads a collection that was released and of which nothing is withheld, gets the record as it is; the
/// latter without the telegram's place in its file. Of the file's path only the owner has more than its last part: the folders
/// before it are those of the machine that imported it.
pub fn seen<'s>(
    record: &Record<'s>,
    source: &[u8],
    options: &Options<'_>,
    portions: &[Portion],
    reader: &Reader,
) -> Option<Record<'s>> {
    if *reader == Reader::Owner {
        return Some(record.clone());
    }
    let shown = shown(portions, reader)?;
    // That nothing is hidden here follows from no word of the text.
    let released = |p: &Portion| matches!(p.rule, Rule::CollectionReleased | Rule::PartOf | Rule::Handle);
    let open = portions.iter().all(released) && portions.iter().any(|p| p.rule == Rule::CollectionReleased);
    if open && shown.iter().all(|shown| *shown) {
        let mut seen = record.clone();
        // Other telegrams of the same file may be withheld: where this one lies in it tells how long they are.
        seen.source.span = None;
        seen.source.file = seen.source.file.map(last_part);
        for part in &mut seen.source.parts {
            part.span = None;
            part.file = part.file.take().map(last_part);
        }
        return Some(seen);
    }
    let view = View {
        record,
        visible: Visible::new(portions, &shown),
        ids: portions.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(p, _)| p.id).collect(),
        join: join(portions, &shown),
        partial: portions.iter().zip(&shown).any(|(p, shown)| !shown && p.id.has_label()),
    };
    let withheld = portions
        .iter()
        .any(|p| p.id == PortionId::Summary && matches!(p.rule, Rule::Decision) && !reader.sees(&p.label));
    if shown.iter().all(|shown| *shown) {
        let mut seen = view.of(record, false);
        seen.damage = record.damage.clone();
        seen.redactions = record.redactions.clone();
        return Some(seen);
    }
    let text = view.visible.text(source);
    let attributes =
        if view.sees(PortionId::Attributes) { record.attributes.clone() } else { Attributes::default() };
    let again = read(&text, attributes, &Options { spans: false, ..*options });
    let mut seen = view.of(&again, true);
    if withheld {
        seen.summary = None;
    }
    seen.damage = again.damage.into_iter().map(owned_damage).collect();
    seen.redactions = again.redactions.into_iter().map(owned_redaction).collect();
    Some(seen)
}

fn join(portions: &[Portion], shown: &[bool]) -> Label {
    let visible = portions.iter().zip(shown).filter(|(p, shown)| **shown && p.id.has_label());
    visible.map(|(p, _)| p.label).reduce(Label::join).unwrap_or(Label::UNCLASSIFIED)
}

/// The last part of a path.
fn last_part(path: Text<'_>) -> Text<'_> {
    match path.rfind(['/', '\\']) {
        Some(at) => Cow::Owned(path[at + 1..].to_owned()),
        None => path,
    }
}

fn owned_damage(damage: Damage<'_>) -> Damage<'static> {
    Damage { kind: damage.kind, span: damage.span, note: damage.note.map(|n| Cow::Owned(n.into_owned())) }
}

fn owned_redaction(redaction: Redaction<'_>) -> Redaction<'static> {
    Redaction { text: Cow::Owned(redaction.text.into_owned()), ..redaction }
}

/// What one reader sees of one telegram.
struct View<'v, 's> {
    record: &'v Record<'s>,
    visible: Visible,
    ids: FxHashSet<PortionId>,
    /// The join of the visible labels.
    join: Label,
    /// Something of the telegram is hidden. What stands around it does not count: whether there is anything is not told.
    partial: bool,
}

impl<'s> View<'_, 's> {
    fn sees(&self, id: PortionId) -> bool {
        self.ids.contains(&id)
    }

    /// The record without damage and redactions. `again` was read from the visible text alone; `cut` tells that this is
    /// another text than the record's.
    fn of(&self, again: &Record<'_>, cut: bool) -> Record<'s> {
        use PortionId::*;
        let record = self.record;
        let recode = Recode::new(record, again);
        let mut seen = Record { schema: record.schema.clone(), ..Record::default() };
        seen.source = Source {
            format: record.source.format.clone(),
            file: record.source.file.clone().map(last_part),
            member: record.source.member.clone(),
            id: record.source.id.clone(),
            encoding: again.source.encoding.as_ref().map(|e| Cow::Owned(e.clone().into_owned())),
            ..Source::default()
        };
        seen.mrn = record.mrn.clone();
        seen.sent = record.sent.clone();
        seen.from = record.from.clone();
        if self.sees(Precedence) {
            seen.precedence = record.precedence;
            seen.info_precedence = record.info_precedence;
        }
        if self.sees(Transmission) {
            seen.transmission = record.transmission.clone();
        }
        seen.to = self.list(To, &record.to);
        seen.info = self.list(Info, &record.info);
        if self.sees(Distribution) {
            seen.distribution = record.distribution.clone();
        }
        seen.drafted_by = self.list(Drafting, &record.drafted_by);
        seen.approved_by = self.list(Drafting, &record.approved_by);
        seen.cleared_by = self.list(Drafting, &record.cleared_by);
        seen.pass_to = self.list(PassTo, &record.pass_to);
        // Where nothing is hidden, no level is put in the place of one that the text does not give.
        seen.classification =
            (self.partial || record.classification.is_some()).then(|| self.classification(again));
        seen.captions = self.list(Captions, &record.captions);
        if self.sees(ExecutiveOrder) {
            seen.executive_order = record.executive_order.clone();
        }
        seen.classified_by = self.list(ClassifiedBy, &record.classified_by);
        seen.tags = self.list(Tags, &record.tags);
        if self.sees(Subject) {
            seen.subject = record.subject.clone();
            seen.subject_mark = record.subject_mark.clone();
        }
        seen.references = self.list(References, &record.references);
        // Which part of the body a summary takes hangs on what follows it; so it is that of the visible text.
        seen.summary = again.summary.as_ref().map(|summary| match cut {
            true => Cow::Owned(summary.clone().into_owned()),
            false => record.summary.clone().unwrap_or_default(),
        });
        if self.sees(Heading) {
            seen.sections = again.sections.clone();
        }
        seen.body = self.body(again);
        seen.signature = self.list(Signature, &record.signature);
        recode.record(&mut seen);
        if self.sees(PortionId::Attributes) {
            seen.attributes = record.attributes.clone();
        }
        without_places(&mut seen);
        seen
    }

    fn list<T: Clone>(&self, id: PortionId, list: &[T]) -> Vec<T> {
        if self.sees(id) { list.to_vec() } else { Vec::new() }
    }

    /// The class line where it is visible; else the highest label that is: a view has the level of what it shows.
    fn classification(&self, again: &Record<'_>) -> Classification<'s> {
        match self.record.classification.as_ref().filter(|_| self.sees(PortionId::Classification)) {
            Some(class) => Classification {
                declassified: again.classification.as_ref().is_some_and(|c| c.declassified),
                span: Span::default(),
                ..class.clone()
            },
            None => of_label(&self.join),
        }
    }

    fn body(&self, again: &Record<'_>) -> Vec<Block<'s>> {
        let kinds: FxHashMap<u32, BlockKind> = again.body.iter().map(|b| (b.span.start, b.kind)).collect();
        let mut body = Vec::with_capacity(self.record.body.len());
        for (place, block) in places(&self.record.body).zip(&self.record.body) {
            let keeps = |item: usize| {
                u32::try_from(item + 1).is_ok_and(|item| self.sees(PortionId::Item(place, item)))
            };
            let count = (0..block.items.len()).filter(|item| keeps(*item)).count();
            let block_seen = self.sees(PortionId::Block(place));
            if !block_seen && count == 0 {
                continue;
            }
            let mut seen = match block_seen {
                true => block.clone(),
                // Items that are marked lower than the paragraph around them.
                false => Block { kind: BlockKind::List, items: block.items.clone(), ..Block::default() },
            };
            if count < block.items.len() || !block_seen {
                let text = if block_seen { lists::without(block, keeps) } else { lists::only(block, keeps) };
                let Some(text) = text else { continue };
                seen.text = Cow::Owned(text);
                let mut index = 0..;
                seen.items.retain(|_| index.next().is_some_and(keeps));
            }
            seen.span = self.visible.span(match block_seen {
                true => block.span,
                false => seen.items.iter().map(|item| item.span).reduce(Span::to).unwrap_or_default(),
            });
            for item in &mut seen.items {
                item.span = self.visible.span(item.span);
            }
            // A line is a heading by what stands around it, which may be hidden.
            if matches!(seen.kind, BlockKind::Heading | BlockKind::Unnumbered) {
                seen.kind = match kinds.get(&seen.span.start) {
                    Some(BlockKind::Heading) => BlockKind::Heading,
                    _ => BlockKind::Unnumbered,
                };
            }
            body.push(seen);
        }
        body
    }
}

/// A classification that no line says.
fn of_label<'s>(label: &Label) -> Classification<'s> {
    Classification {
        text: Cow::Borrowed(label.level.as_str()),
        level: Some(label.level),
        caveats: label.caveats.names().map(Cow::Borrowed).collect(),
        ..Classification::default()
    }
}

/// Leaves out the places of values, which tell how much stands before them.
fn without_places(seen: &mut Record<'_>) {
    let none = Span::default();
    if let Some(v) = &mut seen.mrn {
        v.span = none;
    }
    if let Some(v) = &mut seen.sent {
        v.span = none;
    }
    if let Some(v) = &mut seen.distribution {
        v.span = none;
    }
    if let Some(v) = &mut seen.executive_order {
        v.span = none;
    }
    seen.from.iter_mut().chain(&mut seen.to).chain(&mut seen.info).for_each(|v| v.span = none);
    seen.pass_to.iter_mut().for_each(|v| v.span = none);
    seen.classified_by.iter_mut().for_each(|v| v.span = none);
    seen.tags.iter_mut().for_each(|v| v.span = none);
    seen.references.iter_mut().for_each(|v| v.span = none);
    seen.body.iter_mut().for_each(|v| v.mark_span = None);
}

/// Whether a text is UTF-8 hangs on all of its bytes. Where hidden ones are not, and the visible ones are, the visible words
/// were read as Windows-1252; they are read again.
struct Recode {
    wanted: bool,
}

/// The characters of Windows-1252 for the bytes 80 to 9F.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl Recode {
    fn new(record: &Record<'_>, again: &Record<'_>) -> Recode {
        let of = |record: &Record<'_>| record.source.encoding.as_deref().is_some_and(|e| e == "UTF-8");
        let single = matches!(record.source.encoding.as_deref(), Some("windows-1252" | "ISO-8859-1"));
        Recode { wanted: single && of(again) }
    }

    fn text(&self, text: &mut Text<'_>) {
        if text.is_ascii() {
            return;
        }
        let bytes: Option<Vec<u8>> = text
            .chars()
            .map(|c| match u32::from(c) {
                point @ (0..0x80 | 0xa0..=0xff) => u8::try_from(point).ok(),
                _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(at + 0x80).ok()),
            })
            .collect();
        if let Some(again) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            *text = Cow::Owned(again);
        }
    }

    fn record(&self, seen: &mut Record<'_>) {
        if !self.wanted {
            return;
        }
        let mut all: Vec<&mut Text<'_>> = Vec::new();
        all.extend(seen.subject.as_mut());
        all.extend(&mut seen.signature);
        all.extend(seen.drafted_by.iter_mut().chain(&mut seen.approved_by).chain(&mut seen.cleared_by));
        all.extend(seen.mrn.iter_mut().map(|v| &mut v.text));
        all.extend(seen.sent.iter_mut().map(|v| &mut v.text));
        all.extend(
            seen.executive_order
                .iter_mut()
                .flat_map(|v| [Some(&mut v.text), v.instruction.as_mut()])
                .flatten(),
        );
        for v in seen.from.iter_mut().chain(&mut seen.to).chain(&mut seen.info) {
            all.extend([&mut v.text, &mut v.name]);
            all.extend(&mut v.exempt);
        }
        for v in &mut seen.pass_to {
            all.push(&mut v.text);
            all.extend(&mut v.office);
        }
        for v in &mut seen.classified_by {
            all.extend(v.name.iter_mut().chain(&mut v.title));
        }
        for v in &mut seen.tags {
            all.extend([&mut v.text, &mut v.code]);
        }
        all.extend(seen.references.iter_mut().map(|v| &mut v.text));
        for v in &mut seen.body {
            all.push(&mut v.text);
            all.extend(v.mark.iter_mut().chain(&mut v.heading));
            all.extend(v.items.iter_mut().map(|item| &mut item.text));
        }
        all.into_iter().for_each(|text| self.text(text));
    }
}
