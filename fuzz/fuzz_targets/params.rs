//! Reading never panics, and what is written reads back as itself.
#![no_main]

use kess_sign::Params;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &[u8]| {
    if let Ok(params) = Params::from_json(json) {
        let written = params.to_json();
        let read = Params::from_json(&written).expect("what is written is a request");
        assert_eq!(*read.to_json(), *written);
    }
});
