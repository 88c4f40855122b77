//! The structures that a key comes in, in DER.

use alloc::vec::Vec;

use pkcs1::der::asn1::{AnyRef, OctetStringRef};
use pkcs1::der::{Decode as _, Encode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};
use pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef};
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{ObjectIdentifier, PrivateKeyInfoRef, SubjectPublicKeyInfoRef};
use zeroize::Zeroizing;

use super::inspect::{Found, Wanted};
use super::{Form, KeyError, Kind, encrypted, foreign};

/// The input, where it is DER, which for every form of a key is one SEQUENCE; without the line end
/// that copying puts behind it.
///
/// # Errors
///
/// It begins as DER does and no text can, but it is not as long as it says.
pub(super) fn delimited(input: &[u8]) -> Result<Option<&[u8]>, KeyError> {
    let (announced, certain) = match *input {
        [0x30, 0x82, high, low, ..] => (4 + usize::from(u16::from_be_bytes([high, low])), true),
        [0x30, 0x81, length, ..] => (3 + usize::from(length), true),
        [0x30, length @ ..=0x7f, ..] => (2 + usize::from(length), false),
        _ => return Ok(None),
    };
    let found = input.len();
    match input.split_at_checked(announced) {
        Some((der, rest)) if rest.trim_ascii().is_empty() => Ok(Some(der)),
        _ if certain => Err(KeyError::Length { announced, found }),
        _ => Ok(None),
    }
}

/// Reads a key of the wanted kind.
pub(super) fn read(der: &[u8], wanted: Wanted<'_>) -> Result<Found, KeyError> {
    foreign::refuse_binary(der)?;
    if let Some(data) = encrypted_data(der) {
        if wanted.kind == Kind::PublicKey {
            return Err(wanted.instead_of(Kind::PrivateKey));
        }
        let info = encrypted::decrypt(der, data, wanted.passphrase)?;
        // One wrong passphrase in 256 gives what looks like padding, and then no key.
        return private_key_info(&info, Form::EncryptedPkcs8)?.ok_or(KeyError::WrongPassphrase);
    }
    let found = match private_key_info(der, Form::Pkcs8)? {
        Some(found) => Some(found),
        None => match spki(der, Form::Spki)? {
            Some(found) => Some(found),
            None => private(der, Form::Pkcs1).or_else(|| public(der, Form::Pkcs1)),
        },
    };
    let found = match found {
        Some(found) => found,
        None => other(der)?.ok_or(KeyError::Unrecognised)?,
    };
    if found.kind == wanted.kind { Ok(found) } else { Err(wanted.instead_of(found.kind)) }
}

/// `EncryptedPrivateKeyInfo`, by its shape alone.
fn encrypted_data(der: &[u8]) -> Option<&[u8]> {
    let [algorithm, data] = members(der)?.try_into().ok()?;
    algorithm.decode_as::<AlgorithmIdentifierRef<'_>>().ok()?;
    Some(data.decode_as::<&OctetStringRef>().ok()?.as_bytes())
}

fn private_key_info(der: &[u8], form: Form) -> Result<Option<Found>, KeyError> {
    let Ok(info) = PrivateKeyInfoRef::from_der(der) else { return Ok(None) };
    refuse_algorithm(info.algorithm.oid)?;
    Ok(private(info.private_key.as_bytes(), form))
}

fn spki(der: &[u8], form: Form) -> Result<Option<Found>, KeyError> {
    let Ok(info) = SubjectPublicKeyInfoRef::from_der(der) else { return Ok(None) };
    refuse_algorithm(info.algorithm.oid)?;
    Ok(info.subject_public_key.as_bytes().and_then(|key| public(key, form)))
}

/// What is told by the first members of the SEQUENCE.
fn other(der: &[u8]) -> Result<Option<Found>, KeyError> {
    const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    let members = members(der).unwrap_or_default();
    match *members.as_slice() {
        [version, key, ..] if version.value() == [1] && key.tag() == Tag::OctetString => {
            Err(KeyError::NotRsa("an EC"))
        }
        [content, ..]
            if content.tag() == Tag::ObjectIdentifier && content.value() == SIGNED_DATA =>
        {
            Err(foreign::PKCS7)
        }
        [signed, algorithm, signature]
            if [signed, algorithm].iter().all(|member| member.tag() == Tag::Sequence)
                && signature.tag() == Tag::BitString =>
        {
            signed_by_somebody(signed.value())
        }
        _ => Ok(None),
    }
}

/// The content of a certificate (`TBSCertificate`, RFC 5280) or of a request for one (RFC 2986).
fn signed_by_somebody(content: &[u8]) -> Result<Option<Found>, KeyError> {
    const VERSION: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };
    let mut members = elements(content).unwrap_or_default();
    let request = members.get(2).is_some_and(|key| is_spki(*key));
    if request {
        return Err(foreign::CERTIFICATE_REQUEST);
    }
    // A certificate of version 1 does not say so.
    members.retain(|member| member.tag() != VERSION);
    // Serial number, algorithm, issuer, validity, subject; then the key.
    let key = members.get(5).and_then(|key| key.to_der().ok());
    key.map_or(Ok(None), |key| spki(&key, Form::Certificate))
}

fn is_spki(element: AnyRef<'_>) -> bool {
    element.decode_as::<SubjectPublicKeyInfoRef<'_>>().is_ok()
}

/// The members of one SEQUENCE, which may have something behind it (a "trusted" certificate has).
fn members(der: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let sequence = AnyRef::decode(&mut SliceReader::new(der).ok()?).ok()?;
    if sequence.tag() == Tag::Sequence { elements(sequence.value()) } else { None }
}

fn elements(content: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(content).ok()?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        elements.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(elements)
}

fn refuse_algorithm(oid: ObjectIdentifier) -> Result<(), KeyError> {
    const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");
    const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
    const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
    const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
    match oid {
        pkcs1::ALGORITHM_OID => Ok(()),
        DSA => Err(KeyError::NotRsa("a DSA")),
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
