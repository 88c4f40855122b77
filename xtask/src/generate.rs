//! The one writer of generated files: generators return text, and this writes it or compares.

use std::fs;
use std::path::Path;

use crate::run::{Result, root, say};

/// What becomes of generated text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is written.
    Write,
    /// It is compared with what is there.
    Check,
}

/// Writes or compares files, and remembers which differed.
#[derive(Debug)]
pub(crate) struct Writer {
    mode: Mode,
    command: &'static str,
    differing: Vec<String>,
}

impl Writer {
    /// `command` is what brings the files up to date.
    pub(crate) fn new(mode: Mode, command: &'static str) -> Self {
        Self { mode, command, differing: Vec::new() }
    }

    /// A file of the workspace, by its path from the root.
    pub(crate) fn file(&mut self, path: &str, content: &[u8]) -> Result {
        let file = root().join(path);
        if fs::read(&file).is_ok_and(|there| there == content) {
            return Ok(());
        }
        self.differing.push(path.to_owned());
        if self.mode == Mode::Write {
            fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))
                .and_then(|()| fs::write(&file, content))
                .map_err(|error| format!("{path}: {error}"))?;
        }
        Ok(())
    }

    /// Says what was written, or fails with what differs.
    pub(crate) fn finish(self) -> Result {
        if self.differing.is_empty() {
            say("all generated files are up to date");
            return Ok(());
        }
        let list = self.differing.join("\n  ");
        match self.mode {
            Mode::Write => {
                say(&format!("written:\n  {list}"));
                Ok(())
            }
            Mode::Check => Err(format!(
                "out of date; run `{}` and look at the change:\n  {list}",
                self.command
            )),
        }
    }
}
