//! The text of `sign` to bytes, in every way in which people write it.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::cause::Cause;

/// The longest text that is read: far above any signature.
const LONGEST: usize = 64 << 10;

/// One way to read the text.
pub(super) struct Reading {
    pub(super) bytes: Vec<u8>,
    /// What is wrong with the text, if it has to be read so.
    pub(super) cause: Option<Cause>,
}

/// Every way to read the text, the right one first.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    if text.len() > LONGEST {
        return readings;
    }
    let mut add = |bytes: Option<Vec<u8>>, cause: Option<Cause>| {
        readings.extend(bytes.filter(|b| !b.is_empty()).map(|bytes| Reading { bytes, cause }));
    };
    let standard = STANDARD.decode(text).ok();
    add(standard.clone(), None);
    add(unhex(text), Some(Cause::SignatureHex));

    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let compact = compact.trim_matches(['"', '\'']);
    if compact != text {
        add(STANDARD.decode(compact).ok(), Some(Cause::SignatureWrapped));
    }
    if text.contains(' ') {
        add(STANDARD.decode(text.replace(' ', "+")).ok(), Some(Cause::SignaturePlusLost));
    }
    if text.contains('%') {
        let decoded = unpercent(text);
        add(STANDARD.decode(decoded).ok(), Some(Cause::SignaturePercentEncoded));
    }
    let unpadded = compact.trim_end_matches('=');
    if standard.is_none() {
        let plain = STANDARD_NO_PAD.decode(unpadded).ok();
        let url_safe = URL_SAFE_NO_PAD.decode(unpadded).ok().filter(|_| plain.is_none());
        add(plain, Some(Cause::SignatureUnpadded));
        add(url_safe, Some(Cause::SignatureUrlSafe));
    }
    let outer = standard.or_else(|| STANDARD.decode(compact).ok());
    if let Some(bytes) = outer {
        let inner = core::str::from_utf8(&bytes).ok().map(str::trim);
        let again = inner.and_then(|inner| STANDARD.decode(inner).ok());
        add(again, Some(Cause::SignatureBase64Twice));
        add(inner.and_then(unhex), Some(Cause::SignatureHexInBase64));
        add(Some(bytes.into_iter().rev().collect()), Some(Cause::SignatureReversed));
    }
    readings
}

/// Hexadecimal, in either case; `AB-CD` and `ab:cd` too.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !matches!(c, '-' | ':'))
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<_>>()?;
    digits
        .len()
        .is_multiple_of(2)
        .then(|| digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

fn unpercent(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escaped = after.get(..2).filter(|_| *byte == b'%');
        let value = escaped.and_then(|digits| core::str::from_utf8(digits).ok()).and_then(unhex);
        match value.as_deref() {
            Some([value]) => {
                out.push(*value);
                rest = &after[2..];
            }
            _ => {
                out.push(*byte);
                rest = after;
            }
        }
    }
    out
}
