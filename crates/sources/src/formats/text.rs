//! Any other text: one telegram a file, or several on scanned pages.
//!
//! Fragments, pages typed from a book, optical readings of released paper. A file is cut where a complete heading tells that
//! a further telegram begins, see `scans`; what begins where on such a page otherwise is a question of reading.

use super::{Format, Sniff};
use crate::error::{At, ItemErrorKind};
use crate::limits::MAX_ITEM;
use crate::run::{Emit, Flow};
use crate::window::Window;
use memchr::{memmem, memrchr};

/// Whatever else: one telegram a file.
pub static FORMAT: Format =
    Format { id: "text", title: "a text: one telegram a file, or several on scanned pages", sniff, cut };

/// What stands on the first pages of the JFK Act releases, which are full of lines that look like headings.
const RELEASES: [&[u8]; 2] = [b"RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY", b"JFK ASSASSINATION SYSTEM"];

fn sniff(head: &[u8]) -> Sniff {
    let release = RELEASES.into_iter().any(|words| memmem::find(head, words).is_some());
    if release { Sniff::Yes } else { Sniff::No }
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    let whole = window.fill_all(MAX_ITEM);
    if window.broken() {
        return Flow::Continue(());
    }
    if super::lines::all_blank(window.data()) {
        return emit.fail(None, ItemErrorKind::Empty);
    }
    if whole {
        let mut at = 0;
        for begin in super::scans::begins(window.data()) {
            let start = window.start();
            let item = emit.item(start, window.take(begin - at));
            emit.send(item)?;
            at = begin;
        }
        let start = window.start();
        let item = emit.item(start, window.take(usize::MAX));
        return emit.send(item);
    }
    let start = window.start();
    let part = &window.data()[..MAX_ITEM];
    let end = memrchr(b'\n', part).map_or(MAX_ITEM, |n| n + 1);
    let item = emit.item(start, window.take(end));
    emit.send(item)?;
    let what = "its first part was kept, the rest was not read";
    emit.fail(Some(At::Byte(window.start())), ItemErrorKind::TooLong { limit: MAX_ITEM, what })
}
