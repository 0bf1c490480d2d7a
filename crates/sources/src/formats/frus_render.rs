//! One FRUS document on its way from TEI to text and attributes.
//!
//! White space means nothing in these files, so runs of it become one blank, and none inside of brackets. Head, dateline, paragraphs and the like stand
//! apart by a blank line, `<lb/>` and list items begin a line, cells of a row stand apart by a tab. Notes are left out of the
//! text and become attributes; excisions stand in their brackets; page breaks, pictures and scripts fall away.

use super::frus_tei::attribute;
use chancery_telegram::edition::{Head, file_number, number_before};
use chancery_telegram::record::without_document_number;
use quick_xml::events::BytesStart;

/// Text in which white space is collected.
#[derive(Default)]
struct Collected {
    out: String,
    space: bool,
    breaks: usize,
}

impl Collected {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            // `[<signed>Weaver</signed>]` is one word too.
            let inside = self.out.ends_with(['(', '[']) || matches!(c, ')' | ']');
            if self.breaks > 0 && !inside && !self.out.is_empty() {
                self.out.extend(std::iter::repeat_n('\n', self.breaks));
            } else if self.space && !inside && !self.out.is_empty() && !self.out.ends_with(['\n', '\t']) {
                self.out.push(' ');
            }
            (self.space, self.breaks) = (false, 0);
            self.out.push(c);
        }
    }

    fn line(&mut self) {
        self.breaks = self.breaks.max(1);
    }

    fn block(&mut self) {
        self.breaks = 2;
    }

    fn tab(&mut self) {
        if self.breaks == 0 && !self.out.is_empty() {
            self.out.push('\t');
        }
        self.space = false;
    }
}

/// What an element is to the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Head,
    Place,
    Date,
    Dateline,
    Marking,
    Signed,
    Paragraph,
    Block,
    Line,
    Cell,
    Note,
    Skipped,
    Inline,
}

struct Note {
    kind: Option<String>,
    number: Option<String>,
    text: Collected,
}

/// A document that is being read.
pub(super) struct Document {
    /// Where in the volume it begins.
    pub(super) begin: usize,
    /// How deep its element is nested.
    pub(super) depth: usize,
    id: Option<String>,
    number: Option<String>,
    when: Option<String>,
    elements: Vec<Element>,
    text: Collected,
    head: Collected,
    /// The head without place and date.
    title: Collected,
    place: Collected,
    dateline: Collected,
    /// The words under the dateline, each `<seg>` for itself.
    markings: Vec<Collected>,
    /// The last `<signed>`.
    signed: Collected,
    notes: Vec<Note>,
    /// The notes that are open, by their place in `notes`: a note can hold a note.
    open_notes: Vec<usize>,
    skipped: usize,
    /// Where in the text the first paragraph begins.
    first_paragraph: Option<usize>,
}

/// What a document is as an item: id, date, text, attributes.
type Telegram = (Option<String>, Option<String>, String, Vec<(String, String)>);

impl Document {
    pub(super) fn new(tag: &BytesStart<'_>, begin: usize, depth: usize) -> Document {
        Document {
            begin,
            depth,
            id: attribute(tag, "xml:id"),
            number: attribute(tag, "n"),
            when: attribute(tag, "frus:doc-dateTime-min"),
            elements: Vec::new(),
            text: Collected::default(),
            head: Collected::default(),
            title: Collected::default(),
            place: Collected::default(),
            dateline: Collected::default(),
            markings: Vec::new(),
            signed: Collected::default(),
            notes: Vec::new(),
            open_notes: Vec::new(),
            skipped: 0,
            first_paragraph: None,
        }
    }

    pub(super) fn start(&mut self, tag: &BytesStart<'_>) {
        let element = match tag.local_name().as_ref() {
            "note" => Element::Note,
            "head" => Element::Head,
            "placeName" => Element::Place,
            "date" => Element::Date,
            "p" => Element::Paragraph,
            "dateline" => Element::Dateline,
            "seg" => Element::Marking,
            "signed" => Element::Signed,
            "opener" | "closer" | "salute" | "div" | "list" | "table" | "postscript" | "quote" | "ab"
            | "floatingText" | "byline" | "attachment" | "trailer" => Element::Block,
            "lb" | "l" | "item" | "row" | "label" => Element::Line,
            "cell" => Element::Cell,
            "figure" | "script" | "graphic" | "fw" | "teiHeader" => Element::Skipped,
            _ => Element::Inline,
        };
        self.elements.push(element);
        if matches!(element, Element::Line) {
            // What is given in one line has a blank there.
            let frame = [&mut self.head, &mut self.title, &mut self.dateline, &mut self.signed];
            frame.into_iter().chain(self.markings.last_mut()).for_each(|part| part.space = true);
        }
        match element {
            Element::Note => {
                self.open_notes.push(self.notes.len());
                let (kind, number) = (attribute(tag, "type"), attribute(tag, "n"));
                self.notes.push(Note { kind, number, text: Collected::default() });
            }
            Element::Skipped => self.skipped += 1,
            Element::Date if self.open_notes.is_empty() => {
                self.when =
                    self.when.take().or_else(|| attribute(tag, "when").filter(|when| !when.is_empty()));
            }
            Element::Paragraph
            | Element::Block
            | Element::Head
            | Element::Dateline
            | Element::Marking
            | Element::Signed => {
                self.current().block();
                match element {
                    Element::Marking if self.first_paragraph.is_none() => {
                        self.markings.push(Collected::default());
                    }
                    Element::Signed => self.signed = Collected::default(),
                    _ => {}
                }
                // The first paragraph's own words begin behind the break.
                if element == Element::Paragraph
                    && self.open_notes.is_empty()
                    && self.first_paragraph.is_none()
                {
                    self.first_paragraph = Some(self.text.out.len());
                }
            }
            // A label is followed by its item on the same line.
            Element::Line if tag.local_name().as_ref() != "item" || !self.after_label() => {
                self.current().line()
            }
            Element::Line => self.current().space = true,
            Element::Cell => self.current().tab(),
            _ => {}
        }
    }

    /// True when what was written last is a line with a label and nothing else: `1.`
    fn after_label(&mut self) -> bool {
        let current = self.current();
        let line = current.out.rsplit('\n').next().unwrap_or_default();
        current.breaks == 0 && (1..=8).contains(&line.len()) && line.ends_with(['.', ')', '–', '-', '—'])
    }

    pub(super) fn end(&mut self) {
        match self.elements.pop() {
            Some(Element::Note) => {
                self.open_notes.pop();
            }
            Some(Element::Skipped) => self.skipped = self.skipped.saturating_sub(1),
            Some(
                Element::Paragraph
                | Element::Block
                | Element::Head
                | Element::Dateline
                | Element::Marking
                | Element::Signed,
            ) => self.current().block(),
            _ => {}
        }
    }

    fn current(&mut self) -> &mut Collected {
        match self.open_notes.last() {
            Some(&note) => &mut self.notes[note].text,
            None => &mut self.text,
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        self.current().push(text);
        if !self.open_notes.is_empty() {
            return;
        }
        let inside = |element| self.elements.contains(&element);
        let (in_head, in_place, in_date) =
            (inside(Element::Head), inside(Element::Place), inside(Element::Date));
        let (in_dateline, in_marking, in_signed) =
            (inside(Element::Dateline), inside(Element::Marking), inside(Element::Signed));
        // Only the document's own head: those of its parts come after text.
        if in_head && self.first_paragraph.is_none() {
            self.head.push(text);
            if !in_place && !in_date {
                self.title.push(text);
            }
        }
        if in_signed {
            self.signed.push(text);
        }
        if self.first_paragraph.is_some() {
            return;
        }
        if in_place {
            self.place.push(text);
        }
        if in_dateline {
            self.dateline.push(text);
        }
        if in_marking && let Some(marking) = self.markings.last_mut() {
            marking.push(text);
        }
    }

    pub(super) fn entity(&mut self, name: &str) {
        match quick_xml::escape::resolve_predefined_entity(name) {
            Some(text) => self.text(text),
            None => {
                let text = format!("&{name};");
                self.text(&text);
            }
        }
    }

    /// The document as an item, if it is a telegram, an airgram or a backchannel message.
    pub(super) fn telegram(self) -> Option<Telegram> {
        let title = without_document_number(&self.title.out).trim_end_matches([',', '.', ' ']);
        let head = Head::of(title);
        let source =
            self.notes.iter().find(|note| note.kind.as_deref() == Some("source") || note.kind.is_none());
        let file = source.and_then(|note| file_number(&note.text.out));
        if !head.is_telegram && file.is_none() {
            return None;
        }
        let number = head.number.or_else(|| self.first_number());

        let mut attributes = Vec::new();
        let mut add = |key: &str, value: Option<&str>| {
            if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
                attributes.push((key.to_owned(), value.to_owned()));
            }
        };
        add("n", self.number.as_deref());
        add("head", Some(&self.head.out));
        add("from", head.from);
        add("to", head.to);
        add("date", self.when.as_deref());
        add("place", Some(self.place.out.trim_matches(['[', ']', ',', ' '])));
        add("dateline", Some(&self.dateline.out));
        add("dateline", self.dateline_below());
        for marking in &self.markings {
            // `[Extracts]` is the editors' word, no marking.
            add(
                "marking",
                Some(&marking.out).filter(|words| !words.starts_with('[')).map(|words| words.as_str()),
            );
        }
        add("signed", Some(&self.signed.out));
        add("telegram-number", number);
        add("file-number", file);
        for note in &self.notes {
            match (note.kind.as_deref(), &note.number) {
                (Some(kind @ ("source" | "summary")), _) => {
                    add(&format!("{kind}-note"), Some(&note.text.out))
                }
                (_, Some(number)) => add(&format!("note {number}"), Some(&note.text.out)),
                (_, None) => add("note", Some(&note.text.out)),
            }
        }
        let date = self.when.as_deref().and_then(day);
        let mut text = self.text.out;
        text.push('\n');
        Some((self.id, date, text, attributes))
    }

    /// The text behind head and dateline.
    fn paragraphs(&self) -> Option<&str> {
        Some(self.text.out.get(self.first_paragraph?..)?.trim_start())
    }

    /// A part of the dateline that the mark-up has as the first paragraph: `[place not declassified],`.
    fn dateline_below(&self) -> Option<&str> {
        const LONGEST: usize = 60;
        let line = self.paragraphs()?.lines().next()?;
        (line.len() <= LONGEST && line.starts_with('[') && line.ends_with("],")).then_some(line)
    }

    /// The telegram's number, where it stands before the first word.
    fn first_number(&self) -> Option<&str> {
        let above = self.dateline_below().unwrap_or_default();
        number_before(self.paragraphs()?[above.len()..].trim_start())
    }
}

/// The day, month or year of an ISO date and time.
fn day(when: &str) -> Option<String> {
    let date = when.split('T').next()?;
    let good = matches!(date.len(), 4 | 7 | 10)
        && date
            .bytes()
            .enumerate()
            .all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
    good.then(|| date.to_owned())
}
