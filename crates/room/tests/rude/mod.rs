//! A real room, and what is asked of it by hand, byte by byte.

use chancery_archive::Writer;
use chancery_archive::import::{Options, Quiet, import};
use chancery_room::{Limits, Room, Settings, serve};
use chancery_view::Door;
use std::net::SocketAddr;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const TELEGRAM: &str = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\nUNCLAS PORT ALDER 000417\n\n\
                        TAGS: PREL\nSUBJECT: HARBOR\n\n1. Nine lights work.\n";

/// Longer than anything may take: what takes longer hangs.
pub(crate) const HANGS: Duration = Duration::from_secs(60);

/// A room that is open, on a port of its own.
pub(crate) struct Open {
    pub(crate) address: SocketAddr,
    pub(crate) _folder: TempDir,
}

impl Open {
    pub(crate) fn new() -> Open {
        Open::with(Limits { head: Duration::from_secs(2), ..Limits::default() })
    }

    pub(crate) fn with(limits: Limits) -> Open {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("one.txt");
        std::fs::write(&source, TELEGRAM).unwrap();
        let archive = folder.path().join("archive");
        let mut writer = Writer::open(&archive).unwrap();
        import(&mut writer, &Options { paths: vec![source], ..Options::default() }, &mut Quiet).unwrap();
        drop(writer);
        let room =
            Room::new(Door::open(archive).unwrap(), None, None, Settings { limits, ..Settings::default() });
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(room, listener, None, std::future::pending()));
        Open { address, _folder: folder }
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// A connection on which something was sent, and more may follow.
    pub(crate) async fn begun(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(bytes).await.unwrap();
        stream
    }

    /// Sends bytes, and gives what comes until the room hangs up. It may do so before all is sent.
    pub(crate) async fn told(&self, bytes: &[u8]) -> String {
        let (mut reading, mut writing) = self.connect().await.into_split();
        let bytes = bytes.to_vec();
        let sending = tokio::spawn(async move {
            let _ = writing.write_all(&bytes).await;
            writing
        });
        let mut answer = Vec::new();
        // A reset is an end too.
        let _ =
            tokio::time::timeout(HANGS, reading.read_to_end(&mut answer)).await.expect("the room hangs up");
        sending.abort();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Somebody else asks meanwhile, and is answered.
    pub(crate) async fn answers_others(&self) {
        for (path, word) in
            [("/healthz", "ok"), ("/search?q=lights", "1 telegram"), ("/telegram/07PORTALDER417", "HARBOR")]
        {
            let answer = self
                .told(
                    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").as_bytes(),
                )
                .await;
            assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(word), "{path}: {answer}");
        }
    }
}

/// The statuses of the answers in what came over a connection.
pub(crate) fn statuses(told: &str) -> Vec<u16> {
    let lines = told.split("HTTP/1.").skip(1).filter_map(|rest| rest.get(2..5));
    lines.filter_map(|status| status.parse().ok()).collect()
}

/// Nothing at all, or one answer that says what the asker did wrong.
pub(crate) fn is_calm(told: &str) -> bool {
    let statuses = statuses(told);
    statuses.len() <= 1 && statuses.iter().all(|status| (400..500).contains(status))
}

pub(crate) async fn ended(mut stream: TcpStream) {
    let mut rest = Vec::new();
    let _ = tokio::time::timeout(HANGS, stream.read_to_end(&mut rest)).await.expect("the room hangs up");
}
