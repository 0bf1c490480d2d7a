//! What the handlers share: the door of the archive, and how much may be asked at once.

use crate::problem::Problem;
use crate::visitor::Visitor;
use chancery_view::{Door, Reader, View};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// How often an older state of the archive is let go of where nobody asks.
const RENEWED: Duration = Duration::from_secs(2);

/// How the room is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who reads where nobody logs in.
    pub reader: Reader,
    /// Names under which the room is reached, beside those of this machine itself: `archive.example.org`.
    pub hosts: Vec<String>,
    /// What may be asked of it.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { reader: Reader::Owner, hosts: Vec::new(), limits: Limits::default() }
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
    turns: Arc<Semaphore>,
    settings: Settings,
}

impl Room {
    /// Opens a room at the door of an archive.
    pub fn new(door: Door, settings: Settings) -> Arc<Room> {
        let turns = Arc::new(Semaphore::new(settings.limits.at_once));
        Arc::new(Room { door, turns, settings })
    }

    /// How it is run.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// True where the archive can be read.
    pub(crate) fn ready(&self) -> bool {
        self.door.renew().is_ok()
    }

    /// Lets go of an older state of the archive where nobody asks, until it is aborted.
    pub(crate) fn keep_fresh(self: &Arc<Room>) -> JoinHandle<()> {
        let held = self.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(RENEWED).await;
                let room = held.clone();
                let _ = tokio::task::spawn_blocking(move || room.ready()).await;
            }
        })
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
