//! `chancery token`: what programs show in place of a password.

use super::{accounts_there, accounts_with, failed};
use crate::exit::{Done, Outcome};
use crate::keep::Place;
use crate::message::Message;
use anstyle::Style;
use chancery_accounts::{NewToken, Scopes, TOKEN_DAYS, Token};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Make a token for a user, and print it. It is not kept, and cannot be shown again.
    Add {
        /// Whose it is.
        #[arg(value_name = "USER")]
        user: String,
        #[command(flatten)]
        place: Place,
        /// After how many days it ends.
        #[arg(long, value_name = "N", default_value_t = TOKEN_DAYS)]
        days: u32,
        /// What it may be used for: `read`, `import`, or both. It imports only as long as its user may.
        #[arg(long, value_name = "A,B", default_value = "read")]
        scope: Scopes,
        /// What it is for, in words.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        name: String,
        /// For machines: one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// List tokens: number, user, scopes, what they are for, when they end, when they were used last.
    List {
        /// Only those of a user.
        #[arg(value_name = "USER")]
        user: Option<String>,
        #[command(flatten)]
        place: Place,
        /// For machines: one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// End a token for good.
    Revoke {
        /// Its number.
        #[arg(value_name = "ID")]
        id: i64,
        #[command(flatten)]
        place: Place,
    },
}

/// A token that was made, for machines.
#[derive(Serialize)]
struct Made<'t> {
    /// What a program shows.
    token: &'t str,
    #[serde(flatten)]
    about: &'t Token,
}

pub(crate) fn run(args: &Args) -> Outcome {
    match &args.verb {
        Verb::Add { user, place, days, scope, name, json } => {
            let (accounts, known) = accounts_with(place, user)?;
            let new = NewToken { user, name, scopes: *scope, days: *days };
            let (token, text) = accounts.make_token(&new, Timestamp::now()).map_err(failed)?;
            if *json {
                let made = Made { token: text.reveal(), about: &token };
                writeln!(io::stdout(), "{}", serde_json::to_string(&made).map_err(io::Error::from)?)?;
            } else {
                writeln!(io::stdout(), "{}", text.reveal())?;
            }
            let until = day(token.expires);
            Message::plain(format!(
                "token {} of {}, for {}, until {until}; it is not shown again",
                token.id, token.user, token.scopes
            ))
            .print();
            if token.scopes.import && !known.may_import {
                Message::plain(format!("{} may not import, so the token does not either", token.user))
                    .print();
            }
        }
        Verb::List { user, place, json } => {
            let accounts = match user {
                None => accounts_there(place)?,
                Some(user) => Some(accounts_with(place, user)?.0),
            };
            let Some(accounts) = accounts else { return Ok(Done::All) };
            let mut out = anstream::stdout().lock();
            for token in accounts.tokens(user.as_deref()).map_err(failed)? {
                if *json {
                    writeln!(out, "{}", serde_json::to_string(&token).map_err(io::Error::from)?)?;
                } else {
                    write(&token, &mut out)?;
                }
            }
        }
        Verb::Revoke { id, place } => {
            let accounts = accounts_there(place)?
                .ok_or_else(|| failed(chancery_accounts::Error::NoToken { id: *id }))?;
            accounts.revoke_token(*id, None, Timestamp::now()).map_err(failed)?;
        }
    }
    Ok(Done::All)
}

fn write(token: &Token, out: &mut impl Write) -> io::Result<()> {
    const BOLD: Style = Style::new().bold();
    const DIM: Style = Style::new().dimmed();
    write!(out, "{:>4}  {BOLD}{}{BOLD:#}  {}", token.id, token.user, token.scopes)?;
    if !token.name.is_empty() {
        write!(out, "  {}", token.name)?;
    }
    let ends = if token.expires <= Timestamp::now() { "ended" } else { "until" };
    write!(out, "  {DIM}{ends} {}, ", day(token.expires))?;
    match token.used {
        Some(used) => writeln!(out, "used {used}{DIM:#}"),
        None => writeln!(out, "not used{DIM:#}"),
    }
}

/// The day of a time, in UTC.
fn day(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).date().to_string()
}
