//! PHP, to the byte: how it prints numbers, encodes JSON, trims and percent-encodes.
//!
//! The reference is PHP 8.2 with `precision=14` and `serialize_precision=-1`, its defaults. Each
//! function here is compared with the real one by `cargo xtask oracle`.

mod float;
mod json;

use alloc::string::String;

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
    // By hand, since what `write!` goes through takes longer than the rest of a parameter.
    let mut digits = [0; 20];
    let mut start = digits.len();
    let mut rest = integer.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if integer < 0 {
        out.push('-');
    }
    out.extend(digits[start..].iter().map(|&digit| char::from(digit)));
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
