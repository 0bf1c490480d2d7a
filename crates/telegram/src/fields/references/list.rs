//! Goes through a list of references item by item.

use super::kinds;
use super::place;
use super::reports;
use super::sender;
use super::split::{self, Enumerator, Label};
use super::tail;
use super::telegram::{self, Carry, Manner, Telegram};
use super::tokens::Tokens;
use super::year;
use crate::fields::Context;
use crate::fields::mrn::canonical;
use crate::record::ReferenceKind;

/// An item of the list; places are bytes of the field.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Where the label is printed, and the letter that it is.
    pub(super) label: Option<(usize, usize, Option<u8>)>,
    pub(super) kind: ReferenceKind,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) mrn: Option<String>,
    /// The year of the number is printed with it.
    pub(super) dated: bool,
}

/// What stands between two items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Divider {
    Nothing,
    Comma,
    Line,
    Semicolon,
}

/// Words before a reference that are no part of it.
const LEADING: &[&str] = &[
    "REF",
    "REFS",
    "REFTEL",
    "REFTELS",
    "REFERENCE",
    "REFERENCES",
    "SEE",
    "PER",
    "ALSO",
    "BOTH",
    "VICE",
    "REPEATING",
    "REPEATED",
    "RPTD",
];

/// Words before a number of which the station is told already.
const NUMBER: &[&str] = &["NO", "NOS", "NR", "NRS", "NBR", "NUMBER"];

/// A range of more telegrams than this is a misprint.
const LONGEST_RANGE: u32 = 50;

pub(super) struct List<'t, 'c> {
    pub(super) t: Tokens<'t>,
    pub(super) cx: Context<'c>,
    pub(super) mends: u32,
    pub(super) items: Vec<Item>,
    pub(super) label: Option<Enumerator>,
    /// The label stands there and its item not yet.
    pub(super) open: bool,
    pub(super) letter: Option<u8>,
    pub(super) number: Option<u8>,
    /// How many letters stood behind their items.
    pub(super) behind: u8,
    pub(super) carry: Option<Carry<'c>>,
    /// The telegram that is being added has its year printed.
    dated: bool,
    pub(super) any_case: bool,
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
            behind: 0,
            carry: None,
            dated: false,
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
            if let Some(next) = reports::at(&self.t, i) {
                self.push(ReferenceKind::Report, self.t.start(i), self.t.end_before(next), None);
                self.carry = None;
                i = next;
                continue;
            }
            if let Some(next) = self.telegram(i) {
                i = self.letter_behind(next);
                continue;
            }
            match self.free_words(i, divider).or_else(|| self.resumes(i)) {
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
                        return self.resumes(i).map(|at| (at, Divider::Line));
                    }
                    // All blank lines at once: each look ahead goes over them.
                    i = self.t.over_lines(i) - 1;
                    Divider::Line
                }
                0 if self.t.is(i, &["AND", "OR", "PLUS"]) => Divider::Comma,
                0 if self.t.is(i, LEADING) && self.label_at(i, true).is_none() => Divider::Nothing,
                // `RABAT NO. 12, NO. 13`
                0 if self.t.is(i, NUMBER)
                    && !self.t.digits(i + 1 + usize::from(self.t.mark(i + 1) == b'.')).is_empty() =>
                {
                    Divider::Nothing
                }
                b'\'' if !self.t.digits(i + 1).is_empty() => break,
                0 if self.items.is_empty()
                    && self.t.is(i, &["TEL", "TELS"])
                    && matches!(self.t.mark(i + 1), b':' | b'(') =>
                {
                    Divider::Nothing
                }
                0 => break,
                b'[' if self.is_withheld(i) => break,
                b'(' | b'[' | b'{' => {
                    if self.label_at(i, true).is_some() || year::before(&self.t, i, self.cx.year).is_some() {
                        break;
                    }
                    // `(S)` of `REF(S)`, or a mark of classification: `(U)`.
                    if split::is_bracketed_letter(&self.t, i) {
                        i += 2;
                    } else if tail::is_caption(&self.t, i + 1) {
                        i += 1;
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

    /// `[telegram indicator not declassified] 525`: the station was taken out by the release.
    fn is_withheld(&self, i: usize) -> bool {
        const WORDS: usize = 6;
        let close = (i + 1..i + 2 + WORDS).find(|&at| self.t.word(at).is_empty());
        close.is_some_and(|at| at > i + 1 && self.t.mark(at) == b']' && !self.t.digits(at + 1).is_empty())
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
            // `1. STATE 123` is an item only where the list has numbers. An 8 may be a B (TF 17).
            return self.label_at(next, true).is_some_and(|label| {
                empty || self.number.is_some() || matches!(label.label, Label::Letter(_))
            });
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
        let place = place::stands_at(&self.t, next);
        number && self.carry.is_some()
            || self.sender(next).is_some_and(|telegram| self.t.is_line_end(telegram.tail.next))
            || self.t.is(next, &["AND"])
                && (self.telegram_at(next + 1, true).is_some()
                    || self.carried_at(next + 1).is_some()
                    || self.is_next_letter(next + 1))
            || self.telegram_at(next, true).is_some_and(|telegram| self.is_line_of_list(&telegram, place))
    }

    /// The next letter of the list, behind one or two lines that are no references: `AND PREVIOUS`, a title, a remark in brackets
    /// (TF 6.9). They are of the item before them. Gives the token at which its line begins.
    fn resumes(&mut self, i: usize) -> Option<usize> {
        const LINES: usize = 3;
        const TOKENS: usize = 60;
        let (last, item) = (self.letter?, self.items.last()?.to);
        if self.open {
            return None;
        }
        let mut lines = 0;
        for at in i..self.t.len().min(i + TOKENS) {
            if !self.t.is_line(at) {
                continue;
            }
            let mut next = at + 1;
            // A pilcrow of a web edition, or the hyphen of a line that was indented.
            while matches!(self.t.mark(next), b'-' | 0xff) {
                next += 1;
            }
            let label = self.label_at(next, true);
            if label.is_some_and(|e| e.form >= split::Form::Point && e.label == Label::Letter(last + 1)) {
                let to = self.t.end_before(at);
                if let Some(item) = self.items.last_mut().filter(|_| item < to) {
                    item.to = to;
                }
                return Some(next);
            }
            lines += 1;
            let ends = self.t.is_line_end(next)
                || self.is_paragraph(next)
                || split::is_behind_list(&self.t, next)
                || split::letter(&self.t, next).is_some();
            if lines > LINES || ends {
                return None;
            }
        }
        None
    }

    /// The line behind the line end at `i` is set in, as lines that go on with a list are.
    pub(super) fn is_hanging(&self, i: usize, next: usize) -> bool {
        let line = self.t.get(i).map_or(0, |token| token.end as usize);
        self.t.start(next) >= line + 2
    }

    /// A line that says which kind of document it names, and is no sentence.
    fn is_named_document(&self, i: usize) -> bool {
        let end = (i..self.t.len()).find(|&at| self.t.is_line(at)).unwrap_or(self.t.len());
        kinds::of(&self.t, i, end) != ReferenceKind::Other
            && !(i..end).any(|at| self.t.sense(at).is_of_sentence())
    }

    /// A telegram that stands on a line of its own, or of which the station is known. `PARA 3 OF STATE 30177 SAYS` begins a text.
    fn is_line_of_list(&self, telegram: &Telegram, place: bool) -> bool {
        telegram.known && !place
            || self.t.is_line_end(telegram.tail.next)
            || matches!(self.t.mark(telegram.tail.next), b',' | b';')
    }

    /// `1. TEXT`, `12) TEXT`
    pub(super) fn is_paragraph(&self, i: usize) -> bool {
        split::is_paragraph(&self.t, i)
    }

    /// A telegram at `i`, read or not counted.
    pub(super) fn telegram_at(&mut self, i: usize, unknown: bool) -> Option<Telegram<'c>> {
        let i = place::before(&self.t, i).unwrap_or(i);
        let any_case = self.any_case || self.open;
        telegram::read(&self.t, i, &self.cx, &mut self.mends, Manner { unknown, any_case })
    }

    /// A telegram of a known station, by which a reference in free words ends.
    pub(super) fn is_sure_telegram(&mut self, i: usize) -> bool {
        let Some(telegram) = self.telegram_at(i, false) else { return false };
        telegram.known && telegram.carry.code.is_some() || telegram.airgram
    }

    /// Reads a telegram, with a station or with the one before; gives the token behind it.
    fn telegram(&mut self, i: usize) -> Option<usize> {
        let carried = self.carried_at(i);
        let telegram = match self.telegram_at(i, true) {
            // `LA PAZ A-5, A-6`: the second has a station too.
            Some(telegram) if telegram.carry.code.is_none() && carried.is_some() => carried?,
            // `RABAT 12, 13 PARIS 4`: no year that anybody means.
            Some(telegram)
                if carried.is_some()
                    && telegram.carry.year.is_some_and(|year| year::is_far(year, self.cx.year)) =>
            {
                carried?
            }
            Some(telegram) => telegram,
            None => match carried {
                Some(telegram) => telegram,
                None => self.lone_number(i).or_else(|| self.lone_time(i)).or_else(|| self.sender(i))?,
            },
        };
        let telegram = self.with_series(telegram);
        let from = self.t.start(i);
        let end = telegram.tail.next;
        let to = self.t.end_before(end);
        if let Some(year) = telegram.year.filter(|_| telegram.tail.all) {
            self.date_all(year);
        }
        self.dated = telegram.year.is_some();
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
        self.dated = false;
        self.carry = Some(telegram.carry);
        Some(end)
    }

    /// A number at `i` that takes its station from the telegram before.
    fn carried_at(&self, i: usize) -> Option<Telegram<'c>> {
        telegram::carried(&self.t, i, &self.cx, self.carry.as_ref()?)
    }

    /// `TOSEC 60028/STATE 161750` and `TOSEC 60028 (STATE 161750)` are one telegram, known by the Department's number (TF 9.4).
    fn with_series(&mut self, telegram: Telegram<'c>) -> Telegram<'c> {
        let series = matches!(telegram.carry.code.as_deref(), Some("TOSEC" | "TODEP" | "TOTAS"));
        let next = telegram.tail.next;
        let open = self.t.mark(next) == b'(';
        if series
            && (open || self.t.mark(next) == b'/')
            && let Some(mut state) = self.telegram_at(next + 1, false)
            && state.carry.code.as_deref() == Some("STATE")
            && (!open || split::is_close(self.t.mark(state.tail.next)))
        {
            state.tail.next += usize::from(open);
            return state;
        }
        telegram
    }

    /// A number of a telegram whose station is not told: `STATE 30177; 30180`.
    fn lone_number(&self, i: usize) -> Option<Telegram<'c>> {
        let after = self.items.last().is_some_and(|item| item.kind == ReferenceKind::Telegram);
        let (first, digits) = (self.items.is_empty() && !self.open, self.t.digits(i).len());
        let least = match () {
            // `REF: 104022`; a year or an index number is none.
            () if first && (digits > 6 || year::of_digits(self.t.digits(i), None).is_some()) => return None,
            () if first => {
                if self.t.is_line_end(i + 1) || self.t.mark(i + 1) == b'.' {
                    4
                } else {
                    5
                }
            }
            () if after && i > 0 && self.t.mark(i - 1) == b';' => 1,
            () => 3,
        };
        if !(after || self.open || first) || digits < least {
            return None;
        }
        let telegram = telegram::carried(&self.t, i, &self.cx, &Carry::new(None, None))?;
        // `1949 HARBOR TREATY`
        let end = telegram.head;
        let words = ["OF", "DATED", "DTD", "DTG", "ET"];
        let plain = self.t.word(end).is_empty()
            || self.is_item_end(end)
            || tail::is_caption(&self.t, end)
            || self.t.is(end, &words);
        (plain && self.is_item_end(telegram.tail.next)).then_some(telegram)
    }

    /// An item of the list can end before `i`.
    fn is_item_end(&self, i: usize) -> bool {
        let stop =
            self.t.mark(i) == b'.' && (self.t.is_line_end(i + 1) || split::letter(&self.t, i + 1).is_some());
        stop || self.t.is_line_end(i)
            || matches!(self.t.mark(i), b',' | b';' | b':' | b')')
            || self.t.is(i, &["AND", "OR"])
            || split::letter(&self.t, i).is_some()
    }

    /// A telegram of which station and date are told: `STATE OF MARCH 12`.
    fn sender(&self, i: usize) -> Option<Telegram<'c>> {
        let telegram = sender::read(&self.t, i, &self.cx)?;
        // `PARIS MARCH 12 LETTER` is a letter.
        let end = telegram.head;
        let ends = self.is_item_end(end) || self.t.mark(end) == b'(' || tail::is_caption(&self.t, end);
        (ends && self.is_item_end(telegram.tail.next)).then_some(telegram)
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
        // No telegram has the number 0.
        year.filter(|_| number > 0).map(|year| canonical(year, post, number, telegram.airgram))
    }

    pub(super) fn push(&mut self, kind: ReferenceKind, from: usize, to: usize, mrn: Option<String>) {
        let label = self.label.map(|label| {
            // A letter may stand in a longer word: `(AL LA PAZ`.
            let width = match label.label {
                Label::Letter(_) => 1,
                Label::Number(_) => self.t.end_before(label.at + 1) - self.t.start(label.at),
            };
            let letter = match label.label {
                Label::Letter(letter) => Some(letter),
                Label::Number(_) => None,
            };
            (self.t.start(label.at), self.t.start(label.at) + width, letter)
        });
        self.items.push(Item { label, kind, from, to, mrn, dated: self.dated });
        self.open = false;
    }
}
