//! Any file is a key or an error; a key that is written reads back as itself.
#![no_main]

use kess_sign::key::{PrivateKey, PublicKey};
use kess_sign::{aws_lc, rustcrypto};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(key) = PrivateKey::parse(file) {
        let read = PrivateKey::parse(key.to_pem().as_bytes()).expect("what is written is a key");
        assert_eq!(read.as_pkcs1_der(), key.as_pkcs1_der());
        let _ = rustcrypto::PrivateKey::new(&key);
        let _ = aws_lc::PrivateKey::new(&key);
    }
    if let Ok(key) = PublicKey::parse(file) {
        let read = PublicKey::parse(key.to_pem().as_bytes()).expect("what is written is a key");
        assert_eq!(read.as_pkcs1_der(), key.as_pkcs1_der());
        let _ = rustcrypto::PublicKey::new(&key);
        let _ = aws_lc::PublicKey::new(&key);
    }
});
