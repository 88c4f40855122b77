//! The signing fixtures, recomputed by PHP: the expected bytes never come from our own code.

use std::fs;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::generate::{Mode, Writer};
use crate::peer::Peer;
use crate::run::{Result, command, root};

const COMMAND: &str = "cargo xtask oracle";
const CASES: &str = "fixtures/signing";
const PROGRAM: &str = "fixtures/oracle/oracle.php";
const KEY: &str = "fixtures/keys/merchant.pkcs8.pem";

pub(crate) fn run(mode: Mode) -> Result {
    let cases = cases()?;
    let version = version()?;
    let answers = ask(&cases)?;
    let mut writer = Writer::new(mode, COMMAND);
    for (case, answer) in cases.iter().zip(answers) {
        let part = |name: &str| match answer.get(name).and_then(Value::as_str) {
            Some(text) => Ok(text.to_owned()),
            None => Err(format!("{}: PHP answered {answer}", case.name)),
        };
        let canonical = part("canonical_b64")?;
        let canonical = STANDARD.decode(canonical).map_err(|e| format!("{}: {e}", case.name))?;
        let file = |name: &str| format!("{CASES}/{}/{name}", case.name);
        writer.file(&file("canonical.txt"), &canonical)?;
        writer.file(&file("signature.b64"), format!("{}\n", part("signature_b64")?).as_bytes())?;
        // Which PHP it was is noted when a case is computed; another one may check it.
        if mode == Mode::Write {
            let origin =
                format!("canonical.txt and signature.b64: {version}, by {PROGRAM}; key: {KEY}\n");
            writer.file(&file("ORIGIN"), origin.as_bytes())?;
        }
    }
    writer.finish()
}

struct Case {
    name: String,
    line: String,
}

fn cases() -> Result<Vec<Case>> {
    let folder = root().join(CASES);
    let entries = fs::read_dir(&folder).map_err(|e| format!("{CASES}: {e}"))?;
    let mut cases = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| format!("{CASES}: {e}"))?.path();
        if !path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let problem = |file: &str, e: &dyn std::fmt::Display| format!("{CASES}/{name}/{file}: {e}");
        let params = fs::read(path.join("params.json")).map_err(|e| problem("params.json", &e))?;
        let profile = fs::read_to_string(path.join("profile.toml"))
            .map_err(|e| problem("profile.toml", &e))?;
        let profile: toml::Table = profile.parse().map_err(|e| problem("profile.toml", &e))?;
        let profile: serde_json::Map<String, Value> = profile
            .into_iter()
            .map(|(part, value)| (part, value.as_str().unwrap_or_default().into()))
            .collect();
        let params = STANDARD.encode(params);
        let line = json!({"params_b64": params, "profile": profile, "sign": true}).to_string();
        cases.push(Case { name, line });
    }
    if cases.is_empty() {
        return Err(format!("{CASES} holds no cases"));
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

/// The oracle, which answers a line with a line.
pub(crate) fn php() -> Command {
    command("php", &[PROGRAM, KEY])
}

fn version() -> Result<String> {
    let output = command("php", &[PROGRAM, "--version"]).output().map_err(|e| missing(&e))?;
    if !output.status.success() {
        return Err(format!("{PROGRAM} --version: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn missing(error: &dyn std::fmt::Display) -> String {
    format!("cannot run php: {error}; install php-cli and php-phpseclib")
}

/// Hands every case to one PHP process, line by line.
fn ask(cases: &[Case]) -> Result<Vec<Value>> {
    let answers =
        Peer::start(php())?.answers(cases.iter().map(|case| case.line.clone()).collect())?;
    let parse = |(case, answer): (&Case, String)| {
        serde_json::from_str(&answer).map_err(|e| format!("{}: {e}", case.name))
    };
    cases.iter().zip(answers).map(parse).collect()
}
