//! Who signs: a key at hand, or whatever keeps it.

use kess_sign::{CryptoError, Hash};
use kess_transport::BoxFuture;

/// Signs canonical strings: a key in memory, an HSM, a KMS, another process.
///
/// RSA, PKCS#1 v1.5, over the given hash of `message`; the signature as raw bytes.
pub trait Signer: Send + Sync + 'static {
    /// Signs `message`.
    fn sign<'a>(
        &'a self,
        hash: Hash,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignerError>>;
}

/// A signature could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the request could not be signed")]
pub struct SignerError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl SignerError {
    /// For whatever the reason is. Keep secrets out of it: it ends up in logs.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

impl From<CryptoError> for SignerError {
    fn from(error: CryptoError) -> Self {
        Self::new(error)
    }
}

macro_rules! keys_at_hand {
    ($($feature:literal $backend:ident),*) => {$(
        #[cfg(feature = $feature)]
        impl Signer for kess_sign::$backend::PrivateKey {
            fn sign<'a>(
                &'a self,
                hash: Hash,
                message: &'a [u8],
            ) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
                Box::pin(async move { Ok(kess_sign::Sign::sign(self, hash, message)?) })
            }
        }
    )*};
}

keys_at_hand!("aws_lc" aws_lc, "rustcrypto" rustcrypto);
