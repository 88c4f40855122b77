//! A program that is asked line by line.

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

use crate::run::Result;

/// A program that answers a line with a line.
pub(crate) struct Peer {
    child: Child,
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Peer {
    pub(crate) fn start(mut command: Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run {name}: {error}"))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                Ok(Self { child, input: BufWriter::new(input), output: BufReader::new(output) })
            }
            _ => Err(format!("{name} has no standard input and output")),
        }
    }

    pub(crate) fn answers(&mut self, lines: Vec<String>) -> Result<Vec<String>> {
        let Self { input, output, .. } = self;
        thread::scope(|scope| {
            let count = lines.len();
            // Written from a thread of its own, since the answers must be read meanwhile.
            let written = scope.spawn(move || {
                for line in lines {
                    writeln!(input, "{line}")?;
                }
                input.flush()
            });
            let answers: std::io::Result<Vec<String>> = output.lines().take(count).collect();
            let answers = answers.map_err(|error| error.to_string())?;
            match written.join() {
                Ok(Ok(())) if answers.len() == count => Ok(answers),
                _ => Err("a program stopped answering".to_owned()),
            }
        })
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
