//! BibTeX: an `@misc` a telegram, for BibTeX and biblatex alike.
//!
//! Sender, recipients and title stand in two pairs of braces, so that no style takes `AMEMBASSY PARIS` for a first and a last
//! name, or writes a subject small. `date` is biblatex's; `year` and `month` are BibTeX's.

use crate::Frame;
use crate::citation::{Citation, Citations};
use crate::export::{Begin, Export};
use crate::words::unwrapped;
use chancery_telegram::record::SentAt;
use std::fmt::Write as _;
use std::io;

/// The form.
pub static EXPORT: Export = Export {
    id: "bibtex",
    title: "BibTeX, an entry a telegram",
    extension: "bib",
    media_type: "application/x-bibtex; charset=utf-8",
    tables: &[],
    begin: Begin::Stream(|context, out| Citations::begin(context, out, Frame::NONE, write)),
};

fn write(key: &str, citation: &Citation<'_>, state: Option<&str>) -> io::Result<String> {
    let mut text = format!("@misc{{{key},\n");
    if let Some(sender) = citation.sender {
        field("author", &format!("{{{}}}", escaped(sender)), &mut text);
    }
    field("title", &format!("{{{}}}", escaped(&citation.title)), &mut text);
    if let Some(date) = citation.date {
        field("date", &SentAt::Day(date).to_string(), &mut text);
        field("year", &format!("{:04}", date.year()), &mut text);
        // One of the words that every style knows, which stand without braces.
        let month = date.strftime("%b").to_string().to_ascii_lowercase();
        let _ = writeln!(text, "  month = {month},");
    }
    // What both BibTeX and biblatex print of an `@misc`.
    let kind = citation.number.map_or_else(|| "Telegram".to_owned(), |number| format!("Telegram {number}"));
    let published = [Some(kind.as_str()), citation.collection, citation.provenance.as_deref()];
    field(
        "howpublished",
        &escaped(&published.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        &mut text,
    );
    field("type", "Telegram", &mut text);
    field("number", &escaped(citation.number.unwrap_or_default()), &mut text);
    let recipients = citation.recipients.iter().map(|name| format!("{{{}}}", escaped(name)));
    field("recipient", &recipients.collect::<Vec<_>>().join(" and "), &mut text);
    field("note", &escaped(&citation.note), &mut text);
    field("copyright", &escaped(citation.licence.unwrap_or_default()), &mut text);
    let state = state.map(|state| format!("Archive state {state}"));
    let annotation = [citation.remark, state.as_deref()].map(|part| part.map(escaped));
    field("annotation", &annotation.into_iter().flatten().collect::<Vec<_>>().join(" "), &mut text);
    let keywords = citation.keywords.iter().map(|keyword| match escaped(keyword) {
        // A comma divides keywords; that of a person's name does not.
        person if person.contains(',') => format!("{{{person}}}"),
        keyword => keyword,
    });
    field("keywords", &keywords.collect::<Vec<_>>().join(", "), &mut text);
    field("url", &url(citation.url.unwrap_or_default()), &mut text);
    text.push_str("}\n\n");
    Ok(text)
}

fn field(name: &str, value: &str, out: &mut String) {
    if !value.is_empty() {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    }
}

/// Text in which TeX sees characters only.
///
/// BibTeX counts braces even behind a backslash, so a brace of the text is written by name. TeX makes one sign of two hyphens or
/// two quotation marks, so nothing stands between two of them; and its oldest fonts have other signs for `<`, `>` and `|`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in unwrapped(text).chars() {
        let joined = matches!((before, c), ('-', '-') | ('\'', '\'') | ('`' | '?' | '!', '`') | (',', ','));
        if joined {
            out.push_str("{}");
        }
        before = c;
        match c {
            '<' => out.push_str("{\\textless}"),
            '>' => out.push_str("{\\textgreater}"),
            '|' => out.push_str("{\\textbar}"),
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// An address, which is read to the letter: what would end it or be a comment is written as a percent code.
pub(crate) fn url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_whitespace() || c.is_control() || matches!(c, '{' | '}' | '\\' | '"' | '<' | '>' | '^' | '`')
        {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}
