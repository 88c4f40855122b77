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
    test()?;
    say("everything holds");
    Ok(())
}

pub(crate) fn test() -> Result {
    // A snapshot that differs fails; it is never written by a check.
    let mut tests = cargo_command("test --locked --workspace --all-features");
    tests.env("INSTA_UPDATE", "no").env("INSTA_FORCE_PASS", "0");
    step("tests", tests)?;
    // The crate that others embed alone, as it is by default.
    let mut alone = cargo_command("test --locked --package kess-sign");
    alone.env("INSTA_UPDATE", "no").env("INSTA_FORCE_PASS", "0");
    step("tests of kess-sign alone", alone)
}
