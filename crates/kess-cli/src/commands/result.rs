//! `kess result`: what a payer's browser brought back.

use std::process::ExitCode;

use anstream::eprintln;
use kess_sdk::{Reference, UnverifiedResult};
use serde_json::json;

use crate::exit::{Failure, chain, code};
use crate::{input, output};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The redirect URL, or the base64 alone; left out, a URL, a page or base64 is read from
    /// standard input.
    result: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let text = match &arguments.result {
        Some(text) => text.clone(),
        None => input::text(&input::stdin()?, "the result")?.to_string(),
    };
    let text = text.trim();
    let result = if text.contains('<') {
        UnverifiedResult::from_page(text)
    } else if text.contains("://") || text.contains('?') {
        UnverifiedResult::from_redirect_url(text)
    } else {
        UnverifiedResult::from_base64(text)
    };
    let result = result.map_err(|error| Failure::usage(chain(&error)))?;
    let envelope = result.envelope();
    eprintln!(
        "unverified: anybody can make up such a result; ask the gateway before you act on it"
    );
    output::line(format!(
        "{:#}",
        json!({
            "claims_success": result.claims_success(),
            "transaction_ref": result.transaction_ref().map(Reference::as_str),
            "code": envelope.code(),
            "message": envelope.message(),
        })
    ))?;
    Ok(ExitCode::from(code::DONE))
}
