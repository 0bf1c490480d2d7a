//! Ctrl-C: the first one stops the work in hand at a good place, the second one stops the program.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens from now on.
pub(crate) fn listen() {
    let handler = || {
        if ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(1);
        }
    };
    // Without a handler Ctrl-C still stops the program, only without a summary.
    let _ = ctrlc::set_handler(handler);
}

/// Asks for it, where a signal was heard elsewhere.
pub(crate) fn ask() {
    ASKED.store(true, Ordering::Relaxed);
}

/// Whether it was asked to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
