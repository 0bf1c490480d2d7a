//! `cargo xtask deny`: what we depend on has licences that we may use, comes from the registry, and has no known hole.

use crate::command::quiet;
use crate::test::cargo;
use crate::{Outcome, workspace};
use std::path::PathBuf;
use std::process::Command;

/// The version that is installed where none is there.
const VERSION: &str = "0.20.2";

/// What cargo-deny says where it cannot fetch the RustSec database, a git repository. (cargo-audit fetches the same one.)
const UNREACHABLE: &str = "failed to fetch advisory database";

/// Checks what can be checked: licences, bans and sources in any case, known holes where their list is within reach.
pub(crate) fn run() -> Outcome {
    let program = program()?;
    let deny = |checks: &[&str]| {
        let mut command = Command::new(&program);
        command.args(["--all-features", "--locked", "check"]).args(checks).current_dir(workspace::root());
        command
    };
    quiet("licences, bans, sources", &mut deny(&["licenses", "bans", "sources"]))?;
    let output = deny(&["advisories"]).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        println!("advisories: ok");
    } else if said.contains(UNREACHABLE) {
        println!("advisories: NOT checked: the list of known holes cannot be fetched from here");
    } else {
        println!("{said}");
        return Err("advisories: failed".into());
    }
    Ok(())
}

/// cargo-deny: from the path, or else from the target folder, where it is installed when it is missing.
fn program() -> Result<PathBuf, Box<dyn std::error::Error>> {
    if Command::new("cargo-deny").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Ok("cargo-deny".into());
    }
    let tools = workspace::target().join("tools");
    let program = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let mut install =
            cargo(&["install", "--debug", "--locked", "cargo-deny", "--version", VERSION, "--root"]);
        // It runs for seconds, and takes minutes to build where it is optimised.
        install
            .arg(&tools)
            .env("CARGO_TARGET_DIR", tools.join("build"))
            .env("CARGO_PROFILE_DEV_DEBUG", "false");
        quiet("install cargo-deny", &mut install)?;
    }
    Ok(program)
}
