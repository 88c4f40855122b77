//! Under every profile: the body signs as the request did, and the order does not matter.
#![no_main]

use kess_sign::{Params, Profile};
use libfuzzer_sys::fuzz_target;

const PARTS: [&str; 8] = [
    "empty=php", "array=json", "array=always", "json=unescaped", "encode=form", "encode=rfc3986",
    "sign_type=omitted", "trim=php",
];

fuzz_target!(|input: &[u8]| {
    let Some((switches, json)) = input.split_first() else { return };
    let Ok(params) = Params::from_json(json) else { return };
    let mut profile = Profile::DEFAULT;
    for (bit, part) in PARTS.iter().enumerate() {
        if switches >> bit & 1 == 1 {
            let (name, value) = part.split_once('=').expect("a name and a value");
            profile.set(name, value).expect("a part of a profile");
        }
    }
    let canonical = params.canonical(&profile);
    let sent = Params::from_json(&params.to_json()).expect("a body is a request");
    assert_eq!(sent.canonical(&profile).as_str(), canonical.as_str());
    let mut entries: Vec<_> = params.into_iter().collect();
    entries.reverse();
    let reversed: Params = entries.into_iter().collect();
    assert_eq!(reversed.canonical(&profile).as_str(), canonical.as_str());
});
