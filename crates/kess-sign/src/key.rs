//! Keys, in whatever form they come: found out once, checked, and brought into one form that
//! every backend takes.

mod armour;
mod inspect;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use pkcs1::der::Encode as _;
use zeroize::Zeroizing;

use inspect::Found;
pub use inspect::{Form, Kind};

/// Moduli below this many bits are refused unless they are allowed explicitly.
pub const MINIMUM_BITS: usize = 2048;

/// A private RSA key.
///
/// Reads PKCS#1 and PKCS#8, in PEM, DER or bare base64; line ends, a byte order mark and text
/// around the armour do not matter. (The gateway's document, "RSA2 Certificate".)
#[derive(Clone)]
pub struct PrivateKey {
    pkcs1: Zeroizing<Vec<u8>>,
    bits: usize,
    form: Form,
}

/// A public RSA key.
///
/// Reads SPKI and PKCS#1, in PEM, DER or bare base64. (The gateway's document, "RSA2
/// Certificate".)
#[derive(Clone, PartialEq, Eq)]
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
        Self::parse_with(input, MINIMUM_BITS)
    }

    /// Reads a key whose modulus may be as short as `minimum_bits`.
    pub fn parse_with(input: &[u8], minimum_bits: usize) -> Result<Self, KeyError> {
        match inspect::find(input)? {
            Found { kind: Kind::PrivateKey, form, bits, pkcs1 } => {
                long_enough(bits, minimum_bits)?;
                Ok(Self { pkcs1, bits, form })
            }
            found => Err(KeyError::Unexpected { expected: Kind::PrivateKey, found: found.kind }),
        }
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        // Checked when the key was read; the modulus and exponent are copied out of it.
        let pkcs1 = inspect::public_half(&self.pkcs1).unwrap_or_default();
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
        Self::parse_with(input, MINIMUM_BITS)
    }

    /// Reads a key whose modulus may be as short as `minimum_bits`.
    pub fn parse_with(input: &[u8], minimum_bits: usize) -> Result<Self, KeyError> {
        match inspect::find(input)? {
            Found { kind: Kind::PublicKey, form, bits, pkcs1 } => {
                long_enough(bits, minimum_bits)?;
                Ok(Self { pkcs1: pkcs1.to_vec(), bits, form })
            }
            found => Err(KeyError::Unexpected { expected: Kind::PublicKey, found: found.kind }),
        }
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

fn long_enough(bits: usize, minimum: usize) -> Result<(), KeyError> {
    if bits < minimum { Err(KeyError::TooShort { bits, minimum }) } else { Ok(()) }
}

/// Why there is no usable key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Nothing there.
    #[error("the key is empty")]
    Empty,
    /// Nothing that looks like a key.
    #[error("this is no key: expected PEM (-----BEGIN …-----), DER, or base64 of DER")]
    Unrecognised,
    /// A PEM block without its end, or with something in it that is not base64.
    #[error("the PEM block `{0}` is damaged: its text is cut short or is not base64")]
    Damaged(String),
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
    /// A private key behind a passphrase.
    #[error(
        "this private key is encrypted: a passphrase is needed; decrypt it with `openssl pkey`"
    )]
    Encrypted,
    /// A certificate request or another file that holds no key of its own.
    #[error("this is {0}, not a key")]
    OtherFile(String),
    /// The modulus is too short.
    #[error("this key has {bits} bits, and fewer than {minimum} are not safe; make a new pair")]
    TooShort {
        /// How long it is.
        bits: usize,
        /// How long it must be.
        minimum: usize,
    },
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({} bits, {}, [redacted])", self.bits, self.form)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits, {})", self.bits, self.form)
    }
}

/// Base64 with any white space in it.
fn decode_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let compact: Zeroizing<String> =
        Zeroizing::new(text.chars().filter(|c| !c.is_ascii_whitespace()).collect());
    STANDARD.decode(compact.as_bytes()).ok().map(Zeroizing::new)
}
