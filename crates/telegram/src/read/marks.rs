//! The marks of paragraphs: at their beginning, behind the words that head them, and that of the entire text.

use crate::fields::mark;
use crate::record::{Block, Level, Text};
use crate::span::Span;
use crate::text::SourceText;
use std::ops::Range;

/// Sets the mark that was found in `text`, which begins at `from`.
pub(super) fn set_mark<'s>(
    source: &SourceText<'s>,
    block: &mut Block<'s>,
    from: usize,
    text: &str,
    found: &mark::Mark,
) {
    set(source, block, from, text, found.level, &found.caveats, &found.text);
}

fn set<'s>(
    source: &SourceText<'s>,
    block: &mut Block<'s>,
    from: usize,
    text: &str,
    level: Level,
    caveats: &mark::Caveats,
    range: &Range<usize>,
) {
    block.level = Some(level);
    block.caveats = caveats.names(text).map(|c| Text::Owned(c.into_owned())).collect();
    let place = Span::new(from + range.start, from + range.end);
    block.mark = Some(source.slice(place));
    block.mark_span = Some(place);
}

/// The mark of a paragraph behind the words that head it, `1. SUMMARY: (C) ...`; the text keeps it.
pub(super) fn mark_behind_heading<'s>(source: &SourceText<'s>, block: &mut Block<'s>, rest: Span) {
    if block.mark.is_some() || source.bytes()[rest.range()].first() != Some(&b'(') {
        return;
    }
    let text = source.slice(rest);
    let found = mark::read(&text, false).filter(|found| !found.small && found.len < text.len());
    if let Some(found) = found.filter(|found| text.get(..found.len).is_some_and(str::is_ascii)) {
        set_mark(source, block, rest.start as usize, &text, &found);
    }
}

/// `C - ENTIRE TEXT` as a paragraph is the mark of all others; it stands as this block's own. Gives how
/// many bytes it takes.
pub(super) fn entire_text<'s>(source: &SourceText<'s>, rest: Span, block: &mut Block<'s>) -> Option<usize> {
    const WORDS: &[u8] = b"ENTIRE TEXT";
    const BEFORE_X: usize = 9;
    if rest.len() > 80 || rest.len() < WORDS.len() {
        return None;
    }
    // Few lines have an X.
    let bytes = &source.bytes()[rest.range()];
    let stands = memchr::memchr2_iter(b'X', b'x', bytes)
        .filter_map(|x| bytes.get(x.checked_sub(BEFORE_X)?..x + WORDS.len() - BEFORE_X))
        .any(|words| words.eq_ignore_ascii_case(WORDS));
    if !stands {
        return None;
    }
    let text = source.slice(rest);
    let found = mark::entire_text(&text)?;
    set(source, block, rest.start as usize, &text, found.level, &found.caveats, &found.mark);
    // Where it is ASCII its places in the text are those in the bytes, whatever the encoding.
    Some(found.len).filter(|len| text.get(..*len).is_some_and(str::is_ascii))
}
