//! `chancery open`: the main job in one go. What lies at a path comes into an archive, and the archive says what it holds.

use super::{Place, import, is_archive, quoted, refused, unusable};
use crate::exit::{Done, Failure, Outcome};
use crate::message::{Message, did_you_mean, nearest};
use crate::numbers::{counted, day, most};
use crate::{interrupt, room};
use anstyle::Style;
use chancery_archive::Archive;
use chancery_archive::access::Reader;
use chancery_view::{Stats, View};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const AFTER: &str = "\
Without `--archive` the archive lies beside what is opened: `telegrams.7z` comes into `telegrams.7z.chancery`. Again is free: what is in
the archive already is passed over. An archive itself can be opened too.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// A file, a folder, or an archive that was made before.
    #[arg(value_name = "PATH")]
    path: PathBuf,

    #[command(flatten)]
    place: Place,

    /// The collection to which the telegrams belong.
    #[arg(long, value_name = "NAME")]
    collection: Option<String>,

    /// How many threads read and index. All cores without it.
    #[arg(short = 'j', long = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,

    /// Only import, and say what was found: the reading room stays closed.
    #[arg(long)]
    no_room: bool,

    /// No progress and no summary of the import.
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut done = Done::All;
    let folder = if is_archive(&args.path) {
        if args.collection.is_some() || args.place.said().is_some_and(|said| said != args.path) {
            return Err(Failure::Usage(
                Message::new(format!("{} is an archive itself", args.path.display())).line(
                    "help",
                    "leave out `--archive` and `--collection`, which say where other files are to go",
                ),
            ));
        }
        args.path.clone()
    } else {
        exists(&args.path)?;
        let folder = args.place.named().unwrap_or_else(|| beside(&args.path));
        let job = import::Args {
            paths: vec![args.path.clone()],
            place: Place::of(folder.clone()),
            collection: args.collection.clone(),
            from: None,
            jobs: args.jobs,
            json: false,
            quiet: args.quiet,
            testing: import::Testing::default(),
        };
        let (report, _, seconds) = import::bring_in(&job)?;
        if !args.quiet {
            import::print(&report, seconds, &folder);
        }
        if report.failed > 0 || report.stopped {
            done = Done::Part;
        }
        folder
    };
    let archive = Archive::open(&folder).map_err(unusable)?;
    let view = View::new(archive.snapshot().map_err(unusable)?, Reader::Owner);
    let stats = view.stats().map_err(refused)?;
    anstream::stdout().write_all(text(&stats, &folder).as_bytes())?;
    drop((view, archive));
    if !args.no_room && !interrupt::asked() {
        room::serve::open(&folder, args.quiet)?;
    }
    Ok(done)
}

/// A mistyped path must not become an empty archive.
fn exists(path: &Path) -> Result<(), Failure> {
    let Err(error) = path.metadata() else { return Ok(()) };
    let message = Message::new(format!("cannot open {}", path.display())).line("cause", error.to_string());
    let beside = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<String> = beside
        .read_dir()
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let near = nearest(&name, names.iter().map(String::as_str));
    let help = if near.is_empty() {
        "name a file or a folder with telegrams, or an archive".to_owned()
    } else {
        did_you_mean(&near)
    };
    Err(Failure::Usage(message.line("help", help)))
}

/// The archive of a file or folder.
fn beside(path: &Path) -> PathBuf {
    // `.` and `..` have no name of their own.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut name = OsString::from(path.file_name().unwrap_or_default());
    name.push(".chancery");
    path.with_file_name(name)
}

fn text(stats: &Stats, folder: &Path) -> String {
    const BOLD: Style = Style::new().bold();
    const DIM: Style = Style::new().dimmed();
    let mut text = format!(
        "{BOLD}{}{BOLD:#} in {}",
        counted(stats.telegrams, "telegram", "telegrams"),
        folder.display()
    );
    if let (Some(first), Some(last)) = (&stats.first, &stats.last) {
        let _ = write!(text, ", sent {} to {}", day(first), day(last));
    }
    text.push('\n');
    for (label, counts) in [("senders", &stats.by.post), ("TAGS", &stats.by.tag), ("levels", &stats.by.level)]
    {
        if !counts.is_empty() {
            let _ = writeln!(
                text,
                "  {DIM}{label:<8}{DIM:#}  {}",
                most(&counts.iter().map(|count| (&*count.value, count.count)).collect::<Vec<_>>())
            );
        }
    }
    let _ = writeln!(text, "ask it");
    let archive = quoted(folder);
    let sender = stats.by.post.first().map_or("PARIS", |count| &count.value);
    for example in [
        format!("find --archive {archive} 'from:{sender}'"),
        format!("find --archive {archive} '\"exact words\" -not these'"),
    ] {
        let _ = writeln!(text, "  chancery {example}");
    }
    let _ = writeln!(text, "  chancery stats --archive {archive}");
    text
}
