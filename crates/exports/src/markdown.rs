//! A telegram as a Markdown document: a title, a table of the heading, the text.

use crate::wrap::bullet;
use crate::{Form, Frame, Look, words};
use chancery_telegram::record::{Block, BlockKind, Record};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The form.
pub static FORM: Form = Form {
    id: "markdown",
    title: "Markdown, a document a telegram",
    frame: Frame { head: "", between: "\n---\n\n", tail: "", empty: "" },
    write: |record, look, out| write(record, look, out),
};

/// Writes a record as a Markdown document.
pub fn write(record: &Record<'_>, _: &Look<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut text = String::with_capacity(4096);
    title(record, &mut text);
    heading(record, &mut text);
    for block in &record.body {
        self::block(block, &mut text);
    }
    if !record.signature.is_empty() {
        let _ = write!(text, "\n*{}*\n", escaped(&record.signature.join(", ")));
    }
    out.write_all(text.as_bytes())
}

fn title(record: &Record<'_>, out: &mut String) {
    let number = words::number(record).map(escaped);
    let subject = record.title().map(|title| escaped(&words::unwrapped(title)));
    let title = match (number, subject) {
        (Some(number), Some(subject)) => format!("{number}: {subject}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "Telegram".to_owned(),
    };
    let _ = write!(out, "# {title}\n\n");
}

fn heading(record: &Record<'_>, out: &mut String) {
    let own = record.precedence;
    let list = |list: &[chancery_telegram::record::Addressee<'_>], own| {
        list.iter().map(|addressee| words::addressee(addressee, own)).collect::<Vec<_>>().join("; ")
    };
    // A line that names several offices gives several entries.
    let mut pass: Vec<&str> = record.pass_to.iter().map(|pass| pass.text.as_ref()).collect();
    pass.dedup();
    let rows = [
        ("Classification", words::level(record).unwrap_or_default()),
        ("Sent", record.sent.as_ref().map(words::sent).unwrap_or_default()),
        ("Precedence", own.map(|p| p.as_str().to_owned()).unwrap_or_default()),
        ("From", record.from.as_ref().map(|from| words::addressee(from, own)).unwrap_or_default()),
        ("To", list(&record.to, own)),
        ("Info", list(&record.info, record.info_precedence.or(own))),
        ("Pass", pass.join("; ")),
        ("Drafted by", record.drafted_by.join("; ")),
        ("Cleared by", record.cleared_by.join("; ")),
        ("Approved by", record.approved_by.join("; ")),
        ("Captions", record.captions.join(", ")),
        ("E.O.", record.executive_order.as_ref().map(words::executive_order).unwrap_or_default()),
        ("Classified by", record.classified_by.iter().map(words::classifier).collect::<Vec<_>>().join("; ")),
        ("TAGS", record.tags.iter().map(words::tag).collect::<Vec<_>>().join(", ")),
        ("References", references(record)),
        ("Sections", record.sections.as_ref().and_then(words::sections).unwrap_or_default()),
        ("Copy", words::damage(&record.damage)),
        ("Source", words::source(&record.source)),
    ];
    out.push_str("| | |\n| --- | --- |\n");
    for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "| {label} | {} |", escaped(&words::unwrapped(value)).replace('|', "\\|"));
    }
}

fn references(record: &Record<'_>) -> String {
    let one = |reference: &chancery_telegram::record::Reference<'_>| match &reference.enumerator {
        Some(letter) => format!("{letter}. {}", words::reference(reference)),
        None => words::reference(reference),
    };
    record.references.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn block(block: &Block<'_>, out: &mut String) {
    out.push('\n');
    match block.kind {
        BlockKind::Heading => {
            let _ = writeln!(out, "## {}", escaped(&words::unwrapped(&block.text)));
        }
        BlockKind::Table => {
            // Longer than any fence in the text.
            let longest = block.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            let _ = write!(out, "{fence}text\n{}\n{fence}\n", block.text.trim_end());
        }
        BlockKind::Quote => lines(block, "> ", out),
        BlockKind::Paragraph | BlockKind::List | BlockKind::Unnumbered => lines(block, "", out),
    }
}

fn lines(block: &Block<'_>, margin: &str, out: &mut String) {
    let mut lead = String::new();
    if let Some(number) = block.number {
        let _ = write!(lead, "**{number}.** ");
    }
    if let Some(mark) = &block.mark {
        let _ = write!(lead, "({}) ", escaped(mark));
    }
    let mut before = None;
    for line in block.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let found = bullet(line).filter(|_| before.is_some());
        // An item goes behind an item; a paragraph needs an empty line before it.
        if before.is_some_and(|was_item| !(was_item && found.is_some())) {
            let _ = writeln!(out, "{}", margin.trim_end());
        }
        match found {
            Some((bullet, rest)) if bullet.starts_with(|c: char| c.is_alphanumeric() || c == '(') => {
                let _ = writeln!(out, "{margin}- {} {}", escaped(bullet), escaped(rest));
            }
            Some((_, rest)) => {
                let _ = writeln!(out, "{margin}- {}", escaped(rest));
            }
            None => {
                let _ = writeln!(out, "{margin}{lead}{}", escaped(line));
            }
        }
        lead.clear();
        before = Some(found.is_some());
    }
    if before.is_none() {
        let _ = writeln!(out, "{margin}{}", lead.trim_end());
    }
}

/// Text in which nothing is taken for a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, c) in text.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' => true,
            '#' | '+' | '-' | '=' => index == 0,
            // `1.` at the beginning would begin a list.
            '.' | ')' => index > 0 && index < 4 && text[..index].bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
