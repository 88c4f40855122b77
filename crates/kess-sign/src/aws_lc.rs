//! The fast backend: AWS-LC, by way of aws-lc-rs.
//!
//! As fast as the machine's OpenSSL, and in a service it is there anyway, since rustls uses it. It
//! needs a C compiler to build, `std` to run, and keys of 2048 to 8192 bits. It does not sign with
//! SHA-1.

use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    Pkcs1PrivateDecryptingKey, Pkcs1PublicEncryptingKey, PrivateDecryptingKey, PublicEncryptingKey,
};
use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RSA_PKCS1_SHA256, RsaKeyPair,
};
use aws_lc_rs::{digest, hmac};
use zeroize::Zeroizing;

use crate::crypto::{CryptoError, Open, Seal, Sign, Verify};
use crate::key;
use crate::profile::Hash;

/// A private key: signs and opens.
pub struct PrivateKey {
    signing: RsaKeyPair,
    opening: Pkcs1PrivateDecryptingKey,
    rejection: hmac::Key,
}

impl PrivateKey {
    /// Takes a parsed key.
    pub fn new(key: &key::PrivateKey) -> Result<Self, CryptoError> {
        let signing = RsaKeyPair::from_der(key.as_pkcs1_der()).map_err(backend)?;
        let opening = PrivateDecryptingKey::from_pkcs8(&key.to_pkcs8_der()).map_err(backend)?;
        let secret = digest::digest(&digest::SHA256, key.as_pkcs1_der());
        Ok(Self {
            signing,
            opening: Pkcs1PrivateDecryptingKey::new(opening).map_err(backend)?,
            rejection: hmac::Key::new(hmac::HMAC_SHA256, secret.as_ref()),
        })
    }

    /// What a ciphertext with wrong padding opens to: bytes that only the key's owner could
    /// foretell, of a length that says nothing either.
    fn synthetic(&self, ciphertext: &[u8]) -> Zeroizing<Vec<u8>> {
        let limit = self.opening.key_size_bytes().saturating_sub(11).max(1);
        let block = |label: &[u8], number: u32| {
            let mut context = hmac::Context::with_key(&self.rejection);
            context.update(label);
            context.update(&number.to_be_bytes());
            context.update(ciphertext);
            context.sign()
        };
        let length = block(b"length", 0);
        let length = length
            .as_ref()
            .iter()
            .fold(0, |sum, &byte| (sum * 256 + usize::from(byte)) % (limit + 1));
        let mut bytes = Zeroizing::new(Vec::with_capacity(limit + 32));
        let mut number = 0;
        while bytes.len() < limit {
            bytes.extend_from_slice(block(b"message", number).as_ref());
            number += 1;
        }
        bytes.truncate(length);
        bytes
    }
}

impl Sign for PrivateKey {
    fn sign(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        match hash {
            Hash::Sha256 => {
                let mut signature = vec![0; self.signing.public_modulus_len()];
                let random = SystemRandom::new();
                self.signing
                    .sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map_err(backend)?;
                Ok(signature)
            }
            Hash::Sha1 => Err(CryptoError::HashUnavailable(hash)),
        }
    }
}

impl Open for PrivateKey {
    fn ciphertext_len(&self) -> usize {
        self.opening.key_size_bytes()
    }

    fn open(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let (length, expected) = (ciphertext.len(), self.opening.key_size_bytes());
        if length != expected {
            return Err(CryptoError::CiphertextLength { length, expected });
        }
        // Made in either case, so that wrong padding takes no longer than right padding.
        let synthetic = self.synthetic(ciphertext);
        let mut plaintext = Zeroizing::new(vec![0; self.opening.min_output_size()]);
        let opened = self.opening.decrypt(ciphertext, &mut plaintext).map(|text| text.len());
        Ok(match opened {
            Ok(length) => {
                plaintext.truncate(length);
                plaintext
            }
            Err(_) => synthetic,
        })
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "aws_lc::PrivateKey({} bits, [redacted])", self.opening.key_size_bits())
    }
}

/// A public key: verifies and seals.
pub struct PublicKey {
    sha256: ParsedPublicKey,
    sha1: ParsedPublicKey,
    sealing: Pkcs1PublicEncryptingKey,
}

impl PublicKey {
    /// Takes a parsed key.
    pub fn new(key: &key::PublicKey) -> Result<Self, CryptoError> {
        // How short a key may be was decided when it was parsed.
        let parsed = |algorithm| ParsedPublicKey::new(algorithm, key.as_pkcs1_der());
        let sealing = PublicEncryptingKey::from_der(&key.to_spki_der()).map_err(backend)?;
        Ok(Self {
            sha256: parsed(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY).map_err(backend)?,
            sha1: parsed(&RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY).map_err(backend)?,
            sealing: Pkcs1PublicEncryptingKey::new(sealing).map_err(backend)?,
        })
    }
}

impl Verify for PublicKey {
    fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> Result<bool, CryptoError> {
        let key = match hash {
            Hash::Sha256 => &self.sha256,
            Hash::Sha1 if cfg!(feature = "legacy-sha1") => &self.sha1,
            Hash::Sha1 => return Err(CryptoError::HashUnavailable(hash)),
        };
        Ok(key.verify_sig(message, signature).is_ok())
    }
}

impl Seal for PublicKey {
    fn max_plaintext(&self) -> usize {
        self.sealing.max_plaintext_size()
    }

    fn seal(&self, plaintext: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (length, limit) = (plaintext.len(), self.max_plaintext());
        if length > limit {
            return Err(CryptoError::TooLong { length, limit });
        }
        let mut ciphertext = vec![0; self.sealing.ciphertext_size()];
        self.sealing.encrypt(plaintext, &mut ciphertext).map_err(backend)?;
        Ok(ciphertext)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "aws_lc::PublicKey({} bits)", self.sealing.key_size_bits())
    }
}

fn backend(error: impl fmt::Display) -> CryptoError {
    CryptoError::Backend(error.to_string())
}
