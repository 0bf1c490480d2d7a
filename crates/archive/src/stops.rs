//! Named stops between the steps that reach the disk, for the tests that pull the plug.
//!
//! With `CHANCERY_STOP=pack-synced:3` in its environment a program ends, as if killed, the third time it comes to
//! `pack-synced`. Without it a stop costs the look at one flag.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// All stops, in the order in which a commit comes to them.
pub(crate) const STOPS: &[&str] = &[
    "block-appended",
    "dictionary-kept",
    "sources-noted",
    "pack-synced",
    "segments-written",
    "rows-written",
    "committed",
    "journal-written",
    "cleaned",
    "catalogue-built",
    "catalogue-swapped",
];

static ASKED: OnceLock<Option<(String, u32)>> = OnceLock::new();
static SEEN: AtomicU32 = AtomicU32::new(0);

/// Comes to a stop.
pub(crate) fn stop(name: &str) {
    debug_assert!(STOPS.contains(&name), "{name} is not in the list of stops");
    let asked = ASKED.get_or_init(|| {
        let text = std::env::var("CHANCERY_STOP").ok()?;
        let (name, count) = text.split_once(':').unwrap_or((&text, "1"));
        Some((name.to_owned(), count.parse().ok()?))
    });
    if let Some((wanted, count)) = asked
        && wanted == name
        && SEEN.fetch_add(1, Ordering::Relaxed) + 1 == *count
    {
        std::process::abort();
    }
}
