//! The pass over the lines of a text with printed forms of 1945-73: the forms are told first, the rest is read as always.

use super::kind::Kind;
use super::lines::{Line, each_line, trim};
use super::scan::{Scan, Zone};
use crate::fields::references;
use crate::form::{self, Form, line};

/// What only telegrams of later years have.
const LATER: [Kind; 7] = [
    Kind::DateTime,
    Kind::PageLine,
    Kind::Channel,
    Kind::Station,
    Kind::Dash,
    Kind::Label,
    Kind::AttributesMark,
];

impl Scan<'_> {
    /// Begins again where the text is printed forms: they give their lines kinds in their own way.
    pub(super) fn with_forms(self) -> Self {
        let Some(forms) = self.forms() else { return self };
        let mut scan = Scan::with(self.src, self.registry, (self.ends, self.stamps.again(), self.pilcrows));
        scan.run_forms(&forms);
        scan.form_endings();
        let plain = |kind: Kind| matches!(kind, Kind::Text | Kind::Blank | Kind::Attribute);
        scan.others =
            (0..).zip(&scan.lines).filter(|(_, line)| !plain(line.kind)).map(|(index, _)| index).collect();
        scan
    }

    /// The forms of a text in which the ordinary pass found no heading of later years.
    pub(super) fn forms(&self) -> Option<Vec<Form>> {
        if self.kinds.any(&LATER) || !form::may_be_in(self.src) {
            return None;
        }
        let forms = form::find(self.src);
        (!forms.is_empty()).then_some(forms)
    }

    /// The pass over all lines, the forms known.
    pub(super) fn run_forms(&mut self, forms: &[Form]) {
        let src = self.src;
        let mut next = 0;
        let mut inside = false;
        // Directly below a form: its last lines name what the telegram refers to.
        let mut below = false;
        self.odd = each_line(src, |start, content_end, end| {
            let (indent, text) = trim(&src[start..content_end]);
            let begin = start + indent;
            if text.is_empty() {
                self.blanks += 1;
                return self.put(start, begin, begin, end, Kind::Blank, false);
            }
            let text_end = begin + text.len();
            while inside && forms[next].place.end <= begin {
                (next, inside, below) = (next + 1, false, true);
            }
            let within = forms.get(next).is_some_and(|form| begin >= form.place.start);
            let (kind, opens) = if within {
                let opens = !inside;
                if opens {
                    self.open(Zone::Heading, Kind::Form);
                    self.class_seen = true;
                    self.quote = false;
                    inside = true;
                }
                if !opens && form::is_level(text) { (Kind::Banner, true) } else { (Kind::Form, opens) }
            } else if next == 0 {
                (Kind::Preamble, true)
            } else if is_furniture(text) {
                (Kind::PageLine, true)
            } else if form::is_level(text) {
                (Kind::Banner, true)
            } else if below && is_reference(text, self.registry) {
                self.zone = Zone::Body;
                self.field = Kind::Text;
                (Kind::Reference, true)
            } else {
                self.line(start, content_end, end);
                // Passed on to, for, with what caption: these stand above a reference too.
                below &= self.lines.last().is_some_and(|line| line.kind != Kind::Text);
                return;
            };
            if !kind.is_furniture() {
                self.blanks = 0;
                self.last_text = (begin as u32, text_end as u32);
                below &= kind != Kind::Reference;
            }
            self.next_heading |= opens && kind == Kind::Form && self.kinds.has(Kind::Text);
            self.put(start, begin, text_end, end, kind, opens);
        });
    }

    /// What stands below the signature of a form's telegram: the clerk's initials, notes of copies and of what was passed, the
    /// column of readers. Looked for from the end of each telegram, over lines that can be nothing else.
    pub(super) fn form_endings(&mut self) {
        let mut end = self.lines.len();
        while end > 0 {
            let begin = self.lines[..end].iter().rposition(|l| l.kind == Kind::Form).map_or(0, |at| at + 1);
            if begin > 0 {
                self.form_ending(begin, end);
            }
            end = self.lines[..begin]
                .iter()
                .rposition(|l| l.kind != Kind::Form && l.kind != Kind::Blank && l.kind != Kind::Banner)
                .map_or(0, |at| at + 1);
        }
    }

    fn form_ending(&mut self, begin: usize, end: usize) {
        const LINES: usize = 40;
        let src = self.src;
        let text = |line: &Line| &src[line.text().range()];
        let mut seen = 0;
        let mut signature = None;
        for index in (begin..end).rev() {
            let line = &self.lines[index];
            if line.kind != Kind::Text {
                continue;
            }
            seen += 1;
            if line::signature(text(line)).is_some() {
                signature = Some(index);
            } else if seen > LINES || !line::is_ending(text(line)) {
                break;
            }
        }
        let Some(signature) = signature else { return };
        for line in &mut self.lines[signature..end] {
            if line.kind == Kind::Text {
                line.kind = Kind::Trailer;
                line.opens = false;
            }
        }
        self.lines[signature].opens = true;
        self.kinds.add(Kind::Trailer);
    }

    fn put(&mut self, start: usize, begin: usize, text_end: usize, end: usize, kind: Kind, opens: bool) {
        self.kinds.add(kind);
        self.lines.push(Line {
            start: start as u32,
            text_end: text_end as u32,
            end: end as u32,
            indent: (begin - start).min(usize::from(u16::MAX)) as u16,
            kind,
            opens,
        });
    }
}

/// What each sheet has at its head and foot.
fn is_furniture(text: &[u8]) -> bool {
    text.len() <= 90
        && (line::number(text).is_some_and(|number| number.further)
            || line::foot(text)
            || line::title(text).is_some()
            || line::title_alone(text)
            || text == b"TELEGRAM"
            || line::control(text)
            || text == b"---"
            || text.strip_prefix(b"## Page ").is_some_and(|n| n.iter().all(u8::is_ascii_digit)))
}

/// A line that names another telegram and says nothing else: `Leopoldville telegram 411`, `CONTEL 113.`
fn is_reference(text: &[u8], registry: &chancery_registry::Registry) -> bool {
    text.len() <= 64
        && super::fields::heading_field(text).is_none()
        && text.strip_suffix(b".").unwrap_or(text).last().is_some_and(u8::is_ascii_digit)
        && !text.contains(&b',')
        && line::find(text, b"NIACT").is_none()
        && std::str::from_utf8(text).is_ok_and(|text| references::is_reference_text(text, registry))
}
