//! The portions of a telegram and their labels.

use super::facts::Facts;
use super::id::{Place, PortionId};
use super::label::Label;
use super::lists;
use super::marks::{self, Mark};
use super::rules::Law;
use super::tiles;
use chancery_registry::Registry;
use chancery_telegram::Span;
use chancery_telegram::record::{Block, BlockKind, Record};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The rule that gave a portion its label, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Seen as soon as anything of the telegram is seen.
    Handle,
    /// A reviewer decided.
    Decision,
    /// The collection was released.
    CollectionReleased,
    /// The day of declassification has passed, and the archive's policy is that dates count.
    DatePassed,
    /// The portion's own mark.
    OwnMark,
    /// It is a part of another portion, or made of several.
    PartOf,
    /// The telegram's level and captions.
    TelegramLevel,
    /// The level cannot be told: the highest in the telegram.
    Unknown,
}

/// A part of a telegram that is shown as a whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// Its name.
    pub id: PortionId,
    /// Who may read it. That of the handle is the meet of all others; it decides nothing.
    pub label: Label,
    /// The rule that gave the label.
    pub rule: Rule,
    /// What made the rule apply, as a sentence.
    pub because: Cow<'static, str>,
    /// The stretches of the text that belong to it, in order. The tiles of all portions cover the text without overlap.
    pub tiles: Vec<Span>,
}

/// A portion before its place in the text is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) id: PortionId,
    pub(super) label: Label,
    pub(super) rule: Rule,
}

/// The portions of a telegram: the handle, the fields of the heading, summary, blocks with their items, signature,
/// attributes. `record` was read from `source` with [`spans`](chancery_telegram::Options::spans) asked for; `registry`
/// is the one that it was read with.
///
/// Takes time in proportion to the text. [`uniform`](super::uniform) tells most telegrams without it.
pub fn portions(record: &Record<'_>, source: &[u8], registry: &Registry, facts: &Facts) -> Vec<Portion> {
    let law = Law::new(record, facts);
    let judged = judge(record, &law);
    let blocks: FxHashMap<Place, &Block<'_>> = places(&record.body).zip(&record.body).collect();
    let mut tiles = tiles::cut(record, source, registry, &judged);
    let portion = |(index, judged): (usize, &Judged)| Portion {
        id: judged.id,
        label: judged.label,
        rule: judged.rule,
        because: floored(because(record, &blocks, &law, judged), &law, judged),
        tiles: std::mem::take(&mut tiles[index]),
    };
    let all = judged.iter().enumerate().map(portion);
    // Most paragraphs have no page line in or behind them, and most texts nothing around the telegram.
    let may_be_empty = |id| matches!(id, PortionId::PageLines(_) | PortionId::Beyond);
    all.filter(|p| !(p.tiles.is_empty() && may_be_empty(p.id))).collect()
}

/// The labels that a telegram's portions have, sorted, each once, those of handle and surroundings left out: what [`views`](super::views)
/// takes. `record` as for [`portions`]; the text is not needed, so those of page lines are among them also where there are
/// none.
pub fn labels(record: &Record<'_>, facts: &Facts) -> Vec<Label> {
    let law = Law::new(record, facts);
    let mut labels: Vec<Label> =
        judge(record, &law).iter().filter(|j| j.id.has_label()).map(|j| j.label).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// The places of the blocks, in order.
pub(super) fn places<'r>(body: &'r [Block<'_>]) -> impl Iterator<Item = Place> + use<'r> {
    let mut last = 0;
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut at = Place::default();
    body.iter().map(move |block| {
        match block.number.filter(|number| *number > 0) {
            Some(number) => {
                // Numbers rise by one nearly always; only then nothing has to be kept.
                let occurrence = if number > last && counts.is_empty() {
                    1
                } else {
                    if counts.is_empty() {
                        counts = body
                            .iter()
                            .take_while(|b| !std::ptr::eq(*b, block))
                            .filter_map(|b| b.number)
                            .map(|n| (n, 1))
                            .collect();
                    }
                    let count = counts.entry(number).or_default();
                    *count += 1;
                    *count
                };
                last = number;
                at = Place { paragraph: number, occurrence, block: 0 };
            }
            None => at.block = at.block.saturating_add(1),
        }
        at
    })
}

/// Labels every portion. The blocks stand in the order of the body, each followed by its items and page lines.
pub(super) fn judge(record: &Record<'_>, law: &Law<'_, '_>) -> Vec<Judged> {
    let mut out: Vec<Judged> = Vec::with_capacity(24 + record.body.len() * 2);
    let meet = Label { level: chancery_telegram::record::Level::TopSecret, caveats: law.unmarked.0.caveats };
    out.push(Judged { id: PortionId::Handle, label: meet, rule: Rule::Handle });
    heading(record, law, &mut out);
    let body = out.len();
    let mut by_block = blocks(record, law, &mut out);
    if entangled(&record.body) {
        let all = out[body..].iter().map(|j| j.label).fold(Label::UNCLASSIFIED, Label::join);
        by_block.fill(all);
        for judged in out[body..].iter_mut().filter(|j| j.label != all) {
            (judged.label, judged.rule) = (all, Rule::Unknown);
        }
    }
    within_blocks(record, &mut out[..body], &by_block);
    if record.summary.is_some() {
        let span = record.spans.as_ref().and_then(|spans| spans.get("/summary")).copied();
        let overlaps = |block: &Block<'_>| {
            span.is_none_or(|span| block.span.start < span.end && span.start < block.span.end)
        };
        let of = record.body.iter().zip(&by_block).filter(|(block, _)| overlaps(block));
        let (label, rule) = match (law.decision(PortionId::Summary), of.map(|(_, l)| *l).reduce(Label::join))
        {
            (None, Some(label)) => (label, Rule::PartOf),
            _ => law.settle(PortionId::Summary, law.unmarked),
        };
        out.insert(body, Judged { id: PortionId::Summary, label, rule });
    }
    for (id, is_there) in [
        (PortionId::Signature, !record.signature.is_empty()),
        (PortionId::Attributes, !record.attributes.is_empty()),
    ] {
        if is_there {
            let (label, rule) = law.settle(id, law.unmarked);
            out.push(Judged { id, label, rule });
        }
    }
    // Marks in it were not read; no record has its words, so no view hangs on it.
    let beyond = law.beyond();
    out[0].label = out[1..].iter().map(|j| j.label).reduce(Label::meet).unwrap_or(meet);
    out.push(Judged { id: PortionId::Beyond, label: beyond.0, rule: beyond.1 });
    out
}

fn heading(record: &Record<'_>, law: &Law<'_, '_>, out: &mut Vec<Judged>) {
    use PortionId::*;
    let drafting =
        !(record.drafted_by.is_empty() && record.approved_by.is_empty() && record.cleared_by.is_empty());
    let subject = law.by_mark(marks::of_subject(record), law.unmarked);
    for (id, is_there) in [
        (Heading, true),
        (Precedence, record.precedence.is_some() || record.info_precedence.is_some()),
        (Transmission, record.transmission.is_some()),
        (To, !record.to.is_empty()),
        (Info, !record.info.is_empty()),
        (Distribution, record.distribution.is_some()),
        (Drafting, drafting),
        (PassTo, !record.pass_to.is_empty()),
        (Classification, record.classification.is_some()),
        (Captions, !record.captions.is_empty()),
        (ExecutiveOrder, record.executive_order.is_some()),
        (ClassifiedBy, !record.classified_by.is_empty()),
        (Tags, !record.tags.is_empty()),
        (Subject, record.subject.is_some()),
        (References, !record.references.is_empty()),
    ] {
        if !is_there {
            continue;
        }
        let (label, rule) = match id {
            Subject => law.settle(id, subject),
            // Without places the subject's own lines cannot be told from the rest of the heading.
            Heading if record.spans.is_none() && record.subject.is_some() => {
                let (label, rule) = law.settle(id, law.unmarked);
                (label.join(law.settle(Subject, subject).0), rule)
            }
            _ => law.settle(id, law.unmarked),
        };
        out.push(Judged { id, label, rule });
    }
}

/// Labels the blocks, and gives for each the join of its label and those of its items.
fn blocks(record: &Record<'_>, law: &Law<'_, '_>, out: &mut Vec<Judged>) -> Vec<Label> {
    let mut joins = Vec::with_capacity(record.body.len());
    let base = law.settle(PortionId::Heading, law.unmarked).0;
    // The mark of the numbered paragraph that the blocks behind it belong to.
    let mut paragraph: Option<Label> = None;
    for (place, block) in places(&record.body).zip(&record.body) {
        let id = PortionId::Block(place);
        let mark = if law.is_open() { Mark::None } else { marks::of_block(block) };
        let otherwise = match paragraph {
            Some(own) if place.block > 0 && block.kind != BlockKind::Heading => {
                let joined = own.join(law.unmarked.0);
                if joined == law.unmarked.0 { law.unmarked } else { (joined, Rule::PartOf) }
            }
            _ => law.unmarked,
        };
        let by_mark = law.by_mark(mark, otherwise);
        if place.block == 0 {
            paragraph = (by_mark.1 != law.unmarked.1).then_some(by_mark.0);
        }
        let settled = law.settle(id, by_mark);
        let first = out.len();
        out.push(Judged { id, label: settled.0, rule: settled.1 });
        for (number, item) in (1..).zip(&block.items) {
            let id = PortionId::Item(place, number);
            let mark = if law.is_open() { Mark::None } else { marks::of_item(&item.text) };
            let (label, rule) = match (law.decision(id), mark) {
                (None, Mark::None) => (settled.0, Rule::PartOf),
                _ => law.settle(id, law.by_mark(mark, by_mark)),
            };
            out.push(Judged { id, label, rule });
        }
        let differs = out[first..].iter().any(|j| j.label != settled.0);
        if differs && lists::places(block).is_none() {
            let all = out[first..].iter().map(|j| j.label).reduce(Label::join).unwrap_or(settled.0);
            for judged in &mut out[first..] {
                (judged.label, judged.rule) = (all, Rule::Unknown);
            }
        }
        let join = out[first..].iter().map(|j| j.label).fold(settled.0, Label::join);
        joins.push(join);
        if !settled.0.dominates(base) || differs {
            let label = join.join(base);
            out.push(Judged { id: PortionId::PageLines(place), label, rule: Rule::PartOf });
        }
    }
    joins
}

/// Do blocks lie in each other, as where sections stand in the wrong order and a paragraph goes over from one to the next?
/// Then their lines cannot be told apart by their places.
fn entangled(body: &[Block<'_>]) -> bool {
    if body.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start) {
        return false;
    }
    let mut spans: Vec<Span> = body.iter().map(|block| block.span).filter(|span| !span.is_empty()).collect();
    spans.sort_unstable();
    spans.windows(2).any(|pair| pair[1].start < pair[0].end)
}

/// A field of the heading that was read out of the body's text is not seen by who does not see that text. `by_block` has a
/// label for each block.
fn within_blocks(record: &Record<'_>, heading: &mut [Judged], by_block: &[Label]) {
    let Some(begin) = record.body.iter().map(|block| block.span.start).min() else { return };
    let fields = tiles::fields(record);
    let mut inside = fields.into_iter().filter(|(_, span)| span.start >= begin).peekable();
    if inside.peek().is_none() {
        return;
    }
    let mut blocks: Vec<(Span, Label)> =
        record.body.iter().map(|block| block.span).zip(by_block.iter().copied()).collect();
    blocks.sort_unstable();
    for (id, span) in inside {
        // Where blocks lie in each other they all have one label.
        let before = blocks.partition_point(|(block, _)| block.start <= span.start);
        let Some(&(block, label)) = before.checked_sub(1).and_then(|index| blocks.get(index)) else {
            continue;
        };
        let field = heading.iter_mut().find(|j| j.id == id && id != PortionId::Handle);
        if let Some(field) = field.filter(|f| span.start < block.end && !f.label.dominates(label)) {
            (field.label, field.rule) = (field.label.join(label), Rule::PartOf);
        }
    }
}

/// The reason, and that the collection's level is what counts, where the label is no higher.
fn floored(reason: Cow<'static, str>, law: &Law<'_, '_>, judged: &Judged) -> Cow<'static, str> {
    match law.floor() {
        Some(floor) if judged.id.has_label() && judged.label == floor => {
            format!("{reason}; none lies below {floor}, the level of its collection").into()
        }
        _ => reason,
    }
}

/// Why a rule applied.
fn because(
    record: &Record<'_>,
    blocks: &FxHashMap<Place, &Block<'_>>,
    law: &Law<'_, '_>,
    judged: &Judged,
) -> Cow<'static, str> {
    match judged.rule {
        Rule::Handle => "number, date and sender are shown as soon as anything is".into(),
        Rule::Decision => match law.decision(judged.id) {
            Some(decision) => format!("{} decided so, {}: {}", decision.by, decision.at, decision.why).into(),
            None => "a reviewer decided so".into(),
        },
        Rule::CollectionReleased => "its collection was released".into(),
        Rule::DatePassed => match law.passed {
            Some(lapse) => format!("the classification lapsed on {}: {}", lapse.on, lapse.basis).into(),
            None => "the classification lapsed".into(),
        },
        Rule::OwnMark => {
            let mark = match judged.id {
                PortionId::Subject => record.subject_mark.as_deref(),
                PortionId::Block(place) => blocks.get(&place).and_then(|b| b.mark.as_deref()),
                _ => None,
            };
            mark.map_or("it is marked so".into(), |mark| format!("it is marked ({mark})").into())
        }
        Rule::PartOf => match judged.id {
            PortionId::Summary => "it is made of paragraphs, and has the highest of their labels".into(),
            PortionId::Item(place, _) => format!("it belongs to {place}").into(),
            PortionId::PageLines(place) => {
                format!("they belong to the telegram and to {place}, and have the higher of both").into()
            }
            PortionId::Block(place) => format!("it belongs to {}", Place { block: 0, ..place }).into(),
            _ => "it was read from a paragraph, and is seen by who sees that".into(),
        },
        Rule::TelegramLevel => "it has no mark of its own: the telegram's level and captions".into(),
        Rule::Unknown if judged.id == PortionId::Beyond => {
            "it is no part of the telegram, and marks in it are not read".into()
        }
        Rule::Unknown => "its level cannot be told: the highest label in the telegram".into(),
    }
}
