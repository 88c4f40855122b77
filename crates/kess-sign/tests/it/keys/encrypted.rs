//! Private keys behind a passphrase.

use kess_sign::key::{KeyError, Kind, PrivateKey, PublicKey};

use crate::fixtures::read;

const ENCRYPTED: &[&str] = &[
    "encrypted.aes128-sha1.pem",
    "encrypted.aes256-sha256.pem",
    "encrypted.aes256-sha256.der",
    "encrypted.aes256-sha256.b64",
    "encrypted.3des.pem",
    "encrypted.scrypt.pem",
    "encrypted.php.pem",
    "encrypted.node.pem",
    "bundle.encrypted.pem",
];

#[cfg(feature = "encrypted-keys")]
fn scrypt() -> Vec<u8> {
    let pem = String::from_utf8(file("encrypted.scrypt.pem")).unwrap();
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, base64).unwrap()
}

fn file(name: &str) -> Vec<u8> {
    read(&format!("keys/{name}"))
}

#[cfg(feature = "encrypted-keys")]
#[test]
fn the_passphrase_opens_it_and_no_other_does() {
    let plain = PrivateKey::parse(&file("merchant.pkcs8.pem")).unwrap();
    for name in ENCRYPTED {
        let key = PrivateKey::parse_encrypted(&file(name), "kess")
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(key.as_pkcs1_der(), plain.as_pkcs1_der(), "{name}");
        assert_eq!(key.form(), kess_sign::key::Form::EncryptedPkcs8, "{name}");
    }
    // By chance, one passphrase in 256 gives what looks like padding.
    for wrong in 0..300 {
        let error =
            PrivateKey::parse_encrypted(&file("encrypted.aes128-sha1.pem"), &wrong.to_string());
        assert_eq!(error.unwrap_err(), KeyError::WrongPassphrase);
    }
    insta::assert_snapshot!(KeyError::WrongPassphrase, @"the passphrase does not open this private key: it is wrong, or the file is damaged");
}

#[cfg(feature = "encrypted-keys")]
#[test]
fn a_file_cannot_keep_the_machine_busy_or_make_it_panic() {
    let der = file("encrypted.aes256-sha256.der");
    // 2048 rounds, and none; a salt of 8 bytes and a cost of 16384, and one byte more and none.
    for (bytes, from, to) in [
        (&der, [2, 2, 8, 0].as_slice(), [2, 2, 0, 0].as_slice()),
        (&scrypt(), &[2, 2, 0x40, 0], &[2, 2, 0x40, 1]),
        (&scrypt(), &[2, 2, 0x40, 0], &[0, 2, 1, 0]),
    ] {
        let mut changed = bytes.clone();
        let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
        changed[at..at + to.len()].copy_from_slice(to);
        if to[0] == 0 {
            assert_eq!(changed[at - 10..at - 8], [4, 8]);
            changed[at - 9] = 9;
        }
        let error = PrivateKey::parse_encrypted(&changed, "kess").unwrap_err();
        assert!(matches!(error, KeyError::Encryption(_)), "{error:?}");
    }
    // Each byte of the parameters, changed to each of a few values.
    for at in 0..100 {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut changed = der.clone();
            changed[at] = value;
            drop(PrivateKey::parse_encrypted(&changed, "kess"));
        }
    }
}

#[cfg(not(feature = "encrypted-keys"))]
#[test]
fn a_build_that_cannot_decrypt_says_so() {
    for name in ENCRYPTED {
        let error = PrivateKey::parse_encrypted(&file(name), "kess").unwrap_err();
        assert_eq!(error, KeyError::DecryptionUnavailable, "{name}");
    }
    insta::assert_snapshot!(KeyError::DecryptionUnavailable, @"this private key is encrypted, and this build cannot decrypt it: turn on the feature `encrypted-keys` of kess-sign, or decrypt the key with `openssl pkey -in FILE -out NEW`");
}

#[test]
fn without_a_passphrase_it_is_asked_for() {
    for name in ENCRYPTED {
        assert_eq!(PrivateKey::parse(&file(name)).unwrap_err(), KeyError::Encrypted, "{name}");
    }
    insta::assert_snapshot!(KeyError::Encrypted, @"this private key is encrypted: a passphrase is needed; give it beside the key (`PrivateKey::parse_encrypted`), or decrypt the key with `openssl pkey -in FILE -out NEW`");
}

#[test]
fn it_is_no_public_key_but_the_certificate_beside_it_is() {
    let private = KeyError::Unexpected { expected: Kind::PublicKey, found: Kind::PrivateKey };
    for name in ["encrypted.aes256-sha256.pem", "encrypted.legacy.pem"] {
        assert_eq!(PublicKey::parse(&file(name)).unwrap_err(), private, "{name}");
    }
    assert!(PublicKey::parse(&file("bundle.encrypted.pem")).is_ok());
}

#[test]
fn what_cannot_be_decrypted_is_named_with_how_to_convert_it() {
    let legacy = PrivateKey::parse_encrypted(&file("encrypted.legacy.pem"), "kess").unwrap_err();
    insta::assert_snapshot!(legacy, @"this private key is encrypted in a way that is not read here (Proc-Type: 4,ENCRYPTED): convert it with `openssl pkcs8 -topk8 -in FILE -out NEW`, which asks for the passphrase and keeps one");
    if cfg!(feature = "encrypted-keys") {
        let pbes1 = PrivateKey::parse_encrypted(&file("encrypted.pbes1.pem"), "kess").unwrap_err();
        insta::assert_snapshot!(pbes1, @"this private key is encrypted in a way that is not read here (an algorithm other than PBES2 with AES or 3DES): convert it with `openssl pkcs8 -topk8 -in FILE -out NEW`, which asks for the passphrase and keeps one");
    }
}

#[test]
fn a_passphrase_too_many_does_no_harm() {
    assert!(PrivateKey::parse_encrypted(&file("merchant.pkcs1.pem"), "kess").is_ok());
}
