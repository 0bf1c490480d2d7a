//! `chancery import`: sources into an archive.

use super::{Place, is_archive, quoted, unusable, write_object};
use crate::exit::{Done, Outcome};
use crate::failures::{self, FailureLine, Failures};
use crate::numbers::{bytes, counted, grouped, most};
use crate::progress::Progress;
use anstyle::Style;
use chancery_archive::Writer;
use chancery_archive::import::{Options, Report, Watch, import};
use chancery_sources::{FORMATS, ItemError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Instant;

const AFTER: &str = "\
What is in the archive already is passed over. After an interruption (Ctrl-C, a power cut) the same command goes on where the
last commit ended; nothing that was reported as committed is lost, and nothing comes in twice. What cannot be read is
reported, written to a file in the archive's folder `failures`, and does not stop the rest.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// Files, folders and archives (7z, zip, tar, gz, xz, bz2, zst, in each other too), or `-` for standard input.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) place: Place,

    /// The collection to which the telegrams belong; made if there is none of this name. `main` without it.
    #[arg(long, value_name = "NAME")]
    pub(crate) collection: Option<String>,

    /// What the input is, where its content does not tell. Archives are opened all the same.
    #[arg(long, value_name = "FORMAT", value_parser = crate::batches::formats())]
    pub(crate) from: Option<String>,

    /// How many threads read and index. All cores without it.
    #[arg(short = 'j', long = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,

    /// For machines: the summary as one JSON object on standard output, with the failures.
    #[arg(long)]
    pub(crate) json: bool,

    /// No progress and no summary. What could not be read is still reported.
    #[arg(long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) testing: Testing,
}

/// What the tests that pull the plug need.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Testing {
    /// Bytes of telegrams between two commits.
    #[arg(long, hide = true, value_name = "BYTES")]
    commit: Option<u64>,

    /// Says after each commit how many telegrams it has.
    #[arg(long, hide = true)]
    say_commits: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let (report, failures, seconds) = bring_in(args)?;
    if args.json {
        println_json(&report, &failures, seconds)?;
    } else if !args.quiet {
        print(&report, seconds, &args.place.folder());
    }
    Ok(if report.failed == 0 && !report.stopped { Done::All } else { Done::Part })
}

/// Imports, with progress and reports.
pub(crate) fn bring_in(args: &Args) -> Result<(Report, Vec<FailureLine>, f64), crate::exit::Failure> {
    crate::interrupt::listen();
    let begun = Instant::now();
    let folder = args.place.folder();
    let new = !is_archive(&folder);
    let mut writer = Writer::open(&folder).map_err(unusable)?;
    if new && !args.quiet && !args.json {
        let _ = writeln!(anstream::stderr(), "made an archive in {}", folder.display());
    }
    let options = Options {
        paths: args.paths.clone(),
        collection: args.collection.clone(),
        from: args.from.as_deref().and_then(|id| FORMATS.iter().copied().find(|format| format.id == id)),
        threads: args.jobs.and_then(|jobs| NonZero::new(usize::from(jobs))),
        commit: args.testing.commit,
    };
    let mut watch = Screen {
        progress: Progress::new(!args.quiet && !args.json),
        report: !args.json || args.quiet,
        say_commits: args.testing.say_commits,
        failures: Failures::of(writer.folder()),
    };
    let report = import(&mut writer, &options, &mut watch).map_err(unusable);
    watch.progress.end();
    let (failures, path) = watch.failures.end();
    if let Some(path) = path.filter(|_| !args.quiet && !args.json) {
        let _ = writeln!(anstream::stderr(), "what failed is listed in {}", path.display());
    }
    Ok((report?, failures, begun.elapsed().as_secs_f64()))
}

/// Shows how far it is, and what failed.
struct Screen {
    progress: Progress,
    report: bool,
    say_commits: bool,
    failures: Failures,
}

impl Watch for Screen {
    fn progress(&mut self, report: &Report, read: u64, total: Option<u64>) {
        self.progress.show_of(report.telegrams, report.bytes, read, total);
    }

    fn failed(&mut self, error: &ItemError) {
        if self.report {
            self.progress.aside(|| failures::print(error));
        }
        self.failures.add(error);
    }

    fn committed(&mut self, report: &Report) {
        if self.say_commits {
            let _ = writeln!(io::stderr(), "committed {} {}", report.telegrams, report.new);
        }
    }

    fn stop(&self) -> bool {
        crate::interrupt::asked()
    }
}

fn println_json(report: &Report, failures: &[FailureLine], seconds: f64) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'o> {
        #[serde(flatten)]
        report: &'o Report,
        seconds: f64,
        stopped: bool,
        failures: &'o [FailureLine],
    }
    let seconds = (seconds * 1000.0).round() / 1000.0;
    let object = Object { report, seconds, stopped: report.stopped, failures };
    write_object(&object)
}

/// The summary for a person.
pub(crate) fn print(report: &Report, seconds: f64, folder: &Path) {
    const LABEL: Style = Style::new().dimmed();
    const BOLD: Style = Style::new().bold();
    let telegrams = counted(report.new, "new telegram", "new telegrams");
    let mut text = format!("{BOLD}{telegrams}{BOLD:#} imported, {}", bytes(report.bytes));
    if seconds >= 0.1 {
        text.push_str(&format!(" in {seconds:.1} s, {}/s", bytes((report.bytes as f64 / seconds) as u64)));
    }
    text.push('\n');
    let mut line = |label: &str, words: String| {
        if !words.is_empty() {
            text.push_str(&format!("  {LABEL}{label:<8}{LABEL:#}  {words}\n"));
        }
    };
    if report.known > 0 {
        line("known", format!("{} were in the archive already", grouped(report.known)));
    }
    if report.variants > 0 {
        line(
            "variants",
            format!(
                "{} of the new ones are other texts of telegrams of the archive",
                grouped(report.variants)
            ),
        );
    }
    if report.sections > 0 {
        let words = "of the new ones are sections of telegrams; those that belong together are one";
        line("sections", format!("{} {words}", grouped(report.sections)));
    }
    line("formats", most_of(&report.by_format, |format| format));
    line("years", years(&report.by_year));
    line("senders", most_of(&report.by_post, |post| post));
    if report.failed > 0 {
        line("failed", format!("{} could not be read", counted(report.failed, "place", "places")));
    }
    if report.stopped {
        line("stopped", "the same command goes on from here".into());
    } else if report.new > 0 {
        line("next", format!("`chancery find --archive {} WORDS` asks them", quoted(folder)));
    }
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// The most frequent, with their counts.
fn most_of<K: Ord>(counts: &BTreeMap<K, u64>, name: impl Fn(&K) -> &str) -> String {
    let mut list: Vec<_> = counts.iter().map(|(key, count)| (name(key), *count)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    most(&list)
}

fn years(years: &BTreeMap<u16, u64>) -> String {
    match (years.first_key_value(), years.last_key_value()) {
        (Some((first, _)), Some((last, _))) if years.len() > 10 => {
            format!("{} from {first} to {last}", grouped(years.values().sum()))
        }
        _ => years
            .iter()
            .map(|(year, count)| format!("{} from {year}", grouped(*count)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
