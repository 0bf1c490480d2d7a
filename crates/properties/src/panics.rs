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

/// True for the source files of this workspace: they lie in `crates/PACKAGE/src`, seen from wherever the build began. Cargo
/// keeps those of others under `registry/src/INDEX/PACKAGE/src`, Rust its own under `library`.
fn is_ours(file: &str) -> bool {
    let file = file.replace('\\', "/");
    let package = file.rsplit_once("/src/").map(|(package, _)| package);
    package.is_some_and(|package| package.rsplit('/').nth(1) == Some("crates"))
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use std::panic::Location;

    #[test]
    fn our_files_are_told_from_others() {
        assert!(is_ours(Location::caller().file()), "{}", Location::caller());
        for own in [
            "crates/registry/src/key.rs",
            "chancery/crates/sources/src/wrappers/sevenz.rs",
            "chancery\\crates\\registry\\src\\key.rs",
        ] {
            assert!(is_ours(own), "{own}");
        }
        for other in [
            ".cargo/registry/src/an-index/sevenz-rust2-0.20.2/src/reader.rs",
            "/opt/crates/registry/src/an-index/sevenz-rust2-0.20.2/src/reader.rs",
            "/rustc/4a4ef493e3a1488c6e321570238084b38948f6db/library/alloc/src/raw_vec/mod.rs",
            "library/core/src/slice/index.rs",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
