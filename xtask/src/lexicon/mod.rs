//! `cargo xtask lexicon`: makes the word list of the repairs and the weights that tell an owner's apostrophe from a comma.

mod count;
mod weigh;

use crate::corpus::{self, Part};
use crate::{Outcome, workspace};
use chancery_check::repair::making::{COLUMNS, Lexicon, NAMES};
use clap::Args;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// Where the texts are.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The folder of released texts; `docs/repair.md` says what must lie there.
    #[arg(long, value_name = "FOLDER")]
    corpus: PathBuf,
}

/// Writes `crates/check/data/lexicon.tsv` and `crates/check/data/owners.tsv`.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut documents = corpus::documents(&arguments.corpus)?;
    documents.retain(|document| document.part == Part::Build);
    let mut words = BTreeMap::new();
    for document in &documents {
        count::count(document, &mut words);
    }
    count::keep_the_sure(&mut words);
    let mut table = format!("# word\t{}\n", COLUMNS.join("\t"));
    for (word, counted) in &words {
        let counts = counted.word.counts().map(|count| count.to_string()).join("\t");
        let counts = counts.trim_end_matches("\t0");
        let _ = writeln!(table, "{word}\t{counts}");
    }
    let data = workspace::root().join("crates/check/data");
    fs::write(data.join("lexicon.tsv"), &table)?;
    println!("lexicon.tsv: {} words, {} bytes, of {} documents", words.len(), table.len(), documents.len());

    // The list lives as long as the chore: it borrows from its table, as the compiled-in one does.
    let lexicon = Lexicon::parse(String::leak(table));
    let weights = weigh::weigh(&documents, &lexicon);
    let mut table = String::new();
    for (name, weight) in NAMES.iter().zip(&weights.0) {
        let _ = writeln!(table, "{name}\t{weight:.2}");
    }
    fs::write(data.join("owners.tsv"), table)?;
    println!("owners.tsv: {} weights", NAMES.len());
    Ok(())
}
