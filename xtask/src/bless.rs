//! `cargo xtask bless`: writes expectations of tests and files made from code anew.

use crate::Outcome;
use crate::command::step;
use crate::test::cargo;

/// Runs the tests with `CHANCERY_BLESS` set: a test that compares a committed file with what the code makes writes the
/// file instead, and says so.
pub(crate) fn run() -> Outcome {
    let mut command = cargo(&["test", "--workspace", "--tests", "--no-fail-fast", "--", "--nocapture"]);
    step("bless", command.env("CHANCERY_BLESS", "1"), |line| line.contains("blessed"))?;
    println!("now read `git diff`");
    Ok(())
}
