//! What this crate needs of a cryptographic backend, as traits that a caller can implement too.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::profile::Hash;

/// Makes RSA signatures, PKCS#1 v1.5: a private key, or whatever stands for one.
pub trait Sign {
    /// Signs `message`, which is hashed first.
    fn sign(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, CryptoError>;
}

/// Checks RSA signatures, PKCS#1 v1.5: a public key.
pub trait Verify {
    /// Whether `signature` is one of `message`.
    ///
    /// # Errors
    ///
    /// Only where the question could not be answered; a wrong signature is `Ok(false)`.
    fn verify(&self, hash: Hash, message: &[u8], signature: &[u8]) -> Result<bool, CryptoError>;
}

/// Encrypts with RSA, PKCS#1 v1.5: the public key of the pair whose private half decrypts.
pub trait Seal {
    /// How many bytes fit into one ciphertext: the modulus less 11.
    fn max_plaintext(&self) -> usize;

    /// Encrypts one block.
    fn seal(&self, plaintext: &[u8]) -> Result<Vec<u8>, CryptoError>;
}

/// Decrypts with RSA, PKCS#1 v1.5: a private key.
pub trait Open {
    /// How long one ciphertext is: the modulus.
    fn ciphertext_len(&self) -> usize;

    /// Decrypts one block.
    ///
    /// Implementations reject implicitly: wrong padding gives other bytes, not an error, so that
    /// nobody can use whoever decrypts as an oracle. What comes out must be checked for its form
    /// like any other input.
    fn open(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError>;
}

/// A backend could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CryptoError {
    /// The hash is not in this build, or not in this backend.
    #[error("the hash `{}` is not available; SHA-1 needs the feature `legacy-sha1`", .0.as_str())]
    HashUnavailable(Hash),
    /// The plaintext does not fit the key.
    #[error("{length} bytes do not fit: this key encrypts at most {limit}")]
    TooLong {
        /// How long the plaintext is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// The ciphertext does not have the length of the key's modulus.
    #[error("a ciphertext of this key is {expected} bytes long, not {length}")]
    CiphertextLength {
        /// How long the ciphertext is.
        length: usize,
        /// How long it must be.
        expected: usize,
    },
    /// There was no randomness to be had.
    #[error("the source of randomness failed")]
    Random,
    /// The key was refused, or the operation failed, for a reason of the backend's own.
    #[error("{0}")]
    Backend(String),
}

macro_rules! for_references {
    ($($pointer:ty),+) => {$(
        impl<T: Sign + ?Sized> Sign for $pointer {
            fn sign(&self, hash: Hash, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
                (**self).sign(hash, message)
            }
        }

        impl<T: Verify + ?Sized> Verify for $pointer {
            fn verify(&self, hash: Hash, message: &[u8], sig: &[u8]) -> Result<bool, CryptoError> {
                (**self).verify(hash, message, sig)
            }
        }

        impl<T: Seal + ?Sized> Seal for $pointer {
            fn max_plaintext(&self) -> usize {
                (**self).max_plaintext()
            }

            fn seal(&self, plaintext: &[u8]) -> Result<Vec<u8>, CryptoError> {
                (**self).seal(plaintext)
            }
        }

        impl<T: Open + ?Sized> Open for $pointer {
            fn ciphertext_len(&self) -> usize {
                (**self).ciphertext_len()
            }

            fn open(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
                (**self).open(ciphertext)
            }
        }
    )+};
}

for_references!(&T, alloc::boxed::Box<T>, alloc::sync::Arc<T>);
