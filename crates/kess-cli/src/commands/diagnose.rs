//! `kess diagnose`: why is the signature of a body refused?

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kess_sdk::OPERATIONS;
use kess_sign::key::{KeyError, KeyOptions, PublicKey};
use kess_sign::{Cause, Diagnosis, Hints, NamedKey, Params, Profile, Secret, Value, Verdict};
use serde_json::json;

use crate::exit::{Failure, chain, code};
use crate::{input, keys, output};

/// Where a merchant's secret key is, unless the command line says otherwise.
const SECRET_KEY: &str = "KESS_MERCHANT_SECRET_KEY";

#[derive(clap::Args)]
#[command(after_help = "\
Exit codes: 0 valid, 1 not valid, 2 the input cannot be used.")]
pub(crate) struct Arguments {
    /// The file with the public key that the signature should hold under; given again, a key that
    /// it may have been made with by mistake.
    #[arg(long, env = "KESS_PUBLIC_KEY_FILE", value_name = "FILE", required = true)]
    key: Vec<PathBuf>,
    /// The signing profile, such as `empty=php,trim=php`; parts left out are at their default.
    #[arg(long, value_parser = input::profile, default_value = "", hide_default_value = true)]
    profile: Profile,
    /// The text that stood at a path when it was signed, such as the plaintext of an encrypted
    /// field.
    #[arg(long, value_name = "PATH=@FILE|PATH=env:VAR")]
    plain: Vec<String>,
    /// The environment variable with a secret that may have been appended to the string;
    /// `KESS_MERCHANT_SECRET_KEY` if it is set.
    #[arg(long, value_name = "VAR")]
    secret_key_env: Option<String>,
    /// Print one JSON object instead of text.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let keys: Vec<NamedKey> =
        arguments.key.iter().map(|path| named(path)).collect::<Result<_, _>>()?;
    let hints = hints(arguments)?;
    let mut params = input::params(&input::stdin()?)?;
    conceal(&mut params);
    let diagnosis = kess_sign::diagnose(&params, &keys, &arguments.profile, &hints);
    if arguments.json {
        output::line(as_json(&diagnosis))?;
    } else {
        output::line(diagnosis.to_string())?;
    }
    let valid = diagnosis.verdict() == Verdict::Valid;
    Ok(ExitCode::from(if valid { code::DONE } else { code::REJECTED }))
}

fn as_json(diagnosis: &Diagnosis) -> String {
    json!({
        "verdict": diagnosis.verdict().as_str(),
        "cause": diagnosis.cause().map(Cause::as_str),
        "causes": diagnosis.causes().map(Cause::as_str).collect::<Vec<_>>(),
        "message": diagnosis.message(),
        "remedy": diagnosis.remedy(),
        "key": diagnosis.key(),
        "profile": diagnosis.profile().map(Profile::to_string),
        "expected": diagnosis.expected(),
        "signed": diagnosis.signed(),
        "first_difference": diagnosis.first_difference(),
    })
    .to_string()
}

/// A public key, or the public half of a private one, by its file.
fn named(path: &Path) -> Result<NamedKey, Failure> {
    let bytes = input::file(path)?;
    let key = match PublicKey::parse(&bytes) {
        Err(KeyError::Unexpected { .. }) => {
            let private = keys::private(path, &bytes, KeyOptions::new(), keys::PASSPHRASE)?;
            private.map(|key| key.public_key())
        }
        public => public,
    };
    let name = path.display().to_string();
    let refused =
        |error: &dyn std::error::Error| Failure::usage(format!("{name}: {}", chain(error)));
    let key = key.map_err(|error| refused(&error))?;
    NamedKey::new(&*name, &key).map_err(|error| refused(&error))
}

fn hints(arguments: &Arguments) -> Result<Hints, Failure> {
    let mut hints = Hints::new();
    for plain in &arguments.plain {
        let (path, value) = value(plain)?;
        hints = hints.value(path, value);
    }
    let secret = match &arguments.secret_key_env {
        Some(name) => Some(variable(name)?),
        None => std::env::var(SECRET_KEY).ok().filter(|text| !text.is_empty()).map(Secret::new),
    };
    Ok(match secret {
        Some(secret) => hints.secret(secret),
        None => hints,
    })
}

/// `PATH=@FILE` or `PATH=env:VAR`: never the text itself, which is a secret.
fn value(plain: &str) -> Result<(&str, Secret), Failure> {
    let (path, from) = plain.split_once('=').unwrap_or((plain, ""));
    if let Some(file) = from.strip_prefix('@') {
        if file == "-" {
            return Err(Failure::usage("standard input has the body")
                .hint(format!("give `{path}` by a file or env:VAR")));
        }
        let text = input::text(&input::file(Path::new(file))?, path)?;
        return Ok((path, Secret::new(text.as_str())));
    }
    match from.strip_prefix("env:") {
        Some(name) => Ok((path, variable(name)?)),
        None => Err(Failure::usage(format!("`{path}` needs a file or a variable"))
            .hint(format!("give it by {path}=@FILE or {path}=env:VAR"))),
    }
}

fn variable(name: &str) -> Result<Secret, Failure> {
    std::env::var(name).map(Secret::new).map_err(|_| {
        Failure::usage(format!("the environment variable {name} is not set, or not UTF-8"))
    })
}

/// Marks what an operation keeps secret. That is also what it encrypts: somebody may have
/// forgotten to.
fn conceal(params: &mut Params) {
    let service = params.get("service").and_then(Value::as_str).unwrap_or_default().to_owned();
    let operations = OPERATIONS.iter().filter(|operation| operation.service == service);
    for operation in operations {
        for path in operation.secret() {
            // What is no text cannot be marked, and is no secret of that operation.
            let _ = params.conceal(path);
        }
    }
}
