//! `chancery serve`: the reading room of an archive.

use super::intake::Bring;
use crate::exit::{Done, Failure, Outcome};
use crate::keep::{Reading, refused};
use crate::message::Message;
use chancery_accounts::Accounts;
use chancery_archive::Archive;
use chancery_room::{Certificate, Room, Settings};
use chancery_view::{Door, Reader};
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

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

    /// A name by which the room is reached, beside those of this machine. Can be given several times.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,

    /// The certificate for https, a PEM file with those that vouch for it.
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,

    /// The certificate's private key, a PEM file.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,

    /// A proxy in front of the room speaks https: cookies are sent that way alone.
    #[arg(long)]
    behind_https: bool,

    /// Say nothing but where the room is.
    #[arg(long)]
    quiet: bool,
}

/// What is served, and where.
struct Opening<'a> {
    folder: &'a Path,
    settings: Settings,
    listener: TcpListener,
    certificate: Option<Certificate>,
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if !args.users && !args.listen.ip().is_loopback() {
        let others =
            format!("{} can be reached by others, and nobody would have to log in", args.listen.ip());
        let help = "let them log in with `--users`, or listen on 127.0.0.1";
        return Err(Failure::Usage(Message::new(others).line("help", help)));
    }
    let certificate = match (&args.certificate, &args.key) {
        (Some(chain), Some(key)) => Some(Certificate { chain: chain.clone(), key: key.clone() }),
        _ => None,
    };
    let settings = Settings {
        reader: args.reading.reader(),
        users: args.users,
        https: args.behind_https || certificate.is_some(),
        hosts: args.hosts.clone(),
        ..Settings::default()
    };
    let listener = TcpListener::bind(args.listen).map_err(|error| taken(args.listen, &error))?;
    let folder = args.reading.folder();
    opened(Opening { folder: &folder, settings, listener, certificate, quiet: args.quiet })
}

/// Opens the room of an archive on this machine, at the usual place or at any that is free, for its owner.
pub(crate) fn open(folder: &Path, quiet: bool) -> Outcome {
    let listener = TcpListener::bind(USUAL).or_else(|_| TcpListener::bind(SocketAddr::new(USUAL.ip(), 0)));
    let listener = listener.map_err(|error| taken(USUAL, &error))?;
    opened(Opening { folder, settings: Settings::default(), listener, certificate: None, quiet })
}

fn opened(opening: Opening<'_>) -> Outcome {
    let Opening { folder, settings, listener, certificate, quiet } = opening;
    log();
    let door = Door::open(folder).map_err(refused)?;
    let people = people(folder, &settings)?;
    let alone = settings.reader == Reader::Owner;
    let intake = (settings.users || alone).then(|| Box::new(Bring::into(folder)) as Box<_>);
    let room = Room::new(door, people, intake, settings);
    let address = listener.local_addr()?;
    let scheme = if certificate.is_some() { "https" } else { "http" };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut errors = anstream::stderr();
    writeln!(errors, "listening on {scheme}://{address}")?;
    if !quiet {
        writeln!(errors, "Ctrl-C closes the reading room")?;
    }
    let served = runtime.block_on(chancery_room::serve(room, listener, certificate.as_ref(), interrupted()));
    served.map_err(|error| {
        let message = Message::new("the reading room closed").line("cause", error.to_string());
        Failure::Usage(match &certificate {
            Some(Certificate { chain, key }) => {
                let files =
                    format!("see that {} and {} are PEM files of one pair", chain.display(), key.display());
                message.line("help", files)
            }
            None => message,
        })
    })?;
    Ok(Done::All)
}

/// Accounts and folders. An archive that can only be read has no folders, and nobody can log in.
fn people(folder: &Path, settings: &Settings) -> Result<Option<Accounts>, Failure> {
    let archive = Archive::open(folder).map_err(crate::keep::unusable)?;
    match Accounts::open(&archive.folder().room()) {
        Ok(people) => Ok(Some(people)),
        Err(_) if !settings.users => Ok(None),
        Err(error) => {
            Err(Failure::Archive(Message::new("cannot use the accounts").line("cause", error.to_string())))
        }
    }
}

/// What happens is written to standard error as lines of JSON, as `CHANCERY_LOG` wants it; errors always.
fn log() {
    let filter = std::env::var("CHANCERY_LOG").ok().and_then(|level| level.parse().ok());
    let level = filter.unwrap_or(tracing::level_filters::LevelFilter::ERROR);
    let _ = tracing_subscriber::fmt().json().with_max_level(level).with_writer(io::stderr).try_init();
}

/// Until somebody wants the room closed.
async fn interrupted() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut end) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupt => {}
            _ = end.recv() => {}
        }
        return;
    }
    let _ = interrupt.await;
}

fn taken(address: SocketAddr, error: &io::Error) -> Failure {
    Failure::Usage(
        Message::new(format!("cannot listen on {address}")).line("cause", error.to_string()).line(
            "help",
            "name another place with `--listen 127.0.0.1:0`, which takes any port that is free",
        ),
    )
}
