//! What a file is: which kind of key, in which form.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;

use pkcs1::der::{Decode as _, Encode as _};
use pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef};
use pkcs8::ObjectIdentifier;
use zeroize::Zeroizing;

use super::{KeyError, armour, decode_base64};

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
    /// `SubjectPublicKeyInfo` of X.509 (RFC 5280).
    Spki,
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
            Self::Spki => "SPKI",
        })
    }
}

/// A key that was found, in the PKCS#1 form.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) form: Form,
    pub(super) bits: usize,
    pub(super) pkcs1: Zeroizing<Vec<u8>>,
}

/// Finds out what the input is.
pub(super) fn find(input: &[u8]) -> Result<Found, KeyError> {
    // Every structure of a key is a SEQUENCE; no text starts with its tag, `0`, and then a length.
    if input.first() == Some(&0x30) && input.get(1).is_some_and(|&length| length >= 0x80) {
        return from_der(input);
    }
    let text = core::str::from_utf8(input).map_err(|_| KeyError::Unrecognised)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(KeyError::Empty);
    }
    match armour::first_block(text) {
        None => from_der(&decode_base64(text).ok_or(KeyError::Unrecognised)?),
        Some((label, base64)) => {
            refuse_label(label)?;
            let damaged = || KeyError::Damaged(label.to_string());
            let der = base64.and_then(decode_base64).ok_or_else(damaged)?;
            from_der(&der).map_err(|e| if e == KeyError::Unrecognised { damaged() } else { e })
        }
    }
}

/// Labels whose content is known without looking.
fn refuse_label(label: &str) -> Result<(), KeyError> {
    match label {
        "ENCRYPTED PRIVATE KEY" => Err(KeyError::Encrypted),
        "EC PRIVATE KEY" | "EC PARAMETERS" => Err(KeyError::NotRsa("an EC")),
        "DSA PRIVATE KEY" => Err(KeyError::NotRsa("a DSA")),
        "OPENSSH PRIVATE KEY" => Err(KeyError::OtherFile("an OpenSSH private key".into())),
        "CERTIFICATE REQUEST" => Err(KeyError::OtherFile("a certificate request".into())),
        _ => Ok(()),
    }
}

fn from_der(der: &[u8]) -> Result<Found, KeyError> {
    if let Ok(info) = pkcs8::PrivateKeyInfoRef::from_der(der) {
        refuse_algorithm(info.algorithm.oid)?;
        let key = info.private_key.as_bytes();
        return private(key, Form::Pkcs8).ok_or(KeyError::Unrecognised);
    }
    if let Ok(info) = pkcs8::SubjectPublicKeyInfoRef::from_der(der) {
        refuse_algorithm(info.algorithm.oid)?;
        let key = info.subject_public_key.as_bytes().ok_or(KeyError::Unrecognised)?;
        return public(key, Form::Spki).ok_or(KeyError::Unrecognised);
    }
    private(der, Form::Pkcs1).or_else(|| public(der, Form::Pkcs1)).ok_or(KeyError::Unrecognised)
}

fn refuse_algorithm(oid: ObjectIdentifier) -> Result<(), KeyError> {
    const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
    const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
    const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
    match oid {
        pkcs1::ALGORITHM_OID => Ok(()),
        EC => Err(KeyError::NotRsa("an EC")),
        ED25519 => Err(KeyError::NotRsa("an Ed25519")),
        RSA_PSS => Err(KeyError::NotRsa("an RSA-PSS")),
        _ => Err(KeyError::NotRsa("a different")),
    }
}

fn private(pkcs1: &[u8], form: Form) -> Option<Found> {
    let key = RsaPrivateKeyRef::from_der(pkcs1).ok()?;
    let bits = bit_length(key.modulus.as_bytes());
    Some(Found { kind: Kind::PrivateKey, form, bits, pkcs1: Zeroizing::new(pkcs1.to_vec()) })
}

fn public(pkcs1: &[u8], form: Form) -> Option<Found> {
    let key = RsaPublicKeyRef::from_der(pkcs1).ok()?;
    let bits = bit_length(key.modulus.as_bytes());
    Some(Found { kind: Kind::PublicKey, form, bits, pkcs1: Zeroizing::new(pkcs1.to_vec()) })
}

/// The public half of a DER `RSAPrivateKey`, as a DER `RSAPublicKey`.
pub(super) fn public_half(private: &[u8]) -> Option<Vec<u8>> {
    RsaPrivateKeyRef::from_der(private).ok()?.public_key().to_der().ok()
}

fn bit_length(big_endian: &[u8]) -> usize {
    let digits: &[u8] = match big_endian.iter().position(|&byte| byte != 0) {
        Some(first) => &big_endian[first..],
        None => return 0,
    };
    digits.len() * 8 - digits[0].leading_zeros() as usize
}
