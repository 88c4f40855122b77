//! Every profile there is.

use alloc::vec::Vec;

use crate::profile::{ArrayStyle, Empty, Encoding, JsonStyle, Profile, SignType, Trim};

/// Every way to build the string, those that differ least from `expected` first. The hash is left
/// as it is: a signature tells its own.
pub(super) fn nearest_first(expected: Profile) -> impl Iterator<Item = Profile> {
    let mut all = Vec::with_capacity(144);
    for sign_type in [SignType::Signed, SignType::Omitted] {
        for encode in [Encoding::Raw, Encoding::Form, Encoding::Rfc3986] {
            for array in [ArrayStyle::Bracketed, ArrayStyle::Json, ArrayStyle::Always] {
                for json in [JsonStyle::Php, JsonStyle::Unescaped] {
                    for empty in [Empty::Null, Empty::Php] {
                        for trim in [Trim::Keep, Trim::Php] {
                            let hash = expected.hash;
                            all.push(Profile { empty, array, json, encode, hash, sign_type, trim });
                        }
                    }
                }
            }
        }
    }
    let switched = |profile: &Profile| {
        profile.parts().zip(expected.parts()).filter(|(part, other)| part != other).count()
    };
    all.sort_by_key(switched);
    all.into_iter()
}
