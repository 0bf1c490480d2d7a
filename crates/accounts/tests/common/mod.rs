//! Accounts in a folder that is gone afterwards.

#![allow(dead_code, reason = "not every test uses all of it")]

use chancery_accounts::{Accounts, Login, NewUser, Refused, User};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use tempfile::TempDir;

/// A password that Anna has.
pub(crate) const PASSWORD: &str = "nine lights at the harbor";

pub(crate) const HOME: &str = "192.0.2.7";

pub(crate) struct Room {
    pub(crate) accounts: Accounts,
    pub(crate) folder: PathBuf,
    _kept: TempDir,
}

impl Room {
    pub(crate) fn new() -> Room {
        let kept = tempfile::tempdir().unwrap();
        let folder = kept.path().join("archive").join("room");
        Room { accounts: Accounts::open(&folder).unwrap(), folder, _kept: kept }
    }

    /// With Anna in it, who has a password.
    pub(crate) fn with_anna() -> Room {
        let room = Room::new();
        room.add("anna", Some(PASSWORD));
        room
    }

    pub(crate) fn add(&self, name: &str, password: Option<&str>) -> User {
        self.accounts.add_user(&new(name, password), at(0)).unwrap()
    }

    pub(crate) fn login(&self, name: &str, password: &str, seconds: i64) -> Result<Login, Refused> {
        self.accounts.login(name, password, HOME, at(seconds))
    }

    /// All bytes of the database and of the files beside it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(&self.folder).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    pub(crate) fn holds(&self, text: &str) -> bool {
        let bytes = self.bytes();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }
}

pub(crate) fn new<'n>(name: &'n str, password: Option<&'n str>) -> NewUser<'n> {
    NewUser { name, clearance: "SECRET//NOFORN", may_import: false, subject: None, password }
}

/// So many seconds after some morning.
pub(crate) fn at(seconds: i64) -> Timestamp {
    "2026-03-02T08:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}
