//! The labelled heading of a SMART rendering (TF 14).

use super::groups::{Group, groups};
use super::heading::Heading;
use crate::field::Field;
use crate::fields::date::{self, TwoDigitYear};
use crate::fields::labels::{Label, label};
use crate::fields::words::find_ignoring_case;
use crate::fields::{addressee, caption, date_time_group, drafting, mrn, pass_line};
use crate::record::Text;
use crate::span::Span;
use crate::syntax::Kind;
use crate::telegram::Section;

impl<'s> Heading<'_, 's, '_> {
    /// Reads the labelled fields. A classic heading inside the same text wins, so this comes after it.
    pub(crate) fn read_labels(&mut self, part: &Section) {
        let lines = self.syntax.lines();
        let labelled: Vec<(Label, Group, Field<'s>)> = groups(self.syntax, part.lines.clone())
            .into_iter()
            .filter(|group| group.kind == Kind::Label)
            .filter_map(|group| {
                let (label, skip) = label(self.syntax.text(&lines[group.first]))?;
                let field = self.field(group, skip);
                let text = field.as_str();
                // Optical reading puts specks before a value; those of fields that begin with a word or figure are known.
                let begins = matches!(label, Label::Mrn | Label::DateTimeGroup | Label::From | Label::Action);
                let speck = |c: char| c.is_whitespace() || begins && c.is_ascii_punctuation();
                let lead = text.len() - text.trim_start_matches(speck).len();
                let end = text.trim_end().len().max(lead);
                Some((label, group, field.part(lead..end)))
            })
            .collect();
        // Number and date first: the others hang on them.
        for (label, _, field) in &labelled {
            match label {
                Label::DateTimeGroup if self.record.sent.is_none() => {
                    if let Some(sent) = date_time_group::read_labelled(field) {
                        self.set_sent(sent);
                    }
                }
                Label::Mrn if self.record.mrn.is_none() => {
                    self.record.mrn = mrn::parse_smart(field, self.options.registry);
                }
                _ => {}
            }
        }
        if self.year.is_none() {
            self.year = self.record.mrn.as_ref().and_then(|m| m.year);
        }
        for (label, group, field) in labelled {
            self.label(label, group, field);
        }
        self.precedence_of_addressees();
    }

    /// The year and day of the frame: an inner heading without a date has them from there, and its number and references hang on
    /// them (source formats 8). Its own date comes later and wins.
    pub(crate) fn day_of_labels(&mut self, part: &Section) {
        for group in groups(self.syntax, part.lines.clone()) {
            let text = self.syntax.text(&self.syntax.lines()[group.first]);
            let Some((Label::DateTimeGroup, skip)) =
                (group.kind == Kind::Label).then(|| label(text)).flatten()
            else {
                continue;
            };
            let field = self.field(group, skip);
            let Some(sent) = date_time_group::read_labelled(&field) else { continue };
            if let Some(at) = sent.at {
                self.year = u16::try_from(at.date().year()).ok();
                self.day = u16::try_from(at.date().day_of_year()).ok();
                return;
            }
        }
    }

    fn label(&mut self, label: Label, group: Group, field: Field<'s>) {
        let whole = 0..field.as_str().len();
        if whole.is_empty() {
            return;
        }
        let span = field.span(whole.clone());
        match label {
            Label::From if self.record.from.is_none() => {
                self.record.from =
                    self.with_context(|cx| addressee::read_labelled(&field, cx)).into_iter().next();
                self.senders_post();
            }
            Label::Action if self.record.to.is_empty() => {
                self.record.to = self.with_context(|cx| addressee::read_labelled(&field, cx));
            }
            Label::Info if self.record.info.is_empty() => {
                self.record.info = self.with_context(|cx| addressee::read_labelled(&field, cx));
            }
            Label::Exempt => {
                let exempted = self.with_context(|cx| addressee::read_labelled(&field, cx));
                self.exempted(exempted);
            }
            Label::ExecutiveOrder if self.record.executive_order.is_none() => {
                // The value is the order's number without the word; the reader wants the word.
                self.labelled_order(group, &field);
            }
            Label::Tags if self.record.tags.is_empty() => {
                self.set_tags(&field);
            }
            Label::Captions => {
                let words = field.as_str().replace([',', ';'], " ");
                let read = self.with_context(|cx| caption::read(&words, cx));
                for (name, range) in read.unwrap_or_default() {
                    self.add_caption(Text::Borrowed(name), field.span(range));
                }
            }
            Label::Reference if self.record.references.is_empty() => self.set_references(&field),
            Label::PassLine => {
                let read = self.with_context(|cx| pass_line::read(&field, cx));
                self.record.pass_to.extend(read);
            }
            Label::Subject if self.record.subject.is_none() => self.subject(field),
            Label::Signature if self.record.signature.is_empty() => {
                self.places.indexed("/signature", 0, span);
                self.record.signature = vec![field.unwrapped(whole)];
            }
            Label::DraftedBy => self.names(field, "/drafted_by", span, |r| &mut r.drafted_by),
            Label::ClearedBy => self.names(field, "/cleared_by", span, |r| &mut r.cleared_by),
            Label::ApprovedBy => self.names(field, "/approved_by", span, |r| &mut r.approved_by),
            Label::ClassifiedBy => {
                let field = self.field(group, 0);
                self.classified_by(field);
            }
            Label::Classification => self.declassify_on(&field),
            _ => {}
        }
    }

    /// `Declassify On: 2025/01/05` beside the label of the order, which says no day itself (TF 14).
    fn declassify_on(&mut self, field: &Field<'s>) {
        let years = self.year.map_or(TwoDigitYear::Past, TwoDigitYear::NotBefore);
        let Some(order) = &mut self.record.executive_order else { return };
        if order.declassify_on.is_none() && order.instruction.is_none() {
            order.declassify_on = date::read(field.as_str(), years).and_then(|printed| printed.date);
        }
    }

    fn names(
        &mut self,
        field: Field<'s>,
        pointer: &str,
        span: Span,
        list: impl for<'r> Fn(&'r mut crate::record::Record<'s>) -> &'r mut Vec<Text<'s>>,
    ) {
        let names = drafting::read_names(&field);
        let list = list(self.record);
        if list.is_empty() && !names.is_empty() {
            *list = names;
            self.places.add(pointer, span);
        }
    }

    fn labelled_order(&mut self, group: Group, value: &Field<'s>) {
        let whole = self.field(group, 0);
        self.set_order(whole);
        if self.record.executive_order.is_none() {
            let number = value.as_str().bytes().take_while(u8::is_ascii_digit).count();
            if number == 5 {
                self.record.executive_order = Some(crate::record::ExecutiveOrder {
                    text: value.unwrapped(0..value.as_str().len()),
                    order: Some(value.slice(0..number)),
                    span: value.span(0..value.as_str().len()),
                    ..Default::default()
                });
            }
        }
    }

    /// SMART prints the precedence with each addressee; the telegram's own is the highest of the action addressees.
    fn precedence_of_addressees(&mut self) {
        if self.record.precedence.is_some() {
            return;
        }
        let Some(urgent) =
            self.record.to.iter().filter(|one| one.precedence.is_some()).max_by_key(|one| one.precedence)
        else {
            return;
        };
        self.record.precedence = urgent.precedence;
        let word = urgent.precedence.map_or("", |precedence| precedence.as_str());
        let text = &self.source.bytes()[urgent.span.range()];
        if let Some(at) = find_ignoring_case(text, word.as_bytes()) {
            let start = urgent.span.start as usize + at;
            self.places.add("/precedence", Span::new(start, start + word.len()));
        }
    }
}
