//! `chancery serve`: the reading room of an archive.

use super::intake::Bring;
use super::openid::Elsewhere;
use crate::exit::{Done, Failure, Outcome};
use crate::interrupt;
use crate::keep::{Reading, refused, unusable, write_object};
use crate::message::Message;
use crate::people::failed;
use chancery_accounts::Accounts;
use chancery_room::{Certificate, Room, Settings};
use chancery_view::Door;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use tracing_subscriber::filter::LevelFilter;

/// Where the room listens when nothing is said.
pub(crate) const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7904);

const AFTER: &str = "\
Without --users the room is for whoever sits at this machine: it listens there alone, and answers to no other name. With --users readers log
in, and see what they are cleared to (`chancery user`); programs send a token (`chancery token`). Ctrl-C closes the room; what was asked
before is answered. CHANCERY_LOG=info writes a line of JSON for each answer, without content.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// Where to listen; port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value_t = USUAL)]
    listen: SocketAddr,

    /// Readers log in.
    #[arg(long, conflicts_with = "reader")]
    users: bool,

    #[command(flatten)]
    elsewhere: Elsewhere,

    /// A name by which the room is reached, beside those of this machine. Can be given several times.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,

    /// The certificate for https, a PEM file with those that vouch for it.
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,

    /// The certificate's private key, a PEM file.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,

    /// A proxy on this machine speaks https in front of the room: cookies are sent that way alone, and the proxy says in the header
    /// X-Forwarded-For who asks.
    #[arg(long, conflicts_with = "certificate")]
    behind_https: bool,

    /// For machines: when it can answer, one JSON object on standard output, with its address as `listening`.
    #[arg(long)]
    json: bool,

    /// Say nothing but where the room is.
    #[arg(long)]
    quiet: bool,
}

/// A certificate and its key.
struct Files {
    chain: PathBuf,
    key: PathBuf,
}

/// What is served, and where.
struct Opening<'a> {
    folder: &'a Path,
    settings: Settings,
    listener: TcpListener,
    certificate: Option<Files>,
    json: bool,
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let near = args.listen.ip().is_loopback();
    if args.users && !near && args.certificate.is_none() {
        let open = format!("passwords would go to {} in the clear", args.listen.ip());
        let help = "give `--certificate` and `--key`, or listen on 127.0.0.1 behind a proxy that speaks https (`--behind-https`)";
        return Err(Failure::Usage(Message::new(open).line("help", help)));
    }
    if !args.users && !near {
        let others =
            format!("{} can be reached by others, and nobody would have to log in", args.listen.ip());
        let help = "let them log in with `--users`, or listen on 127.0.0.1";
        return Err(Failure::Usage(Message::new(others).line("help", help)));
    }
    let certificate = match (&args.certificate, &args.key) {
        (Some(chain), Some(key)) => Some(Files { chain: chain.clone(), key: key.clone() }),
        _ => None,
    };
    let settings = Settings {
        reader: args.reading.reader(),
        users: args.users,
        openid: args.elsewhere.openid()?,
        https: args.behind_https || certificate.is_some(),
        proxied: args.behind_https,
        hosts: args.hosts.clone(),
        ..Settings::default()
    };
    let listener = TcpListener::bind(args.listen).map_err(|error| taken(args.listen, &error))?;
    let folder = args.reading.folder();
    opened(Opening { folder: &folder, settings, listener, certificate, json: args.json, quiet: args.quiet })
}

/// Opens the room of an archive on this machine, at the usual place or at any that is free, for its owner.
pub(crate) fn open(folder: &Path, quiet: bool) -> Outcome {
    let listener = TcpListener::bind(USUAL).or_else(|_| TcpListener::bind(SocketAddr::new(USUAL.ip(), 0)));
    let listener = listener.map_err(|error| taken(USUAL, &error))?;
    let settings = Settings::default();
    opened(Opening { folder, settings, listener, certificate: None, json: false, quiet })
}

fn opened(opening: Opening<'_>) -> Outcome {
    let Opening { folder, settings, listener, certificate, json, quiet } = opening;
    log()?;
    let door = Door::open(folder).map_err(refused)?;
    let beside = chancery_archive::Folder::open(folder).map_err(unusable)?.room();
    let people = people(&beside, &settings)?;
    let room = Room::new(door, people, Some(Box::new(Bring::into(folder, beside))), settings);
    let address = listener.local_addr()?;
    let scheme = if certificate.is_some() { "https" } else { "http" };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let certificate = certificate.map(|files| certified(&runtime, &files)).transpose()?;
    let mut errors = anstream::stderr();
    writeln!(errors, "listening on {scheme}://{address}")?;
    if json {
        write_object(&serde_json::json!({ "listening": format!("{scheme}://{address}") }))?;
    }
    if !quiet {
        writeln!(errors, "Ctrl-C closes the reading room")?;
    }
    let served = runtime.block_on(chancery_room::serve(room.clone(), listener, certificate, interrupted()));
    let noted = room.close();
    served.map_err(|error| {
        Failure::Stopped(
            Message::new("the reading room had to close")
                .line("cause", error.to_string())
                .line("help", "see that the network is there, and open it again"),
        )
    })?;
    noted.map_err(|error| {
        Failure::Archive(
            Message::new("the last lines of the audit log could not be written, and are lost")
                .line("cause", error.to_string())
                .line(
                    "help",
                    "check that the disk has room and that you may write the folder `room` of the archive",
                ),
        )
    })?;
    Ok(Done::All)
}

fn certified(runtime: &tokio::runtime::Runtime, files: &Files) -> Result<Certificate, Failure> {
    runtime.block_on(Certificate::load(&files.chain, &files.key)).map_err(|error| {
        let help = format!(
            "see that {} and {} are PEM files of one pair",
            files.chain.display(),
            files.key.display()
        );
        Failure::Usage(
            Message::new("cannot use the certificate").line("cause", error.to_string()).line("help", help),
        )
    })
}

/// Accounts and folders. An archive that can only be read has no folders, and nobody can log in.
fn people(folder: &Path, settings: &Settings) -> Result<Option<Accounts>, Failure> {
    use chancery_accounts::Error;
    match Accounts::open(folder) {
        Ok(people) => Ok(Some(people)),
        Err(Error::Io { .. } | Error::Database(_)) if !settings.users => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

/// What happens is written to standard error as lines of JSON, as `CHANCERY_LOG` wants it; errors always.
fn log() -> Result<(), Failure> {
    let level = match std::env::var("CHANCERY_LOG") {
        Ok(level) => level.parse::<LevelFilter>().map_err(|_| {
            Failure::Usage(
                Message::new(format!("`{level}` in CHANCERY_LOG is no level"))
                    .line("help", "the levels are off, error, warn, info, debug and trace"),
            )
        })?,
        Err(_) => LevelFilter::ERROR,
    };
    let _ = tracing_subscriber::fmt().json().with_max_level(level).with_writer(io::stderr).try_init();
    Ok(())
}

/// Until somebody wants the room closed. What works then is asked to stop too; the second time the program ends as it is.
async fn interrupted() {
    asked_to_end().await;
    interrupt::ask();
    tokio::spawn(async {
        asked_to_end().await;
        std::process::exit(1);
    });
}

async fn asked_to_end() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Nobody can be listened to: the room stays open.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    if let Ok(mut end) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            () = interrupt => {}
            _ = end.recv() => {}
        }
        return;
    }
    interrupt.await;
}

fn taken(address: SocketAddr, error: &io::Error) -> Failure {
    Failure::Usage(
        Message::new(format!("cannot listen on {address}")).line("cause", error.to_string()).line(
            "help",
            "name another place with `--listen 127.0.0.1:0`, which takes any port that is free",
        ),
    )
}
