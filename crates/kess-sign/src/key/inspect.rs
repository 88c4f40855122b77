//! What an input is: which kind of key, in which form.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use super::armour::{self, Block};
use super::text::{bare, decode_base64, normalise};
use super::{KeyError, der, foreign};

/// Which half of a pair a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The half that signs and opens.
    PrivateKey,
    /// The half that verifies and seals.
    PublicKey,
}

/// The structure that a key was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// `RSAPrivateKey` or `RSAPublicKey` of PKCS#1 (RFC 8017).
    Pkcs1,
    /// `PrivateKeyInfo` of PKCS#8 (RFC 5958).
    Pkcs8,
    /// `EncryptedPrivateKeyInfo` of PKCS#8 (RFC 5958).
    EncryptedPkcs8,
    /// `SubjectPublicKeyInfo` of X.509 (RFC 5280).
    Spki,
    /// `Certificate` of X.509 (RFC 5280). Nobody checks who signed it, or until when it is valid.
    Certificate,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PrivateKey => "a private key",
            Self::PublicKey => "a public key",
        })
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pkcs1 => "PKCS#1",
            Self::Pkcs8 => "PKCS#8",
            Self::EncryptedPkcs8 => "encrypted PKCS#8",
            Self::Spki => "SPKI",
            Self::Certificate => "X.509 certificate",
        })
    }
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) kind: Kind,
    pub(super) passphrase: Option<&'a str>,
}

impl Wanted<'_> {
    /// The error where the other kind was found.
    pub(super) fn instead_of(self, found: Kind) -> KeyError {
        KeyError::Unexpected { expected: self.kind, found }
    }
}

/// A key that was found, in the PKCS#1 form.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) form: Form,
    pub(super) bits: usize,
    pub(super) pkcs1: Zeroizing<Vec<u8>>,
}

/// How often a key may be wrapped in base64: PEM, once more for an environment variable, and once
/// more by whatever keeps that.
const WRAPPINGS: usize = 3;

/// Finds the first key of the wanted kind.
pub(super) fn find(input: &[u8], wanted: Wanted<'_>) -> Result<Found, KeyError> {
    unwrap(input, wanted, WRAPPINGS).map_err(|error| match error {
        KeyError::Unrecognised if foreign::is_path(input) => KeyError::Path,
        error => error,
    })
}

fn unwrap(input: &[u8], wanted: Wanted<'_>, wrappings: usize) -> Result<Found, KeyError> {
    foreign::refuse_binary(input)?;
    if let Some(der) = der::delimited(input)? {
        return der::read(der, wanted);
    }
    let text = normalise(input);
    let text = bare(&text);
    if text.is_empty() {
        return Err(KeyError::Empty);
    }
    if armour::is_in(text) {
        return first_of_kind(armour::blocks(text), wanted);
    }
    foreign::refuse_text(text)?;
    match decode_base64(text) {
        Some(inner) if wrappings > 0 => match unwrap(&inner, wanted, wrappings - 1) {
            Err(KeyError::Empty | KeyError::Length { .. }) => Err(KeyError::Unrecognised),
            result => result,
        },
        _ => Err(KeyError::Unrecognised),
    }
}

/// The first key of the wanted kind. Where that is damaged or refused, nothing behind it is taken
/// in its stead.
fn first_of_kind<'a>(
    blocks: impl Iterator<Item = Block<'a>>,
    wanted: Wanted<'_>,
) -> Result<Found, KeyError> {
    let mut first_error = None;
    for block in blocks {
        let label: String = block.label.split(' ').collect();
        let kind = kind_of(&label);
        match read_block(&block, &label, kind, wanted) {
            Ok(found) => return Ok(found),
            Err(error) if kind == Some(wanted.kind) && !is_other_kind(&error) => return Err(error),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.unwrap_or(KeyError::Unrecognised))
}

fn is_other_kind(error: &KeyError) -> bool {
    matches!(error, KeyError::Unexpected { .. })
}

/// Which kind a label, without its spaces, promises.
fn kind_of(label: &str) -> Option<Kind> {
    match label {
        _ if label.ends_with("PRIVATEKEY") => Some(Kind::PrivateKey),
        _ if label.ends_with("PUBLICKEY") || label.ends_with("CERTIFICATE") => {
            Some(Kind::PublicKey)
        }
        _ => None,
    }
}

/// Reads a block by its content; labels are wrong too often.
fn read_block(
    block: &Block<'_>,
    label: &str,
    kind: Option<Kind>,
    wanted: Wanted<'_>,
) -> Result<Found, KeyError> {
    foreign::refuse_label(label)?;
    if block.has_legacy_encryption() {
        return Err(match wanted.kind {
            Kind::PrivateKey => KeyError::Encryption("Proc-Type: 4,ENCRYPTED"),
            Kind::PublicKey => wanted.instead_of(Kind::PrivateKey),
        });
    }
    let damaged = || KeyError::Damaged(block.label.clone());
    let der = block.base64().and_then(decode_base64).ok_or_else(damaged)?;
    der::read(&der, wanted).map_err(|error| match error {
        KeyError::Unrecognised if kind.is_none() && !block.label.is_empty() => {
            KeyError::OtherBlock(block.label.clone())
        }
        KeyError::Unrecognised => damaged(),
        error => error,
    })
}
