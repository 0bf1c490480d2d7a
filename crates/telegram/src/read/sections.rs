//! The sections of a telegram in one text: where each begins, and in which order they belong.

use crate::syntax::{Kind, Line, Syntax};
use crate::telegram::Section;

/// Cuts the lines into sections: a heading that follows text begins the next one. What stands behind the last line of all
/// that says something, the attributes too, is left out.
pub(crate) fn cut(syntax: &Syntax<'_>) -> Vec<Section> {
    let says = |line: &Line| !matches!(line.kind, Kind::Attribute | Kind::Stamp | Kind::Blank);
    let lines = &syntax.lines()[..syntax.lines().iter().rposition(says).map_or(0, |last| last + 1)];
    let mut parts = Vec::with_capacity(1);
    let mut begin = 0;
    let mut in_text = false;
    // Furniture and the end mark before a heading belong to the section that ends, its first page line to the next one.
    let mut page = None;
    let searched = if syntax.has_next_heading() { lines } else { &[] };
    for (index, line) in searched.iter().enumerate() {
        match line.kind {
            Kind::Text => {
                in_text = true;
                page = None;
            }
            Kind::PageLine if in_text => page = Some(index),
            kind if in_text && line.opens && kind.begins_section() => {
                let at = page.take().unwrap_or(index);
                parts.push(Section { lines: begin..at, number: None, of: None });
                begin = at;
                in_text = false;
            }
            _ => {}
        }
    }
    parts.push(Section { lines: begin..lines.len(), number: None, of: None });
    parts
}
