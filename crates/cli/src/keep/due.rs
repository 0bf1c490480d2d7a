//! `chancery due`: what its own declassification line has released by a day.

use super::Reading;
use crate::exit::{Done, Failure, Outcome};
use crate::numbers::counted;
use chancery_telegram::{DateHint, DateHintError};
use jiff::civil::Date;
use std::io::{self, Write as _};

const AFTER: &str = "\
Only what a telegram's own line settles is listed: a date that it prints, or the general schedule (GDS) of order 11652 counted from
the year of sending. The orders' general periods of 25 years say when a telegram may be released, not that it is.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// The day by which the classification has lapsed, `1980-12-31`; of a month or a year the last one; today without it.
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    on: Option<Date>,

    /// For machines: one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// The last day of a year, of a month, or a day.
fn last_day(text: &str) -> Result<Date, String> {
    let hint: DateHint = text.parse().map_err(|error: DateHintError| error.to_string())?;
    hint.last_day()
        .ok_or_else(|| format!("the calendar has no {text}: give a year, a month or a day that it has"))
}

pub(crate) fn run(args: &Args) -> Outcome {
    let view = args.reading.view()?;
    let on = args.on.unwrap_or_else(|| jiff::Zoned::now().date());
    let mut out = anstream::stdout().lock();
    let count = view.due::<Failure>(on, &mut |due| {
        if args.json {
            serde_json::to_writer(&mut out, due).map_err(io::Error::from)?;
        } else {
            write!(out, "{}  {:<16}  {:<12}  {}", due.on, due.mrn, due.level.unwrap_or(""), due.rule)?;
            if let Some(subject) = &due.subject {
                write!(out, "\n            {subject}")?;
            }
        }
        Ok(out.write_all(b"\n")?)
    })?;
    if !args.json {
        writeln!(out, "{} due by {on}", counted(count, "telegram is", "telegrams are"))?;
    }
    Ok(Done::All)
}
