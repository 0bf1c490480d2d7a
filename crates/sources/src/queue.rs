//! The iterator over items, fed by a reading thread that is kept a little ahead and not more.

use crate::error::{ItemError, ItemErrorKind, Place};
use crate::item::Item;
use crate::run::Flow;
use crate::{Sources, limits};
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

type Found = Result<Item, ItemError>;

/// A batch goes to the caller when it holds this many items ...
const BATCH_ITEMS: usize = 64;
/// ... or this many bytes. One telegram of any length is a batch of its own then.
const BATCH_BYTES: usize = 256 << 10;

/// Telegrams, one after the other, from [`Sources`].
///
/// The reading thread is at most two batches ahead; it ends when this iterator is dropped.
pub struct Items {
    batch: VecDeque<Found>,
    receiver: Option<Receiver<VecDeque<Found>>>,
    thread: Option<JoinHandle<()>>,
}

impl Items {
    pub(crate) fn start(sources: Sources) -> Items {
        // No room in the channel: a large telegram is handed over before the next one is read.
        let (sender, receiver) = sync_channel(0);
        let thread = std::thread::Builder::new()
            .name("chancery-sources".into())
            .spawn(move || feed(&sources, &sender));
        match thread {
            Ok(thread) => Items { batch: VecDeque::new(), receiver: Some(receiver), thread: Some(thread) },
            Err(e) => {
                let place = Place { file: "-".into(), member: None, at: None };
                let error = ItemError { place, kind: ItemErrorKind::Read(e) };
                Items { batch: VecDeque::from([Err(error)]), receiver: None, thread: None }
            }
        }
    }
}

fn feed(sources: &Sources, sender: &SyncSender<VecDeque<Found>>) {
    let mut batch = VecDeque::new();
    let mut bytes = 0;
    sources.for_each(&mut |found| {
        bytes += found.as_ref().map_or(0, Item::size);
        batch.push_back(found);
        if batch.len() >= BATCH_ITEMS || bytes >= BATCH_BYTES {
            bytes = 0;
            if sender.send(std::mem::take(&mut batch)).is_err() {
                return Flow::Break(());
            }
        }
        Flow::Continue(())
    });
    let _ = sender.send(batch);
}

impl Iterator for Items {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.batch.pop_front() {
                return Some(found);
            }
            match self.receiver.as_ref()?.recv() {
                Ok(batch) => self.batch = batch,
                Err(_) => {
                    self.receiver = None;
                    // A panic of a decompressor must not pass for the end of the input.
                    if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
                        let place = Place { file: "-".into(), member: None, at: None };
                        return Some(Err(ItemError {
                            place,
                            kind: ItemErrorKind::BrokeDown("the reading thread"),
                        }));
                    }
                    return None;
                }
            }
        }
    }
}

impl Drop for Items {
    fn drop(&mut self) {
        self.receiver = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

const _: () = assert!(BATCH_BYTES < limits::MAX_ITEM);
