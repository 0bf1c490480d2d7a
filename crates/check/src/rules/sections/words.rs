//! BEGIN and END, QUOTE and UNQUOTE: where parts of a text are opened and closed (telegram-format 6.11).

use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::syntax::Kind;

/// What is opened or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `BEGIN SUMMARY`, `END SUMMARY`.
    Summary,
    /// `BEGIN TEXT`, `END TEXT`.
    Text,
    /// `QUOTE`, `UNQUOTE`.
    Quote,
}

/// A word or words that open or close a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
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
pub(super) fn marks(look: &Look<'_, '_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut pending: Option<Pending> = None;
    let mut last: Option<(Part, Span)> = None;
    let mut named = [false; 3];
    for line in look.telegram.lines() {
        if matches!(line.kind, Kind::Blank | Kind::Stamp | Kind::Attribute | Kind::Preamble | Kind::Trailer) {
            continue;
        }
        let text = look.bytes(line);
        if line.kind != Kind::Text {
            pending = None;
        }
        // A quotation mark opens what END QUOTE closes, on the same line too.
        named[Part::Quote as usize] |=
            text.contains(&b'"') || memchr::memmem::find(text, "\u{201c}".as_bytes()).is_some();
        for (at, word) in words(text) {
            let start = line.text().start + at as u32;
            let span = Span { start, end: start + word.len() as u32 };
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
                    let named_before = named[part as usize];
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
                    pending = Some(Pending { opens: is("BEGIN"), start, words: 0 });
                }
                (None, Some(before)) if before.words < 3 && BETWEEN.iter().any(|word| is(word)) => {
                    pending = Some(Pending { words: before.words + 1, ..before });
                }
                (None, _) => {}
            }
            last = part.map(|part| (part, span));
            for (part, stem) in [(Part::Summary, "SUMM"), (Part::Text, "TEXT"), (Part::Quote, "QUOT")] {
                let begins =
                    word.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem.as_bytes()));
                named[part as usize] |= begins || part == Part::Quote && is("QTE");
            }
        }
    }
    marks
}

/// The words of a line with their places.
fn words(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].iter().position(u8::is_ascii_alphanumeric)?;
        let start = at;
        at += text[at..].iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(text.len() - at);
        Some((start, &text[start..at]))
    })
}
