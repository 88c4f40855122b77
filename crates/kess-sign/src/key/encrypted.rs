//! Private keys behind a passphrase: `EncryptedPrivateKeyInfo` of PKCS#8, with PBES2 (RFC 8018).

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::KeyError;

/// The `PrivateKeyInfo` in an `EncryptedPrivateKeyInfo`, whose encrypted part is `data`.
#[cfg(feature = "encrypted-keys")]
pub(super) fn decrypt(
    der: &[u8],
    data: &[u8],
    passphrase: Option<&str>,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    use pkcs8::der::Decode as _;
    use pkcs8::pkcs5::{EncryptionScheme, Error};

    let passphrase = passphrase.ok_or(KeyError::Encrypted)?;
    let info = pkcs8::EncryptedPrivateKeyInfoRef::from_der(der)
        .map_err(|_| KeyError::Encryption("an algorithm other than PBES2 with AES or 3DES"))?;
    let EncryptionScheme::Pbes2(parameters) = info.encryption_algorithm else {
        return Err(KeyError::Encryption("PBES1"));
    };
    affordable(&parameters.kdf)?;
    let mut buffer = Zeroizing::new(data.to_vec());
    let length = match parameters.decrypt_in_place(passphrase, &mut buffer) {
        Ok(plain) => plain.len(),
        Err(Error::DecryptFailed) => return Err(KeyError::WrongPassphrase),
        Err(_) => return Err(KeyError::Encryption("parameters that do not fit together")),
    };
    buffer.truncate(length);
    Ok(buffer)
}

/// Refuses a file that would keep this machine busy for minutes, or take its memory.
#[cfg(feature = "encrypted-keys")]
fn affordable(kdf: &pkcs8::pkcs5::pbes2::Kdf) -> Result<(), KeyError> {
    // OpenSSL writes 2048 rounds, careful people a million; its scrypt takes 16 MiB.
    const ROUNDS: u32 = 10_000_000;
    const SCRYPT_BYTES: u64 = 256 << 20;
    const SCRYPT_PARALLEL: u16 = 16;
    if let Some(pbkdf2) = kdf.pbkdf2() {
        return match pbkdf2.iteration_count {
            1..=ROUNDS => Ok(()),
            _ => Err(KeyError::Encryption("PBKDF2 with no rounds, or more than ten million")),
        };
    }
    let affordable = kdf.scrypt().is_some_and(|scrypt| {
        let bytes = scrypt.cost_parameter.checked_mul(128 * u64::from(scrypt.block_size));
        scrypt.cost_parameter.is_power_of_two()
            && bytes.is_some_and(|bytes| bytes <= SCRYPT_BYTES)
            && scrypt.parallelization <= SCRYPT_PARALLEL
    });
    if affordable { Ok(()) } else { Err(KeyError::Encryption("scrypt with more than 256 MiB")) }
}

/// Says what is missing: this build cannot decrypt.
#[cfg(not(feature = "encrypted-keys"))]
pub(super) fn decrypt(
    _der: &[u8],
    _data: &[u8],
    passphrase: Option<&str>,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    Err(passphrase.map_or(KeyError::Encrypted, |_| KeyError::DecryptionUnavailable))
}
