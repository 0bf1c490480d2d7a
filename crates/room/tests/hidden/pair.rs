//! Two rooms that differ only in what is hidden from the reader who asks. Accounts are the same in both: copies of one database.

use crate::ask::{Answer, Ask};
use crate::support::{Made, Sources, found};
use crate::worlds::{Above, World};
use axum::Router;
use chancery_accounts::{Accounts, NewToken, NewUser, Scopes};
use chancery_archive::Writer;
use chancery_archive::import::{self, Options, Quiet};
use chancery_room::{Intake, Progress, Room, Settings, router};
use chancery_view::Door;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "eight lights at the harbor";

/// A room with all that it stands on.
struct Side {
    made: Made,
    _people: TempDir,
    router: Router,
}

pub(crate) struct Pair {
    sides: [Side; 2],
    reader: &'static str,
    cookie: String,
    pub(crate) csrf: String,
    /// A token, for what programs ask.
    pub(crate) token: String,
}

/// Numbers of telegrams, as the reader of a pair stands to them. Some of each.
pub(crate) struct Names {
    /// He sees all of them.
    pub(crate) seen: Vec<String>,
    /// He sees a part.
    pub(crate) partly: Vec<String>,
    /// He sees nothing; one archive has it, or both.
    pub(crate) hidden: Vec<String>,
}

/// Brings files in as the command line does.
struct Bring {
    archive: PathBuf,
    incoming: PathBuf,
}

impl Intake for Bring {
    fn place(&self) -> PathBuf {
        self.incoming.clone()
    }

    fn bring_in(
        &self,
        folder: &Path,
        collection: Option<&str>,
        told: &dyn Fn(Progress),
    ) -> Result<(), String> {
        let mut writer = Writer::open(&self.archive).map_err(|error| error.to_string())?;
        let (paths, collection) = (vec![folder.to_path_buf()], collection.map(str::to_owned));
        let options = Options { paths, collection, ..Options::default() };
        let report = import::import(&mut writer, &options, &mut Quiet).map_err(|error| error.to_string())?;
        told(Progress {
            telegrams: report.telegrams,
            new: Some(report.new),
            known: Some(report.known),
            variants: Some(report.variants),
            failures: Vec::new(),
        });
        Ok(())
    }
}

impl Pair {
    pub(crate) fn new(above: &Above, seed: u64) -> Pair {
        let sources = Sources::new();
        let worlds = [1, 2].map(|hidden| World::make(above, &sources, seed, 100 * seed + hidden));
        let people = [TempDir::new().unwrap(), TempDir::new().unwrap()];
        let (cookie, csrf, token) = {
            let accounts = Accounts::open(people[0].path()).unwrap();
            furnish(&accounts, above.reader, &worlds)
        };
        for file in fs::read_dir(people[0].path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), people[1].path().join(file.file_name())).unwrap();
        }
        let mut people = people.into_iter();
        let sides = worlds.map(|made| {
            let people = people.next().unwrap();
            let accounts = Accounts::open(people.path()).unwrap();
            let bring =
                Bring { archive: made.path().to_path_buf(), incoming: people.path().join("incoming") };
            let settings = Settings { users: true, ..Settings::default() };
            let room =
                Room::new(Door::open(made.path()).unwrap(), Some(accounts), Some(Box::new(bring)), settings);
            Side { made, _people: people, router: router(room) }
        });
        Pair { sides, reader: above.reader, cookie, csrf, token }
    }

    /// What one of the rooms answers the reader.
    pub(crate) async fn answer(&self, side: usize, ask: &Ask) -> Answer {
        let program = ask.headers.iter().any(|(name, _)| *name == "authorization");
        let who = if program { ("x-nobody", "") } else { ("cookie", &*self.cookie) };
        let answer = self.sides[side].router.clone().oneshot(ask.request(who)).await.unwrap();
        Answer::of(answer).await.settled(ask)
    }

    /// Asks both, and has them answer alike.
    pub(crate) async fn same(&self, ask: &Ask) -> Answer {
        // Some answers name the day, and a new draft its minute: they are compared as of one minute.
        let minute = || jiff::Zoned::now().strftime("%F %R").to_string();
        loop {
            let begun = minute();
            let (one, other) = (self.answer(0, ask).await, self.answer(1, ask).await);
            if one == other {
                return one;
            }
            if ask.method == "POST" || begun == minute() {
                panic!("{} asks {ask:?}\n== one\n{one:?}\n== other\n{other:?}", self.reader);
            }
        }
    }

    /// Waits until all that was brought in is there.
    pub(crate) async fn wait_for_imports(&self) {
        for side in 0..2 {
            loop {
                let list = self.answer(side, &Ask::get("/api/v1/import")).await.text();
                if !list.contains("\"waiting\"") && !list.contains("\"working\"") {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
    }

    /// All paths of the rooms.
    pub(crate) fn router(&self) -> &Router {
        &self.sides[0].router
    }

    pub(crate) fn names(&self) -> Names {
        names(self.reader, [&self.sides[0].made, &self.sides[1].made])
    }
}

fn names(reader: &str, worlds: [&Made; 2]) -> Names {
    let mut names = Names { seen: Vec::new(), partly: Vec::new(), hidden: Vec::new() };
    let view = worlds[0].view(reader);
    let keys: BTreeSet<String> = found(&view, "*").into_iter().collect();
    for key in &keys {
        let shown = view.show(key, None, |shown| shown.original.to_vec()).unwrap();
        let whole = worlds[0].view("owner").show(key, None, |shown| shown.original.to_vec());
        let list = if whole.is_ok_and(|whole| whole == shown) { &mut names.seen } else { &mut names.partly };
        list.push(key.clone());
    }
    for made in worlds {
        names.hidden.extend(
            found(&made.view("owner"), "*")
                .into_iter()
                .filter(|key| !keys.contains(key) && !key.contains(':')),
        );
    }
    names.hidden.sort_by_key(|key| (!is_plain(key), key.clone()));
    names.hidden.dedup();
    // Those with several texts, and texts without numbers, are of more interest than the many like the first.
    let odd = |key: &String| key.contains(':') || view.show(key, Some(2), |_| ()).is_ok();
    for list in [&mut names.seen, &mut names.partly] {
        list.sort_by_key(|key| (!odd(key), key.clone()));
        list.truncate(5);
    }
    // Some of either kind.
    let others = names.hidden.iter().position(|key| !is_plain(key)).unwrap_or(names.hidden.len());
    names.hidden.drain(4.min(others)..others);
    names.hidden.truncate(7);
    names
}

/// A telegram that is hidden for what stands in it, and not by a decision about its number.
pub(crate) fn is_plain(key: &str) -> bool {
    let number = ["PORTALDER", "GREYHAVEN", "PARIS"].iter().find_map(|post| key.get(2..)?.strip_prefix(post));
    number.and_then(|number| number.parse().ok()).is_some_and(|number: u32| (380..440).contains(&number))
}

/// A user with a session, a token and a folder. Gives the cookie, what forms send, and the header of a program.
fn furnish(accounts: &Accounts, reader: &str, worlds: &[Made; 2]) -> (String, String, String) {
    let now = Timestamp::now();
    let new = NewUser {
        name: "anna",
        clearance: reader,
        may_import: true,
        subject: None,
        password: Some(PASSWORD),
    };
    accounts.add_user(&new, now).unwrap();
    let login = accounts.login("anna", PASSWORD, "127.0.0.1", now).unwrap();
    let scopes = Scopes { read: true, import: true };
    let token = accounts.make_token(&NewToken { user: "anna", name: "", scopes, days: 1 }, now).unwrap().1;
    // What he kept when he was cleared to more stays in his folder.
    let names = names(reader, [&worlds[0], &worlds[1]]);
    let folder = accounts.make_folder("anna", "Harbors", "all of them", now).unwrap();
    let kept = [&names.seen[..], &names.partly, &names.hidden, &["06NOWHERE1".to_owned()]].concat();
    accounts.add_entries("anna", folder.id, &kept, now).unwrap();
    let cookie = format!("chancery={}", login.session.reveal());
    let csrf = accounts.session(login.session.reveal(), now).unwrap().unwrap().csrf.reveal().to_owned();
    (cookie, csrf, format!("Bearer {}", token.reveal()))
}
