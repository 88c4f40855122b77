//! The cryptography of this build: AWS-LC, or the `rsa` crate where that is not compiled in.

use std::sync::Arc;

use kess_sign::key::{PrivateKey, PublicKey};
use kess_sign::{CryptoError, Hash, Seal};

use crate::config::ConfigError;
use crate::signer::Signer;

/// What encrypts sensitive fields.
pub(crate) type Sealer = Arc<dyn Seal + Send + Sync>;

type MakeSigner = fn(&PrivateKey) -> Result<Arc<dyn Signer>, CryptoError>;
type MakeSealer = fn(&PublicKey) -> Result<Sealer, CryptoError>;

/// The backends by preference, each with the hashes that it signs.
const SIGNERS: &[(&[Hash], MakeSigner)] = &[
    #[cfg(feature = "aws_lc")]
    (&[Hash::Sha256], |key| Ok(Arc::new(kess_sign::aws_lc::PrivateKey::new(key)?))),
    #[cfg(feature = "rustcrypto")]
    (&[Hash::Sha256, Hash::Sha1], |key| Ok(Arc::new(kess_sign::rustcrypto::PrivateKey::new(key)?))),
];

/// The backends by preference.
const SEALERS: &[MakeSealer] = &[
    #[cfg(feature = "aws_lc")]
    |key| Ok(Arc::new(kess_sign::aws_lc::PublicKey::new(key)?)),
    #[cfg(feature = "rustcrypto")]
    |key| Ok(Arc::new(kess_sign::rustcrypto::PublicKey::new(key)?)),
];

/// What signs with a key at hand.
pub(crate) fn signer(key: &PrivateKey, hash: Hash) -> Result<Arc<dyn Signer>, ConfigError> {
    let mut able = SIGNERS.iter().filter(|(hashes, _)| hashes.contains(&hash));
    let (_, make) = able.next().ok_or(ConfigError::NoBackend)?;
    make(key).map_err(|source| ConfigError::KeyUnusable { what: "private key", source })
}

/// What encrypts for a key.
pub(crate) fn sealer(key: &PublicKey) -> Result<Sealer, ConfigError> {
    let make = SEALERS.first().ok_or(ConfigError::NoBackend)?;
    make(key).map_err(|source| ConfigError::KeyUnusable { what: "public key", source })
}
