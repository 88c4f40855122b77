//! The portable backend: the `rsa` crate.
//!
//! Private-key operations are blinded and in constant time, and opening rejects implicitly. It is
//! several times slower than OpenSSL, and runs wherever `alloc` does.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;

use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey};
use rsa::pkcs1v15::{Pkcs1v15Encrypt, Pkcs1v15Sign};
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::{PaddingScheme, PublicKeyParts, SignatureScheme};
use rsa::{RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::crypto::{CryptoError, Open, Seal, Sign, Verify};
use crate::key;
use crate::profile::Hash;

/// Fills a buffer with randomness fit for cryptography; `false` if there is none to be had.
pub type FillRandom = fn(&mut [u8]) -> bool;

#[cfg(feature = "getrandom")]
fn system_random(buffer: &mut [u8]) -> bool {
    getrandom::fill(buffer).is_ok()
}

/// A private key: signs and opens.
#[derive(Clone)]
pub struct PrivateKey {
    key: RsaPrivateKey,
    random: FillRandom,
}

impl PrivateKey {
    /// Takes a parsed key, with the randomness of the operating system.
    #[cfg(feature = "getrandom")]
    pub fn new(key: &key::PrivateKey) -> Result<Self, CryptoError> {
        Self::with_random(key, system_random)
    }

    /// Takes a parsed key, with randomness of the caller's own (it blinds the private key).
    pub fn with_random(key: &key::PrivateKey, random: FillRandom) -> Result<Self, CryptoError> {
        let key = RsaPrivateKey::from_pkcs1_der(key.as_pkcs1_der()).map_err(backend)?;
        key.validate().map_err(backend)?;
        Ok(Self { key, random })
    }

    /// Makes a new key of 2048 to 8192 bits.
    #[cfg(feature = "getrandom")]
    pub fn generate(bits: usize) -> Result<key::PrivateKey, CryptoError> {
        use rsa::pkcs1::EncodeRsaPrivateKey as _;
        // `RsaPrivateKey::new` takes a generator that cannot fail; ask once before relying on it.
        if !system_random(&mut [0; 32]) {
            return Err(CryptoError::Random);
        }
        let key = RsaPrivateKey::new(&mut rsa::rand_core::UnwrapErr(Random(system_random)), bits)
            .map_err(backend)?;
        let der = key.to_pkcs1_der().map_err(backend)?;
        key::PrivateKey::parse(der.as_bytes()).map_err(backend)
    }
}

impl Sign for PrivateKey {
    fn sign(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (scheme, digest) = digest(hash, message)?;
        scheme.sign(Some(&mut Random(self.random)), &self.key, &digest).map_err(backend)
    }
}

impl Open for PrivateKey {
    fn ciphertext_len(&self) -> usize {
        self.key.size()
    }

    fn open(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let (length, expected) = (ciphertext.len(), self.key.size());
        if length != expected {
            return Err(CryptoError::CiphertextLength { length, expected });
        }
        Pkcs1v15Encrypt
            .decrypt(Some(&mut Random(self.random)), &self.key, ciphertext)
            .map(Zeroizing::new)
            .map_err(backend)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rustcrypto::PrivateKey({} bits, [redacted])", self.key.n().bits())
    }
}

/// A public key: verifies and seals.
#[derive(Clone)]
pub struct PublicKey {
    key: RsaPublicKey,
    random: FillRandom,
}

impl PublicKey {
    /// Takes a parsed key, with the randomness of the operating system.
    #[cfg(feature = "getrandom")]
    pub fn new(key: &key::PublicKey) -> Result<Self, CryptoError> {
        Self::with_random(key, system_random)
    }

    /// Takes a parsed key, with randomness of the caller's own (it pads what is sealed).
    pub fn with_random(key: &key::PublicKey, random: FillRandom) -> Result<Self, CryptoError> {
        let key = RsaPublicKey::from_pkcs1_der(key.as_pkcs1_der()).map_err(backend)?;
        Ok(Self { key, random })
    }
}

impl Verify for PublicKey {
    fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> Result<bool, CryptoError> {
        let (scheme, digest) = digest(hash, message)?;
        Ok(scheme.verify(&self.key, &digest, signature).is_ok())
    }
}

impl Seal for PublicKey {
    fn max_plaintext(&self) -> usize {
        self.key.size().saturating_sub(11)
    }

    fn seal(&self, plaintext: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (length, limit) = (plaintext.len(), self.max_plaintext());
        if length > limit {
            return Err(CryptoError::TooLong { length, limit });
        }
        Pkcs1v15Encrypt.encrypt(&mut Random(self.random), &self.key, plaintext).map_err(backend)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rustcrypto::PublicKey({} bits)", self.key.n().bits())
    }
}

#[cfg_attr(
    feature = "legacy-sha1",
    expect(clippy::unnecessary_wraps, reason = "SHA-1 is optional")
)]
fn digest(hash: Hash, message: &[u8]) -> Result<(Pkcs1v15Sign, Vec<u8>), CryptoError> {
    match hash {
        Hash::Sha256 => Ok((Pkcs1v15Sign::new::<Sha256>(), Sha256::digest(message).to_vec())),
        #[cfg(feature = "legacy-sha1")]
        Hash::Sha1 => Ok((Pkcs1v15Sign::new::<sha1::Sha1>(), sha1::Sha1::digest(message).to_vec())),
        #[cfg(not(feature = "legacy-sha1"))]
        Hash::Sha1 => Err(CryptoError::HashUnavailable(hash)),
    }
}

fn backend(error: impl fmt::Display) -> CryptoError {
    CryptoError::Backend(error.to_string())
}

/// The randomness that was passed in, in the form that `rsa` takes.
struct Random(FillRandom);

#[derive(Debug, thiserror::Error)]
#[error("the source of randomness failed")]
struct NoRandomness;

impl TryRng for Random {
    type Error = NoRandomness;

    fn try_next_u32(&mut self) -> Result<u32, NoRandomness> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, NoRandomness> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, buffer: &mut [u8]) -> Result<(), NoRandomness> {
        if (self.0)(buffer) { Ok(()) } else { Err(NoRandomness) }
    }
}

impl TryCryptoRng for Random {}
