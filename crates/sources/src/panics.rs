//! Panics that are caught on purpose, and a word about it for whoever prints panics.
//!
//! A damaged archive, PDF or telegram may break its reader, and must not take the rest of the input along. Rust calls the
//! panic hook before anything is caught, so the hook of a program has to ask [`will_be_caught`] whether there is anything to
//! say: what was caught is reported as an [`ItemError`](crate::ItemError) like everything else.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::thread;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// True if this panic, of which the panic hook was told on its own thread, will be caught by [`caught`].
pub fn will_be_caught(panic: &PanicHookInfo<'_>) -> bool {
    // Where a panic meets a function that cannot unwind, or a destructor while cleaning up, a second one says so and ends the
    // process. Only its words tell it.
    let last = panic.payload().downcast_ref::<&str>().is_some_and(|words| words.starts_with("panic in a "));
    guarded() && !last
}

/// True while a panic on this thread would be caught.
fn guarded() -> bool {
    GUARDED.get()
}

/// Runs `work` and gives what it gives, or what it panicked with.
pub fn caught<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    outcome
}

/// Runs what a caller has handed in, inside of [`caught`]: a panic there is the caller's own and goes on to it. After such a
/// panic the mark is put right by the [`caught`] around it.
pub(crate) fn callers_own<T>(work: impl FnOnce() -> T) -> T {
    let before = GUARDED.replace(false);
    let outcome = work();
    GUARDED.set(before);
    outcome
}

#[cfg(test)]
mod tests {
    use super::{callers_own, caught, guarded};
    use std::panic::resume_unwind;

    #[test]
    fn the_mark_is_set_where_a_panic_is_caught() {
        assert!(!guarded());
        let seen = caught(|| (guarded(), callers_own(guarded), guarded()));
        assert_eq!(seen.unwrap(), (true, false, true));
        assert!(!guarded());
    }

    #[test]
    fn the_mark_is_put_right_after_a_panic() {
        let outcome = caught(|| {
            assert!(caught(|| callers_own(|| resume_unwind(Box::new("the caller's")))).is_err());
            guarded()
        });
        assert!(outcome.unwrap());
        assert!(!guarded());
    }
}
