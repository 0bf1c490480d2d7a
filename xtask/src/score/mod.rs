//! `cargo xtask score`: what the reader finds, held against what people have labelled, field by field.
//!
//! The labelled texts and what a label means are described in `gold/README.md`.

mod cases;
mod compare;
mod found;
mod repair;
mod table;

use crate::corpus::Part;
use crate::{Outcome, workspace};
use cases::{Case, Kind};
use clap::Args;
use compare::Verdict;
use std::path::PathBuf;
use table::Table;

/// What to measure, and what to show of it.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The part set aside too: run it, but do not look into its texts to mend a rule.
    #[arg(long)]
    aside: bool,
    /// Only the part set aside.
    #[arg(long, conflicts_with = "aside")]
    only_aside: bool,
    /// List what went wrong in this field; `all` for every field.
    #[arg(long, value_name = "FIELD")]
    details: Vec<String>,
    /// Only cases whose name contains this.
    #[arg(long, value_name = "PART")]
    case: Option<String>,
    /// The folder of the labelled texts.
    #[arg(long, value_name = "FOLDER")]
    gold: Option<PathBuf>,
    /// The folder of released texts (`docs/repair.md`): damages them, and prints the table `repair` too.
    #[arg(long, value_name = "FOLDER")]
    corpus: Option<PathBuf>,
}

/// Reads every labelled text and prints the tables.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let gold = arguments.gold.clone().unwrap_or_else(|| workspace::root().join("gold"));
    let parts: &[&str] = match (arguments.aside, arguments.only_aside) {
        (_, true) => &["aside"],
        (true, _) => &["dev", "aside"],
        _ => &["dev"],
    };
    let mut cases = Vec::new();
    for part in parts {
        cases::load(&gold.join(part), &mut cases)?;
    }
    if let Some(part) = &arguments.case {
        cases.retain(|case| case.name.contains(part.as_str()));
    }
    if cases.is_empty() {
        return Err(format!("no labelled texts in {}", gold.display()).into());
    }
    let mut misses = Vec::new();
    for kind in Kind::ALL {
        let mut table = Table::default();
        let of_kind = cases.iter().filter(|case| case.kind == kind);
        for case in of_kind {
            measure(case, arguments, &mut table, &mut misses);
        }
        table.print(kind);
    }
    if !misses.is_empty() {
        println!();
    }
    for miss in &misses {
        println!("{miss}");
    }
    let Some(corpus) = &arguments.corpus else { return Ok(()) };
    let details = arguments.details.iter().any(|name| name == "repair");
    if !arguments.only_aside {
        repair::run(corpus, Part::Tune, "for tuning", details)?;
    }
    if arguments.aside || arguments.only_aside {
        repair::run(corpus, Part::Aside, "set aside", false)?;
    }
    repair::as_they_are(corpus, details)
}

/// Judges each labelled field of one text.
fn measure(case: &Case, arguments: &Arguments, table: &mut Table, misses: &mut Vec<String>) {
    let (records, found) = found::read(case);
    table.text();
    if case.kind == Kind::Whole && records != 1 {
        misses.push(format!("{}: {records} telegrams found in it, not one", case.name));
    }
    for (field, expected) in &case.fields {
        let verdict = compare::judge(field, expected, &found);
        table.count(field, verdict);
        let wanted = arguments.details.iter().any(|name| name == field || name == "all");
        if wanted && verdict != Verdict::Right {
            let found = found.get(compare::key(field)).unwrap_or(&serde_json::Value::Null);
            let name = &case.name;
            misses.push(format!("{name}  {field}: {verdict}\n    label {expected}\n    found {found}"));
        }
    }
}
