//! Any body is valid or not, and both backends agree on it.
#![no_main]

use std::sync::LazyLock;

use kess_sign::{Params, Profile, aws_lc, key, rustcrypto, verify};
use libfuzzer_sys::fuzz_target;

static KEYS: LazyLock<(rustcrypto::PublicKey, aws_lc::PublicKey)> = LazyLock::new(|| {
    let pem = include_bytes!("../../fixtures/keys/merchant.spki.pem");
    let key = key::PublicKey::parse(pem).expect("a key for tests");
    (rustcrypto::PublicKey::new(&key).expect("usable"), aws_lc::PublicKey::new(&key).expect("usable"))
});

fuzz_target!(|body: &[u8]| {
    let Ok(params) = Params::from_json(body) else { return };
    let (one, other) = &*KEYS;
    let verdict = verify(&params, &Profile::DEFAULT, one);
    assert_eq!(verdict, verify(&params, &Profile::DEFAULT, other));
});
