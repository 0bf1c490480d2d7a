//! `cargo xtask synth`: made-up telegrams to a file, a folder or standard output.

use crate::Outcome;
use chancery_synth::{Form, telegrams};
use clap::Args;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Which telegrams to make up, and where to write them.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The form: teletype, as in 2001-09, or nara, as the National Archives show 1973-79.
    #[arg(long)]
    form: Form,
    /// How many.
    #[arg(long, default_value_t = 1)]
    count: u64,
    /// The same seed gives the same telegrams.
    #[arg(long, default_value_t = 7904)]
    seed: u64,
    /// A file for all of them, or an existing folder, or a path that ends in a slash, for one file each.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Writes them.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let made = telegrams(arguments.form, arguments.seed, arguments.count);
    match &arguments.out {
        Some(folder) if folder.is_dir() || folder.as_os_str().as_encoded_bytes().ends_with(b"/") => {
            fs::create_dir_all(folder)?;
            for (number, telegram) in (1..).zip(made) {
                fs::write(folder.join(format!("{}-{number:06}.txt", arguments.form)), telegram)?;
            }
        }
        Some(file) => write(BufWriter::new(File::create(file)?), made)?,
        None => match write(BufWriter::new(io::stdout().lock()), made) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            other => other?,
        },
    }
    Ok(())
}

fn write(mut out: impl Write, made: impl Iterator<Item = String>) -> io::Result<()> {
    for telegram in made {
        out.write_all(telegram.as_bytes())?;
        // A reader of a stream finds the next telegram behind a blank line.
        out.write_all(b"\n")?;
    }
    out.flush()
}
