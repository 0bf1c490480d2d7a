//! Where a stream goes over from one form to another: files that were put one behind the other (`cat`) are of several.

use super::{Format, nara, smart, teletype};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// A form whose beginning is known in the middle of a stream of another one.
struct Opening {
    format: &'static Format,
    /// What stands in its beginning.
    word: Finder<'static>,
    /// Where it begins, if it does with the word at this place.
    begin: fn(data: &[u8], hit: usize) -> Option<usize>,
    /// From where on the word is none of the telegram's own, which is of the form `own`.
    from: fn(own: &str, data: &[u8]) -> Option<usize>,
}

static OPENINGS: LazyLock<[Opening; 3]> = LazyLock::new(|| {
    let opening = |format, word: &'static str, begin| Opening {
        format,
        word: Finder::new(word),
        begin,
        from: |_, _| Some(0),
    };
    [
        Opening { from: teletype::foreign, ..opening(&teletype::FORMAT, "ZCZC", teletype::opening) },
        opening(&nara::FORMAT, "Message Text", nara::opening),
        opening(&smart::FORMAT, "MRN:", smart::opening),
    ]
});

/// What a stream begins with, where its head was taken for this form: another one, if a telegram of that stands before all of this.
pub(crate) fn earliest(own: &'static Format, head: &[u8]) -> &'static Format {
    let begin = match own.id {
        "nara" => nara::begin(head),
        "smart" => smart::begin(head),
        // It is looked for at the beginning.
        _ => None,
    };
    let Some(begin) = begin.filter(|begin| *begin > 0) else { return own };
    let before = |opening: &Opening| {
        let hits = opening.word.find_iter(&head[..begin]);
        hits.filter_map(|hit| (opening.begin)(head, hit)).find(|other| *other < begin)
    };
    let others = OPENINGS.iter().filter(|opening| opening.format.id != own.id);
    let found =
        others.filter_map(|opening| Some((before(opening)?, opening.format))).min_by_key(|found| found.0);
    match found {
        Some((_, format)) => format,
        None if teletype::begins_plainly(&head[..begin]) => &teletype::FORMAT,
        None => own,
    }
}

/// The first place in `data[..end]`, not its beginning, where a telegram of another form than `own` begins, and that form. What
/// stands behind `end` is only looked at.
pub(crate) fn change(own: &str, data: &[u8], end: usize) -> Option<(usize, &'static Format)> {
    if OPENINGS.iter().all(|opening| opening.format.id != own) {
        return None;
    }
    let mut first = end;
    let mut found = None;
    for Opening { format, word, begin, from } in OPENINGS.iter().filter(|opening| opening.format.id != own) {
        let Some(from) = from(own, &data[..first]) else { continue };
        let hits = word.find_iter(&data[from..first]).map(|hit| from + hit);
        let begins = hits.filter_map(|hit| begin(data, hit)).find(|begin| (1..first).contains(begin));
        if let Some(begin) = begins {
            first = begin;
            found = Some((begin, *format));
        }
    }
    found
}
