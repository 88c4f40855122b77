//! kess-sign on a target without std, behind an interface of single bytes: whoever calls it pushes
//! a key, parameters and a profile, and pulls a signature or an error.

#![no_std]
#![deny(unsafe_op_in_unsafe_fn)]

extern crate alloc;

use alloc::format;
use alloc::string::String;
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};

use kess_sign::{encode_signature, key, rustcrypto, Params, Profile, Sign as _};

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

const LENGTH: usize = 1 << 17;

static INPUT: [AtomicU8; LENGTH] = [const { AtomicU8::new(0) }; LENGTH];
static PUSHED: AtomicUsize = AtomicUsize::new(0);
static OUTPUT: [AtomicU8; LENGTH] = [const { AtomicU8::new(0) }; LENGTH];

/// Takes one byte of the input: key, parameters and profile, with a NUL between them.
#[no_mangle]
pub extern "C" fn push(byte: u8) {
    if let Some(place) = INPUT.get(PUSHED.fetch_add(1, Relaxed)) {
        place.store(byte, Relaxed);
    }
}

/// Signs, and says how long the answer is.
#[no_mangle]
pub extern "C" fn run() -> usize {
    let pushed = PUSHED.swap(0, Relaxed).min(LENGTH);
    let input: alloc::vec::Vec<u8> =
        INPUT[..pushed].iter().map(|byte| byte.load(Relaxed)).collect();
    let answer = sign(&input).unwrap_or_else(|error| format!("error: {error}"));
    for (place, byte) in OUTPUT.iter().zip(answer.bytes()) {
        place.store(byte, Relaxed);
    }
    answer.len()
}

/// One byte of the answer.
#[no_mangle]
pub extern "C" fn pull(index: usize) -> u8 {
    OUTPUT.get(index).map_or(0, |byte| byte.load(Relaxed))
}

fn sign(input: &[u8]) -> Result<String, String> {
    let error = |error: &dyn core::fmt::Display| format!("{error}");
    let mut parts = input.splitn(3, |&byte| byte == 0);
    let mut part = || parts.next().ok_or("three parts, with a NUL between them");
    let (key, params, profile) = (part()?, part()?, part()?);
    let profile = core::str::from_utf8(profile).map_err(|e| error(&e))?;
    let profile: Profile = profile.parse().map_err(|e| error(&e))?;
    let key = key::PrivateKey::parse(key).map_err(|e| error(&e))?;
    // What blinds the private key need not be random where nobody measures the time.
    let key = rustcrypto::PrivateKey::with_random(&key, |bytes| {
        bytes.fill(7);
        true
    });
    let params = Params::from_json(params).map_err(|e| error(&e))?;
    let canonical = params.canonical(&profile);
    let signature = key.and_then(|key| key.sign(profile.hash, canonical.as_bytes()));
    signature.map(|signature| encode_signature(&signature)).map_err(|e| error(&e))
}
