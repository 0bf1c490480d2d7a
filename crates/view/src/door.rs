//! The door of an archive: each reader gets the view that is his, of what is committed when he asks.

use crate::error::Result;
use crate::view::View;
use chancery_archive::access::Reader;
use chancery_archive::{Archive, Watch};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// For how many readers views are kept. Each has a connection to the catalogue.
const READERS: usize = 64;

/// An archive that many readers ask, while others may write. What it gives is a [`View`] and nothing else.
pub struct Door {
    root: PathBuf,
    state: Mutex<State>,
}

/// What is open, of one state of the archive.
struct State {
    archive: Archive,
    watch: Watch,
    /// It is known that the archive changed, and it could not be opened anew yet.
    stale: bool,
    views: HashMap<Reader, Arc<View>>,
}

impl Door {
    /// Opens the door of an archive.
    ///
    /// # Errors
    /// When the archive cannot be opened.
    pub fn open(root: impl Into<PathBuf>) -> Result<Door> {
        let root = root.into();
        let state = Mutex::new(State::open(&root)?);
        Ok(Door { root, state })
    }

    /// What a reader sees of what is committed now. Readers who see the same share a view, until something is committed; at the
    /// 65th who sees something else all views are made anew.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn view(&self, reader: Reader) -> Result<Arc<View>> {
        let mut state = self.renewed()?;
        if let Some(view) = state.views.get(&reader) {
            return Ok(view.clone());
        }
        let view = Arc::new(View::new(state.archive.snapshot()?, reader));
        if state.views.len() >= READERS {
            state.views.clear();
        }
        state.views.insert(reader, view.clone());
        Ok(view)
    }

    /// Lets go of what an older state of the archive keeps, if there is a newer one. The one who writes can then tidy up; to be
    /// called now and then where readers do not come.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn renew(&self) -> Result<()> {
        self.renewed().map(drop)
    }

    fn renewed(&self) -> Result<MutexGuard<'_, State>> {
        // Who panicked while he held it left whole values.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // Once it has changed nothing of the old state is given, also where the new one cannot be opened at the first attempt; nor
        // where it cannot be told.
        state.stale |= state.watch.changed().unwrap_or(true);
        if state.stale {
            *state = State::open(&self.root)?;
        }
        Ok(state)
    }
}

impl State {
    fn open(root: &Path) -> Result<State> {
        let archive = Archive::open(root)?;
        let watch = archive.watch()?;
        Ok(State { archive, watch, stale: false, views: HashMap::new() })
    }
}
