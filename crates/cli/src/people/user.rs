//! `chancery user`: who may read an archive over the network.

use super::password::Source;
use super::{accounts, accounts_there, accounts_with, failed};
use crate::exit::{Done, Failure, Outcome};
use crate::keep::Place;
use crate::message::Message;
use anstyle::Style;
use chancery_accounts::{NewUser, Subject, User, UserChange};
use chancery_archive::access::{Label, Reader};
use jiff::Timestamp;
use std::io::{self, Write};

const AFTER: &str = "\
Users lie in the folder `room` of the archive; docs/accounts.md says how. A password is never given on the command line, where others can see it.
Another password, clearance or outside login, and `--disabled`, end all of the user's sessions.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Add a user.
    Add {
        #[command(flatten)]
        named: Named,
        /// What the user is cleared to.
        #[arg(long, value_name = "LEVEL")]
        level: String,
        /// The restrictions that the user may read too, as `NOFORN,EXDIS`.
        #[arg(long, value_name = "A,B", value_delimiter = ',')]
        caveats: Vec<String>,
        /// The user may import telegrams.
        #[arg(long)]
        import: bool,
        /// The user logs in with an account elsewhere, by OpenID Connect, and has no password: the address of the issuer, as
        /// `chancery serve --oidc-issuer` has it.
        #[arg(long, value_name = "ISSUER", conflicts_with = "password_stdin")]
        oidc: Option<String>,
        /// What the user is called there, where it is not NAME.
        #[arg(long, value_name = "TEXT", requires = "oidc")]
        oidc_name: Option<String>,
        #[command(flatten)]
        source: Source,
    },
    /// List the users.
    List {
        #[command(flatten)]
        place: Place,
        /// For machines: one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Change what a user may do.
    Set {
        #[command(flatten)]
        named: Named,
        /// What the user is cleared to. The restrictions stay if `--caveats` is not given too.
        #[arg(long, value_name = "LEVEL")]
        level: Option<String>,
        /// The restrictions that the user may read too, in place of those so far. `none` takes them away.
        #[arg(long, value_name = "A,B|none", value_delimiter = ',')]
        caveats: Option<Vec<String>>,
        /// Whether the user may import telegrams.
        #[arg(long, value_name = "true|false")]
        import: Option<bool>,
        /// Whether the user is kept out.
        #[arg(long, value_name = "true|false")]
        disabled: Option<bool>,
        /// The issuer with which the user logs in by OpenID Connect, beside the password if there is one. `none` takes it away.
        #[arg(long, value_name = "ISSUER|none")]
        oidc: Option<String>,
        /// What the user is called there, where it is not NAME.
        #[arg(long, value_name = "TEXT", requires = "oidc")]
        oidc_name: Option<String>,
    },
    /// Give a user another password.
    Password {
        #[command(flatten)]
        named: Named,
        #[command(flatten)]
        source: Source,
    },
    /// End all of a user's sessions, wherever they were begun. Tokens go on.
    Logout {
        #[command(flatten)]
        named: Named,
    },
    /// Remove a user, with tokens and folders. The audit log keeps what the user did.
    Remove {
        #[command(flatten)]
        named: Named,
    },
}

#[derive(Debug, clap::Args)]
struct Named {
    /// The user's name: letters (a to z), digits, and any of `. _ - @`.
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    place: Place,
}

impl Named {
    /// The user's account with an issuer.
    fn at(&self, issuer: &str, called: Option<&str>) -> Result<Subject, Failure> {
        crate::room::issuer(issuer)?;
        Ok(Subject::new(issuer, called.unwrap_or(&self.name)))
    }
}

pub(crate) fn run(args: &Args) -> Outcome {
    match &args.verb {
        Verb::Add { named, level, caveats, import, oidc, oidc_name, source } => {
            let clearance = clearance(level, caveats)?;
            let accounts = accounts(&named.place)?;
            if accounts.user(&named.name).map_err(failed)?.is_some() {
                // Before anybody types a password.
                return Err(failed(chancery_accounts::Error::NameTaken { name: named.name.clone() }));
            }
            let subject = oidc.as_deref().map(|issuer| named.at(issuer, oidc_name.as_deref())).transpose()?;
            let password = if subject.is_none() { Some(source.password()?) } else { None };
            let new = NewUser {
                name: &named.name,
                clearance: &clearance,
                may_import: *import,
                subject: subject.as_ref(),
                password: password.as_deref(),
            };
            let user = accounts.add_user(&new, Timestamp::now()).map_err(failed)?;
            write(&user, &mut anstream::stdout().lock())?;
        }
        Verb::List { place, json } => {
            let Some(accounts) = accounts_there(place)? else { return Ok(Done::All) };
            let mut out = anstream::stdout().lock();
            for user in accounts.users().map_err(failed)? {
                if *json {
                    writeln!(out, "{}", serde_json::to_string(&user).map_err(io::Error::from)?)?;
                } else {
                    write(&user, &mut out)?;
                }
            }
        }
        Verb::Set { named, level, caveats, import, disabled, oidc, oidc_name } => {
            let subject = match oidc.as_deref() {
                Some(none) if none.eq_ignore_ascii_case("none") => Some(None),
                Some(issuer) => Some(Some(named.at(issuer, oidc_name.as_deref())?)),
                None => None,
            };
            let (accounts, user) = accounts_with(&named.place, &named.name)?;
            let change = UserChange {
                clearance: match (level, caveats) {
                    (None, None) => None,
                    _ => Some(changed(&user.clearance, level.as_deref(), caveats.as_deref())?),
                },
                may_import: *import,
                disabled: *disabled,
                subject,
            };
            let user = accounts.set_user(&named.name, &change, Timestamp::now()).map_err(failed)?;
            write(&user, &mut anstream::stdout().lock())?;
        }
        Verb::Password { named, source } => {
            let (accounts, user) = accounts_with(&named.place, &named.name)?;
            accounts.set_password(&user.name, &source.password()?, Timestamp::now()).map_err(failed)?;
        }
        Verb::Logout { named } => {
            let (accounts, user) = accounts_with(&named.place, &named.name)?;
            accounts.logout_all(&user.name, Timestamp::now()).map_err(failed)?;
        }
        Verb::Remove { named } => {
            let (accounts, user) = accounts_with(&named.place, &named.name)?;
            accounts.remove_user(&user.name, Timestamp::now()).map_err(failed)?;
        }
    }
    Ok(Done::All)
}

/// What a user will be cleared to: what is given anew, and of the rest what is.
fn changed(now: &str, level: Option<&str>, caveats: Option<&[String]>) -> Result<String, Failure> {
    let (had_level, had_caveats) = now.split_once("//").unwrap_or((now, ""));
    let caveats = match (caveats, level) {
        (Some([none]), _) if none.eq_ignore_ascii_case("none") => Vec::new(),
        (Some(caveats), _) => caveats.to_vec(),
        // `--level SECRET//NOFORN` says all.
        (None, Some(level)) if level.contains('/') => Vec::new(),
        (None, _) => had_caveats.split('/').map(str::to_owned).collect(),
    };
    clearance(level.unwrap_or(had_level), &caveats)
}

/// A clearance as it is kept. Nobody is cleared for a restriction that the tables do not know well enough.
fn clearance(level: &str, caveats: &[String]) -> Result<String, Failure> {
    let label: Label = format!("{level}//{}", caveats.join("/")).parse().map_err(
        |error: chancery_archive::access::LabelError| Failure::Usage(Message::new(error.to_string())),
    )?;
    let Reader::Cleared(cleared) = Reader::cleared(label) else { return Ok(label.to_string()) };
    if cleared != label {
        Message::plain(
            "nobody is cleared for a restriction of which it is not known whom it keeps out: it was left out",
        )
        .print();
    }
    Ok(cleared.to_string())
}

fn write(user: &User, out: &mut impl Write) -> io::Result<()> {
    const BOLD: Style = Style::new().bold();
    let said = user.to_string();
    let rest = said.strip_prefix(&user.name).unwrap_or_default().trim_start();
    writeln!(out, "{BOLD}{}{BOLD:#}  {rest}", user.name)
}

#[cfg(test)]
mod tests {
    use super::{changed, clearance};

    #[test]
    fn a_clearance_is_put_together_and_spelt_in_one_way() {
        let of = |level: &str, caveats: &[&str]| {
            let caveats: Vec<String> = caveats.iter().map(ToString::to_string).collect();
            clearance(level, &caveats).unwrap()
        };
        assert_eq!(of("s", &[]), "SECRET");
        assert_eq!(of("secret", &["nf"]), "SECRET//NOFORN");
        assert_eq!(of("S//NF", &["exdis"]), of("SECRET", &["EXDIS", "NOFORN"]));
        assert!(clearance("SECRIT", &[]).is_err());
        assert!(clearance("SECRET", &["KUMQUAT".into()]).is_err());
    }

    #[test]
    fn what_is_not_given_stays() {
        let to = |level, caveats: Option<&[&str]>| {
            let caveats = caveats.map(|c| c.iter().map(ToString::to_string).collect::<Vec<_>>());
            changed("SECRET//NOFORN", level, caveats.as_deref()).unwrap()
        };
        assert_eq!(to(Some("TS"), None), "TOP SECRET//NOFORN");
        assert_eq!(to(Some("C//EXDIS"), None), "CONFIDENTIAL//EXDIS");
        assert_eq!(to(None, Some(&["EXDIS"])), "SECRET//EXDIS");
        assert_eq!(to(None, Some(&["none"])), "SECRET");
        assert_eq!(to(Some("C"), Some(&["none"])), "CONFIDENTIAL");
    }
}
