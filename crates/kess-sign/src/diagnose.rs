//! The doctor: why a signature is refused.
//!
//! An RSA signature with PKCS#1 v1.5 padding reveals the digest that was signed. It is compared
//! with the digests of every string that a profile makes, and of those that people's mistakes
//! make; the one that fits names the mistake.

mod cause;
mod diagnosis;
mod encode;
mod finding;
mod hash;
mod json;
mod mistakes;
mod naming;
mod nested;
mod profiles;
mod pss;
mod recipe;
mod recover;
mod search;
mod signature;
mod target;
#[cfg(all(test, feature = "std"))]
mod tests;
mod treat;
mod write;

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey as _;

pub use cause::Cause;
pub use diagnosis::{Diagnosis, Verdict};

use crate::crypto::CryptoError;
use crate::key::PublicKey;
use crate::params::{Params, Secret};
use crate::profile::Profile;

/// A public key, and what people call it.
#[derive(Clone)]
pub struct NamedKey {
    name: String,
    key: RsaPublicKey,
}

impl NamedKey {
    /// Takes a parsed key.
    ///
    /// # Errors
    ///
    /// The key is one that nobody can compute with.
    pub fn new(name: impl Into<String>, key: &PublicKey) -> Result<Self, CryptoError> {
        let key = RsaPublicKey::from_pkcs1_der(key.as_pkcs1_der())
            .map_err(|error| CryptoError::Backend(error.to_string()))?;
        Ok(Self { name: name.into(), key })
    }
}

impl fmt::Debug for NamedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NamedKey({:?})", self.name)
    }
}

/// What the caller knows besides the body. Nothing of it is ever shown.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    values: Vec<(String, Secret)>,
    secret: Option<Secret>,
}

impl Hints {
    /// None.
    pub const fn new() -> Self {
        Self { values: Vec::new(), secret: None }
    }

    /// The text that stood at a path while it was signed, where it may not be what was sent: the
    /// plaintext of a sealed field, an old `sign`, or a parameter that the body lacks.
    pub fn value(mut self, path: impl Into<String>, value: Secret) -> Self {
        self.values.push((path.into(), value));
        self
    }

    /// A secret that may have been put to the string, such as a merchant's secret key.
    pub fn secret(mut self, secret: Secret) -> Self {
        self.secret = Some(secret);
        self
    }
}

/// Finds out why the `sign` of received parameters does not hold under a profile and a key.
///
/// The first of `keys` is the one that it should hold under; the others are those that might have
/// been taken for it. Whatever must not be shown is concealed beforehand
/// ([`Params::conceal`]). The work is bounded, however hostile the body is: a millisecond where
/// the cause is a likely one, some tens where there is none to be found, and beyond megabytes no
/// more than in proportion to the body's length.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let private = kess_sign::key::PrivateKey::parse(include_bytes!("../tests/keys/private.pem"))?;
/// # let public = kess_sign::key::PublicKey::parse(include_bytes!("../tests/keys/public.pem"))?;
/// use kess_sign::{Cause, Hints, NamedKey, Params, Profile, Sign, diagnose, encode_signature};
/// use kess_sign::{Hash, rustcrypto};
///
/// // Somebody forgot to sort.
/// let key = rustcrypto::PrivateKey::new(&private)?;
/// let sign = key.sign(Hash::Sha256, b"service=list_banks&page=1&sign_type=RSA2")?;
/// let mut params = Params::from_json(br#"{"service":"list_banks","page":1,"sign_type":"RSA2"}"#)?;
/// params.insert("sign", encode_signature(&sign));
///
/// let keys = [NamedKey::new("public.pem", &public)?];
/// let diagnosis = diagnose(&params, &keys, &Profile::DEFAULT, &Hints::new());
/// assert_eq!(diagnosis.cause(), Some(Cause::NotSorted));
/// assert_eq!(diagnosis.remedy(), "sort the names before joining");
/// assert_eq!(diagnosis.first_difference(), Some(0));
/// # Ok(()) }
/// ```
pub fn diagnose(params: &Params, keys: &[NamedKey], profile: &Profile, hints: &Hints) -> Diagnosis {
    treat::treat(params, keys, profile, hints)
}
