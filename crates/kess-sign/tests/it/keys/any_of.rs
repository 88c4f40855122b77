//! Verifying while keys are replaced.

use kess_sign::{AnyOf, CryptoError, Hash, Sign as _, Verify, key, rustcrypto};

use crate::fixtures::{private_key, public_key, read};

fn other() -> rustcrypto::PublicKey {
    let key = key::PublicKey::parse(&read("keys/other.spki.pem")).unwrap();
    rustcrypto::PublicKey::new(&key).unwrap()
}

/// A key that can never be asked.
struct Broken;

impl Verify for Broken {
    fn verify(&self, hash: Hash, _: &[u8], _: &[u8]) -> Result<bool, CryptoError> {
        Err(CryptoError::HashUnavailable(hash))
    }
}

#[test]
fn one_key_of_several_is_enough_and_is_named() {
    let signature = private_key().sign(Hash::Sha256, b"message").unwrap();
    let with = |keys: &AnyOf<rustcrypto::PublicKey>, message: &[u8]| {
        let which = keys.verify_with(Hash::Sha256, message, &signature).unwrap();
        assert_eq!(keys.verify(Hash::Sha256, message, &signature).unwrap(), which.is_some());
        which
    };
    assert_eq!(with(&AnyOf::new([public_key(), other()]), b"message"), Some(0));
    assert_eq!(with(&AnyOf::new([other(), public_key()]), b"message"), Some(1));
    assert_eq!(with(&AnyOf::new([other(), public_key()]), b"another"), None);
    assert_eq!(with(&AnyOf::new([other()]), b"message"), None);
    assert_eq!(with(&AnyOf::new([]), b"message"), None);
}

#[test]
fn a_key_that_cannot_be_asked_does_not_hide_one_that_matches() {
    let signature = private_key().sign(Hash::Sha256, b"message").unwrap();
    let (broken, right, wrong) = (Broken, public_key(), other());
    let keys: AnyOf<Box<dyn Verify>> = AnyOf::new([Box::new(broken) as _, Box::new(right) as _]);
    assert_eq!(keys.verify_with(Hash::Sha256, b"message", &signature), Ok(Some(1)));

    let keys: AnyOf<Box<dyn Verify>> = AnyOf::new([Box::new(Broken) as _, Box::new(wrong) as _]);
    let error = keys.verify(Hash::Sha256, b"message", &signature).unwrap_err();
    assert_eq!(error, CryptoError::HashUnavailable(Hash::Sha256));
}
