//! Clients that share no code with us, through `kess sandbox`.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::run::{Result, cargo, command, root, step};

/// Each a program and the script that it runs.
const CLIENTS: [(&str, &str); 2] =
    [("sh", "clients/curl/story.sh"), ("php", "clients/php/story.php")];

pub(crate) fn run() -> Result {
    cargo("build the sandbox", "build --locked --package kess-cli")?;
    for (program, script) in CLIENTS {
        // A sandbox each: a story makes users and orders that must not be there yet.
        let folder = root().join("target/clients").join(program);
        let sandbox = Sandbox::start(&folder.to_string_lossy())?;
        step(script, command(program, &[script, &folder.to_string_lossy()]))?;
        sandbox.stop()?;
    }
    Ok(())
}

struct Sandbox(Child);

impl Sandbox {
    fn start(credentials: &str) -> Result<Self> {
        let program =
            root().join("target/debug").join(format!("kess{}", std::env::consts::EXE_SUFFIX));
        let mut child = Command::new(program)
            .args(["sandbox", "--listen", "127.0.0.1:0", "--credentials", credentials])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start the sandbox: {error}"))?;
        let Some(output) = child.stdout.take() else {
            return Err("the sandbox has no standard output".into());
        };
        let mut line = String::new();
        // It prints its address when it is ready.
        let read = BufReader::new(output).read_line(&mut line);
        match read {
            Ok(length) if length > 0 => Ok(Self(child)),
            _ => Err("the sandbox did not start".into()),
        }
    }

    fn stop(mut self) -> Result {
        self.0.kill().and_then(|()| self.0.wait()).map_err(|e| format!("the sandbox: {e}"))?;
        Ok(())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Where a step failed; where it was stopped already, this does nothing.
        let _ = self.0.kill();
    }
}
