//! The reference of the command line, `docs/cli.md`, made from its definition; and the comparison of files that are made
//! from code with what is committed.

use crate::args::Line;
use clap::CommandFactory;
use std::path::Path;

const HEAD: &str = "\
# The command line

This page is made from the program's own definition, and a test holds the two together.

Results go to standard output; progress, summaries and messages to standard error, so that a pipe gets data alone. Colours
and progress appear on a terminal only (`NO_COLOR` switches colours off). A closed pipe is no error.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | done, but some of the input failed, or what was named is not there, or the work was interrupted |
| 2 | wrong use |
| 3 | the archive cannot be used |
";

/// The page.
fn markdown() -> String {
    let mut page = HEAD.to_owned();
    let mut command = Line::command().term_width(100);
    command.build();
    let mut verbs = vec![(command.get_name().to_owned(), command.clone())];
    for verb in command.get_subcommands() {
        verbs.push((format!("chancery {}", verb.get_name()), verb.clone()));
    }
    for (name, mut verb) in verbs {
        let help = verb.render_long_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        page.push_str(&format!("\n## `{name}`\n\n```text\n{}\n```\n", lines.join("\n").trim_end()));
    }
    page
}

/// Compares a committed file with what the code makes; with `CHANCERY_BLESS` set, writes it.
pub(crate) fn same_as_committed(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    if std::env::var_os("CHANCERY_BLESS").is_some() {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).unwrap();
        }
        std::fs::write(&path, made).unwrap();
        println!("blessed {file}");
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == made,
        "{file} is not what the code makes; run `cargo xtask bless` and read the difference"
    );
}

#[test]
fn committed_reference_is_that_of_the_definition() {
    same_as_committed("docs/cli.md", &markdown());
}

#[test]
fn the_definition_is_sound() {
    Line::command().debug_assert();
}
