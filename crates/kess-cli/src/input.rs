//! What the command reads.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use kess_sign::{Params, Profile};
use zeroize::Zeroizing;

use crate::exit::{Failure, chain};

/// The most that is read at once: far above any request, far below what hurts.
const LIMIT: u64 = 64 << 20;

/// All of standard input.
pub(crate) fn stdin() -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes);
    match read {
        Ok(length) if length as u64 > LIMIT => {
            Err(Failure::usage(format!("standard input is longer than {LIMIT} bytes")))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::usage(format!("cannot read standard input: {error}"))),
    }
}

/// A file, or standard input for `-`.
pub(crate) fn file(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if path.as_os_str() == "-" {
        return stdin();
    }
    fs::read(path)
        .map(Zeroizing::new)
        .map_err(|error| Failure::usage(format!("cannot read {}: {error}", path.display())))
}

/// Text, without the line end that editors and `echo` put after it.
pub(crate) fn text(bytes: &[u8], what: &str) -> Result<Zeroizing<String>, Failure> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Failure::usage(format!("{what} is not UTF-8 text")))?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(Zeroizing::new(text.strip_suffix('\r').unwrap_or(text).to_owned()))
}

/// One JSON object.
pub(crate) fn params(json: &[u8]) -> Result<Params, Failure> {
    Params::from_json(json).map_err(|error| Failure::usage(chain(&error)))
}

/// A signing profile, for clap.
pub(crate) fn profile(text: &str) -> Result<Profile, String> {
    text.parse().map_err(|error| format!("{error}"))
}
