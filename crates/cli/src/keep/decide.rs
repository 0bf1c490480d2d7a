//! `chancery decide`: a reviewer says who may read a portion of a telegram.

use super::{Place, refused, unusable};
use crate::exit::{Done, Failure, Outcome};
use crate::message::Message;
use chancery_archive::access::{Label, PortionId, Reader};
use chancery_archive::{Archive, DecisionToMake, Writer};
use chancery_view::View;
use std::io::Write as _;

const AFTER: &str = "\
A portion is named as `chancery explain` names it: `paragraph 3`, `\"paragraph 3, item 2\"`, `subject`, `attributes`; `telegram` stands for
all that has no decision of its own. A decision goes before marks, dates and releases; only what a collection's own level denies
stays denied (docs/access.md).";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
#[group(id = "decision", required = true, multiple = false, args = ["level", "withdraw"])]
pub(crate) struct Args {
    /// The telegram's number.
    #[arg(value_name = "MRN")]
    name: String,

    /// The portion.
    #[arg(value_name = "PORTION")]
    portion: PortionId,

    #[command(flatten)]
    place: Place,

    /// The year, where the number does not say it.
    #[arg(long, value_name = "YEAR")]
    year: Option<u16>,

    /// Who may read it from now on.
    #[arg(long, value_name = "LEVEL[//CAVEAT]")]
    level: Option<Label>,

    /// Take earlier decisions about this portion back.
    #[arg(long)]
    withdraw: bool,

    /// Who decides.
    #[arg(long, value_name = "NAME")]
    by: String,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let folder = args.place.folder();
    let archive = Archive::open(&folder).map_err(unusable)?;
    let view = View::new(archive.snapshot().map_err(unusable)?, Reader::Owner);
    let key = view.resolve(&args.name, args.year).map_err(refused)?;
    if args.level.is_some() {
        decidable(&view, &key, &args.portion)?;
    }
    drop(view);
    let decision = DecisionToMake { label: args.level, by: args.by.clone(), why: args.why.clone() };
    Writer::open(folder)
        .and_then(|mut writer| writer.decide(&key, &args.portion, &decision))
        .map_err(unusable)?;
    let mut out = anstream::stdout().lock();
    match args.level {
        Some(level) => writeln!(out, "{key}, {}: {level}", args.portion)?,
        None => writeln!(out, "{key}, {}: no decision", args.portion)?,
    }
    Ok(Done::All)
}

/// A decision about a portion that no text of the telegram has is a slip.
fn decidable(view: &View, key: &str, portion: &PortionId) -> Result<(), Failure> {
    let mut there = Vec::new();
    view.explain(key, &Reader::Owner, &mut |_, rows| {
        there.extend(rows.iter().map(|row| row.portion).filter(|id| *id != PortionId::Handle));
    })
    .map_err(refused)?;
    if *portion == PortionId::Telegram || there.contains(portion) {
        return Ok(());
    }
    if *portion == PortionId::Handle {
        let message = Message::new("number, date and sender are seen as soon as anything of a telegram is")
            .line("help", "decide about `telegram` to withhold all of it");
        return Err(Failure::Usage(message));
    }
    there.sort_unstable();
    there.dedup();
    let names: Vec<String> = there.iter().map(ToString::to_string).collect();
    Err(Failure::Usage(
        Message::new(format!("{key} has no {portion}")).line("help", format!("it has: {}", names.join("; "))),
    ))
}
