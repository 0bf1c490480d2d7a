//! `chancery registry`: looks things up in the compiled-in tables.

use crate::exit::{Done, Outcome};
use crate::message::{Message, did_you_mean, nearest};
use crate::numbers::grouped;
use anstyle::Style;
use chancery_registry::{Cells, Registry, Table};
use clap::builder::PossibleValuesParser;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The table. Without it the tables are listed.
    #[arg(value_parser = kinds())]
    kind: Option<String>,

    /// What to look for: a code, or words that stand in any column. Without it the whole table is listed.
    word: Vec<String>,

    /// A JSON object a line, with all columns.
    #[arg(long)]
    json: bool,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(Registry::builtin().tables().iter().map(Table::name))
}

/// The columns that a list for people shows; a row alone is shown with all of them.
const SHOWN: [(&str, &[&str]); 10] = [
    ("posts", &["code", "name", "kind", "country_iso3166", "nara_code", "routing_indicators"]),
    ("tags", &["code", "kind", "scheme", "name"]),
    ("captions", &["caption", "kind", "meaning"]),
    ("levels", &["code", "abbreviation", "name", "printed_forms"]),
    ("orders", &["order", "effective_from", "effective_to", "duration_rules"]),
    ("reasons", &["order", "code", "text"]),
    ("routing", &["indicator", "kind", "station"]),
    ("addressees", &["name", "kind", "expansion"]),
    ("offices", &["code", "kind", "name"]),
    ("abbreviations", &["abbreviation", "kind", "meaning"]),
];

pub(crate) fn run(args: &Args) -> Outcome {
    let registry = Registry::builtin();
    let Some(table) = args.kind.as_deref().and_then(|kind| registry.table(kind)) else {
        return tables(registry, args.json);
    };
    let word = args.word.join(" ");
    let rows = if word.is_empty() { table.rows().collect() } else { registry.look_up(table, &word) };
    if rows.is_empty() {
        return missing(table, &word);
    }
    let mut text = String::new();
    match rows[..] {
        _ if args.json => rows.iter().for_each(|row| json(table, row, &mut text)),
        [row] => card(table, row, &mut text),
        _ => list(table, &rows, &mut text),
    }
    anstream::stdout().lock().write_all(text.as_bytes())?;
    Ok(Done::All)
}

fn tables(registry: &Registry, as_json: bool) -> Outcome {
    let mut text = String::new();
    for table in registry.tables() {
        let _ = if as_json {
            writeln!(text, "{}", serde_json::json!({"kind": table.name(), "rows": table.len()}))
        } else {
            writeln!(text, "{BOLD}{:<13}{BOLD:#}  {:>5} rows", table.name(), grouped(table.len() as u64))
        };
    }
    anstream::stdout().lock().write_all(text.as_bytes())?;
    Ok(Done::All)
}

type Row<'t> = &'t [&'static str];

fn missing(table: &Table, word: &str) -> Outcome {
    let names = table.rows().flat_map(|row| row.iter().take(2).copied());
    let near = nearest(word, names);
    let help = if near.is_empty() {
        format!("`chancery registry {}` lists them all", table.name())
    } else {
        did_you_mean(&near)
    };
    Message::new(format!("nothing in `{}` holds `{word}`", table.name())).line("help", help).print();
    Ok(Done::Part)
}

fn json(table: &Table, row: Row<'_>, out: &mut String) {
    let line = serde_json::to_string(&Cells { table, row }).unwrap_or_default();
    let _ = writeln!(out, "{line}");
}

/// All that is known of one row.
fn card(table: &Table, row: Row<'_>, out: &mut String) {
    let width = table.columns().iter().map(|column| column.len()).max().unwrap_or(0);
    let room = screen_width().saturating_sub(width + 2).max(20);
    let cells = table.columns().iter().zip(row).enumerate().filter(|(_, (_, cell))| !cell.is_empty());
    for (index, (column, cell)) in cells {
        let cell = if Cells::is_list(column) {
            Cells::values(cell).collect::<Vec<_>>().join(", ")
        } else {
            cell.to_string()
        };
        let ink = if index == 0 { BOLD } else { Style::new() };
        let mut label = column.replace('_', " ");
        for line in wrapped(&cell, room) {
            let _ = writeln!(out, "{FAINT}{label:<width$}{FAINT:#}  {ink}{line}{ink:#}");
            label.clear();
        }
    }
}

/// Words in lines of so many columns.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Rows below each other; on a terminal no wider than it.
fn list(table: &Table, rows: &[Row<'_>], out: &mut String) {
    let shown =
        SHOWN.iter().find(|(name, _)| *name == table.name()).map(|(_, columns)| *columns).unwrap_or_default();
    let columns: Vec<usize> =
        shown.iter().filter_map(|column| table.columns().iter().position(|name| name == column)).collect();
    let head: Vec<String> = columns.iter().map(|&c| table.columns()[c].replace('_', " ")).collect();
    let cells = |row: Row<'_>| columns.iter().map(|&c| row[c].replace('|', ", ")).collect::<Vec<String>>();
    let body: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
    let mut widths: Vec<usize> = head.iter().map(|cell| cell.chars().count()).collect();
    for row in &body {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    // Long cells must not push the others off the screen.
    let screen = screen_width();
    for width in &mut widths {
        *width = (*width).min(screen / 2);
    }
    line(&head, &widths, screen, [FAINT, FAINT], out);
    for row in &body {
        line(row, &widths, screen, [BOLD, Style::new()], out);
    }
}

/// The columns of the terminal; no bound where the list goes into a pipe or file.
fn screen_width() -> usize {
    let known = if io::stdout().is_terminal() { terminal_size::terminal_size() } else { None };
    known.map_or(usize::MAX, |(width, _)| width.0.into())
}

/// A line of a list, in one ink for its first cell and one for the others. A cell that does not fit ends with `…`.
fn line(cells: &[String], widths: &[usize], screen: usize, inks: [Style; 2], out: &mut String) {
    let mut column = 0;
    for (index, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let last = index + 1 == cells.len();
        let room = if last { screen.saturating_sub(column) } else { width };
        let count = cell.chars().count();
        let text: String = if count > room {
            cell.chars().take(room.saturating_sub(1)).chain(['…']).collect()
        } else {
            cell.clone()
        };
        let ink = inks[usize::from(index > 0)];
        let _ = write!(out, "{ink}{text}{ink:#}");
        if !last {
            let blanks = width.saturating_sub(text.chars().count()) + 2;
            out.extend(std::iter::repeat_n(' ', blanks));
            column += width + 2;
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out.push('\n');
}
