//! Verifying while keys are replaced.

use alloc::vec::Vec;

use crate::crypto::{CryptoError, Verify};
use crate::profile::Hash;

/// Several public keys, any of which may have signed.
///
/// For the days in which a pair is replaced: what the old key signed and what the new one signs
/// both verify, until the old one is taken out. Without any key, nothing verifies.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let private = kess_sign::key::PrivateKey::parse(include_bytes!("../tests/keys/private.pem"))?;
/// # let new = kess_sign::key::PublicKey::parse(include_bytes!("../tests/keys/public.pem"))?;
/// # let new = rustcrypto::PublicKey::new(&new)?;
/// # let old = rustcrypto::PublicKey::new(&rustcrypto::PrivateKey::generate(2048)?.public_key())?;
/// use kess_sign::{AnyOf, Hash, Params, Profile, Sign, Unsigned, rustcrypto, verify};
///
/// let keys = AnyOf::new([new, old]);
/// # let key = rustcrypto::PrivateKey::new(&private)?;
/// # let params = Params::from_json(br#"{"service":"list_fees"}"#)?;
/// # let received = Unsigned::new(params, &Profile::DEFAULT).sign(&key)?.into_params();
/// verify(&received, &Profile::DEFAULT, &keys)?;
///
/// # let (message, signature) = (b"message", key.sign(Hash::Sha256, b"message")?);
/// let which = keys.verify_with(Hash::Sha256, message, &signature)?;
/// assert_eq!(which, Some(0)); // the new one
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct AnyOf<K> {
    keys: Vec<K>,
}

impl<K> AnyOf<K> {
    /// Keys in the order in which they are tried: put first the one that signs most.
    pub fn new(keys: impl IntoIterator<Item = K>) -> Self {
        Self { keys: keys.into_iter().collect() }
    }

    /// The keys.
    pub fn keys(&self) -> &[K] {
        &self.keys
    }
}

impl<K: Verify> AnyOf<K> {
    /// Which key `signature` was made with, counted from 0; `None` if with none of them.
    ///
    /// # Errors
    ///
    /// No key matches, and one of them could not be asked.
    pub fn verify_with(
        &self,
        hash: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Option<usize>, CryptoError> {
        let mut failed = None;
        for (index, key) in self.keys.iter().enumerate() {
            match key.verify(hash, message, signature) {
                Ok(true) => return Ok(Some(index)),
                Ok(false) => {}
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(None), Err)
    }
}

impl<K: Verify> Verify for AnyOf<K> {
    fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> Result<bool, CryptoError> {
        Ok(self.verify_with(hash, message, signature)?.is_some())
    }
}
