//! From a query's text to what it asks for. One pass, with a stack of its own for parentheses.

use super::ast::{Field, Query, Scope};
use super::fields::{FIELDS, FieldName};
use super::frame::{Frame, finished};
use super::lex::{Operator, compares, is_quote, operator, wildcard, word_end};
use super::mistake::Mistakes;
use super::number;
use super::text;
use super::values::{self, Setting, Value};
use std::ops::Range;

/// The longest query in bytes. Longer ones are pasted by mistake.
const LONGEST: usize = 16 * 1024;

/// How deep parentheses may lie in each other. What walks a query may recurse so deep.
const DEEPEST: usize = 50;

/// The most words of a value without quotation marks: `ref:06 PORT OF SPAIN 123`.
const MOST_VALUE_WORDS: usize = 6;

/// Words between the words of `near:` where it is not said.
pub(super) const DEFAULT_SLOP: u32 = 10;

/// The most words between.
const MOST_SLOP: u32 = 100;

pub(super) struct Parser<'a> {
    source: &'a str,
    at: usize,
    setting: &'a Setting<'a>,
    mistakes: Mistakes,
    outer: Vec<Frame>,
    frame: Frame,
    /// Plain words next to each other, which are read together: `S E C R E T`.
    pending: Option<Range<usize>>,
    /// Opened behind the limit.
    too_deep: usize,
}

pub(super) fn parse(source: &str, setting: &Setting<'_>) -> Result<Query, Mistakes> {
    let mut mistakes = Mistakes { query: source.to_owned(), list: Vec::new() };
    if source.len() > LONGEST {
        let help = format!("{LONGEST} bytes are read at most; put what you look for in fewer words");
        mistakes.add(0..0, format!("the query is too long, {} bytes", source.len()), help);
        return Err(mistakes);
    }
    let mut parser = Parser {
        source,
        at: 0,
        setting,
        mistakes,
        outer: Vec::new(),
        frame: Frame::default(),
        pending: None,
        too_deep: 0,
    };
    parser.run();
    let Parser { mut mistakes, frame, .. } = parser;
    if mistakes.list.is_empty() {
        match finished(frame) {
            Some(query) => return Ok(query),
            None if source.trim().is_empty() => return Ok(Query::All),
            None => mistakes.add(
                0..source.len(),
                "nothing is asked for here",
                "write words; `*` finds everything",
            ),
        }
    }
    mistakes.list.sort_by_key(|mistake| mistake.span.start);
    Err(mistakes)
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.at = self.source.len() - self.rest().trim_start().len();
    }

    fn run(&mut self) {
        while !self.mistakes.is_full() {
            self.skip_blanks();
            let Some(c) = self.rest().chars().next() else { break };
            match c {
                '(' => {
                    self.flush();
                    self.open(None, self.at..self.at + 1);
                }
                ')' => self.close(),
                _ if is_quote(c) => {
                    self.flush();
                    self.quotation(None);
                }
                '-' | '!' | '+' => self.sign(c),
                _ => self.bare(),
            }
        }
        self.flush();
        while let Some(outer) = self.outer.pop() {
            let open = std::mem::replace(&mut self.frame, outer).open;
            self.mistakes.add(open, "this parenthesis is not closed", "write `)` where it ends");
        }
    }

    /// `-word`, `!word`, `+word`; alone or several of them are a dash.
    fn sign(&mut self, sign: char) {
        let count = self.rest().bytes().take_while(|&b| b == sign as u8).count();
        let behind = self.rest()[count..].chars().next();
        self.at += count;
        if count == 1 && behind.is_some_and(|c| !c.is_whitespace() && c != ')') && sign != '+' {
            self.flush();
            self.frame.negate = !self.frame.negate;
        }
    }

    fn push(&mut self, query: Query) {
        self.frame.written = true;
        let negate = std::mem::take(&mut self.frame.negate);
        self.frame.all.push(if negate { query.negated() } else { query });
    }

    fn open(&mut self, field: Option<FieldName>, span: Range<usize>) {
        self.at = span.end;
        if self.outer.len() >= DEEPEST {
            if self.too_deep == 0 {
                let help = format!("{DEEPEST} are read at most");
                self.mistakes.add(span, "too many parentheses lie in each other", help);
            }
            self.too_deep += 1;
            return;
        }
        self.frame.written = true;
        let negated = std::mem::take(&mut self.frame.negate);
        let field = field.or(self.frame.field);
        let inner = Frame { field, negated, open: span, ..Frame::default() };
        self.outer.push(std::mem::replace(&mut self.frame, inner));
    }

    fn close(&mut self) {
        self.flush();
        let span = self.at..self.at + 1;
        self.at += 1;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(outer) = self.outer.pop() else {
            self.mistakes.add(
                span,
                "no parenthesis is open here",
                "write `(` where it begins, or take it away",
            );
            return;
        };
        let inner = std::mem::replace(&mut self.frame, outer);
        if !inner.written {
            let help = "write something between them, or take them away";
            self.mistakes.add(inner.open.start..span.end, "nothing stands between the parentheses", help);
        }
        if let Some(query) = finished(inner) {
            self.push(query);
        }
    }

    fn bare(&mut self) {
        let start = self.at;
        let (mut end, colon) = word_end(self.source, start, true);
        if let Some(colon) = colon {
            if self.field(start..colon) {
                return;
            }
            end = word_end(self.source, start, false).0;
        }
        let word = &self.source[start..end];
        self.at = end.max(start + 1);
        if self.frame.field.is_none()
            && let Some(key) = number::key(word)
        {
            self.flush();
            return self.push(Query::Field(Field::Key(key)));
        }
        if self.frame.field.is_none() && compares(word) {
            self.flush();
            self.frame.written = true;
            self.frame.negate = false;
            let help = format!("write the field again, `date:{word}`, or a range, `date:1974..1976`");
            return self.mistakes.add(start..end, "this compares with nothing", help);
        }
        if let Some(operator) = operator(word) {
            self.flush();
            match operator {
                Operator::And => {}
                Operator::Or => {
                    self.frame.negate = false;
                    let all = std::mem::take(&mut self.frame.all);
                    if !all.is_empty() {
                        self.frame.any.push(Query::all_of(all));
                    }
                }
                Operator::Not => self.frame.negate = !self.frame.negate,
            }
            return;
        }
        if let Some(sign) = wildcard(word) {
            let help = "`word*` finds what begins so, `word~1` what has one letter more, less or other; put it in quotation marks \
                        to look for it as it stands";
            let span = start + sign..start + sign + 1;
            self.mistakes.add(span, "this sign stands for nothing inside a word", help);
        }
        let special = word.contains(['*', '~']);
        if special || self.frame.negate {
            self.flush();
            self.plain(start..end);
        } else {
            self.pending = Some(self.pending.as_ref().map_or(start, |pending| pending.start)..end);
        }
    }

    /// Reads the plain words that are still to be read.
    fn flush(&mut self) {
        if let Some(span) = self.pending.take() {
            self.plain(span);
        }
    }

    /// Words without quotation marks, in the field that the parentheses stand behind.
    fn plain(&mut self, span: Range<usize>) {
        match self.frame.field {
            None => self.text(span, Scope::Anywhere),
            Some(field) if field.is_text() => self.field_text(field, span),
            Some(field) => {
                let source = self.source;
                if let Value::Found(query, true) = values::read(field, &source[span.clone()], self.setting) {
                    return self.push(query);
                }
                let negate = std::mem::take(&mut self.frame.negate);
                for word in source[span.clone()].split_whitespace() {
                    let start = word.as_ptr() as usize - source.as_ptr() as usize;
                    self.frame.negate = negate;
                    self.value(field, start..start + word.len());
                }
            }
        }
    }

    fn text(&mut self, span: Range<usize>, scope: Scope) {
        self.frame.written = true;
        let words = &self.source[span.clone()];
        match text::unquoted(words, scope, self.setting) {
            Ok(queries) => queries.into_iter().for_each(|query| self.push(query)),
            Err((message, help)) => self.mistakes.add(span, message, help),
        }
    }

    fn field_text(&mut self, field: FieldName, span: Range<usize>) {
        match field {
            FieldName::Near => {
                let (words, slop) = text::suffix(&self.source[span.clone()]);
                let slop = slop.map_or(Some(DEFAULT_SLOP), |slop| {
                    if slop.is_empty() { Some(DEFAULT_SLOP) } else { slop.parse().ok() }
                });
                let words = words.to_owned();
                self.near(&words, slop, Scope::Anywhere, span);
            }
            _ => self.text(span, field.scope()),
        }
    }

    fn near(&mut self, words: &str, slop: Option<u32>, scope: Scope, span: Range<usize>) {
        self.frame.written = true;
        let Some(slop) = slop.filter(|slop| *slop <= MOST_SLOP) else {
            let help = format!("write a number up to {MOST_SLOP}");
            self.mistakes.add(span, "words so far apart are not near", help);
            return;
        };
        if let Some(query) = text::near(words, slop, scope) {
            self.push(query);
        }
    }

    /// A quotation, `"..."` or `"..."~5`, alone or behind a field. The place is at its first mark.
    fn quotation(&mut self, field: Option<FieldName>) {
        let field = field.or(self.frame.field);
        let open = self.at;
        let start = open + self.rest().chars().next().map_or(0, char::len_utf8);
        let close = self.source[start..].find(is_quote).map(|at| start + at);
        let end = close.unwrap_or(self.source.len());
        self.at = end + self.source[end..].chars().next().map_or(0, char::len_utf8);
        if close.is_none() {
            self.mistakes.add(open..start, "this quotation is not closed", "write `\"` where it ends");
            return;
        }
        let mut slop = None;
        if self.rest().starts_with('~') {
            let figures = self.rest()[1..].bytes().take_while(u8::is_ascii_digit).count();
            let text = &self.rest()[1..1 + figures];
            slop = Some(if text.is_empty() { Some(DEFAULT_SLOP) } else { text.parse().ok() });
            self.at += 1 + figures;
            if self.rest().starts_with(|c: char| c == '-' || c.is_alphanumeric()) {
                let span = self.at..word_end(self.source, self.at, false).0;
                self.at = span.end;
                let help = "write how many words may stand between, as in `~5`";
                self.mistakes.add(span, "this is no number", help);
            }
        }
        self.frame.written = true;
        let content = &self.source[start..end];
        let span = open..self.at;
        match field {
            Some(field) if !field.is_text() => self.value(field, start..end),
            Some(FieldName::Near) => {
                self.near(content, slop.unwrap_or(Some(DEFAULT_SLOP)), Scope::Anywhere, span)
            }
            _ => {
                let scope = field.map_or(Scope::Anywhere, FieldName::scope);
                match slop {
                    Some(slop) => self.near(content, slop, scope, span),
                    None => match text::quoted(content, scope) {
                        Some(query) => self.push(query),
                        None => self.frame.negate = false,
                    },
                }
            }
        }
    }

    /// A word with a colon behind it. False where it is text; else it and its value have been read.
    fn field(&mut self, name: Range<usize>) -> bool {
        let word = &self.source[name.clone()];
        let behind = self.source[name.end + 1..].chars().next();
        let Some(field) = FieldName::of(word) else {
            if word.len() < 2
                || self.frame.field.is_some()
                || behind.is_none_or(|c| c.is_whitespace() || c == '/')
            {
                return false;
            }
            let quoted = "To look for the words, put them in quotation marks";
            let help = match FieldName::near(word) {
                Some(near) => format!("did you mean `{}:`? {quoted}", near.name()),
                None => {
                    let names: Vec<&str> = FIELDS.iter().map(|about| about.name).collect();
                    format!("there are {}. {quoted}", names.join(", "))
                }
            };
            self.flush();
            self.mistakes.add(name.clone(), format!("there is no field `{word}`"), help);
            self.skip_value(name.end + 1);
            return true;
        };
        if let Some(outer) = self.frame.field {
            self.flush();
            let help = format!("close the parentheses of `{}:` before it", outer.name());
            self.mistakes.add(
                name.clone(),
                format!("`{}:` stands inside `{}:`", field.name(), outer.name()),
                help,
            );
            self.skip_value(name.end + 1);
            return true;
        }
        self.flush();
        self.at = name.end + 1;
        self.skip_blanks();
        let spaced = self.at > name.end + 1;
        let next = self.rest().chars().next();
        let end = word_end(self.source, self.at, false).0;
        let missing = match next {
            None | Some(')') => true,
            _ => spaced && operator(&self.source[self.at..end]).is_some(),
        };
        if missing {
            self.frame.written = true;
            let help = format!("write what to look for, as in `{}`", field.about().example);
            self.mistakes.add(name.start..name.end + 1, format!("nothing follows `{}:`", field.name()), help);
            return true;
        }
        match next {
            Some('(') => self.open(Some(field), self.at..self.at + 1),
            Some(c) if is_quote(c) => self.quotation(Some(field)),
            _ => {
                let mut start = self.at;
                if next == Some('-') && end > start + 1 {
                    start += 1;
                    self.frame.negate = !self.frame.negate;
                }
                self.at = end.max(start);
                if field.is_text() {
                    self.field_text(field, start..end);
                } else {
                    let end = self.value_end(field, start, end);
                    self.at = end;
                    self.value(field, start..end);
                }
            }
        }
        true
    }

    /// Passes over the value of a field that does not exist.
    fn skip_value(&mut self, start: usize) {
        self.frame.written = true;
        self.frame.negate = false;
        self.at = start;
        match self.rest().chars().next() {
            Some(c) if is_quote(c) => {
                let content = start + c.len_utf8();
                let end = self.source[content..].find(is_quote).map(|at| content + at);
                self.at = end.map_or(self.source.len(), |end| {
                    end + self.source[end..].chars().next().map_or(0, char::len_utf8)
                });
            }
            Some('(') | None => {}
            Some(_) => self.at = word_end(self.source, start, false).0,
        }
    }

    /// Where a value ends that was written without quotation marks, the first word of which ends at `end`: behind as many
    /// words as name one thing (`from:buenos aires`, `class:top secret`, `mrn:06 PARIS 7904`).
    fn value_end(&self, field: FieldName, start: usize, end: usize) -> usize {
        let named = matches!(
            field,
            FieldName::From
                | FieldName::To
                | FieldName::Info
                | FieldName::Class
                | FieldName::Caption
                | FieldName::Precedence
                | FieldName::Ref
                | FieldName::Mrn
                | FieldName::Date
                | FieldName::Country
        );
        let mut ends = vec![end];
        while named && ends.len() < MOST_VALUE_WORDS {
            let last = ends[ends.len() - 1];
            let rest = &self.source[last..];
            let next = last + rest.len() - rest.trim_start().len();
            let (end, colon) = word_end(self.source, next, true);
            let word = &self.source[next..end];
            if next == last
                || word.is_empty()
                || colon.is_some()
                || word.starts_with('-')
                || operator(word).is_some()
            {
                break;
            }
            ends.push(end);
        }
        let known = |end: &usize| {
            let value = values::read(field, &self.source[start..*end], self.setting);
            matches!(value, Value::Found(_, true))
        };
        ends.iter().rev().copied().find(known).unwrap_or(end)
    }

    fn value(&mut self, field: FieldName, span: Range<usize>) {
        self.frame.written = true;
        let text = &self.source[span.clone()];
        if text.trim().is_empty() {
            let help = format!("write what to look for, as in `{}`", field.about().example);
            self.mistakes.add(span, format!("nothing follows `{}:`", field.name()), help);
            return;
        }
        match values::read(field, text, self.setting) {
            Value::Found(_, false) if let Some((one, other)) = range(field, text) => {
                let name = field.name();
                self.frame.negate = false;
                self.mistakes.add(
                    span,
                    format!("`{name}:` takes no range"),
                    format!("write each value: `({name}:{one} OR {name}:{other})`"),
                );
            }
            Value::Found(query, _) => self.push(query),
            Value::Wrong(message, help) => {
                self.frame.negate = false;
                self.mistakes.add(span, message, help);
            }
        }
    }
}

/// Both ends of what looks like a range, where a field has values that have no order.
fn range(field: FieldName, text: &str) -> Option<(&str, &str)> {
    let words = [FieldName::Subject, FieldName::Signed, FieldName::ClassifiedBy, FieldName::Near];
    let (one, other) = text.trim().split_once("..").filter(|_| !words.contains(&field))?;
    let is_value = |value: &str| !value.is_empty() && value.chars().all(char::is_alphanumeric);
    (is_value(one) && is_value(other)).then_some((one, other))
}
