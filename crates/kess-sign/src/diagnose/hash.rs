//! The hashes that a signature may name.

use sha2::Digest;

/// A hash, by the object identifier that a signature carries or by the length of its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HashKind {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    /// One that this crate has no name for.
    Unknown,
}

impl HashKind {
    /// Those that can be computed here.
    pub(super) const COMPUTED: [Self; 5] =
        [Self::Sha256, Self::Sha1, Self::Sha512, Self::Sha384, Self::Sha224];

    /// By the bytes of an object identifier in DER.
    pub(super) fn from_oid(oid: &[u8]) -> Self {
        match oid {
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5] => Self::Md5,
            [0x2b, 0x0e, 3, 2, 0x1a] => Self::Sha1,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1] => Self::Sha256,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2] => Self::Sha384,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3] => Self::Sha512,
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 4] => Self::Sha224,
            _ => Self::Unknown,
        }
    }

    /// By the length of a digest.
    pub(super) fn from_length(length: usize) -> Option<Self> {
        Some(match length {
            16 => Self::Md5,
            20 => Self::Sha1,
            28 => Self::Sha224,
            32 => Self::Sha256,
            48 => Self::Sha384,
            64 => Self::Sha512,
            _ => return None,
        })
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Unknown => "an unknown hash",
        }
    }

    /// Hands the digest of the parts to `read`; `None` where it cannot be computed here.
    pub(super) fn digest<T>(self, parts: &[&[u8]], read: impl FnOnce(&[u8]) -> T) -> Option<T> {
        fn of<D: Digest, T>(parts: &[&[u8]], read: impl FnOnce(&[u8]) -> T) -> T {
            let mut hasher = D::new();
            for part in parts {
                hasher.update(part);
            }
            read(&hasher.finalize())
        }
        Some(match self {
            Self::Sha1 => of::<sha1::Sha1, _>(parts, read),
            Self::Sha224 => of::<sha2::Sha224, _>(parts, read),
            Self::Sha256 => of::<sha2::Sha256, _>(parts, read),
            Self::Sha384 => of::<sha2::Sha384, _>(parts, read),
            Self::Sha512 => of::<sha2::Sha512, _>(parts, read),
            Self::Md5 | Self::Unknown => return None,
        })
    }
}
