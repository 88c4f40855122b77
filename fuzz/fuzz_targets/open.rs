//! Any text opens to something or is refused.
#![no_main]

use std::sync::LazyLock;

use kess_sign::{aws_lc, key, open_text};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<aws_lc::PrivateKey> = LazyLock::new(|| {
    let pem = include_bytes!("../../fixtures/keys/merchant.pkcs8.pem");
    aws_lc::PrivateKey::new(&key::PrivateKey::parse(pem).expect("a key for tests")).expect("usable")
});

fuzz_target!(|sealed: &str| {
    let _ = open_text(sealed, &*KEY);
});
