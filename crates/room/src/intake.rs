//! Imports that readers begin: files come in, one import at a time works on them, and anybody who may import sees how far it is.

use crate::problem::Problem;
use crate::visitor::Visitor;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
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
    /// Those that the archive did not have.
    pub new: u64,
    /// Those that it had.
    pub known: u64,
    /// New texts of telegrams that it had.
    pub variants: u64,
    /// What could not be read.
    pub failures: Vec<String>,
}

/// The most failures that are told of one import.
pub const MOST_FAILURES: usize = 100;

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
    list: Mutex<BTreeMap<u64, Job>>,
    /// Held by the one that works.
    working: tokio::sync::Mutex<()>,
}

impl Jobs {
    pub(crate) fn new(intake: Box<dyn Intake>) -> Jobs {
        Jobs { intake, list: Mutex::default(), working: tokio::sync::Mutex::new(()) }
    }

    /// A folder for the files of an import.
    pub(crate) fn folder(&self) -> Result<TempDir, Problem> {
        let place = self.intake.place();
        let made = std::fs::create_dir_all(&place).and_then(|()| tempfile::tempdir_in(&place));
        made.map_err(|error| {
            tracing::error!(%error, "files cannot be taken in");
            Problem::broke_down().help("the archive's folder cannot be written")
        })
    }

    /// Begins an import of what lies in a folder, which is removed when it is done.
    pub(crate) fn begin(
        self: &Arc<Jobs>,
        by: &Visitor,
        folder: TempDir,
        files: Vec<String>,
        collection: Option<String>,
    ) -> Job {
        let job = {
            let mut list = self.list();
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
        let (jobs, id) = (self.clone(), job.id);
        tokio::spawn(async move {
            let _working = jobs.working.lock().await;
            let own = jobs.clone();
            let done = tokio::task::spawn_blocking(move || {
                own.with(id, |job| job.state = State::Working);
                let told = |progress: Progress| own.with(id, |job| job.progress = progress);
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
        job
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
    use super::file_name;

    #[test]
    fn names_stay_in_their_folder() {
        assert_eq!(file_name("../../etc/passwd", 1), "1-passwd");
        assert_eq!(file_name("..", 2), "2-..");
        assert_eq!(file_name("C:\\a\\b c.txt", 3), "3-b c.txt");
        assert_eq!(file_name("x\0y/\u{202e}z.zip", 4), "4-z.zip");
    }
}
