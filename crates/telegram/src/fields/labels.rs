//! The labels of SMART renderings: `MRN:`, `Date/DTG:`, `From:` (TF 14; source formats 8).

use super::words::{near, skip_space};

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
    // Before a label optical reading puts a bullet or a blank.
    let start = line.iter().take(4).take_while(|b| !b.is_ascii_alphanumeric()).count();
    let first = *line.get(start)?;
    if !matches!(first, b'A' | b'C' | b'D' | b'E' | b'F' | b'I' | b'M' | b'P' | b'R' | b'S' | b'T' | b'X') {
        return None;
    }
    let rest = &line[start..];
    let colon = rest.iter().take(24).position(|b| matches!(b, b':' | b';'))?;
    let name = rest[..colon].trim_ascii_end();
    let exact = LABELS.iter().find(|(label, _)| label[0] == first && *label == name).map(|&(_, label)| label);
    let label = exact.or_else(|| slipped(name))?;
    Some((label, skip_space(line, start + colon + 1)))
}

/// Labels whose slips are known: the oblique of `Date/DTG` read as another sign, one letter wrong in a long label.
fn slipped(name: &[u8]) -> Option<Label> {
    if name.len() >= 7 && name.starts_with(b"Date") && near(name, b"Date/DTG", 2) {
        return Some(Label::DateTimeGroup);
    }
    if name.len() < 7 || !name.iter().any(u8::is_ascii_lowercase) {
        return None;
    }
    LABELS
        .iter()
        .find(|(label, _)| label.len() >= 8 && label[0] == name[0] && near(name, label, 1))
        .map(|&(_, label)| label)
}
