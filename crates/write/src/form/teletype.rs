//! The teletype form (TF 3): format lines, class line, text, end; each section a transmission of its own.

use super::Sheet;
use super::heading::{self, Section};
use super::sections::{self, LIMIT};
use crate::layout::Line;
use crate::message::Message;
use crate::problem::Problems;

pub(crate) fn teletype(message: &Message, problems: &mut Problems) -> Sheet {
    let body = sections::body(&message.body);
    let addresses = heading::addresses(message, true, problems);
    let fields = heading::fields(message, problems);
    let signature = heading::signature(message);
    let repeated = addresses.len() + 1 + heading::class_lines(message);
    let first = LIMIT.saturating_sub(repeated + fields.len());
    // Later sections have their page line, and a blank line.
    let later = LIMIT.saturating_sub(repeated + 2);
    let parts = sections::cut(&body, first, later, signature.len());
    let mut lines = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let section: Section = (parts.len() > 1).then_some((index + 1, parts.len()));
        if message.transmit {
            lines.extend(heading::transmission(message, section, problems));
        }
        lines.extend(addresses.iter().cloned());
        lines.push(Line::plain("BT"));
        lines.extend(heading::class(message, section, problems));
        match section.filter(|(this, _)| *this > 1) {
            Some(section) => lines.extend([heading::section_page(message, section), Line::blank()]),
            None => lines.extend(fields.iter().cloned()),
        }
        lines.extend(part.iter().cloned());
        if index + 1 == parts.len() {
            lines.extend(signature.iter().cloned());
        }
        lines.push(Line::plain("BT"));
        if message.transmit {
            lines.push(Line::plain(heading::serial(message)));
        }
        lines.push(Line::plain("NNNN"));
    }
    Sheet::of(&lines)
}
