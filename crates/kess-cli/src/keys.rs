//! Keys, by file.

use std::env::{self, VarError};
use std::io::{self, IsTerminal as _};
use std::path::Path;

use kess_sign::key::{KeyError, KeyOptions, PrivateKey, PublicKey};
use kess_sign::{CryptoError, Hash, Sign, aws_lc, rustcrypto};
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::input;

/// The variable with the passphrase of an encrypted private key.
pub(crate) const PASSPHRASE: &str = "KESS_PRIVATE_KEY_PASSPHRASE";

/// A private key that signs under any profile.
pub(crate) struct SigningKey {
    fast: aws_lc::PrivateKey,
    /// For SHA-1, which AWS-LC does not sign with.
    legacy: rustcrypto::PrivateKey,
}

impl Sign for SigningKey {
    fn sign(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        match hash {
            Hash::Sha256 => self.fast.sign(hash, message),
            Hash::Sha1 => self.legacy.sign(hash, message),
        }
    }
}

pub(crate) fn signing(path: &Path) -> Result<SigningKey, Failure> {
    let key = usable_private(path)?;
    let fast = aws_lc::PrivateKey::new(&key).map_err(|error| refused(path, &error))?;
    let legacy = rustcrypto::PrivateKey::new(&key).map_err(|error| refused(path, &error))?;
    Ok(SigningKey { fast, legacy })
}

pub(crate) fn opening(path: &Path) -> Result<aws_lc::PrivateKey, Failure> {
    aws_lc::PrivateKey::new(&usable_private(path)?).map_err(|error| refused(path, &error))
}

fn usable_private(path: &Path) -> Result<PrivateKey, Failure> {
    let key = private(path, &input::file(path)?, KeyOptions::new(), PASSPHRASE)?;
    key.map_err(|error| refused(path, &error))
}

/// A public key; a private key will do, for its public half.
pub(crate) fn verifying(path: &Path) -> Result<aws_lc::PublicKey, Failure> {
    let bytes = input::file(path)?;
    let key = match PublicKey::parse(&bytes) {
        Err(KeyError::Unexpected { .. }) => {
            private(path, &bytes, KeyOptions::new(), PASSPHRASE)?.map(|key| key.public_key())
        }
        public => public,
    };
    let key = key.map_err(|error| refused(path, &error))?;
    aws_lc::PublicKey::new(&key).map_err(|error| refused(path, &error))
}

/// Reads a private key. Where it is encrypted, its passphrase comes from a variable or, on a
/// terminal, is asked for.
///
/// # Errors
///
/// There is no passphrase to be had. What is wrong with the key itself is the inner error.
pub(crate) fn private(
    path: &Path,
    bytes: &[u8],
    options: KeyOptions<'_>,
    variable: &str,
) -> Result<Result<PrivateKey, KeyError>, Failure> {
    match PrivateKey::parse_with(bytes, &options) {
        Err(KeyError::Encrypted) => {
            let passphrase = passphrase(path, variable)?;
            Ok(PrivateKey::parse_with(bytes, &options.passphrase(&passphrase)))
        }
        read => Ok(read),
    }
}

fn passphrase(path: &Path, variable: &str) -> Result<Zeroizing<String>, Failure> {
    let name = path.display();
    match env::var(variable).map(Zeroizing::new) {
        Ok(line) if !line.is_empty() => {
            Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()))
        }
        Err(VarError::NotUnicode(_)) => Err(Failure::usage(format!("{variable} is not UTF-8"))),
        // Standard input may be a pipe with what is to be signed.
        _ if io::stderr().is_terminal() => {
            rpassword::prompt_password(format!("{name}, passphrase: "))
                .map(Zeroizing::new)
                .map_err(|error| Failure::usage(format!("cannot ask for the passphrase: {error}")))
        }
        _ => Err(Failure::usage(format!(
            "{name}: this private key is encrypted: a passphrase is needed"
        ))
        .hint(format!("set {variable} to it, or run this on a terminal to be asked for it"))),
    }
}

fn refused(path: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::usage(format!("{}: {error}", path.display()))
}
