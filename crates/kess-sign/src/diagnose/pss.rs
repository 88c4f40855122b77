//! EMSA-PSS (RFC 8017, section 9.1), to recognise it.

use alloc::vec::Vec;

use super::hash::HashKind;

/// The hash, the salted digest and the salt of a message that was padded so.
pub(super) fn parse(message: &[u8], modulus_bits: usize) -> Option<(HashKind, Vec<u8>, Vec<u8>)> {
    let bits = modulus_bits.checked_sub(1)?;
    let length = bits.div_ceil(8);
    let message = message.get(message.len().checked_sub(length)?..)?;
    let (0xbc, message) = message.split_last()? else { return None };
    let hashes = HashKind::COMPUTED;
    // phpseclib masks with SHA-1 even where another hash was chosen.
    let pairs = hashes.into_iter().flat_map(|hash| [(hash, hash), (hash, HashKind::Sha1)]);
    for (hash, mask) in pairs {
        let digest_length = hash.digest(&[], <[u8]>::len)?;
        let Some(at) = message.len().checked_sub(digest_length) else { continue };
        let (masked, digest) = message.split_at(at);
        let mut block = unmasked(masked, digest, mask)?;
        if let Some(first) = block.first_mut() {
            *first &= u8::MAX.checked_shr((8 * length - bits).try_into().ok()?)?;
        }
        let zeros = block.iter().take_while(|byte| **byte == 0).count();
        if let Some([1, salt @ ..]) = block.get(zeros..) {
            // A salt of the digest's length or none, or the longest that fits: anything else is
            // chance.
            if zeros == 0 || zeros >= 8 || salt.len() == digest_length {
                return Some((hash, digest.to_vec(), salt.to_vec()));
            }
        }
    }
    None
}

/// Takes the mask off (MGF1, RFC 8017, appendix B.2.1).
fn unmasked(masked: &[u8], seed: &[u8], hash: HashKind) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(masked.len());
    let mut counter = 0_u32;
    while out.len() < masked.len() {
        let number = counter.to_be_bytes();
        let block = hash.digest(&[seed, &number], <[u8]>::to_vec)?;
        let rest = masked.iter().skip(out.len()).zip(block).map(|(byte, mask)| byte ^ mask);
        let rest: Vec<u8> = rest.collect();
        out.extend(rest);
        counter += 1;
    }
    Some(out)
}
