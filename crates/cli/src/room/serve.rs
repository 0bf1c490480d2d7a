//! `chancery serve`: the reading room of an archive.

use crate::exit::{Done, Failure, Outcome};
use crate::keep::{Reading, refused};
use crate::message::Message;
use chancery_room::{Room, Settings};
use chancery_view::{Door, Reader};
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;

/// Where the room listens when nothing is said.
pub(crate) const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7904);

/// How long readers are waited for who are still being answered when the room closes.
const CLOSING: Duration = Duration::from_secs(10);

const AFTER: &str = "\
Without accounts the room is for whoever sits at this machine: it listens there alone, and answers to no other name. Ctrl-C closes it; what
was asked before is answered.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// Where to listen; port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", default_value_t = USUAL)]
    listen: SocketAddr,

    /// A name by which the room is reached, beside those of this machine. Can be given several times.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,

    /// Say nothing but where the room is.
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if !args.listen.ip().is_loopback() {
        return Err(Failure::Usage(
            Message::new(format!(
                "{} can be reached by others, and nobody would have to log in",
                args.listen.ip()
            ))
            .line("help", "listen on 127.0.0.1"),
        ));
    }
    let settings =
        Settings { reader: args.reading.reader(), hosts: args.hosts.clone(), ..Settings::default() };
    let runtime = runtime()?;
    let listener =
        runtime.block_on(TcpListener::bind(args.listen)).map_err(|error| taken(args.listen, &error))?;
    opened(&args.reading.folder(), settings, &runtime, listener, args.quiet)
}

/// Opens the room of an archive on this machine, at the usual place or at any that is free, for its owner.
pub(crate) fn open(folder: &Path, quiet: bool) -> Outcome {
    let runtime = runtime()?;
    let listener = runtime.block_on(async {
        match TcpListener::bind(USUAL).await {
            Ok(listener) => Ok(listener),
            Err(_) => TcpListener::bind(SocketAddr::new(USUAL.ip(), 0)).await,
        }
    });
    let listener = listener.map_err(|error| taken(USUAL, &error))?;
    opened(folder, Settings { reader: Reader::Owner, ..Settings::default() }, &runtime, listener, quiet)
}

pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

fn opened(
    folder: &Path,
    settings: Settings,
    runtime: &tokio::runtime::Runtime,
    listener: TcpListener,
    quiet: bool,
) -> Outcome {
    let room = Room::new(Door::open(folder).map_err(refused)?, settings);
    let address = listener.local_addr()?;
    let mut errors = anstream::stderr();
    writeln!(errors, "listening on http://{address}")?;
    if !quiet {
        writeln!(errors, "Ctrl-C closes the reading room")?;
    }
    runtime.block_on(async move {
        let (closing, closed) = tokio::sync::oneshot::channel::<()>();
        let mut serving = tokio::spawn(chancery_room::serve(room, listener, async move {
            let _ = closed.await;
        }));
        tokio::select! {
            served = &mut serving => return served.map_err(io::Error::other)?,
            () = interrupted() => {}
        }
        let _ = closing.send(());
        match tokio::time::timeout(CLOSING, serving).await {
            Ok(served) => served.map_err(io::Error::other)?,
            // Whoever reads so slowly has had his time.
            Err(_) => Ok(()),
        }
    })?;
    Ok(Done::All)
}

/// Until somebody wants the room closed.
async fn interrupted() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = end.recv() => {}
            }
            return;
        }
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
