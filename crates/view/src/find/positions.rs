//! Phrases and nearness, where a place of the text may have several readings.
//!
//! A reading over several words (`negotiations`, printed `nego- tiations`) takes their positions. The index holds it twice:
//! as it is, and with its width behind it ([`wide`](chancery_archive::index::wide)). So a phrase that begins with it goes on behind all of its words.

/// What has to hold of the positions of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// They follow each other.
    Phrase,
    /// They stand in any order, with at most so many other words between the first and the last. The end of a paragraph counts
    /// for one. No word is asked for twice.
    Near(u32),
}

/// Where a word stands in one document.
#[derive(Default)]
struct Slot {
    plain: Vec<u32>,
    /// The width of each wider reading that is in the segment, and its positions.
    wider: Vec<(u32, Vec<u32>)>,
}

impl Slot {
    /// The position behind a word that stands at `at`.
    fn behind(&self, at: u32) -> u32 {
        let width = self.wider.iter().find(|(_, found)| found.binary_search(&at).is_ok());
        at + width.map_or(1, |(width, _)| *width)
    }
}

/// Leaves in `ends` the positions behind the words so far, if this word stands behind them.
fn follow(ends: &mut Vec<u32>, slot: &Slot) {
    let mut at = 0;
    ends.retain_mut(|end| {
        while slot.plain.get(at).is_some_and(|place| place < end) {
            at += 1;
        }
        let stands = slot.plain.get(at) == Some(end);
        if stands {
            *end = slot.behind(*end);
        }
        stands
    });
    // Readings of several widths may have changed their order.
    if !slot.wider.is_empty() {
        ends.sort_unstable();
        ends.dedup();
    }
}

/// Whether words stand one behind the other, where none of them takes more than one position. `order` tells of which word the
/// places are read first: of the rarest, so that most documents end before those of frequent words are read.
fn follow_plainly(
    order: &[usize],
    starts: &mut Vec<u32>,
    places: &mut Vec<u32>,
    mut read: impl FnMut(usize, &mut Vec<u32>),
) -> bool {
    let Some((&first, others)) = order.split_first() else { return false };
    read(first, starts);
    let first = first as u32;
    // Where the phrase would begin.
    starts.retain_mut(|at| {
        let begins = at.checked_sub(first);
        *at = begins.unwrap_or(0);
        begins.is_some()
    });
    for (before, &word) in others.iter().enumerate() {
        if starts.is_empty() {
            return false;
        }
        read(word, places);
        let mut at = 0;
        let mut stands = |start: &u32| {
            let wanted = start + word as u32;
            at += passed(&places[at..], wanted);
            places.get(at) == Some(&wanted)
        };
        if before + 1 == others.len() {
            return starts.iter().any(stands);
        }
        starts.retain(|start| stands(start));
    }
    !starts.is_empty()
}

/// How many of these places lie before one.
fn passed(places: &[u32], wanted: u32) -> usize {
    places.partition_point(|place| *place < wanted)
}

/// Whether a place of the one lies no further than `reach` from one of the other.
fn meet(one: &[u32], other: &[u32], reach: u32) -> bool {
    let mut at = 0;
    one.iter().any(|place| {
        at += passed(&other[at..], place.saturating_sub(reach));
        other.get(at).is_some_and(|other| *other <= place.saturating_add(reach))
    })
}

/// A place where a word stands: where it begins, where it ends, and which word it is.
#[derive(Clone, Copy)]
struct At {
    begin: u32,
    end: u32,
    word: usize,
}

/// Whether there is a stretch of the text with all words in it and at most `slop` positions that no word of them takes.
fn near(slots: &[Slot], slop: u32, all: &mut Vec<At>) -> bool {
    all.clear();
    let mut widest = 1;
    for (word, slot) in slots.iter().enumerate() {
        for &begin in &slot.plain {
            let end = slot.behind(begin);
            widest = widest.max(end - begin);
            all.push(At { begin, end, word });
        }
    }
    all.sort_unstable_by_key(|at| (at.end, at.begin, at.word));
    if widest > 1 {
        return near_wide(all, slots.len(), slop, widest);
    }
    // From left to right: at each place the last ones of the other words make the narrowest stretch that ends there.
    let mut last: Vec<Option<u32>> = vec![None; slots.len()];
    for at in all {
        last[at.word] = Some(at.begin);
        let first = last.iter().try_fold(u32::MAX, |first, begin| Some(first.min((*begin)?)));
        if first.is_some_and(|first| (at.end - first).saturating_sub(slots.len() as u32) <= slop) {
            return true;
        }
    }
    false
}

/// As [`near`] where words go over several positions: from each place the ends behind it, as far as a stretch may go.
fn near_wide(all: &[At], words: usize, slop: u32, widest: u32) -> bool {
    let reach = slop.saturating_add(widest.saturating_mul(words as u32));
    let mut widths: Vec<u32> = vec![0; words];
    for from in all {
        widths.fill(0);
        let begin = from.begin;
        let (mut found, mut taken) = (0, 0);
        let first = all.partition_point(|at| at.end <= begin);
        for at in all[first..].iter().take_while(|at| at.end - begin <= reach).filter(|at| at.begin >= begin)
        {
            let width = &mut widths[at.word];
            found += usize::from(*width == 0);
            if *width < at.end - at.begin {
                taken += at.end - at.begin - *width;
                *width = at.end - at.begin;
            }
            if found == words && (at.end - begin).saturating_sub(taken) <= slop {
                return true;
            }
        }
    }
    false
}

/// Looks at the places of some words in one document after the other.
pub(super) struct Places {
    rule: Rule,
    /// The words, the rarest first.
    order: Vec<usize>,
    slots: Vec<Slot>,
    ends: Vec<u32>,
    next: Vec<u32>,
    all: Vec<At>,
}

impl Places {
    /// Of words of which each has wider readings of these widths.
    pub(super) fn of(
        rule: Rule,
        order: Vec<usize>,
        widths: impl Iterator<Item = impl Iterator<Item = u32>>,
    ) -> Places {
        let slot = |widths: &mut dyn Iterator<Item = u32>| Slot {
            plain: Vec::new(),
            wider: widths.map(|width| (width, Vec::new())).collect(),
        };
        let slots = widths.map(|mut widths| slot(&mut widths)).collect();
        Places { rule, order, slots, ends: Vec::new(), next: Vec::new(), all: Vec::new() }
    }

    /// The words, the rarest first.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// The rarest word.
    pub(super) fn leader(&self) -> usize {
        self.order.first().copied().unwrap_or(0)
    }

    /// Whether the words stand as the rule says. `read` gives where a word stands, or a reading of it of some width; `is_wide` says
    /// whether there is any wider one.
    pub(super) fn stand(
        &mut self,
        is_wide: bool,
        mut read: impl FnMut(usize, Option<u32>, &mut Vec<u32>),
    ) -> bool {
        let Places { rule, order, slots, ends, next, all } = self;
        if *rule == Rule::Phrase && !is_wide {
            return follow_plainly(order, ends, next, |word, into| read(word, None, into));
        }
        let mut fill = |word: usize, slot: &mut Slot| {
            read(word, None, &mut slot.plain);
            slot.wider.iter_mut().for_each(|(width, into)| read(word, Some(*width), into));
        };
        if let Rule::Near(slop) = *rule {
            let reach = slop.saturating_add((order.len() as u32).saturating_sub(1));
            let first = order.first().copied().unwrap_or(0);
            // Most documents end with their two rarest words, which stand too far apart.
            let met = order.iter().enumerate().all(|(before, &word)| {
                fill(word, &mut slots[word]);
                is_wide || before != 1 || meet(&slots[first].plain, &slots[word].plain, reach)
            });
            return met && (!is_wide && order.len() == 2 || near(slots, slop, all));
        }
        ends.clear();
        for (word, slot) in slots.iter_mut().enumerate() {
            // Most documents end here, and the places of further words are not read.
            if word > 0 && ends.is_empty() {
                break;
            }
            fill(word, slot);
            if word > 0 {
                follow(ends, slot);
            } else {
                ends.extend(slot.plain.iter().map(|at| slot.behind(*at)));
                ends.sort_unstable();
            }
        }
        !ends.is_empty()
    }
}
