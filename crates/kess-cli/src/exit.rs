//! How the command ends: exit codes, and errors with what to do about them.

use std::error::Error;
use std::fmt::Write as _;
use std::process::ExitCode;

use anstream::eprintln;
use anstyle::{AnsiColor, Style};

/// The exit codes, which scripts rely on.
pub(crate) mod code {
    /// Done.
    pub(crate) const DONE: u8 = 0;
    /// The gateway said no, or a signature is not valid.
    pub(crate) const REJECTED: u8 = 1;
    /// The command line, the configuration or the input cannot be used.
    pub(crate) const USAGE: u8 = 2;
    /// Nothing was sent.
    pub(crate) const NOT_SENT: u8 = 3;
    /// It may have happened.
    pub(crate) const UNKNOWN: u8 = 4;
}

/// Why the command did not do what it was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    message: String,
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    /// A mistake in what the command was given.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(code::USAGE, message)
    }

    /// What to do about it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub(crate) fn report(self) -> ExitCode {
        const ERROR: Style = AnsiColor::Red.on_default().bold();
        const HINT: Style = AnsiColor::Cyan.on_default();
        eprintln!("{ERROR}error:{ERROR:#} {}", self.message);
        if let Some(hint) = self.hint {
            eprintln!("{HINT}hint:{HINT:#} {hint}");
        }
        ExitCode::from(self.code)
    }
}

/// An error and its causes, in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // Writing to a string cannot fail.
        let _ = write!(text, ": {error}");
        cause = error.source();
    }
    text
}
