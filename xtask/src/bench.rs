//! What a signature costs, beside the bare private-key operation, PHP and Node, in one run.

use std::fs;

use serde_json::Value;

use crate::run::{Result, cargo, command, root, say};

const PARAMS: &str = "crates/kess-sign/benches/pre-order.json";
const KEY: &str = "fixtures/keys/merchant.pkcs8.pem";

/// Measures, and writes BENCHMARKS.md.
pub(crate) fn run() -> Result {
    cargo("bench", "bench --locked --package kess-sign --features aws_lc --bench sign")?;
    let php = foreign("php", "xtask/bench/bench.php")?;
    let node = foreign("node", "xtask/bench/bench.mjs")?;
    let openssl = openssl()?;

    let ours = |id: &str| estimate(id);
    let canonical = ours("canonical/12 parameters")?;
    let (bare, whole) =
        (ours("aws_lc/bare private-key operation")?, ours("aws_lc/sign_ params to base64")?);
    let (slow_bare, slow_whole) = (
        ours("rustcrypto/bare private-key operation")?,
        ours("rustcrypto/sign_ params to base64")?,
    );
    let page = format!(
        "\
# Benchmarks

Made by `cargo xtask bench`, on {date}, on one core of: {machine}. Times on shared machines vary; the
ratios, measured side by side in one run, are what counts.

## Signature: 12 parameters to canonical string to RSA-2048 signature to base64

| | signatures/s | of the bare operation |
|---|---|---|
| `openssl speed rsa2048`: the bare operation | {openssl:.0} | |
| aws_lc: the bare operation | {bare_rate:.0} | 1 |
| aws_lc: the whole path | {whole_rate:.0} | {ratio:.3} |
| PHP, ext-openssl | {php_rate:.0} | |
| Node, crypto | {node_rate:.0} | |
| rustcrypto: the bare operation | {slow_bare_rate:.0} | 1 |
| rustcrypto: the whole path | {slow_whole_rate:.0} | {slow_ratio:.3} |

## Canonical string alone

| 12 parameters | ns | |
|---|---|---|
| kess-sign | {canonical:.0} | 1 |
| PHP | {php_canonical:.0} | {php_times:.1} times as long |
| Node | {node_canonical:.0} | {node_times:.1} times as long |

| kess-sign | time | |
|---|---|---|
{growth}
It allocates twice: the list of what is signed, and the string. With a signature by aws_lc and its
base64 it is five times (what AWS-LC allocates in C is not counted).

## Everything else

| µs | aws_lc | rustcrypto |
|---|---|---|
{rest}",
        date = output("date", &["-u", "+%Y-%m-%d"])?,
        machine = machine(),
        bare_rate = 1e9 / bare,
        whole_rate = 1e9 / whole,
        ratio = bare / whole,
        php_rate = 1e9 / php.signed,
        node_rate = 1e9 / node.signed,
        slow_bare_rate = 1e9 / slow_bare,
        slow_whole_rate = 1e9 / slow_whole,
        slow_ratio = slow_bare / slow_whole,
        php_canonical = php.canonical,
        php_times = php.canonical / canonical,
        node_canonical = node.canonical,
        node_times = node.canonical / canonical,
        growth = growth()?,
        rest = rest()?,
    );
    fs::write(root().join("BENCHMARKS.md"), &page).map_err(|e| format!("BENCHMARKS.md: {e}"))?;
    say(&page);
    Ok(())
}

/// How time grows with the input.
fn growth() -> Result<String> {
    let mut rows = String::new();
    for (count, unit) in [(10, "parameter"), (1_000, "parameter"), (100_000, "parameter")] {
        let time = estimate(&format!("canonical/parameters/{count}"))?;
        let each = time / f64::from(count);
        rows += &format!("| {count} parameters | {:.1} µs | {each:.0} ns a {unit} |\n", time / 1e3);
    }
    for name in ["plain", "Khmer, nested"] {
        let time = estimate(&format!("canonical/1 MiB/{name}"))?;
        let rate = f64::from(1 << 20) / time;
        rows += &format!("| a value of 1 MiB, {name} | {:.0} µs | {rate:.2} GB/s |\n", time / 1e3);
    }
    Ok(rows)
}

fn rest() -> Result<String> {
    let mut rows = String::new();
    for what in ["sign_ params to body", "verify", "seal", "open", "read a private key"] {
        let [fast, slow] =
            ["aws_lc", "rustcrypto"].map(|backend| estimate(&format!("{backend}/{what}")));
        let name = what.replace('_', ":");
        rows += &format!("| {name} | {:.1} | {:.1} |\n", fast? / 1e3, slow? / 1e3);
    }
    Ok(rows)
}

/// The mean that criterion estimated, in nanoseconds.
fn estimate(id: &str) -> Result<f64> {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let file = target.join("criterion").join(id).join("new/estimates.json");
    let json = fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let json: Value =
        serde_json::from_slice(&json).map_err(|e| format!("{}: {e}", file.display()))?;
    json["mean"]["point_estimate"].as_f64().ok_or_else(|| format!("{}: no mean", file.display()))
}

struct Foreign {
    canonical: f64,
    signed: f64,
}

/// What another language's own tools make of the same request.
fn foreign(program: &str, script: &str) -> Result<Foreign> {
    let json = output(program, &[script, PARAMS, KEY])?;
    let json: Value = serde_json::from_str(&json).map_err(|e| format!("{script}: {e}"))?;
    let time = |name: &str| json[name].as_f64().ok_or_else(|| format!("{script}: no `{name}`"));
    Ok(Foreign { canonical: time("canonical")?, signed: time("signed")? })
}

/// Signatures a second by `openssl speed`.
fn openssl() -> Result<f64> {
    let text = output("openssl", &["speed", "-seconds", "3", "rsa2048"])?;
    let line = text.lines().find(|line| line.starts_with("rsa")).unwrap_or_default();
    let rate = line.split_whitespace().nth(5).and_then(|rate| rate.parse().ok());
    rate.ok_or_else(|| format!("openssl speed said: {text}"))
}

fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, model)| model.to_owned())
}

fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = command(program, arguments).output();
    let output = output.map_err(|error| format!("cannot run {program}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
