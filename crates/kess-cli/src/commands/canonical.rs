//! `kess canonical`: parameters to the string that is signed.

use std::process::ExitCode;

use kess_sign::Profile;

use super::lines;
use crate::exit::Failure;
use crate::{input, output};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The signing profile, such as `empty=php,trim=php`; parts left out are at their default.
    #[arg(long, value_parser = input::profile, default_value = "", hide_default_value = true)]
    profile: Profile,
    /// Read one `{"params":{…}}` a line, and print one `{"canonical":…}` or `{"error":…}` a line.
    #[arg(long)]
    lines: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.lines {
        return lines::run(arguments.profile, None);
    }
    let params = input::params(&input::stdin()?)?;
    output::line(params.canonical(&arguments.profile).as_bytes())
}
