//! `chancery schema`: the JSON Schemas of what programs get.

use crate::exit::{Done, Outcome};
use clap::ValueEnum;
use std::io::Write as _;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Of what.
    #[arg(value_enum, value_name = "WHAT", default_value_t = Of::Record)]
    of: Of,
}

/// What programs get, an object each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// The record that `chancery read` writes
    Record,
    /// A line of `chancery check --format jsonl`
    Finding,
    /// A line of `chancery repair --json`
    Proposal,
    /// A line of `chancery rule --all --json`
    Rule,
}

impl Of {
    /// The schema as it is printed, and committed in `docs`.
    fn text(self) -> String {
        let name = match self {
            Of::Record => return format!("{:#}\n", chancery_telegram::record::json_schema()),
            Of::Finding => "finding",
            Of::Proposal => "proposal",
            Of::Rule => "rule",
        };
        let found = chancery_check::json_schemas().into_iter().find(|(own, _)| *own == name);
        found.map(|(_, schema)| format!("{schema:#}\n")).unwrap_or_default()
    }
}

pub(crate) fn run(args: &Args) -> Outcome {
    std::io::stdout().lock().write_all(args.of.text().as_bytes())?;
    Ok(Done::All)
}

#[cfg(test)]
mod tests {
    use super::Of;
    use crate::reference::same_as_committed;

    #[test]
    fn committed_schemas_are_those_of_the_types() {
        same_as_committed("docs/telegram.schema.json", &Of::Record.text());
        same_as_committed("docs/finding.schema.json", &Of::Finding.text());
        same_as_committed("docs/proposal.schema.json", &Of::Proposal.text());
        same_as_committed("docs/rule.schema.json", &Of::Rule.text());
    }
}
