//! A telegram that is not sent yet, as its clearance form prints it (source-formats 8): the drafter, day and telephone below, who
//! approves, who clears, to whom; then captions, order, TAGS and subject, as a telegram has them.

use super::heading::Heading;
use crate::fields::addressee;
use crate::fields::date::{self, TwoDigitYear};
use crate::form::line;
use crate::record::{Addressee, Precedence};
use crate::span::Span;
use crate::syntax::Kind;
use crate::telegram::Section;

/// In how many lines the form is looked for.
const LINES: usize = 80;

/// How long a name with its office may be.
const LONG: usize = 60;

/// What only a telegram that was sent has, or another form.
const SENT: [Kind; 7] =
    [Kind::DateTime, Kind::From, Kind::To, Kind::PageLine, Kind::Channel, Kind::Label, Kind::Form];

impl<'s> Heading<'_, 's, '_> {
    /// Reads the form of a draft, where the text begins with one. It comes first: the draft's year is that of its references. Gives where
    /// the form goes on behind the text.
    pub(crate) fn draft(&mut self, part: &Section) -> Option<u32> {
        let kinds = self.syntax.kinds();
        if !kinds.has(Kind::Preamble) || !kinds.has(Kind::Subject) || kinds.any(&SENT) {
            return None;
        }
        let bytes = self.source.bytes();
        let lines: Vec<Span> = self.syntax.lines()[part.lines.clone()]
            .iter()
            .take(LINES)
            .take_while(|l| !matches!(l.kind, Kind::Text | Kind::Subject))
            .filter(|l| l.kind == Kind::Preamble)
            .map(|l| l.text())
            .collect();
        let text = |span: Span| &bytes[span.range()];
        let at = lines.windows(2).position(|two| office(text(two[0])) && day_and_telephone(text(two[1])))?;
        self.places.add("/drafted_by", lines[at]);
        self.record.drafted_by.push(self.source.slice(lines[at]));
        let day = date::read(&self.source.slice(lines[at + 1]), TwoDigitYear::Past).and_then(|d| d.date);
        self.year = self.year.or(day.and_then(|day| u16::try_from(day.year()).ok()));
        let mut rest = lines[at + 2..].iter().copied().peekable();
        if let Some(approver) = rest.next_if(|&l| capitals(text(l)) && addressed(text(l)).is_none()) {
            self.places.add("/approved_by", approver);
            self.record.approved_by.push(self.source.slice(approver));
        }
        while let Some(line) = rest.next_if(|&l| capitals(text(l)) && text(l).contains(&b':')) {
            self.clearances(line);
        }
        // A list that was cut off ends with a plus; what stands below it is for information.
        let mut cut_off = false;
        for line in rest.filter(|&l| addressed(text(l)).is_some()) {
            let list = self.draft_addressees(line);
            let to = if cut_off { &mut self.record.info } else { &mut self.record.to };
            to.extend(list);
            cut_off |= text(line).ends_with(b"+");
        }
        let rest = if lines.iter().any(|&l| text(l).ends_with(b"+")) { self.draft_rest(part) } else { None };
        self.record.precedence = self.record.to.iter().filter_map(|a| a.precedence).max();
        rest
    }

    /// The lists that were cut off go on behind the text, in the order in which they began, a sign alone on its line before each.
    fn draft_rest(&mut self, part: &Section) -> Option<u32> {
        let text = |span: Span| &self.source.bytes()[span.range()];
        let behind = self.syntax.lines()[part.lines.clone()].iter().rev().filter(|l| l.kind == Kind::Text);
        let of_form =
            |&line: &Span| is_sign(text(line)) || cleared(text(line)) || addressed(text(line)).is_some();
        let mut rest: Vec<Span> = behind.map(|l| l.text()).take(MOST).take_while(of_form).collect();
        rest.reverse();
        let first = rest.iter().position(|&line| is_sign(text(line)))?;
        let rest = rest.split_off(first);
        let mut lists = 0;
        let mut before = true;
        for &line in &rest {
            let bytes = &self.source.bytes()[line.range()];
            if addressed(bytes).is_some() {
                lists += usize::from(before);
                let list = self.draft_addressees(line);
                let to = if lists > 1 { &mut self.record.info } else { &mut self.record.to };
                to.extend(list);
            } else if cleared(bytes) {
                self.record.cleared_by.push(self.source.field(line).unwrapped(0..line.len()));
            }
            before = is_sign(bytes);
        }
        (rest.len() > 1).then_some(rest[0].start)
    }

    /// Those who clear: `WHA/AND:KWHITAKER - OK WHA/BSC:MDRUCKER +`, an office before each.
    fn clearances(&mut self, line: Span) {
        let (bytes, from) = (&self.source.bytes()[line.range()], line.start as usize);
        let mut entry: Option<Span> = None;
        let mut at = 0;
        for word in bytes.split(|b| *b == b' ') {
            let place = Span::new(from + at, from + at + word.len());
            at += word.len() + 1;
            if word.is_empty() || word == b"+" {
                continue;
            }
            if word.contains(&b':') {
                let done = entry.replace(place);
                self.record.cleared_by.extend(done.map(|done| self.source.slice(done)));
            } else if let Some(open) = &mut entry {
                *open = open.to(place);
            }
        }
        self.record.cleared_by.extend(entry.map(|entry| self.source.slice(entry)));
        self.places.add("/cleared_by", line);
    }

    /// `IMMEDIATE PORT ALDER, PRIORITY GREYHAVEN +`.
    fn draft_addressees(&self, line: Span) -> Vec<Addressee<'s>> {
        let (bytes, from) = (&self.source.bytes()[line.range()], line.start as usize);
        let mut list = Vec::new();
        let mut at = 0;
        for part in bytes.split(|b| matches!(b, b',' | b'+')) {
            let start = at + part.len() - part.trim_ascii_start().len();
            let end = start + part.trim_ascii().len();
            at += part.len() + 1;
            let Some((precedence, skip)) = addressed(&bytes[start..end]) else { continue };
            let span = Span::new(from + start, from + end);
            let name = self.source.slice(Span::new(from + start + skip, from + end));
            let post = addressee::post_of(&name, self.options.registry);
            let text = self.source.slice(span);
            list.push(Addressee {
                text,
                name,
                post,
                precedence: Some(precedence),
                span,
                ..Addressee::default()
            });
        }
        list
    }
}

/// How many lines of a form behind a text are read.
const MOST: usize = 200;

/// What parts the lists behind a text: `Y`, `YY`.
fn is_sign(line: &[u8]) -> bool {
    matches!(line, [b'A'..=b'Z']) || matches!(line, [a @ b'A'..=b'Z', b] if a == b)
}

/// `WHA/AND:RROWAN - OK`, `JCS: - INFO`: an office, perhaps a name, and what it said.
fn cleared(line: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', line) else { return false };
    let is_office = |b: &u8| b.is_ascii_uppercase() || matches!(b, b'/' | b'&' | b'(' | b')');
    let said = line[colon..].rsplit(|b| *b == b' ').find(|word| !word.starts_with(b"("));
    capitals(line)
        && (1..=16).contains(&colon)
        && line[..colon].iter().all(is_office)
        && said.is_some_and(|word| matches!(word, b"OK" | b"INFO" | b"CLEARED"))
}

/// No small letters, and no longer than a name with its office.
fn capitals(line: &[u8]) -> bool {
    line.len() <= 2 * LONG && !line.iter().any(u8::is_ascii_lowercase)
}

/// `WHA/AND:RROWAN`: an office, a colon, a name.
fn office(line: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', line) else { return false };
    line.len() <= LONG
        && capitals(line)
        && (1..=16).contains(&colon)
        && line[..colon].iter().all(|b| b.is_ascii_uppercase() || matches!(b, b'/' | b'&' | b'(' | b')'))
        && line.get(colon + 1).is_some_and(u8::is_ascii_uppercase)
}

/// `08/24/2009 202-647-4173`, or the day alone.
fn day_and_telephone(line: &[u8]) -> bool {
    let day = line.get(..10).is_some_and(|day| {
        day.iter().enumerate().all(|(at, b)| if at == 2 || at == 5 { *b == b'/' } else { b.is_ascii_digit() })
    });
    day && line.len() <= 40
        && line[10..].iter().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'X'))
}

/// A precedence before a name, and where the name begins.
fn addressed(text: &[u8]) -> Option<(Precedence, usize)> {
    let word = |from: usize| text[from..].iter().position(|b| *b == b' ').map(|blank| from + blank);
    let first = word(0)?;
    let found = word(first + 1).and_then(|two| Some((line::precedence(&text[..two])?, two + 1)));
    let (precedence, skip) = found.or_else(|| Some((line::precedence(&text[..first])?, first + 1)))?;
    let skip = skip + text[skip..].iter().take_while(|b| **b == b' ').count();
    text.get(skip).is_some_and(u8::is_ascii_uppercase).then_some((precedence, skip))
}
