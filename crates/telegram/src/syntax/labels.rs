//! What in a text tells of the labelled fields of SMART renderings (TF 14). E-mails have labels too.

use super::gates::{self, Class, starts};
use crate::fields::labels::{Label, label};
use memchr::memmem;

/// True when a text has labels that only SMART has: `MRN:`, and `Date/DTG:` or `TAGS:` near it.
pub(crate) fn present(src: &[u8]) -> bool {
    let Some(mrn) = memmem::find(src, b"MRN:") else { return tail_present(src) };
    let near = &src[mrn.saturating_sub(1000)..src.len().min(mrn + 4000)];
    [&b"DTG:"[..], b"/DIG:", b"TAGS:"].iter().any(|word| memmem::find(near, word).is_some())
}

/// The labels behind a text, without those before it: a last page.
fn tail_present(src: &[u8]) -> bool {
    memmem::find(src, b"Drafted By:").is_some()
        && [&b"Cleared By:"[..], b"Approved By:", b"Released By:"]
            .iter()
            .any(|word| memmem::find(src, word).is_some())
}

/// A line at which the labelled heading begins.
pub(crate) fn opens_heading(line: &[u8]) -> bool {
    matches!(label(line), Some((Label::Mrn | Label::DateTimeGroup | Label::ActionOffice, _)))
        && !starts(line, b"Date:")
}

/// A line at which the labelled fields behind the text begin.
pub(crate) fn opens_tail(line: &[u8]) -> bool {
    // All of them are in mixed case: most lines leave here.
    matches!(line, [b'S' | b'D' | b'C' | b'A' | b'R', second, ..] if second.is_ascii_lowercase())
        && matches!(
            label(line),
            Some((
                Label::Signature
                    | Label::DraftedBy
                    | Label::ClearedBy
                    | Label::ApprovedBy
                    | Label::ReleasedBy
                    | Label::ActionPost
                    | Label::DisseminationRule,
                _
            ))
        )
}

/// What stands below the level of a banner (TF 14): `SBU`, a caption. Below a label without a value a caption may be that.
pub(crate) fn below_banner(line: &[u8], wanted: bool) -> bool {
    line == b"SBU" || !wanted && gates::joint_caption(line)
}

/// The classification line of a heading inside the frame, with its number or section (source formats 8): `UNCLAS STATE 010280`.
pub(crate) fn inner_class_line(line: &[u8]) -> bool {
    line.iter().any(u8::is_ascii_digit) && gates::class_line(line) == Some(Class::Line)
}
