//! `chancery stats`: what an archive holds.

use super::{Reading, refused, write_object};
use crate::exit::{Done, Outcome};
use crate::numbers::{counted, day, grouped};
use anstyle::Style;
use chancery_view::find::Count;
use std::fmt::Write as _;
use std::io::Write as _;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// How many rows of a table at most.
    #[arg(long, value_name = "N", default_value_t = 15)]
    rows: usize,

    /// For machines: one JSON object with all rows.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let stats = args.reading.view()?.stats().map_err(refused)?;
    if args.json {
        write_object(&stats)?;
        return Ok(Done::All);
    }
    const BOLD: Style = Style::new().bold();
    let mut text = format!("{BOLD}{}{BOLD:#}", counted(stats.telegrams, "telegram", "telegrams"));
    let _ = write!(text, ", {}", counted(stats.originals, "original", "originals"));
    let _ = write!(text, ", {}", counted(stats.variants, "second text", "further texts"));
    if let (Some(first), Some(last)) = (&stats.first, &stats.last) {
        let _ = write!(text, ", sent {} to {}", day(first), day(last));
    }
    text.push('\n');
    let by = &stats.by;
    for (title, counts) in [
        ("year", &by.year),
        ("sender", &by.post),
        ("level", &by.level),
        ("TAGS", &by.tag),
        ("caption", &by.caption),
        ("collection", &by.collection),
        ("format", &by.format),
    ] {
        table(title, counts, args.rows, &mut text);
    }
    anstream::stdout().write_all(text.as_bytes())?;
    Ok(Done::All)
}

fn table(title: &str, counts: &[Count], rows: usize, text: &mut String) {
    const BOLD: Style = Style::new().bold();
    const DIM: Style = Style::new().dimmed();
    if counts.is_empty() {
        return;
    }
    let shown = &counts[..counts.len().min(rows)];
    let width = shown.iter().map(|count| count.value.chars().count()).max().unwrap_or(0).max(title.len());
    let numbers = shown.iter().map(|count| grouped(count.count).len()).max().unwrap_or(0);
    let _ = writeln!(text, "\n{BOLD}{title}{BOLD:#}");
    for count in shown {
        let _ = writeln!(text, "  {:<width$}  {:>numbers$}", count.value, grouped(count.count));
    }
    if counts.len() > rows {
        let _ = writeln!(
            text,
            "  {DIM}and {} more; `--rows N` shows them{DIM:#}",
            grouped((counts.len() - rows) as u64)
        );
    }
}
