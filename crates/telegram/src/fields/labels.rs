//! The labels of SMART renderings: `MRN:`, `Date/DTG:`, `From:` (TF 14; source formats 8).

use super::slip::at_most_one;
use super::words::{near, skip_space};
use std::ops::Range;

/// A label of a SMART rendering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// `Action Office:`
    ActionOffice,
    /// `Info Office:`
    InfoOffice,
    /// `MRN:`
    Mrn,
    /// `Date/DTG:`
    DateTimeGroup,
    /// `From:`
    From,
    /// `Action:`
    Action,
    /// `Info:`
    Info,
    /// `XMT:`
    Exempt,
    /// `E.O.:`
    ExecutiveOrder,
    /// `TAGS:`
    Tags,
    /// `Captions:`
    Captions,
    /// `Reference:`
    Reference,
    /// `Pass Line:`
    PassLine,
    /// `Subject:`
    Subject,
    /// `Signature:`
    Signature,
    /// `Drafted By:`
    DraftedBy,
    /// `Cleared By:`
    ClearedBy,
    /// `Approved By:`
    ApprovedBy,
    /// `Released By:`
    ReleasedBy,
    /// `Attachments:`
    Attachments,
    /// `Action Post:`
    ActionPost,
    /// `Dissemination Rule:`
    DisseminationRule,
    /// `Classified By:`
    ClassifiedBy,
    /// `Declassify On:`, `Reason:` and the like beside `Classified By:`
    Classification,
}

impl Label {
    /// True for labels whose values stand after the text: signature, drafters, clearances and what follows them.
    pub fn follows_text(self) -> bool {
        matches!(
            self,
            Label::Signature
                | Label::DraftedBy
                | Label::ClearedBy
                | Label::ApprovedBy
                | Label::ReleasedBy
                | Label::Info
                | Label::Exempt
                | Label::Attachments
                | Label::ActionPost
                | Label::DisseminationRule
        )
    }
}

/// The labels without the colon, and what they are; of two that begin alike the longer first.
const LABELS: [(&[u8], Label); 27] = [
    (b"Action Office", Label::ActionOffice),
    (b"Action Post", Label::ActionPost),
    (b"Action", Label::Action),
    (b"Approved By", Label::ApprovedBy),
    (b"Attachments", Label::Attachments),
    (b"Captions", Label::Captions),
    (b"Classified By", Label::ClassifiedBy),
    (b"Cleared By", Label::ClearedBy),
    (b"Date/DTG", Label::DateTimeGroup),
    (b"Declassify On", Label::Classification),
    (b"Dissemination Rule", Label::DisseminationRule),
    (b"Drafted By", Label::DraftedBy),
    (b"E.O.", Label::ExecutiveOrder),
    (b"E.0.", Label::ExecutiveOrder),
    (b"From", Label::From),
    (b"Info Office", Label::InfoOffice),
    (b"Info", Label::Info),
    (b"MRN", Label::Mrn),
    (b"Pass Line", Label::PassLine),
    (b"Passline", Label::PassLine),
    (b"References", Label::Reference),
    (b"Reference", Label::Reference),
    (b"Released By", Label::ReleasedBy),
    (b"Signature", Label::Signature),
    (b"Subject", Label::Subject),
    (b"TAGS", Label::Tags),
    (b"XMT", Label::Exempt),
];

/// The label at the beginning of a line and where its value begins, at the line's end where the value stands below.
///
/// Labels are in mixed case, which tells them from a teletype heading's words (`FROM:`, `INFO:`); `MRN:`, `E.O.:`, `TAGS:`
/// and `XMT:` are alike in both. The slips of optical reading are taken: `Date!DTG`, `DatelDTG`, `Date/DIG`, a semicolon
/// for the colon. E-mail headers have `From:` and `Subject:` too; that is for the caller to tell by what is around.
pub fn label(line: &[u8]) -> Option<(Label, usize)> {
    let found = find(line)?;
    Some((found.label, skip_space(line, found.value)))
}

/// Where a label is printed with a slip, `Clered By:`, and how it is spelled.
pub fn slip(line: &[u8]) -> Option<(Range<usize>, &'static str)> {
    let found = find(line)?;
    let printed = &line[found.name.clone()];
    let wrong = printed != found.spelling || matches!(line.get(found.name.end), Some(b' ')) && found.bare;
    let spelling = std::str::from_utf8(found.spelling).ok()?;
    wrong.then_some((found.name, spelling))
}

/// The longest label, in bytes.
const LONGEST: usize = {
    let (mut longest, mut index) = (0, 0);
    while index < LABELS.len() {
        let length = LABELS[index].0.len();
        longest = if length > longest { length } else { longest };
        index += 1;
    }
    longest
};

struct Found {
    label: Label,
    spelling: &'static [u8],
    name: Range<usize>,
    /// Where the value begins, or the blanks before it.
    value: usize,
    /// Without its colon.
    bare: bool,
}

fn find(line: &[u8]) -> Option<Found> {
    // Before a label optical reading puts a bullet or a blank.
    let start = line.iter().take(4).take_while(|b| !b.is_ascii_alphanumeric()).count();
    let first = *line.get(start)?;
    let rest = &line[start..];
    let colon = rest.iter().take(24).position(|b| matches!(b, b':' | b';'));
    let in_columns = |at: usize| matches!(rest.get(at..at + 2), Some(b"  "));
    if let Some(colon) = colon {
        let name = rest[..colon].trim_ascii_end();
        let exact = LABELS.iter().find(|(label, _)| label[0] == first && *label == name);
        if let Some(&(spelling, label)) = exact.or_else(|| slipped(name, in_columns(colon + 1))) {
            let name = start..start + name.len();
            return Some(Found { label, spelling, name, value: start + colon + 1, bare: false });
        }
    }
    // The colon is lost, the columns are there: most lines have none.
    if !rest[..rest.len().min(LONGEST + 2)].windows(2).any(|two| two == b"  ") {
        return None;
    }
    let bare = |label: &[u8]| label[0] == first && rest.starts_with(label) && in_columns(label.len());
    let &(spelling, label) = LABELS.iter().find(|(label, _)| bare(label))?;
    let end = start + spelling.len();
    Some(Found { label, spelling, name: start..end, value: end, bare: true })
}

/// Labels whose slips are known: the oblique of `Date/DTG` read as another sign, one slip in a long label, in a short one where the
/// value stands in a column behind it.
fn slipped(name: &[u8], in_columns: bool) -> Option<&'static (&'static [u8], Label)> {
    if name.len() < 2 || name.len() > 20 {
        return None;
    }
    if name.len() >= 7 && name.starts_with(b"Date") && near(name, b"Date/DTG", 2) {
        return LABELS.iter().find(|(_, label)| *label == Label::DateTimeGroup);
    }
    let small = name.iter().any(u8::is_ascii_lowercase);
    // Most words before a colon leave here.
    if !in_columns && (!small || name.len() < 5) {
        return None;
    }
    // `Subjects:` is a word of its own.
    let is = |label: &[u8]| at_most_one(name, label) && !name.starts_with(label);
    LABELS.iter().find(|(label, _)| match label.len() {
        8.. => {
            small
                && name.len() >= 7
                && (label[0] == name[0] && near(name, label, 1) || at_most_one(name, label))
        }
        6.. => small && is(label),
        _ => in_columns && small == label.iter().any(u8::is_ascii_lowercase) && is(label),
    })
}
