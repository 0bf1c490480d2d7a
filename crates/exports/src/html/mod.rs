//! HTML: one page without scripts and without anything from elsewhere, set as a printed edition of documents is.
//!
//! Light and dark follow the reader's device; on paper each telegram begins a page. The page's own policy forbids it to load
//! anything, whatever a telegram contains.

mod body;

use crate::ExportError;
use crate::export::{Begin, Context, Entry, Export, Item, Sink, Stream};
use crate::parts;
use crate::words;
use crate::xml::{escape, escaped};
use chancery_telegram::record::{Addressee, Level, Precedence, Record, Reference, Sent, SentAt};
use std::fmt::Write as _;
use std::io::Write;

/// The form.
pub static EXPORT: Export = Export {
    id: "html",
    title: "HTML, one page for reading and printing",
    extension: "html",
    media_type: "text/html; charset=utf-8",
    tables: &[],
    begin: Begin::Stream(|context, out| Ok(Box::new(Page { out, context: context.clone(), begun: false }))),
};

const STYLE: &str = include_str!("style.css");

struct Page<'w> {
    out: Stream<'w>,
    context: Context,
    begun: bool,
}

impl Sink for Page<'_> {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        let record = entry.item.record;
        let mut html = String::with_capacity(16 << 10);
        if !std::mem::replace(&mut self.begun, true) {
            let own = format!("Telegram {}", words::number(record).unwrap_or(&entry.key));
            self.head(&own, &mut html);
        }
        self.telegram(&entry.key, entry.item, &mut html);
        self.out.write_all(html.as_bytes())?;
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        let mut html = String::new();
        if !self.begun {
            self.head("Telegrams", &mut html);
            html.push_str("<p class=\"none\">No telegrams.</p>\n");
        }
        html.push_str("</main>\n</body>\n</html>\n");
        self.out.write_all(html.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

impl Page<'_> {
    fn head(&self, own: &str, out: &mut String) {
        let title = escaped(self.context.title.as_deref().unwrap_or(own));
        let _ = write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        );
        if self.context.title.is_none() && self.context.description.is_none() {
            return;
        }
        let _ = write!(out, "<header class=\"title\">\n<h1>{title}</h1>\n");
        if let Some(description) = &self.context.description {
            let _ = writeln!(out, "<p>{}</p>", escaped(description.trim()));
        }
        out.push_str("</header>\n");
    }

    fn telegram(&self, key: &str, item: &Item<'_>, out: &mut String) {
        let record = item.record;
        let heading = if self.context.title.is_some() || self.context.description.is_some() { 2 } else { 1 };
        let _ = write!(out, "<article id=\"{}\">\n<header>\n<p class=\"number\">", escaped(key));
        escape(words::number(record).unwrap_or("Without number"), out);
        if let Some(level) = words::level(record) {
            let _ = write!(out, " <span class=\"level {}\">{}</span>", class(record), escaped(&level));
        }
        for caption in &record.captions {
            let _ = write!(out, " <span class=\"caption\">{}</span>", escaped(caption));
        }
        out.push_str("</p>\n");
        if let Some(title) = record.title() {
            let _ = write!(out, "<h{heading}>");
            mark(record.subject_mark.as_deref(), out);
            escape(&words::unwrapped(title), out);
            let _ = writeln!(out, "</h{heading}>");
        }
        let mut lines = String::new();
        rows(record, &mut lines);
        if !lines.is_empty() {
            let _ = write!(out, "<dl>\n{lines}</dl>\n");
        }
        out.push_str("</header>\n");
        if let Some(remark) = item.remark.map(str::trim).filter(|remark| !remark.is_empty()) {
            let _ = writeln!(out, "<p class=\"remark\">{}</p>", escaped(remark));
        }
        out.push_str("<div class=\"body\">\n");
        body::write(record, heading + 1, out);
        out.push_str("</div>\n");
        self.foot(item, out);
        out.push_str("</article>\n");
    }

    fn foot(&self, item: &Item<'_>, out: &mut String) {
        let record = item.record;
        if !record.signature.is_empty() {
            let _ = writeln!(out, "<p class=\"signature\">{}</p>", escaped(&record.signature.join(", ")));
        }
        let collection = item.collection.map(|collection| {
            let parts = [Some(collection.name), collection.provenance, collection.licence];
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
        });
        let state = self.context.state.clone().unwrap_or_default();
        let mut rows = String::new();
        for (label, value) in [
            ("Collection", collection.unwrap_or_default()),
            ("Taken out", parts::taken_out(record).unwrap_or_default()),
            ("Copy", words::damage(&record.damage)),
            ("Source", words::source(&record.source)),
            ("SHA-256", record.source.sha256.as_deref().unwrap_or_default().to_owned()),
            ("Archive state", state),
        ] {
            row(label, &escaped(&value), &mut rows);
        }
        if let Some(url) = item.url.filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            let url = escaped(url);
            row("Address", &format!("<a href=\"{url}\">{url}</a>"), &mut rows);
        }
        if !rows.is_empty() {
            let _ = write!(out, "<footer>\n<dl>\n{rows}</dl>\n</footer>\n");
        }
    }
}

/// The lines of the heading.
fn rows(record: &Record<'_>, out: &mut String) {
    let own = record.precedence;
    row("From", &addressees(record.from.as_slice(), own), out);
    row("To", &addressees(&record.to, own), out);
    row("Info", &addressees(&record.info, record.info_precedence.or(own)), out);
    row("Sent", &record.sent.as_ref().map(sent).unwrap_or_default(), out);
    row("Precedence", &parts::precedence(record).unwrap_or_default(), out);
    row("Pass", &list(parts::pass_lines(record).into_iter().map(escaped)), out);
    for (label, offices) in parts::offices(record) {
        row(label, &escaped(&offices), out);
    }
    row("Drafted by", &escaped(&record.drafted_by.join("; ")), out);
    row("Cleared by", &escaped(&record.cleared_by.join("; ")), out);
    row("Approved by", &escaped(&record.approved_by.join("; ")), out);
    row(
        "E.O.",
        &escaped(&record.executive_order.as_ref().map(words::executive_order).unwrap_or_default()),
        out,
    );
    row("Classified by", &list(record.classified_by.iter().map(|c| escaped(&words::classifier(c)))), out);
    row("TAGS", &tags(record), out);
    row("References", &list(record.references.iter().map(reference)), out);
    row("Sections", &escaped(&parts::sections(record).unwrap_or_default()), out);
}

/// A row of a heading, where there is something to say. The value is HTML.
fn row(label: &str, value: &str, out: &mut String) {
    if !value.trim().is_empty() {
        let _ = writeln!(out, "<div><dt>{label}</dt><dd>{value}</dd></div>");
    }
}

/// One value as it is, several as a list. The values are HTML.
fn list(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.filter(|value| !value.trim().is_empty()).collect();
    match values.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        _ => format!("<ul><li>{}</li></ul>", values.join("</li><li>")),
    }
}

/// Beyond this many addressees they are not put on a line each.
const LONG_LIST: usize = 8;

fn addressees(list: &[Addressee<'_>], own: Option<Precedence>) -> String {
    let names = list.iter().map(|addressee| escaped(&words::addressee(addressee, own)));
    if list.len() > LONG_LIST { names.collect::<Vec<_>>().join("; ") } else { self::list(names) }
}

fn sent(sent: &Sent<'_>) -> String {
    let printed = escaped(&words::unwrapped(&sent.text));
    let Some(at) = sent.at else { return printed };
    let date = at.date();
    let mut text = format!("<time datetime=\"{at}\">{} {} {}", date.day(), date.strftime("%B"), date.year());
    if let SentAt::Minute(at) = at {
        let _ = write!(text, ", {:02}:{:02} UTC", at.hour(), at.minute());
    }
    text.push_str("</time>");
    if !printed.is_empty() {
        let _ = write!(text, " <span class=\"printed\">{printed}</span>");
    }
    text
}

fn tags(record: &Record<'_>) -> String {
    let one = |tag: &chancery_telegram::record::Tag<'_>| {
        let code = escaped(words::tag(tag));
        match tag.name.as_deref().filter(|name| !name.is_empty() && *name != words::tag(tag)) {
            Some(name) => format!("<abbr title=\"{}\">{code}</abbr>", escaped(name)),
            None => code,
        }
    };
    record.tags.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn reference(reference: &Reference<'_>) -> String {
    let text = escaped(&words::reference(reference));
    match &reference.enumerator {
        Some(letter) => format!("<span class=\"letter\">{}.</span> {text}", escaped(letter)),
        None => text,
    }
}

fn mark(mark: Option<&str>, out: &mut String) {
    if let Some(mark) = mark.filter(|mark| !mark.is_empty()) {
        let _ = write!(out, "<span class=\"mark\">({})</span> ", escaped(mark));
    }
}

/// A class for the level's colour.
fn class(record: &Record<'_>) -> &'static str {
    match record.classification.as_ref().and_then(|c| c.level) {
        Some(Level::TopSecret) => "top-secret",
        Some(Level::Secret) => "secret",
        Some(Level::Confidential | Level::Restricted) => "confidential",
        Some(_) => "unclassified",
        None => "unknown",
    }
}
