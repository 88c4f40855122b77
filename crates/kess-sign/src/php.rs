//! PHP, to the byte: how it prints numbers, encodes JSON, trims and percent-encodes.
//!
//! The reference is PHP 8.2 with `precision=14` and `serialize_precision=-1`, its defaults. Each
//! function here is compared with the real one by `cargo xtask oracle`.

mod float;
mod json;

use alloc::string::String;
use core::fmt::Write as _;

pub(crate) use json::{is_list, write_json};

use crate::params::Scalar;
use crate::profile::Encoding;

/// `trim($text)`.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r', '\0', '\x0b'])
}

/// `(string) $number`.
pub(crate) fn write_scalar(scalar: Scalar, out: &mut String) {
    match scalar {
        Scalar::Integer(integer) => write_integer(integer, out),
        Scalar::Float(float) => float::write_precision_14(float, out),
    }
}

fn write_integer(integer: i64, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{integer}");
}

/// `urlencode($text)` or `rawurlencode($text)`.
pub(crate) fn url_encode(text: &str, encoding: Encoding, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(byte.into()),
            b'~' if encoding == Encoding::Rfc3986 => out.push('~'),
            b' ' if encoding == Encoding::Form => out.push('+'),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)].into());
                out.push(HEX[usize::from(byte & 15)].into());
            }
        }
    }
}
