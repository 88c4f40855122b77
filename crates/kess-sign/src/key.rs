//! Keys, in whatever form they come: found out once, checked, and brought into one form that
//! every backend takes.
//!
//! | private | public |
//! |---|---|
//! | PKCS#8 (`BEGIN PRIVATE KEY`) | SPKI (`BEGIN PUBLIC KEY`) |
//! | PKCS#1 (`BEGIN RSA PRIVATE KEY`) | PKCS#1 (`BEGIN RSA PUBLIC KEY`) |
//! | encrypted PKCS#8 (`BEGIN ENCRYPTED PRIVATE KEY`), with the feature `encrypted-keys` | X.509 certificate (`BEGIN CERTIFICATE`) |
//!
//! Each as PEM, DER, or base64 without armour. The content decides, not the label. Of several PEM
//! blocks the first of the wanted kind is taken, so a file with a key and its certificate serves
//! as either.
//!
//! # Text that has been through something
//!
//! A key may come by way of an environment variable, a secret store, an editor or a chat. These
//! make no difference to it:
//!
//! - line ends of any system, wrapping at any length or none, spaces in place of line ends, blank
//!   lines, text before and after the armour, a byte order mark, UTF-16;
//! - line ends written as `\n` or `\r\n`, escaped once or more often, and the other escapes of
//!   JSON strings (`\/`, `\u002b`);
//! - quotes around it, single, double or both;
//! - base64 around it: the whole PEM encoded once more;
//! - the alphabet of base64 for URLs, and padding that got lost.

mod armour;
mod der;
mod encrypted;
mod error;
mod foreign;
mod inspect;
mod options;
mod text;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use pkcs1::der::Encode as _;
use zeroize::Zeroizing;

pub use error::KeyError;
pub use inspect::{Form, Kind};
use inspect::{Found, Wanted};
pub use options::KeyOptions;

/// Moduli below this many bits are refused unless they are allowed explicitly.
pub const MINIMUM_BITS: usize = 2048;

/// A private RSA key.
///
/// Reads PKCS#1 and PKCS#8, plain or encrypted, in [any of these forms](self). (The gateway's
/// document, "RSA2 Certificate".)
#[derive(Clone)]
pub struct PrivateKey {
    pkcs1: Zeroizing<Vec<u8>>,
    bits: usize,
    form: Form,
}

/// A public RSA key.
///
/// Reads SPKI, PKCS#1 and X.509 certificates, in [any of these forms](self). (The gateway's
/// document, "RSA2 Certificate".)
///
/// Two are equal when they are the same key, whatever form they were read from. A public key that
/// equals [`PrivateKey::public_key`] is one's own, not one of KESS's.
#[derive(Clone)]
pub struct PublicKey {
    pkcs1: Vec<u8>,
    bits: usize,
    form: Form,
}

impl PrivateKey {
    /// Reads a key.
    ///
    /// # Errors
    ///
    /// What was found instead, and what to do about it; a modulus under [`MINIMUM_BITS`].
    pub fn parse(input: &[u8]) -> Result<Self, KeyError> {
        Self::parse_with(input, &KeyOptions::new())
    }

    /// Reads a key that may be encrypted.
    ///
    /// PBES2 with PBKDF2 or scrypt and AES or 3DES, as OpenSSL 1.1 and 3 write it; needs the
    /// feature `encrypted-keys`.
    ///
    /// # Errors
    ///
    /// As for [`parse`](Self::parse); [`KeyError::WrongPassphrase`].
    pub fn parse_encrypted(input: &[u8], passphrase: &str) -> Result<Self, KeyError> {
        Self::parse_with(input, &KeyOptions::new().passphrase(passphrase))
    }

    /// Reads a key with a passphrase, or a modulus that may be shorter.
    pub fn parse_with(input: &[u8], options: &KeyOptions<'_>) -> Result<Self, KeyError> {
        let wanted = Wanted { kind: Kind::PrivateKey, passphrase: options.passphrase };
        let Found { form, bits, pkcs1, .. } = inspect::find(input, wanted)?;
        options.long_enough(bits)?;
        Ok(Self { pkcs1, bits, form })
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        // Checked when the key was read; the modulus and exponent are copied out of it.
        let pkcs1 = der::public_half(&self.pkcs1).unwrap_or_default();
        PublicKey { pkcs1, bits: self.bits, form: Form::Pkcs1 }
    }

    /// The length of the modulus in bits.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The form it was read from.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The key as a DER `RSAPrivateKey` (RFC 8017).
    pub fn as_pkcs1_der(&self) -> &[u8] {
        &self.pkcs1
    }

    /// The key as DER `PrivateKeyInfo` (PKCS#8, RFC 5958).
    pub fn to_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        let octets = pkcs8::der::asn1::OctetStringRef::new(&self.pkcs1);
        let der = octets.map(|key| pkcs8::PrivateKeyInfoRef::new(pkcs1::ALGORITHM_ID, key));
        // DER holds 256 MiB; a key that was parsed is far smaller.
        Zeroizing::new(der.and_then(|info| info.to_der()).unwrap_or_default())
    }

    /// The key as PEM, PKCS#8: the form that most tools read.
    pub fn to_pem(&self) -> Zeroizing<String> {
        Zeroizing::new(armour::pem("PRIVATE KEY", &self.to_pkcs8_der()))
    }
}

impl PublicKey {
    /// Reads a key.
    ///
    /// # Errors
    ///
    /// What was found instead, and what to do about it; a modulus under [`MINIMUM_BITS`].
    pub fn parse(input: &[u8]) -> Result<Self, KeyError> {
        Self::parse_with(input, &KeyOptions::new())
    }

    /// Reads a key whose modulus may be shorter.
    pub fn parse_with(input: &[u8], options: &KeyOptions<'_>) -> Result<Self, KeyError> {
        let wanted = Wanted { kind: Kind::PublicKey, passphrase: None };
        let Found { form, bits, pkcs1, .. } = inspect::find(input, wanted)?;
        options.long_enough(bits)?;
        Ok(Self { pkcs1: pkcs1.to_vec(), bits, form })
    }

    /// The length of the modulus in bits.
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The form it was read from.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The key as a DER `RSAPublicKey` (RFC 8017).
    pub fn as_pkcs1_der(&self) -> &[u8] {
        &self.pkcs1
    }

    /// The key as DER `SubjectPublicKeyInfo` (RFC 5280): what fingerprints are made of.
    pub fn to_spki_der(&self) -> Vec<u8> {
        let bits = pkcs8::der::asn1::BitStringRef::from_bytes(&self.pkcs1);
        let spki = bits.map(|subject_public_key| pkcs8::SubjectPublicKeyInfoRef {
            algorithm: pkcs1::ALGORITHM_ID,
            subject_public_key,
        });
        spki.and_then(|spki| spki.to_der()).unwrap_or_default()
    }

    /// The key as PEM, SPKI: the form that most tools read.
    pub fn to_pem(&self) -> String {
        armour::pem("PUBLIC KEY", &self.to_spki_der())
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({} bits, {}, [redacted])", self.bits, self.form)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        // DER writes a key in one way only.
        self.pkcs1 == other.pkcs1
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits, {})", self.bits, self.form)
    }
}
