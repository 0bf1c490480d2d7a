//! The TAGS of a telegram (TF 6.7, 5 FAH-3).

mod code;
mod label;
mod line;
mod person;
mod token;

use crate::field::Field;
use crate::fields::Context;
use crate::record::Tag;
use line::{Line, Reader};

/// No telegram bears as many; what comes after is not looked at.
const MOST: usize = 64;

/// What a TAGS field says.
#[derive(Clone, Debug, Default)]
pub struct Tags<'s> {
    /// The codes and persons in printed order, each once.
    pub tags: Vec<Tag<'s>>,
    /// Where the value ends in the field: before a SUBJECT or REF that is run into it, before a blank line, and before a line
    /// that is none of TAGS.
    pub end: usize,
}

/// Reads what stands after the word TAGS: codes with commas, blanks, colons, semicolons, full stops or slashes between them, a
/// code a line, codes run together, persons in brackets or after a code of travel. Prose gives nothing.
///
/// A code that no table knows is kept as printed if it has the shape of one. A misspelling is mended in `code` where only one
/// known code can be meant. The kind and the name are those of the scheme of the telegram's year. (TF 6.7)
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Tags<'s> {
    let mut reader = Reader::new(field, cx);
    let mut tags: Vec<Tag<'s>> = Vec::new();
    loop {
        let start = reader.at();
        let mut line = reader.line(!tags.is_empty());
        if line.blank {
            if line.last || !tags.is_empty() {
                return Tags { tags, end: start };
            }
            continue;
        }
        let first = tags.is_empty();
        let accepted = accepts(&line, first, field.as_str()) || first && line.cut_at_stray();
        if !accepted {
            let end = line.label.filter(|_| tags.is_empty()).unwrap_or(start);
            return Tags { tags, end };
        }
        let each_once =
            |list: &[Tag<'_>]| (1..list.len()).all(|i| list[..i].iter().all(|tag| tag.code != list[i].code));
        if tags.is_empty() && line.tags.len() <= MOST && each_once(&line.tags) {
            tags = std::mem::take(&mut line.tags);
        }
        for tag in line.tags {
            if tags.len() < MOST && !tags.iter().any(|other| other.code == tag.code) {
                tags.push(tag);
            }
        }
        if let Some(end) = line.label {
            return Tags { tags, end };
        }
        if line.last || tags.len() == MOST {
            return Tags { tags, end: reader.at() };
        }
    }
}

/// True for a line that is one of TAGS and not of prose or of the next field.
fn accepts(line: &Line<'_>, first: bool, text: &str) -> bool {
    let known = line.subjects + line.organizations + line.places;
    if line.small > 0 && line.subjects < 2 * line.small {
        return false;
    }
    if line.small_codes && (line.small > 0 || line.subjects == 0) {
        return false;
    }
    if !first {
        return known + line.persons > 0 && known >= line.unknown + 2 * line.words
            || line.words == 0 && line.follows_comma && line.unknown > 0 && !line.runs_on;
    }
    if line.subjects > 0
        && line.subjects + line.organizations + line.places / 2 >= line.words + line.unknown / 2
    {
        return true;
    }
    // Without a subject only what can be nothing else: a colon before, and every word of the shape of a code.
    let sign = text.trim_start().starts_with([':', '-']);
    let plain = line.words == 0 && (known + line.unknown > 0) && !line.runs_on && !says_none(&line.tags);
    // A code that was spoiled on the way beside known ones, each by itself: `BIZCQB, BL`.
    let spoiled =
        line.words > 0 && line.words + line.unknown <= known && line.phrases == 0 && line.small == 0;
    (sign && (plain || spoiled)) || (line.persons > 0 && line.words == 0 && line.unknown <= known)
}

/// True for `NONE` and `NA` alone, which say that there are no TAGS.
fn says_none(tags: &[Tag<'_>]) -> bool {
    matches!(tags, [only] if matches!(&*only.text, "NONE" | "NA" | "NIL"))
}
