//! `kess key`: make keys, and look at them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kess_sign::key::{Form, KeyError, KeyOptions, Kind, PublicKey};
use kess_sign::rustcrypto;
use sha2::{Digest as _, Sha256};

use crate::exit::{Failure, chain, code};
use crate::{input, keys, output};

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Make a pair: DIR/private.pem to sign with, DIR/public.pem to give to KESS.
    Generate {
        /// The folder to write to.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The length of the modulus.
        #[arg(long, default_value_t = 2048, value_parser = clap::value_parser!(u16).range(2048..=8192))]
        bits: u16,
        /// Replace files that are there already.
        #[arg(long)]
        force: bool,
    },
    /// Say what a file holds, never the key itself; with two files, whether they are a pair.
    Inspect {
        /// The file with a key.
        file: PathBuf,
        /// The file with the other half.
        other: Option<PathBuf>,
        /// The variable with the passphrase of an encrypted key; without it, a terminal is asked.
        #[arg(long, value_name = "VAR", default_value = keys::PASSPHRASE)]
        passphrase_env: String,
    },
}

pub(crate) fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Generate { folder, bits, force } => generate(folder, (*bits).into(), *force),
        Command::Inspect { file, other, passphrase_env } => {
            inspect(file, other.as_deref(), passphrase_env)
        }
    }
}

fn generate(folder: &Path, bits: usize, force: bool) -> Result<ExitCode, Failure> {
    let (private, public) = (folder.join("private.pem"), folder.join("public.pem"));
    if let Some(there) = [&private, &public].into_iter().find(|file| !force && file.exists()) {
        let message = format!("{} is there already", there.display());
        return Err(Failure::usage(message).hint("choose another folder, or give --force"));
    }
    let key = rustcrypto::PrivateKey::generate(bits).map_err(|e| Failure::usage(chain(&e)))?;
    fs::create_dir_all(folder)
        .map_err(|e| Failure::usage(format!("cannot make {}: {e}", folder.display())))?;
    write_private(&private, key.to_pem().as_bytes())?;
    write(&public, key.public_key().to_pem().as_bytes())?;
    output::line(format!("{}\n{}", private.display(), public.display()))
}

/// Writes a file that nobody but its owner can read.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|e| Failure::usage(format!("cannot write {}: {e}", path.display())))
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes)
        .map_err(|e| Failure::usage(format!("cannot write {}: {e}", path.display())))
}

/// What a file holds, as far as it may be told.
struct Found {
    kind: Kind,
    form: Form,
    bits: usize,
    public: PublicKey,
}

fn inspect(file: &Path, other: Option<&Path>, variable: &str) -> Result<ExitCode, Failure> {
    let found = look(file, variable)?;
    let mut lines = describe(file, &found);
    let mut end = code::DONE;
    if let Some(other) = other {
        let second = look(other, variable)?;
        lines.push(String::new());
        lines.extend(describe(other, &second));
        let same = found.public == second.public;
        let verdict = match (same, found.kind == second.kind) {
            (true, false) => {
                "a pair: the two halves belong together\n\
                 (if the public key was to be KESS's, it is not: it is your own)"
            }
            (true, true) if found.kind == Kind::PublicKey => {
                "the same key twice\n\
                 (if one was to be yours and the other KESS's, one file is the wrong one)"
            }
            (true, true) => "the same key twice",
            (false, _) => "no pair: the two files hold keys of different pairs",
        };
        lines.extend([String::new(), verdict.to_owned()]);
        end = if same { code::DONE } else { code::REJECTED };
    }
    output::line(lines.join("\n"))?;
    Ok(ExitCode::from(end))
}

fn look(file: &Path, variable: &str) -> Result<Found, Failure> {
    // Short keys are looked at too; that they are short is what the bits tell.
    let options = KeyOptions::new().minimum_bits(0);
    let bytes = input::file(file)?;
    let found = match keys::private(file, &bytes, options, variable)? {
        Ok(key) => Ok(Found {
            kind: Kind::PrivateKey,
            form: key.form(),
            bits: key.bits(),
            public: key.public_key(),
        }),
        Err(KeyError::Unexpected { .. }) => PublicKey::parse_with(&bytes, &options).map(|key| {
            Found { kind: Kind::PublicKey, form: key.form(), bits: key.bits(), public: key }
        }),
        Err(error) => Err(error),
    };
    found.map_err(|error| Failure::usage(format!("{}: {error}", file.display())))
}

fn describe(file: &Path, found: &Found) -> Vec<String> {
    let fingerprint = Sha256::digest(found.public.to_spki_der());
    let fingerprint =
        fingerprint.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    vec![
        format!("file:    {}", file.display()),
        format!("kind:    {} (RSA)", found.kind),
        format!("form:    {}", found.form),
        format!("bits:    {}", found.bits),
        format!("sha-256: {fingerprint} (of the public key)"),
    ]
}
