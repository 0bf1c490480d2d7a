//! `chancery audit`: who read what.

use super::{accounts_there, failed, plain};
use crate::exit::{Done, Failure, Outcome};
use crate::keep::Place;
use crate::message::Message;
use anstyle::Style;
use chancery_accounts::AuditFilter;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::{self, Write as _};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,

    /// Only what a user did. `owner` is whoever works on the archive without logging in.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,

    /// Only what was done from this day on, in UTC, as `2026-03-12`.
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,

    /// Only what was done before this day.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,

    /// For machines: one JSON object a line.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    const DIM: Style = Style::new().dimmed();
    let Some(accounts) = accounts_there(&args.place)? else { return Ok(Done::All) };
    let midnight = |day: Date| {
        day.to_zoned(TimeZone::UTC).map(|midnight| midnight.timestamp()).map_err(|_| {
            Failure::Usage(
                Message::new(format!("{day} is no day of the log"))
                    .line("help", "give a day such as 2026-03-12"),
            )
        })
    };
    let mut filter = AuditFilter {
        user: args.user.as_deref(),
        since: args.since.map(midnight).transpose()?,
        until: args.until.map(midnight).transpose()?,
        ..AuditFilter::default()
    };
    let mut out = anstream::stdout().lock();
    loop {
        let lines = accounts.audit_lines(&filter).map_err(failed)?;
        let Some(last) = lines.last() else { return Ok(Done::All) };
        filter.after = Some((last.at, last.id));
        for line in &lines {
            if args.json {
                writeln!(out, "{}", serde_json::to_string(line).map_err(io::Error::from)?)?;
                continue;
            }
            let at = line.at.strftime("%Y-%m-%dT%H:%M:%SZ");
            let user = line.user.as_deref().unwrap_or("-");
            writeln!(
                out,
                "{DIM}{at}{DIM:#}  {}  {}  {}",
                plain(user),
                plain(&line.what),
                plain(&line.which)
            )?;
        }
    }
}
