//! Imports that readers begin: files come in, one import at a time works on them, and who began it sees how far it is.

use crate::problem::Problem;
use crate::visitor::Visitor;
use chancery_view::Reader;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

/// Brings files into the archive. The room does not know how: whoever opens it says so.
pub trait Intake: Send + Sync {
    /// Where files lie until they are brought in: on the disk of the archive.
    fn place(&self) -> PathBuf;

    /// Brings in all that lies in a folder, and tells how far it is.
    ///
    /// # Errors
    /// Why it could not be done, for a person.
    fn bring_in(
        &self,
        folder: &Path,
        collection: Option<&str>,
        told: &dyn Fn(Progress),
    ) -> Result<(), String>;
}

/// How far an import is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Progress {
    /// Telegrams that were read.
    pub telegrams: u64,
    /// Those that the archive did not have. Like the two below it is for the owner alone: who sends a text in could tell by it what
    /// the archive has and he may not see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<u64>,
    /// Those that it had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<u64>,
    /// New texts of telegrams that it had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variants: Option<u64>,
    /// What could not be read.
    pub failures: Vec<String>,
}

impl Progress {
    /// Without what tells of the archive.
    fn without_knowledge(self) -> Progress {
        Progress { new: None, known: None, variants: None, ..self }
    }
}

/// The most failures that are told of one import.
pub const MOST_FAILURES: usize = 100;

/// How many imports wait at once: the files of each lie on the disk.
const WAITING: usize = 10;

/// How the folders begin in which files lie until they are brought in.
const LEFT: &str = ".tmp";

/// The file that rooms hold which are open.
const LOCK: &str = ".lock";

/// How many imports are remembered.
const REMEMBERED: usize = 100;

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    /// It waits for another one.
    Waiting,
    /// It works.
    Working,
    /// It is done.
    Done,
    /// It could not be done.
    Failed,
}

/// An import.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Job {
    /// Its number.
    pub id: u64,
    /// The files, as they were called.
    pub files: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// How far it is.
    #[serde(flatten)]
    pub progress: Progress,
    /// Why it could not be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    #[serde(skip)]
    by: String,
}

/// The imports of a room.
pub(crate) struct Jobs {
    intake: Box<dyn Intake>,
    /// Tells other rooms of the archive that files may lie there which are wanted.
    _open: Option<File>,
    list: Mutex<BTreeMap<u64, Job>>,
    /// Held by the one that works.
    working: tokio::sync::Mutex<()>,
}

impl Jobs {
    pub(crate) fn new(intake: Box<dyn Intake>) -> Jobs {
        let open =
            swept(&intake.place()).inspect_err(|error| tracing::warn!(%error, "files cannot be taken in"));
        Jobs { intake, _open: open.ok(), list: Mutex::default(), working: tokio::sync::Mutex::new(()) }
    }

    /// A folder for the files of an import.
    pub(crate) async fn folder(self: &Arc<Jobs>) -> Result<TempDir, Problem> {
        let jobs = self.clone();
        let made = tokio::task::spawn_blocking(move || {
            let place = jobs.intake.place();
            std::fs::create_dir_all(&place)?;
            tempfile::Builder::new().prefix(LEFT).tempdir_in(&place)
        });
        made.await.map_err(|_| Problem::broke_down())?.map_err(|error| {
            tracing::error!(%error, "files cannot be taken in");
            Problem::broke_down().help("the archive's folder cannot be written")
        })
    }

    /// Begins an import of what lies in a folder, which is removed when it is done.
    ///
    /// # Errors
    /// That too many wait already.
    pub(crate) fn begin(
        self: &Arc<Jobs>,
        by: &Visitor,
        folder: TempDir,
        files: Vec<String>,
        collection: Option<String>,
    ) -> Result<Job, Problem> {
        let job = {
            let mut list = self.list();
            if list.values().filter(|job| job.state == State::Waiting).count() >= WAITING {
                return Err(Problem::busy());
            }
            let id = list.last_key_value().map_or(1, |(id, _)| id + 1);
            let by = by.name().to_owned();
            let job =
                Job { id, files, state: State::Waiting, progress: Progress::default(), error: None, by };
            list.insert(id, job.clone());
            while list.len() > REMEMBERED {
                list.pop_first();
            }
            job
        };
        let (jobs, id, owner) = (self.clone(), job.id, by.reader() == Reader::Owner);
        tokio::spawn(async move {
            let _working = jobs.working.lock().await;
            let own = jobs.clone();
            let done = tokio::task::spawn_blocking(move || {
                own.with(id, |job| job.state = State::Working);
                let told = |progress: Progress| {
                    own.with(id, |job| {
                        job.progress = if owner { progress } else { progress.without_knowledge() }
                    });
                };
                own.intake.bring_in(folder.path(), collection.as_deref(), &told)
            });
            let error = match done.await {
                Ok(done) => done.err(),
                Err(_) => Some("the program broke down".to_owned()),
            };
            jobs.with(id, |job| {
                job.state = if error.is_some() { State::Failed } else { State::Done };
                job.error = error;
            });
        });
        Ok(job)
    }

    /// The imports of a visitor, the newest first.
    pub(crate) fn of(&self, visitor: &Visitor) -> Vec<Job> {
        self.list().values().rev().filter(|job| job.by == visitor.name()).cloned().collect()
    }

    /// One of them.
    pub(crate) fn one(&self, visitor: &Visitor, id: u64) -> Result<Job, Problem> {
        self.list().get(&id).filter(|job| job.by == visitor.name()).cloned().ok_or_else(Problem::nothing)
    }

    fn with(&self, id: u64, change: impl FnOnce(&mut Job)) {
        if let Some(job) = self.list().get_mut(&id) {
            change(job);
        }
    }

    fn list(&self) -> MutexGuard<'_, BTreeMap<u64, Job>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes what a room left there that was killed, unless another one is open, and gives what says that this one is.
fn swept(place: &Path) -> io::Result<File> {
    std::fs::create_dir_all(place)?;
    let lock = File::options().create(true).append(true).open(place.join(LOCK))?;
    if lock.try_lock().is_ok() {
        for left in std::fs::read_dir(place).into_iter().flatten().flatten() {
            let is_ours = left.file_name().to_string_lossy().starts_with(LEFT)
                && left.file_type().is_ok_and(|of| of.is_dir());
            // What stays is tried again at the next start; the room needs its lock in any case.
            if is_ours && let Err(error) = std::fs::remove_dir_all(left.path()) {
                tracing::warn!(%error, "files of an import that ended early cannot be removed");
            }
        }
        lock.unlock()?;
    }
    lock.lock_shared()?;
    Ok(lock)
}

/// A name for a file that is taken in: the last part of the one that was sent, without what a file system does not want.
pub(crate) fn file_name(sent: &str, number: usize) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' '))
        .take(100)
        .collect();
    // The number keeps two of one name apart, and a name from beginning with a full stop.
    format!("{number}-{}", kept.trim())
}

#[cfg(test)]
mod tests {
    use super::{file_name, swept};
    use std::fs;

    #[test]
    fn what_was_left_is_removed_and_not_what_another_room_needs() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("incoming");
        let leave = || {
            fs::create_dir_all(place.join(".tmpA")).unwrap();
            fs::write(place.join(".tmpA/1-one.txt"), "text").unwrap();
            fs::write(place.join("mine.txt"), "text").unwrap();
        };
        leave();
        let first = swept(&place).unwrap();
        assert!(!place.join(".tmpA").exists() && place.join("mine.txt").exists());
        leave();
        let second = swept(&place).unwrap();
        assert!(place.join(".tmpA/1-one.txt").exists(), "the first room is open");
        drop(first);
        drop(swept(&place).unwrap());
        assert!(place.join(".tmpA").exists(), "the second room is open");
        drop(second);
        drop(swept(&place).unwrap());
        assert!(!place.join(".tmpA").exists());
    }

    #[test]
    fn names_stay_in_their_folder() {
        assert_eq!(file_name("../../etc/passwd", 1), "1-passwd");
        assert_eq!(file_name("..", 2), "2-..");
        assert_eq!(file_name("C:\\a\\b c.txt", 3), "3-b c.txt");
        assert_eq!(file_name("x\0y/\u{202e}z.zip", 4), "4-z.zip");
    }
}
