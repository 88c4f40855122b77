//! Any body gets a diagnosis, and one that is said to be valid is.
#![no_main]

use std::sync::LazyLock;

use kess_sign::{Hints, NamedKey, Params, Profile, Verdict, diagnose, key, rustcrypto, verify};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<key::PublicKey> = LazyLock::new(|| {
    let pem = include_bytes!("../../fixtures/keys/merchant.spki.pem");
    key::PublicKey::parse(pem).expect("a key for tests")
});

fuzz_target!(|body: &[u8]| {
    let Ok(params) = Params::from_json(body) else { return };
    let keys = [NamedKey::new("the merchant's key", &KEY)];
    let diagnosis = diagnose(&params, &keys, &Profile::DEFAULT, &Hints::new());
    let key = rustcrypto::PublicKey::new(&KEY).expect("usable");
    let valid = verify(&params, &Profile::DEFAULT, &key).is_ok();
    assert_eq!(diagnosis.verdict() == Verdict::Valid, valid);
    let _ = diagnosis.to_string();
});
