//! Parameters to a signed body, and a signed body to a verdict.

use alloc::string::String;
use alloc::vec::Vec;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::base64;
use crate::canonical::{Canonical, RSA2, SIGN, SIGN_TYPE};
use crate::crypto::{CryptoError, Sign, Verify};
use crate::params::{Params, Value};
use crate::profile::{Hash, Profile};

/// Parameters that are ready to be signed: their canonical string is fixed.
///
/// Where the key is at hand, [`Unsigned::sign`] is all. Where it is not (an HSM, a KMS, another
/// process), sign [`Unsigned::message`] there, with RSA PKCS#1 v1.5 over [`Unsigned::hash`], and
/// [`attach`](Unsigned::attach) the signature.
#[derive(Clone, Debug)]
pub struct Unsigned {
    params: Params,
    canonical: Canonical,
    hash: Hash,
}

impl Unsigned {
    /// Sets `sign_type` where it is missing, drops a `sign` left from before, and builds the
    /// canonical string.
    pub fn new(mut params: Params, profile: &Profile) -> Self {
        params.remove(SIGN);
        if params.get(SIGN_TYPE).is_none() {
            params.insert(SIGN_TYPE, RSA2);
        }
        let canonical = params.canonical(profile);
        Self { params, canonical, hash: profile.hash }
    }

    /// The string to sign.
    pub fn canonical(&self) -> &Canonical {
        &self.canonical
    }

    /// The bytes to sign.
    pub fn message(&self) -> &[u8] {
        self.canonical.as_bytes()
    }

    /// The hash to sign them with.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Signs with a key at hand.
    pub fn sign(self, key: &impl Sign) -> Result<Signed, CryptoError> {
        let signature = key.sign(self.hash, self.message())?;
        Ok(self.attach(&signature))
    }

    /// Completes the parameters with a signature, as raw bytes.
    pub fn attach(mut self, signature: &[u8]) -> Signed {
        self.params.insert(SIGN, encode_signature(signature));
        Signed { params: self.params, canonical: self.canonical }
    }
}

/// Signed parameters: what goes on the wire.
#[derive(Clone, Debug)]
pub struct Signed {
    params: Params,
    canonical: Canonical,
}

impl Signed {
    /// The parameters, `sign` among them.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// The string that was signed.
    pub fn canonical(&self) -> &Canonical {
        &self.canonical
    }

    /// The signature, in base64.
    pub fn signature(&self) -> &str {
        self.params.get(SIGN).and_then(Value::as_str).unwrap_or_default()
    }

    /// The parameters, to keep.
    pub fn into_params(self) -> Params {
        self.params
    }

    /// The request body.
    pub fn body(&self) -> Zeroizing<Vec<u8>> {
        self.params.to_json()
    }
}

/// A signature as the text of `sign`: standard base64.
pub fn encode_signature(signature: &[u8]) -> String {
    STANDARD.encode(signature)
}

/// Checks the `sign` of received parameters.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let private = kess_sign::key::PrivateKey::parse(include_bytes!("../tests/keys/private.pem"))?;
/// # let public = kess_sign::key::PublicKey::parse(include_bytes!("../tests/keys/public.pem"))?;
/// use kess_sign::{Params, Profile, Unsigned, rustcrypto, verify};
///
/// let key = rustcrypto::PrivateKey::new(&private)?;
/// let params = Params::from_json(br#"{"service":"list_fees"}"#)?;
/// let body = Unsigned::new(params, &Profile::DEFAULT).sign(&key)?.body();
///
/// let received = Params::from_json(&body)?;
/// verify(&received, &Profile::DEFAULT, &rustcrypto::PublicKey::new(&public)?)?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// Each reason why the signature does not hold has its own variant.
pub fn verify(params: &Params, profile: &Profile, key: &impl Verify) -> Result<(), VerifyError> {
    let text = match params.get(SIGN) {
        None | Some(Value::Null) => return Err(VerifyError::Missing),
        Some(value) => value.as_str().ok_or(VerifyError::NotText)?,
    };
    let signature =
        base64::decode(text).map_err(|e| VerifyError::NotBase64(alloc::format!("{e}")))?;
    match key.verify(profile.hash, params.canonical(profile).as_bytes(), &signature)? {
        true => Ok(()),
        false => Err(VerifyError::Mismatch),
    }
}

/// Why a signature does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// There is no `sign`.
    #[error("there is no `sign`")]
    Missing,
    /// `sign` is not text.
    #[error("`sign` is not text")]
    NotText,
    /// `sign` is not standard base64, wrapped or not, padded or not.
    #[error("`sign` is not base64: {0}")]
    NotBase64(String),
    /// The signature is not one of this canonical string by this key.
    #[error("the signature does not belong to these parameters and this key")]
    Mismatch,
    /// The backend failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}
