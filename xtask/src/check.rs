//! Everything that must hold before a change lands. It needs nothing but the Rust toolchain, a C
//! compiler and the crates.

use crate::fixtures;
use crate::generate::Mode;
use crate::run::{Result, cargo, cargo_command, say, step};

pub(crate) fn check() -> Result {
    cargo("format", "fmt --all --check")?;
    say("── generated files");
    fixtures::run(Mode::Check)?;
    cargo("clippy", "clippy --locked --workspace --all-targets --all-features -- -D warnings")?;
    let mut docs = cargo_command("doc --locked --workspace --all-features --no-deps");
    docs.env("RUSTDOCFLAGS", "-D warnings");
    step("docs", docs)?;
    tests("no")?;
    say("everything holds");
    Ok(())
}

/// The tests; `INSTA_UPDATE=always` writes the snapshots that differ, to be read afterwards.
pub(crate) fn test() -> Result {
    tests(&std::env::var("INSTA_UPDATE").unwrap_or_else(|_| "no".to_owned()))
}

fn tests(update: &str) -> Result {
    let run = |name: &str, line: &str| {
        let mut tests = cargo_command(line);
        tests.env("INSTA_UPDATE", update).env_remove("INSTA_FORCE_PASS");
        step(name, tests)
    };
    run("tests", "test --locked --workspace --all-features")?;
    // The crate that others embed alone, as it is by default.
    run("tests of kess-sign alone", "test --locked --package kess-sign")
}
