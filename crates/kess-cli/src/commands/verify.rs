//! `kess verify`: is the signature of a body valid?

use std::path::PathBuf;
use std::process::ExitCode;

use anstream::eprintln;
use kess_sign::{Profile, VerifyError};

use crate::exit::{Failure, chain, code};
use crate::{input, keys, output};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file with the public key.
    #[arg(long, env = "KESS_PUBLIC_KEY_FILE", value_name = "FILE")]
    key: PathBuf,
    /// The signing profile, such as `empty=php,trim=php`; parts left out are at their default.
    #[arg(long, value_parser = input::profile, default_value = "", hide_default_value = true)]
    profile: Profile,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let key = keys::verifying(&arguments.key)?;
    let params = input::params(&input::stdin()?)?;
    match kess_sign::verify(&params, &arguments.profile, &key) {
        Ok(()) => output::line("valid"),
        Err(error @ VerifyError::Crypto(_)) => Err(Failure::usage(chain(&error))),
        Err(error) => {
            eprintln!("not valid: {error}");
            Ok(ExitCode::from(code::REJECTED))
        }
    }
}
