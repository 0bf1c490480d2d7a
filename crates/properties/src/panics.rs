//! Which panics are findings.

use chancery_sources::panics::will_be_caught;
use std::panic;

/// Keeps the panic hook from what is caught and comes from a foreign library: those readers may break, and are guarded for
/// that. A panic of our own code stays a finding, also where it would be caught.
///
/// For the fuzz targets, whose hook ends the process before anything can be caught.
pub fn spare_caught_panics() {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |found| {
        let ours = found.location().is_some_and(|at| is_ours(at.file()));
        if ours || !will_be_caught(found) {
            hook(found);
        }
    }));
}

/// True for the source files of this workspace: cargo keeps those of others under `registry`, Rust its own under `rustc`.
fn is_ours(file: &str) -> bool {
    file.replace('\\', "/").rsplit_once("/src/").is_some_and(|(package, _)| {
        !file.contains("registry")
            && package.rsplit_once('/').is_some_and(|(folder, _)| folder.ends_with("crates"))
    })
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use std::panic::Location;

    #[test]
    fn our_files_are_told_from_others() {
        assert!(is_ours(Location::caller().file()), "{}", Location::caller());
        assert!(is_ours("chancery/crates/sources/src/wrappers/sevenz.rs"));
        for other in [
            ".cargo/registry/src/an-index/sevenz-rust2-0.20.2/src/reader.rs",
            "/rustc/4a4ef493e3a1488c6e321570238084b38948f6db/library/alloc/src/raw_vec/mod.rs",
            "library/core/src/slice/index.rs",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
