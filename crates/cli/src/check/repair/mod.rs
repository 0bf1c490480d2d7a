//! `chancery repair`: proposals, shown or carried out.

mod diff;
mod file;
mod replace;
mod show;

use super::config::{Config, Named};
use super::lines::Lines;
use super::not_recognised;
use super::placed::Placed;
use crate::batches::{self, Input, Work};
use crate::exit::{Done, Failure, Outcome};
use crate::failures;
use crate::interrupt;
use crate::message::Message;
use crate::numbers::counted;
use chancery_check::repair::{self, Kind, Proposal};
use chancery_check::{Look, ProposalLine};
use chancery_sources::{Item, Place};
use chancery_telegram::{DateHint, Telegram};
use std::collections::BTreeMap;
use std::io::{self, Write};

const AFTER: &str = "\
Without another option the proposals are shown, each with its reason and how sure it is, and nothing is changed. What is missing stays missing, and
redactions stay as they are; page lines and banners are taken out only with `--only furniture`. From 0.99 on a repair is safe, from 0.9 likely; below that it is only shown, unless `--min-confidence` says otherwise.
`--in-place` writes the file anew and puts a log of the edits beside it, `FILE.repairs.jsonl`, with which `--undo` takes the last ones back.
Exit code 1: some of the input failed, or is no telegram.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,

    /// Show what would be changed, as a difference line by line.
    #[arg(long, group = "what")]
    diff: bool,

    /// Change the files themselves, with a log beside each. Only files that lie open: not members of archives, not tables.
    #[arg(long, group = "what")]
    in_place: bool,

    /// Take the last changes of `--in-place` back.
    #[arg(long, group = "what")]
    undo: bool,

    /// Write the repaired text to standard output.
    #[arg(long, group = "what")]
    apply: bool,

    /// A JSON object a proposal, a line each.
    #[arg(long, group = "what")]
    json: bool,

    /// Only proposals at least as sure as this, from 0 to 1.
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<f64>,

    /// Only repairs of these kinds, divided by commas.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kinds())]
    only: Vec<String>,

    #[command(flatten)]
    config: Named,

    /// No closing words. What could not be read is still reported.
    #[arg(long)]
    quiet: bool,
}

fn confidence(word: &str) -> Result<f64, String> {
    match word.parse::<f64>() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("it is a number from 0 to 1, as 0.9".to_owned()),
    }
}

fn kinds() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Kind::ALL.map(Kind::as_str))
}

/// What is likely enough to be carried out without being asked for.
const LIKELY: f64 = 0.9;

/// What is done with the proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Show,
    Diff,
    Json,
    Apply,
    InPlace,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if args.undo {
        return file::undo(&args.input.paths, args.quiet);
    }
    let deed = match args {
        _ if args.diff => Deed::Diff,
        _ if args.in_place => Deed::InPlace,
        _ if args.apply => Deed::Apply,
        _ if args.json => Deed::Json,
        _ => Deed::Show,
    };
    let carried_out = matches!(deed, Deed::Diff | Deed::Apply | Deed::InPlace);
    let config = args.config.read()?;
    let job = Job {
        deed,
        config: &config,
        date: args.input.date,
        least: args.min_confidence.unwrap_or(if carried_out { LIKELY } else { 0.0 }),
        only: &args.only,
        show: show::Show::new(),
        lines: Lines::default(),
    };
    let mut sum = Sum::default();
    let mut files = file::Files::default();
    let done = batches::each(&args.input, &job, |output| {
        for error in &output.errors {
            sum.failed = true;
            failures::print(error);
        }
        for place in output.beside.none {
            sum.failed = true;
            not_recognised("repair", &place).print();
        }
        // Colours are taken out where no terminal shows them; a telegram's own bytes stay as they are.
        if deed == Deed::Show {
            anstream::stdout().write_all(&output.bytes)?;
        } else {
            io::stdout().write_all(&output.bytes)?;
        }
        for edits in output.beside.files {
            sum.failed |= !files.take(edits);
        }
        sum.add(output.beside.telegrams, output.beside.counts);
        Ok(())
    });
    match done {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Done::All),
        Err(error) => return Err(Failure::Output(error)),
        Ok(()) => io::stdout().flush()?,
    }
    if !interrupt::asked() {
        sum.failed |= !files.end();
    }
    (sum.written, sum.repaired) = files.written();
    if !args.quiet {
        sum.print(deed);
    }
    Ok(if sum.failed || interrupt::asked() { Done::Part } else { Done::All })
}

struct Job<'a> {
    deed: Deed,
    config: &'a Config,
    date: Option<DateHint>,
    least: f64,
    only: &'a [String],
    show: show::Show,
    lines: Lines,
}

/// What was proposed in a batch.
#[derive(Default)]
struct Proposed {
    files: Vec<file::Edits>,
    /// Where texts lie in which nothing of a telegram was recognised.
    none: Vec<Place>,
    telegrams: u64,
    counts: BTreeMap<&'static str, u64>,
}

impl Work for Job<'_> {
    type Made<'i> = (Telegram<'i>, Vec<Proposal>);
    type Beside = Proposed;

    fn make<'i>(&self, items: &'i [Item]) -> Vec<Self::Made<'i>> {
        let made = |item: &'i Item| {
            let options = self.config.options(item, self.date);
            let telegram = item.telegram(&options, false);
            let look = Look::new(&telegram, &options);
            let wanted = repair::propose_wanted(&look, |proposal| self.wants(proposal));
            drop(look);
            (telegram, wanted)
        };
        items.iter().map(made).collect()
    }

    fn item(
        &self,
        item: &Item,
        (telegram, wanted): Self::Made<'_>,
        bytes: &mut Vec<u8>,
        proposed: &mut Proposed,
    ) -> io::Result<()> {
        if telegram.is_recognised() {
            proposed.telegrams += 1;
        } else {
            proposed.none.push(Place { file: item.file.clone(), member: item.member.clone(), at: None });
        }
        for proposal in &wanted {
            *proposed.counts.entry(proposal.kind.as_str()).or_default() += 1;
        }
        match self.deed {
            Deed::Json => {
                for proposal in &wanted {
                    serde_json::to_writer(&mut *bytes, &ProposalLine::of(proposal, &telegram))?;
                    bytes.push(b'\n');
                }
            }
            Deed::Show => {
                if !wanted.is_empty() {
                    self.show.write(&Placed::new(&telegram, item, &self.lines), &wanted, bytes);
                }
            }
            Deed::Diff => diff::write(item, &telegram, &repaired(&telegram, &wanted), bytes),
            Deed::Apply => bytes.extend_from_slice(&repaired(&telegram, &wanted)),
            Deed::InPlace => {
                if !wanted.is_empty() {
                    proposed.files.push(file::Edits::of(item, &telegram, &wanted));
                }
            }
        }
        Ok(())
    }
}

impl Job<'_> {
    fn wants(&self, proposal: &Proposal) -> bool {
        let named = self.only.iter().any(|kind| kind == proposal.kind.as_str());
        let carried_out = !matches!(self.deed, Deed::Show | Deed::Json);
        let any = self.only.is_empty() && (proposal.kind.mends_source() || !carried_out);
        proposal.confidence >= self.least && (named || any)
    }
}

fn repaired(telegram: &Telegram<'_>, proposals: &[Proposal]) -> Vec<u8> {
    repair::apply(telegram.source(), proposals)
}

/// What was proposed or done.
#[derive(Default)]
struct Sum {
    telegrams: u64,
    counts: BTreeMap<&'static str, u64>,
    /// Files that were written anew, and the repairs in them.
    written: usize,
    repaired: usize,
    failed: bool,
}

impl Sum {
    fn add(&mut self, telegrams: u64, counts: BTreeMap<&'static str, u64>) {
        self.telegrams += telegrams;
        for (kind, count) in counts {
            *self.counts.entry(kind).or_default() += count;
        }
    }

    fn print(&self, deed: Deed) {
        let all: u64 = self.counts.values().sum();
        let what = counted(all, "repair", "repairs");
        let telegrams = counted(self.telegrams, "telegram", "telegrams");
        let words = match deed {
            Deed::InPlace => {
                let what = counted(self.repaired as u64, "repair", "repairs");
                let files = counted(self.written as u64, "file", "files");
                let back =
                    if self.written > 0 { "; `chancery repair PATH --undo` takes them back" } else { "" };
                format!("{what} carried out in {files}, {telegrams} read{back}")
            }
            Deed::Apply => format!("{what} carried out in {telegrams}"),
            _ => format!("{what} proposed for {telegrams}; nothing was changed"),
        };
        let mut message = Message::plain(words);
        // What was proposed for a file that could not be written is in no file.
        let all_done = deed != Deed::InPlace || self.repaired as u64 == all;
        for (kind, count) in self.counts.iter().filter(|_| all_done) {
            message = message.line("", format!("{count:>7}  {kind}"));
        }
        message.print();
    }
}
