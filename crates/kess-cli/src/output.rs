//! What the command prints on standard output. A reader that goes away early is no error.

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::exit::{Failure, code};

/// Prints bytes and a line end.
pub(crate) fn line(bytes: impl AsRef<[u8]>) -> Result<ExitCode, Failure> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(bytes.as_ref())
        .and_then(|()| stdout.write_all(b"\n"))
        .and_then(|()| stdout.flush());
    written_or_gone(written).map(|()| ExitCode::from(code::DONE))
}

pub(crate) fn written_or_gone(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::usage(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}
