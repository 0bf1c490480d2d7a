//! What the handlers share: the door of the archive, and how much may be asked at once.

use crate::intake::{Intake, Jobs};
use crate::oidc::{Oidc, OpenId};
use crate::problem::Problem;
use crate::visitor::Visitor;
use axum::http::StatusCode;
use chancery_accounts::{Accounts, Login, Refused, Subject};
use chancery_view::{DEFAULT_COLLECTION, Door, Reader, View};
use governor::{DefaultKeyedRateLimiter, Quota};
use jiff::Timestamp;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use std::net::IpAddr;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

/// How often an older state of the archive is let go of where nobody asks.
const RENEWED: Duration = Duration::from_secs(2);

/// How often ended sessions and tokens are forgotten, in seconds.
const SWEPT: i64 = 60 * 60;

/// How the room is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who reads where nobody logs in.
    pub reader: Reader,
    /// Whether readers log in.
    pub users: bool,
    /// Who vouches for readers, where they can log in with accounts elsewhere too.
    pub openid: Option<OpenId>,
    /// Whether the room is reached by https alone: by its own certificate, or through a proxy.
    pub https: bool,
    /// Whether a proxy on this machine passes requests on: it says in `X-Forwarded-For` from where they come.
    pub proxied: bool,
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
            openid: None,
            https: false,
            proxied: false,
            hosts: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// What may be asked of the room.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many questions are worked on at once, exports apart, of which there can be half as many beside them; others wait.
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
    /// How long the lines of a request may take to come, and how long a connection is kept for the next one.
    pub head: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Of these, from one address that is not this machine's.
    pub connections_of_one: usize,
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
            head: Duration::from_secs(10),
            // Half of the files that a process may usually have open.
            connections: 512,
            connections_of_one: 128,
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
    rates: DefaultKeyedRateLimiter<IpAddr>,
    /// When ended sessions and tokens were last forgotten, in seconds since 1970.
    swept: AtomicI64,
    oidc: Option<Oidc>,
}

impl Room {
    /// Opens a room at the door of an archive. Without accounts there are no folders, and nobody can log in; without an intake nobody
    /// can import. Who reads alone and is not the owner has neither: the owner's folders tell of what he may not see.
    pub fn new(
        door: Door,
        people: Option<Accounts>,
        intake: Option<Box<dyn Intake>>,
        settings: Settings,
    ) -> Arc<Room> {
        let own = settings.users || settings.reader == Reader::Owner;
        let (people, intake) = (people.filter(|_| own), intake.filter(|_| own));
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
            swept: AtomicI64::new(0),
            oidc: settings.openid.clone().filter(|_| settings.users).map(Oidc::new),
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
    pub(crate) fn too_fast(&self, from: IpAddr) -> Option<u64> {
        if !self.settings.users {
            return None;
        }
        let refused = self.rates.check_key(&from).err()?;
        Some(refused.wait_time_from(governor::clock::Clock::now(self.rates.clock())).as_secs() + 1)
    }

    /// What is to be done now and then: an older state of the archive is let go of, and what has ended is forgotten.
    pub(crate) fn tidy_up(&self) {
        self.ready();
        self.rates.retain_recent();
        self.recorder.handle().run_upkeep();
        if let Some(cause) = self.people.as_ref().and_then(|people| people.audit_trouble()) {
            tracing::error!(cause, "the audit log cannot be written; its lines wait");
        }
        let now = Timestamp::now().as_second();
        let swept = self.swept.load(Relaxed);
        if let Some(people) = self.people.as_ref().filter(|_| now - swept > SWEPT) {
            self.swept.store(now, Relaxed);
            if let Err(error) = people.sweep(Timestamp::now()) {
                tracing::error!(%error, "the accounts cannot be used");
            }
        }
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

    /// Asks for a visitor's own folders, by his name.
    pub(crate) async fn own<T: Send + 'static>(
        &self,
        visitor: &Visitor,
        work: impl FnOnce(&Accounts, &str) -> chancery_accounts::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        visitor.reads()?;
        let name = visitor.name().to_owned();
        self.people(move |people| work(people, &name)).await
    }

    /// Logs somebody in.
    pub(crate) async fn log_in(
        &self,
        name: String,
        password: String,
        origin: String,
    ) -> Result<Login, Refused> {
        self.enter(move |people, now| people.login(&name, &password, &origin, now)).await
    }

    /// Logs somebody in for whom an issuer vouches; or notes that it does for nobody.
    pub(crate) async fn log_in_as(&self, vouched: Option<Subject>, origin: String) -> Result<Login, Refused> {
        self.enter(move |people, now| people.login_as(vouched.as_ref(), &origin, now)).await
    }

    /// Whether a login may be tried from an origin now.
    pub(crate) async fn may_try(&self, origin: String) -> Result<(), Refused> {
        self.enter(move |people, now| people.may_try(&origin, now)).await
    }

    async fn enter<T: Send + 'static>(
        &self,
        attempt: impl FnOnce(&Accounts, Timestamp) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let Some(people) = self.people.clone() else { return Err(Refused::Wrong) };
        let answer = tokio::task::spawn_blocking(move || attempt(&people, Timestamp::now())).await;
        answer.unwrap_or(Err(Refused::Wrong))
    }

    /// Logins with accounts elsewhere, where there are any.
    pub(crate) fn oidc(&self) -> Option<&Oidc> {
        self.oidc.as_ref()
    }

    /// Ends a room that nobody is answered in any more: what waits for the audit log is written.
    ///
    /// # Errors
    /// That it cannot be written: it is lost then.
    pub fn close(&self) -> chancery_accounts::Result<()> {
        self.people.as_ref().map_or(Ok(()), |people| people.flush_audit())
    }

    /// Notes what a visitor does, where readers log in.
    ///
    /// # Errors
    /// That it cannot be noted: then it is not to be done.
    pub(crate) fn note(&self, visitor: &Visitor, deed: &Deed) -> Result<(), Problem> {
        let people = self.people.as_ref().filter(|_| self.settings.users);
        match (people, deed) {
            (Some(people), Deed::Noted(what, which)) => {
                Ok(people.audit(Timestamp::now(), Some(visitor.name()), what, which)?)
            }
            _ => Ok(()),
        }
    }

    /// How it is run.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// True where the archive can be read.
    pub(crate) fn ready(&self) -> bool {
        let renewed = self.door.renew();
        if let Err(error) = &renewed {
            tracing::error!(%error, "the archive cannot be read");
        }
        renewed.is_ok()
    }

    /// Takes a turn for a visitor, and notes what he does.
    async fn turn(
        &self,
        visitor: &Visitor,
        deed: &Deed,
        turns: &Arc<Semaphore>,
    ) -> Result<(OwnedSemaphorePermit, Reader), Problem> {
        let reader = visitor.reads()?;
        self.note(visitor, deed)?;
        Ok((self.wait(turns).await?, reader))
    }

    /// Waits for a turn.
    async fn wait(&self, turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
        match tokio::time::timeout(self.settings.limits.wait, turns.clone().acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Problem::busy()),
        }
    }

    /// Whether a visitor may bring telegrams into a collection. The owner may into any; everybody else into those of which he sees
    /// something, whether he may read besides or not. What came into one that is hidden from him would be hidden too, and what came into
    /// one that is not there would not: so he could find out by its name which it is.
    ///
    /// # Errors
    /// That he may not; that the archive cannot be read.
    pub(crate) async fn may_bring(
        self: &Arc<Room>,
        visitor: &Visitor,
        collection: Option<&str>,
    ) -> Result<(), Problem> {
        if visitor.reader() == Reader::Owner {
            return Ok(());
        }
        let name = collection.unwrap_or(DEFAULT_COLLECTION).to_owned();
        let turn = (self.wait(&self.turns).await?, visitor.reader());
        let seen = self.begin(turn, move |view| {
            match view.collections()?.iter().any(|collection| collection.name == name) {
                true => Ok(()),
                false => {
                    Err(Problem::not_allowed("there is no such collection for you to bring telegrams into")
                        .help("name one of which you see something; whoever runs this room can make another"))
                }
            }
        });
        seen.await.unwrap_or_else(|_| Err(Problem::broke_down()))
    }

    /// Begins work of which the turn was taken, on a thread of its own.
    fn begin<T: Send + 'static>(
        self: &Arc<Room>,
        (turn, reader): (OwnedSemaphorePermit, Reader),
        work: impl FnOnce(&View) -> Result<T, Problem> + Send + 'static,
    ) -> JoinHandle<Result<T, Problem>> {
        let room = self.clone();
        tokio::task::spawn_blocking(move || {
            // It is given back when the work is done, not when its answer is no longer waited for.
            let _turn = turn;
            let view = room.door.view(reader)?;
            work(&view)
        })
    }

    /// As [`look`](Room::look), for work that takes as long as its reader does. It has begun when this returns.
    pub(crate) async fn take_time<T: Send + 'static>(
        self: &Arc<Room>,
        visitor: &Visitor,
        deed: Deed,
        work: impl FnOnce(&View) -> Result<T, Problem> + Send + 'static,
    ) -> Result<JoinHandle<Result<T, Problem>>, Problem> {
        let turn = self.turn(visitor, &deed, &self.long).await?;
        Ok(self.begin(turn, work))
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
    /// What he does is noted before; whether there is the telegram that he asks for, before he has the answer.
    ///
    /// # Errors
    /// What the work says; that he may not read; that it cannot be noted, did not come to its turn, or took too long.
    pub async fn look<T: Send + 'static>(
        self: &Arc<Room>,
        visitor: &Visitor,
        deed: Deed,
        work: impl FnOnce(&View) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.turn(visitor, &deed, &self.turns).await?;
        let answer = match tokio::time::timeout(self.settings.limits.answer, self.begin(turn, work)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(Problem::broke_down()),
            Err(_) => Err(Problem::too_long()),
        };
        if let Deed::Reading(name) = deed {
            let is_there =
                answer.as_ref().err().is_none_or(|problem| problem.status() != StatusCode::NOT_FOUND);
            self.note(visitor, &Deed::Noted(if is_there { "telegram" } else { "no telegram" }, name))?;
        }
        answer
    }
}

/// What a visitor does, for the audit log.
#[derive(Clone, Debug)]
pub enum Deed {
    /// What need not be noted: the registry, what the archive holds at a glance, suggestions.
    Glance,
    /// What he does, and to which: `search`, `harbor lights`.
    Noted(&'static str, String),
    /// He reads a telegram, or something of it: noted when it is known whether he sees one of that name.
    Reading(String),
}

impl Deed {
    /// He searches, or counts.
    pub(crate) fn search(query: &str) -> Deed {
        Deed::Noted("search", query.to_owned())
    }

    /// He reads a telegram, or something of it.
    pub(crate) fn telegram(name: &str) -> Deed {
        Deed::Reading(name.to_owned())
    }

    /// He takes telegrams along.
    pub(crate) fn export(form: &str, which: &str) -> Deed {
        Deed::Noted("export", format!("{form} {which}"))
    }
}
