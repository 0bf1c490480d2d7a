//! What a line of a telegram is.

/// What a line is. "FL" are the format lines of ACP 127; the letters in brackets are the dialects of TF 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Nothing but blanks and control characters.
    Blank,
    /// What stands before the telegram: an e-mail's heading, noise of a scanned page.
    Preamble,
    /// A release stamp or a reading room's page line.
    Stamp,
    /// A level alone on its line, at the head or foot of a page; a caption alone in the text, where sections were joined (TF 17).
    Banner,
    /// `PAGE 02 ...` (N, P), the page identification of ACP 127 s.208, or a printer's `Page 2 of 5`.
    PageLine,
    /// `PORT ALDER 00000417  002 OF 003` (C).
    SectionPage,
    /// A line of a printed form of 1945-73: title, offices, `Control:`, `FROM:`, `NO:` (source-formats 7).
    Form,
    /// Two digits alone on page 1 (N).
    PrintLine,
    /// `ACTION`, `ORIGIN` and `INFO` with offices and copies (N, P).
    Distribution,
    /// Drafting, approval and clearance lines (N, P).
    Drafting,
    /// The dashes with the relay's counter (N, P).
    Dash,
    /// FL1, the transmission identifier.
    Channel,
    /// FL2, precedence and routing indicators, or a JANAP 128 heading line.
    Routing,
    /// FL3, filing station, serial and time.
    Station,
    /// FL4, security warning and signals.
    Security,
    /// FL5, precedence and date-time group.
    DateTime,
    /// FL6.
    From,
    /// FL7.
    To,
    /// FL8.
    Info,
    /// FL9, addressees exempted from a collective.
    Exempt,
    /// FL10, group count.
    Accounting,
    /// FL11 and FL13, `BT`.
    Separator,
    /// The classification line, with section and message reference number where it bears them.
    Classification,
    /// A caption line.
    Caption,
    /// A pass or attention line.
    Pass,
    /// The executive order line.
    ExecutiveOrder,
    /// The TAGS line.
    Tags,
    /// The subject.
    Subject,
    /// The references.
    Reference,
    /// The classifier's paragraph.
    ClassifiedBy,
    /// A labelled field of a SMART rendering (S, L).
    Label,
    /// The text.
    Text,
    /// FL15, `#` and serial, or the sign of an error (`E E E E E E E E`).
    Validation,
    /// FL16, `NNNN`.
    End,
    /// A printed footer: `<< END OF DOCUMENT >>`, `*** Current Classification *** ...`.
    Footer,
    /// `Message Text` (N).
    TextMark,
    /// `Message Attributes` (N).
    AttributesMark,
    /// A line of the attributes (N).
    Attribute,
    /// What stands behind the telegram's end.
    Trailer,
}

impl Kind {
    /// The name in the tree.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Blank => "blank",
            Kind::Preamble => "preamble",
            Kind::Stamp => "stamp",
            Kind::Banner => "banner",
            Kind::PageLine => "page-line",
            Kind::SectionPage => "section-page",
            Kind::Form => "form",
            Kind::PrintLine => "print-line",
            Kind::Distribution => "distribution",
            Kind::Drafting => "drafting",
            Kind::Dash => "dash-line",
            Kind::Channel => "channel",
            Kind::Routing => "routing",
            Kind::Station => "station",
            Kind::Security => "security",
            Kind::DateTime => "date-time",
            Kind::From => "from",
            Kind::To => "to",
            Kind::Info => "info",
            Kind::Exempt => "exempt",
            Kind::Accounting => "accounting",
            Kind::Separator => "separator",
            Kind::Classification => "classification",
            Kind::Caption => "caption",
            Kind::Pass => "pass",
            Kind::ExecutiveOrder => "executive-order",
            Kind::Tags => "tags",
            Kind::Subject => "subject",
            Kind::Reference => "reference",
            Kind::ClassifiedBy => "classified-by",
            Kind::Label => "label",
            Kind::Text => "text",
            Kind::Validation => "validation",
            Kind::End => "end",
            Kind::Footer => "footer",
            Kind::TextMark => "text-mark",
            Kind::AttributesMark => "attributes-mark",
            Kind::Attribute => "attribute",
            Kind::Trailer => "trailer",
        }
    }

    /// True for what a page break or a release puts between two lines of the same text.
    pub fn is_furniture(self) -> bool {
        matches!(
            self,
            Kind::Blank | Kind::Stamp | Kind::Banner | Kind::PageLine | Kind::SectionPage | Kind::PrintLine
        )
    }

    /// True for what can begin the heading of a further section behind a text.
    pub(crate) fn begins_section(self) -> bool {
        matches!(
            self,
            Kind::Form
                | Kind::Channel
                | Kind::Routing
                | Kind::Station
                | Kind::Distribution
                | Kind::Dash
                | Kind::DateTime
                | Kind::From
                | Kind::Classification
        )
    }
}

/// Some kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u64);

impl Kinds {
    /// Those of some lines.
    pub(crate) fn of(lines: &[super::Line]) -> Kinds {
        let mut kinds = Kinds::default();
        lines.iter().for_each(|line| kinds.add(line.kind));
        kinds
    }

    /// Adds a kind.
    #[inline]
    pub(crate) fn add(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u8;
    }

    /// Is this kind one of them?
    pub(crate) fn has(self, kind: Kind) -> bool {
        (self.0 >> kind as u8) & 1 == 1
    }

    /// Is any of these kinds one of them?
    pub(crate) fn any(self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|&kind| self.has(kind))
    }
}
