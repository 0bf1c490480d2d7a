//! Who drafted, approved and cleared a telegram: the block of telegrams from Washington (TF 12.3) and SMART's labels (TF 14).

use super::slip::at_most_one;
use super::words::trim;
use crate::field::Field;
use crate::record::Text;
use std::ops::Range;

/// What a drafting block says, each entry as printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafting<'s> {
    /// Behind `DRAFTED BY`: `ARA/AND/B - PBTAYLOR:LEE` (office, name, typist).
    pub drafted_by: Vec<Text<'s>>,
    /// Behind `APPROVED BY`.
    pub approved_by: Vec<Text<'s>>,
    /// The clearances below, one a line: `EU/ICD - GBROWN`, `S/S:MR. HILL`.
    pub cleared_by: Vec<Text<'s>>,
    /// What follows `DESIRED DISTRIBUTION`.
    pub desired_distribution: Option<Text<'s>>,
}

/// A part of the block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Drafted,
    Approved,
    Cleared,
    Desired,
}

const HEADS: [(&[u8], Part); 7] = [
    (b"DRAFTED BY", Part::Drafted),
    (b"APPROVED BY", Part::Approved),
    (b"CLEARED BY", Part::Cleared),
    (b"CLEARANCES", Part::Cleared),
    (b"CLEARANCE", Part::Cleared),
    (b"DESIRED DISTRIBUTION", Part::Desired),
    (b"DRAFTED", Part::Drafted),
];

/// Reads a drafting block from all its lines. A line is an entry; one that the line above cannot do without (it ends in a
/// colon, an oblique, a hyphen or a comma) belongs to it. Lines without a letter are the relay's and left out.
pub fn read<'s>(field: &Field<'s>) -> Option<Drafting<'s>> {
    let text = field.as_str();
    let mut out = Drafting::default();
    let mut part = None;
    let mut entry: Option<Range<usize>> = None;
    for line in lines(text) {
        let line = trim(text, line);
        let bytes = text[line.clone()].as_bytes();
        let wanting = entry.as_ref().is_some_and(|e| text[e.clone()].ends_with([':', '/', '-', ',', ';']));
        if let Some((end, new)) = head(bytes).or_else(|| misprinted_head(bytes)) {
            add(&mut out, field, part, entry.take());
            if new == Part::Cleared || part != Some(Part::Cleared) || new != Part::Drafted {
                part = Some(new);
            }
            let value = trim(text, line.start + end..line.end);
            entry = (!value.is_empty()).then_some(value);
            continue;
        }
        if !bytes.iter().any(u8::is_ascii_alphabetic) {
            continue;
        }
        match (&mut entry, part) {
            (_, None) => return None,
            (Some(entry), _) if wanting || part == Some(Part::Desired) => entry.end = line.end,
            (Some(_), Some(old)) => {
                add(&mut out, field, Some(old), entry.take());
                part = Some(Part::Cleared);
                entry = Some(line);
            }
            // The name stands below its head.
            (None, Some(_)) => entry = Some(line),
        }
    }
    add(&mut out, field, part, entry);
    (out != Drafting::default()).then_some(out)
}

/// Reads the names behind a SMART label (`Drafted By:`, `Cleared By:`, `Approved By:`), one a line:
/// `PORT ALDER:Rowan, Robin`. A line that begins with a bracket goes on with the name above it.
pub fn read_names<'s>(field: &Field<'s>) -> Vec<Text<'s>> {
    let text = field.as_str();
    let mut names: Vec<Range<usize>> = Vec::new();
    for line in lines(text) {
        let line = trim(text, line);
        if line.is_empty() {
            continue;
        }
        let goes_on = text[line.clone()].starts_with('(');
        match names.last_mut() {
            Some(name) if goes_on || text[name.clone()].ends_with([':', ',']) => name.end = line.end,
            _ => names.push(line),
        }
    }
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let mut start = name.start;
        for part in text[name.clone()].split(';') {
            let range = trim(text, start..start + part.len());
            start += part.len() + 1;
            if !range.is_empty() {
                out.push(field.unwrapped(range));
            }
        }
    }
    out
}

fn add<'s>(out: &mut Drafting<'s>, field: &Field<'s>, part: Option<Part>, entry: Option<Range<usize>>) {
    let (Some(part), Some(entry)) = (part, entry) else { return };
    let entry = field.unwrapped(entry);
    match part {
        Part::Drafted => out.drafted_by.push(entry),
        Part::Approved => out.approved_by.push(entry),
        Part::Cleared => out.cleared_by.push(entry),
        Part::Desired => out.desired_distribution = Some(entry),
    }
}

/// The head of a part at the beginning of a line, and where it and its colon end.
fn head(line: &[u8]) -> Option<(usize, Part)> {
    let &(word, part) = HEADS.iter().find(|(word, _)| line.starts_with(word))?;
    match line.get(word.len()) {
        None => Some((word.len(), part)),
        Some(b':' | b'-') => Some((word.len() + 1, part)),
        Some(b' ' | b'\t') => Some((word.len(), part)),
        Some(_) => None,
    }
}

/// The two words before who drafted or approved a telegram, each as it should be or with one slip: `DRAFTD BY EUR/NB:TFIELD`,
/// `APPROVED BV` (TF 12.3). Gives where they end, in bytes, and the first one as it should be.
pub fn misprinted(line: &[u8]) -> Option<(usize, &'static str)> {
    let first = line.iter().take(10).position(|&b| b == b' ')?;
    let meant =
        ["DRAFTED", "APPROVED"].into_iter().find(|meant| at_most_one(&line[..first], meant.as_bytes()))?;
    let second = first + line[first..].iter().take_while(|&&b| b == b' ').count();
    let length = line[second..].iter().take(4).take_while(|b| b.is_ascii_alphanumeric()).count();
    let end = second + length;
    let divided = matches!(line.get(end), None | Some(b' ' | b':' | b'-'));
    (divided && at_most_one(&line[second..end], b"BY")).then_some((end, meant))
}

fn misprinted_head(line: &[u8]) -> Option<(usize, Part)> {
    let (end, meant) = misprinted(line)?;
    let part = if meant == "DRAFTED" { Part::Drafted } else { Part::Approved };
    Some((end + usize::from(matches!(line.get(end), Some(b':' | b'-'))), part))
}

/// The places of a text's lines, without their ends.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}
