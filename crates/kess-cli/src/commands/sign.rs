//! `kess sign`: parameters to a signature, or to a body that can be sent.

use std::path::PathBuf;
use std::process::ExitCode;

use kess_sign::{Profile, Sign as _, Unsigned};

use super::lines;
use crate::exit::{Failure, chain};
use crate::{input, keys, output};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file with the private key.
    #[arg(long, env = "KESS_PRIVATE_KEY_FILE", value_name = "FILE")]
    key: Option<PathBuf>,
    /// The signing profile, such as `empty=php,trim=php`; parts left out are at their default.
    #[arg(long, value_parser = input::profile, default_value = "", hide_default_value = true)]
    profile: Profile,
    /// Print the whole body, with `sign_type` added where it is missing, and `sign`.
    #[arg(long, conflicts_with = "lines")]
    body: bool,
    /// Read one `{"params":{…}}` a line, and print one `{"canonical":…,"sign":…}` or
    /// `{"error":…}` a line; without a key, no `sign`.
    #[arg(long)]
    lines: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let key = arguments.key.as_deref().map(keys::signing).transpose()?;
    if arguments.lines {
        return lines::run(arguments.profile, key.as_ref());
    }
    let Some(key) = key else {
        return Err(Failure::usage("no private key").hint("give it with --key FILE"));
    };
    let params = input::params(&input::stdin()?)?;
    let failed = |error| Failure::usage(chain(&error));
    if arguments.body {
        let signed = Unsigned::new(params, &arguments.profile).sign(&key).map_err(failed)?;
        return output::line(signed.body());
    }
    let canonical = params.canonical(&arguments.profile);
    let signature = key.sign(arguments.profile.hash, canonical.as_bytes()).map_err(failed)?;
    output::line(kess_sign::encode_signature(&signature))
}
