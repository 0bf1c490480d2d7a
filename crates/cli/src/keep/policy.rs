//! `chancery policy`: what holds for all telegrams of an archive.

use super::{Place, unusable, write_object};
use crate::exit::{Done, Outcome};
use chancery_archive::{Archive, Writer};
use jiff::civil::Date;
use serde::Serialize;
use std::io::Write as _;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,

    /// Whether what a telegram's own declassification line has released by this day may be read by all; `off` where such lines do not
    /// count. Without it: says what the policy is.
    #[arg(long, value_name = "DATE|off", value_parser = dates)]
    dates: Option<Dates>,

    /// For machines: one JSON object.
    #[arg(long)]
    json: bool,
}

/// The policy, for machines.
#[derive(Serialize)]
struct Policy {
    /// The day as of which dates of declassification count; null where they do not.
    dates: Option<String>,
}

#[derive(Clone, Copy, Debug)]
struct Dates(Option<Date>);

fn dates(text: &str) -> Result<Dates, String> {
    if text.eq_ignore_ascii_case("off") {
        return Ok(Dates(None));
    }
    text.parse()
        .map(|date| Dates(Some(date)))
        .map_err(|_| format!("`{text}` is no date: write it as 2006-12-31, or `off`"))
}

pub(crate) fn run(args: &Args) -> Outcome {
    let folder = args.place.folder();
    let archive = Archive::open(&folder).map_err(unusable)?;
    let dates = match args.dates {
        Some(Dates(dates)) => {
            Writer::open(folder).and_then(|mut writer| writer.set_dates(dates)).map_err(unusable)?;
            dates
        }
        None => archive.snapshot().map_err(unusable)?.dates(),
    };
    if args.json {
        write_object(&Policy { dates: dates.map(|date| date.to_string()) })?;
        return Ok(Done::All);
    }
    let mut out = anstream::stdout().lock();
    match dates {
        Some(date) => writeln!(out, "dates of declassification count, as of {date}")?,
        None => writeln!(out, "dates of declassification do not count")?,
    }
    Ok(Done::All)
}
