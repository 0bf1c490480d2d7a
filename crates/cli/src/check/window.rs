//! The lines around a place, as they are shown to a person.

use super::placed::Placed;
use annotate_snippets::Renderer;
use annotate_snippets::renderer::DecorStyle;
use chancery_telegram::Span;
use std::io::IsTerminal;
use std::ops::Range;

/// How wide a report may get where no terminal says it.
const WIDTH: usize = 140;

/// Draws what is found and proposed. Colours are taken out again where the output is no terminal.
pub(crate) fn renderer() -> Renderer {
    let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0).max(40));
    let style = if std::io::stdout().is_terminal() { DecorStyle::Unicode } else { DecorStyle::Ascii };
    Renderer::styled().decor_style(style).term_width(width)
}

/// The whole lines around a place, as characters, without what a terminal would obey.
pub(crate) struct Window {
    pub(crate) text: String,
    /// The line on which it begins.
    pub(crate) line: usize,
    /// Where it begins in the telegram's text.
    start: usize,
}

/// The longest stretch of a line that is shown before and behind a place, in bytes.
const AROUND: usize = 400;

impl Window {
    /// The lines of a span.
    pub(crate) fn around(at: &Placed<'_>, span: Span) -> Window {
        let telegram = at.telegram;
        let source = telegram.source();
        let range = span.range();
        let (from, to) = (range.start.min(source.len()), range.end.min(source.len()));
        // A span may take a line end with it: the line that it ends is shown, not the next one.
        let last = if to > from && source[to - 1] == b'\n' { to - 1 } else { to };
        let start = source[..from].iter().rposition(|&b| b == b'\n').map_or(0, |found| found + 1);
        let end = source[last..].iter().position(|&b| b == b'\n').map_or(source.len(), |found| last + found);
        let start = start.max(from.saturating_sub(AROUND));
        let end = end.min(last + AROUND).max(from);
        Window { text: seen(&telegram.text(Span::new(start, end))), line: at.line(start), start }
    }

    /// Where a span stands in the window's text.
    pub(crate) fn range(&self, at: &Placed<'_>, span: Span) -> Range<usize> {
        let place = |byte: u32| {
            let before = Span::new(self.start, (byte as usize).max(self.start));
            seen(&at.telegram.text(before)).len().min(self.text.len())
        };
        place(span.start)..place(span.end)
    }
}

/// Control characters as blanks: one character for one, so that places stay.
fn seen(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
