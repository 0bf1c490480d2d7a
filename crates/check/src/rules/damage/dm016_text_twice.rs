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

fn check(look: &Look<'_, '_>, found: &mut Found) {
    let record = look.record();
    if record.mrn.is_none() || record.from.is_none() {
        return;
    }
    for section in &look.telegram.sections {
        let lines: Vec<&Line> = look.telegram.lines()[section.lines.clone()]
            .iter()
            .filter(|line| line.kind == Kind::Text)
            .collect();
        if !lines_stand_again(look, &lines) {
            continue;
        }
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

/// Can there be two equal lines of prose? Told by the length of each and some of its bytes.
fn lines_stand_again(look: &Look<'_, '_>, lines: &[&Line]) -> bool {
    let sketch = |line: &&Line| {
        let text = look.bytes(line);
        let (first, last) = (text.first_chunk::<8>()?, text.last_chunk::<8>()?);
        let middle = text.get(text.len() / 2..)?.first_chunk::<8>()?;
        let sum = [first, middle, last].map(|bytes| u64::from_le_bytes(*bytes));
        (text.len() >= LONG)
            .then(|| sum[0].rotate_left(17) ^ sum[1].rotate_left(34) ^ sum[2] ^ text.len() as u64)
    };
    let mut all: Vec<u64> = lines.iter().filter_map(sketch).collect();
    all.sort_unstable();
    all.windows(2).any(|pair| pair[0] == pair[1])
}

/// Is there nothing but blank lines between two?
fn blank_between(look: &Look<'_, '_>, one: &Line, other: &Line) -> bool {
    let between = look.source().get(one.end as usize..other.start as usize).unwrap_or_default();
    between.iter().all(u8::is_ascii_whitespace)
}
