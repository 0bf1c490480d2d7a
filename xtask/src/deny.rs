//! `cargo xtask deny`: what we depend on has licences that we may use, comes from the registry, and has no known hole.

use crate::command::{quiet, step};
use crate::test::cargo;
use crate::{Outcome, workspace};
use std::path::PathBuf;
use std::process::Command;

/// The version that is installed where none is there.
const VERSION: &str = "0.20.2";

/// Checks what can be checked: the list of known holes lies in a repository that is not always within reach.
pub(crate) fn run() -> Outcome {
    let program = program()?;
    let deny = |checks: &[&str]| {
        let mut command = Command::new(&program);
        command.args(["--all-features", "--locked", "check"]).args(checks).current_dir(workspace::root());
        command
    };
    quiet("licences, bans, sources", &mut deny(&["licenses", "bans", "sources"]))?;
    match step("advisories", &mut deny(&["advisories"]), |_| false) {
        Ok(_) => Ok(()),
        Err(error) if fetches() => Err(error.into()),
        Err(_) => {
            println!("advisories: NOT checked: the RustSec database cannot be fetched from here");
            Ok(())
        }
    }
}

/// True where the database of known holes can be reached.
fn fetches() -> bool {
    let mut git = Command::new("git");
    git.args(["ls-remote", "--exit-code", "https://github.com/rustsec/advisory-db", "HEAD"]);
    git.env("GIT_TERMINAL_PROMPT", "0").output().is_ok_and(|output| output.status.success())
}

/// cargo-deny: from the path, or else from the target folder, where it is installed when it is missing.
fn program() -> Result<PathBuf, Box<dyn std::error::Error>> {
    if Command::new("cargo-deny").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Ok("cargo-deny".into());
    }
    let tools = workspace::target().join("tools");
    let program = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let mut install = cargo(&["install", "--locked", "cargo-deny", "--version", VERSION, "--root"]);
        // Its optional parts and full optimisation would double the time it takes to build.
        install
            .arg(&tools)
            .env("CARGO_TARGET_DIR", tools.join("build"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off");
        quiet("install cargo-deny", &mut install)?;
    }
    Ok(program)
}
