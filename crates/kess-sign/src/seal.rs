//! Field encryption: text in the tree replaced by the base64 of its ciphertext, and back.

use alloc::string::String;
use alloc::vec::Vec;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::base64;
use crate::crypto::{CryptoError, Open, Seal};
use crate::params::{Params, PathError, Secret, Value};

/// What happens to a plaintext that is longer than one block of the key (D11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Blocks {
    /// It is an error.
    #[default]
    Single,
    /// It is split, and the ciphertexts are put one after the other, as phpseclib 2 does.
    Chunked,
}

impl Params {
    /// Encrypts the text at each of `paths` in place. Seal first, then sign: the signature covers
    /// the ciphertext.
    ///
    /// Nothing at a path, `null` or empty text there, is left as it is.
    ///
    /// # Errors
    ///
    /// What stands at a path is no text, or it is too long for the key. Nothing is changed then.
    pub fn seal<'a>(
        &mut self,
        paths: impl IntoIterator<Item = &'a str>,
        key: &impl Seal,
        blocks: Blocks,
    ) -> Result<(), SealError> {
        let mut sealed = Vec::new();
        for path in paths {
            match self.at(path) {
                None | Some(Value::Null) => {}
                Some(value) => match value.as_str() {
                    None => return Err(PathError::new(path).into()),
                    Some("") => {}
                    Some(text) => {
                        let ciphertext = seal_text(text, key, blocks)
                            .map_err(|source| SealError::Crypto { path: path.into(), source })?;
                        sealed.push((path, ciphertext));
                    }
                },
            }
        }
        for (path, ciphertext) in sealed {
            if let Some(place) = self.at_mut(path) {
                *place = Value::String(ciphertext);
            }
        }
        Ok(())
    }
}

/// Encrypts text and encodes the ciphertext in base64.
pub fn seal_text(text: &str, key: &impl Seal, blocks: Blocks) -> Result<String, CryptoError> {
    let limit = key.max_plaintext();
    let ciphertext = match blocks {
        Blocks::Chunked if text.len() > limit => {
            let mut ciphertext = Vec::new();
            for block in text.as_bytes().chunks(limit.max(1)) {
                ciphertext.extend(key.seal(block)?);
            }
            ciphertext
        }
        _ => key.seal(text.as_bytes())?,
    };
    Ok(STANDARD.encode(ciphertext))
}

/// Decrypts the base64 of a ciphertext, of one block or of several.
///
/// # Errors
///
/// The text is not base64, its length is not a multiple of the key's, or what comes out is not
/// UTF-8. A ciphertext made for another key usually ends in the last: see [`Open::open`].
pub fn open_text(sealed: &str, key: &impl Open) -> Result<Secret, OpenError> {
    let ciphertext = base64::decode(sealed).map_err(|_| OpenError::NotBase64)?;
    let expected = key.ciphertext_len();
    if ciphertext.is_empty() || ciphertext.len() % expected != 0 {
        let length = ciphertext.len();
        return Err(CryptoError::CiphertextLength { length, expected }.into());
    }
    let mut plaintext = Zeroizing::new(Vec::with_capacity(ciphertext.len()));
    for block in ciphertext.chunks(expected) {
        plaintext.extend_from_slice(&key.open(block)?);
    }
    let text = core::str::from_utf8(&plaintext).map_err(|_| OpenError::NotText)?;
    Ok(Secret::new(text))
}

/// A field could not be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// What stands at the path is no text.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The backend refused it.
    #[error("`{path}` cannot be encrypted")]
    Crypto {
        /// The path.
        path: String,
        /// The reason.
        source: CryptoError,
    },
}

/// A sealed field could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Not standard base64: most likely it was not encrypted at all.
    #[error("not base64, so it cannot be a ciphertext")]
    NotBase64,
    /// What came out is not text: encrypted for another key, or damaged.
    #[error("not encrypted for this key")]
    NotText,
    /// The backend failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}
