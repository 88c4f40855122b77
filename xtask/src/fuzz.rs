//! Fuzzing what reads from outside, from the fixtures on.

use std::fs;
use std::path::Path;

use crate::run::{Result, command, root, say, step};

/// Each target, and the files that it starts from: a folder of fixtures, and how their names end.
const TARGETS: [(&str, &str, &str); 6] = [
    ("params", "fixtures/signing", "params.json"),
    ("canonical", "fixtures/signing", "params.json"),
    ("verify", "fixtures/doctor", "body.json"),
    ("diagnose", "fixtures/doctor", "body.json"),
    ("open", "fixtures/signing", "signature.b64"),
    ("keys", "fixtures/keys", ""),
];

/// The longest file that is worth starting from.
const LONGEST: u64 = 16 << 10;

/// Runs every target `runs` times. Needs cargo-fuzz.
pub(crate) fn run(runs: u64) -> Result {
    for (target, folder, ending) in TARGETS {
        let corpus = root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).map_err(|e| format!("{}: {e}", corpus.display()))?;
        let seeds = seed(&root().join(folder), ending, &corpus)?;
        say(&format!("── {target}: from {seeds} fixtures"));
        let runs = format!("-runs={runs}");
        let mut fuzz = command("cargo", &["fuzz", "run", target, "--", &runs]);
        // A sanitizer is among what only a nightly toolchain allows, or one that is told to.
        fuzz.env("RUSTC_BOOTSTRAP", "1");
        step(target, fuzz)?;
    }
    Ok(())
}

/// Copies the fixtures to the corpus, and says how many there are.
fn seed(folder: &Path, ending: &str, corpus: &Path) -> Result<usize> {
    let problem = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut seeds = 0;
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        let name = path.file_name().unwrap_or_default().to_owned();
        let file = if path.is_dir() { path.join(ending) } else { path };
        let usable = fs::metadata(&file).is_ok_and(|file| file.is_file() && file.len() <= LONGEST);
        if usable && file.to_string_lossy().ends_with(ending) {
            fs::copy(&file, corpus.join(name)).map_err(problem)?;
            seeds += 1;
        }
    }
    if seeds == 0 {
        Err(format!("{} has nothing to start from", folder.display()))
    } else {
        Ok(seeds)
    }
}
