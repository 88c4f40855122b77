//! The signature of the KESS payment gateway: canonical string, RSA2 signing, field encryption
//! and keys. No IO, no clock, no global state; `no_std` with `alloc`.
//!
//! # The input
//!
//! - The parameters of a request are one JSON object. Its order, and that of every object inside
//!   it, is kept from reading to signing to sending: [`Params`] is an ordered tree.
//! - A repeated key keeps its first place and takes its last value, as in PHP.
//! - Text is UTF-8; half a surrogate pair is refused.
//! - A number keeps the literal that it was written as for the body, and is signed as the value
//!   that PHP reads from it: `10.50` is sent as `10.50` and signed as `10.5`.
//! - Sensitive fields are sealed first and signed after: the signature covers the ciphertext.
//!
//! # The algorithm
//!
//! `sign` and whatever is empty are left out, names are sorted by their bytes, `name=value` is
//! joined by `&`, hashed with SHA-256, signed with RSA PKCS#1 v1.5, and encoded in base64. What
//! the gateway's document leaves open about it is a [`Profile`].
//!
//! # Use
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let pem = include_bytes!("../tests/keys/private.pem");
//! use kess_sign::{Params, Profile, Unsigned, key, rustcrypto};
//!
//! let key = rustcrypto::PrivateKey::new(&key::PrivateKey::parse(pem)?)?;
//! let params = Params::from_json(br#"{"service":"list_banks","page":1}"#)?;
//!
//! let signed = Unsigned::new(params, &Profile::DEFAULT).sign(&key)?;
//! assert_eq!(signed.canonical().as_str(), "page=1&service=list_banks&sign_type=RSA2");
//! let body = signed.body(); // hand it to any HTTP client
//! # assert!(body.starts_with(b"{\"service\":\"list_banks\",\"page\":1,\"sign_type\":\"RSA2\",\"sign\":\""));
//! # Ok(()) }
//! ```

#![no_std]
#![warn(clippy::std_instead_of_core, clippy::std_instead_of_alloc, clippy::alloc_instead_of_core)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod any_of;
#[cfg(feature = "aws_lc")]
pub mod aws_lc;
mod base64;
mod canonical;
mod crypto;
#[cfg(feature = "diagnose")]
mod diagnose;
pub mod key;
mod params;
mod php;
mod profile;
#[cfg(feature = "rustcrypto")]
pub mod rustcrypto;
mod seal;
mod sign;

pub use any_of::AnyOf;
pub use canonical::{Canonical, RSA2, SIGN, SIGN_TYPE};
pub use crypto::{CryptoError, Open, Seal, Sign, Verify};
#[cfg(feature = "diagnose")]
pub use diagnose::{Cause, Diagnosis, Hints, NamedKey, Verdict, diagnose};
pub use params::{
    InvalidNumber, MAX_DEPTH, Name, Number, Params, ParseError, ParseErrorKind, PathError, Secret,
    Value,
};
#[cfg(feature = "serde")]
pub use params::{SECRET, SerializeError, to_params};
pub use profile::{
    ArrayStyle, Empty, Encoding, Hash, JsonStyle, Profile, ProfileError, SignType, Trim,
};
pub use seal::{Blocks, OpenError, SealError, open_text, seal_text};
pub use sign::{Signed, Unsigned, VerifyError, encode_signature, verify};

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
