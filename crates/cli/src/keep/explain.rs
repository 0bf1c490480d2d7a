//! `chancery explain`: why a reader sees or does not see each portion of a telegram.

use super::{Place, refused, unusable};
use crate::exit::{Done, Outcome};
use anstyle::{AnsiColor, Style};
use chancery_archive::Archive;
use chancery_archive::access::{Explanation, Label, Reader};
use chancery_view::View;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The telegram's number.
    #[arg(required = true, value_name = "MRN")]
    name: Vec<String>,

    #[command(flatten)]
    place: Place,

    /// The year, where the number does not say it.
    #[arg(long, value_name = "YEAR")]
    year: Option<u16>,

    /// The reader whose view is explained: a level and caveats, as `CONFIDENTIAL//NOFORN`.
    #[arg(long = "as", value_name = "LEVEL[//CAVEAT]")]
    reader: Label,

    /// For machines: one JSON object a line, one a portion.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let archive = Archive::open(args.place.folder()).map_err(unusable)?;
    let view = View::new(archive.snapshot().map_err(unusable)?, Reader::Owner);
    let key = view.resolve(&args.name.join(" "), args.year).map_err(refused)?;
    let mut out = String::new();
    view.explain(&key, &Reader::cleared(args.reader), &mut |number, rows| {
        if args.json {
            for row in rows {
                let line = Line { row, variant: number };
                let _ = writeln!(out, "{}", serde_json::to_string(&line).unwrap_or_default());
            }
        } else {
            table(number, rows, &mut out);
        }
    })
    .map_err(refused)?;
    anstream::stdout().write_all(out.as_bytes())?;
    Ok(Done::All)
}

/// A portion, for machines.
#[derive(Serialize)]
struct Line<'l> {
    #[serde(flatten)]
    row: &'l Explanation<'l>,
    /// The text to which it belongs, numbered as `show --variant` numbers them.
    variant: usize,
}

fn table(number: usize, rows: &[Explanation<'_>], out: &mut String) {
    const SHOWN: Style = AnsiColor::Green.on_default();
    const HIDDEN: Style = AnsiColor::Red.on_default();
    const DIM: Style = Style::new().dimmed();
    if number > 1 {
        let _ = writeln!(out, "\ntext {number}");
    }
    let names: Vec<String> = rows.iter().map(|row| row.portion.to_string()).collect();
    let labels: Vec<String> = rows.iter().map(label).collect();
    let width = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let (names_width, labels_width) = (width(&names), width(&labels));
    for ((row, name), label) in rows.iter().zip(&names).zip(&labels) {
        let (style, word) = if row.shown { (SHOWN, "shown ") } else { (HIDDEN, "hidden") };
        let _ = writeln!(
            out,
            "{name:<names_width$}  {style}{word}{style:#}  {label:<labels_width$}  {DIM}{}: {}{DIM:#}",
            rule(row),
            row.because
        );
    }
}

fn label(row: &Explanation<'_>) -> String {
    let caveats = row
        .caveats
        .iter()
        .enumerate()
        .map(|(at, caveat)| format!("{}{caveat}", if at == 0 { "//" } else { "/" }));
    row.level.as_str().chars().map(String::from).chain(caveats).collect()
}

/// The rule's stable name, as machines have it.
fn rule(row: &Explanation<'_>) -> String {
    serde_json::to_value(row.rule).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
