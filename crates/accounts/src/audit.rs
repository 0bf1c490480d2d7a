//! The audit log: who read, searched, logged in, imported. It is only added to.
//!
//! Lines wait in memory for [`AUDIT_DELAY`] at most, and a thread writes all that came meanwhile in one transaction. A program that
//! ends in good order loses none; one that is killed, or a computer that loses power, loses at most the last second. Lines that
//! cannot be written, as on a full disk, are kept and tried again; when too many wait, [`Accounts::audit`] says so, and the
//! caller can refuse what it could not log.

use crate::Accounts;
use crate::error::{Error, Result};
use crate::pool::Pool;
use crate::users::time;
use jiff::Timestamp;
use rusqlite::{Transaction, params, params_from_iter, types::Value};
use serde::Serialize;
use std::fmt::Write as _;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a line waits in memory before it is written, at most, as long as the disk keeps up.
pub const AUDIT_DELAY: Duration = Duration::from_millis(250);

/// The most characters of what a line is about. What is longer is cut, and ends with `…`.
pub const AUDIT_TEXT: usize = 500;

/// The most lines that one question gives.
pub const AUDIT_PAGE: usize = 1000;

/// The most characters of a line's verb.
const WHAT: usize = 40;

/// So many lines are written without waiting for more.
const BATCH: usize = 500;

/// So many lines wait when the log cannot be written, and no more.
const WAITING: usize = 10_000;

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditLine {
    /// Its number, in the order in which lines were written.
    pub id: i64,
    /// When it was, to the millisecond.
    pub at: Timestamp,
    /// Who it was. `None` where nobody is known, as after a login with a name that is no user's.
    pub user: Option<String>,
    /// What was done: `login`, `login failed`, `read`, `search`, `import`, `token made`, ...
    pub what: String,
    /// With what: a telegram's key, the text of a search, an address.
    pub which: String,
}

/// Which lines. The default is the newest of all.
#[derive(Clone, Debug)]
pub struct AuditFilter<'f> {
    /// Only those of a user, whatever the case of the letters; there need not be such a user any more.
    pub user: Option<&'f str>,
    /// Only those from this time on.
    pub since: Option<Timestamp>,
    /// Only those before this time.
    pub until: Option<Timestamp>,
    /// Only those behind this one, named by time and number: the last of the page before.
    pub after: Option<(Timestamp, i64)>,
    /// How many, at most [`AUDIT_PAGE`].
    pub limit: usize,
}

impl Default for AuditFilter<'_> {
    fn default() -> Self {
        AuditFilter { user: None, since: None, until: None, after: None, limit: AUDIT_PAGE }
    }
}

impl Accounts {
    /// Puts a line into the log. It is cheap: the line is written a little later. `what` is cut to 40 characters, `which` to
    /// [`AUDIT_TEXT`].
    ///
    /// # Errors
    /// [`Error::Audit`] when the log cannot be written and 10,000 lines wait for it: this one was not taken.
    pub fn audit(&self, now: Timestamp, user: Option<&str>, what: &str, which: &str) -> Result<()> {
        self.audit.add(Line::new(now, user, what, which))
    }

    /// Why lines cannot be written at the moment; they wait. `None` where all is well.
    pub fn audit_trouble(&self) -> Option<String> {
        self.audit.shared.queue().failed.clone()
    }

    /// Writes what waits for it.
    ///
    /// # Errors
    /// What SQLite says; then it still waits.
    pub fn flush_audit(&self) -> Result<()> {
        self.audit.shared.write()
    }

    /// Lines of the log, newest first, with all that this program put in until now.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn audit_lines(&self, filter: &AuditFilter<'_>) -> Result<Vec<AuditLine>> {
        self.flush_audit()?;
        let mut sql = "SELECT id, at, user, what, which FROM audit WHERE true".to_owned();
        let mut values = Vec::new();
        if let Some(user) = filter.user {
            sql.push_str(" AND user = ?");
            values.push(Value::Text(user.to_owned()));
        }
        if let Some(since) = filter.since {
            sql.push_str(" AND at >= ?");
            values.push(Value::Integer(since.as_millisecond()));
        }
        if let Some(until) = filter.until {
            sql.push_str(" AND at < ?");
            values.push(Value::Integer(until.as_millisecond()));
        }
        if let Some((at, id)) = filter.after {
            sql.push_str(" AND (at, id) < (?, ?)");
            values.extend([Value::Integer(at.as_millisecond()), Value::Integer(id)]);
        }
        let _ = write!(sql, " ORDER BY at DESC, id DESC LIMIT {}", filter.limit.min(AUDIT_PAGE));
        self.pool.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(values), |row| {
                Ok(AuditLine {
                    id: row.get(0)?,
                    at: time(row.get(1)?),
                    user: row.get(2)?,
                    what: row.get(3)?,
                    which: row.get(4)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// A text of at most so many characters.
fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some(_) => text.chars().take(limit.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// Puts what somebody does into the log, in the transaction that does it.
pub(crate) fn put(
    change: &Transaction<'_>,
    now: Timestamp,
    who: &str,
    what: &str,
    which: &str,
) -> Result<()> {
    Line::new(now, Some(who), what, which).put(change)
}

#[derive(Debug)]
struct Line {
    at: i64,
    user: Option<String>,
    what: String,
    which: String,
}

impl Line {
    fn new(now: Timestamp, user: Option<&str>, what: &str, which: &str) -> Line {
        Line {
            at: now.as_millisecond(),
            user: user.map(|name| cut(name, crate::NAME)),
            what: cut(what, WHAT),
            which: cut(which, AUDIT_TEXT),
        }
    }

    fn put(&self, change: &Transaction<'_>) -> Result<()> {
        change
            .prepare_cached("INSERT INTO audit (at, user, what, which) VALUES (?, ?, ?, ?)")?
            .execute(params![self.at, self.user, self.what, self.which])?;
        Ok(())
    }
}

/// The log, and the thread that writes it. The thread begins with the first line.
#[derive(Debug)]
pub(crate) struct Audit {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug)]
struct Shared {
    pool: Arc<Pool>,
    queue: Mutex<Queue>,
    came: Condvar,
    /// Held by the one who writes, so that lines are written in the order in which they came.
    writing: Mutex<()>,
}

#[derive(Debug, Default)]
struct Queue {
    lines: Vec<Line>,
    /// Why the last attempt to write failed.
    failed: Option<String>,
    closing: bool,
}

impl Audit {
    pub(crate) fn new(pool: Arc<Pool>) -> Audit {
        let shared =
            Shared { pool, queue: Mutex::default(), came: Condvar::new(), writing: Mutex::default() };
        Audit { shared: Arc::new(shared), thread: Mutex::new(None) }
    }

    fn add(&self, line: Line) -> Result<()> {
        self.begin()?;
        {
            let mut queue = self.shared.queue();
            if queue.lines.len() >= WAITING {
                // Not failing, but too fast for the thread: the one who brings the line writes.
                let failed = queue.failed.clone();
                drop(queue);
                if let Some(failed) = failed {
                    return Err(Error::Audit(failed));
                }
                self.shared.write().map_err(|error| Error::Audit(error.to_string()))?;
                queue = self.shared.queue();
            }
            queue.lines.push(line);
            // One is waiting for the first, and looks at the clock for the others.
            if queue.lines.len() == 1 || queue.lines.len() == BATCH {
                self.shared.came.notify_all();
            }
        }
        Ok(())
    }

    fn begin(&self) -> Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_none() {
            let shared = Arc::clone(&self.shared);
            let begun = thread::Builder::new().name("audit".into()).spawn(move || shared.run());
            *thread = Some(begun.map_err(|error| Error::Audit(error.to_string()))?);
        }
        Ok(())
    }
}

impl Drop for Audit {
    fn drop(&mut self) {
        self.shared.queue().closing = true;
        self.shared.came.notify_all();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        loop {
            let queue = self
                .came
                .wait_while(self.queue(), |queue| queue.lines.is_empty() && !queue.closing)
                .unwrap_or_else(PoisonError::into_inner);
            // Others may come with it. After a failure the disk gets some time too.
            let failed = queue.failed.is_some();
            let (queue, _) = self
                .came
                .wait_timeout_while(queue, AUDIT_DELAY, |queue| {
                    (failed || queue.lines.len() < BATCH) && !queue.closing
                })
                .unwrap_or_else(PoisonError::into_inner);
            let closing = queue.closing;
            drop(queue);
            let _ = self.write();
            if closing {
                return;
            }
        }
    }

    /// Writes what waits. What could not be written waits on, before what came meanwhile.
    fn write(&self) -> Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lines = std::mem::take(&mut self.queue().lines);
        if lines.is_empty() {
            return Ok(());
        }
        let written = self.pool.change(|change| lines.iter().try_for_each(|line| line.put(change)));
        let mut queue = self.queue();
        queue.failed = written.as_ref().err().map(ToString::to_string);
        if written.is_err() {
            lines.append(&mut queue.lines);
            queue.lines = lines;
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_between_letters() {
        assert_eq!(cut("Zürich", 6), "Zürich");
        assert_eq!(cut("Zürich", 5), "Züri…");
        assert_eq!(cut("", 5), "");
    }
}
