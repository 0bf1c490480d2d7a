//! The sections of a telegram in one text: where each begins, and in which order they belong.

use crate::syntax::{Kind, Line};
use std::ops::Range;

/// A section: its lines, and what its heading says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The lines, by index.
    pub(crate) lines: Range<usize>,
    /// Its number, where the heading says so.
    pub(crate) number: Option<u16>,
    /// How many there are, where the heading says so.
    pub(crate) of: Option<u16>,
}

/// Cuts the lines into sections: a heading that follows text begins the next one.
pub(crate) fn cut(lines: &[Line]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(1);
    let mut begin = 0;
    let mut in_text = false;
    // Furniture and the end mark before a heading belong to the section that ends, its first page line to the next one.
    let mut page = None;
    for (index, line) in lines.iter().enumerate() {
        match line.kind {
            Kind::Text => {
                in_text = true;
                page = None;
            }
            Kind::PageLine if in_text => page = Some(index),
            Kind::Channel
            | Kind::Routing
            | Kind::Station
            | Kind::Distribution
            | Kind::Dash
            | Kind::DateTime
            | Kind::From
            | Kind::Classification
                if in_text && line.opens =>
            {
                let at = page.take().unwrap_or(index);
                parts.push(Part { lines: begin..at, number: None, of: None });
                begin = at;
                in_text = false;
            }
            _ => {}
        }
    }
    parts.push(Part { lines: begin..lines.len(), number: None, of: None });
    parts
}
