//! The database's tables and their versions.

use crate::error::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The steps from one version to the next. A step never changes once it was published.
const STEPS: &[&str] = &[include_str!("0001.sql")];

/// Brings a database up to date, by all the steps that it lacks or none.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    run(connection, path, STEPS)
}

fn run(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<()> {
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    if version(connection)? == known {
        return Ok(());
    }
    // Asked again where nobody else can do the same.
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&change)?;
    if found > known {
        return Err(Error::Newer { path: path.to_path_buf(), found, known });
    }
    for sql in steps.iter().skip(found as usize) {
        change.execute_batch(sql)?;
    }
    change.pragma_update(None, "user_version", known)?;
    Ok(change.commit()?)
}

fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::{STEPS, run, version};
    use crate::error::Error;
    use rusqlite::Connection;
    use std::path::Path;

    const LATER: &str = "ALTER TABLE user ADD COLUMN office TEXT; UPDATE user SET office = name;";

    fn today() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, Path::new("a"), STEPS).unwrap();
        connection
            .execute("INSERT INTO user (name, clearance, made) VALUES ('anna', 'SECRET', 0)", [])
            .unwrap();
        connection
    }

    #[test]
    fn an_older_database_is_brought_up_to_date_and_a_newer_one_is_left() {
        let mut connection = today();
        let steps = [STEPS, &[LATER]].concat();
        run(&mut connection, Path::new("a"), &steps).unwrap();
        let office: String = connection.query_row("SELECT office FROM user", [], |row| row.get(0)).unwrap();
        assert_eq!(office, "anna");
        let newer = run(&mut connection, Path::new("a"), STEPS);
        let known = STEPS.len() as u32;
        assert!(
            matches!(newer, Err(Error::Newer { found, known: k, .. }) if found == known + 1 && k == known)
        );
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = today();
        let steps = [STEPS, &[LATER, "INSERT INTO nowhere VALUES (1)"]].concat();
        assert!(run(&mut connection, Path::new("a"), &steps).is_err());
        assert_eq!(version(&connection).unwrap(), STEPS.len() as u32);
        assert!(connection.prepare("SELECT office FROM user").is_err());
    }
}
