//! What the proofs share: chance that is the same each time, archives in a folder that goes away, readers.

use chancery_archive::access::{PortionId, Reader};
use chancery_archive::collections::Change;
use chancery_archive::import::{self, Options, Quiet, Report};
use chancery_archive::{Archive, DecisionToMake, Writer};
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Chance, the same for the same seed (SplitMix64).
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// True so many times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// A folder with the sources and the archive made of them. Two archives whose sources lie at the same place one after the
/// other do not differ in the names of files.
pub(crate) struct Made {
    folder: TempDir,
}

/// A place for sources.
pub(crate) struct Sources {
    folder: TempDir,
}

impl Sources {
    pub(crate) fn new() -> Sources {
        Sources { folder: tempfile::tempdir().unwrap() }
    }

    /// Writes a source and gives its path.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Takes all sources away.
    pub(crate) fn clear(&self) {
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            fs::remove_dir_all(entry.unwrap().path()).unwrap();
        }
    }
}

impl Made {
    pub(crate) fn new() -> Made {
        Made { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn writer(&self) -> Writer {
        Writer::open(self.path()).unwrap()
    }

    pub(crate) fn archive(&self) -> Archive {
        Archive::open(self.path()).unwrap()
    }

    /// What a reader sees now.
    pub(crate) fn view(&self, reader: &str) -> View {
        View::new(self.archive().snapshot().unwrap(), read_as(reader))
    }
}

/// `owner`, or a label.
pub(crate) fn read_as(reader: &str) -> Reader {
    match reader {
        "owner" => Reader::Owner,
        label => label.parse().unwrap(),
    }
}

/// Imports files into a collection.
pub(crate) fn import(writer: &mut Writer, collection: &str, paths: &[PathBuf]) -> Report {
    let options = Options {
        paths: paths.to_vec(),
        collection: Some(collection.to_owned()),
        threads: NonZero::new(1),
        ..Options::default()
    };
    import::import(writer, &options, &mut Quiet).unwrap()
}

/// Makes a collection.
pub(crate) fn collection(writer: &mut Writer, name: &str, released: bool, level: Option<&str>) {
    let level = level.map(|level| Some(level.parse().unwrap()));
    let change = Change { released: Some(released), level, ..Change::default() };
    writer.add_collection(name, &change).unwrap();
}

/// Decides about a portion; without a label takes decisions back.
pub(crate) fn decide(writer: &mut Writer, key: &str, portion: &str, label: Option<&str>, why: &str) {
    let portion: PortionId = portion.parse().unwrap();
    let label = label.map(|label| label.parse().unwrap());
    writer
        .decide(key, &portion, &DecisionToMake { label, by: "A REVIEWER".into(), why: why.into() })
        .unwrap();
}

/// A search.
pub(crate) fn request(query: &str, limit: usize, sort: Sort) -> Request<'_> {
    Request { query, limit, skip: 0, months: false, sort, cursor: None, today: jiff::civil::date(2026, 1, 1) }
}

/// The keys of all telegrams that a query finds.
pub(crate) fn found(view: &View, query: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let total = view
        .keys(&request(query, 0, Sort::Date), &mut |key| {
            keys.push(key.to_owned());
        })
        .unwrap();
    assert_eq!(total as usize, keys.len(), "{query}");
    keys
}
