//! One FRUS document on its way from TEI to text and attributes.
//!
//! White space means nothing in these files, so runs of it become one blank, and none inside of brackets. Head, dateline, paragraphs and the like stand
//! apart by a blank line, `<lb/>` and list items begin a line, cells of a row stand apart by a tab. Notes are left out of the
//! text and become attributes; excisions stand in their brackets; page breaks, pictures and scripts fall away.

use super::frus_tei::attribute;
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

/// Series of telegrams with numbers of their own: those of the Secretary when he travels, of delegations to the General Assembly and
/// to conferences, of the White House (TF 9.4; the lists of abbreviations of the volumes of 1948 to 1976).
const SERIES: [&str; 23] = [
    "ACTEL", "CAP", "CIRTEL", "COMKAS", "DELGA", "DEPTO", "DULTE", "GADEL", "HAKTO", "LINC", "MARTEL",
    "POLTO", "SECTO", "SITTO", "SLINC", "TEDUL", "TELAC", "TELMAR", "TODEP", "TOHAK", "TOPOL", "TOSEC",
    "TOSIT",
];

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
        let title = without_document_number(&self.title.out).trim_end_matches([',', '.', ' ']).to_owned();
        let kind = Kind::of_head(&title);
        let source =
            self.notes.iter().find(|note| note.kind.as_deref() == Some("source") || note.kind.is_none());
        let file = source.and_then(|note| file_number(&note.text.out));
        if kind.is_none() && file.is_none() {
            return None;
        }
        let (from, to) = from_and_to(kind.as_ref().map_or(&title, |kind| kind.rest));
        let number = kind.as_ref().and_then(|kind| kind.number()).or_else(|| self.first_number());

        let mut attributes = Vec::new();
        let mut add = |key: &str, value: Option<&str>| {
            if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
                attributes.push((key.to_owned(), value.to_owned()));
            }
        };
        add("n", self.number.as_deref());
        add("head", Some(&self.head.out));
        add("from", from);
        add("to", to);
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
        add("telegram-number", number.as_deref());
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

    /// `191. Naim Antaki ...`, `Delga 28. Following text ...`, `Tosec 123/45678. ...`, `A–9. In view of ...`, `[telegram indicator not
    /// declassified] 605. ...`: the telegram's number before its first word (source-formats 6). `1.` is a paragraph's.
    fn first_number(&self) -> Option<String> {
        let paragraphs = self.paragraphs()?;
        let above = self.dateline_below().unwrap_or_default();
        let paragraph = paragraphs[above.len()..].trim_start();
        let series = series(paragraph)?;
        let rest = &paragraph[series..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = rest[..digits].parse().ok()?;
        let other = rest[digits..].strip_prefix('/').map_or(0, |other| {
            let digits = other.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 { digits + 1 } else { 0 }
        });
        let end = series + digits + other;
        // An airgram's number can be a line of its own.
        let stands = [". ", ".\n"].iter().any(|stop| paragraph[end..].starts_with(stop))
            || ["A-", "A–"].iter().any(|airgram| paragraph.starts_with(airgram))
                && paragraph[end..].starts_with('\n');
        (number > u32::from(series == 0) && digits <= 6 && stands).then(|| paragraph[..end].to_owned())
    }
}

/// How many bytes stand before a telegram's number: nothing, the `A–` of an airgram, a series, words in brackets.
fn series(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    if paragraph.starts_with('[') {
        let close = paragraph.find("] ").filter(|&close| close <= LONGEST)?;
        return paragraph[..close].contains("indicator").then_some(close + 2);
    }
    let letters = paragraph.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &paragraph[..letters];
    let is_series = || {
        let capitals = (2..=9).contains(&letters) && word.bytes().all(|b| b.is_ascii_uppercase());
        capitals || SERIES.contains(&word.to_ascii_uppercase().as_str())
    };
    match word {
        "" => Some(0),
        "A" => {
            ["-", "–"].into_iter().find(|sign| paragraph[1..].starts_with(*sign)).map(|sign| 1 + sign.len())
        }
        _ => (is_series() && paragraph[letters..].starts_with(' ')).then_some(letters + 1),
    }
}

/// What a head says that a document is.
struct Kind<'h> {
    /// `Telegram Secto 21`, `Airgram A–17`, `Circular Telegram`.
    name: &'h str,
    /// What follows: `From the Embassy in X to the Department of State`.
    rest: &'h str,
}

impl Kind<'_> {
    /// Words that a telegram's head has before its `From`, at most.
    const WORDS: usize = 7;

    fn of_head(head: &str) -> Option<Kind<'_>> {
        let bare = head.trim_start_matches(['[', ' ']);
        let end = [" From ", " from ", " to ", " To "].into_iter().filter_map(|word| bare.find(word)).min();
        let (name, rest) = bare.split_at(end.unwrap_or(bare.len()));
        let words: Vec<_> = name.split_whitespace().collect();
        let other = [
            "Memorandum",
            "Letter",
            "Editorial",
            "Note",
            "Paper",
            "Summary",
            "Report",
            "Despatch",
            "Minutes",
        ];
        if words.len() > Kind::WORDS || words.first().is_some_and(|word| other.contains(word)) {
            return None;
        }
        let has = |word: &str| words.iter().any(|w| w.trim_matches([',', '.', ']']) == word);
        let telegram =
            has("Telegram") || has("Airgram") || has("Telegrams") || has("Backchannel") && has("Message");
        telegram.then_some(Kind { name, rest })
    }

    /// `Secto 21` of `Telegram Secto 21`: what stands behind the kind, where there is a digit in it.
    fn number(&self) -> Option<String> {
        let at = ["Telegram ", "Airgram ", "Message "]
            .into_iter()
            .find_map(|w| self.name.find(w).map(|n| n + w.len()))?;
        let number = self.name[at..].trim();
        number.contains(|c: char| c.is_ascii_digit()).then(|| number.to_owned())
    }
}

/// `890F.6363/3–2948` of `890F.6363/3–2948: Telegram`.
fn file_number(note: &str) -> Option<&str> {
    let (number, kind) = note.rsplit_once(':')?;
    let kind = kind.trim().to_ascii_lowercase();
    let telegram = kind.len() < 60 && (kind.contains("telegram") || kind.contains("airgram"));
    (telegram && number.len() < 80 && !number.starts_with("Source")).then(|| number.trim())
}

/// Both sides of `From the Mission to the United Nations to the Department of State`.
fn from_and_to(words: &str) -> (Option<&str>, Option<&str>) {
    /// A `to` behind these words belongs to a title.
    const TITLES: &[&str] = &[
        "Mission",
        "Representative",
        "Ambassador",
        "Assistant",
        "Delegation",
        "Adviser",
        "Advisor",
        "Counselor",
        "Aide",
        "Observer",
        "Delegate",
        "Consultant",
        "Deputy",
        "Representatives",
        "Minister",
        "Secretary",
    ];
    let words = words.trim();
    let words = words.strip_prefix("From ").or_else(|| words.strip_prefix("from ")).unwrap_or(words).trim();
    if let Some(to) = words.strip_prefix("to ").or_else(|| words.strip_prefix("To ")) {
        return (None, Some(to));
    }
    let split = words
        .match_indices(" to ")
        .map(|(n, _)| n)
        .find(|n| words[..*n].split_whitespace().next_back().is_some_and(|word| !TITLES.contains(&word)));
    match split {
        Some(n) => (Some(&words[..n]), Some(&words[n + 4..])),
        None => (None, None),
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
