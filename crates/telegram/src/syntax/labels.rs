//! The labelled fields of SMART renderings (TF 14): which label a line begins with, and what in a text tells of them.

use memchr::memmem;

/// A label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// `MRN:`
    Mrn,
    /// `Date/DTG:`
    DateTime,
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
    /// `Classified By:` and its reason.
    ClassifiedBy,
    /// A label whose value the record has no key for: `Action Office:`, `Attachments:` ...
    Other,
}

impl Label {
    /// True for the label behind which the text begins.
    pub fn is_subject(self) -> bool {
        self == Label::Subject
    }
}

/// Labels as printed, lower case, with the slips of optical reading that were met.
const LABELS: [(&[u8], Label); 27] = [
    (b"mrn:", Label::Mrn),
    (b"date/dtg:", Label::DateTime),
    (b"date!dtg:", Label::DateTime),
    (b"dateldtg:", Label::DateTime),
    (b"date/dig:", Label::DateTime),
    (b"date1dtg:", Label::DateTime),
    (b"from:", Label::From),
    (b"action:", Label::Action),
    (b"info:", Label::Info),
    (b"xmt:", Label::Exempt),
    (b"e.o.:", Label::ExecutiveOrder),
    (b"e.0.:", Label::ExecutiveOrder),
    (b"tags:", Label::Tags),
    (b"captions:", Label::Captions),
    (b"reference:", Label::Reference),
    (b"pass line:", Label::PassLine),
    (b"subject:", Label::Subject),
    (b"signature:", Label::Signature),
    (b"drafted by:", Label::DraftedBy),
    (b"cleared by:", Label::ClearedBy),
    (b"approved by:", Label::ApprovedBy),
    (b"released by:", Label::ReleasedBy),
    (b"action office:", Label::Other),
    (b"info office:", Label::Other),
    (b"attachments:", Label::Other),
    (b"action post:", Label::Other),
    (b"dissemination rule:", Label::Other),
];

/// True when a text has the labels that only SMART has: `MRN:` and `Date/DTG:`.
pub(crate) fn present(src: &[u8]) -> bool {
    let Some(mrn) = memmem::find(src, b"MRN:") else { return false };
    let near = &src[mrn..src.len().min(mrn + 4000)];
    memmem::find(near, b"DTG:").is_some() || memmem::find(near, b"/DIG:").is_some() || {
        let before = &src[mrn.saturating_sub(1000)..mrn];
        memmem::find(before, b"DTG:").is_some() || memmem::find(near, b"TAGS:").is_some()
    }
}

/// The label that a line begins with, and where its value begins.
pub fn label(line: &[u8]) -> Option<(Label, usize)> {
    if !line[0].is_ascii_uppercase() || memchr::memchr(b':', &line[..line.len().min(24)]).is_none() {
        return None;
    }
    LABELS
        .iter()
        .find(|(word, _)| line.len() >= word.len() && line[..word.len()].eq_ignore_ascii_case(word))
        .map(|&(word, label)| (label, word.len()))
}

/// A line at which the labelled heading begins.
pub(crate) fn opens_heading(line: &[u8]) -> bool {
    matches!(label(line), Some((Label::Mrn | Label::DateTime, _)))
        || super::gates::starts(line, b"Action Office:")
}

/// A line at which the labelled fields behind the text begin.
pub(crate) fn opens_tail(line: &[u8]) -> bool {
    matches!(
        label(line),
        Some((
            Label::Signature | Label::DraftedBy | Label::ClearedBy | Label::ApprovedBy | Label::ReleasedBy,
            _
        ))
    ) || super::gates::starts(line, b"Dissemination Rule:")
        || super::gates::starts(line, b"Action Post:")
}
