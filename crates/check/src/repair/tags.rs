//! TAGS that are run together (markings-and-indexing 9.7): `SENVECON` for `SENV, ECON`.

use super::{Kind, Proposal};
use crate::look::Look;
use chancery_telegram::Span;

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    for run in joined(look) {
        out.push(Proposal {
            kind: Kind::Tags,
            span: run.span,
            reason: format!("these are the codes {}", run.codes),
            text: run.codes,
            confidence: 0.98,
            quotation: None,
        });
    }
}

/// Codes without a separator between them.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    /// All of them.
    pub(crate) span: Span,
    /// As they should stand.
    pub(crate) codes: String,
}

/// The groups that can be divided in one way only. The reader has found the way; here it is only seen.
pub(crate) fn joined(look: &Look<'_, '_>) -> Vec<Joined> {
    let source = look.source();
    let tags = &look.record().tags;
    let mut found: Vec<Joined> = Vec::new();
    for pair in tags.windows(2) {
        let [first, second] = pair else { continue };
        let (one, two) = (first.span, second.span);
        let letters = |span: Span| source[span.range()].iter().all(u8::is_ascii_alphabetic);
        if one.is_empty() || two.is_empty() || one.end != two.start || !letters(one) || !letters(two) {
            continue;
        }
        let printed = |span: Span| String::from_utf8_lossy(&source[span.range()]).into_owned();
        match found.last_mut().filter(|last| last.span.end == one.end) {
            Some(last) => {
                last.span.end = two.end;
                last.codes.push_str(", ");
                last.codes.push_str(&printed(two));
            }
            None => found.push(Joined {
                span: Span { start: one.start, end: two.end },
                codes: format!("{}, {}", printed(one), printed(two)),
            }),
        }
    }
    found
}
