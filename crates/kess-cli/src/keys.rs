//! Keys, by file.

use std::path::Path;

use kess_sign::key::{KeyError, PrivateKey, PublicKey};
use kess_sign::rustcrypto;

use crate::exit::Failure;
use crate::input;

pub(crate) fn signing(path: &Path) -> Result<rustcrypto::PrivateKey, Failure> {
    let key = parsed(path, PrivateKey::parse)?;
    rustcrypto::PrivateKey::new(&key).map_err(|error| refused(path, &error))
}

/// A public key; a private key will do, for its public half.
pub(crate) fn verifying(path: &Path) -> Result<rustcrypto::PublicKey, Failure> {
    let bytes = input::file(path)?;
    let key = match PrivateKey::parse(&bytes) {
        Ok(private) => private.public_key(),
        Err(_) => PublicKey::parse(&bytes).map_err(|error| refused(path, &error))?,
    };
    rustcrypto::PublicKey::new(&key).map_err(|error| refused(path, &error))
}

fn parsed<K>(path: &Path, parse: fn(&[u8]) -> Result<K, KeyError>) -> Result<K, Failure> {
    parse(&input::file(path)?).map_err(|error| refused(path, &error))
}

fn refused(path: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::usage(format!("{}: {error}", path.display()))
}
