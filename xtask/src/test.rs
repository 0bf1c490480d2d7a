//! `cargo xtask test`: everything that CI checks, in the order in which a mistake is cheapest to find.

use crate::command::{quiet, step};
use crate::{Outcome, deny, tidy, workspace};
use clap::Args;
use std::process::Command;

/// Everything that CI checks.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Leave the dependencies unchecked: for a machine without a network.
    #[arg(long)]
    no_deny: bool,
}

/// Runs all steps; the first that fails is the last.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    quiet("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    tidy::run()?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    quiet("clippy", &mut cargo(&clippy))?;
    let mut passed = tests("tests", &["--lib", "--bins", "--tests", "--examples"])?;
    passed += tests("doc tests", &["--doc"])?;
    quiet(
        "documents",
        cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    if arguments.no_deny {
        println!("dependencies: not checked, as asked");
    } else {
        deny::run()?;
    }
    println!("\n{passed} passed, 0 failed");
    Ok(())
}

/// `cargo` with these arguments, at the root.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(workspace::root());
    command
}

/// Runs tests, prints each runner's closing line, and counts what passed.
fn tests(title: &str, which: &[&str]) -> Result<u64, String> {
    let mut command = cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    let output = step(title, command.args(which), closes)?;
    Ok(output.iter().filter_map(|line| passed(line)).sum())
}

/// The closing line of a runner that ran something.
fn closes(line: &str) -> bool {
    line.starts_with("test result:") && passed(line) != Some(0)
}

/// 12 for `test result: ok. 12 passed; 0 failed; ...`.
fn passed(line: &str) -> Option<u64> {
    let words = line.strip_prefix("test result:")?.split_whitespace().collect::<Vec<_>>();
    let at = words.iter().position(|word| word.starts_with("passed"))?;
    words.get(at.checked_sub(1)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{closes, passed};

    #[test]
    fn the_closing_line_is_counted() {
        let line =
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";
        assert_eq!(passed(line), Some(12));
        assert!(closes(line));
        assert!(!closes(&line.replace("12 passed", "0 passed")));
        assert!(!closes("test reads_all ... ok"));
    }
}
