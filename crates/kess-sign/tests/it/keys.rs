//! Key files as people have them.

mod any_of;
mod encrypted;
mod forms;
mod mangled;

use kess_sign::key::{KeyError, KeyOptions, PrivateKey, PublicKey};

use crate::fixtures::read;

fn pem(path: &str) -> String {
    String::from_utf8(read(path)).unwrap()
}

#[test]
fn what_is_written_is_what_openssl_wrote() {
    let private = pem("keys/merchant.pkcs8.pem");
    assert_eq!(*PrivateKey::parse(private.as_bytes()).unwrap().to_pem(), private);
    let public = pem("keys/merchant.spki.pem");
    assert_eq!(PublicKey::parse(public.as_bytes()).unwrap().to_pem(), public);
}

#[test]
fn a_short_key_is_taken_where_that_is_allowed() {
    let options = KeyOptions::new().minimum_bits(1024);
    assert!(PrivateKey::parse_with(&read("keys/small-1024.pkcs8.pem"), &options).is_ok());
    assert!(PublicKey::parse_with(&read("keys/small-1024.spki.pem"), &options).is_ok());
}

#[test]
fn public_keys_are_the_same_whatever_they_were_read_from() {
    let own = PrivateKey::parse(&read("keys/merchant.pkcs1.pem")).unwrap().public_key();
    for form in ["merchant.spki.pem", "merchant.pkcs1-public.pem", "certificate.pem"] {
        let key = PublicKey::parse(&read(&format!("keys/{form}"))).unwrap();
        assert_eq!(key, own, "{form}");
    }
    assert_ne!(PublicKey::parse(&read("keys/other.spki.pem")).unwrap(), own);
}

#[test]
fn no_part_of_a_key_gets_into_an_error() {
    let broken = pem("keys/merchant.pkcs8.pem").replace("KEY-----\n", "KEY ");
    let error = PrivateKey::parse(broken.as_bytes()).unwrap_err();
    assert_eq!(error, KeyError::Damaged("PRIVATE KEY".into()));
}

#[test]
fn debug_shows_no_key_material() {
    let key = PrivateKey::parse(&read("keys/merchant.pkcs8.pem")).unwrap();
    insta::assert_snapshot!(format!("{key:?}"), @"PrivateKey(2048 bits, PKCS#8, [redacted])");
    let options = KeyOptions::new().passphrase("hunter2");
    insta::assert_snapshot!(format!("{options:?}"), @r#"KeyOptions { minimum_bits: 2048, passphrase: Some("[redacted]") }"#);
    let key = kess_sign::rustcrypto::PrivateKey::new(&key).unwrap();
    insta::assert_snapshot!(format!("{key:?}"), @"rustcrypto::PrivateKey(2048 bits, [redacted])");
}
