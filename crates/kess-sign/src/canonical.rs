//! The canonical string: what is signed.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::params::{Params, Scalar, Value};
use crate::php;
use crate::profile::{ArrayStyle, Empty, Encoding, Profile, SignType, Trim};

/// The parameter that holds the signature; it is never signed itself.
pub const SIGN: &str = "sign";

/// The parameter that names the kind of signature.
pub const SIGN_TYPE: &str = "sign_type";

/// The only kind of signature there is: RSA, PKCS#1 v1.5, over SHA-256.
pub const RSA2: &str = "RSA2";

/// The string that is signed. It holds every parameter, secrets too, and wipes itself.
#[derive(Clone)]
pub struct Canonical(Zeroizing<String>);

impl Canonical {
    /// The string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes that are hashed.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Canonical([redacted], {} bytes)", self.0.len())
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
        let mut signed: Vec<(&str, &Value)> = self
            .iter()
            .filter(|(name, value)| is_signed(name, profile) && !is_empty(value, profile))
            .collect();
        signed.sort_unstable_by_key(|(name, _)| *name);

        let bound = signed.iter().map(|(name, value)| name.len() + 2 + length_bound(value)).sum();
        let mut out = Zeroizing::new(String::with_capacity(bound));
        for (name, value) in signed {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(name);
            out.push('=');
            write_value(value, profile, &mut out);
        }
        Canonical(out)
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
            let mut raw = Zeroizing::new(String::with_capacity(length_bound(value)));
            write_raw(value, profile, &mut raw);
            php::url_encode(&raw, profile.encode, out);
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

/// How long a value is likely to get, so that the string is allocated once.
fn length_bound(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(_) => 24,
        Value::String(text) => text.len(),
        Value::Secret(secret) => secret.expose().len(),
        Value::List(values) => {
            4 + values.iter().map(|value| 3 + length_bound(value)).sum::<usize>()
        }
        Value::Object(object) => {
            4 + object
                .iter()
                .map(|(name, value)| 6 + name.len() + length_bound(value))
                .sum::<usize>()
        }
    }
}
