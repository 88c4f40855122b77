//! What people do to text before they sign it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::recipe::{Coded, Escape, Percent};
use super::{json, write::Style};

/// Appends text in one of the percent-encodings.
pub(super) fn percent(text: &str, kind: Percent, out: &mut String) {
    let (upper, lower) = (b"0123456789ABCDEF", b"0123456789abcdef");
    let digits = if kind == Percent::LowerCase { lower } else { upper };
    let plus = matches!(kind, Percent::Form | Percent::FormKeepingStar | Percent::LowerCase);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(byte.into()),
            b' ' if plus => out.push('+'),
            _ if kept(kind).contains(&byte) => out.push(byte.into()),
            _ => {
                out.push('%');
                out.push(digits[usize::from(byte >> 4)].into());
                out.push(digits[usize::from(byte & 15)].into());
            }
        }
    }
}

/// What an encoding keeps besides letters and digits.
const fn kept(kind: Percent) -> &'static [u8] {
    match kind {
        Percent::Form => b"-_.",
        Percent::Rfc3986 => b"-_.~",
        Percent::Component => b"-_.!~*'()",
        Percent::FormKeepingStar => b"-_.*",
        Percent::KeepingSlash => b"-_.~/",
        Percent::LowerCase => b"-_.!*()",
    }
}

/// The bytes that are hashed, of the string that was built.
pub(super) fn coded(text: Zeroizing<String>, how: Coded) -> Zeroizing<Vec<u8>> {
    let bytes = match how {
        Coded::Plain => return owned(text),
        Coded::Percent(kind) => {
            let mut out = Zeroizing::new(String::with_capacity(text.len() * 3));
            percent(&text, kind, &mut out);
            return owned(out);
        }
        Coded::Base64 => STANDARD.encode(text.as_bytes()).into_bytes(),
        Coded::HexDigest { hash, upper } => {
            hash.digest(&[text.as_bytes()], |digest| hex(digest, upper)).unwrap_or_default()
        }
        Coded::RawDigest(hash) => {
            hash.digest(&[text.as_bytes()], <[u8]>::to_vec).unwrap_or_default()
        }
        Coded::Base64Digest(hash) => {
            let encode = |digest: &[u8]| STANDARD.encode(digest).into_bytes();
            hash.digest(&[text.as_bytes()], encode).unwrap_or_default()
        }
        Coded::Utf16 { big_endian, mark } => {
            let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            let bytes =
                |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
            units.flat_map(bytes).collect()
        }
        // One mark for each unit of UTF-16, as .NET does.
        Coded::QuestionMarks => text
            .chars()
            .flat_map(|c| {
                let times = if c.is_ascii() { 1 } else { c.len_utf16() };
                let byte = if c.is_ascii() { c as u8 } else { b'?' };
                core::iter::repeat_n(byte, times)
            })
            .collect(),
        Coded::Latin1 => text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect(),
        Coded::Utf8Twice => text.bytes().map(char::from).collect::<String>().into_bytes(),
        Coded::Html => {
            let mut out = String::with_capacity(text.len() * 2);
            for c in text.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '"' => out.push_str("&quot;"),
                    '\'' => out.push_str("&#039;"),
                    c => out.push(c),
                }
            }
            out.into_bytes()
        }
        Coded::JsonString => {
            let mut out = String::with_capacity(text.len() * 2);
            json::string(
                &text,
                Style { escape: Escape::AsProfile, php: false, other: true },
                &mut out,
            );
            out.into_bytes()
        }
        Coded::LowerCase => text.to_lowercase().into_bytes(),
        Coded::UpperCase => text.to_uppercase().into_bytes(),
        Coded::WithoutSpaces => text.bytes().filter(|byte| *byte != b' ').collect(),
        Coded::CarriageReturns => text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes(),
        Coded::NoCarriageReturns => text.replace("\r\n", "\n").into_bytes(),
    };
    Zeroizing::new(bytes)
}

fn owned(mut text: Zeroizing<String>) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(core::mem::take(&mut *text).into_bytes())
}

fn hex(bytes: &[u8], upper: bool) -> Vec<u8> {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = if upper { write!(out, "{byte:02X}") } else { write!(out, "{byte:02x}") };
    }
    out.into_bytes()
}
