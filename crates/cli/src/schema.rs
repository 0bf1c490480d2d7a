//! `chancery schema`: the JSON Schema of the record.

use crate::exit::{Done, Outcome};
use std::io::Write as _;

pub(crate) fn run() -> Outcome {
    std::io::stdout().lock().write_all(text().as_bytes())?;
    Ok(Done::All)
}

/// The schema as it is printed, and committed in `docs`.
fn text() -> String {
    format!("{:#}\n", chancery_telegram::record::json_schema())
}

#[cfg(test)]
mod tests {
    use crate::reference::same_as_committed;

    #[test]
    fn committed_schema_is_that_of_the_types() {
        same_as_committed("docs/telegram.schema.json", &super::text());
    }
}
