//! How often the way from parameters to a signature allocates. BENCHMARKS.md quotes it.

use allocation_counter::measure;
use kess_sign::{Params, Profile};

const PRE_ORDER: &[u8] = include_bytes!("../../benches/pre-order.json");

#[test]
fn the_canonical_string_allocates_twice() {
    let params = Params::from_json(PRE_ORDER).unwrap();
    let measured = measure(|| drop(params.canonical(&Profile::DEFAULT)));
    // The list of what is signed, and the string.
    assert_eq!(measured.count_total, 2);
    assert!(measured.bytes_max < 2 * PRE_ORDER.len() as u64 + 1024, "{measured:?}");
}

#[test]
fn memory_is_a_small_multiple_of_the_input() {
    let fields: Vec<String> = (0..100_000).map(|i| format!("\"name{i}\":\"value {i}\"")).collect();
    let json = format!("{{{}}}", fields.join(","));
    let measured = measure(|| {
        let params = Params::from_json(json.as_bytes()).unwrap();
        drop(params.canonical(&Profile::DEFAULT));
    });
    assert!(measured.bytes_max < 16 * json.len() as u64, "{measured:?} for {}", json.len());
}

#[cfg(feature = "aws_lc")]
#[test]
fn the_whole_signature_allocates_little_more() {
    use kess_sign::{Sign as _, aws_lc, encode_signature, key};

    let key = key::PrivateKey::parse(include_bytes!("../keys/private.pem")).unwrap();
    let key = aws_lc::PrivateKey::new(&key).unwrap();
    let params = Params::from_json(PRE_ORDER).unwrap();
    let profile = Profile::DEFAULT;
    let measured = measure(|| {
        let canonical = params.canonical(&profile);
        let signature = key.sign(profile.hash, canonical.as_bytes()).unwrap();
        drop(encode_signature(&signature));
    });
    // Two for the string, one for the signature, one for its base64, the rest aws-lc-rs's own.
    // (What AWS-LC allocates in C is not counted.)
    assert_eq!(measured.count_total, 5, "{measured:?}");
}
