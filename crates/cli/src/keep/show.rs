//! `chancery show`: one telegram of an archive.

use super::{Reading, refused, write_object};
use crate::exit::{Done, Outcome};
use anstyle::{AnsiColor, Style};
use chancery_exports::{Context, Export, Form, Item, Look};
use chancery_view::{Diff, Shown, Word};
use clap::ValueEnum;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Its number: `06PARIS7904`, or post and number, as `paris 7904` with `--year`.
    #[arg(required = true, value_name = "MRN")]
    name: Vec<String>,

    #[command(flatten)]
    reading: Reading,

    /// The year, where the number does not say it.
    #[arg(long, value_name = "YEAR")]
    year: Option<u16>,

    /// In which form.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = To::Text)]
    to: To,

    /// Which of its texts, from 1: that which is shown without it is the best one, with the fewest redactions and the least damage.
    #[arg(long, value_name = "N")]
    variant: Option<usize>,

    /// Compare with another of its texts, word by word.
    #[arg(long, value_name = "N", conflicts_with = "to")]
    diff: Option<usize>,

    /// For machines: the record as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// Reflowed for reading.
    Text,
    /// Markdown.
    Markdown,
    /// A page of its own.
    Html,
    /// The record as JSON.
    Json,
    /// Byte for byte as it came, without what is hidden from the reader.
    Original,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let view = args.reading.view()?;
    let key = view.resolve(&args.name.join(" "), args.year).map_err(refused)?;
    if let Some(other) = args.diff {
        let diff = view.diff(&key, args.variant.unwrap_or(1), other).map_err(refused)?;
        if args.json {
            write_object(&diff)?;
        } else {
            anstream::stdout().write_all(difference(&diff).as_bytes())?;
        }
        return Ok(Done::All);
    }
    let to = if args.json { To::Json } else { args.to };
    let colour = std::io::stdout().is_terminal();
    let alike = if to == To::Text { view.alike(&key).map_err(refused)? } else { Vec::new() };
    let written = view.show(&key, args.variant, |shown| written(shown, to, colour)).map_err(refused)?;
    let (mut written, variant, variants) = written?;
    if to == To::Text {
        let mut notes = String::new();
        if variants > 1 {
            let _ = writeln!(
                notes,
                "text {variant} of {variants}; `--variant N` shows another, `--diff N` compares"
            );
        }
        if !alike.is_empty() {
            let _ = writeln!(notes, "nearly the same text: {}", alike.join(", "));
        }
        if !notes.is_empty() {
            written.extend_from_slice(b"\n");
            written.extend_from_slice(notes.as_bytes());
        }
    }
    std::io::stdout().lock().write_all(&written)?;
    Ok(Done::All)
}

/// A telegram in a form, and which of how many texts it is.
fn written(shown: &Shown<'_>, to: To, colour: bool) -> std::io::Result<(Vec<u8>, usize, usize)> {
    let mut bytes = Vec::new();
    let form = match to {
        To::Original => {
            bytes.extend_from_slice(shown.original);
            None
        }
        To::Html => {
            let context = Context { title: Some(shown.key.to_owned()), ..Context::default() };
            if let Some(export) = Export::by_id("html") {
                let mut page = export.into_stream(&context, &mut bytes).map_err(std::io::Error::other)?;
                page.record(&Item::new(shown.record)).map_err(std::io::Error::other)?;
                page.finish().map_err(std::io::Error::other)?;
            }
            None
        }
        To::Text => Form::by_id("text"),
        To::Markdown => Form::by_id("markdown"),
        To::Json => Form::by_id("json"),
    };
    if let Some(form) = form {
        form.write(shown.record, &Look { colour, fields: None }, &mut bytes)?;
        if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    }
    Ok((bytes, shown.variant, shown.variants))
}

fn difference(diff: &Diff) -> String {
    /// How wide the lines are.
    const COLUMNS: usize = 100;
    const OUT: Style = AnsiColor::Red.on_default().strikethrough();
    const IN: Style = AnsiColor::Green.on_default();
    const REDACTED: Style = AnsiColor::Magenta.on_default();
    let mut text = String::new();
    let (one, two) = diff.variants;
    if diff.words.iter().all(|(kind, _)| *kind == Word::Same) {
        return format!("{}: texts {one} and {two} have the same words\n", diff.mrn);
    }
    let _ = writeln!(
        text,
        "{}: text {one} [-so-] against text {two} {{+so+}}; under a redaction [*so*]\n",
        diff.mrn
    );
    let mut column = 0;
    for (kind, words) in &diff.words {
        let (style, open, close) = match kind {
            Word::Same => (Style::new(), "", ""),
            Word::Out => (OUT, "[-", "-]"),
            Word::In => (IN, "{+", "+}"),
            Word::Redacted | Word::Restored => (REDACTED, "[*", "*]"),
        };
        let _ = write!(text, "{style}");
        for word in format!("{open}{words}{close}").split(' ') {
            let width = word.chars().count();
            if column > 0 && column + width > COLUMNS {
                text.push('\n');
                column = 0;
            }
            let _ = write!(text, "{}{word}", if column > 0 { " " } else { "" });
            column += width + 1;
        }
        let _ = write!(text, "{style:#}");
    }
    text.push('\n');
    text
}
