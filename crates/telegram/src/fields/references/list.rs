//! Goes through a list of references item by item.

use super::kinds;
use super::number;
use super::split::{self, Enumerator, Form, Label};
use super::telegram::{self, Carry, Manner, Telegram};
use super::tokens::Tokens;
use super::year;
use crate::fields::Context;
use crate::fields::canonical::{canonical, canonical_airgram};
use crate::record::ReferenceKind;

/// An item of the list; places are bytes of the field.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) label: Option<(usize, usize)>,
    pub(super) kind: ReferenceKind,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) mrn: Option<String>,
}

/// What stands between two items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Divider {
    Nothing,
    Comma,
    Line,
    Semicolon,
}

/// The longest reference in free words, in bytes. What is longer is the telegram's own text.
const LONGEST_WORDS: usize = 400;

/// The longest one that names no kind of document.
const LONGEST_UNKNOWN: usize = 110;

/// A line of this length or longer was full, and the next one may go on with its sentence.
const FULL_LINE: usize = 42;

/// A range of more telegrams than this is a misprint.
const LONGEST_RANGE: u32 = 50;

pub(super) struct List<'t, 'c> {
    pub(super) t: Tokens<'t>,
    cx: Context<'c>,
    mends: u32,
    pub(super) items: Vec<Item>,
    label: Option<Enumerator>,
    /// The label stands there and its item not yet.
    open: bool,
    letter: Option<u8>,
    number: Option<u8>,
    carry: Option<Carry<'c>>,
    any_case: bool,
    /// Where reading stopped.
    pub(super) end: usize,
}

impl<'t, 'c> List<'t, 'c> {
    pub(super) fn read(text: &'t str, cx: &Context<'c>) -> List<'t, 'c> {
        let mut list = List {
            t: Tokens::new(text),
            cx: *cx,
            mends: 0,
            items: Vec::new(),
            label: None,
            open: false,
            letter: None,
            number: None,
            carry: None,
            any_case: !text.bytes().any(|b| b.is_ascii_uppercase()),
            end: 0,
        };
        list.run();
        list
    }

    fn run(&mut self) {
        let mut i = 0;
        loop {
            let Some((at, divider)) = self.over_dividers(i) else { return };
            i = at;
            self.end = i;
            if i >= self.t.len() {
                return;
            }
            if let Some(label) = self.label_at(i, true) {
                self.set_label(label);
                i = label.next;
                continue;
            }
            if let Some(next) = self.telegram(i) {
                i = next;
                continue;
            }
            match self.free_words(i, divider) {
                Some(next) => i = next,
                None => return,
            }
        }
    }

    fn set_label(&mut self, label: Enumerator) {
        match label.label {
            Label::Letter(letter) => self.letter = Some(letter),
            Label::Number(number) => self.number = Some(number),
        }
        self.label = Some(label);
        self.open = true;
        self.carry = None;
    }

    /// Goes over what divides two items; none where the list ends.
    fn over_dividers(&mut self, mut i: usize) -> Option<(usize, Divider)> {
        let mut divider = Divider::Nothing;
        while i < self.t.len() {
            let found = match self.t.mark(i) {
                _ if self.t.is_line(i) => {
                    if !self.goes_on(i, divider) {
                        return None;
                    }
                    Divider::Line
                }
                0 if self.t.is(i, &["AND", "OR", "PLUS"]) => Divider::Comma,
                0 if self
                    .t
                    .is(i, &["REF", "REFS", "REFTEL", "REFTELS", "REFERENCE", "REFERENCES", "ALSO"])
                    && self.label_at(i, true).is_none() =>
                {
                    Divider::Nothing
                }
                0 => break,
                b'\'' if !self.t.digits(i + 1).is_empty() => break,
                b'(' | b'[' | b'{' => {
                    if self.label_at(i, true).is_some() || year::before(&self.t, i, self.cx.year).is_some() {
                        break;
                    }
                    // `(S)` of `REF(S)`, or a mark of classification: `(U)`.
                    if split::is_bracketed_letter(&self.t, i) {
                        i += 2;
                    }
                    Divider::Nothing
                }
                b';' => {
                    self.carry = None;
                    Divider::Semicolon
                }
                b',' | b'&' | b'/' => Divider::Comma,
                _ => Divider::Nothing,
            };
            divider = divider.max(found);
            i += 1;
        }
        Some((i, divider))
    }

    /// Whether the list goes on behind the line end at `i`.
    fn goes_on(&mut self, i: usize, divider: Divider) -> bool {
        let mut next = i + 1;
        let blank = self.t.is_line_end(next);
        next = self.t.over_lines(next);
        // Lines that were indented in the original begin with a hyphen in the files of the 1970s.
        while self.t.mark(next) == b'-' {
            next += 1;
        }
        if next >= self.t.len() {
            return false;
        }
        let empty = self.items.is_empty() || self.open;
        if self.is_paragraph(next) {
            // `1. STATE 123` is an item only where the list has numbers.
            return self.label_at(next, true).is_some() && (empty || self.number.is_some());
        }
        if split::is_behind_list(&self.t, next) {
            return false;
        }
        if let Some(label) = self.label_at(next, true) {
            let follows = match label.label {
                Label::Letter(letter) => self.letter.is_some_and(|last| letter > last),
                Label::Number(number) => self.number.is_some_and(|last| number > last),
            };
            return empty || follows || !blank && self.telegram_at(label.next, true).is_some();
        }
        if empty || divider == Divider::Comma || divider == Divider::Semicolon {
            return !blank || empty || self.telegram_at(next, true).is_some();
        }
        if blank {
            return false;
        }
        if split::is_open(self.t.mark(next))
            && self.t.is(next + 1, &["NOTAL", "EXDIS", "NODIS", "LIMDIS", "PASEP"])
        {
            return true;
        }
        if self.is_hanging(i, next) && self.is_named_document(next) {
            return true;
        }
        let number = self.t.digits(next).len() >= 3 && self.t.is_line_end(next + 1);
        number && self.carry.is_some()
            || self.t.is(next, &["AND"]) && self.telegram_at(next + 1, true).is_some()
            || self.telegram_at(next, true).is_some_and(|telegram| self.is_line_of_list(&telegram))
    }

    /// The line behind the line end at `i` is set in, as lines that go on with a list are.
    fn is_hanging(&self, i: usize, next: usize) -> bool {
        let line = self.t.get(i).map_or(0, |token| token.end as usize);
        self.t.start(next) >= line + 3
    }

    /// A line that says which kind of document it names, and is no sentence.
    fn is_named_document(&self, i: usize) -> bool {
        let end = (i..self.t.len()).find(|&at| self.t.is_line(at)).unwrap_or(self.t.len());
        kinds::of(&self.t, i, end) != ReferenceKind::Other
            && !(i..end).any(|at| kinds::is_of_sentence(&self.t, at))
    }

    /// A telegram that stands on a line of its own, or of which the station is known.
    fn is_line_of_list(&self, telegram: &Telegram) -> bool {
        telegram.known
            || self.t.is_line_end(telegram.tail.next)
            || matches!(self.t.mark(telegram.tail.next), b',' | b';')
    }

    /// `1. TEXT`, `12) TEXT`
    fn is_paragraph(&self, i: usize) -> bool {
        matches!(self.t.digits(i).len(), 1 | 2)
            && matches!(self.t.mark(i + 1), b'.' | b')')
            && !(self.t.is_glued(i + 2) && !self.t.digits(i + 2).is_empty())
    }

    /// A telegram at `i`, read or not counted.
    fn telegram_at(&mut self, i: usize, unknown: bool) -> Option<Telegram<'c>> {
        let any_case = self.any_case || self.open;
        telegram::read(&self.t, i, &self.cx, &mut self.mends, Manner { unknown, any_case })
    }

    /// A telegram of a known station, by which a reference in free words ends.
    fn is_sure_telegram(&mut self, i: usize) -> bool {
        let Some(telegram) = self.telegram_at(i, false) else { return false };
        telegram.known && telegram.carry.code.is_some() || telegram.airgram
    }

    /// Whether a label of the list stands at `i`; `boundary` at the beginning of an item.
    fn label_at(&mut self, i: usize, boundary: bool) -> Option<Enumerator> {
        let e = split::enumerator(&self.t, i)?;
        let next = self.t.over_lines(e.next);
        if next >= self.t.len() {
            return None;
        }
        if number::airgram(&self.t, e.at).is_some() && self.telegram_at(e.next, true).is_none() {
            return None;
        }
        let good = match e.label {
            Label::Letter(letter) => self.is_letter(&e, letter, next, i, boundary),
            Label::Number(number) => {
                let follows = number == self.number.map_or(1, |last| last.saturating_add(1));
                follows
                    && match e.form {
                        Form::Bracketed | Form::Closed if boundary => {
                            self.telegram_at(next, true).is_some()
                                || self.t.word(next).len() > 1 && !self.is_paragraph(i)
                        }
                        Form::Bracketed => self.is_sure_telegram(next),
                        Form::Point => boundary && self.telegram_at(next, true).is_some(),
                        _ => false,
                    }
            }
        };
        good.then_some(e)
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
                follows && !self.open && !self.t.is_line(e.next)
            }
            Form::Bracketed => (near || boundary && self.t.is_line_start(i)) && !self.t.is_line(e.next),
            Form::Closed => near,
            Form::Point if boundary => near,
            Form::Point => {
                let before = i.saturating_sub(1);
                let apart = !self.t.digits(before).is_empty()
                    || matches!(self.t.mark(before), b',' | b';' | b'.' | b')' | b':')
                    || self.t.is_line_start(i);
                near && (apart && follows || self.telegram_at(next, true).is_some())
            }
            Form::Weak if boundary && follows && word && !self.t.is_glued(e.next) && e.next > e.at + 1 => {
                true
            }
            Form::Weak | Form::Bare => follows && self.telegram_at(next, true).is_some(),
        }
    }

    /// Reads a telegram, with a station or with the one before; gives the token behind it.
    fn telegram(&mut self, i: usize) -> Option<usize> {
        let carried = self.carry.clone().and_then(|carry| telegram::carried(&self.t, i, &self.cx, &carry));
        let telegram = match self.telegram_at(i, true) {
            // `LA PAZ A-5, A-6`: the second has a station too.
            Some(telegram) if telegram.carry.code.is_none() && carried.is_some() => carried?,
            Some(telegram) => telegram,
            None => match carried {
                Some(telegram) => telegram,
                None => self.lone_number(i).or_else(|| self.lone_time(i))?,
            },
        };
        let telegram = self.with_series(telegram);
        let from = self.t.start(i);
        let end = telegram.tail.next;
        let to = self.t.end_before(end);
        match (telegram.last, telegram.number) {
            (Some(last), Some(first)) => {
                self.push(
                    ReferenceKind::Telegram,
                    from,
                    self.t.end_before(telegram.head),
                    self.mrn(&telegram, Some(first)),
                );
                if last.all && last.number - first <= LONGEST_RANGE {
                    for number in first + 1..last.number {
                        let mrn = self.mrn(&telegram, Some(number));
                        self.push(ReferenceKind::Telegram, from, to, mrn);
                    }
                }
                let mrn = self.mrn(&telegram, Some(last.number));
                self.push(ReferenceKind::Telegram, self.t.start(last.start), to, mrn);
            }
            _ => {
                let mrn = self.mrn(&telegram, telegram.number);
                self.push(ReferenceKind::Telegram, from, to, mrn);
            }
        }
        self.carry = Some(telegram.carry);
        Some(end)
    }

    /// `TOSEC 60028/STATE 161750` is one telegram, known by the Department's number (TF 9.4).
    fn with_series(&mut self, telegram: Telegram<'c>) -> Telegram<'c> {
        let series = matches!(telegram.carry.code.as_deref(), Some("TOSEC" | "TODEP" | "TOTAS"));
        if series && self.t.mark(telegram.tail.next) == b'/' {
            if let Some(state) = self.telegram_at(telegram.tail.next + 1, false) {
                if state.carry.code.as_deref() == Some("STATE") {
                    return state;
                }
            }
        }
        telegram
    }

    /// A number of a telegram whose station is not told: `STATE 30177; 30180`.
    fn lone_number(&self, i: usize) -> Option<Telegram<'c>> {
        if self.items.last().is_none_or(|item| item.kind != ReferenceKind::Telegram)
            || self.t.digits(i).len() < 3
        {
            return None;
        }
        let telegram = telegram::carried(&self.t, i, &self.cx, &Carry { code: None, year: None })?;
        let ends = self.t.is_line_end(telegram.tail.next)
            || matches!(self.t.mark(telegram.tail.next), b',' | b';' | b'.')
            || self.t.is(telegram.tail.next, &["AND"]);
        ends.then_some(telegram)
    }

    /// A telegram of which only the date-time group is told: `DTG 121430Z MAR 07`.
    fn lone_time(&self, i: usize) -> Option<Telegram<'c>> {
        telegram::timed(&self.t, i + usize::from(self.t.is(i, &["DTG"])), &self.cx)
    }

    fn mrn(&self, telegram: &Telegram, number: Option<u32>) -> Option<String> {
        let post = telegram.carry.code.as_deref()?;
        let number = number?;
        let counted = if telegram.airgram { 0 } else { number };
        let year = telegram.year.or_else(|| year::resolve(&self.cx, post, counted, telegram.month));
        if telegram.airgram { canonical_airgram(year, post, number) } else { canonical(year, post, number) }
    }

    fn push(&mut self, kind: ReferenceKind, from: usize, to: usize, mrn: Option<String>) {
        let label = self.label.map(|label| {
            let width =
                if matches!(label.label, Label::Letter(_)) { 1 } else { self.t.digits(label.at).len() };
            (self.t.start(label.at), self.t.start(label.at) + width)
        });
        self.items.push(Item { label, kind, from, to, mrn });
        self.open = false;
    }

    /// Reads a reference in free words; gives the token behind it, none where it is no reference and the list ends.
    fn free_words(&mut self, i: usize, divider: Divider) -> Option<usize> {
        let end = self.end_of_words(i);
        let mut last = end;
        while last > i
            && (matches!(self.t.mark(last - 1), b',' | b'.' | b':' | b'-' | b'/' | b'&')
                || self.t.is_line(last - 1))
        {
            last -= 1;
        }
        let (from, to) = (self.t.start(i), self.t.end_before(last));
        let kind = kinds::of(&self.t, i, end);
        let words = (i..end).filter(|&at| self.t.word(at).len() > 1).count();
        let names = (i..end).any(|at| self.t.word(at).len() > 1 && !kinds::is_place(&self.t, at));
        let sentence = (i..end).any(|at| kinds::is_of_sentence(&self.t, at));
        let len = to.saturating_sub(from);
        if len > LONGEST_WORDS || kind == ReferenceKind::Other && len > LONGEST_UNKNOWN && !self.open {
            return None;
        }
        if is_nothing(&self.t, i) {
            // `N/A`, `NONE`: the list says that there is nothing.
            return (self.open || !self.items.is_empty()).then_some(end);
        }
        let first = self.items.is_empty();
        let stands = match kind {
            _ if self.open => words > 0,
            ReferenceKind::Other if first => names && !sentence,
            ReferenceKind::Other => divider == Divider::Semicolon && names && !sentence,
            _ => !sentence || len < LONGEST_UNKNOWN && first,
        };
        if stands {
            self.push(kind, from, to, None);
            self.carry = None;
            return Some(end.max(i + 1));
        }
        if first || divider >= Divider::Line || words > 6 || sentence {
            return None;
        }
        // A remark on the item before, behind a comma.
        Some(end.max(i + 1))
    }

    /// Where a reference in free words ends (TF 6.9). It holds commas and dates, so it ends only where the next item is clear.
    fn end_of_words(&mut self, i: usize) -> usize {
        let mut depth = 0u32;
        let mut line_start = self.t.start(i);
        let first = self.t.start(i);
        let mut at = i;
        while at < self.t.len() {
            if self.t.start(at) - first > LONGEST_WORDS + 8 {
                break;
            }
            if at > i && depth == 0 && self.label_at(at, false).is_some() {
                break;
            }
            match self.t.mark(at) {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.saturating_sub(1),
                b';' if depth == 0 => break,
                b',' | b':' | b'.' | b'/' if depth == 0 => {
                    let gap = !self.t.is_glued(at + 1);
                    let and = usize::from(self.t.is(at + 1, &["AND"]));
                    let paragraph = self.t.mark(at) == b'.' && gap && self.is_paragraph(at + 1);
                    if paragraph || gap && self.is_sure_telegram(at + 1 + and) {
                        break;
                    }
                }
                0 if self.t.is_line(at) => {
                    let full = self.t.end_before(at) - line_start >= FULL_LINE;
                    if !self.words_go_on(at, full || depth > 0) {
                        break;
                    }
                    line_start = self.t.start(at + 1);
                }
                0 if self.t.is(at, &["AND"]) && depth == 0 && self.is_sure_telegram(at + 1) => break,
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Whether free words go on behind the line end at `i`.
    fn words_go_on(&mut self, i: usize, full: bool) -> bool {
        let next = i + 1;
        if self.t.is_line_end(next) || self.is_paragraph(next) || split::is_behind_list(&self.t, next) {
            return false;
        }
        if self.is_sure_telegram(next) {
            return false;
        }
        let hanging = self.is_hanging(i, next);
        let links = self
            .t
            .is(i.saturating_sub(1), &["OF", "TO", "AND", "FROM", "ON", "THE", "FOR", "DATED", "BETWEEN"])
            || matches!(self.t.mark(i.saturating_sub(1)), b',' | b'-' | b'/' | b'(');
        full || hanging || links
    }
}

/// `N/A`, `NONE`, `NIL`, `NOT APPLICABLE`
pub(super) fn is_nothing(t: &Tokens, i: usize) -> bool {
    t.is(i, &["N"]) && t.mark(i + 1) == b'/' && t.is(i + 2, &["A"])
        || t.is(i, &["NONE", "NIL", "NA"])
        || t.is(i, &["NOT"]) && t.is(i + 1, &["APPLICABLE"])
}
