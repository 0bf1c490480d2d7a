//! Logins that were begun: what has to be known again when the reader comes back from the issuer.

use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier, RedirectUrl};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a reader may take at the issuer.
pub(crate) const WITHIN: Duration = Duration::from_secs(10 * 60);

/// How many logins wait at once. The one that was begun first makes room.
const WAITING: usize = 10_000;

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
pub(super) struct Waiting(Mutex<VecDeque<(String, Instant, Begun)>>);

impl Waiting {
    /// Keeps one, and gives the text by which it is found again.
    pub(super) fn put(&self, begun: Begun) -> String {
        let kept = CsrfToken::new_random_len(32).into_secret();
        let mut list = self.list();
        while list.len() >= WAITING {
            list.pop_front();
        }
        list.push_back((kept.clone(), Instant::now(), begun));
        kept
    }

    /// Takes one out, if it did not wait too long.
    pub(super) fn take(&self, kept: &str) -> Option<Begun> {
        let mut list = self.list();
        while list.front().is_some_and(|(_, when, _)| when.elapsed() > WITHIN) {
            list.pop_front();
        }
        let at = list.iter().position(|(known, _, _)| known == kept)?;
        list.remove(at).map(|(_, _, begun)| begun)
    }

    fn list(&self) -> MutexGuard<'_, VecDeque<(String, Instant, Begun)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, WAITING, Waiting};
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
        let first = waiting.put(begun());
        assert!(waiting.take("").is_none());
        assert!(waiting.take(&first).is_some());
        assert!(waiting.take(&first).is_none());
        let second = waiting.put(begun());
        let third = waiting.put(begun());
        for _ in 0..WAITING - 1 {
            waiting.put(begun());
        }
        assert!(waiting.take(&second).is_none());
        assert!(waiting.take(&third).is_some());
        assert_eq!(waiting.list().len(), WAITING - 1);
    }
}
