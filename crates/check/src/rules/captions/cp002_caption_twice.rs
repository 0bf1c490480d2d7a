//! CP002 caption-twice.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::Kind;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    code: "CP002",
    name: "caption-twice",
    family: Family::Captions,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "5 FAH-2 H-440; telegram-format 6.4",
    summary: "A caption stands once in the heading of a section.",
    explanation: "A relay or a copyist printed the caption again below itself. It says nothing new; the second one \
        can go. In the headings of two sections each caption is printed anew, a caption can stand above \
        the class line too, and some drafters put it once more below the subject: all that is in order.",
    examples: examples!("CP002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for again in captions_again(look) {
        found.at(again.span, format!("{} stands here again", again.name)).edit(again.edit, "");
    }
}

/// A caption that stands in the heading of a section again.
#[derive(Clone, Debug)]
pub(crate) struct CaptionAgain {
    /// Its name.
    pub(crate) name: String,
    /// The second one.
    pub(crate) span: Span,
    /// What is to go: the whole line, where nothing else stands on it.
    pub(crate) edit: Span,
}

/// The captions that stand twice in the heading of one section, in the order of the text.
pub(crate) fn captions_again<'l>(look: &'l Look<'_, '_>) -> &'l [CaptionAgain] {
    look.cells.captions_again.get_or_init(|| find(look))
}

fn find(look: &Look<'_, '_>) -> Vec<CaptionAgain> {
    let mut all = Vec::new();
    let printed = super::printed(look);
    if printed.is_empty() {
        return all;
    }
    let lines = look.telegram.lines();
    // Where each caption of a section stood last.
    let mut last: HashMap<(usize, &str), std::ops::Range<usize>> = HashMap::new();
    for caption in printed.iter().filter(|caption| !caption.beside) {
        // `SIPDIS SIPDIS`: the reader of captions takes each once from a line.
        let behind = caption.range.end;
        let again = caption.field.as_str()[behind..].match_indices(caption.text()).map(|(at, _)| behind + at);
        for at in again {
            let range = at..at + caption.range.len();
            if is_word(caption.field.as_str(), range.clone()) {
                let blanks = caption.field.as_str()[..at].trim_end_matches([' ', '/', ',', '-']).len();
                all.push(CaptionAgain {
                    name: caption.name.to_string(),
                    span: caption.field.span(range.clone()),
                    edit: caption.field.span(blanks..range.end),
                });
            }
        }
        let before = last.insert((caption.section, caption.name.as_ref()), caption.lines.clone());
        // Only captions and pass lines may stand between the two.
        let same_block = |before: std::ops::Range<usize>| {
            lines[before.end.min(caption.lines.start)..caption.lines.start]
                .iter()
                .all(|line| line.kind.is_furniture() || matches!(line.kind, Kind::Caption | Kind::Pass))
        };
        if before.is_some_and(same_block) {
            let place = if caption.is_alone() {
                let last = &lines[caption.lines.end - 1];
                Span { start: lines[caption.lines.start].start, end: last.end }
            } else {
                caption.span()
            };
            all.push(CaptionAgain { name: caption.name.to_string(), span: caption.span(), edit: place });
        }
    }
    all
}

fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    apart(text[..range.start].chars().next_back()) && apart(text[range.end..].chars().next())
}
