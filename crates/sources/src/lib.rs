//! Cuts the files in which released telegrams reach a user into telegrams.
//!
//! Give [`Sources`] paths, folders or `-`; it opens archives and compressed files, finds the format by the content, and
//! yields one [`Item`] a telegram. What a telegram says is not read here: an item is bytes, their place, and what the
//! container says beside them.
//!
//! ```
//! use chancery_sources::{Options, read_bytes};
//!
//! let stream = b"VZCZCQXO0231\nRR RUEHC\nDE RUEHQX #0417 0711436\nFIRST\nNNNN\n\n\
//!                VZCZCQXO0232\nRR RUEHC\nDE RUEHQX #0418 0711450\nSECOND\nNNNN\n";
//! let items: Vec<_> = read_bytes("traffic.txt", stream, Options::default()).into_iter().flatten().collect();
//! assert_eq!(items.len(), 2);
//! assert_eq!(items[0].format, "teletype");
//! assert_eq!(items[1].span, Some((58, 116)));
//! ```
//!
//! Memory stays bounded whatever the input: a stream is read in chunks and cut as it goes by, members of an archive one
//! after the other. What is wrong with one telegram, row or member is an [`ItemError`]; the rest goes on.

pub mod assemble;
mod encoding;
mod error;
pub mod foreign;
pub mod formats;
mod item;
pub mod limits;
pub mod panics;
mod queue;
mod run;
mod sections;
mod walk;
mod window;
pub mod wrappers;

pub use assemble::{Assemble, SectionKey};
pub use error::{At, ItemError, ItemErrorKind, Place};
pub use formats::{FORMATS, Format, Sniff};
pub use item::{Item, Part};
pub use queue::Items;
pub use run::{Flow, Sink};
pub use sections::section_key;
pub use walk::Files;

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;

/// What a caller may say about the input.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The format, where the caller knows better than the content (`--from`). Archives are opened all the same.
    pub from: Option<&'static Format>,
}

/// Some inputs: files, folders, or `-` for standard input.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    paths: Vec<PathBuf>,
    options: Options,
}

impl Sources {
    /// Inputs in the order in which they are read. A folder is walked in sorted order, hidden files left out.
    pub fn new(paths: impl IntoIterator<Item = impl Into<PathBuf>>, options: Options) -> Sources {
        Sources { paths: paths.into_iter().map(Into::into).collect(), options }
    }

    /// Reads everything on this thread and hands each telegram, or what is wrong with it, to `sink` as it is found.
    pub fn for_each(&self, sink: &mut Sink<'_>) {
        let in_sink = Rc::new(Cell::new(false));
        let mut sink = run::marking(&in_sink, sink);
        let mut run = run::Run::new(self.options, &mut sink, in_sink.clone());
        for path in &self.paths {
            if walk::read(path, &mut run).is_break() {
                return;
            }
        }
    }
}

impl IntoIterator for Sources {
    type Item = Result<Item, ItemError>;
    type IntoIter = Items;

    /// Reads on a thread of its own, a little ahead of the caller.
    fn into_iter(self) -> Items {
        Items::start(self)
    }
}

/// Cuts bytes that are in memory already. `name` stands for the file.
pub fn read_bytes(name: &str, bytes: &[u8], options: Options) -> Vec<Result<Item, ItemError>> {
    let mut found = Vec::new();
    let mut sink = |item| {
        found.push(item);
        Flow::Continue(())
    };
    let mut run = run::Run::new(options, &mut sink, Rc::default());
    let _ = run.bytes(name, bytes);
    found
}
