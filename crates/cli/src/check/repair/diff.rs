//! What repairs would change, as a unified difference.

use chancery_sources::Item;
use chancery_telegram::Telegram;
use similar::TextDiff;
use std::io::Write;

/// Writes the difference of a telegram's text before and after; nothing where it stays as it is.
pub(crate) fn write(item: &Item, telegram: &Telegram<'_>, repaired: &[u8], to: &mut Vec<u8>) {
    if telegram.source() == repaired {
        return;
    }
    let name = item
        .member
        .as_ref()
        .map_or_else(|| item.file.to_string(), |member| format!("{}/{member}", item.file));
    // `a/` stands before a path that begins at the root as before any other.
    let name = name.trim_start_matches('/');
    let diff = TextDiff::from_lines(telegram.source(), repaired);
    let mut diff = diff.unified_diff();
    // A failure to write into memory there is none.
    let _ = diff.header(&format!("a/{name}"), &format!("b/{name}")).to_writer(&mut *to);
    let _ = to.flush();
}
