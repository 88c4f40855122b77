//! Why there is no usable key, and what to do about it.

use alloc::string::String;

use super::Kind;

/// Why there is no usable key.
///
/// Nothing of a key is ever in it, in its text or in `Debug`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Nothing there.
    #[error("the key is empty")]
    Empty,
    /// Nothing that looks like a key.
    #[error("this is no key: expected PEM (-----BEGIN …-----), DER, or base64 of DER")]
    Unrecognised,
    /// The name of a file where a key is wanted.
    #[error("this is the path of a file, not a key: give what is in the file")]
    Path,
    /// DER that is shorter or longer than it says.
    #[error(
        "this DER is damaged: it should be {announced} bytes long and is {found}; copy the file \
         again, as binary"
    )]
    Length {
        /// How long it says it is.
        announced: usize,
        /// How long it is.
        found: usize,
    },
    /// A PEM block without its end, or with something in it that is not base64 or not a key.
    #[error("the PEM block `{0}` is damaged: its text is cut short or is not base64")]
    Damaged(String),
    /// A PEM block of a kind that holds no key.
    #[error("the PEM block `{0}` holds no key")]
    OtherBlock(String),
    /// A key of the other kind.
    #[error("this is {found}, but {expected} is needed here")]
    Unexpected {
        /// What is needed.
        expected: Kind,
        /// What was found.
        found: Kind,
    },
    /// A key of another algorithm.
    #[error("this is {0} key, but KESS signs with RSA")]
    NotRsa(&'static str),
    /// A private key behind a passphrase, and no passphrase.
    #[error(
        "this private key is encrypted: a passphrase is needed; give it beside the key \
         (`PrivateKey::parse_encrypted`), or decrypt the key with `openssl pkey -in FILE -out NEW`"
    )]
    Encrypted,
    /// A private key behind a passphrase, in a build that cannot decrypt.
    #[error(
        "this private key is encrypted, and this build cannot decrypt it: turn on the feature \
         `encrypted-keys` of kess-sign, or decrypt the key with `openssl pkey -in FILE -out NEW`"
    )]
    DecryptionUnavailable,
    /// The passphrase is not the one that the key was encrypted with.
    #[error("the passphrase does not open this private key: it is wrong, or the file is damaged")]
    WrongPassphrase,
    /// A private key that is encrypted in a way that is not read here.
    #[error(
        "this private key is encrypted in a way that is not read here ({0}): convert it with \
         `openssl pkcs8 -topk8 -in FILE -out NEW`, which asks for the passphrase and keeps one"
    )]
    Encryption(&'static str),
    /// Something else that holds keys, or a key in a form of other tools.
    #[error("this is {what}, not a key in PEM or DER: {remedy}")]
    OtherFile {
        /// What it is.
        what: &'static str,
        /// How to get the key out of it.
        remedy: &'static str,
    },
    /// The modulus is too short.
    #[error("this key has {bits} bits, and fewer than {minimum} are not safe; make a new pair")]
    TooShort {
        /// How long it is.
        bits: usize,
        /// How long it must be.
        minimum: usize,
    },
}
