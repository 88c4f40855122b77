//! Running programs, and saying so.

// Printing is what this program is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// What went wrong, for a person.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or_else(|| xtask.clone(), PathBuf::from)
}

/// A program, in the folder of the workspace.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs a step, and says what it is and how long it took.
pub(crate) fn step(name: &str, mut command: Command) -> Result {
    println!("── {name}");
    let start = Instant::now();
    let status = command.status();
    let status = status.map_err(|error| {
        format!("cannot run {}: {error}", command.get_program().to_string_lossy())
    })?;
    if !status.success() {
        return Err(format!("{name}: failed ({status})"));
    }
    println!("── {name}: done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Runs `cargo` with the words of a line.
pub(crate) fn cargo(name: &str, line: &str) -> Result {
    step(name, cargo_command(line))
}

pub(crate) fn cargo_command(line: &str) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    command(&cargo, &line.split_whitespace().collect::<Vec<_>>())
}

pub(crate) fn say(text: &str) {
    println!("{text}");
}

pub(crate) fn complain(problem: &str) {
    eprintln!("error: {problem}");
}
