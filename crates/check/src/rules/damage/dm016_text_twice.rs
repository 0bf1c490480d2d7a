//! DM016 text-twice.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::{Kind, Line};
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    code: "DM016",
    name: "text-twice",
    family: Family::Damage,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "telegram-format 12.6",
    summary: "No part of the text stands twice in a section.",
    explanation: "Three lines of prose or more stand again further on in the same section, letter for letter: a \
        section was received twice, or a page was copied again. The second one says nothing new; whether it can go is for a \
        person to decide, since a writer may have repeated himself.\n\n\
        An address may stand again, and a heading is printed again in each section. Text without a number and a sender is left \
        alone: the papers of a file repeat each other.",
    examples: examples!("DM016"),
    check,
};

/// How many lines make a block.
const LINES: usize = 3;

/// A line of prose is as long as this; addresses, which stand again as a matter of course, have shorter ones.
const LONG: usize = 50;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    if record.mrn.is_none() || record.from.is_none() {
        return;
    }
    for section in &look.telegram.sections {
        let lines = &look.telegram.lines()[section.lines.clone()];
        let texts = lines.iter().filter(|line| line.kind == Kind::Text);
        if lines_again(look, texts.clone()) < LINES {
            continue;
        }
        let lines: Vec<&Line> = texts.collect();
        let block = |at: usize| -> [&[u8]; LINES] { std::array::from_fn(|i| look.bytes(lines[at + i])) };
        let mut first: HashMap<[&[u8]; LINES], usize> = HashMap::new();
        let mut at = 0;
        while at + LINES <= lines.len() {
            let earlier = match first.entry(block(at)) {
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(at);
                    at += 1;
                    continue;
                }
                std::collections::hash_map::Entry::Occupied(entry) => *entry.get(),
            };
            let same = |n: usize| {
                at + n < lines.len()
                    && earlier + n < at
                    && look.bytes(lines[earlier + n]) == look.bytes(lines[at + n])
            };
            let count = (0..).take_while(|&n| same(n)).count();
            let prose = (at..at + count).filter(|&i| look.bytes(lines[i]).len() >= LONG).count();
            if prose >= LINES {
                let (begin, end) = (lines[at], lines[at + count - 1]);
                let span = begin.text().to(end.text());
                let finding = found.at(span, format!("{count} lines of the text stand here again"));
                // Page lines and stamps between them are the copy's own.
                let edit = Span { start: begin.start, end: end.end };
                if lines[at..at + count].windows(2).all(|pair| blank_between(look, pair[0], pair[1])) {
                    finding.edit(edit, "");
                }
            }
            at += count.max(1);
        }
    }
}

/// How many lines of prose can be equal to an earlier one at most. The length of each and some of its bytes set one bit of a
/// small table: two lines may share it, and are compared later.
fn lines_again<'l>(look: &Look<'_, '_>, lines: impl Iterator<Item = &'l Line>) -> usize {
    const BITS: usize = 4096;
    let mut met = [0_u64; BITS / 64];
    let prose = lines.filter(|line| line.text().len() >= LONG);
    let again = prose.filter(|line| {
        let text = look.bytes(line);
        let eight = |at: usize| {
            text.get(at..).and_then(|text| text.first_chunk()).map_or(0, |bytes| u64::from_le_bytes(*bytes))
        };
        let sum = eight(0).rotate_left(17) ^ eight(text.len() - 8).rotate_left(34) ^ eight(text.len() / 2);
        let sketch = (sum ^ text.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52;
        let (word, bit) = (&mut met[sketch as usize / 64], 1 << (sketch % 64));
        std::mem::replace(word, *word | bit) & bit != 0
    });
    again.count()
}

/// Is there nothing but blank lines between two?
fn blank_between(look: &Look<'_, '_>, one: &Line, other: &Line) -> bool {
    let between = look.source().get(one.end as usize..other.start as usize).unwrap_or_default();
    between.iter().all(u8::is_ascii_whitespace)
}
