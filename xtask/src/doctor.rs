//! The page of mistakes, made of what the doctor says of each and of the cases that prove it.

use std::collections::BTreeMap;
use std::fs;

use kess_sign::Cause;

use crate::run::{Result, root};

const CASES: &str = "fixtures/doctor";

/// The page.
pub(crate) fn page(command: &str) -> Result<String> {
    let cases = cases()?;
    let count: usize = cases.values().map(Vec::len).sum();
    let mut page = format!(
        "\
# Why a signature is refused

Made by `{command}` from `kess_sign::Cause` and `{CASES}`; do not edit.

An RSA signature with PKCS#1 v1.5 padding reveals the digest of what was signed. `kess diagnose` and
`kess_sign::diagnose` compare it with the string of every profile and with what people's mistakes
make of it. {count} bodies signed by PHP, Node and openssl prove it; each is named in the last column
by its folder under `{CASES}`.

Where two mistakes make the same string of a body, nobody can tell them apart; the likelier one is
named. Percent-encodings differ only in the characters that a body has, and so do the ways to escape
JSON; a single list that is left out looks like a field that is left out; a number of many digits is
the same as it is written and with all its digits.

| name | what it is | what to change | cases |
|---|---|---|---|
"
    );
    for cause in Cause::ALL {
        let proofs = cases.get(cause.as_str()).map(|names| names.join(", ")).unwrap_or_default();
        let (what, change) = (cell(&cause.sentence()), cell(cause.remedy()));
        page += &format!("| `{cause}` | {what} | {change} | {proofs} |\n");
    }
    let unknown = cases.keys().find(|name| {
        *name != "valid" && !Cause::ALL.iter().any(|cause| cause.as_str() == name.as_str())
    });
    match unknown {
        Some(name) => Err(format!("{CASES}: there is no cause `{name}`")),
        None => Ok(page),
    }
}

/// The names of the cases, by their cause.
fn cases() -> Result<BTreeMap<String, Vec<String>>> {
    let folder = root().join(CASES);
    let entries = fs::read_dir(&folder).map_err(|e| format!("{CASES}: {e}"))?;
    let mut cases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(|e| format!("{CASES}: {e}"))?.path();
        let Ok(cause) = fs::read_to_string(path.join("cause.txt")) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        cases.entry(cause.trim().to_owned()).or_default().push(name);
    }
    for names in cases.values_mut() {
        names.sort();
    }
    Ok(cases)
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
