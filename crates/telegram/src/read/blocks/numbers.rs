//! The numbers of paragraphs: which are the telegram's own (TF 6.11, MI 6).

use super::{Builder, Draft, Gap, begins_with_mark, opens_sentence};
use crate::fields::mark;
use crate::read::body::leads_on;
use crate::read::lead;
use crate::read::marks::set_mark;
use crate::read::words::{closing, ends_sentence};
use crate::record::BlockKind;
use crate::span::Span;

/// Words that head a paragraph and stand before its number.
pub(super) struct Heading {
    /// With what divides them from the number.
    pub(super) whole: Span,
    pub(super) words: Span,
}

impl Builder<'_, '_> {
    /// The next number behind the words that head its paragraph, `Summary: 1. The harbor`, and the bytes that both take.
    pub(super) fn number_behind_heading(&self, index: usize) -> Option<(Heading, u32, usize)> {
        let (text, line) = (self.bytes(index), self.lines[index]);
        if !text[0].is_ascii_alphabetic() || line.gap == Gap::None {
            return None;
        }
        let (len, taken) = lead::heading_words(text)?;
        let (number, length) = lead::number(&text[taken..])?;
        if number != self.last_number + 1 || !opens_sentence(&text[taken + length..]) {
            return None;
        }
        let place = |end: usize| Span::new(line.span.start as usize, line.span.start as usize + end);
        let whole = place(text[..taken].trim_ascii_end().len());
        Some((Heading { whole, words: place(len) }, number, taken + length))
    }

    /// A number behind the mark of its paragraph, `(C) 2. The harbor`, which is an error that is met (MI 1.3).
    pub(super) fn number_behind_mark(&self, index: usize) -> Option<(u32, usize)> {
        let text = self.bytes(index);
        let close = if begins_with_mark(text) {
            text.iter().take(24).position(|&b| b == b')')?
        } else {
            return None;
        };
        let rest = text[close + 1..].trim_ascii_start();
        let (number, taken) = lead::number(rest)?;
        let next = number == self.last_number + 1 && opens_sentence(&rest[taken..]);
        let item = |draft: &Draft| {
            lead::bullet(text).is_some_and(|(bullet, taken)| draft.lists.go_on(bullet, &text[..taken]))
        };
        let in_list = self.draft.as_ref().is_some_and(|draft| {
            !draft.lists.is_empty() && (self.lines[index].gap == Gap::None || item(draft))
        });
        (next && !in_list).then_some((number, text.len() - rest.len() + taken))
    }

    /// Gives the paragraph that was begun the mark that stands before its number.
    pub(super) fn mark_before_number(&mut self) {
        let Some(block) = self.blocks.last_mut().filter(|block| block.mark.is_none()) else { return };
        let text = self.source.slice(block.span);
        if let Some(found) = mark::read(&text, false)
            && text.get(..found.len).is_some_and(str::is_ascii)
        {
            set_mark(self.source, block, block.span.start as usize, &text, &found);
            self.marked_before = true;
        }
    }

    /// The next number at the beginning of a paragraph that lost its stop: `6 THERE ARE` behind paragraph 5.
    pub(super) fn number_without_stop(&self, index: usize) -> Option<(u32, usize)> {
        let text = self.bytes(index);
        if self.last_number == 0 || self.lines[index].gap != Gap::Blank || !text[0].is_ascii_digit() {
            return None;
        }
        let digits = text.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        let number = text[..digits].iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0'));
        let rest = text[digits..].trim_ascii_start();
        // The article or the pronoun of a sentence: `6 SHIPS` may be a sentence that begins with its number.
        const OPENING: [&[u8]; 12] =
            [b"THE", b"THERE", b"THIS", b"THESE", b"WE", b"HE", b"SHE", b"IT", b"IN", b"ON", b"AT", b"THEY"];
        let word = rest.split(|b| !b.is_ascii_alphabetic()).next().unwrap_or_default();
        let opening = OPENING.iter().any(|opening| opening.eq_ignore_ascii_case(word));
        let opens = rest.first().is_some_and(u8::is_ascii_uppercase) && rest.len() + digits < text.len();
        let plain = self.draft.as_ref().is_none_or(|draft| draft.lists.is_empty());
        let next = number == self.last_number + 1 && opens && plain && self.last_line_ends(index);
        // What follows tells too: the next number, with its stop.
        (next && (opening || self.next_number(index) == Some(number + 1))).then_some((number, digits))
    }

    /// A number with a letter that lost its stop: `6B ROBIN ROWAN` behind `6A.`, `6A REPLY TO` where `6B` follows.
    pub(super) fn lettered_without_stop(&self, index: usize) -> Option<(u32, usize)> {
        /// How many lines ahead the next letter is looked for.
        const AHEAD: usize = 8;
        if self.last_number == 0 {
            return None;
        }
        let (number, letter, digits) = lettered(self.bytes(index))?;
        let first = || {
            number == self.last_number + 1
                && letter == b'A'
                && (self.is_lettered && self.lines[index].gap == Gap::Blank
                    || (index + 1..self.lines.len().min(index + 1 + AHEAD)).any(|i| {
                        lettered(self.bytes(i)).is_some_and(|next| (next.0, next.1) == (number, b'B'))
                    }))
        };
        let next = number == self.last_number && self.last_letter != 0 && letter == self.last_letter + 1;
        (next || first()).then_some((number, digits))
    }

    /// Keeps the letter behind the number of a paragraph in mind.
    pub(super) fn note_letter(&mut self, index: usize) {
        self.last_letter = lettered(self.bytes(index)).map_or(0, |(_, letter, _)| letter);
        self.is_lettered |= self.last_letter != 0;
    }

    /// Keeps the letter in mind with which a part of a paragraph begins, `(B) ...`; a number begins another paragraph.
    pub(super) fn note_bracket(&mut self, index: usize, numbered: bool) {
        match self.bytes(index) {
            _ if numbered => self.bracketed = 0,
            [b'(', letter @ b'A'..=b'Z', b')', ..] => self.bracketed = *letter,
            _ => {}
        }
    }

    /// `(C) ...` behind `(B) ...` is the third part of a paragraph and no mark.
    pub(super) fn goes_on_letters(&self, text: &[u8]) -> bool {
        matches!(text, [b'(', letter @ b'B'..=b'Z', b')', ..] if self.bracketed + 1 == *letter)
    }

    /// The number of the paragraph that begins with this one, where one does.
    pub(super) fn paragraph_number(&self, index: usize, number: u32, taken: usize) -> Option<u32> {
        if self.is_paragraph(index, number, taken) {
            Some(number)
        } else {
            self.number_with_lost_figure(index, number, taken)
        }
    }

    /// A figure of the number may be lost: `1. THE HARBOR` between paragraphs 10 and 12 is 11.
    fn number_with_lost_figure(&self, index: usize, number: u32, taken: usize) -> Option<u32> {
        let wanted = self.last_number + 1;
        if !(10..=99).contains(&wanted) || number != wanted / 10 && number != wanted % 10 {
            return None;
        }
        if !self.last_line_ends(index) || !opens_sentence(&self.bytes(index)[taken..]) {
            return None;
        }
        (self.next_number(index) == Some(wanted + 1)).then_some(wanted)
    }

    /// The next number behind the line at `index`, where a paragraph may begin with it.
    fn next_number(&self, index: usize) -> Option<u32> {
        /// How many lines ahead it is looked for.
        const AHEAD: usize = 64;
        let mut ahead = index + 1..self.lines.len().min(index + 1 + AHEAD);
        let (line, next, taken) = ahead.find_map(|i| {
            let (next, taken) = lead::number(self.bytes(i))?;
            Some((i, next, taken))
        })?;
        (self.last_line_ends(line) && opens_sentence(&self.bytes(line)[taken..])).then_some(next)
    }

    /// Is `number` that of a paragraph: the next one, or a later one that its mark or its place tells?
    pub(super) fn is_paragraph(&self, index: usize, number: u32, taken: usize) -> bool {
        let (text, gap) = (self.bytes(index), self.lines[index].gap);
        let rest = text[taken..].trim_ascii_start();
        let marked =
            rest.first() == Some(&b'(') && rest.len() > 2 && rest.iter().take(24).any(|&b| b == b')') && {
                let letter = rest[1].to_ascii_uppercase();
                matches!(letter, b'S' | b'C' | b'U' | b'T' | b'L')
            };
        if let Some(draft) = &self.draft {
            // Inside a list of digits the next digit is an item, unless a mark or a gap tells otherwise.
            let sign = text[taken - 1];
            if let Some((last, close, innermost)) = draft.lists.digit()
                && number == last + 1
                && !marked
                && (innermost || close == b')')
            {
                let like_items = if innermost { self.counts_like_items(sign) } else { close == sign };
                // Paragraphs that are counted `1.` do not go on with `2)`, whatever stands between.
                let other = close == b')' && sign == b')' && self.number_sign == b'.' && self.last_number > 0;
                if other || number != self.last_number + 1 || gap == Gap::None && like_items {
                    return false;
                }
            }
        }
        if self.last_number == 0 {
            // A fragment may begin at any number; a list does not begin a text.
            return number >= 1 && (number == 1 || marked || self.draft.is_none() || gap != Gap::None);
        }
        match number.checked_sub(self.last_number) {
            // `PARAGRAPHS 3 AND⏎4. 2 PERCENT` goes on with its sentence (MI 6).
            Some(1) => {
                gap != Gap::None
                    || marked
                    || !rest.first().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                    || !self.last_line_leads_on(index)
            }
            // A number between may be lost or misread; the line before has to be at its end then.
            Some(2) if gap == Gap::None && !marked => {
                text[taken - 1] == b'.' && self.last_line_ends(index) && opens_sentence(rest)
            }
            Some(2 | 3) => marked || gap != Gap::None && opens_sentence(rest),
            Some(0) => {
                marked
                    || text.get(taken.saturating_sub(2)).is_some_and(u8::is_ascii_uppercase)
                    || self.is_printed_twice(index, number, &text[..taken], rest)
            }
            Some(_) => marked && gap != Gap::None,
            // `13. (SBU)` behind 14 is a slip; an item of a list would begin at 1.
            None => {
                marked
                    && gap == Gap::Blank
                    && number > 1
                    && number + 1 == self.last_number
                    && self.draft.as_ref().is_none_or(|draft| draft.lists.is_empty())
            }
        }
    }

    /// Is the number of the paragraph before printed once more: between blank lines, and in no list?
    fn is_printed_twice(&self, index: usize, number: u32, lead: &[u8], rest: &[u8]) -> bool {
        number > 1
            && self.lines[index].gap == Gap::Blank
            && lead.last() == Some(&self.number_sign)
            && opens_sentence(rest)
            && self.draft.as_ref().is_none_or(|draft| {
                // The paragraph may go on behind a page break.
                let page = draft.kind == BlockKind::Unnumbered && self.lines[draft.first].gap == Gap::Page;
                draft.lists.is_empty() && (draft.kind == BlockKind::Paragraph || page)
            })
            && index.checked_sub(1).is_some_and(|before| closing(self.bytes(before)) == Some(b'.'))
    }

    /// Is the last item counted with this sign behind its number? `(1)` and `1)` are alike.
    fn counts_like_items(&self, sign: u8) -> bool {
        let Some(&(line, _)) = self.items.last() else { return true };
        let own = self.bytes(line).iter().find(|b| matches!(b, b')' | b'.'));
        own.is_none_or(|own| *own == sign)
    }

    fn last_line_ends(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| ends_sentence(self.bytes(before)))
    }

    fn last_line_leads_on(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map_or(&b""[..], |before| self.bytes(before));
        leads_on(std::str::from_utf8(before).unwrap_or_default())
    }
}

/// `6A. `, `6A `: number, letter, and the bytes of the number.
fn lettered(text: &[u8]) -> Option<(u32, u8, usize)> {
    let digits = text.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let number = text[..digits].iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0'));
    match text[digits..] {
        [letter @ b'A'..=b'Z', b' ' | b'.' | b')', ..] if (1..=2).contains(&digits) => {
            Some((number, letter, digits))
        }
        _ => None,
    }
}
