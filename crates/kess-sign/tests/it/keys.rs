//! Key files as people have them.

use kess_sign::key::{Form, KeyError, Kind, PrivateKey, PublicKey};

use crate::fixtures::read;

fn pem(path: &str) -> String {
    String::from_utf8(read(path)).unwrap()
}

#[test]
fn each_form_gives_the_same_key() {
    let pkcs8 = PrivateKey::parse(&read("keys/merchant.pkcs8.pem")).unwrap();
    let pkcs1 = PrivateKey::parse(&read("keys/merchant.pkcs1.pem")).unwrap();
    assert_eq!(pkcs8.as_pkcs1_der(), pkcs1.as_pkcs1_der());
    assert_eq!((pkcs8.form(), pkcs1.form()), (Form::Pkcs8, Form::Pkcs1));

    let spki = PublicKey::parse(&read("keys/merchant.spki.pem")).unwrap();
    let pkcs1 = PublicKey::parse(&read("keys/merchant.pkcs1-public.pem")).unwrap();
    assert_eq!(spki.as_pkcs1_der(), pkcs1.as_pkcs1_der());
    assert_eq!(spki.as_pkcs1_der(), pkcs8.public_key().as_pkcs1_der());
    assert_eq!(spki.bits(), 2048);
}

#[test]
fn what_is_written_is_what_openssl_wrote() {
    let private = pem("keys/merchant.pkcs8.pem");
    assert_eq!(*PrivateKey::parse(private.as_bytes()).unwrap().to_pem(), private);
    let public = pem("keys/merchant.spki.pem");
    assert_eq!(PublicKey::parse(public.as_bytes()).unwrap().to_pem(), public);
}

#[test]
fn line_ends_marks_and_text_around_the_armour_do_not_matter() {
    let original = pem("keys/merchant.pkcs8.pem");
    let expected = PrivateKey::parse(original.as_bytes()).unwrap();
    let body: String = original.lines().filter(|line| !line.starts_with('-')).collect();
    for variant in [
        original.replace('\n', "\r\n"),
        format!("\u{feff}{original}\n\n\n"),
        format!("Bag Attributes\n    friendlyName: kess\n{original}"),
        format!("-----BEGIN PRIVATE KEY-----{body}-----END PRIVATE KEY-----"),
        body.clone(),
        format!("  {}\n {}", &body[..100], &body[100..]),
    ] {
        let key =
            PrivateKey::parse(variant.as_bytes()).unwrap_or_else(|e| panic!("{e}: {variant}"));
        assert_eq!(key.as_pkcs1_der(), expected.as_pkcs1_der());
    }
    assert!(PrivateKey::parse(expected.as_pkcs1_der()).is_ok(), "DER");
    assert!(PublicKey::parse(&expected.public_key().to_spki_der()).is_ok(), "DER");
}

#[test]
fn a_wrong_file_is_named_for_what_it_is() {
    let private = |path: &str| PrivateKey::parse(&read(path)).unwrap_err().to_string();
    let public = |path: &str| PublicKey::parse(&read(path)).unwrap_err().to_string();
    insta::assert_snapshot!(private("keys/merchant.spki.pem"), @"this is a public key, but a private key is needed here");
    insta::assert_snapshot!(public("keys/merchant.pkcs1.pem"), @"this is a private key, but a public key is needed here");
    insta::assert_snapshot!(private("keys/ec-p256.pkcs8.pem"), @"this is an EC key, but KESS signs with RSA");
    insta::assert_snapshot!(public("keys/ec-p256.spki.pem"), @"this is an EC key, but KESS signs with RSA");
    insta::assert_snapshot!(private("keys/small-1024.pkcs8.pem"), @"this key has 1024 bits, and fewer than 2048 are not safe; make a new pair");
    insta::assert_snapshot!(private("keys/README.md"), @"this is no key: expected PEM (-----BEGIN …-----), DER, or base64 of DER");
    assert!(PrivateKey::parse_with(&read("keys/small-1024.pkcs8.pem"), 1024).is_ok());
    assert_eq!(PublicKey::parse(b" \n").unwrap_err(), KeyError::Empty);

    let cut = pem("keys/merchant.pkcs8.pem");
    let cut = PrivateKey::parse(&cut.as_bytes()[..cut.len() - 200]).unwrap_err();
    assert_eq!(cut, KeyError::Damaged("PRIVATE KEY".into()));
    let encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n-----END ENCRYPTED PRIVATE KEY-----";
    assert_eq!(PrivateKey::parse(encrypted.as_bytes()).unwrap_err(), KeyError::Encrypted);
    let expected = KeyError::Unexpected { expected: Kind::PublicKey, found: Kind::PrivateKey };
    assert_eq!(PublicKey::parse(&read("keys/other.pkcs8.pem")).unwrap_err(), expected);
}

#[test]
fn debug_shows_no_key_material() {
    let key = PrivateKey::parse(&read("keys/merchant.pkcs8.pem")).unwrap();
    insta::assert_snapshot!(format!("{key:?}"), @"PrivateKey(2048 bits, PKCS#8, [redacted])");
    let key = kess_sign::rustcrypto::PrivateKey::new(&key).unwrap();
    insta::assert_snapshot!(format!("{key:?}"), @"rustcrypto::PrivateKey(2048 bits, [redacted])");
}
