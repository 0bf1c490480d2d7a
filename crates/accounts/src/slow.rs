//! Logins that fail are slowed down, by the name that was tried and by where it came from.
//!
//! An attempt counts as failed before the password is looked at, and is taken back when it was right: so many attempts at once
//! are no more than one after the other. Names are counted whether there is such a user or not. What was typed is not kept, only a
//! hash of it: people type passwords into the field for names.

use crate::error::Result;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use std::net::{IpAddr, Ipv6Addr};

/// How many failures cost nothing.
pub const FREE_FAILURES: u32 = 5;

/// The longest wait between two attempts, in seconds. The first is 1 second, and each is twice the one before.
pub const LONGEST_WAIT: u64 = 15 * 60;

/// One failure is forgiven after so long, in milliseconds.
const FORGIVEN: i64 = 15 * 60 * 1000;

/// No more failures are counted: from here on the wait is the longest.
const COUNTED: i64 = 20;

/// How many names, and how many origins, are remembered. Those with the fewest failures, and of them the oldest, make room.
const REMEMBERED: i64 = 10_000;

/// What is slowed down.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Name = 0,
    Origin = 1,
}

/// An attempt that may be made, and that counts as failed until it is taken back.
#[derive(Debug)]
pub(crate) struct Attempt {
    name: [u8; 32],
    origin: [u8; 32],
    /// How many failures the origin has with this one.
    count: i64,
}

struct State {
    count: i64,
    since: i64,
    until: i64,
}

/// Counts an attempt, or says for how many seconds there may be none.
pub(crate) fn attempt(
    change: &Transaction<'_>,
    name: &str,
    origin: &str,
    now: Timestamp,
) -> Result<std::result::Result<Attempt, u64>> {
    let now = now.as_millisecond();
    let salt: Vec<u8> =
        change.query_row("SELECT value FROM setting WHERE name = 'salt'", [], |row| row.get(0))?;
    let name = key(&salt, Kind::Name, &name.to_ascii_lowercase());
    let origin = key(&salt, Kind::Origin, &counted(origin));
    let (by_name, by_origin) =
        (state(change, Kind::Name, &name, now)?, state(change, Kind::Origin, &origin, now)?);
    let wait = by_name.until.max(by_origin.until).saturating_sub(now);
    if wait > 0 {
        // A clock that was set back makes nobody wait longer.
        return Ok(Err((wait as u64).div_ceil(1000).min(LONGEST_WAIT)));
    }
    count(change, Kind::Name, &name, &by_name, now)?;
    let count = count(change, Kind::Origin, &origin, &by_origin, now)?;
    Ok(Ok(Attempt { name, origin, count }))
}

/// For how many seconds nothing may be tried from an origin; 0 where it may. It is not counted.
pub(crate) fn wait_of(connection: &Connection, origin: &str, now: Timestamp) -> Result<u64> {
    let now = now.as_millisecond();
    let salt: Vec<u8> =
        connection.query_row("SELECT value FROM setting WHERE name = 'salt'", [], |row| row.get(0))?;
    let state = state(connection, Kind::Origin, &key(&salt, Kind::Origin, &counted(origin)), now)?;
    let wait = state.until.saturating_sub(now).max(0) as u64;
    Ok(wait.div_ceil(1000).min(LONGEST_WAIT))
}

/// The attempt was right: the name begins anew, and the origin gets back what was counted. It does not begin anew, or whoever
/// has an account could guess at others without end.
pub(crate) fn take_back(change: &Transaction<'_>, attempt: &Attempt) -> Result<()> {
    let Attempt { name, origin, count } = attempt;
    let (by_name, by_origin) = (Kind::Name as i64, Kind::Origin as i64);
    change.execute("DELETE FROM failure WHERE kind = ? AND key = ?", params![by_name, name])?;
    change.execute(
        "UPDATE failure SET count = count - 1, until = CASE count WHEN ? THEN 0 ELSE until END WHERE kind = ? AND key = ?",
        params![count, by_origin, origin],
    )?;
    change.execute(
        "DELETE FROM failure WHERE kind = ? AND key = ? AND count <= 0",
        params![by_origin, origin],
    )?;
    Ok(())
}

/// Deletes what is forgiven.
pub(crate) fn sweep(change: &Transaction<'_>, now: Timestamp) -> Result<()> {
    change.execute(
        "DELETE FROM failure WHERE since + count * ? <= ? AND until <= ?",
        params![FORGIVEN, now.as_millisecond(), now.as_millisecond()],
    )?;
    Ok(())
}

fn key(salt: &[u8], kind: Kind, text: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update([kind as u8]).chain_update(text).finalize().into()
}

/// An address as it is counted: of IPv6 the half that a provider gives to one customer, since there are enough addresses in it to
/// take another one each time. One of IPv4 that came in by IPv6 is one of IPv4.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

/// A network, or what came from no address.
fn counted(origin: &str) -> String {
    origin.parse().map_or_else(|_| origin.to_owned(), |address| network(address).to_string())
}

/// What counts at this moment.
fn state(connection: &Connection, kind: Kind, key: &[u8; 32], now: i64) -> Result<State> {
    let found = connection
        .prepare_cached("SELECT count, since, until FROM failure WHERE kind = ? AND key = ?")?
        .query_row(params![kind as i64, key], |row| {
            Ok(State { count: row.get(0)?, since: row.get(1)?, until: row.get(2)? })
        })
        .optional()?;
    let Some(State { count, since, until }) = found else {
        return Ok(State { count: 0, since: now, until: 0 });
    };
    // A clock that was set back forgives nothing, and keeps nothing for ever.
    let since = since.min(now);
    let until = until.min(now.saturating_add(LONGEST_WAIT as i64 * 1000));
    let forgiven = now.saturating_sub(since) / FORGIVEN;
    if forgiven >= count {
        return Ok(State { count: 0, since: now, until });
    }
    Ok(State { count: count - forgiven, since: since + forgiven * FORGIVEN, until })
}

/// Counts one more, and gives how many there are now.
fn count(change: &Transaction<'_>, kind: Kind, key: &[u8; 32], state: &State, now: i64) -> Result<i64> {
    let count = (state.count + 1).min(COUNTED);
    let wait = match u32::try_from(count - i64::from(FREE_FAILURES)) {
        Ok(doubled) => 1_u64.checked_shl(doubled).map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT)),
        Err(_) => 0,
    };
    let until = now.saturating_add(wait as i64 * 1000);
    change
        .prepare_cached(
            "INSERT OR REPLACE INTO failure (kind, key, count, since, until) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![kind as i64, key, count, state.since, until])?;
    change
        .prepare_cached(
            "DELETE FROM failure WHERE kind = ?1 AND key IN (SELECT key FROM failure WHERE kind = ?1 AND key <> ?3 \
             ORDER BY count, since LIMIT max(0, (SELECT count(*) FROM failure WHERE kind = ?1) - ?2))",
        )?
        .execute(params![kind as i64, REMEMBERED, key])?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn an_origin_is_a_network() {
        assert_eq!(counted("192.0.2.7"), "192.0.2.7");
        assert_eq!(counted("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(counted("2001:db8:1:2::9"), counted("2001:0db8:0001:0002:ffff::"));
        assert_ne!(counted("2001:db8:1:3::9"), counted("2001:db8:1:2::9"));
        assert_eq!(counted("a socket"), "a socket");
    }
}
