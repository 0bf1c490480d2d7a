//! BEGIN and END, QUOTE and UNQUOTE: where parts of a text are opened and closed (telegram-format 6.11).

use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::syntax::{Kind, Line};

/// What is opened or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// `BEGIN SUMMARY`, `END SUMMARY`.
    Summary,
    /// `BEGIN TEXT`, `END TEXT`.
    Text,
    /// `QUOTE`, `UNQUOTE`.
    Quote,
}

/// A word or words that open or close a part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(super) part: Part,
    pub(super) opens: bool,
    /// `QUOTE` in the middle of a sentence, which as often as not is a word like any other.
    pub(super) inline: bool,
    /// Did the part's own word (`TEXT`, `SUMMARY`, `QUOTE`) stand in the telegram before?
    pub(super) named_before: bool,
    pub(super) span: Span,
}

/// What stands between BEGIN or END and the part's word: `END OF SUMMARY`, `BEGIN UNOFFICIAL TEXT`.
const BETWEEN: [&str; 9] =
    ["OF", "THE", "EXECUTIVE", "FULL", "VERBATIM", "UNOFFICIAL", "INFORMAL", "DRAFT", "UNCLASSIFIED"];

/// What a text may be called at its end: `END STATEMENT`.
const TEXTS: [&str; 14] = [
    "LETTER",
    "NOTE",
    "STATEMENT",
    "MESSAGE",
    "TRANSLATION",
    "ARTICLE",
    "SPEECH",
    "REPORT",
    "CABLE",
    "TELEGRAM",
    "COMMUNIQUE",
    "AGREEMENT",
    "RESOLUTION",
    "QUOTATION",
];

/// BEGIN or END, and what may follow it.
#[derive(Clone, Copy)]
struct Pending {
    opens: bool,
    start: u32,
    words: u8,
}

/// All marks of the text, in its order.
pub(super) fn marks<'l>(look: &'l Look<'_, '_>) -> &'l [Mark] {
    look.cells.marks.get_or_init(|| find(look))
}

fn find(look: &Look<'_, '_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut pending: Option<Pending> = None;
    let mut last: Option<(Part, Span)> = None;
    let mut named = Named::default();
    let mut heads = look.traces().parts.iter().copied().peekable();
    let mut lines = look.telegram.lines();
    while let Some(first) = lines.first() {
        // Nearly all lines have no such word.
        if pending.is_none() && last.is_none() {
            while heads.next_if(|&head| head < first.start).is_some() {}
            let Some(&head) = heads.peek() else { break };
            lines = &lines[lines.partition_point(|line| line.end <= head)..];
        }
        let Some((line, behind)) = lines.split_first() else { break };
        lines = behind;
        if !is_looked_at(line.kind) {
            continue;
        }
        if line.kind != Kind::Text {
            pending = None;
        }
        let text = look.bytes(line);
        let begin = line.text().start;
        let mut at = 0;
        loop {
            // Nearly all words are others; one behind such a word is looked at too.
            if pending.is_none() && last.is_none() {
                while heads.next_if(|&head| head < begin + at as u32).is_some() {}
                match heads.peek() {
                    Some(&head) if head < line.text_end => at = (head - begin) as usize,
                    _ => break,
                }
            }
            let Some(word) = next_word(text, &mut at) else { break };
            let span = Span { start: begin + (at - word.len()) as u32, end: begin + at as u32 };
            let is = |other: &str| word.eq_ignore_ascii_case(other.as_bytes());
            let part = if is("SUMMARY") {
                Some(Part::Summary)
            } else if is("TEXT") || pending.is_some_and(|p| !p.opens) && TEXTS.iter().any(|text| is(text)) {
                Some(Part::Text)
            } else if is("QUOTE") || is("QTE") {
                Some(Part::Quote)
            } else {
                None
            };
            let mut mark = |part: Part, opens, inline, span| {
                if line.kind == Kind::Text {
                    let named_before = named.has(look, part, line);
                    marks.push(Mark { part, opens, inline, named_before, span });
                }
            };
            match (part, pending.take()) {
                (Some(part), Some(before)) => {
                    mark(part, before.opens, false, Span { start: before.start, end: span.end });
                }
                (Some(Part::Quote), None) => mark(Part::Quote, true, text.len() > word.len() + 1, span),
                (Some(_), None) => {}
                (None, _) if is("UNQUOTE") || is("UNQTE") => mark(Part::Quote, false, false, span),
                // `SUMMARY ENDS`.
                (None, _) if is("ENDS") => {
                    if let Some((part, before)) = last {
                        mark(part, false, false, before.to(span));
                    }
                }
                (None, _) if (is("BEGIN") || is("END")) && line.kind == Kind::Text => {
                    pending = Some(Pending { opens: is("BEGIN"), start: span.start, words: 0 });
                }
                (None, Some(before)) if before.words < 3 && BETWEEN.iter().any(|word| is(word)) => {
                    pending = Some(Pending { words: before.words + 1, ..before });
                }
                (None, _) => {}
            }
            last = part.map(|part| (part, span));
            named.add(word);
        }
    }
    marks
}

/// Stamps, attributes and what stands around a telegram open and close nothing.
fn is_looked_at(kind: Kind) -> bool {
    !matches!(kind, Kind::Blank | Kind::Stamp | Kind::Attribute | Kind::Preamble | Kind::Trailer)
}

/// Which parts a telegram has named so far.
#[derive(Default)]
struct Named {
    parts: [bool; 3],
    /// How many lines were looked at for a quotation mark.
    looked_at: usize,
}

impl Named {
    fn add(&mut self, word: &[u8]) {
        for (part, stem) in [(Part::Summary, "SUMM"), (Part::Text, "TEXT"), (Part::Quote, "QUOT")] {
            let begins =
                word.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem.as_bytes()));
            self.parts[part as usize] |= begins || part == Part::Quote && word.eq_ignore_ascii_case(b"QTE");
        }
    }

    /// Was the part named before? A quotation mark opens what END QUOTE closes, on the same line too.
    fn has(&mut self, look: &Look<'_, '_>, part: Part, line: &Line) -> bool {
        if part != Part::Quote {
            return self.parts[part as usize];
        }
        let lines = &look.telegram.lines()[self.looked_at..];
        for before in lines.iter().take_while(|other| other.start <= line.start) {
            if self.parts[Part::Quote as usize] {
                break;
            }
            self.looked_at += 1;
            if is_looked_at(before.kind) {
                let text = look.bytes(before);
                self.parts[Part::Quote as usize] = memchr::memchr2_iter(b'"', 0xe2, text)
                    .any(|at| text[at] == b'"' || text[at..].starts_with("\u{201c}".as_bytes()));
            }
        }
        self.parts[Part::Quote as usize]
    }
}

/// The next word of a line from a place on, which is set behind it.
fn next_word<'t>(text: &'t [u8], at: &mut usize) -> Option<&'t [u8]> {
    let start = *at + text[*at..].iter().position(u8::is_ascii_alphanumeric)?;
    *at = start + text[start..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    Some(&text[start..*at])
}
