//! The canonical string: what is signed.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroize as _;

use crate::params::{Params, Scalar, Value};
use crate::php;
use crate::profile::{ArrayStyle, Empty, Encoding, Profile, SignType, Trim};

/// The parameter that holds the signature; it is never signed itself.
pub const SIGN: &str = "sign";

/// The parameter that names the kind of signature.
pub const SIGN_TYPE: &str = "sign_type";

/// The only kind of signature there is: RSA, PKCS#1 v1.5, over SHA-256.
pub const RSA2: &str = "RSA2";

/// The string that is signed. It holds every parameter; if a secret is among them, it wipes itself.
#[derive(Clone)]
pub struct Canonical {
    text: String,
    holds_secret: bool,
}

impl Canonical {
    /// The string.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes that are hashed.
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

impl Drop for Canonical {
    fn drop(&mut self) {
        // Byte by byte, which takes as long as making the string did.
        if self.holds_secret {
            self.text.zeroize();
        }
    }
}

impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Canonical([redacted], {} bytes)", self.text.len())
    }
}

impl Params {
    /// The canonical string: `sign` and what is empty left out, names in ascending byte order,
    /// `name=value` joined by `&`.
    ///
    /// (The gateway's document, "To sign", steps 1.1 to 1.4.) For a string to show to people take
    /// the one of [`Params::redacted`].
    ///
    /// ```
    /// use kess_sign::{Params, Profile};
    ///
    /// let params = Params::from_json(br#"{"b":[1,{"k":"/"}],"a":1.50,"c":null,"sign":"x"}"#)?;
    /// assert_eq!(params.canonical(&Profile::DEFAULT).as_str(), r#"a=1.5&b=[1,{"k":"\/"}]"#);
    /// # Ok::<(), kess_sign::ParseError>(())
    /// ```
    pub fn canonical(&self, profile: &Profile) -> Canonical {
        let mut signed: Vec<(Prefix, &str, &Value)> = Vec::with_capacity(self.len());
        let mut bound = Bound::default();
        for (name, value) in self.iter() {
            if is_signed(name, profile) && !is_empty(value, profile) {
                bound.length += name.len() + 2;
                bound.add(value);
                signed.push((prefix(name), name, value));
            }
        }
        if !signed.is_sorted_by(|a, b| (a.0, a.1) <= (b.0, b.1)) {
            signed.sort_unstable_by_key(|(prefix, name, _)| (*prefix, *name));
        }

        let mut text = String::with_capacity(bound.length);
        for (_, name, value) in signed {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(name);
            text.push('=');
            write_value(value, profile, &mut text);
        }
        Canonical { text, holds_secret: bound.holds_secret }
    }
}

/// The first bytes of a name as a number, which settles most comparisons at once. Ordered as the
/// names are; where two are equal, the names decide.
type Prefix = u64;

fn prefix(name: &str) -> Prefix {
    match name.as_bytes().first_chunk() {
        Some(bytes) => Prefix::from_be_bytes(*bytes),
        None => {
            let bytes = name.bytes().fold(0, |bytes, byte| bytes << 8 | Prefix::from(byte));
            (name.len()..size_of::<Prefix>()).fold(bytes, |bytes, _| bytes << 8)
        }
    }
}

fn is_signed(name: &str, profile: &Profile) -> bool {
    name != SIGN && !(name == SIGN_TYPE && profile.sign_type == SignType::Omitted)
}

fn is_empty(value: &Value, profile: &Profile) -> bool {
    let php = profile.empty == Empty::Php;
    match value {
        Value::Null => true,
        Value::Bool(value) => php && !value,
        Value::Number(number) => php && is_zero(number.scalar()),
        Value::String(text) => is_empty_text(text, profile),
        Value::Secret(secret) => is_empty_text(secret.expose(), profile),
        Value::List(values) => values.is_empty(),
        Value::Object(object) => object.is_empty(),
    }
}

fn is_empty_text(text: &str, profile: &Profile) -> bool {
    let text = trimmed(text, profile.trim);
    text.is_empty() || (profile.empty == Empty::Php && text == "0")
}

fn is_zero(scalar: Scalar) -> bool {
    match scalar {
        Scalar::Integer(integer) => integer == 0,
        Scalar::Float(float) => float == 0.0,
    }
}

fn trimmed(text: &str, trim: Trim) -> &str {
    match trim {
        Trim::Keep => text,
        Trim::Php => php::trim(text),
    }
}

fn write_value(value: &Value, profile: &Profile, out: &mut String) {
    match profile.encode {
        Encoding::Raw => write_raw(value, profile, out),
        Encoding::Form | Encoding::Rfc3986 => {
            let mut bound = Bound::default();
            bound.add(value);
            let mut raw = String::with_capacity(bound.length);
            write_raw(value, profile, &mut raw);
            php::url_encode(&raw, profile.encode, out);
            if bound.holds_secret {
                raw.zeroize();
            }
        }
    }
}

fn write_raw(value: &Value, profile: &Profile, out: &mut String) {
    match value {
        Value::Null => {}
        Value::Bool(value) => out.push(if *value { '1' } else { '0' }),
        Value::Number(number) => php::write_scalar(number.scalar(), out),
        Value::String(text) => out.push_str(trimmed(text, profile.trim)),
        Value::Secret(secret) => out.push_str(trimmed(secret.expose(), profile.trim)),
        Value::List(_) | Value::Object(_) => {
            let bracketed = match profile.array {
                ArrayStyle::Bracketed => !php::is_list(value),
                ArrayStyle::Json => false,
                ArrayStyle::Always => true,
            };
            if bracketed {
                out.push('[');
            }
            php::write_json(value, profile.json, profile.trim, out);
            if bracketed {
                out.push(']');
            }
        }
    }
}

/// How long text is likely to get, so that it is allocated once, and whether it must be wiped.
#[derive(Default)]
struct Bound {
    length: usize,
    holds_secret: bool,
}

impl Bound {
    fn add(&mut self, value: &Value) {
        self.length += match value {
            Value::Null | Value::Bool(_) => 1,
            Value::Number(_) => 24,
            Value::String(text) => text.len(),
            Value::Secret(secret) => {
                self.holds_secret = true;
                // Percent-encoded, each byte takes three.
                secret.expose().len() * 3
            }
            Value::List(values) => {
                for value in values {
                    self.add(value);
                }
                4 + 3 * values.len()
            }
            Value::Object(object) => {
                object.iter().for_each(|(_, value)| self.add(value));
                4 + object.iter().map(|(name, _)| 6 + name.len()).sum::<usize>()
            }
        };
    }
}
