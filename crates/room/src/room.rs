//! What the handlers share: the door of the archive, and how much may be asked at once.

use crate::problem::Problem;
use crate::visitor::Visitor;
use chancery_accounts::{Accounts, Login, Refused};
use chancery_view::{Door, Reader, View};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How the room is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who reads where nobody logs in.
    pub reader: Reader,
    /// Whether readers log in.
    pub users: bool,
    /// Whether the room is reached by https alone: by its own certificate, or through a proxy.
    pub https: bool,
    /// Names under which the room is reached, beside those of this machine itself: `archive.example.org`.
    pub hosts: Vec<String>,
    /// What may be asked of it.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            reader: Reader::Owner,
            users: false,
            https: false,
            hosts: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// What may be asked of the room.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many questions are worked on at once; others wait.
    pub at_once: usize,
    /// How long a question may wait for its turn.
    pub wait: Duration,
    /// How long an answer may take.
    pub answer: Duration,
    /// Bytes of a request's body, files for an import apart.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
        Limits {
            at_once: cores * 2,
            wait: Duration::from_secs(5),
            answer: Duration::from_secs(30),
            body: 1 << 20,
        }
    }
}

/// A reading room.
pub struct Room {
    door: Door,
    people: Option<Arc<Accounts>>,
    turns: Arc<Semaphore>,
    long: Arc<Semaphore>,
    settings: Settings,
}

impl Room {
    /// Opens a room at the door of an archive. Without accounts there are no folders, and nobody can log in.
    pub fn new(door: Door, people: Option<Accounts>, settings: Settings) -> Arc<Room> {
        let turns = Arc::new(Semaphore::new(settings.limits.at_once));
        let long = Arc::new(Semaphore::new(settings.limits.at_once.div_ceil(2)));
        Arc::new(Room { door, people: people.map(Arc::new), turns, long, settings })
    }

    /// Asks the accounts, on a thread of its own.
    pub(crate) async fn people<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Accounts) -> chancery_accounts::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let people = self.people.clone().ok_or_else(Problem::no_folders)?;
        let answer = tokio::task::spawn_blocking(move || work(&people)).await;
        Ok(answer.map_err(|_| Problem::broke_down())??)
    }

    /// Logs somebody in.
    pub(crate) async fn log_in(
        &self,
        name: String,
        password: String,
        origin: String,
    ) -> Result<Login, Refused> {
        let Some(people) = self.people.clone() else { return Err(Refused::Wrong) };
        let now = Timestamp::now();
        let answer = tokio::task::spawn_blocking(move || people.login(&name, &password, &origin, now)).await;
        answer.unwrap_or(Err(Refused::Wrong))
    }

    /// Notes what a visitor did, where there are accounts.
    pub(crate) fn note(&self, visitor: &Visitor, what: &str, which: &str) {
        let Some(people) = self.people.as_ref().filter(|_| self.settings.users) else { return };
        if let Err(error) = people.audit(Timestamp::now(), Some(visitor.name()), what, which) {
            tracing::error!(%error, "the audit log cannot be written");
        }
    }

    /// How it is run.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// True where the archive can be read.
    pub(crate) fn ready(&self) -> bool {
        self.door.renew().is_ok()
    }

    /// As [`look`](Room::look), for work that takes as long as its reader does: half of the turns are left to others.
    pub(crate) async fn take_time(
        self: &Arc<Room>,
        visitor: &Visitor,
        work: impl FnOnce(&View) -> Result<(), Problem> + Send + 'static,
    ) -> Result<(), Problem> {
        let turn = tokio::time::timeout(self.settings.limits.wait, self.long.clone().acquire_owned());
        let Ok(Ok(turn)) = turn.await else { return Err(Problem::busy()) };
        let (room, reader) = (self.clone(), visitor.reader());
        let answer = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let view = room.door.view(reader)?;
            work(&view)
        });
        answer.await.map_err(|_| Problem::broke_down())?
    }

    /// Asks the archive as a visitor: the only way to content. The work is done on a thread of its own, and waits for its turn.
    ///
    /// # Errors
    /// What the work says; [`Problem::busy`] where it does not come to its turn; that it took too long.
    pub async fn look<T: Send + 'static>(
        self: &Arc<Room>,
        visitor: &Visitor,
        work: impl FnOnce(&View) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let limits = self.settings.limits;
        let turn = tokio::time::timeout(limits.wait, self.turns.clone().acquire_owned());
        let Ok(Ok(turn)) = turn.await else { return Err(Problem::busy()) };
        let (room, reader) = (self.clone(), visitor.reader());
        let answer = tokio::task::spawn_blocking(move || {
            // It is given back when the work is done, not when its answer is no longer waited for.
            let _turn = turn;
            let view = room.door.view(reader)?;
            work(&view)
        });
        match tokio::time::timeout(limits.answer, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(Problem::broke_down()),
            Err(_) => Err(Problem::too_long()),
        }
    }
}
