//! Who the merchant is, and what can be wrong with that.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use kess_sign::key::{KeyError, PrivateKey, PublicKey};
use kess_sign::{CryptoError, Hash};
use kess_types::{MerchantSecretKey, Password};

use crate::backend::{self, Sealer};
use crate::signer::Signer;

/// What KESS gives a merchant: an id, a secret key, an API user, and a pair of RSA keys.
///
/// (The gateway's document, "IMPORTANT NOTES".)
#[derive(Clone)]
pub struct Merchant {
    pub(crate) id: String,
    pub(crate) secret_key: MerchantSecretKey,
    pub(crate) user_name: String,
    pub(crate) password: Password,
    pub(crate) keys: Keys,
    pub(crate) encryption_key: Option<PublicKey>,
}

#[derive(Clone)]
pub(crate) enum Keys {
    Local(PrivateKey),
    External(Arc<dyn Signer>),
}

impl Merchant {
    /// A merchant whose private key is at hand. Its public half encrypts, unless
    /// [`encryption_key`](Self::encryption_key) names another.
    pub fn new(
        id: impl Into<String>,
        secret_key: MerchantSecretKey,
        user_name: impl Into<String>,
        password: Password,
        private_key: PrivateKey,
    ) -> Self {
        Self {
            id: id.into(),
            secret_key,
            user_name: user_name.into(),
            password,
            keys: Keys::Local(private_key),
            encryption_key: None,
        }
    }

    /// A merchant whose private key is kept elsewhere; `encryption_key` encrypts.
    pub fn with_signer(
        id: impl Into<String>,
        secret_key: MerchantSecretKey,
        user_name: impl Into<String>,
        password: Password,
        signer: impl Signer,
        encryption_key: PublicKey,
    ) -> Self {
        Self {
            id: id.into(),
            secret_key,
            user_name: user_name.into(),
            password,
            keys: Keys::External(Arc::new(signer)),
            encryption_key: Some(encryption_key),
        }
    }

    /// The public key that encrypts, where it is not of the pair that signs: two pairs, one to
    /// sign with, and one whose private half only KESS has. Replacing one leaves the other alone.
    pub fn encryption_key(self, key: PublicKey) -> Self {
        Self { encryption_key: Some(key), ..self }
    }

    /// Makes the keys ready for use, which is where a bad one is found out.
    pub(crate) fn ready(&self, hash: Hash) -> Result<(Arc<dyn Signer>, Sealer), ConfigError> {
        let encryption_key = match (&self.encryption_key, &self.keys) {
            (Some(key), _) => key.clone(),
            (None, Keys::Local(private)) => private.public_key(),
            // `with_signer` takes the key.
            (None, Keys::External(_)) => return Err(ConfigError::NoEncryptionKey),
        };
        let signer = match &self.keys {
            Keys::Local(private) => backend::signer(private, hash)?,
            Keys::External(signer) => Arc::clone(signer),
        };
        Ok((signer, backend::sealer(&encryption_key)?))
    }
}

impl fmt::Debug for Merchant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Merchant").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A client cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// An environment variable is missing.
    #[error("{name} is not set: {what}")]
    Missing {
        /// The variable.
        name: &'static str,
        /// What it is for.
        what: &'static str,
    },
    /// A value is empty, or cannot be sent as a header.
    #[error("{what} is empty or has characters that no header can carry")]
    Unusable {
        /// What it is.
        what: &'static str,
    },
    /// A file cannot be read.
    #[error("cannot read {}, which {name} names", path.display())]
    File {
        /// The variable that names it.
        name: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file holds no usable key.
    #[error("{} holds no usable key", path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        source: KeyError,
    },
    /// A variable holds no usable key.
    #[error("{name} holds no usable key{}", instead(name, source))]
    KeyText {
        /// The variable.
        name: &'static str,
        /// Why.
        source: KeyError,
    },
    /// A private key is encrypted, and there is no passphrase.
    #[error("the key in {place} is encrypted: set {name} to its passphrase")]
    Passphrase {
        /// The file, or the variable, that holds the key.
        place: String,
        /// The variable for the passphrase.
        name: &'static str,
    },
    /// Two variables that say the same thing are both set.
    #[error("{name} and {other} are both set: keep one of them")]
    BothSet {
        /// One variable.
        name: &'static str,
        /// The other.
        other: &'static str,
    },
    /// A key was refused.
    #[error("the {what} is not usable")]
    KeyUnusable {
        /// Which key.
        what: &'static str,
        /// Why.
        source: CryptoError,
    },
    /// There is nothing to encrypt with.
    #[error("there is no public key to encrypt sensitive fields with")]
    NoEncryptionKey,
    /// Neither of the features `aws_lc` and `rustcrypto` is on.
    #[error("this build of kess-sdk has no cryptography: turn on its feature `aws_lc`")]
    NoBackend,
    /// There is no such operation.
    #[error("there is no operation `{0}`; the operations are listed in kess_types::OPERATIONS")]
    UnknownOperation(String),
    /// The base URL or the network settings were refused.
    #[error(transparent)]
    Transport(#[from] kess_transport::ConfigError),
}

fn instead(name: &str, error: &KeyError) -> String {
    match error {
        KeyError::Path => format!(" (files go into {name}_FILE)"),
        _ => String::new(),
    }
}
