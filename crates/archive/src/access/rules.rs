//! The rules, in their order.

use super::caveats::Caveats;
use super::date::{self, Lapse};
use super::facts::{Decision, Facts};
use super::id::PortionId;
use super::label::Label;
use super::marks::{self, Mark};
use super::portion::Rule;
use chancery_telegram::record::{Level, Record};
use std::cell::OnceCell;

/// What holds for one telegram.
#[derive(Debug)]
pub(super) struct Law<'f, 's> {
    record: &'f Record<'s>,
    facts: &'f Facts,
    floor: Label,
    /// What an unmarked portion has, and by which rule.
    pub(super) unmarked: (Label, Rule),
    /// Holds for every portion, whatever its mark says.
    wide: Caveats,
    /// What a portion has whose mark cannot be read, as far as the rest of the telegram says. Few telegrams ask.
    highest: OnceCell<Label>,
    /// The classification lapsed.
    pub(super) passed: Option<Lapse>,
}

impl<'f, 's> Law<'f, 's> {
    pub(super) fn new(record: &'f Record<'s>, facts: &'f Facts) -> Law<'f, 's> {
        let floor = facts.level.unwrap_or(Label::UNCLASSIFIED);
        if facts.released && facts.decisions.is_empty() {
            let unmarked = (Label::UNCLASSIFIED, Rule::CollectionReleased);
            let (wide, highest) = (Caveats::NONE, OnceCell::new());
            return Law { record, facts, floor, unmarked, wide, highest, passed: None };
        }
        let whole = marks::whole(record);
        let unmarked = match whole {
            Some(whole) => {
                let entire = marks::entire(record);
                (entire.map_or(whole, |entire| entire.join(whole)), Rule::TelegramLevel)
            }
            None => (marks::found(record), Rule::Unknown),
        };
        let passed = facts.dates.and_then(|day| date::lapse(record).filter(|lapse| lapse.on <= day));
        Law { record, facts, floor, unmarked, wide: marks::wide(record), highest: OnceCell::new(), passed }
    }

    /// The label below which no portion lies, where there is one.
    pub(super) fn floor(&self) -> Option<Label> {
        Some(self.floor).filter(|floor| *floor != Label::UNCLASSIFIED)
    }

    /// True where no portion can have another label than the rest, whatever the text says.
    pub(super) fn is_open(&self) -> bool {
        self.facts.released && self.facts.decisions.is_empty()
    }

    /// The reviewer's decision on a portion: its own, that on the paragraph of which it is an item, that on all.
    pub(super) fn decision(&self, id: PortionId) -> Option<&'f Decision> {
        if self.facts.decisions.is_empty() || id == PortionId::Handle {
            return None;
        }
        let decisions = &self.facts.decisions;
        let of_paragraph = || match id {
            PortionId::Item(place, _) => decisions.get(&PortionId::Block(place)),
            _ => None,
        };
        decisions.get(&id).or_else(of_paragraph).or_else(|| decisions.get(&PortionId::Telegram))
    }

    /// The label of a portion that has `label` by its mark, its telegram or its paragraph: what stands above these rules
    /// is tried first, and no label lies below the collection's.
    pub(super) fn settle(&self, id: PortionId, (label, rule): (Label, Rule)) -> (Label, Rule) {
        let (label, rule) = if let Some(decision) = self.decision(id) {
            (decision.label, Rule::Decision)
        } else if self.facts.released {
            (Label::UNCLASSIFIED, Rule::CollectionReleased)
        } else if self.passed.is_some() && label.level >= Level::Restricted {
            (Label { level: Level::Unclassified, ..label }, Rule::DatePassed)
        } else {
            (label, rule)
        };
        (label.join(self.floor), rule)
    }

    /// The label of what stands around the telegram. No decision bears on it.
    pub(super) fn beyond(&self) -> (Label, Rule) {
        match self.facts.released {
            true => (self.floor, Rule::CollectionReleased),
            false => (Label::OWNER_ONLY.join(self.floor), Rule::Unknown),
        }
    }

    /// The label of a portion by its mark, or of one without by `otherwise`.
    pub(super) fn by_mark(&self, mark: Mark, otherwise: (Label, Rule)) -> (Label, Rule) {
        match mark {
            Mark::None => otherwise,
            Mark::Own(label) => (Label { caveats: label.caveats.join(self.wide), ..label }, Rule::OwnMark),
            Mark::Unread(label) => {
                let unknown = Label { caveats: label.caveats.join(Caveats::UNKNOWN), ..label };
                let highest = self.highest.get_or_init(|| marks::found(self.record).join(self.unmarked.0));
                (unknown.join(*highest), Rule::Unknown)
            }
        }
    }
}

/// The label that every portion of a telegram has, where they all have one; told without making the portions.
///
/// None also where it would take making them to tell. Most telegrams are so: those of a released collection, and those
/// without marks of their own.
pub fn uniform(record: &Record<'_>, facts: &Facts) -> Option<Label> {
    if !facts.decisions.is_empty() {
        return None;
    }
    let law = Law::new(record, facts);
    let label = law.settle(PortionId::Heading, law.unmarked).0;
    if law.is_open() {
        return Some(label);
    }
    let same = |mark: Mark| law.settle(PortionId::Heading, law.by_mark(mark, law.unmarked)).0 == label;
    let all = same(marks::of_subject(record))
        && record.body.iter().all(|block| {
            same(marks::of_block(block)) && block.items.iter().all(|item| same(marks::of_item(&item.text)))
        });
    all.then_some(label)
}
