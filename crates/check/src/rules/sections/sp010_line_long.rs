//! SP010 line-long.

use crate::finding::Found;
use crate::look::{Dialect, Look};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::{Kind, Line};

pub(super) static RULE: Rule = Rule {
    code: "SP010",
    name: "line-long",
    family: Family::Sections,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "ACP 127; telegram-format 2.2",
    summary: "A line has at most 69 characters.",
    explanation: "A teletype prints 69 characters on a line; what stands beyond is lost or printed over. A line of prose is divided \
        at a blank. Lines of tables, addresses and other parts of the heading are for their writer to shorten.\n\n\
        Only teletype copies and single sections as they were sent are looked at, and only in the former is a change proposed: \
        other copies wrap their lines anew.",
    examples: examples!("SP010"),
    check,
};

/// What a teletype prints on a line.
const WIDTH: usize = 69;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is(&[Dialect::Teletype, Dialect::Section]) {
        return;
    }
    for line in look.telegram.lines() {
        // As many bytes are as many characters at most.
        let bytes = (line.text_end - line.start) as usize;
        if bytes <= WIDTH || matches!(line.kind, Kind::Blank | Kind::Stamp | Kind::Preamble | Kind::Trailer) {
            continue;
        }
        // The paragraph mark that a web edition put before the line was never printed.
        let lead = look.telegram.part(Span { start: line.start, end: line.text().start });
        let start = if lead.as_str().contains('\u{b6}') { line.text().start } else { line.start };
        let whole = Span { start, end: line.text_end };
        let text = look.telegram.part(whole);
        let Some((edge, _)) = text.as_str().char_indices().nth(WIDTH) else { continue };
        let count = text.as_str().chars().count();
        let beyond = text.span(edge..text.as_str().len());
        let finding = found.at(beyond, format!("the line has {count} characters; a teletype prints {WIDTH}"));
        if look.is(&[Dialect::Teletype]) && line.kind == Kind::Text {
            for blank in breaks(look, line) {
                finding.edit(Span::new(blank, blank + 1), "\n");
            }
        }
    }
}

/// The blanks at which a line of prose is divided. None for a table, and for a line that cannot be divided so.
fn breaks(look: &Look<'_, '_>, line: &Line) -> Vec<usize> {
    let text = look.bytes(line);
    if line.indent > 0 || !text.is_ascii() || memchr::memmem::find(text, b"   ").is_some() {
        return Vec::new();
    }
    let start = line.text().start as usize;
    let mut breaks = Vec::new();
    let mut from = 0;
    while text.len() - from > WIDTH {
        let Some(blank) = text[from..=from + WIDTH].iter().rposition(|&b| b == b' ').filter(|&at| at > 0)
        else {
            return Vec::new();
        };
        breaks.push(start + from + blank);
        from += blank + 1;
    }
    breaks
}
