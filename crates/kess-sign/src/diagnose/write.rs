//! A recipe and parameters to the bytes that are hashed.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::encode;
use super::json::Json;
use super::nested::{self, Pairs};
use super::recipe::{
    Bools, Empties, Escape, Inner, Nested, Numbers, Order, Pair, Percent, Recipe, SignField, Texts,
};
use crate::canonical::{RSA2, SIGN, SIGN_TYPE};
use crate::params::{Number, Params, Scalar, Value};
use crate::php;
use crate::profile::{ArrayStyle, Empty, Encoding, JsonStyle, Profile, SignType, Trim};

/// What a string is made of.
#[derive(Clone, Copy)]
pub(super) struct Ingredients<'a> {
    pub(super) params: &'a Params,
    /// What the caller suspects of having been appended.
    pub(super) secret: Option<&'a str>,
    /// Where writing stops: nothing that was ever signed is that much longer than its body.
    pub(super) limit: usize,
}

/// Which characters JSON escapes.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) escape: Escape,
    /// The profile's own.
    pub(super) php: bool,
    /// Another language than PHP, which leaves U+2028 and U+2029 as they are.
    pub(super) other: bool,
}

impl Style {
    pub(super) fn of(recipe: &Recipe) -> Self {
        let php = recipe.profile.json == JsonStyle::Php;
        Self { escape: recipe.escape, php, other: recipe.objects_kept }
    }

    pub(super) fn escapes(self, c: char) -> bool {
        let php = self.escape == Escape::AsProfile && self.php;
        let html = matches!(self.escape, Escape::Html | Escape::HtmlAndEquals);
        match c {
            '"' | '\\' | '\0'..'\x20' => true,
            '/' => php || self.escape == Escape::SlashesAlone,
            '<' | '>' | '&' => html,
            '=' | '\'' => self.escape == Escape::HtmlAndEquals,
            '\0'..='\x7f' => false,
            '\u{2028}' | '\u{2029}' if !self.other || html => true,
            _ => php || self.escape == Escape::UnicodeAlone,
        }
    }
}

/// The bytes that a recipe makes of the parameters.
pub(super) fn bytes(recipe: &Recipe, from: Ingredients<'_>) -> Zeroizing<Vec<u8>> {
    encode::coded(text(recipe, from), recipe.coded)
}

/// The string that a recipe makes of the parameters, before it is hashed or encoded as a whole.
pub(super) fn text(recipe: &Recipe, from: Ingredients<'_>) -> Zeroizing<String> {
    let added = Value::from(RSA2);
    let mut entries: Vec<(&str, &Value)> = from.params.iter().collect();
    if recipe.sign_type_added {
        entries.push((SIGN_TYPE, &added));
    }
    let blank = Value::String(String::new());
    if recipe.sign == SignField::Blank {
        match entries.iter_mut().find(|(name, _)| *name == SIGN) {
            Some(entry) => entry.1 = &blank,
            None => entries.push((SIGN, &blank)),
        }
    }
    entries.retain(|(name, value)| keeps(recipe, name, value));
    sort(&mut entries, recipe);

    let mut out = Zeroizing::new(String::with_capacity(from.limit / 2));
    surround(recipe.around.before, from.secret, &mut out);
    if recipe.whole_json {
        Json::new(recipe, from.limit, &mut out).entries(&entries, 0);
    } else {
        query(&entries, recipe, from.limit, &mut out);
    }
    surround(recipe.around.after, from.secret, &mut out);
    out
}

fn surround(pattern: &str, secret: Option<&str>, out: &mut String) {
    match pattern.split_once("{}") {
        None => out.push_str(pattern),
        Some((before, after)) => {
            out.extend([before, secret.unwrap_or_default(), after]);
        }
    }
}

fn keeps(recipe: &Recipe, name: &str, value: &Value) -> bool {
    if recipe.without.as_deref() == Some(name) {
        return false;
    }
    match name {
        SIGN => recipe.sign != SignField::Out,
        SIGN_TYPE if recipe.profile.sign_type == SignType::Omitted => false,
        _ => !is_dropped(recipe, value),
    }
}

fn is_dropped(recipe: &Recipe, value: &Value) -> bool {
    let nested = matches!(value, Value::List(_) | Value::Object(_));
    if nested && recipe.nested == Nested::LeftOut && !recipe.whole_json {
        return true;
    }
    if matches!(value, Value::Null) && !recipe.nulls.is_empty() {
        return false;
    }
    if matches!(value, Value::Bool(false)) {
        match recipe.bools {
            Bools::FalseBlank => return false,
            Bools::FalseLeftOut => return true,
            _ => {}
        }
    }
    match recipe.empties {
        Empties::AsProfile => is_empty(value, &recipe.profile),
        Empties::NullsLeftOut => matches!(value, Value::Null),
        Empties::Kept => false,
    }
}

fn is_empty(value: &Value, profile: &Profile) -> bool {
    let php = profile.empty == Empty::Php;
    match value {
        Value::Null => true,
        Value::Bool(value) => php && !value,
        Value::Number(number) => match number.scalar() {
            Scalar::Integer(integer) => php && integer == 0,
            Scalar::Float(float) => php && float == 0.0,
        },
        Value::String(_) | Value::Secret(_) => {
            let text = trimmed(value.as_str().unwrap_or_default(), profile.trim);
            text.is_empty() || (php && text == "0")
        }
        Value::List(values) => values.is_empty(),
        Value::Object(object) => object.is_empty(),
    }
}

pub(super) fn trimmed(text: &str, trim: Trim) -> &str {
    match trim {
        Trim::Keep => text,
        Trim::Php => php::trim(text),
    }
}

fn sort(entries: &mut [(&str, &Value)], recipe: &Recipe) {
    match recipe.order {
        Order::Wire => {}
        Order::FoldedLower => entries.sort_by_cached_key(|(name, _)| name.to_lowercase()),
        Order::FoldedUpper => entries.sort_by_cached_key(|(name, _)| name.to_uppercase()),
        Order::Descending => entries.sort_unstable_by(|(a, _), (b, _)| b.cmp(a)),
        // What follows the shorter of two names is `=`, which comes after digits.
        Order::AsPairs => entries.sort_unstable_by(|(a, _), (b, _)| {
            a.bytes().chain([b'=']).cmp(b.bytes().chain([b'=']))
        }),
        Order::ByValue => entries.sort_by_cached_key(|(_, value)| {
            let mut text = Zeroizing::new(String::new());
            scalar(value, recipe, &mut text);
            text.as_str().as_bytes().iter().take(64).copied().collect::<Vec<u8>>()
        }),
        Order::Sorted => entries.sort_unstable_by_key(|(name, _)| *name),
        Order::SignTypeLast => {
            entries.sort_unstable_by_key(|(name, _)| (*name == SIGN_TYPE, *name));
        }
    }
}

fn query(entries: &[(&str, &Value)], recipe: &Recipe, limit: usize, out: &mut String) {
    let mut pairs = Pairs::new(recipe, limit, out);
    for (name, value) in entries {
        if pairs.is_full() {
            return;
        }
        match (value, &recipe.respelled) {
            (_, Some((respelled, text))) if respelled == name => pairs.pair(name, text),
            (Value::List(_) | Value::Object(_), _) => {
                nested::write(name, value, recipe, &mut pairs);
            }
            _ => {
                let mut text = Zeroizing::new(String::new());
                scalar(value, recipe, &mut text);
                pairs.pair(name, &text);
            }
        }
    }
}

/// The text of what is no list and no object, not yet encoded.
pub(super) fn scalar(value: &Value, recipe: &Recipe, out: &mut String) {
    match value {
        Value::Null => out.push_str(recipe.nulls),
        Value::Bool(value) => out.push_str(match (recipe.bools, value) {
            (Bools::Words, true) => "true",
            (Bools::Words, false) => "false",
            (Bools::CapitalWords, true) => "True",
            (Bools::CapitalWords, false) => "False",
            (_, true) => "1",
            (Bools::Digits, false) => "0",
            (Bools::FalseBlank | Bools::FalseLeftOut, false) => "",
        }),
        Value::Number(value) => number(value, recipe.numbers, out),
        Value::String(_) | Value::Secret(_) => {
            let text = trimmed(value.as_str().unwrap_or_default(), recipe.profile.trim);
            out.push_str(match recipe.texts {
                Texts::ZerosStripped => without_zeros(text),
                _ => text,
            });
        }
        Value::List(_) | Value::Object(_) => {}
    }
}

/// `10.50` without what does not count: `10.5`; anything that is no such number as it is.
pub(super) fn without_zeros(text: &str) -> &str {
    match text.contains('.') && Number::from_literal(text).is_ok() && !text.contains(['e', 'E']) {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    }
}

/// Appends a number.
pub(super) fn number(number: &Number, how: Numbers, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match (how, number.scalar()) {
        (Numbers::Php, scalar) => {
            php::write_scalar(scalar, out);
            Ok(())
        }
        (Numbers::AsWritten, _) => write!(out, "{}", number.literal()),
        (Numbers::AllTwoPlaces, Scalar::Integer(integer)) => write!(out, "{integer}.00"),
        (_, Scalar::Integer(integer)) => write!(out, "{integer}"),
        (Numbers::TwoPlaces | Numbers::AllTwoPlaces, Scalar::Float(float)) => {
            write!(out, "{float:.2}")
        }
        (Numbers::WithPoint, Scalar::Float(float)) => write!(out, "{float:?}"),
        (Numbers::AllDigits, Scalar::Float(float)) => {
            let magnitude = float.abs();
            match magnitude == 0.0 || (1e-6..1e21).contains(&magnitude) {
                true => write!(out, "{float}"),
                false if magnitude < 1.0 => write!(out, "{float:e}"),
                false => write!(out, "{}", alloc::format!("{float:e}").replace('e', "e+")),
            }
        }
    };
}

/// A value that is a list or an object, as JSON and in whatever brackets the recipe puts it.
pub(super) fn bracketed(value: &Value, recipe: &Recipe, limit: usize, out: &mut String) {
    let brackets = match recipe.profile.array {
        ArrayStyle::Bracketed => !php::is_list(value),
        ArrayStyle::Json => false,
        ArrayStyle::Always => true,
    };
    let brackets = if brackets { ["[", "]"] } else { ["", ""] };
    out.push_str(brackets[0]);
    match recipe.inner {
        Inner::Plain => Json::new(recipe, limit, out).value(value, 0),
        Inner::UrlEncoded | Inner::Base64 => {
            let mut json = Zeroizing::new(String::new());
            Json::new(recipe, limit, &mut json).value(value, 0);
            if recipe.inner == Inner::UrlEncoded {
                encode::percent(&json, Percent::Form, out);
            } else {
                STANDARD.encode_string(json.as_bytes(), out);
            }
        }
    }
    out.push_str(brackets[1]);
}

/// The percent-encoding of values, if there is one.
pub(super) fn encoding(recipe: &Recipe) -> Option<Percent> {
    recipe.percent.or(match recipe.profile.encode {
        Encoding::Raw => None,
        Encoding::Form => Some(Percent::Form),
        Encoding::Rfc3986 => Some(Percent::Rfc3986),
    })
}

/// What stands between a name and its value.
pub(super) fn assignment(pair: Pair) -> &'static str {
    match pair {
        Pair::Equals | Pair::Quoted => "=",
        Pair::Run | Pair::ValueAlone => "",
        Pair::Colon => ":",
    }
}
