//! What the tests share: an archive of samples, a room for its owner and one for a reader of no clearance, and a browser.

use crate::Outcome;
use crate::tab::Tab;
use chancery_accounts::Accounts;
use chancery_archive::Writer;
use chancery_archive::import::{Options, Quiet, import};
use chancery_room::{Room, Settings};
use chancery_view::Door;
use chromiumoxide::browser::{Browser, BrowserConfig};
use futures_util::StreamExt as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tokio::sync::Mutex;

/// Words that stand only in what a reader without clearance must not see.
pub(crate) const HIDDEN: [&str; 6] =
    ["QUILLFEATHER", "MARROWSTONE", "HERONWATCH", "BRINDLEWICK", "07GREYHAVEN420", "GREYHAVEN 000420"];

/// The pages that are looked at as pages, not for what they say. Some of them are the pages of problems.
pub(crate) const PAGES: &[&str] = &[
    "/",
    "/search?q=*",
    "/search?q=bolivia&sort=date",
    "/narrow?by=tag&q=*",
    "/search?q=*&page=2",
    "/search?q=xyzzyxyzzy",
    "/search?q=from%3A",
    "/telegram/74LAPAZ4777",
    "/telegram/74LAPAZ4970?original=1",
    "/telegram/79LAPAZ10472?original=1",
    "/telegram/12CAIRO1208",
    "/telegram/63SAIGON748?original=1",
    "/telegram/63SAIGON748?checked=1&repair=all",
    "/telegram/07GREYHAVEN412",
    "/telegram/07GREYHAVEN412?original=1",
    "/telegram/07GREYHAVEN412/diff?one=1&two=2",
    "/telegram/07GREYHAVEN415?original=1",
    "/telegram/07GREYHAVEN999",
    "/nowhere",
    "/keys",
    "/query",
    "/api",
    "/folders",
    "/folders/1",
    "/import",
    "/check",
    "/write",
    "/rules",
    "/rule/CL003",
    "/rule/SP009",
    "/rule/XX999",
    "/post/LAPAZ",
    "/tags/PREL",
];

/// All that is open while tests run.
pub(crate) struct Hall {
    browser: Mutex<Browser>,
    /// Where the owner reads.
    pub(crate) owner: String,
    /// Where somebody without clearance reads.
    pub(crate) lower: String,
    /// Where readers log in.
    pub(crate) locked: String,
    _folder: TempDir,
}

/// The Chromium of this machine.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHANCERY_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

impl Hall {
    /// Imports the samples, opens the rooms, starts the browser.
    pub(crate) async fn open() -> Outcome<Hall> {
        let Some(chromium) = chromium() else {
            return Err("there is no Chromium: `apt-get install -y chromium` installs it, CHANCERY_CHROMIUM names another, \
                        and CHANCERY_NO_BROWSER=1 leaves these tests out"
                .into());
        };
        let folder = TempDir::new()?;
        let archive = folder.path().join("archive");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let paths = vec![root.join("../../samples"), root.join("tests/browser/telegrams")];
        let report = {
            let mut writer = Writer::open(&archive)?;
            import(&mut writer, &Options { paths, ..Options::default() }, &mut Quiet)?
        };
        assert!(report.telegrams > 30, "{report:?}");
        let accounts = || Accounts::open(&folder.path().join("accounts"));
        let owner = room(&archive, Some(accounts()?), Settings::default()).await?;
        let cleared = Settings { reader: "UNCLASSIFIED".parse()?, ..Settings::default() };
        let lower = room(&archive, Some(accounts()?), cleared).await?;
        let locked =
            room(&archive, Some(accounts()?), Settings { users: true, ..Settings::default() }).await?;
        let config = BrowserConfig::builder()
            .chrome_executable(chromium)
            .user_data_dir(folder.path().join("profile"))
            .viewport(None)
            .no_sandbox()
            .build()?;
        let (browser, mut handler) = Browser::launch(config).await?;
        tokio::spawn(async move { while handler.next().await.is_some() {} });
        let hall = Hall { browser: Mutex::new(browser), owner, lower, locked, _folder: folder };
        hall.keep().await?;
        Ok(hall)
    }

    /// Keeps two telegrams in a folder, which is the first one.
    async fn keep(&self) -> Outcome {
        let tab = self.tab().await?;
        tab.open("/search?q=boats").await?;
        tab.click("ol.hits > li:nth-child(1) .pick input").await?;
        tab.click("ol.hits > li:nth-child(2) .pick input").await?;
        tab.click("#folder").await?;
        tab.write("Boats").await?;
        tab.click("button[form=pick]").await?;
        tab.wait("location.pathname.startsWith('/folders')").await?;
        tab.close().await
    }

    /// All pages: each with its room.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &'static str)> {
        PAGES
            .iter()
            .map(|path| (&*self.owner, *path))
            .chain([(&*self.locked, "/login"), (&*self.lower, "/telegram/07GREYHAVEN412")])
    }

    /// A new tab for the owner.
    pub(crate) async fn tab(&self) -> Outcome<Tab> {
        self.tab_of(&self.owner).await
    }

    /// A new tab for whoever reads in a room.
    pub(crate) async fn tab_of(&self, room: &str) -> Outcome<Tab> {
        let page = self.browser.lock().await.new_page("about:blank").await?;
        Tab::new(page, room.to_owned()).await
    }

    /// Ends the browser.
    pub(crate) async fn close(&self) -> Outcome {
        let mut browser = self.browser.lock().await;
        browser.close().await?;
        browser.wait().await?;
        Ok(())
    }
}

/// Opens a room at any free port.
async fn room(archive: &Path, accounts: Option<Accounts>, settings: Settings) -> Outcome<String> {
    let room = Room::new(Door::open(archive)?, accounts, None, settings);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { chancery_room::serve(room, listener, None, std::future::pending()).await });
    Ok(format!("http://{address}"))
}
