//! What a signature reveals, to compare strings with.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::hash::HashKind;

/// What a signature reveals of the string.
#[derive(Clone)]
pub(super) enum Target {
    /// Its digest.
    Digest { hash: HashKind, digest: Vec<u8> },
    /// The string itself: encrypted, not signed.
    Text(Zeroizing<Vec<u8>>),
    /// A salted digest of its digest (RFC 8017, EMSA-PSS).
    Pss { hash: HashKind, digest: Vec<u8>, salt: Vec<u8> },
}

impl Target {
    /// Whether the signature is of these bytes.
    pub(super) fn is_of(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Digest { hash, digest } => {
                hash.digest(&[bytes], |found| found == digest) == Some(true)
            }
            Self::Text(text) => text.as_slice() == bytes,
            Self::Pss { hash, digest, salt } => {
                let inner = hash.digest(&[bytes], <[u8]>::to_vec).unwrap_or_default();
                let parts: [&[u8]; 3] = [&[0; 8], &inner, salt];
                hash.digest(&parts, |found| found == digest) == Some(true)
            }
        }
    }

    /// Whether it can be compared with anything: MD5 is known by its name alone.
    pub(super) fn is_comparable(&self) -> bool {
        match self {
            Self::Digest { hash, .. } | Self::Pss { hash, .. } => HashKind::COMPUTED.contains(hash),
            Self::Text(_) => true,
        }
    }
}
