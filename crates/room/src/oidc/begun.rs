//! Logins that were begun: what has to be known again when the reader comes back from the issuer.

use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier, RedirectUrl};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a reader may take at the issuer.
pub(crate) const WITHIN: Duration = Duration::from_secs(10 * 60);

/// How many logins wait at once. The one that was begun first makes room.
const WAITING: usize = 10_000;

/// Of these, from one network: more than sit behind one address and log in within minutes.
const WAITING_OF_ONE: usize = 200;

/// A login that was begun.
pub(crate) struct Begun {
    pub(super) state: CsrfToken,
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
    pub(super) redirect: RedirectUrl,
    /// Where the reader wants to go afterwards.
    pub(crate) back: String,
}

/// All that wait, in the order in which they were begun.
#[derive(Default)]
pub(super) struct Waiting(Mutex<VecDeque<One>>);

/// One of them: by which text it is found again, when it was begun, and from where.
struct One {
    kept: String,
    when: Instant,
    from: String,
    begun: Begun,
}

impl Waiting {
    /// Keeps one, and gives the text by which it is found again.
    pub(super) fn put(&self, begun: Begun, from: String) -> String {
        let kept = CsrfToken::new_random_len(32).into_secret();
        let mut list = self.list();
        while list.front().is_some_and(|one| one.when.elapsed() > WITHIN) || list.len() >= WAITING {
            list.pop_front();
        }
        // Who begins many makes room among his own, and drives nobody else out.
        if list.iter().filter(|one| one.from == from).count() >= WAITING_OF_ONE
            && let Some(first) = list.iter().position(|one| one.from == from)
        {
            list.remove(first);
        }
        list.push_back(One { kept: kept.clone(), when: Instant::now(), from, begun });
        kept
    }

    /// Takes one out, if it did not wait too long.
    pub(super) fn take(&self, kept: &str) -> Option<Begun> {
        let mut list = self.list();
        while list.front().is_some_and(|one| one.when.elapsed() > WITHIN) {
            list.pop_front();
        }
        let at = list.iter().position(|one| one.kept == kept)?;
        list.remove(at).map(|one| one.begun)
    }

    fn list(&self) -> MutexGuard<'_, VecDeque<One>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, WAITING, WAITING_OF_ONE, Waiting};
    use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier, RedirectUrl};

    fn begun() -> Begun {
        Begun {
            state: CsrfToken::new("a".into()),
            nonce: Nonce::new("b".into()),
            verifier: PkceCodeVerifier::new("c".into()),
            redirect: RedirectUrl::new("http://localhost/".into()).unwrap(),
            back: "/".into(),
        }
    }

    #[test]
    fn a_login_is_taken_once_and_old_ones_make_room() {
        let waiting = Waiting::default();
        let first = waiting.put(begun(), "0".to_owned());
        assert!(waiting.take("").is_none());
        assert!(waiting.take(&first).is_some());
        assert!(waiting.take(&first).is_none());
        let second = waiting.put(begun(), "0".to_owned());
        let third = waiting.put(begun(), "0".to_owned());
        for from in 0..WAITING - 1 {
            waiting.put(begun(), from.to_string());
        }
        assert!(waiting.take(&second).is_none());
        assert!(waiting.take(&third).is_some());
        assert_eq!(waiting.list().len(), WAITING - 1);
    }

    #[test]
    fn who_begins_many_drives_nobody_else_out() {
        let waiting = Waiting::default();
        let other = waiting.put(begun(), "192.0.2.1".to_owned());
        let first = waiting.put(begun(), "192.0.2.2".to_owned());
        for _ in 0..WAITING_OF_ONE {
            waiting.put(begun(), "192.0.2.2".to_owned());
        }
        assert_eq!(waiting.list().len(), WAITING_OF_ONE + 1);
        assert!(waiting.take(&first).is_none());
        assert!(waiting.take(&other).is_some());
    }
}
