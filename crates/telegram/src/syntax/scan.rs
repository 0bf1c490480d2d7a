//! The pass over the lines: what each one is, seen from what came before it.

use super::fields::{self, Sure};
use super::gates::{self, Class};
use super::kind::Kind;
use super::labels;
use super::lines::{Line, each_line, trim};
use super::stamps::Stamps;
use super::unroll;
use crate::fields::labels::{Label, label};
use chancery_registry::Registry;

/// Where in a telegram the pass stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// Nothing of a telegram yet.
    Start,
    /// The parts before the addresses: page line, distribution, drafting block, FL1 to FL4.
    Front,
    /// FL5 to FL10.
    Address,
    /// The classification line and the fields behind it.
    Heading,
    /// The labelled heading of a SMART rendering.
    Labels,
    /// The text.
    Body,
    /// The labelled fields behind the text of a SMART rendering.
    Tail,
    /// Behind the end mark.
    Ending,
    /// The attributes.
    Attributes,
}

/// The lines of a text, each with its kind.
pub(crate) fn scan(src: &[u8], registry: &Registry) -> Vec<Line> {
    let mut scan = Scan::new(src, registry);
    scan.run();
    let has_text = scan.lines.iter().any(|line| line.kind == Kind::Text);
    if !has_text || !scan.lines.iter().any(Line::is_heading) {
        scan.as_text();
    }
    scan.lines
}

struct Scan<'a> {
    src: &'a [u8],
    registry: &'a Registry,
    stamps: Stamps,
    /// Are there the labels that only SMART has? Looked for when a line looks like one.
    smart: Option<bool>,
    lines: Vec<Line>,
    zone: Zone,
    /// The field that is open: a line that begins no other field goes on with it.
    field: Kind,
    /// Blank lines since the last line that was not furniture.
    blanks: u32,
    /// Anything of a heading was seen.
    heading_seen: bool,
    /// Something was seen that only telegrams have; see [`Sure`].
    sure_seen: bool,
    subject_seen: bool,
    class_seen: bool,
    quote: bool,
    /// Where the next word stands that ends a repeated text, as far as it was looked for; `None` when there is none.
    quote_ends: Option<usize>,
    /// Where the line that is looked at begins, and where the next one does.
    at: usize,
    next: usize,
    last_text: (u32, u32),
}

impl<'a> Scan<'a> {
    fn new(src: &'a [u8], registry: &'a Registry) -> Scan<'a> {
        Scan {
            src,
            registry,
            stamps: Stamps::find(src),
            smart: None,
            lines: Vec::new(),
            zone: Zone::Start,
            field: Kind::Blank,
            blanks: 0,
            heading_seen: false,
            sure_seen: false,
            subject_seen: false,
            class_seen: false,
            quote: false,
            quote_ends: Some(0),
            at: 0,
            next: 0,
            last_text: (0, 0),
        }
    }

    fn run(&mut self) {
        let src = self.src;
        self.lines.reserve(src.len() / 32 + 8);
        each_line(src, |start, text_end, end| {
            if text_end - start > unroll::LONG && !matches!(self.zone, Zone::Body | Zone::Attributes) {
                self.unroll(start, text_end, end);
            } else {
                self.line(start, text_end, end);
            }
        });
    }

    /// Nothing told where the text begins: what was taken for a preamble is the text, or, where a heading was found, what
    /// of it stands behind the heading.
    fn as_text(&mut self) {
        let heading = self
            .lines
            .iter()
            .rposition(|l| l.is_heading() && !matches!(l.kind, Kind::Attribute | Kind::AttributesMark));
        let from = heading.map_or(0, |index| index + 1);
        for line in &mut self.lines[from..] {
            if line.kind == Kind::Preamble || line.kind == Kind::Trailer && heading.is_none() {
                line.kind = Kind::Text;
            }
        }
    }

    fn line(&mut self, start: usize, content_end: usize, end: usize) {
        let (indent, text_end) = trim(self.src, start, content_end);
        let src = self.src;
        self.at = start;
        self.next = end;
        let text = &src[(start + indent).min(text_end)..text_end];
        let (kind, opens) = if text.is_empty() {
            (Kind::Blank, false)
        } else if self.stamps.covers(src, start, content_end) {
            (Kind::Stamp, true)
        } else {
            self.kind(text, indent)
        };
        if kind == Kind::Blank {
            self.blanks += 1;
        } else if !kind.is_furniture() {
            self.blanks = 0;
            self.last_text = (start as u32 + indent as u32, text_end as u32);
        }
        self.lines.push(Line {
            start: start as u32,
            text_end: text_end as u32,
            end: end as u32,
            indent: indent.min(usize::from(u16::MAX)) as u16,
            kind,
            opens,
        });
    }

    /// A line that holds several of a heading, their line ends lost.
    fn unroll(&mut self, start: usize, text_end: usize, end: usize) {
        let mut from = start;
        for at in unroll::breaks(&self.src[start..text_end]) {
            self.line(from, start + at, start + at);
            from = start + at;
        }
        self.line(from, text_end, end);
    }

    fn open(&mut self, zone: Zone, field: Kind) -> (Kind, bool) {
        self.zone = zone;
        self.field = field;
        self.sure_seen |=
            !matches!(field, Kind::From | Kind::Subject | Kind::Reference | Kind::Caption | Kind::Pass);
        if !matches!(zone, Zone::Start | Zone::Body) {
            self.heading_seen = true;
        }
        (field, true)
    }

    fn kind(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
        if let Some(found) = self.anywhere(text) {
            return found;
        }
        match self.zone {
            Zone::Start => self.start(text),
            Zone::Front => self.front(text),
            Zone::Address => self.address(text),
            Zone::Heading => self.heading(text, indent),
            Zone::Labels => self.labels(text, indent),
            Zone::Body => self.body(text),
            Zone::Tail => self.tail(text, indent),
            Zone::Ending => self.ending(text),
            Zone::Attributes => (Kind::Attribute, true),
        }
    }

    /// What is the same wherever it stands.
    fn anywhere(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        if self.zone == Zone::Attributes && text != b"Message Text" {
            return None;
        }
        let found = match text[0] {
            b'P' if text.starts_with(b"PAGE") => return self.page(text),
            b'N' if text.starts_with(b"NNN") && gates::end_mark(text) => {
                // Heading or text, this section has ended.
                self.heading_seen |= self.zone != Zone::Start;
                self.zone = Zone::Ending;
                Kind::End
            }
            b'R' if text.starts_with(b"RELEASE") && released(text) => Kind::Stamp,
            b'B' if text == b"BT" => {
                if self.zone == Zone::Body {
                    self.zone = Zone::Ending;
                } else if self.zone != Zone::Ending {
                    self.zone = Zone::Heading;
                    self.field = Kind::Separator;
                }
                Kind::Separator
            }
            b'#' if gates::validation(text) => Kind::Validation,
            b'V' | b'Z' if text.len() > 4 && gates::channel(text) => {
                self.quote = false;
                return Some(self.open(Zone::Front, Kind::Channel));
            }
            b'-' if gates::dash_line(text) => {
                if matches!(self.zone, Zone::Start | Zone::Ending | Zone::Body) {
                    self.heading_seen = true;
                }
                self.zone = Zone::Front;
                Kind::Dash
            }
            b'M' if text == b"Message Text" => return Some(self.open(Zone::Front, Kind::TextMark)),
            b'M' if text == b"Message Attributes" => {
                return Some(self.open(Zone::Attributes, Kind::AttributesMark));
            }
            b'<' if text.starts_with(b"<< END OF DOC") => {
                self.zone = Zone::Ending;
                Kind::Footer
            }
            b'*' if text.starts_with(b"*** Current ") => Kind::Footer,
            b'U' | b'C' | b'S' | b'T' | b'L' | b'O' | b'R' if gates::level(text).is_some() => {
                return self.level(text);
            }
            b'0'..=b'9' | b'A'..=b'Z' if gates::section_page(text) => Kind::SectionPage,
            _ => return None,
        };
        Some((found, true))
    }

    fn page(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        let number = gates::page_line(text)?;
        if number <= 1 && matches!(self.zone, Zone::Start | Zone::Ending | Zone::Body | Zone::Heading) {
            // The first page of a telegram or of its next section; a first page line inside a heading repeats.
            if self.zone != Zone::Heading || self.class_seen {
                self.open(Zone::Front, Kind::PageLine);
            }
        }
        self.heading_seen = true;
        Some((Kind::PageLine, true))
    }

    /// A line that begins with a level: a banner, or a classification line.
    fn level(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        if self.quote {
            return None;
        }
        let class = gates::class_line(text)?;
        if class == Class::Alone {
            let inside = self.zone == Zone::Heading
                && self.class_seen
                && self.field == Kind::Subject
                && self.blanks == 0;
            return (!inside).then_some((Kind::Banner, true));
        }
        match self.zone {
            Zone::Body => {
                let section = memchr::memmem::find(text, b"SECTION").is_some();
                if (section && !self.quote && self.class_seen) || !self.heading_seen {
                    self.class_seen = true;
                    Some(self.open(Zone::Heading, Kind::Classification))
                } else {
                    None
                }
            }
            Zone::Labels | Zone::Tail | Zone::Ending => None,
            Zone::Heading if self.subject_seen && self.class_seen => None,
            _ => {
                self.class_seen = true;
                Some(self.open(Zone::Heading, Kind::Classification))
            }
        }
    }

    /// The fields that any zone before the text may meet.
    fn any_heading(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        if let Some((kind, sure)) = fields::heading_field(text) {
            if sure == Sure::Yes || self.sure_seen {
                self.sure_seen |= kind != Kind::Subject;
                self.subject_seen |= kind == Kind::Subject;
                return Some(self.open(Zone::Heading, kind));
            }
        }
        if gates::class_line(text) == Some(Class::Line) {
            self.class_seen = true;
            return Some(self.open(Zone::Heading, Kind::Classification));
        }
        None
    }

    fn transmission(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        let kind = match text[0] {
            b'Z' if gates::security(text) => Kind::Security,
            b'D' if gates::station(text) => Kind::Station,
            b'Z' | b'O' | b'P' | b'R' | b'Y' if gates::routing(text) => Kind::Routing,
            b'A'..=b'Z' if text.len() >= 33 && gates::routing(text) => Kind::Routing,
            b'Q' | b'R' if self.field == Kind::Routing && gates::indicators(text) => {
                return Some((Kind::Routing, false));
            }
            _ => return None,
        };
        Some(self.open(Zone::Front, kind))
    }

    fn addresses(&mut self, text: &[u8], sure: bool) -> Option<(Kind, bool)> {
        let kind = match text[0] {
            b'Z' | b'O' | b'P' | b'R' | b'Y' | b'0'..=b'9'
                if gates::date_time(text, sure || self.zone != Zone::Body) =>
            {
                Kind::DateTime
            }
            b'F' if text.starts_with(b"FM ") || text.starts_with(b"FM:") => Kind::From,
            b'F' if sure && (text.starts_with(b"FROM ") || text.starts_with(b"FROM:")) => Kind::From,
            b'T' if text.starts_with(b"TO ") || text.starts_with(b"TO:") => Kind::To,
            b'I' if text.starts_with(b"INFO ") || text.starts_with(b"INFO:") || text == b"INFO" => Kind::Info,
            b'X' if text.starts_with(b"XMT ") || text.starts_with(b"XMT/") => Kind::Exempt,
            b'G' if sure && (text.starts_with(b"GRNC") || text.starts_with(b"GR ")) && text.len() < 10 => {
                Kind::Accounting
            }
            _ => return None,
        };
        Some(self.open(Zone::Address, kind))
    }

    fn start(&mut self, text: &[u8]) -> (Kind, bool) {
        // A fragment of a text that repeats another telegram: that one's heading is not this one's.
        self.quotes(text);
        if self.quote {
            return (Kind::Preamble, true);
        }
        if labels::opens_tail(text) && self.is_smart() {
            return self.open(Zone::Tail, Kind::Label);
        }
        if labels::opens_heading(text) && self.is_smart() {
            return self.open(Zone::Labels, Kind::Label);
        }
        if let Some(found) = self.transmission(text) {
            return found;
        }
        if gates::distribution_start(text) {
            return self.open(Zone::Front, Kind::Distribution);
        }
        if text[0] == b'D' && (text.starts_with(b"DRAFTED BY ") || text.starts_with(b"DRAFTED BY:")) {
            return self.open(Zone::Front, Kind::Drafting);
        }
        let address = match text[0] {
            b'Z' | b'O' | b'P' | b'R' | b'0'..=b'9' if gates::date_time(text, true) && text.len() <= 69 => {
                Some(Kind::DateTime)
            }
            b'F' if text.starts_with(b"FM ") && capitals(text) => Some(Kind::From),
            b'F' if text.starts_with(b"FM:") && addressee(&text[3..]) => Some(Kind::From),
            b'T' if (text.starts_with(b"TO ") || text.starts_with(b"TO:")) && addressee(&text[3..]) => {
                Some(Kind::To)
            }
            b'I' if text.starts_with(b"INFO:") && addressee(&text[5..]) => Some(Kind::Info),
            b'I' if text.starts_with(b"INFO ")
                && (addressee(&text[5..]) || gates::office(text[5..].trim_ascii_start())) =>
            {
                if gates::office(text[5..].trim_ascii_start()) {
                    return self.open(Zone::Front, Kind::Distribution);
                }
                Some(Kind::Info)
            }
            _ => None,
        };
        if let Some(kind) = address {
            return self.open(Zone::Address, kind);
        }
        if let Some(found) = self.any_heading(text) {
            return found;
        }
        if text.len() < 24 && capitals(text) && self.caption(text) {
            return self.open(Zone::Heading, Kind::Caption);
        }
        if let Some(number) = fields::numbered(text) {
            let mark = text.iter().position(|&b| b == b'(').is_some_and(|p| p < 6) && text.len() > 8;
            if mark || number > 1 && self.lines.iter().all(|l| l.kind.is_furniture()) {
                self.zone = Zone::Body;
                self.field = Kind::Text;
                return (Kind::Text, true);
            }
        }
        (Kind::Preamble, true)
    }

    fn front(&mut self, text: &[u8]) -> (Kind, bool) {
        if let Some(found) = self.transmission(text) {
            return found;
        }
        if gates::distribution_start(text) {
            return self.open(Zone::Front, Kind::Distribution);
        }
        if matches!(self.field, Kind::Distribution | Kind::Drafting) && gates::distribution_more(text) {
            let kind = if self.field == Kind::Drafting { Kind::Drafting } else { Kind::Distribution };
            return (kind, false);
        }
        if text.starts_with(b"INFO ") && gates::office(text[5..].trim_ascii_start()) {
            return self.open(Zone::Front, Kind::Distribution);
        }
        // Optical reading spoils the figures of the copies: behind ACTION stands the rest of the distribution.
        if self.field == Kind::Distribution
            && text.starts_with(b"INFO ")
            && text.iter().take(14).any(|&b| b == b'-')
        {
            return (Kind::Distribution, false);
        }
        if text.starts_with(b"DRAFTED BY") || text.starts_with(b"APPROVED BY") {
            let opens = self.field != Kind::Drafting;
            self.open(Zone::Front, Kind::Drafting);
            return (Kind::Drafting, opens);
        }
        if text.len() <= 8 && text.iter().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b' ')) {
            return (Kind::PrintLine, true);
        }
        if let Some(found) = self.addresses(text, true) {
            return found;
        }
        if let Some(found) = self.any_heading(text) {
            return found;
        }
        if self.field == Kind::Drafting {
            return (Kind::Drafting, false);
        }
        if self.field == Kind::Distribution && text.len() < 40 {
            return (Kind::Distribution, false);
        }
        if self.caption(text) {
            return self.open(Zone::Heading, Kind::Caption);
        }
        if fields::numbered(text).is_some() {
            return self.text();
        }
        (Kind::Preamble, true)
    }

    fn address(&mut self, text: &[u8]) -> (Kind, bool) {
        if let Some(found) = self.any_heading(text) {
            return found;
        }
        if let Some(found) = self.addresses(text, true) {
            return found;
        }
        if let Some(found) = self.transmission(text) {
            // A pilot or a second heading: the last one is the originator's (TF 11.6).
            return found;
        }
        if self.field == Kind::DateTime && text.starts_with(b"Z") && text.len() < 40 {
            return (Kind::DateTime, false);
        }
        if fields::numbered(text).is_some() || fields::opens_text(text) && self.blanks > 0 {
            return self.text();
        }
        if !text.contains(&b'/') && self.caption(text) {
            return self.open(Zone::Heading, Kind::Caption);
        }
        if capitals(text)
            && text.len() <= 120
            && matches!(self.field, Kind::To | Kind::Info | Kind::Exempt | Kind::From | Kind::DateTime)
        {
            if fields::pass(text) && self.blanks > 0 {
                return self.open(Zone::Heading, Kind::Pass);
            }
            return (self.field, false);
        }
        self.noise_or_text()
    }

    fn heading(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
        if let Some((kind, _)) =
            fields::heading_field(text).filter(|(_, sure)| self.sure_seen || *sure == Sure::Yes)
        {
            let again = kind == Kind::Subject && self.subject_seen;
            if !again {
                self.subject_seen |= kind == Kind::Subject;
                self.field = kind;
                return (kind, true);
            }
        }
        if !self.class_seen && gates::class_line(text) == Some(Class::Line) {
            self.class_seen = true;
            return self.open(Zone::Heading, Kind::Classification);
        }
        if !self.class_seen && !self.subject_seen {
            if let Some(found) = self.addresses(text, false) {
                return found;
            }
        }
        if let Some(number) = fields::numbered(text) {
            // An enumerated list of references or addressees goes on; a paragraph begins.
            if !(self.field == Kind::Reference && self.blanks == 0 && number > 1) {
                return self.text();
            }
        }
        if !(self.subject_seen && self.blanks == 0) && self.caption(text) {
            self.field = Kind::Caption;
            return (Kind::Caption, true);
        }
        let continues = match self.field {
            Kind::Tags => self.blanks == 0 && super::continues::tags(text, self.open_field_text()),
            Kind::Subject => {
                self.blanks == 0 && !fields::opens_text(text)
                    || super::continues::subject(self.open_field_text())
            }
            Kind::Reference => {
                super::continues::reference(text, self.open_field_text(), indent, self.blanks, self.registry)
            }
            Kind::ClassifiedBy => self.blanks == 0 || super::continues::classified_by(text),
            Kind::ExecutiveOrder => self.blanks == 0 && text.len() < 80 && !fields::pass(text),
            Kind::Pass => self.blanks == 0,
            Kind::Classification => super::continues::classification(text),
            _ => false,
        };
        if continues {
            return (self.field, false);
        }
        let before_text = !self.subject_seen || self.blanks > 0 || self.field != Kind::Subject;
        if before_text && fields::pass(text) && super::continues::is_pass(text, self.registry) {
            self.field = Kind::Pass;
            return (Kind::Pass, true);
        }
        if !self.subject_seen
            && self.field != Kind::Subject
            && !fields::opens_text(text)
            && super::continues::loose_heading(text)
        {
            // A line between the class line and the subject that is none of the known ones: a caption not in the tables.
            self.field = Kind::Pass;
            return (Kind::Pass, true);
        }
        if self.subject_seen { self.text() } else { self.noise_or_text() }
    }

    /// A line that is nothing of a heading: noise, when the heading goes on behind it (optical reading, hand-written
    /// notes); the text, when it does not.
    fn noise_or_text(&mut self) -> (Kind, bool) {
        if self.heading_ahead() { (Kind::Preamble, true) } else { self.text() }
    }

    /// Does a field of the heading that is not here yet begin within the next lines?
    fn heading_ahead(&self) -> bool {
        const LINES: usize = 12;
        const BYTES: usize = 1200;
        let ahead = &self.src[self.next..self.src.len().min(self.next + BYTES)];
        for line in ahead
            .split(|b| matches!(b, b'\n' | b'\r'))
            .map(<[u8]>::trim_ascii)
            .filter(|l| !l.is_empty())
            .take(LINES)
        {
            if fields::numbered(line).is_some() || gates::end_mark(line) {
                return false;
            }
            let field = fields::heading_field(line);
            if field.is_some_and(|(kind, sure)| {
                sure == Sure::Yes && !(kind == Kind::Subject && self.subject_seen)
            }) {
                return true;
            }
            let class = !self.class_seen && gates::class_line(line) == Some(Class::Line);
            let address = self.zone != Zone::Heading
                && (line.starts_with(b"FM ") || line.starts_with(b"TO ") && addressee(&line[3..]));
            if class || address {
                return true;
            }
        }
        false
    }

    fn text(&mut self) -> (Kind, bool) {
        self.zone = Zone::Body;
        self.field = Kind::Text;
        (Kind::Text, true)
    }

    fn labels(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
        if let Some((label, _)) = label(text) {
            self.field = Kind::Label;
            self.subject_seen |= label == Label::Subject;
            self.heading_seen = true;
            return (Kind::Label, true);
        }
        // A whole old telegram inside the frame (L).
        if let Some(found) = self.inner_heading(text) {
            return found;
        }
        // A value goes on, or stands below its label; the text begins behind the subject.
        let goes_on = self.blanks == 0 || indent >= 8 || !self.subject_seen || self.label_is_empty();
        if goes_on && fields::numbered(text).is_none() {
            return (Kind::Label, false);
        }
        self.text()
    }

    fn body(&mut self, text: &[u8]) -> (Kind, bool) {
        match text[0] {
            b'Q' | b'U' | b'B' | b'E' | b'F' => self.quotes(text),
            b'A' | b'O' if gates::distribution_start(text) && !self.quote => {
                return self.open(Zone::Front, Kind::Distribution);
            }
            b'D' if gates::station(text) && !self.quote => return self.open(Zone::Front, Kind::Station),
            _ => {}
        }
        if labels::opens_tail(text) && self.is_smart() {
            return self.open(Zone::Tail, Kind::Label);
        }
        if !self.heading_seen && self.lines.len() < 400 {
            // A fragment that begins in the text; its heading may still follow (noise before it).
            if let Some(found) = self.transmission(text) {
                return found;
            }
        }
        (Kind::Text, false)
    }

    fn quotes(&mut self, text: &[u8]) {
        if fields::quote_begins(text) {
            self.quote = self.quote_will_end();
        } else if fields::quote_ends(text) {
            self.quote = false;
        }
    }

    /// A repeated text without an end would swallow all that follows. Each stretch of the source is searched once.
    fn quote_will_end(&mut self) -> bool {
        if self.quote_ends.is_some_and(|at| at <= self.at) {
            self.quote_ends = fields::next_quote_end(self.src, self.at + 1);
        }
        self.quote_ends.is_some()
    }

    fn tail(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
        if label(text).is_some() {
            return (Kind::Label, true);
        }
        if labels::opens_heading(text) {
            return self.open(Zone::Labels, Kind::Label);
        }
        if let Some(found) = self.inner_heading(text) {
            return found;
        }
        if self.blanks == 0 || indent >= 8 || self.label_is_empty() {
            return (Kind::Label, false);
        }
        (Kind::Trailer, true)
    }

    /// The heading of an old telegram that stands whole inside a labelled frame (TF 14, L): its date-time group begins it.
    fn inner_heading(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        if matches!(text[0], b'Z' | b'O' | b'P' | b'R') && gates::date_time(text, false) {
            return Some(self.open(Zone::Address, Kind::DateTime));
        }
        if text[0] == b'P' && gates::page_line(text).is_some() {
            return Some(self.open(Zone::Front, Kind::PageLine));
        }
        None
    }

    fn ending(&mut self, text: &[u8]) -> (Kind, bool) {
        if let Some(found) = self.transmission(text) {
            return found;
        }
        if gates::distribution_start(text) {
            return self.open(Zone::Front, Kind::Distribution);
        }
        if matches!(text[0], b'Z' | b'O' | b'P' | b'R') && gates::date_time(text, false) {
            return self.open(Zone::Address, Kind::DateTime);
        }
        if text.starts_with(b"FM ") {
            return self.open(Zone::Address, Kind::From);
        }
        if gates::class_line(text) == Some(Class::Line) {
            self.class_seen = true;
            return self.open(Zone::Heading, Kind::Classification);
        }
        (Kind::Trailer, true)
    }

    fn caption(&self, text: &[u8]) -> bool {
        super::continues::caption(text, self.registry)
    }

    fn is_smart(&mut self) -> bool {
        let src = self.src;
        *self.smart.get_or_insert_with(|| labels::present(src))
    }

    /// The characters of the last line that was not furniture.
    fn open_field_text(&self) -> &'a [u8] {
        &self.src[self.last_text.0 as usize..self.last_text.1 as usize]
    }

    fn label_is_empty(&self) -> bool {
        let last = self.open_field_text();
        last.last() == Some(&b':')
    }
}

/// No lower-case letters.
pub(crate) fn capitals(text: &[u8]) -> bool {
    !text.iter().any(u8::is_ascii_lowercase)
}

/// Does an addressee stand here: a routing indicator and an oblique, or a word that plain-language addresses begin with?
pub(crate) fn addressee(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 22] = [
        b"AMEMBASSY",
        b"AMCONSUL",
        b"AMCONGEN",
        b"SECSTATE",
        b"SECDEF",
        b"USMISSION",
        b"USUN",
        b"USDEL",
        b"USNATO",
        b"USLO",
        b"USINT",
        b"AIT ",
        b"CIA ",
        b"NSC ",
        b"JCS",
        b"DEPT ",
        b"JOINT STAFF",
        b"WHITE HOUSE",
        b"ALL ",
        b"USEU",
        b"COLLECTIVE",
        b"RUEH",
    ];
    let text = text.trim_ascii_start();
    let letters = text.iter().take_while(|b| b.is_ascii_uppercase()).count();
    (gates::indicator(text) && text.get(letters) == Some(&b'/'))
        || WORDS.iter().any(|w| text.starts_with(w))
        || (capitals(text) && memchr::memmem::find(text, b"COLLECTIVE").is_some())
}

/// `RELEASED IN FULL`, `RELEASE IN PART B6`: what a reviewer stamps on a page of his own (TF 13).
fn released(text: &[u8]) -> bool {
    text.len() <= 60 && (text.starts_with(b"RELEASED IN ") || text.starts_with(b"RELEASE IN "))
}
