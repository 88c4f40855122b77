//! `kess demo`: every operation, for real, against a sandbox on this machine.

mod browser;
mod refusals;
mod show;
mod story;

use std::process::ExitCode;

use kess_sandbox::Sandbox;
use kess_sdk::{Builder, Client, ConfigError, Merchant};
use kess_sign::key::PrivateKey;

use crate::exit::{Failure, chain, code};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Print one JSON object a step, and one for the ledger, instead of text.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::usage(format!("cannot start: {error}")))?;
    runtime.block_on(demo(arguments))
}

async fn demo(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let sandbox = Sandbox::start()
        .await
        .map_err(|error| Failure::usage(format!("the sandbox cannot start: {error}")))?;
    let mut show = show::Show::new(arguments.json);
    show.opening(&sandbox.base_url())?;

    // A step that did not do what it should has been shown by then; what needs it is left out.
    let told = story::tell(&sandbox, &mut show).await;
    let told = match told {
        Ok(told) => refusals::tell(&sandbox, &mut show, &told).await,
        Err(stop) => Err(stop),
    };
    if let Err(Stop::Cannot(failure)) = told {
        return Err(failure);
    }
    let balanced = show.ledger(&sandbox.ledger())?;
    let well = show.closing(balanced)?;
    sandbox
        .shutdown()
        .await
        .map_err(|error| Failure::usage(format!("the sandbox did not stop: {error}")))?;
    Ok(ExitCode::from(if well { code::DONE } else { code::REJECTED }))
}

/// Why the demo does not go on.
pub(crate) enum Stop {
    /// A step did not do what it should.
    Failed,
    /// The demo itself cannot run.
    Cannot(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Cannot(failure)
    }
}

impl From<ConfigError> for Stop {
    fn from(error: ConfigError) -> Self {
        Self::Cannot(Failure::usage(chain(&error)))
    }
}

/// A client of the sandbox, as its merchant's service would build one.
fn builder(sandbox: &Sandbox) -> Result<Builder, Stop> {
    let merchant = sandbox.merchant();
    let key = PrivateKey::parse(merchant.private_key_pem().as_bytes())
        .map_err(|error| Failure::usage(chain(&error)))?;
    let merchant = Merchant::new(
        merchant.merchant_id,
        merchant.secret_key,
        merchant.user_name,
        merchant.password,
        key,
    );
    Ok(Client::builder(&sandbox.base_url(), merchant))
}
