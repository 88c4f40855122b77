//! `kess seal` and `kess open`: field encryption by hand.

use std::path::PathBuf;
use std::process::ExitCode;

use kess_sign::{Blocks, open_text, seal_text};

use crate::exit::{Failure, chain};
use crate::{input, keys, output};

#[derive(clap::Args)]
pub(crate) struct SealArguments {
    /// The file with the public key.
    #[arg(long, env = "KESS_PUBLIC_KEY_FILE", value_name = "FILE")]
    key: PathBuf,
    /// Split text that is too long for the key into blocks, as phpseclib 2 does.
    #[arg(long)]
    chunked: bool,
}

#[derive(clap::Args)]
pub(crate) struct OpenArguments {
    /// The file with the private key.
    #[arg(long, env = "KESS_PRIVATE_KEY_FILE", value_name = "FILE")]
    key: PathBuf,
}

pub(crate) fn seal(arguments: &SealArguments) -> Result<ExitCode, Failure> {
    let key = keys::verifying(&arguments.key)?;
    let plaintext = input::text(&input::stdin()?, "the text to encrypt")?;
    let blocks = if arguments.chunked { Blocks::Chunked } else { Blocks::Single };
    let sealed =
        seal_text(&plaintext, &key, blocks).map_err(|error| Failure::usage(chain(&error)))?;
    output::line(sealed)
}

pub(crate) fn open(arguments: &OpenArguments) -> Result<ExitCode, Failure> {
    let key = keys::opening(&arguments.key)?;
    let sealed = input::text(&input::stdin()?, "the ciphertext")?;
    let opened = open_text(&sealed, &key).map_err(|error| Failure::usage(chain(&error)))?;
    output::line(opened.expose())
}
