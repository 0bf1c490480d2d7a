//! SP001 number-gap.

use super::{between, number_of};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::DamageKind;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "SP001",
    name: "number-gap",
    family: Family::Sections,
    eras: &[Era::from(Severity::Warning, date(1980, 1, 1)), Era::until(Severity::Note, date(1979, 12, 31))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-246.2b",
    summary: "The numbers of paragraphs rise by one.",
    explanation: "One number is passed over: 1, 2, 4. Either the writer miscounted, or a paragraph is lost from this copy. Where \
        the text before the gap breaks off, look for another copy. In telegrams before 1980 drafters miscounted so often that \
        this is only a note.\n\n\
        A larger jump is no gap: such a number begins a line of prose or a table. Forms number their items `6A.`, `6B.`; both \
        count as 6. Nothing is said where a section is not here, where paragraph 1 is not, or where the missing number \
        stands in the text after all, run into a line or garbled, or where editors say that they omitted something.",
    examples: examples!("SP001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let parted = record.sections.as_ref().is_some_and(|sections| sections.this.is_some())
        || record.damage.iter().any(|damage| damage.kind == DamageKind::MissingSection);
    let numbered: Vec<_> = look.numbered().collect();
    if parted || numbered.first().and_then(|block| block.number) != Some(1) {
        return;
    }
    for pair in numbered.windows(2) {
        let (Some(before), Some(after)) = (pair[0].number, pair[1].number) else { continue };
        if after != before + 2 {
            continue;
        }
        let between = between(look, pair[0].span.start, pair[1].span.start);
        let omitted = memchr::memmem::find(between, b"mitted here").is_some();
        if !omitted && !stands(between, before + 1) {
            let missing = before + 1;
            found.at(
                number_of(look, pair[1]),
                format!("paragraph {after} follows paragraph {before}: there is no paragraph {missing}"),
            );
        }
    }
}

/// Does the number stand in the text, at the beginning of a line in any form, or in a line as that of a paragraph?
fn stands(text: &[u8], number: u32) -> bool {
    let number = number.to_string();
    let number = number.as_bytes();
    memchr::memmem::find_iter(text, number).any(|at| {
        let before = text[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\t' | b'('));
        let behind = text.get(at + number.len());
        let begins = matches!(before, None | Some(b'\n' | b'\r' | 0x0c));
        let alone = !text[..at].last().is_some_and(u8::is_ascii_alphanumeric);
        begins && !behind.is_some_and(u8::is_ascii_digit)
            || alone && matches!(before, Some(b'.' | b'?' | b'!')) && matches!(behind, Some(b'.' | b')'))
    })
}
