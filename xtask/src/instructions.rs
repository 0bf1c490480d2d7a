//! `cargo xtask instructions`: what reading costs in instructions a byte, as `valgrind` counts them. They do not depend on what else
//! the machine does: who makes the reader dearer sees it here, also where seconds tell nothing.

use crate::test::cargo;
use crate::{Outcome, command, workspace};
use chancery_synth::Form;
use std::process::Command;

/// What is counted; splitting into words is the measure.
const PARTS: [&str; 3] = ["words", "syntax", "record"];

/// Counts, and prints a table.
pub(crate) fn run() -> Outcome {
    let build = ["build", "--release", "--locked", "--package", "chancery-telegram", "--example", "count"];
    command::quiet("build the reader", &mut cargo(&build))?;
    println!("{:<12} {:<8} {:>18}", "form", "", "instructions a byte");
    for form in Form::ALL {
        for part in PARTS {
            println!("{:<12} {part:<8} {:>18.1}", form.name(), counted(form, part)?);
        }
    }
    Ok(())
}

/// Instructions for a byte.
fn counted(form: Form, part: &str) -> Result<f64, Box<dyn std::error::Error>> {
    let program = workspace::target().join("release/examples/count");
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=count::counted"]);
    valgrind.arg(program).args([form.name(), part]);
    let output =
        valgrind.output().map_err(|error| format!("cannot run valgrind (Debian's package): {error}"))?;
    let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let bytes = said.split(' ').next().and_then(|bytes| bytes.parse::<u32>().ok());
    let collected =
        told.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse::<u32>().ok());
    match (bytes, collected) {
        (Some(bytes), Some(collected)) if output.status.success() && collected > 0 => {
            Ok(f64::from(collected) / f64::from(bytes))
        }
        _ => Err(format!("nothing was counted: {told}").into()),
    }
}
