//! CP: captions (markings-and-indexing 8.5).

mod cp001_unknown_caption;
mod cp002_caption_twice;
mod cp003_two_channels;
mod cp004_excluded_pair;
mod cp005_channel_with_caption;
mod cp006_caption_order;
mod cp007_stadis_outside;
mod cp008_nodis_collective;
mod cp009_caption_of_another_era;
mod cp010_cherokee_alone;
mod cp011_caption_misspelt;
mod cp012_informal_subject;

use crate::look::Look;
use crate::rule::Rule;
use crate::slips::one_slip;
use chancery_registry::Caption;
use chancery_telegram::Span;
use chancery_telegram::field::Field;
use chancery_telegram::fields::labels::{self, Label};
use chancery_telegram::fields::{caption, classification};
use chancery_telegram::syntax::{Kind, Line};
pub(crate) use cp002_caption_twice::{CaptionAgain, captions_again};
use std::borrow::Cow;
use std::ops::Range;

pub(super) static RULES: &[&Rule] = &[
    &cp001_unknown_caption::RULE,
    &cp002_caption_twice::RULE,
    &cp003_two_channels::RULE,
    &cp004_excluded_pair::RULE,
    &cp005_channel_with_caption::RULE,
    &cp006_caption_order::RULE,
    &cp007_stadis_outside::RULE,
    &cp008_nodis_collective::RULE,
    &cp009_caption_of_another_era::RULE,
    &cp010_cherokee_alone::RULE,
    &cp011_caption_misspelt::RULE,
    &cp012_informal_subject::RULE,
];

/// A caption as it stands in a heading.
#[derive(Debug)]
pub(crate) struct Printed<'s> {
    /// Its registered name.
    name: Cow<'s, str>,
    /// The text of its line, and where in it the caption stands.
    field: Field<'s>,
    range: Range<usize>,
    /// The section in whose heading it stands.
    section: usize,
    /// Its lines, as indices.
    lines: Range<usize>,
    /// True for one on the class line, or behind a label.
    beside: bool,
}

impl Printed<'_> {
    fn text(&self) -> &str {
        &self.field.as_str()[self.range.clone()]
    }

    fn span(&self) -> Span {
        self.field.span(self.range.clone())
    }

    /// True where its line holds nothing else.
    fn is_alone(&self) -> bool {
        !self.beside && self.field.as_str().trim() == self.text()
    }
}

/// The captions in the headings, in printed order: those on class lines, those below them, those behind labels.
fn printed<'l, 's>(look: &'l Look<'_, 's>) -> &'l [Printed<'s>] {
    look.cells.captions.get_or_init(|| find(look))
}

fn find<'s>(look: &Look<'_, 's>) -> Vec<Printed<'s>> {
    let mut all = Vec::new();
    let record = look.record();
    if record.captions.is_empty()
        && record.classification.as_ref().is_none_or(|class| class.caveats.is_empty())
    {
        return all;
    }
    let cx = look.context();
    let zones: Vec<Range<usize>> =
        look.telegram.sections.iter().map(|section| look.heading_zone(section)).collect();
    for kind in [Kind::Classification, Kind::Caption] {
        for (section, lines) in look.fields(kind) {
            if !zones.get(section).is_some_and(|zone| zone.contains(&lines.lines.start)) {
                continue;
            }
            let field = look.telegram.field(lines);
            let found: Vec<(Cow<'_, str>, Range<usize>)> = if kind == Kind::Classification {
                // Most are read already, with the heading.
                let own = look.headings().get(section).and_then(|heading| heading.class.as_ref());
                let line = match own.filter(|(own, _)| own.span(0..0) == field.span(0..0)) {
                    Some((_, line)) => Some(line.captions.clone()),
                    None => classification::read(&field, &cx).map(|line| line.captions),
                };
                line.unwrap_or_default()
            } else {
                let read = caption::read(field.as_str(), &cx).unwrap_or_default();
                read.into_iter().map(|(name, range)| (Cow::Borrowed(name), range)).collect()
            };
            for (name, range) in found {
                all.push(Printed {
                    name,
                    field: field.clone(),
                    range,
                    section,
                    lines: lines.lines.clone(),
                    beside: kind == Kind::Classification,
                });
            }
        }
    }
    for lines in look.labelled(Label::Captions) {
        let first = &look.telegram.lines()[lines.lines.start];
        let Some((_, skip)) = labels::label(look.bytes(first)) else { continue };
        let field = look.telegram.field(lines);
        let field = field.part(skip.min(field.as_str().len())..field.as_str().len());
        let words = field.as_str().replace([',', ';'], " ");
        for (name, range) in caption::read(&words, &cx).unwrap_or_default() {
            let name = Cow::Borrowed(name);
            let lines = lines.lines.clone();
            all.push(Printed { name, field: field.clone(), range, section: 0, lines, beside: true });
        }
    }
    all.sort_by_key(|printed| printed.span());
    all
}

/// Where a caption stands, by its registered name.
pub(super) fn place(look: &Look<'_, '_>, name: &str) -> Option<Span> {
    printed(look).iter().find(|caption| caption.name == name).map(Printed::span)
}

/// True where the telegram bears this caption, on the class line or below.
pub(super) fn has(look: &Look<'_, '_>, name: &str) -> bool {
    let record = look.record();
    let class = record.classification.iter().flat_map(|class| &class.caveats);
    class.chain(&record.captions).any(|caption| caption == name)
}

/// True for a caption that says who may not see the telegram: SIPDIS asks for more readers, and information captions ask
/// for nothing.
fn restricts(caption: &Caption) -> bool {
    matches!(caption.kind, "distribution" | "channel" | "dissemination-control" | "handling")
        && caption.caption != "SIPDIS"
}

/// The lines directly below the class lines of the sections that are one to three words in capitals of which nobody knows
/// what they are, with a line of the heading below.
fn unknown_below_class<'l>(look: &Look<'l, '_>) -> Vec<&'l Line> {
    let mut all = Vec::new();
    let mut last = None;
    for (section, class) in look.fields(Kind::Classification) {
        if last.replace(section) != Some(section) {
            let end = look.telegram.sections.get(section).map_or(0, |section| section.lines.end);
            let below = look.telegram.lines().get(class.lines.end..end).unwrap_or_default();
            all.extend(unknown(look, below));
        }
    }
    all
}

fn unknown<'l>(look: &Look<'l, '_>, below: &'l [Line]) -> Option<&'l Line> {
    let mut below = below.iter().filter(|line| !line.kind.is_furniture());
    // What no table holds is taken for a pass line there.
    let line = below.next().filter(|line| matches!(line.kind, Kind::Text | Kind::Pass))?;
    let next = below.next().filter(|line| line.is_heading())?;
    let text = look.bytes(line);
    let words = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let mut count = 0;
    for word in words {
        count += 1;
        let plain = word.iter().all(|b| b.is_ascii_uppercase());
        if !plain || count > 3 || [&b"FOR"[..], b"PASS", b"FROM", b"NNN", b"POUCH"].contains(&word) {
            return None;
        }
        // A post or an office: a line of whom it is for.
        let word = std::str::from_utf8(word).ok()?;
        if look.registry.post_named(word).is_some() || look.registry.abbreviation(word).next().is_some() {
            return None;
        }
    }
    // Series and stations that are printed like captions have names too.
    let known = look.registry.caption(std::str::from_utf8(text).ok()?).is_some();
    (!known && text.len() >= 4 && next.kind != Kind::Classification).then_some(line)
}

/// The letters and figures of a text, without what stands between them.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

/// The registered caption of six letters or more that is one slip away from a text.
fn near<'l>(look: &Look<'l, '_>, text: &str) -> Option<&'l Caption> {
    let text = letters(text);
    let mut near = look.registry.captions().iter().filter(|caption| {
        let name = letters(caption.caption);
        name.len() >= 6 && one_slip(&name, &text)
    });
    near.next().filter(|_| near.next().is_none())
}
