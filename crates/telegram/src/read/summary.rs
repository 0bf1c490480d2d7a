//! The summary, however it is marked (TF 6.11).

use super::lead::{heading_words, spaced_summary, unknown_mark};
use crate::fields::mark;
use crate::fields::words::find_ignoring_case;
use crate::record::{Block, BlockKind, Text};
use std::borrow::Cow;

/// How many blocks behind its heading a summary's end is looked for.
const LONGEST: usize = 24;

/// Reads the summary's own words out of the blocks. Gives them with the index of the first block and the one behind the last.
pub(crate) fn read<'s>(blocks: &[Block<'s>]) -> Option<(Text<'s>, usize, usize)> {
    let headed = |b: &Block<'_>| b.kind != BlockKind::Quote && b.heading.as_deref().is_some_and(is_summary);
    let Some(first) = blocks.iter().position(headed) else { return closed(blocks) };
    let head = &blocks[first];
    let own = offset(head);
    let own_words = head.text.get(own..).unwrap_or_default();
    let alone = own_words.trim().is_empty();
    let begin = first + usize::from(alone);
    let until = blocks.len().min(first + LONGEST);
    let marked = (first..until).find_map(|i| end_mark(&blocks[i].text).map(|at| (i, at)));
    let end = match marked.map(|(end, _)| end) {
        // `END SUMMARY` behind a later heading belongs to another part of the text.
        Some(end) if !(begin..end).any(|i| i > first && is_other_heading(&blocks[i])) => end + 1,
        // What stands below it and has no number is of its paragraph, as far as the next one.
        _ => match next_number(blocks, first).filter(|next| *next > begin) {
            Some(next) => next,
            None if alone => next_heading(blocks, begin),
            None => first + 1,
        },
    };
    let end = end.max(begin);
    if begin == end && !alone {
        return None;
    }
    let range = if alone { begin..end } else { first..end };
    let mut parts = range.clone().filter_map(|i| {
        let block = &blocks[i];
        // `Summary: 2. ...` goes on with one.
        let from = match i {
            _ if i == first => own,
            _ if block.heading.as_deref().is_some_and(is_summary) => offset(block),
            _ => 0,
        };
        let text = block.text.get(from..).unwrap_or_default();
        // Before the block that has it no block has the mark.
        let mark = match marked {
            Some((end, at)) if i == end => Some(at),
            Some((end, _)) if i < end => None,
            _ => end_mark(&block.text),
        };
        let cut = mark.filter(|&at| at >= from).unwrap_or(block.text.len());
        let words = text
            .get(..cut.saturating_sub(from))
            .unwrap_or(text)
            .trim_end()
            .trim_end_matches(['(', '-', '/', '['])
            .trim();
        (!words.is_empty()).then_some((i, words))
    });
    let (index, words) = parts.next()?;
    let Some((_, second)) = parts.next() else {
        return Some((borrow(&blocks[index].text, words), first, end));
    };
    let mut text = String::from(words);
    for more in std::iter::once(second).chain(parts.map(|(_, words)| words)) {
        text.push('\n');
        text.push_str(more);
    }
    Some((Cow::Owned(text), first, end))
}

/// `SUMMARY THE HARBOR IS LIT. END SUMMARY.`: nothing divides the word from the text, but the end tells what it is.
fn closed<'s>(blocks: &[Block<'s>]) -> Option<(Text<'s>, usize, usize)> {
    const WORD: &str = "SUMMARY ";
    let first = blocks
        .iter()
        .take(LONGEST)
        .position(|block| block.kind != BlockKind::Quote && block.text.starts_with(WORD))?;
    let text = &blocks[first].text;
    let words = text[WORD.len()..end_mark(text)?].trim().trim_end_matches(['(', '-', '/', '[']).trim_end();
    (!words.is_empty()).then(|| (borrow(text, words), first, first + 1))
}

fn borrow<'s>(whole: &Text<'s>, part: &str) -> Text<'s> {
    match whole {
        Cow::Borrowed(text) => {
            let at = part.as_ptr() as usize - text.as_ptr() as usize;
            Cow::Borrowed(&text[at..at + part.len()])
        }
        Cow::Owned(_) => Cow::Owned(part.to_owned()),
    }
}

fn is_summary(heading: &str) -> bool {
    find_ignoring_case(heading.as_bytes(), b"SUMMARY").is_some()
        || spaced_summary(heading.as_bytes()).is_some()
}

fn offset(block: &Block<'_>) -> usize {
    // `(S - ENTIRE TEXT) SUMMARY: ...`, `1A. SUMMARY: ...`
    let whole = match (block.text.as_bytes(), &block.mark) {
        ([b'A'..=b'Z', b'.' | b')', ..], _) if block.number.is_some() => 2,
        (_, Some(_)) => mark::entire_text(&block.text).map_or(0, |found| found.len),
        _ => 0,
    };
    let text = &block.text.as_bytes()[whole..];
    let mut blanks = text.iter().take_while(|b| b.is_ascii_whitespace()).count();
    if block.mark.is_none() {
        blanks += unknown_mark(&text[blanks..]);
    }
    let Some((_, taken)) = heading_words(&text[blanks..]) else { return 0 };
    let words = whole + blanks + taken;
    // `SUMMARY: (C) ...`
    let rest = &block.text[words..];
    let marked =
        block.mark.as_deref().and_then(|mark| rest.strip_prefix('(')?.strip_prefix(mark)?.strip_prefix(')'));
    marked.map_or(words, |behind| block.text.len() - behind.trim_start().len())
}

fn is_other_heading(block: &Block<'_>) -> bool {
    block.kind == BlockKind::Heading && !block.heading.as_deref().is_some_and(is_summary)
}

/// The next block that has a number or is a heading, where another number follows: nothing else ends a paragraph.
fn next_number(blocks: &[Block<'_>], first: usize) -> Option<usize> {
    let until = blocks.len().min(first + LONGEST);
    let next =
        (first + 1..until).find(|&i| blocks[i].number.is_some() || blocks[i].kind == BlockKind::Heading)?;
    let number = blocks[first].number? + 1;
    (blocks[next].number == Some(number)).then_some(next)
}

/// Up to the next heading, or one block where none follows.
fn next_heading(blocks: &[Block<'_>], begin: usize) -> usize {
    let until = blocks.len().min(begin + LONGEST);
    // Behind a summary without a number paragraph 1 begins the text.
    let plain = blocks.get(begin).is_some_and(|block| block.number.is_none());
    let headed = (begin..until).find(|&i| {
        let block = &blocks[i];
        block.kind == BlockKind::Heading
            || i > begin && (block.heading.is_some() || plain && block.number == Some(1))
    });
    headed.unwrap_or((begin + 1).min(blocks.len()))
}

/// Where the end of a summary begins that is printed letter by letter, `E N D  S U M M A R Y`.
fn spaced_end(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"E N D ";
    memchr::memmem::find_iter(bytes, END)
        .find(|at| spaced_summary(bytes[at + END.len()..].trim_ascii_start()).is_some())
}

/// Where `END SUMMARY`, `END OF SUMMARY` or `END EXECUTIVE SUMMARY` begins.
fn end_mark(text: &str) -> Option<usize> {
    const SUMMARY: &[u8] = b"SUMMARY";
    let bytes = text.as_bytes();
    // By its last letter, the rarest.
    let plain = memchr::memchr2_iter(b'Y', b'y', bytes).find_map(|last| {
        let before = strip(&bytes[..=last], SUMMARY)?;
        let before = strip(before, b"EXECUTIVE ").unwrap_or(before);
        let before = strip(before, b"INTRODUCTION AND ").unwrap_or(before);
        let before = strip(before, b"INTRO AND ").unwrap_or(before);
        let before = strip(before, b"OF ").unwrap_or(before);
        let start = strip(before.trim_ascii_end(), b"END")?.len();
        let word = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
        (word && bytes[start + 3] == b' ').then_some(start)
    });
    plain.or_else(|| spaced_end(bytes))
}

/// `text` without `word` at its end, whatever the case of its letters.
fn strip<'t>(text: &'t [u8], word: &[u8]) -> Option<&'t [u8]> {
    let (before, end) = text.split_at(text.len().checked_sub(word.len())?);
    end.eq_ignore_ascii_case(word).then_some(before)
}
