//! `kess sandbox`: the gateway, on this machine.

use std::fmt::Write as _;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kess_sandbox::Sandbox;
use kess_sdk::Profile;

use super::key::{write, write_private};
use crate::exit::{Failure, code};
use crate::{input, output};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The address to listen on; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Write merchant.env, private.pem and public.pem to this folder.
    #[arg(long, value_name = "DIR")]
    credentials: Option<PathBuf>,
    /// The signing profile to demand, such as `empty=php,trim=php`.
    #[arg(long, value_parser = input::profile, default_value = "", hide_default_value = true)]
    profile: Profile,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::usage(format!("cannot start: {error}")))?;
    runtime.block_on(serve(arguments))
}

async fn serve(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let stop =
        stop_signal().map_err(|e| Failure::usage(format!("cannot wait for signals: {e}")))?;
    let sandbox = Sandbox::builder()
        .listen(arguments.listen)
        .profile(arguments.profile)
        .start()
        .await
        .map_err(|error| {
            Failure::usage(format!("cannot listen on {}: {error}", arguments.listen))
                .hint("give another address with --listen, such as 127.0.0.1:0")
        })?;
    if let Some(folder) = &arguments.credentials {
        write_credentials(&sandbox, folder)?;
    }
    output::line(format!("listening on {}", sandbox.base_url()))?;
    stop.await;
    sandbox
        .shutdown()
        .await
        .map_err(|error| Failure::usage(format!("the sandbox did not stop: {error}")))?;
    Ok(ExitCode::from(code::DONE))
}

/// Waits for SIGINT or SIGTERM; set up before anything is served, so that none is missed.
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

fn write_credentials(sandbox: &Sandbox, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::usage(format!("cannot make {}: {error}", folder.display())))?;
    let folder = folder
        .canonicalize()
        .map_err(|error| Failure::usage(format!("cannot find {}: {error}", folder.display())))?;
    let merchant = sandbox.merchant();
    let (private, public) = (folder.join("private.pem"), folder.join("public.pem"));
    write_private(&private, merchant.private_key_pem().as_bytes())?;
    write(&public, merchant.public_key_pem().as_bytes())?;

    let mut variables =
        String::from("# The sandbox's merchant. Load with: set -a; . FILE; set +a\n");
    for (name, value) in [
        ("KESS_BASE_URL", sandbox.base_url().as_str()),
        ("KESS_MERCHANT_ID", &merchant.merchant_id),
        ("KESS_MERCHANT_SECRET_KEY", merchant.secret_key.expose()),
        ("KESS_USER_NAME", &merchant.user_name),
        ("KESS_PASSWORD", merchant.password.expose()),
        ("KESS_PRIVATE_KEY_FILE", &private.to_string_lossy()),
        ("KESS_PUBLIC_KEY_FILE", &public.to_string_lossy()),
    ] {
        // Writing to a string cannot fail.
        let _ = writeln!(variables, "{name}={}", shell_word(value));
    }
    write_private(&folder.join("merchant.env"), variables.as_bytes())
}

/// A word of a shell, quoted where it must be.
fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
