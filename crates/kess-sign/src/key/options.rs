//! How a key is read.

use core::fmt;

use super::{KeyError, MINIMUM_BITS};

/// How a key is read, where [`PrivateKey::parse`](super::PrivateKey::parse) does not do.
///
/// ```
/// use kess_sign::key::{KeyOptions, PublicKey};
///
/// let options = KeyOptions::new().minimum_bits(3072);
/// let pem = include_bytes!("../../tests/keys/public.pem"); // 2048 bits
/// let error = PublicKey::parse_with(pem, &options).unwrap_err();
/// assert!(error.to_string().starts_with("this key has 2048 bits"));
/// ```
#[derive(Clone, Copy)]
pub struct KeyOptions<'a> {
    minimum_bits: usize,
    pub(super) passphrase: Option<&'a str>,
}

impl<'a> KeyOptions<'a> {
    /// No passphrase, and a modulus of at least [`MINIMUM_BITS`].
    pub const fn new() -> Self {
        Self { minimum_bits: MINIMUM_BITS, passphrase: None }
    }

    /// How short a modulus may be, in bits. Less than [`MINIMUM_BITS`] is for old test systems.
    pub const fn minimum_bits(self, bits: usize) -> Self {
        Self { minimum_bits: bits, ..self }
    }

    /// What an encrypted private key is encrypted with. A key that is not encrypted is read all
    /// the same. Decryption needs the feature `encrypted-keys`.
    pub const fn passphrase(self, passphrase: &'a str) -> Self {
        Self { passphrase: Some(passphrase), ..self }
    }

    pub(super) fn long_enough(&self, bits: usize) -> Result<(), KeyError> {
        match self.minimum_bits {
            minimum if bits < minimum => Err(KeyError::TooShort { bits, minimum }),
            _ => Ok(()),
        }
    }
}

impl Default for KeyOptions<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for KeyOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyOptions")
            .field("minimum_bits", &self.minimum_bits)
            .field("passphrase", &self.passphrase.map(|_| "[redacted]"))
            .finish()
    }
}
