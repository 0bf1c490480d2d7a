//! What stands below a line that is looked at.

use super::fields::{self, Sure};
use super::gates::{self, Class};
use super::kind::Kind;
use super::lines::trim;
use super::scan::{Scan, Zone};
use super::stations::addressee;

impl Scan<'_> {
    /// Does a field of the heading that is not here yet begin within the next lines?
    pub(super) fn heading_ahead(&self) -> bool {
        const LINES: usize = 12;
        const BYTES: usize = 1200;
        let ahead = &self.src[self.next..self.src.len().min(self.next + BYTES)];
        for line in self.ends.rows(ahead).map(|line| trim(line).1).filter(|l| !l.is_empty()).take(LINES) {
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
            let group = matches!(line[0], b'Z' | b'O' | b'P' | b'R') && gates::date_time(line, false);
            if group && matches!(self.zone, Zone::Start | Zone::Front) {
                return true;
            }
            let address = self.zone != Zone::Heading
                && (line.starts_with(b"FM ") || line.starts_with(b"TO ") && addressee(&line[3..]));
            if class || address {
                return true;
            }
        }
        false
    }

    /// The caption of a telegram that is sensitive but unclassified, right below its class line or another caption.
    pub(super) fn is_sensitive(&self, text: &[u8]) -> bool {
        matches!(text, b"SENSITIVE BUT UNCLASSIFIED" | b"SBU")
            && self.zone == Zone::Heading
            && !self.quote
            && !self.subject_seen
            && matches!(self.field, Kind::Classification | Kind::Caption)
            && self.class_rank() == Some(0)
    }

    /// Does the line of the action addressee stand below?
    pub(super) fn to_below(&self) -> bool {
        self.line_below().1.strip_prefix(b"TO:").is_some_and(addressee)
    }

    /// The second line of a subject that begins with the word of another field, `REFERENCE PRICES`: no colon, and no reference behind it.
    pub(super) fn is_of_subject(&self, text: &[u8], kind: Kind, sure: Sure) -> bool {
        let below = self.subject_seen && self.field == Kind::Subject && self.blanks == 0;
        let word = [&b"REFERENCES "[..], b"REFERENCE "].into_iter().find_map(|word| text.strip_prefix(word));
        let lists = |value| super::continues::lists_references(value, self.registry);
        below && kind == Kind::Reference && sure == Sure::No && word.is_some_and(|value| !lists(value))
    }

    /// A classifier's paragraph that another form hides: behind a number or mark, or with the reasons alone; or its next line, which
    /// looks like another field.
    pub(super) fn classifier(&mut self, text: &[u8], indent: usize) -> Option<(Kind, bool)> {
        let goes_on = self.field == Kind::ClassifiedBy && self.blanks == 0;
        if goes_on && super::continues::order_of_reasons(text, self.open_field_text()) {
            return Some((Kind::ClassifiedBy, false));
        }
        let marked = matches!(text[0], b'1' | b'(')
            && fields::marked_classifier(&self.src[self.at + indent..], || self.class_rank());
        let alone = self.field != Kind::ClassifiedBy && self.class_seen && fields::lone_reasons(text);
        (marked || alone).then(|| self.open(Zone::Heading, Kind::ClassifiedBy))
    }

    /// A line below the subject that is nothing of a heading: the text; a note that stands in the heading, where a field that is not
    /// here yet follows before paragraph 1 (TF 6.1, 6.10). The note is of the text too.
    pub(super) fn text_or_note(&mut self, text: &[u8]) -> (Kind, bool) {
        if super::zones::opens_message(text) || !self.field_below() {
            return self.text();
        }
        let opens = self.field != Kind::Text;
        self.field = Kind::Text;
        (Kind::Text, opens)
    }

    /// Does a field of the heading stand within the next lines, before paragraph 1 begins? The classifier is told by its reasons,
    /// the others by paragraph 1 below them.
    fn field_below(&self) -> bool {
        const LINES: usize = 16;
        const BYTES: usize = 1600;
        let ahead = &self.src[self.next.min(self.src.len())..self.src.len().min(self.next + BYTES)];
        let lines = self.ends.rows(ahead).map(|line| trim(line).1).filter(|line| !line.is_empty());
        let mut due = false;
        for line in lines.take(LINES) {
            let from_here = || &ahead[line.as_ptr() as usize - ahead.as_ptr() as usize..];
            if matches!(line[0], b'1' | b'(') && fields::marked_classifier(from_here(), || self.class_rank())
            {
                return true;
            }
            if self.class_seen && fields::lone_reasons(line) {
                return true;
            }
            if let Some(number) = fields::numbered(line) {
                return due && number == 1;
            }
            if ends(line) || fields::quote_begins(line) || gates::class_line(line) == Some(Class::Line) {
                return false;
            }
            match fields::heading_field(line) {
                Some((Kind::ClassifiedBy, Sure::Yes)) if fields::has_reasons(from_here()) => return true,
                Some((Kind::Reference, Sure::Yes)) => {
                    let value = line.iter().position(|&b| b == b':').map_or(line.len(), |colon| colon + 1);
                    due |= !self.kinds.has(Kind::Reference)
                        && super::continues::reads_as_references(&line[value..], self.registry);
                }
                Some((kind @ (Kind::ExecutiveOrder | Kind::Tags), Sure::Yes)) => due |= !self.kinds.has(kind),
                _ => {}
            }
        }
        false
    }

    /// The rank of the level in the telegram's classification line; see [`fields::class_rank`].
    pub(super) fn class_rank(&self) -> Option<u8> {
        let line = self
            .lines
            .iter()
            .rev()
            .take(NEAR)
            .find(|line| line.kind == Kind::Classification && line.opens)?;
        fields::class_rank(&self.src[line.text().range()])
    }

    /// A line of text below a field whose line had room for its first word (TF 17, missing blank lines): it fills its line, and so
    /// does the one below.
    pub(super) fn is_prose(&self, text: &[u8], indent: usize) -> bool {
        /// Shorter lines may be a field's second one.
        const FILLED: usize = 50;
        if indent > 2 || text.len() < FILLED || !super::continues::had_room(self.open_field_text(), text) {
            return false;
        }
        let (below_indent, below) = self.line_below();
        below_indent <= 2 && below.len() >= FILLED && !self.heading_ahead()
    }

    /// Does the text begin right below the subject (TF 17, missing blank lines)? It does where all lines up to the telegram's end are of
    /// one stretch, a signature apart, and the subject's line was not wrapped: else there would be no text.
    pub(super) fn holds_the_text(&self, text: &[u8]) -> bool {
        /// Fewer are a subject's second line.
        const FILLED: usize = 50;
        let subject = self.open_field_text();
        if super::continues::had_room(subject, text) || closes(subject) {
            return self.last_stretch(text).is_some();
        }
        let word = text.iter().position(|b| *b == b' ').unwrap_or(text.len());
        text.len() >= FILLED
            && self
                .last_stretch(text)
                .is_some_and(|widest| subject.len() + 1 + word <= widest && text.len() + 6 >= widest)
    }

    /// The longest line of the stretch from this line on, where the telegram ends behind it, or behind a signature below it.
    fn last_stretch(&self, text: &[u8]) -> Option<usize> {
        /// No subject is longer, but for lists of names.
        const BYTES: usize = 2000;
        let end = self.src.len().min(self.at + BYTES);
        let rest = &self.src[self.at..end];
        let (mut apart, mut signature, mut sentence, mut widest) = (false, 0, false, text.len());
        for line in self.ends.rows(rest) {
            let line = trim(line).1;
            if line.is_empty() {
                apart = true;
            } else if ends(line) {
                return Some(widest);
            } else if gates::page_line(line).is_some() || gates::class_line(line) == Some(Class::Alone) {
                (apart, signature) = (false, 0);
            } else if fields::numbered(line).is_some_and(|number| number > 1) {
                // The first paragraph has no number.
                return (!apart).then_some(widest);
            } else if begins_other(line) || apart && (signature == 2 || line.len() > SIGNATURE) {
                return None;
            } else if apart {
                signature += 1;
            } else {
                sentence |= line.ends_with(b".");
                widest = widest.max(line.len());
            }
        }
        // A heading without its text, cut out of a telegram, ends in the subject.
        (end < self.src.len() || sentence).then_some(widest)
    }

    /// Do the telegram's own sender and the classification line of a section stand below? Then the heading of a section begins that was
    /// pasted behind the one before (TF 7, 17).
    pub(super) fn section_below(&self) -> bool {
        const BYTES: usize = 4000;
        let below = self.line_below().1;
        if self.from.is_none_or(|(start, end)| &self.src[start..end] != below) {
            return false;
        }
        let heading = &self.src[self.next..self.src.len().min(self.next + BYTES)];
        let mut lines = self.ends.rows(heading).map(|line| trim(line).1);
        let class = lines.find(|line| !line.is_empty() && gates::class_line(line) == Some(Class::Line));
        class.is_some_and(|line| memchr::memmem::find(line, b"SECTION").is_some())
    }

    /// The beginning of the next line: how many blanks, and what stands behind them.
    pub(super) fn line_below(&self) -> (usize, &[u8]) {
        const BYTES: usize = 120;
        let below = &self.src[self.next.min(self.src.len())..self.src.len().min(self.next + BYTES)];
        trim(self.ends.rows(below).next().unwrap_or_default())
    }

    /// The field that a misprinted word begins right below the one before which it stands in all headings.
    pub(super) fn misprinted(&self, text: &[u8]) -> Option<Kind> {
        if self.subject_seen && super::noise::classifier(text) {
            return Some(Kind::ClassifiedBy);
        }
        let due = match self.field {
            Kind::ExecutiveOrder | Kind::Tags => !self.subject_seen,
            Kind::Subject => true,
            _ => false,
        };
        let kind =
            if due && self.blanks < 2 { super::noise::in_place(text, self.field)? } else { return None };
        let list = |text| super::continues::reads_as_references(text, self.registry);
        let value = text.iter().position(|&b| matches!(b, b':' | b' ')).map_or(0, |end| end + 1);
        (kind != Kind::Reference || list(&text[value..])).then_some(kind)
    }

    /// The line of addresses that a misprinted word begins where that line stands in all headings.
    pub(super) fn garbled_address(&self, text: &[u8]) -> Option<Kind> {
        if let Some((kind, _)) = super::noise::address(text) {
            return Some(kind);
        }
        // The heading behind the class line is no place for addresses.
        let word = super::noise::AddressWord::of(text).filter(|_| self.zone != Zone::Heading)?;
        word.below(self.field, self.from.is_some())
    }

    /// A caption right below a field that had room for it: one that stands nowhere else than alone.
    pub(super) fn is_caption_below(&self, text: &[u8]) -> bool {
        gates::joint_caption(text) && super::continues::had_room(self.open_field_text(), text)
    }

    /// Does the line stand between blank lines?
    pub(super) fn stands_apart(&self) -> bool {
        self.blanks > 0 && self.line_below().1.is_empty()
    }
}

/// No classification line stands further above paragraph 1.
const NEAR: usize = 200;

/// A longer line behind the text is no name.
const SIGNATURE: usize = 24;

/// A line that ends a telegram: `NNNN`, `BT`, its serial, the attributes behind it.
fn ends(line: &[u8]) -> bool {
    gates::end_mark(line)
        || line == b"BT"
        || gates::validation(line)
        || line == b"Message Attributes"
        || line.starts_with(b"<< END OF DOC")
}

/// A full stop behind a long word, or the quotation mark that closes all of the subject: it ends with the line.
fn closes(line: &[u8]) -> bool {
    if line.ends_with(b"\"") && memchr::memmem::find(line, b": \"").is_some_and(|at| at < 10) {
        return true;
    }
    let word = line.rsplit(|b| *b == b' ').next().unwrap_or_default();
    word.len() > 4 && word.ends_with(b".") && !word[..word.len() - 1].contains(&b'.')
}

/// A line behind which a subject's next lines are no text: a field of the heading, a paragraph with its number.
fn begins_other(line: &[u8]) -> bool {
    fields::numbered(line).is_some() || fields::heading_field(line).is_some_and(|(_, sure)| sure == Sure::Yes)
}
