//! What the handlers share: the door of the archive, and how much may be asked at once.

use crate::intake::{Intake, Jobs};
use crate::problem::Problem;
use crate::visitor::Visitor;
use chancery_accounts::{Accounts, Login, Refused};
use chancery_view::{Door, Reader, View};
use governor::{DefaultKeyedRateLimiter, Quota};
use jiff::Timestamp;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use std::num::NonZero;
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
    /// Bytes of the files of one import.
    pub files: usize,
    /// Requests a second from one address, where readers log in. A tenfold burst is let pass.
    pub rate: NonZero<u32>,
}

impl Default for Limits {
    fn default() -> Limits {
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
        Limits {
            at_once: cores * 2,
            wait: Duration::from_secs(5),
            answer: Duration::from_secs(30),
            body: 1 << 20,
            files: 16 << 30,
            rate: NonZero::<u32>::MIN.saturating_add(49),
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
    jobs: Option<Arc<Jobs>>,
    recorder: PrometheusRecorder,
    rates: DefaultKeyedRateLimiter<String>,
}

impl Room {
    /// Opens a room at the door of an archive. Without accounts there are no folders, and nobody can log in.
    /// Without an intake nobody can import.
    pub fn new(
        door: Door,
        people: Option<Accounts>,
        intake: Option<Box<dyn Intake>>,
        settings: Settings,
    ) -> Arc<Room> {
        let turns = Arc::new(Semaphore::new(settings.limits.at_once));
        let long = Arc::new(Semaphore::new(settings.limits.at_once.div_ceil(2)));
        let quota = Quota::per_second(settings.limits.rate)
            .allow_burst(settings.limits.rate.saturating_mul(NonZero::<u32>::MIN.saturating_add(9)));
        Arc::new(Room {
            door,
            people: people.map(Arc::new),
            turns,
            long,
            jobs: intake.map(|intake| Arc::new(Jobs::new(intake))),
            recorder: PrometheusBuilder::new().build_recorder(),
            rates: DefaultKeyedRateLimiter::keyed(quota),
            settings,
        })
    }

    /// The imports, where there can be any.
    pub(crate) fn jobs(&self) -> Option<&Arc<Jobs>> {
        self.jobs.as_ref()
    }

    /// Where requests are counted.
    pub(crate) fn recorder(&self) -> &PrometheusRecorder {
        &self.recorder
    }

    /// The counts, as Prometheus reads them.
    pub(crate) fn metrics(&self) -> String {
        let handle = self.recorder.handle();
        handle.run_upkeep();
        handle.render()
    }

    /// After how many seconds an address may ask again, if it asks too fast.
    pub(crate) fn too_fast(&self, from: &str) -> Option<u64> {
        if !self.settings.users {
            return None;
        }
        let refused = self.rates.check_key(&from.to_owned()).err()?;
        Some(refused.wait_time_from(governor::clock::Clock::now(self.rates.clock())).as_secs() + 1)
    }

    /// What is to be done now and then: an older state of the archive is let go of, and what has ended is forgotten.
    pub(crate) fn tidy_up(&self) {
        self.ready();
        self.rates.retain_recent();
        self.recorder.handle().run_upkeep();
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

    /// Does now and then what is to be done where nobody asks, until it is aborted.
    pub(crate) fn keep_fresh(self: &Arc<Room>) -> JoinHandle<()> {
        let held = self.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(RENEWED).await;
                let room = held.clone();
                let _ = tokio::task::spawn_blocking(move || room.tidy_up()).await;
            }
        })
    }

    /// Asks the archive as a visitor: the only way to content. The work is done on a thread of its own, and waits for its turn.
    ///
    /// # Errors
    /// What the work says; that it did not come to its turn, or took too long.
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
