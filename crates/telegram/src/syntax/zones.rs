//! What a line is, zone by zone: the front of a telegram, its addresses, its heading, its text, what stands behind it.

use super::fields::{self, Sure};
use super::gates::{self, Class};
use super::kind::Kind;
use super::labels;
use super::scan::{NOISE, Scan, Zone, capitals};
use super::stations::addressee;
use crate::fields::labels::{Label, label};
use crate::fields::{distribution, drafting};

impl Scan<'_> {
    pub(super) fn transmission(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
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

    pub(super) fn addresses(&mut self, text: &[u8], sure: bool) -> Option<(Kind, bool)> {
        let kind = match text[0] {
            b'Z' | b'O' | b'P' | b'R' | b'Y' | b'F' | b'I' | b'N' | b'0'..=b'9'
                if gates::date_time(text, sure || self.zone != Zone::Body) =>
            {
                Kind::DateTime
            }
            b'F' if text.starts_with(b"FM ") || text.starts_with(b"FM:") => Kind::From,
            b'F' if sure && (text.starts_with(b"FROM ") || text.starts_with(b"FROM:")) => Kind::From,
            b'T' if text.starts_with(b"TO ") || text.starts_with(b"TO:") => Kind::To,
            // `ACTION SECSTATE WASHDC`, but `ACTION EUR-12` is of the distribution.
            b'A' if text.starts_with(b"ACTION ") && self.from.is_some() && addressee(&text[7..]) => Kind::To,
            b'I' if text.starts_with(b"INFO ") || text.starts_with(b"INFO:") || text == b"INFO" => Kind::Info,
            b'X' if text.starts_with(b"XMT ") || text.starts_with(b"XMT/") => Kind::Exempt,
            b'G' if sure && (text.starts_with(b"GRNC") || text.starts_with(b"GR ")) && text.len() < 10 => {
                Kind::Accounting
            }
            _ => self.garbled_address(text)?,
        };
        Some(self.open(Zone::Address, kind))
    }

    pub(super) fn start(&mut self, text: &[u8]) -> (Kind, bool) {
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
            b'Z' | b'O' | b'P' | b'R' | b'F' | b'I' | b'N' | b'0'..=b'9'
                if gates::date_time(text, true) && text.len() <= 69 =>
            {
                Some(Kind::DateTime)
            }
            b'F' if text.starts_with(b"FM ") && capitals(text) => Some(Kind::From),
            b'F' if text.starts_with(b"FM:") && addressee(&text[3..]) => Some(Kind::From),
            b'F' if text.starts_with(b"FROM:") && addressee(&text[5..]) && self.to_below() => {
                Some(Kind::From)
            }
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
        self.memo |= ["FROM:", "DATE:", "MEMORANDUM"].iter().any(|word| gates::starts(text, word.as_bytes()));
        if let Some(found) = self.any_heading(text) {
            return found;
        }
        if text.len() < 24 && capitals(text) && self.caption(text) {
            return self.open(Zone::Heading, Kind::Caption);
        }
        if let Some(number) = fields::numbered(text) {
            let mark = text.len() > 8 && text[..6].contains(&b'(');
            let first = number > 1 && self.lines[self.names..].iter().all(|l| l.kind.is_furniture());
            if mark || first && !self.heading_ahead() {
                self.zone = Zone::Body;
                self.field = Kind::Text;
                return (Kind::Text, true);
            }
        }
        (Kind::Preamble, true)
    }

    pub(super) fn front(&mut self, text: &[u8]) -> (Kind, bool) {
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
        if self.field == Kind::Distribution
            && distribution::misprinted(text).is_some_and(|(_, meant)| meant == "INFO")
        {
            return (Kind::Distribution, false);
        }
        // Optical reading spoils the figures of the copies: behind ACTION stands the rest of the distribution.
        if self.field == Kind::Distribution
            && text.starts_with(b"INFO ")
            && text.iter().take(14).any(|&b| b == b'-')
        {
            return (Kind::Distribution, false);
        }
        if text.starts_with(b"DRAFTED BY")
            || text.starts_with(b"APPROVED BY")
            || matches!(self.field, Kind::Distribution | Kind::Drafting)
                && drafting::misprinted(text).is_some()
        {
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

    pub(super) fn address(&mut self, text: &[u8]) -> (Kind, bool) {
        if self.banner && !self.class_seen {
            // The classification line of a copy without a number ends the addresses.
            self.zone = Zone::Heading;
            self.field = Kind::Banner;
            return self.heading(text, 0);
        }
        if let Some(found) = self.any_heading(text) {
            return found;
        }
        if gates::level_and_number(text) {
            return self.open(Zone::Heading, Kind::Classification);
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
        if fields::numbered(text).is_some() || self.blanks > 0 && fields::opens_text(text) {
            return self.text();
        }
        if text.len() <= 24 && crate::fields::transmission::is_fl10(text) {
            return self.open(Zone::Address, Kind::Accounting);
        }
        if self.numbered_station(text) {
            return self.open(Zone::Heading, Kind::Classification);
        }
        if !text.contains(&b'/') && self.caption(text) {
            return self.open(Zone::Heading, Kind::Caption);
        }
        if capitals(text)
            && text.len() <= 120
            && matches!(self.field, Kind::To | Kind::Info | Kind::Exempt | Kind::From | Kind::DateTime)
            && !is_of_airgram(text)
        {
            if self.blanks > 0 && fields::pass(text) {
                return self.open(Zone::Heading, Kind::Pass);
            }
            return (self.field, false);
        }
        self.noise_or_text()
    }

    pub(super) fn heading(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
        if let Some(found) = self.classifier(text, indent) {
            return found;
        }
        if self.is_sensitive(text) {
            return self.open(Zone::Heading, Kind::Caption);
        }
        // What stood above the labels was an e-mail's, or a review's.
        if matches!(text[0], b'M' | b'D' | b'A')
            && !self.subject_seen
            && labels::opens_heading(text)
            && self.is_smart()
        {
            return self.open(Zone::Labels, Kind::Label);
        }
        if self.subject_seen && self.field == Kind::Subject && super::continues::is_entire_text(text) {
            return self.text();
        }
        if let Some((kind, sure)) = fields::heading_field(text)
            .filter(|&(kind, sure)| self.is_told(kind, sure) && !self.is_of_subject(text, kind, sure))
        {
            let sentence = kind == Kind::Reference && sure == Sure::No && self.subject_seen;
            if sentence && super::continues::is_reference_sentence(text) {
                return self.text();
            }
            let again = kind == Kind::Subject && self.subject_seen;
            if !again {
                self.subject_seen |= kind == Kind::Subject;
                self.field = kind;
                return (kind, true);
            }
        }
        if let Some(kind) = self.misprinted(text) {
            return self.open(Zone::Heading, kind);
        }
        if !self.class_seen && gates::class_line(text) == Some(Class::Line) {
            return self.open(Zone::Heading, Kind::Classification);
        }
        let class_open = self.field == Kind::Classification && self.blanks == 0;
        if class_open && gates::lacks_number(self.open_field_text()) && self.numbered_station(text) {
            return (Kind::Classification, true);
        }
        if !self.class_seen && !self.subject_seen {
            if self.numbered_station(text) {
                return self.open(Zone::Heading, Kind::Classification);
            }
            if let Some(found) = self.addresses(text, false) {
                return found;
            }
        }
        let pilcrow = super::lines::has_pilcrow(&self.src[self.at..self.at + indent]);
        let listed = || super::continues::reference(text, self.open_list(), 0, self.blanks, self.registry);
        if pilcrow && !(self.field == Kind::Reference && self.blanks == 0 && listed()) {
            // Web editions put their paragraph mark before paragraphs of the text, seldom before a reference.
            return self.text();
        }
        let cut_out = self.at > 0 && !matches!(self.src[self.at - 1], b'\n' | b'\r' | 0x0c);
        if cut_out && self.subject_seen && super::unroll::opens_bare_text(text) {
            return self.text();
        }
        if let Some(number) = fields::numbered(text) {
            // An enumerated list of references or addressees goes on; a paragraph begins.
            if !(self.field == Kind::Reference && self.blanks == 0 && number > 1) {
                return self.text();
            }
        }
        let below_field = self.subject_seen && self.blanks == 0;
        let may_be = !below_field || self.is_caption_below(text);
        let corrected = self.field != Kind::Classification && crate::fields::correction::is_note(text);
        if may_be && (corrected || self.caption(text)) {
            self.field = Kind::Caption;
            return (Kind::Caption, true);
        }
        let continues = match self.field {
            Kind::Tags => {
                let pass = fields::pass(text) && super::continues::is_pass(text, self.registry);
                self.blanks == 0 && !pass && super::continues::tags(text, self.open_field_text())
            }
            Kind::Subject => {
                let before = self.open_field_text();
                let open = super::continues::subject(before);
                let pass = super::continues::is_pass_below(text, before, self.registry);
                let is_text = || {
                    fields::opens_text(text)
                        || opens_message(text)
                        || self.is_prose(text, indent)
                        || self.holds_the_text(text)
                };
                open || self.blanks == 0 && !pass && !is_text()
            }
            Kind::Reference => {
                super::continues::reference(text, self.open_list(), indent, self.blanks, self.registry)
            }
            Kind::ClassifiedBy => self.blanks == 0 || super::continues::classified_by(text),
            Kind::ExecutiveOrder => self.blanks == 0 && text.len() < 80 && !super::continues::passes(text),
            Kind::Pass => {
                let before = self.open_field_text();
                let more = super::continues::pass(text, before, self.subject_seen, self.registry);
                more && self.blanks == 0 && !self.is_prose(text, indent)
            }
            Kind::Classification => super::continues::classification(text),
            _ => false,
        };
        if continues {
            return (self.field, false);
        }
        let before_text = !self.subject_seen
            || self.blanks > 0
            || self.field != Kind::Subject
            || super::continues::is_pass_below(text, self.open_field_text(), self.registry);
        let below = || self.subject_seen.then(|| self.line_below().1);
        let to_whom = || super::continues::is_pass_here(text, below(), self.registry);
        let before_text = before_text && (self.field != Kind::Text || self.blanks > 0);
        if before_text && super::continues::passes(text) && to_whom() {
            self.field = Kind::Pass;
            return (Kind::Pass, true);
        }
        if !self.subject_seen
            && self.field != Kind::Subject
            && !fields::opens_text(text)
            && super::continues::loose_heading(text)
            && self.heading_ahead()
        {
            // A line between the class line and the subject that is none of the known ones: a caption not in the tables.
            self.field = Kind::Pass;
            return (Kind::Pass, true);
        }
        if self.subject_seen { self.text_or_note(text) } else { self.noise_or_text() }
    }

    /// A line that is nothing of a heading: noise, when the heading goes on behind it (optical reading, hand-written
    /// notes); the text, when it does not.
    pub(super) fn noise_or_text(&mut self) -> (Kind, bool) {
        if self.heading_ahead() { (Kind::Preamble, true) } else { self.text() }
    }

    pub(super) fn text(&mut self) -> (Kind, bool) {
        self.zone = Zone::Body;
        self.field = Kind::Text;
        (Kind::Text, true)
    }

    pub(super) fn labels(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
        if let Some((label, _)) = label(text) {
            self.field = Kind::Label;
            self.subject_seen |= label == Label::Subject;
            self.heading_seen = true;
            return (Kind::Label, true);
        }
        if self.banner && labels::below_banner(text, self.label_is_empty()) {
            return (Kind::Banner, true);
        }
        // A whole old telegram inside the frame (L), or a system message's own heading, from its classification line on.
        if let Some(found) = self.inner_heading(text) {
            return found;
        }
        if self.subject_seen && self.blanks > 0 && !self.label_is_empty() && labels::inner_class_line(text) {
            return self.open_inner(Zone::Heading, Kind::Classification);
        }
        // A value goes on, or stands below its label; the text begins behind the subject.
        let goes_on = self.blanks == 0 || indent >= 8 || !self.subject_seen || self.label_is_empty();
        // The B of a list of references as optical reading has it.
        let item = !self.subject_seen && text.starts_with(b"8) ") && !self.label_is_empty();
        if goes_on && (item || fields::numbered(text).is_none()) {
            return (Kind::Label, false);
        }
        self.text()
    }

    pub(super) fn body(&mut self, text: &[u8]) -> (Kind, bool) {
        match text[0] {
            b'Q' | b'U' | b'B' | b'E' | b'F' => self.quotes(text),
            b'A' | b'O' if gates::distribution_start(text) && !self.quote => {
                return self.open(Zone::Front, Kind::Distribution);
            }
            b'D' if gates::station(text) && !self.quote => return self.open(Zone::Front, Kind::Station),
            b'Z' | b'O' | b'P' | b'R'
                if !self.quote && gates::date_time(text, false) && self.section_below() =>
            {
                return self.open(Zone::Address, Kind::DateTime);
            }
            b'C' if gates::labelled_level(text) => return (Kind::Banner, true),
            _ => {}
        }
        if gates::joint_caption(text) && (text == b"SIPDIS" || self.stands_apart()) {
            return (Kind::Banner, true);
        }
        if labels::opens_tail(text) && self.is_smart() {
            return self.open(Zone::Tail, Kind::Label);
        }
        if !self.heading_seen && self.lines.len() < NOISE {
            // A fragment that begins in the text; its heading may still follow (noise before it).
            if let Some(found) = self.transmission(text) {
                return found;
            }
        }
        (Kind::Text, false)
    }

    pub(super) fn quotes(&mut self, text: &[u8]) {
        if fields::quote_begins(text) {
            self.quote = self.quote_will_end();
        } else if fields::quote_ends(text) {
            self.quote = false;
        }
    }

    /// A repeated text without an end would swallow all that follows.
    pub(super) fn quote_will_end(&mut self) -> bool {
        self.quote_ends.any_behind(self.src, self.at)
    }

    pub(super) fn tail(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
        if label(text).is_some() {
            return (Kind::Label, true);
        }
        if labels::opens_heading(text) {
            return self.open(Zone::Labels, Kind::Label);
        }
        if self.banner && labels::below_banner(text, self.label_is_empty()) {
            return (Kind::Banner, true);
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
    pub(super) fn inner_heading(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        if matches!(text[0], b'Z' | b'O' | b'P' | b'R') && gates::date_time(text, false) {
            return Some(self.open_inner(Zone::Address, Kind::DateTime));
        }
        None
    }

    /// Opens the inner heading: it has a subject and a classification line of its own, and they win (TF 14).
    pub(super) fn open_inner(&mut self, zone: Zone, field: Kind) -> (Kind, bool) {
        self.subject_seen = false;
        self.class_seen = false;
        self.from = None;
        self.open(zone, field)
    }

    pub(super) fn ending(&mut self, text: &[u8]) -> (Kind, bool) {
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
            return self.open(Zone::Heading, Kind::Classification);
        }
        (Kind::Trailer, true)
    }
}

/// Lines of an airgram's form among its addresses, which are none of them.
fn is_of_airgram(text: &[u8]) -> bool {
    text == b"AIRGRAM" || text.starts_with(b"DATE:")
}

/// Words with which a text begins right below the subject: those of a message that is to be passed on.
pub(super) fn opens_message(text: &[u8]) -> bool {
    text.starts_with(b"TO: ") || text.ends_with(b" FOLLOWS:")
}
