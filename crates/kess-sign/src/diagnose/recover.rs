//! A signature and a public key to what was signed: `signature ^ e mod n`, and its padding.

use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::hazmat::rsa_encrypt;
use rsa::traits::PublicKeyParts as _;
use rsa::{BoxedUint, RsaPublicKey};
use zeroize::Zeroizing;

use super::cause::Cause;
use super::finding::Finding;
use super::hash::HashKind;
use super::pss;
use super::signature::unhex;
use super::target::Target;

/// The most blocks that one string is taken to have been encrypted in.
const BLOCKS: usize = 64;

/// What a key makes of a signature.
pub(super) struct Recovered {
    pub(super) target: Target,
    /// What is wrong with the form of the signature, whatever the string is.
    pub(super) findings: Vec<Finding>,
}

/// What was signed, if it was signed with the private half of this key.
pub(super) fn recover(key: &RsaPublicKey, signature: &[u8]) -> Option<Recovered> {
    let length = key.size();
    if signature.len() == length {
        return whole(key, signature);
    }
    // Big integers lose their leading zeros on the way to bytes, or gain one for their sign.
    let stripped = match signature {
        [0, rest @ ..] if rest.len() == length => Some(rest.to_vec()),
        short if short.len() < length && short.len() + 4 >= length => {
            let mut padded = alloc::vec![0; length - short.len()];
            padded.extend_from_slice(short);
            Some(padded)
        }
        _ => None,
    };
    if let Some(signature) = stripped {
        let mut recovered = whole(key, &signature)?;
        recovered.findings.insert(0, Cause::SignatureLeadingZero.into());
        return Some(recovered);
    }
    let blocks = signature.len().checked_div(length).unwrap_or_default();
    if (2..=BLOCKS).contains(&blocks) && signature.len().is_multiple_of(length) {
        return encrypted_in_blocks(key, signature);
    }
    None
}

fn whole(key: &RsaPublicKey, signature: &[u8]) -> Option<Recovered> {
    let message = power(key, signature)?;
    match unpadded(&message) {
        Some((padding, content)) => content_of(padding, content),
        None => {
            let (hash, digest, salt) = pss::parse(&message, key.n().bits() as usize)?;
            let mut findings = alloc::vec![Cause::PssPadding.into()];
            findings.extend(named(hash));
            Some(Recovered { target: Target::Pss { hash, digest, salt }, findings })
        }
    }
}

/// The raw public operation.
fn power(key: &RsaPublicKey, signature: &[u8]) -> Option<Vec<u8>> {
    let number = BoxedUint::from_be_slice(signature, key.n_bits_precision()).ok()?;
    if number >= *key.n().as_ref() {
        return None;
    }
    let bytes = rsa_encrypt(key, &number).ok()?.to_be_bytes();
    // The number is below the modulus; whatever stands before its length is zero.
    bytes.get(bytes.len().checked_sub(key.size())?..).map(<[u8]>::to_vec)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Padding {
    /// `00 01 FF … 00`: that of signatures.
    Signature,
    /// `00 02 … 00`: that of encryption.
    Encryption,
    /// Zeros alone.
    None,
}

fn unpadded(message: &[u8]) -> Option<(Padding, &[u8])> {
    const SHORTEST: usize = 8;
    let after = |rest: &[u8]| rest.iter().position(|byte| *byte == 0).filter(|at| *at >= SHORTEST);
    match message {
        [0, 1, rest @ ..] => {
            let end = after(rest)?;
            let filled = rest.iter().take(end).all(|byte| *byte == 0xff);
            filled.then(|| (Padding::Signature, &rest[end + 1..]))
        }
        [0, 2, rest @ ..] => after(rest).map(|end| (Padding::Encryption, &rest[end + 1..])),
        [0, ..] => {
            let zeros = message.iter().take_while(|byte| **byte == 0).count();
            (zeros >= SHORTEST).then(|| (Padding::None, &message[zeros..]))
        }
        _ => None,
    }
}

fn content_of(padding: Padding, content: &[u8]) -> Option<Recovered> {
    let mut findings: Vec<Finding> = Vec::new();
    if let Some(info) = digest_info(content) {
        findings.extend(match padding {
            Padding::Signature => None,
            Padding::Encryption => Some(Cause::EncryptionPadding.into()),
            Padding::None => Some(Cause::NoPadding.into()),
        });
        if !info.has_null {
            findings.push(Cause::DigestInfoWithoutNull.into());
        }
        findings.extend(named(info.hash));
        let target = Target::Digest { hash: info.hash, digest: info.digest.to_vec() };
        return Some(Recovered { target, findings });
    }
    if padding == Padding::None {
        findings.push(Cause::NoPadding.into());
    }
    let (target, finding) = bare(content);
    // Without padding whatever begins with zeros would pass; only what is recognised does.
    if padding == Padding::None && finding.cause == Cause::StringEncrypted {
        core::str::from_utf8(content).ok().filter(|text| !text.is_empty())?;
    }
    if padding != Padding::None || finding.cause != Cause::DigestInfoMissing {
        findings.push(finding);
    }
    if let Target::Digest { hash, .. } = &target {
        findings.extend(named(*hash));
    }
    Some(Recovered { target, findings })
}

/// What was padded without saying what it is.
fn bare(content: &[u8]) -> (Target, Finding) {
    let text = core::str::from_utf8(content).ok();
    let digest = |bytes: Vec<u8>| {
        let hash = HashKind::from_length(bytes.len())?;
        Some(Target::Digest { hash, digest: bytes })
    };
    if let Some(target) = text.and_then(unhex).and_then(digest) {
        return (target, Cause::HexDigestEncrypted.into());
    }
    let decoded = text.and_then(|text| STANDARD.decode(text).ok());
    if let Some(target) = decoded.and_then(digest) {
        return (target, Cause::HexDigestEncrypted.into());
    }
    if let (None, Some(target)) = (text, digest(content.to_vec())) {
        return (target, Cause::DigestInfoMissing.into());
    }
    (Target::Text(Zeroizing::new(content.to_vec())), Cause::StringEncrypted.into())
}

fn encrypted_in_blocks(key: &RsaPublicKey, signature: &[u8]) -> Option<Recovered> {
    let mut text = Zeroizing::new(Vec::with_capacity(signature.len()));
    for block in signature.chunks(key.size()) {
        let message = power(key, block)?;
        let (padding, content) = unpadded(&message)?;
        if padding == Padding::None {
            return None;
        }
        text.extend_from_slice(content);
    }
    let findings = alloc::vec![Cause::StringEncrypted.into()];
    Some(Recovered { target: Target::Text(text), findings })
}

/// What a hash other than SHA-256 is called. (SHA-256 under a profile of SHA-1 is found out
/// with the profiles.)
fn named(hash: HashKind) -> Option<Finding> {
    Some(match hash {
        HashKind::Sha256 | HashKind::Sha1 => return None,
        HashKind::Md5 => Cause::HashMd5.into(),
        HashKind::Sha512 => Cause::HashSha512.into(),
        other => Finding::about(Cause::HashOther, other.name()),
    })
}

struct DigestInfo<'a> {
    hash: HashKind,
    has_null: bool,
    digest: &'a [u8],
}

/// `DigestInfo` (RFC 8017, appendix A.2.4), every length of which fits one byte.
fn digest_info(der: &[u8]) -> Option<DigestInfo<'_>> {
    let (0x30, content, []) = element(der)? else { return None };
    let (0x30, algorithm, rest) = element(content)? else { return None };
    let (0x04, digest, []) = element(rest)? else { return None };
    let (0x06, oid, parameters) = element(algorithm)? else { return None };
    let has_null = match parameters {
        [0x05, 0x00] => true,
        [] => false,
        _ => return None,
    };
    Some(DigestInfo { hash: HashKind::from_oid(oid), has_null, digest })
}

fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [tag, length @ 0..=0x7f, rest @ ..] = der else { return None };
    let (content, rest) = rest.split_at_checked(usize::from(*length))?;
    Some((*tag, content, rest))
}

/// Whether the bytes are an ECDSA or DSA signature: two integers in DER.
pub(super) fn is_two_integers(der: &[u8]) -> bool {
    let two = || {
        let (0x30, content, []) = element(der)? else { return None };
        let (0x02, _, rest) = element(content)? else { return None };
        let (0x02, _, []) = element(rest)? else { return None };
        Some(())
    };
    two().is_some()
}
