//! A telegram reflowed for reading: the heading's lines aligned, the text wrapped with its numbers and marks.

use crate::look::{Ink, Look};
use crate::wrap::{WIDTH, bullet, wrap};
use crate::{Form, Frame, parts, words};
use chancery_telegram::record::{Addressee, Block, BlockKind, DamageKind, Level, Precedence, Record};
use std::io::{self, Write};

/// The form.
pub static FORM: Form = Form {
    id: "text",
    title: "reflowed for reading",
    frame: Frame { head: "", between: "\n\n", tail: "", empty: "" },
    write: |record, look, out| write(record, look, out),
};

/// Where the values of the heading begin.
const COLUMN: usize = 12;

/// Beyond this many addressees they are not put on a line each.
const LONG_LIST: usize = 8;

/// Writes a record for reading.
pub fn write(record: &Record<'_>, look: &Look<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut cut: Vec<u32> = record
        .damage
        .iter()
        .filter(|damage| damage.kind == DamageKind::CutLine)
        .filter_map(|damage| damage.span.map(|span| span.end))
        .collect();
    cut.sort_unstable();
    let mut page = Page { look, text: String::with_capacity(4096), removed: removed(record, look), cut };
    page.title(record);
    page.heading(record);
    for block in &record.body {
        page.block(block);
    }
    page.foot(record);
    out.write_all(page.text.as_bytes())
}

/// The words that stand for what a release took out, to show them apart.
fn removed<'r>(record: &'r Record<'_>, look: &Look<'_>) -> Vec<&'r str> {
    let mut texts: Vec<&str> = Vec::new();
    if look.colour {
        for redaction in &record.redactions {
            if texts.len() < 16 && !redaction.text.is_empty() && !texts.contains(&redaction.text.as_ref()) {
                texts.push(&redaction.text);
            }
        }
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    }
    texts
}

struct Page<'p> {
    look: &'p Look<'p>,
    text: String,
    removed: Vec<&'p str>,
    /// Where the lines end that are cut off at the copy's edge.
    cut: Vec<u32>,
}

/// What stands at the end of words that are cut off at the copy's edge.
const CUT: &str = " […]";

impl Page<'_> {
    fn put(&mut self, ink: Ink, text: &str) {
        self.look.put(ink, text, &mut self.text);
    }

    fn blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    fn title(&mut self, record: &Record<'_>) {
        let number = words::number(record);
        self.put(if number.is_some() { Ink::Bold } else { Ink::Faint }, number.unwrap_or("(no number)"));
        if let Some(level) = words::level(record) {
            self.text.push_str("  ");
            let ink = match record.classification.as_ref().and_then(|c| c.level) {
                Some(Level::TopSecret) => Ink::Yellow,
                Some(Level::Secret) => Ink::Red,
                Some(Level::Confidential | Level::Restricted) => Ink::Blue,
                Some(_) => Ink::Green,
                None => Ink::Bold,
            };
            self.put(ink, &level);
        }
        let sent = record.sent.as_ref().map(words::sent);
        for part in [sent, parts::precedence(record)].into_iter().flatten() {
            self.text.push_str("  ");
            self.text.push_str(&part);
        }
        self.text.push('\n');
        self.put(Ink::Faint, &"─".repeat(WIDTH));
        self.text.push('\n');
    }

    fn heading(&mut self, record: &Record<'_>) {
        let own = record.precedence;
        if let Some(from) = &record.from {
            self.row("From", &words::addressee(from, own));
        }
        self.addressees("To", &record.to, own);
        self.addressees("Info", &record.info, record.info_precedence.or(own));
        for (index, line) in parts::pass_lines(record).into_iter().enumerate() {
            self.row(if index == 0 { "Pass" } else { "" }, line);
        }
        for (label, offices) in parts::offices(record) {
            self.row(label, &offices);
        }
        self.row("Drafted by", &record.drafted_by.join("; "));
        self.row("Cleared by", &record.cleared_by.join("; "));
        self.row("Approved by", &record.approved_by.join("; "));
        self.row("Captions", &record.captions.join(", "));
        if let Some(order) = &record.executive_order {
            self.row("E.O.", &words::executive_order(order));
        }
        for classifier in &record.classified_by {
            self.row("Classified", &words::classifier(classifier));
        }
        self.row("TAGS", &record.tags.iter().map(words::tag).collect::<Vec<_>>().join(", "));
        let mut label = "References";
        let mut letter = None;
        for reference in &record.references {
            let mut text = words::reference(reference);
            if let Some(enumerator) = reference.enumerator.as_deref() {
                let mark = if letter == Some(enumerator) { "  " } else { enumerator };
                text = format!("{mark}{} {text}", if mark == "  " { "" } else { "." });
                letter = Some(enumerator);
            }
            self.hanging_row(
                label,
                &text,
                reference.enumerator.as_ref().map_or(0, |e| e.chars().count() + 2),
            );
            label = "";
        }
        if let Some(sections) = record.sections.as_ref().and_then(words::sections) {
            self.row("Sections", &sections);
        }
        if let Some(subject) = &record.subject {
            let mark = record.subject_mark.as_ref().map(|mark| format!("({mark}) ")).unwrap_or_default();
            self.label("Subject");
            self.wrapped(&format!("{mark}{subject}"), COLUMN, COLUMN, Ink::Bold);
        }
    }

    fn addressees(&mut self, label: &str, list: &[Addressee<'_>], own: Option<Precedence>) {
        let names = list.iter().map(|addressee| words::addressee(addressee, own));
        if list.len() > LONG_LIST {
            self.row(label, &names.collect::<Vec<_>>().join("; "));
            return;
        }
        for (index, name) in names.enumerate() {
            self.row(if index == 0 { label } else { "" }, &name);
        }
    }

    fn label(&mut self, label: &str) {
        self.put(Ink::Faint, label);
        self.blanks(COLUMN.saturating_sub(label.len()));
    }

    /// A line of the heading, where there is something to say.
    fn row(&mut self, label: &str, value: &str) {
        self.hanging_row(label, value, 0);
    }

    fn hanging_row(&mut self, label: &str, value: &str, hang: usize) {
        if value.trim().is_empty() {
            return;
        }
        self.label(label);
        // The letter of a reference that has several entries stands once; the blanks in its place are kept.
        let kept = value.len() - value.trim_start().len();
        self.blanks(kept);
        self.wrapped(value, COLUMN + kept, COLUMN + hang, Ink::Plain);
    }

    /// Words from the current column on, which is `first`; further lines begin at `hang`.
    fn wrapped(&mut self, text: &str, first: usize, hang: usize, ink: Ink) {
        let mut begun = false;
        let mut lines = Vec::new();
        wrap(text, first, hang, |line| lines.push(line.to_owned()));
        for line in lines {
            if begun {
                self.blanks(hang);
            }
            begun = true;
            self.words(&line, ink);
            self.text.push('\n');
        }
        if !begun {
            self.text.push('\n');
        }
    }

    /// A line of words, with what was taken out shown apart.
    fn words(&mut self, line: &str, ink: Ink) {
        let mut rest = line;
        // A longer line is one word without end: nothing to look at closely.
        while rest.len() <= 1000
            && let Some((at, len)) = self
                .removed
                .iter()
                .filter_map(|text| rest.find(text).map(|at| (at, text.len())))
                .min_by_key(|&(at, _)| at)
        {
            self.put(ink, &rest[..at]);
            self.put(Ink::Reverse, &rest[at..at + len]);
            rest = &rest[at + len..];
        }
        self.put(ink, rest);
    }

    fn block(&mut self, block: &Block<'_>) {
        self.text.push('\n');
        match block.kind {
            BlockKind::Heading => {
                let mark = block.mark.as_ref().map(|mark| format!("({mark}) ")).unwrap_or_default();
                self.wrapped(&format!("{mark}{}", block.text), 0, 0, Ink::Bold);
            }
            BlockKind::Table => {
                for line in block.text.lines() {
                    self.words(line.trim_end(), Ink::Plain);
                    self.text.push('\n');
                }
            }
            BlockKind::Quote => self.lines(block, "│ "),
            BlockKind::Paragraph | BlockKind::List | BlockKind::Unnumbered => self.lines(block, ""),
        }
    }

    /// A block's lines, each of which begins at the block's own column: a number hangs before it.
    fn lines(&mut self, block: &Block<'_>, margin: &str) {
        let mut lead = match block.number {
            Some(number) => format!("{number:>2}. "),
            None => String::new(),
        };
        let column = lead.len();
        if let Some(mark) = &block.mark {
            lead.push_str(&format!("({mark}) "));
        }
        let mut first = true;
        let mut items = block.items.iter();
        let count = block.text.lines().filter(|line| !line.trim().is_empty()).count();
        for (index, line) in block.text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            // The items come in the order of the lines; the block's end is its last line's. A few items may differ.
            let item = items.clone().take(4).position(|item| line.trim_end().ends_with(item.text.as_ref()));
            let end = match item.and_then(|skipped| items.nth(skipped)) {
                Some(item) => Some(item.span.end),
                None => (index + 1 == count).then_some(block.span.end),
            };
            let is_cut = end.is_some_and(|end| self.cut.binary_search(&end).is_ok());
            let (bullet, line) = match bullet(line.trim()) {
                Some((bullet, rest)) if !first => (format!("{bullet} "), rest),
                _ => (String::new(), line.trim()),
            };
            let prefix = if first { lead.as_str() } else { "" };
            let pad = if first { 0 } else { column };
            let begin = margin.chars().count() + pad + prefix.chars().count() + bullet.chars().count();
            let hang = margin.chars().count() + column + bullet.chars().count();
            let mut lines = Vec::new();
            wrap(line, begin, hang, |line| lines.push(line.to_owned()));
            let wrapped = lines.len();
            for (index, line) in lines.iter().enumerate() {
                self.put(Ink::Faint, margin);
                if index == 0 {
                    self.blanks(pad);
                    self.put(Ink::Faint, prefix);
                    self.put(Ink::Faint, &bullet);
                } else {
                    self.blanks(hang - margin.chars().count());
                }
                let heading = block.heading.as_deref().filter(|_| first && index == 0);
                let line = match heading.filter(|heading| line.starts_with(heading)) {
                    Some(heading) => {
                        self.put(Ink::Bold, heading);
                        &line[heading.len()..]
                    }
                    None => line,
                };
                self.words(line, Ink::Plain);
                if is_cut && index + 1 == wrapped {
                    self.put(Ink::Faint, CUT);
                }
                self.text.push('\n');
            }
            first = false;
        }
        if first {
            // A number without words.
            self.put(Ink::Faint, lead.trim_end());
            self.text.push('\n');
        }
    }

    fn foot(&mut self, record: &Record<'_>) {
        self.text.push('\n');
        self.row("Signed", &record.signature.join(", "));
        self.row("Taken out", &parts::taken_out(record).unwrap_or_default());
        self.row("Copy", &words::damage(&record.damage));
        self.row("Source", &words::source(&record.source));
        if self.text.ends_with("\n\n") {
            self.text.pop();
        }
    }
}
