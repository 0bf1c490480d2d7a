//! The verbs that have to do with the people who read an archive over the network: one file a verb, and here what they share.

pub(crate) mod audit;
mod password;
pub(crate) mod token;
pub(crate) mod user;

use crate::exit::Failure;
use crate::keep::{Place, unusable};
use crate::message::Message;
use chancery_accounts::{Accounts, Error, User};
use chancery_archive::Folder;

/// The accounts of an archive that is there. They are made with the first user.
fn accounts(place: &Place) -> Result<Accounts, Failure> {
    let folder = Folder::open(place.folder()).map_err(unusable)?;
    Accounts::open(&folder.room()).map_err(failed)
}

/// The accounts of an archive that is there, if it has any, so that a question makes none.
fn accounts_there(place: &Place) -> Result<Option<Accounts>, Failure> {
    let room = Folder::open(place.folder()).map_err(unusable)?.room();
    if !Accounts::is_there(&room) {
        return Ok(None);
    }
    Accounts::open(&room).map(Some).map_err(failed)
}

/// The accounts of an archive that is there, for what can only be done to a user whom they have.
fn accounts_with(place: &Place, name: &str) -> Result<(Accounts, User), Failure> {
    let missing = || failed(Error::NoUser { name: name.to_owned() });
    let accounts = accounts_there(place)?.ok_or_else(missing)?;
    let user = accounts.user(name).map_err(failed)?.ok_or_else(missing)?;
    Ok((accounts, user))
}

/// Why something about the accounts was not done.
pub(crate) fn failed(error: Error) -> Failure {
    let message = Message::new(error.to_string());
    match error {
        Error::NoUser { .. } => Failure::Stopped(message.line("help", "`chancery user list` lists them")),
        Error::NoToken { .. } => Failure::Stopped(message.line("help", "`chancery token list` lists them")),
        Error::NameTaken { .. } => Failure::Usage(message.line(
            "help",
            "`chancery user set NAME` changes a user, `chancery user password NAME` gives another password",
        )),
        Error::Full { .. } => Failure::Usage(message.line("help", "`chancery token revoke ID` makes room")),
        _ if error.is_missing() => Failure::Stopped(message),
        Error::Newer { .. } => Failure::Archive(message.line("help", "use a newer version of chancery")),
        Error::Random(_) | Error::Hash(_) => Failure::Archive(message),
        _ if error.is_fault() => Failure::Archive(
            Message::new("cannot use the accounts of the archive").line("cause", error.to_string()).line(
                "help",
                "check your rights to the folder `room` of the archive, and that the disk has room",
            ),
        ),
        _ => Failure::Usage(message),
    }
}

/// A text that others wrote, for a terminal: what would move the cursor is written out.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            plain.extend(letter.escape_default());
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_others_wrote_does_not_reach_the_terminal_as_commands() {
        assert_eq!(plain("Z\u{fc}rich \u{1b}[2J\u{9b}\n"), "Z\u{fc}rich \\u{1b}[2J\\u{9b}\\n");
    }
}
