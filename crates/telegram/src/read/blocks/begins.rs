//! Where a block begins that has no number: headings, and text behind the end of other text (TF 6.11).

use super::{BlockKind, Builder, Draft, Gap, begins_with_mark};
use crate::read::lead;
use crate::read::words::ends_sentence;

impl Builder<'_, '_> {
    /// Does a new block begin here, without number or mark? After a blank line, when the text before has come to an end.
    pub(super) fn begins_block(&self, index: usize) -> bool {
        let Some(draft) = &self.draft else { return true };
        let text = self.bytes(index);
        match self.lines[index].gap {
            Gap::None => false,
            Gap::Page => !text[0].is_ascii_lowercase() && self.ends_above(draft.first, index),
            Gap::Lost | Gap::Signature => true,
            Gap::Blank if self.edited => true,
            Gap::Blank => {
                let before = index.checked_sub(1).map_or(&b""[..], |i| self.bytes(i));
                let ended = ends_sentence(before) || draft.kind == BlockKind::Heading;
                ended && (!text[0].is_ascii_lowercase())
                    || begins_with_mark(text)
                    || matches!(text[0], b'S' | b's') && lead::heading_words(text).is_some()
                    || !draft.lists.is_empty() && self.follows_list(index)
            }
        }
    }

    /// Did a paragraph end on the page before the line at `index`: with a sentence, and in a line that has room for more? `first` is
    /// the first line of its block.
    pub(super) fn ends_above(&self, first: usize, index: usize) -> bool {
        /// How many lines back the width of the text is looked for, and how much wider than its line and the next word it has to be.
        const BACK: usize = 16;
        const SLACK: usize = 8;
        let lines = first.max(index.saturating_sub(BACK))..index;
        let widest = lines.map(|i| self.lines[i].span.len()).max().unwrap_or_default();
        let word = self.bytes(index).iter().take_while(|b| **b != b' ').count();
        index.checked_sub(1).is_some_and(|last| {
            let before = self.bytes(last);
            before.len() + word + SLACK < widest && ends_sentence(before)
        })
    }

    /// Prose behind a list and a blank line, whose items have no stop at their ends. In a text that stands in double space nothing tells.
    fn follows_list(&self, index: usize) -> bool {
        let (text, before) = (self.bytes(index), self.bytes(index - 1));
        let next = self.lines.get(index + 1).is_some_and(|next| next.gap == Gap::None);
        let item = self.items.last().map_or(0, |&(item, _)| item);
        // The nearest lines tell it; each is looked at a bounded number of times.
        let close = ((item + 1).max(index.saturating_sub(16))..index).all(|i| self.lines[i].gap == Gap::None);
        next && close
            && text[0].is_ascii_uppercase()
            && text.iter().any(u8::is_ascii_lowercase)
            && before.last().is_some_and(u8::is_ascii_alphanumeric)
    }

    /// The second line of a heading between two rules; the one at `index` is it.
    pub(super) fn is_second_ruled(&self, index: usize) -> bool {
        let first = |draft: &Draft| draft.kind == BlockKind::Unnumbered && draft.first + 1 == index;
        index >= 2
            && self.draft.as_ref().is_some_and(first)
            && self.lines[index].gap == Gap::None
            && self.lines[index - 1].gap == Gap::None
            && lead::rule(self.bytes(index - 2))
            && lead::heading_shape(self.bytes(index - 1))
            && lead::heading_words(self.bytes(index - 1)).is_none()
            && self.bytes(index).len() <= 72
            && !ends_sentence(self.bytes(index))
    }

    /// A line on its own that names what follows: ruled, or before a numbered paragraph, or between blank lines. It has no
    /// number and no bullet.
    pub(super) fn is_heading(&self, index: usize) -> bool {
        let text = self.bytes(index);
        let alone_before = self.draft.is_none()
            || self.lines[index].gap != Gap::None
                && index
                    .checked_sub(1)
                    .is_none_or(|i| ends_sentence(self.bytes(i)) || lead::rule(self.bytes(i)));
        let Some(next) = self.lines.get(index + 1) else { return false };
        let next_text = &self.source.bytes()[next.span.range()];
        let ruled = lead::rule(next_text);
        let may_be = alone_before || ruled && next.gap == Gap::None;
        if !may_be
            || !lead::heading_shape(text)
            || ruled && next.gap == Gap::None && self.is_second_ruled(index)
        {
            return false;
        }
        if ruled {
            return true;
        }
        let numbered =
            lead::number(next_text).is_some_and(|(n, taken)| self.is_paragraph(index + 1, n, taken));
        if numbered {
            return next.gap != Gap::None || text.len() < 50;
        }
        let known = lead::heading_words(text).is_some_and(|(_, taken)| taken >= text.len());
        if known && begins_with_mark(next_text) {
            // `Summary` alone, the mark of its text right below.
            return true;
        }
        let mixed = next_text.iter().any(u8::is_ascii_lowercase);
        next.gap != Gap::None
            && (known
                || mixed && text.len() < 60 && !next_text[0].is_ascii_lowercase() && self.last_number > 0)
    }
}
