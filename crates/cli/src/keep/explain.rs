//! `chancery explain`: why a reader sees or does not see each portion of a telegram.

use super::{Place, refused, unusable};
use crate::exit::{Done, Outcome};
use anstyle::{AnsiColor, Style};
use chancery_archive::Archive;
use chancery_archive::access::{Label, Reader};
use chancery_view::View;
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
    let texts = view.explain(&key, &Reader::cleared(args.reader)).map_err(refused)?;
    let several = texts.len() > 1;
    let mut out = String::new();
    for (number, rows) in texts {
        if !args.json && several {
            let _ = writeln!(out, "text {number}");
        }
        let width = rows.iter().map(|row| row.portion.chars().count()).max().unwrap_or(0);
        for row in rows {
            if args.json {
                let _ = writeln!(out, "{}", serde_json::to_string(&row).unwrap_or_default());
                continue;
            }
            const SHOWN: Style = AnsiColor::Green.on_default();
            const HIDDEN: Style = AnsiColor::Red.on_default();
            const DIM: Style = Style::new().dimmed();
            let (style, word) = if row.shown { (SHOWN, "shown ") } else { (HIDDEN, "hidden") };
            let _ = writeln!(
                out,
                "{:<width$}  {style}{word}{style:#}  {}  {DIM}{}: {}{DIM:#}",
                row.portion, row.label, row.rule, row.because
            );
        }
    }
    anstream::stdout().write_all(out.as_bytes())?;
    Ok(Done::All)
}
