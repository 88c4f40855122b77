//! Reading what PHP wrote: scalars whose type wavers, and arrays that stand for objects.
//!
//! Everything goes by way of the raw JSON text, so that a number keeps every digit it came with.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The text of a scalar: a string's content, a number's literal, `true` or `false`; `None` for
/// `null`.
fn scalar(raw: &RawValue) -> Result<Option<String>, String> {
    let json = raw.get();
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).map(Some).map_err(|e| e.to_string()),
        Some(b'n') => Ok(None),
        Some(b'{') => Err("expected text or a number, found an object".into()),
        Some(b'[') => Err("expected text or a number, found a list".into()),
        _ => Ok(Some(json.to_owned())),
    }
}

/// The text of a scalar; nothing for anything else.
pub(crate) fn scalar_text(raw: &RawValue) -> Option<String> {
    scalar(raw).ok().flatten()
}

/// Text, or a number as the text that it was written as.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    optional_text(deserializer)?.ok_or_else(|| D::Error::custom("expected text, found null"))
}

/// Text that may be missing, `null` or empty.
pub(crate) fn optional_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(scalar(&raw).map_err(D::Error::custom)?.filter(|text| !text.is_empty()))
}

/// A value of a type that is read from text; missing, `null` and empty text are `None`.
pub(crate) fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: std::fmt::Display>,
{
    let text = optional_text(deserializer)?;
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

/// `true`, `"true"`, `1`, `"1"` and the like; missing, `null` and empty text are `false`.
pub(crate) fn boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match optional_text(deserializer)? {
        None => Ok(false),
        Some(text) => parse_boolean(&text).ok_or_else(|| {
            D::Error::custom(format_args!("expected true or false, found `{text}`"))
        }),
    }
}

pub(crate) fn parse_boolean(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// A map; PHP's empty array, `null` and nothing are an empty one.
pub(crate) fn map<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    if is_nothing(&raw) {
        return Ok(BTreeMap::new());
    }
    serde_json::from_str(raw.get()).map_err(D::Error::custom)
}

/// A struct that may be missing; PHP's empty array, `{}` and `null` count as missing.
pub(crate) fn optional_object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    if is_nothing(&raw) {
        return Ok(None);
    }
    serde_json::from_str(raw.get()).map(Some).map_err(D::Error::custom)
}

/// `null`, `[]` and `{}` all mean "nothing".
pub(crate) fn is_nothing(raw: &RawValue) -> bool {
    let compact: String = raw.get().chars().filter(|c| !c.is_ascii_whitespace()).collect();
    matches!(compact.as_str(), "null" | "[]" | "{}")
}
