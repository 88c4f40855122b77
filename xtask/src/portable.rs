//! kess-sign without std: built for a microcontroller and for WebAssembly, and run in Node.

use std::process::Command;

use crate::run::{Result, command, root, step};

/// A cargo whose Rust can build `core` and `alloc` for other targets: Debian's, with `rust-web-src`.
/// Without the variable, the usual cargo is used, with targets that rustup has installed.
const CARGO: &str = "KESS_PORTABLE_CARGO";

pub(crate) fn run() -> Result {
    let target = root().join("target/portable");
    let folder = target.to_string_lossy().into_owned();

    let microcontroller = "build --locked --package kess-sign --no-default-features \
        --features rustcrypto,serde,legacy-sha1 --target thumbv7em-none-eabi";
    step("a microcontroller", cargo(microcontroller, &folder))?;

    let module = "build --locked --release --manifest-path portable/Cargo.toml \
        --target wasm32-unknown-unknown";
    let mut module = cargo(module, &folder);
    // Where rustc's own linker is not installed, Debian's does.
    if std::env::var_os(CARGO).is_some() {
        module.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
    }
    step("WebAssembly", module)?;
    let module = target.join("wasm32-unknown-unknown/release/kess_portable.wasm");
    step("WebAssembly in Node", command("node", &["portable/check.mjs", &module.to_string_lossy()]))
}

fn cargo(line: &str, target: &str) -> Command {
    let own = std::env::var(CARGO).ok();
    let mut words: Vec<&str> = line.split_whitespace().collect();
    words.extend(["--target-dir", target]);
    if own.is_some() {
        words.push("-Zbuild-std=core,alloc");
    }
    let mut cargo = command(own.as_deref().unwrap_or("cargo"), &words);
    if let Some(own) = &own {
        // Its rustc stands beside it, ahead of any other on the path.
        let beside = std::path::Path::new(own).parent().map(std::path::Path::to_path_buf);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = beside.into_iter().chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(paths) {
            cargo.env("PATH", path);
        }
        cargo.env("RUSTC_BOOTSTRAP", "1").env_remove("RUSTUP_TOOLCHAIN").env_remove("RUSTC");
        cargo.env_remove("CARGO");
    }
    cargo
}
