//! Which letters and numbers are labels of the list (TF 6.9).

use super::list::List;
use super::number;
use super::split::{self, Enumerator, Form, Label};
use super::tokens::Tokens;
use crate::record::ReferenceKind;

impl List<'_, '_> {
    /// Whether a label of the list stands at `i`; `boundary` at the beginning of an item.
    pub(super) fn label_at(&mut self, i: usize, boundary: bool) -> Option<Enumerator> {
        let mut e = split::enumerator(&self.t, i)?;
        // `(A) STATE 12345 (8) PARIS 12`: an 8 that was a B. In `A. 08 PARIS 12` stands a year.
        let eight =
            self.t.digits(e.at) == "8" && matches!(e.form, Form::Bracketed | Form::Closed | Form::Point);
        if eight && self.letter == Some(b'A') && self.number.is_none() {
            e.label = Label::Letter(b'B');
        }
        // `I) STATE 30177 II) GREYHAVEN 88`: Roman numerals, where no letters are before.
        if let (Label::Letter(letter), None) = (e.label, self.letter)
            && e.form >= Form::Point
        {
            match (letter, self.number) {
                (b'I', None) if boundary && self.telegram_at(e.next, true).is_some() => {
                    e.label = Label::Number(1)
                }
                (b'V', Some(4)) => e.label = Label::Number(5),
                (b'X', Some(9)) => e.label = Label::Number(10),
                _ => {}
            }
        }
        let next = self.t.over_lines(e.next);
        if next >= self.t.len() {
            return None;
        }
        // `A/STATE 30177`, but `A/S WEAVER` and an office `A/EX 12`; `A, STATE 30177`, but `A, PARA 4`
        let mark = self.t.mark(e.at + 1);
        if (mark == b'/' && self.t.is_glued(e.next) || mark == b',' && e.form == Form::Bare)
            && !self.is_sure_telegram(next)
        {
            return None;
        }
        if number::airgram(&self.t, e.at).is_some() && self.telegram_at(e.next, true).is_none() {
            return None;
        }
        let good = match e.label {
            Label::Letter(letter) => self.is_letter(&e, letter, next, i, boundary),
            Label::Number(number) => {
                let follows = number == self.number.map_or(1, |last| last.saturating_add(1));
                // A Roman numeral out of its order is one where a telegram follows.
                let listed = self.items.is_empty() || self.number.is_some() || self.letter == Some(b'I');
                let numeral =
                    boundary && listed && !self.t.word(e.at).is_empty() && self.is_sure_telegram(next);
                (follows || numeral)
                    && match e.form {
                        Form::Bracketed | Form::Closed if boundary => {
                            self.telegram_at(next, true).is_some()
                                || self.t.word(next).len() > 1 && !self.is_paragraph(i)
                        }
                        Form::Bracketed => self.is_sure_telegram(next),
                        Form::Point => boundary && self.telegram_at(next, true).is_some(),
                        // `1/ STATE 30177`, but `01-STATE-30177`
                        Form::Weak => {
                            boundary
                                && self.t.digits(e.at).len() == 1
                                && !self.t.is_glued(e.next)
                                && self.telegram_at(next, true).is_some()
                        }
                        Form::Closed | Form::Bare => false,
                    }
            }
        };
        good.then_some(e)
    }

    /// The telegrams before it, up to one that has a year of its own, are of this one: `STATE 12345, LONDON 222 (ALL 1974)`.
    pub(super) fn date_all(&mut self, year: u16) {
        for item in self.items.iter_mut().rev().take_while(|item| !item.dated) {
            item.dated = true;
            if let Some(number) = item.mrn.as_deref().and_then(|mrn| mrn.get(2..)) {
                item.mrn = Some(format!("{:02}{number}", year % 100));
            }
        }
    }

    /// The next letter of the list in brackets or with a full stop: `AND (B) KUALA LUMPUR 500`.
    pub(super) fn is_next_letter(&mut self, i: usize) -> bool {
        let last = self.letter;
        self.label_at(i, true).is_some_and(|e| {
            e.form >= Form::Point && last.is_some_and(|last| e.label == Label::Letter(last + 1))
        })
    }

    /// A letter that stands behind its telegram, `LONDON 1022 (A); STATE 49881 (B)`: A behind the first, where none stands before one,
    /// and so on. It is the item's, not of its words. Gives the token behind it.
    pub(super) fn letter_behind(&mut self, next: usize) -> usize {
        let due = b'A' + self.behind.min(25);
        let is_due = |t: &Tokens, at: usize| {
            split::is_bracketed_letter(t, at)
                && t.word(at + 1).as_bytes() == [due]
                && (t.is_line_end(at + 3) || matches!(t.mark(at + 3), b';' | b','))
        };
        let listed = self.letter.is_some() || self.number.is_some();
        // At the end of a line the bracket was read with what stands behind the number.
        let read = next.checked_sub(3).filter(|&at| self.behind > 0 && is_due(&self.t, at));
        let Some(at) = read.or_else(|| is_due(&self.t, next).then_some(next)).filter(|_| !listed) else {
            return next;
        };
        // One alone, at the end of the list, is a mark or a remark.
        if self.behind == 0 && self.t.is_line_end(at + 3) {
            return next;
        }
        self.behind = self.behind.saturating_add(1);
        let (from, to) = (self.t.start(at + 1), self.t.end_before(at));
        if let Some(item) = self.items.last_mut() {
            item.label = Some((from, from + 1, Some(due)));
            item.to = item.to.min(to);
        }
        at + 3
    }

    fn is_letter(&mut self, e: &Enumerator, letter: u8, next: usize, i: usize, boundary: bool) -> bool {
        let follows = letter == self.letter.map_or(b'A', |last| last + 1);
        let near = match self.letter {
            None if boundary => true,
            None => letter <= b'B',
            Some(last) => letter >= last && letter <= last + 3,
        };
        let word = self.t.word(next).len() > 1;
        match e.form {
            // (C), (S), (U) are marks of classification where they are not the next letter.
            Form::Bracketed if matches!(letter, b'C' | b'S' | b'U') && !e.named => {
                // Behind words it is the next letter where it begins a line, or a telegram follows.
                let ends_words = !boundary && (self.t.is_line_start(i) || self.is_sure_telegram(next));
                follows && (!self.open || ends_words) && !self.t.is_line(e.next)
            }
            Form::Bracketed => (near || boundary && self.t.is_line_start(i)) && !self.t.is_line(e.next),
            // A letter out of its order is one where a telegram follows.
            Form::Closed => near || boundary && self.is_sure_telegram(next),
            Form::Point if boundary => near || self.is_sure_telegram(next),
            Form::Point => {
                let before = i.saturating_sub(1);
                let initials =
                    self.t.mark(before) == b'.' && before > 0 && self.t.word(before - 1).len() == 1;
                if initials {
                    return false;
                }
                let apart = !self.t.digits(before).is_empty()
                    || matches!(self.t.mark(before), b',' | b';' | b'.' | b')' | b':')
                    || self.t.is_line_start(i);
                // `A. BRASILIA 222: PROTOCOL B. FBIS REPORT`, but `LETTER FROM ANN B. WEAVER`.
                let document =
                    self.t.is(next, &["FBIS"]) || self.t.sense(next).kind() != ReferenceKind::Other;
                near && (follows && (apart || document) || self.telegram_at(next, true).is_some())
            }
            Form::Weak if boundary && follows && word && !self.t.is_glued(e.next) && e.next > e.at + 1 => {
                true
            }
            Form::Weak | Form::Bare => follows && self.telegram_at(next, true).is_some(),
        }
    }
}
