//! The pass over the lines: what each one is, seen from what came before it.

use super::ends::Ends;
use super::fields::{self, Sure};
use super::gates::{self, Class};
use super::kind::{Kind, Kinds};
use super::labels;
use super::lines::{Line, each_line, trim};
use super::stamps::{self, Stamps};
use super::{Syntax, unroll};
use chancery_registry::Registry;

/// Where in a telegram the pass stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
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

/// How many lines of a text without heading may be noise before a heading.
pub(super) const NOISE: usize = 400;

/// The lines of a text, each with its kind, and what is known of them all.
pub(crate) fn scan<'s>(src: &'s [u8], registry: &Registry) -> Syntax<'s> {
    let mut scan = Scan::new(src, registry);
    scan.run();
    scan = scan.with_forms();
    scan.text_before_heading();
    if !scan.kinds.has(Kind::Text) {
        scan.closing_level();
    }
    if scan.kinds.has(Kind::Preamble) {
        scan.kinds = Kinds::of(&scan.lines);
    }
    if !scan.kinds.has(Kind::Text) || !scan.lines.iter().any(Line::is_heading) {
        scan.as_text();
        scan.kinds = Kinds::of(&scan.lines);
    }
    Syntax {
        src,
        lines: scan.lines,
        others: scan.others,
        kinds: scan.kinds,
        next_heading: scan.next_heading,
        attributes: scan.attributes,
        odd: scan.odd,
    }
}

pub(super) struct Scan<'a> {
    pub(super) src: &'a [u8],
    pub(super) registry: &'a Registry,
    /// What stands for line ends.
    pub(super) ends: Ends,
    pub(super) stamps: Stamps,
    /// Does a web edition's paragraph mark stand anywhere?
    pub(super) pilcrows: bool,
    /// Are there the labels that only SMART has? Looked for when a line looks like one.
    pub(super) smart: Option<bool>,
    pub(super) lines: Vec<Line>,
    /// Those that were neither blank nor, at the first look, of the text or an attribute; by index.
    pub(super) others: Vec<u32>,
    /// The kinds of the lines.
    pub(super) kinds: Kinds,
    /// Does a heading follow text?
    pub(super) next_heading: bool,
    /// The line at which the attributes begin, the first time that they do.
    pub(super) attributes: Option<usize>,
    /// Is any byte of the text odd?
    pub(super) odd: bool,
    pub(super) zone: Zone,
    /// The field that is open: a line that begins no other field goes on with it.
    pub(super) field: Kind,
    /// Blank lines since the last line that was not furniture.
    pub(super) blanks: u32,
    /// Where the text begins behind a list of the names in it.
    pub(super) names: usize,
    /// Anything of a heading was seen.
    pub(super) heading_seen: bool,
    /// Something was seen that only telegrams have; see [`Sure`].
    pub(super) sure_seen: bool,
    pub(super) subject_seen: bool,
    pub(super) class_seen: bool,
    pub(super) quote: bool,
    /// Where the words stand that end a repeated text.
    pub(super) quote_ends: fields::QuoteEnds,
    /// A memorandum's head was seen, which has a subject and references too.
    pub(super) memo: bool,
    /// A level alone was seen since the last line that was not furniture, and no page line behind it.
    pub(super) banner: bool,
    /// Where the sender's line stands.
    pub(super) from: Option<(usize, usize)>,
    /// Where the line that is looked at begins, and where the next one does.
    pub(super) at: usize,
    pub(super) next: usize,
    pub(super) last_text: (u32, u32),
}

impl<'a> Scan<'a> {
    pub(super) fn new(src: &'a [u8], registry: &'a Registry) -> Scan<'a> {
        let pilcrows = memchr::memchr(0xb6, src).is_some();
        Scan::with(src, registry, (Ends::find(src), Stamps::find(src), pilcrows))
    }

    /// A pass over a text of which it is known what stands anywhere in it.
    pub(super) fn with(
        src: &'a [u8],
        registry: &'a Registry,
        (ends, stamps, pilcrows): (Ends, Stamps, bool),
    ) -> Scan<'a> {
        Scan {
            src,
            registry,
            ends,
            stamps,
            pilcrows,
            smart: None,
            lines: Vec::new(),
            others: Vec::with_capacity(64),
            kinds: Kinds::default(),
            next_heading: false,
            attributes: None,
            odd: false,
            zone: Zone::Start,
            field: Kind::Blank,
            blanks: 0,
            names: 0,
            heading_seen: false,
            sure_seen: false,
            subject_seen: false,
            class_seen: false,
            quote: false,
            quote_ends: fields::QuoteEnds::new(),
            memo: false,
            banner: false,
            from: None,
            at: 0,
            next: 0,
            last_text: (0, 0),
        }
    }

    pub(super) fn run(&mut self) {
        let src = self.src;
        self.lines.reserve(src.len() / 32 + 8);
        let ends = self.ends;
        if ends.is_plain() {
            self.odd = each_line(src, |start, text_end, end| self.row(start, text_end, end));
            return;
        }
        let mut next = 0;
        self.odd = each_line(src, |start, text_end, end| {
            // A blank line that belongs to the one before it.
            if start >= next {
                let line = (start, text_end, end);
                next = ends.cut(src, line, |start, text_end, end| self.row(start, text_end, end));
            }
        });
    }

    #[inline(always)]
    fn row(&mut self, start: usize, text_end: usize, end: usize) {
        if text_end - start > unroll::LONG && !matches!(self.zone, Zone::Body | Zone::Attributes) {
            self.unroll(start, text_end, end);
        } else {
            self.first(start, text_end, end);
        }
    }

    #[inline(never)]
    pub(super) fn line(&mut self, start: usize, content_end: usize, end: usize) {
        let src = self.src;
        let (indent, text) = trim(&src[start..content_end]);
        let begin = start + indent;
        if let Some(margin) = self.stamps.margin(text) {
            self.line(start, begin + margin, begin + margin);
            return self.line(begin + margin, content_end, end);
        }
        if self.may_hold_others(text) && self.run_in(text).is_some() {
            return self.parted(start, content_end, end);
        }
        self.whole(start, (indent, text), content_end, end);
    }

    /// A line that holds several which were run together.
    #[inline(never)]
    pub(super) fn parted(&mut self, start: usize, content_end: usize, end: usize) {
        let src = self.src;
        let mut from = start;
        loop {
            let (indent, text) = trim(&src[from..content_end]);
            let Some(next) = self.run_in(text) else {
                return self.whole(from, (indent, text), content_end, end);
            };
            let next = from + indent + next;
            self.whole(from, trim(&src[from..next]), next, next);
            from = next;
        }
    }

    /// What a line is that is neither blank nor, at the first look, one of the text or an attribute.
    #[inline(never)]
    pub(super) fn other(
        &mut self,
        start: usize,
        content_end: usize,
        indent: usize,
        text: &[u8],
    ) -> (Kind, bool) {
        let covered = self.stamps.covers(self.src, start, content_end, text);
        let (kind, opens) = if covered && !text.starts_with(b"Markings:") {
            (Kind::Stamp, true)
        } else {
            self.kind(text, indent)
        };
        self.next_heading |= opens && kind.begins_section() && self.kinds.has(Kind::Text);
        if kind == Kind::AttributesMark {
            self.attributes.get_or_insert(self.lines.len());
        }
        match kind {
            Kind::Banner => self.banner = true,
            Kind::Stamp | Kind::PrintLine => {}
            _ => self.banner = false,
        }
        let begin = start + indent;
        if kind == Kind::From && opens {
            self.from = Some((begin, begin + text.len()));
        }
        if !kind.is_furniture() {
            self.blanks = 0;
            self.last_text = (begin as u32, (begin + text.len()) as u32);
        }
        (kind, opens)
    }

    /// True where a telegram's heading stands before the text, or no more of one is looked for.
    pub(super) fn in_text(&self) -> bool {
        self.heading_seen || self.lines.len() >= NOISE
    }

    /// A line that holds several of a heading, their line ends lost.
    #[inline(never)]
    pub(super) fn unroll(&mut self, start: usize, text_end: usize, end: usize) {
        let mut from = start;
        for at in unroll::breaks(&self.src[start..text_end]) {
            self.line(from, start + at, start + at);
            from = start + at;
        }
        self.line(from, text_end, end);
    }

    pub(super) fn open(&mut self, zone: Zone, field: Kind) -> (Kind, bool) {
        if matches!(self.zone, Zone::Body | Zone::Ending)
            && !matches!(zone, Zone::Body | Zone::Tail | Zone::Attributes)
        {
            // The heading of the next section.
            self.subject_seen = false;
            self.class_seen = false;
            self.from = None;
        }
        self.class_seen |= field == Kind::Classification;
        self.subject_seen |= field == Kind::Subject;
        self.zone = zone;
        self.field = field;
        self.sure_seen |=
            !matches!(field, Kind::From | Kind::Subject | Kind::Reference | Kind::Caption | Kind::Pass);
        if !matches!(zone, Zone::Start | Zone::Body) {
            self.heading_seen = true;
        }
        (field, true)
    }

    pub(super) fn kind(&mut self, text: &[u8], indent: usize) -> (Kind, bool) {
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
    pub(super) fn anywhere(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        if self.zone == Zone::Attributes && text != b"Message Text" {
            return None;
        }
        let found = match text[0] {
            b'P' if text.starts_with(b"PAGE") => return self.page(text),
            b'P' if gates::page_of_pages(text) => Kind::PageLine,
            b'N' if text.starts_with(b"NNN") && gates::end_mark(text) => {
                // Heading or text, this section has ended.
                self.heading_seen |= self.zone != Zone::Start;
                self.zone = Zone::Ending;
                Kind::End
            }
            b'R' if text.starts_with(b"RELEASE") && stamps::released(text) => Kind::Stamp,
            _ if stamps::act_footer(text) => Kind::Stamp,
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
            b'E' if gates::error_sign(text) => Kind::Validation,
            b'@' if text == b"@@@" && !self.heading_seen => self.behind_list_of_names(),
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
            b'0'..=b'9' | b'A'..=b'Z' => match gates::level(text) {
                Some(level) => return self.level(text, level),
                None if gates::section_page(text) => Kind::SectionPage,
                None => return None,
            },
            _ => return None,
        };
        Some((found, true))
    }

    pub(super) fn page(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        let number = gates::page_line(text)?;
        if number <= 1 && matches!(self.zone, Zone::Labels | Zone::Tail) {
            // The first page of an old telegram inside a labelled frame.
            self.open_inner(Zone::Front, Kind::PageLine);
        } else if number <= 1 && matches!(self.zone, Zone::Start | Zone::Ending | Zone::Body | Zone::Heading)
        {
            // The first page of a telegram or of its next section; a first page line inside a heading repeats.
            if self.zone != Zone::Heading || self.class_seen {
                self.open(Zone::Front, Kind::PageLine);
            }
        }
        self.heading_seen = true;
        Some((Kind::PageLine, true))
    }

    /// A line that begins with a level: a banner, or a classification line.
    pub(super) fn level(&mut self, text: &[u8], level: (usize, bool)) -> Option<(Kind, bool)> {
        let class = gates::behind_level(text, level)?;
        if self.quote && class == Class::Line {
            return None;
        }
        if self.is_sensitive(text) {
            return Some(self.open(Zone::Heading, Kind::Caption));
        }
        if class == Class::Alone || self.quote {
            let inside = self.zone == Zone::Heading
                && self.class_seen
                && self.field == Kind::Subject
                && self.blanks == 0;
            return (!inside).then_some((Kind::Banner, true));
        }
        match self.zone {
            // The level once more, at the end of the text.
            Zone::Body if class == Class::SpacedAlone => Some((Kind::Banner, true)),
            Zone::Body => {
                let section = memchr::memmem::find(text, b"SECTION").is_some();
                if (section && !self.quote && self.class_seen) || !self.heading_seen {
                    Some(self.open(Zone::Heading, Kind::Classification))
                } else {
                    None
                }
            }
            Zone::Labels | Zone::Tail | Zone::Ending => None,
            Zone::Heading if self.subject_seen && self.class_seen => None,
            _ => Some(self.open(Zone::Heading, Kind::Classification)),
        }
    }

    /// Is this field a telegram's: by its word alone, or beside what only telegrams have?
    pub(super) fn is_told(&self, kind: Kind, sure: Sure) -> bool {
        let memo = self.memo && matches!(kind, Kind::Subject | Kind::Reference);
        self.sure_seen || sure == Sure::Yes && !memo
    }

    /// The fields that any zone before the text may meet.
    pub(super) fn any_heading(&mut self, text: &[u8]) -> Option<(Kind, bool)> {
        if let Some((kind, sure)) = fields::heading_field(text)
            && self.is_told(kind, sure)
        {
            self.subject_seen |= kind == Kind::Subject;
            return Some(self.open(Zone::Heading, kind));
        }
        if gates::class_line(text) == Some(Class::Line) {
            return Some(self.open(Zone::Heading, Kind::Classification));
        }
        None
    }

    pub(super) fn caption(&self, text: &[u8]) -> bool {
        super::continues::caption(text, self.registry)
    }

    pub(super) fn is_smart(&mut self) -> bool {
        let src = self.src;
        *self.smart.get_or_insert_with(|| labels::present(src))
    }

    /// The characters of the last line that was not furniture.
    pub(super) fn open_field_text(&self) -> &'a [u8] {
        &self.src[self.last_text.0 as usize..self.last_text.1 as usize]
    }

    /// The open field as far as it is read, its last lines where it is long: a list has its letters there.
    pub(super) fn open_list(&self) -> &'a [u8] {
        const BYTES: usize = 800;
        const LINES: usize = 24;
        let (last, end) = (self.last_text.0 as usize, self.last_text.1 as usize);
        let first = self.lines.iter().rev().take(LINES).find(|line| line.opens && line.kind == self.field);
        let from = first.map_or(last, |line| line.text().start as usize);
        &self.src[from.max(end.saturating_sub(BYTES)).min(last)..end]
    }

    pub(super) fn label_is_empty(&self) -> bool {
        let last = self.open_field_text();
        last.last() == Some(&b':')
    }
}

/// No lower-case letters.
pub(crate) fn capitals(text: &[u8]) -> bool {
    // Without a way out: then many letters are asked in one step.
    !text.iter().fold(false, |any, byte| any | byte.is_ascii_lowercase())
}
