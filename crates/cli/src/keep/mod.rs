//! The verbs that have to do with an archive: one file a verb, and here what they share.

pub(crate) mod backup;
pub(crate) mod collection;
pub(crate) mod decide;
pub(crate) mod due;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod find;
pub(crate) mod import;
pub(crate) mod log;
pub(crate) mod open;
pub(crate) mod policy;
pub(crate) mod rebuild;
pub(crate) mod show;
pub(crate) mod stats;
pub(crate) mod verify;

use crate::exit::Failure;
use crate::message::Message;
use crate::numbers::counted;
use crate::progress::Progress;
use chancery_archive::Archive;
use chancery_archive::access::{Label, Reader};
use chancery_archive::verify::Problem;
use chancery_view::View;
use serde::Serialize;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Which archive.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Place {
    /// The archive's folder. Without it: `$CHANCERY_ARCHIVE`, or the archive that lies in the current folder.
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
}

impl Place {
    /// This folder.
    pub(crate) fn of(folder: PathBuf) -> Place {
        Place { archive: Some(folder) }
    }

    /// The folder that the command line names.
    pub(crate) fn said(&self) -> Option<&Path> {
        self.archive.as_deref()
    }

    /// The folder that the command line or the environment names. A variable that is set and empty names none.
    pub(crate) fn named(&self) -> Option<PathBuf> {
        let variable = || std::env::var_os("CHANCERY_ARCHIVE").filter(|name| !name.is_empty());
        self.archive.clone().or_else(|| variable().map(PathBuf::from))
    }

    /// The folder: as said, or the current one where it is an archive, or the one archive in it; of several the one called `archive`.
    pub(crate) fn folder(&self) -> PathBuf {
        if let Some(folder) = self.named() {
            return folder;
        }
        [".", "archive", "chancery-archive"]
            .into_iter()
            .map(PathBuf::from)
            .find(|folder| is_archive(folder))
            .or_else(only_archive)
            .unwrap_or_else(|| PathBuf::from("."))
    }
}

/// The archive in the current folder, where it holds one and no more.
fn only_archive() -> Option<PathBuf> {
    let inside = std::fs::read_dir(".").ok()?;
    let mut archives = inside.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_archive(path));
    archives.next().filter(|_| archives.next().is_none())
}

/// Which archive, and who reads it.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Reading {
    #[command(flatten)]
    place: Place,

    /// The reader: a level and caveats, as `SECRET` or `CONFIDENTIAL//NOFORN/EXDIS`. Without it: the archive's owner, who sees all.
    #[arg(long = "as", value_name = "LEVEL[//CAVEAT]")]
    reader: Option<Label>,
}

impl Reading {
    /// The folder of the archive.
    pub(crate) fn folder(&self) -> PathBuf {
        self.place.folder()
    }

    /// True where an archive was named.
    pub(crate) fn named(&self) -> bool {
        self.place.named().is_some()
    }

    /// Who reads.
    pub(crate) fn reader(&self) -> Reader {
        self.reader.map_or(Reader::Owner, Reader::cleared)
    }

    /// What this reader sees of it now.
    pub(crate) fn view(&self) -> Result<View, Failure> {
        let archive = Archive::open(self.place.folder()).map_err(unusable)?;
        Ok(View::new(archive.snapshot().map_err(unusable)?, self.reader()))
    }
}

/// An archive to be worked on as a whole, and how that is told.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Work {
    #[command(flatten)]
    place: Place,

    /// For machines: one JSON object.
    #[arg(long)]
    json: bool,

    /// No progress, and no summary where all is right.
    #[arg(long)]
    quiet: bool,
}

impl Work {
    /// Does it, with progress.
    pub(crate) fn done<T>(
        &self,
        work: impl FnOnce(&Path, &mut dyn FnMut(u64, u64)) -> chancery_archive::Result<T>,
    ) -> Result<T, Failure> {
        let mut progress = Progress::new(!self.quiet && !self.json);
        let outcome = work(&self.place.folder(), &mut |done, total| progress.show_part(done, total));
        progress.end();
        outcome.map_err(unusable)
    }
}

/// Writes a JSON object for machines, on a line of its own.
pub(crate) fn write_object(object: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, object)?;
    out.write_all(b"\n")
}

/// The most problems that are said one by one.
const SAID: usize = 20;

/// Says what is wrong with an archive: what, where, and what helps. Of very many the first ones.
pub(crate) fn say(problems: &[Problem]) {
    for problem in problems.iter().take(SAID) {
        Message::new(format!("{}: {}", problem.kind.name(), problem.what))
            .line("place", &problem.place)
            .line("help", &problem.help)
            .print();
    }
    let more = problems.len().saturating_sub(SAID) as u64;
    if more > 0 {
        Message::plain(format!("and {}", counted(more, "problem more", "problems more"))).print();
    }
}

/// The archive cannot be used.
pub(crate) fn unusable(error: chancery_archive::Error) -> Failure {
    use chancery_archive::Error;
    let message =
        Message::new("cannot use the archive").line("cause", error.to_string()).line("help", error.help());
    match error {
        Error::Unknown { .. } | Error::Refused(_) => {
            Failure::Usage(Message::new(error.to_string()).line("help", error.help()))
        }
        _ => Failure::Archive(message),
    }
}

/// A view has no answer.
pub(crate) fn refused(error: chancery_view::Error) -> Failure {
    match error {
        chancery_view::Error::Archive(error) => unusable(error),
        chancery_view::Error::Query(mistakes) => {
            Failure::Usage(Message::new("cannot read the query").block(mistakes.to_string()))
        }
        other => {
            let help = other.help();
            let message = Message::new(other.to_string()).line("help", help);
            match other {
                chancery_view::Error::NoTelegram { .. } | chancery_view::Error::NoVariant { .. } => {
                    Failure::Stopped(message)
                }
                _ => Failure::Usage(message),
            }
        }
    }
}

/// A path as a shell takes it.
pub(crate) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

impl From<chancery_view::Error> for Failure {
    fn from(error: chancery_view::Error) -> Failure {
        refused(error)
    }
}

/// Whether something is an archive already.
pub(crate) fn is_archive(folder: &Path) -> bool {
    folder.join("archive.json").is_file()
}
