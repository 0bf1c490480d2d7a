//! Telegrams whose sections lie apart, put together.
//!
//! Each section of a telegram of 2000-2010 has a heading of its own and is an item of its own (TF 7). What says which
//! telegram it belongs to stands in the telegram, so the caller reads it and gives it as a [`SectionKey`].

use crate::error::ItemError;
use crate::item::Item;
use bytes::{Bytes, BytesMut};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, VecDeque};

/// How many sections wait at most for the others. A telegram has up to 36 in the copies read; a year's telegrams in any
/// order leave some thousands open.
pub const MAX_WAITING: usize = 20_000;

/// How many bytes of waiting sections are kept at most.
pub const MAX_WAITING_BYTES: usize = 32 << 20;

/// Which section of which telegram an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionKey {
    /// What all sections of the telegram have in common: post and number (or the station's serial), and the date.
    pub telegram: String,
    /// The number of this section, from 1.
    pub this: u16,
    /// How many there are.
    pub of: u16,
}

/// An iterator that holds the sections of a telegram until all are there and gives them as one item; other items pass at
/// once. Made by [`assemble`].
pub struct Assemble<I, F> {
    items: I,
    key: F,
    waiting: Waiting,
    ready: VecDeque<Item>,
    ended: bool,
}

/// Puts the sections of telegrams together, across the files of one input.
///
/// `key` says what section an item is, `None` for a whole telegram. A section that comes twice begins a second copy of the
/// telegram. What is not complete at the end is given as it is, in the order in which it came; so is, earlier, what has
/// waited longest when more than [`MAX_WAITING`] sections or [`MAX_WAITING_BYTES`] wait.
pub fn assemble<I, F>(items: I, key: F) -> Assemble<I::IntoIter, F>
where
    I: IntoIterator<Item = Result<Item, ItemError>>,
    F: FnMut(&Item) -> Option<SectionKey>,
{
    Assemble {
        items: items.into_iter(),
        key,
        waiting: Waiting::default(),
        ready: VecDeque::new(),
        ended: false,
    }
}

impl<I, F> Iterator for Assemble<I, F>
where
    I: Iterator<Item = Result<Item, ItemError>>,
    F: FnMut(&Item) -> Option<SectionKey>,
{
    type Item = Result<Item, ItemError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            if self.ended {
                return self.waiting.oldest().map(|copy| Ok(join(copy)));
            }
            match self.items.next() {
                None => self.ended = true,
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(item)) => {
                    match (self.key)(&item).filter(|key| key.of > 1 && (1..=key.of).contains(&key.this)) {
                        None => return Some(Ok(item)),
                        Some(key) => self.waiting.add(key, item, &mut self.ready),
                    }
                }
            }
        }
    }
}

/// The sections of one copy of a telegram that are there.
struct Copy {
    of: u16,
    sections: BTreeMap<u16, Item>,
}

/// A telegram, how many sections it has, and which copy of it this is.
type CopyKey = (String, u16, u32);

#[derive(Default)]
struct Waiting {
    copies: FxHashMap<CopyKey, Copy>,
    /// In the order in which they came; complete ones are not taken out, but found gone.
    order: VecDeque<CopyKey>,
    /// How often each section of a telegram came: the nth belongs to the nth copy.
    seen: FxHashMap<(String, u16, u16), u32>,
    sections: usize,
    bytes: usize,
}

impl Waiting {
    fn add(&mut self, key: SectionKey, mut item: Item, ready: &mut VecDeque<Item>) {
        // The chunk in which it was read must not wait with it.
        item.detach();
        let SectionKey { telegram, this, of } = key;
        let times = self.seen.entry((telegram.clone(), of, this)).or_insert(0);
        let key = (telegram, of, *times);
        *times += 1;
        self.sections += 1;
        self.bytes += item.size();
        let copy = self.copies.entry(key.clone()).or_insert_with(|| {
            self.order.push_back(key.clone());
            Copy { of, sections: BTreeMap::new() }
        });
        copy.sections.insert(this, item);
        if copy.sections.len() == usize::from(copy.of)
            && let Some(copy) = self.take(&key)
        {
            ready.push_back(join(copy));
        }
        while (self.sections > MAX_WAITING || self.bytes > MAX_WAITING_BYTES)
            && let Some(copy) = self.oldest()
        {
            ready.push_back(join(copy));
        }
        if self.order.len() > 2 * self.copies.len() + 64 {
            let copies = &self.copies;
            self.order.retain(|key| copies.contains_key(key));
            let open: rustc_hash::FxHashSet<_> = self.order.iter().map(|key| (&key.0, key.1)).collect();
            self.seen.retain(|key, _| open.contains(&(&key.0, key.1)));
        }
    }

    fn take(&mut self, key: &CopyKey) -> Option<Copy> {
        let copy = self.copies.remove(key)?;
        self.sections -= copy.sections.len();
        self.bytes -= copy.sections.values().map(Item::size).sum::<usize>();
        Some(copy)
    }

    fn oldest(&mut self) -> Option<Copy> {
        while let Some(key) = self.order.pop_front() {
            if let Some(copy) = self.take(&key) {
                return Some(copy);
            }
        }
        None
    }
}

/// Puts the sections one after the other, in the order of their numbers. A section alone stays as it was.
fn join(copy: Copy) -> Item {
    let mut sections: Vec<Item> = copy.sections.into_values().collect();
    if sections.len() < 2 {
        // A copy has at least one section: it was made for it.
        return sections.remove(0);
    }
    let parts = sections.iter().map(Item::part).collect();
    let mut bytes = BytesMut::with_capacity(sections.iter().map(|item| item.bytes.len() + 1).sum());
    let mut adjoining = true;
    let mut end = None;
    for item in &sections {
        if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            adjoining = false;
            bytes.extend_from_slice(b"\n");
        }
        adjoining &= item.original.is_none() && item.span.is_some();
        adjoining &= end.is_none_or(|end| item.span.is_some_and(|(start, _)| start == end));
        adjoining &= item.file == sections[0].file && item.member == sections[0].member;
        end = item.span.map(|(_, end)| end);
        bytes.extend_from_slice(&item.bytes);
    }
    let span = match (sections[0].span, end) {
        (Some((start, _)), Some(end)) if adjoining => Some((start, end)),
        _ => None,
    };
    let first = sections.swap_remove(0);
    Item { span, bytes: Bytes::from(bytes), original: None, attributes_at: None, parts, ..first }
}
