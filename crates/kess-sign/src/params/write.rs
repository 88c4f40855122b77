//! The tree to the JSON of a request body.

use alloc::vec::Vec;
use core::fmt::Write as _;

use zeroize::Zeroizing;

use super::{Params, Value};

pub(super) fn object(params: &Params) -> Zeroizing<Vec<u8>> {
    // Sized ahead, so that growing does not leave copies of secrets behind.
    let mut out = Zeroizing::new(Vec::with_capacity(object_bound(params)));
    write_object(params, &mut out);
    out
}

fn write_object(params: &Params, out: &mut Vec<u8>) {
    out.push(b'{');
    for (index, (name, value)) in params.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_string(name, out);
        out.push(b':');
        write_value(value, out);
    }
    out.push(b'}');
}

fn write_value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            // Writing to a vector cannot fail.
            let _ = write!(Bytes(out), "{}", number.literal());
        }
        Value::String(text) => write_string(text, out),
        Value::Secret(secret) => write_string(secret.expose(), out),
        Value::List(values) => {
            out.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_value(value, out);
            }
            out.push(b']');
        }
        Value::Object(object) => write_object(object, out),
    }
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|&b| b == b'"' || b == b'\\' || b < 0x20) {
        out.extend_from_slice(&rest[..at]);
        match rest[at] {
            escaped @ (b'"' | b'\\') => out.extend_from_slice(&[b'\\', escaped]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control => {
                // Writing to a vector cannot fail.
                let _ = write!(Bytes(out), "\\u{control:04x}");
            }
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// An upper bound of the length.
fn object_bound(params: &Params) -> usize {
    2 + params.iter().map(|(name, value)| text_bound(name) + 2 + value_bound(value)).sum::<usize>()
}

fn value_bound(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 5,
        Value::Number(number) => number.literal_bound(),
        Value::String(text) => text_bound(text),
        Value::Secret(secret) => text_bound(secret.expose()),
        Value::List(values) => 2 + values.iter().map(|value| 1 + value_bound(value)).sum::<usize>(),
        Value::Object(object) => object_bound(object),
    }
}

fn text_bound(text: &str) -> usize {
    let escaped = text.bytes().filter(|&b| b == b'"' || b == b'\\' || b < 0x20).count();
    2 + text.len() + escaped * 5
}

/// `core::fmt::Write` for a vector of bytes.
struct Bytes<'a>(&'a mut Vec<u8>);

impl core::fmt::Write for Bytes<'_> {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}
