//! `json_encode(json_decode($text, true))`.

use alloc::string::String;
use core::fmt::Write as _;

use super::{float, trim, write_integer};
use crate::params::{Params, Scalar, Value};
use crate::profile::{JsonStyle, Trim};

/// Whether PHP holds the value as a list after decoding it: a JSON list, or an object whose keys
/// are `"0"`, `"1"`, … in that order. An empty object is one.
pub(crate) fn is_list(value: &Value) -> bool {
    match value {
        Value::List(_) => true,
        Value::Object(object) => has_list_keys(object),
        _ => false,
    }
}

fn has_list_keys(object: &Params) -> bool {
    object.iter().enumerate().all(|(index, (name, _))| {
        // A key of PHP is an integer only in plain decimal form: "00" and "+1" stay text.
        let plain = name.len() == 1 || !name.starts_with(['0', '+']);
        plain && name.parse() == Ok(index)
    })
}

/// Appends the JSON of a value.
pub(crate) fn write_json(value: &Value, style: JsonStyle, trim: Trim, out: &mut String) {
    Writer { style, trim, out }.value(value);
}

struct Writer<'a> {
    style: JsonStyle,
    trim: Trim,
    out: &'a mut String,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(number) => match number.scalar() {
                Scalar::Integer(integer) => write_integer(integer, self.out),
                Scalar::Float(float) => float::write_shortest(float, self.out),
            },
            Value::String(text) => self.text(text),
            Value::Secret(secret) => self.text(secret.expose()),
            Value::List(values) => self.list(values.iter()),
            Value::Object(object) if has_list_keys(object) => {
                self.list(object.iter().map(|(_, value)| value));
            }
            Value::Object(object) => self.object(object),
        }
    }

    fn list<'v>(&mut self, values: impl Iterator<Item = &'v Value>) {
        self.out.push('[');
        for (index, value) in values.enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.value(value);
        }
        self.out.push(']');
    }

    fn object(&mut self, object: &Params) {
        self.out.push('{');
        for (index, (name, value)) in object.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.string(name);
            self.out.push(':');
            self.value(value);
        }
        self.out.push('}');
    }

    fn text(&mut self, text: &str) {
        self.string(match self.trim {
            Trim::Keep => text,
            Trim::Php => trim(text),
        });
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some((at, special)) = rest.char_indices().find(|&(_, c)| self.is_special(c)) {
            self.out.push_str(&rest[..at]);
            self.escape(special);
            rest = &rest[at + special.len_utf8()..];
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    fn is_special(&self, c: char) -> bool {
        match c {
            '"' | '\\' | '\0'..'\x20' => true,
            '/' => self.style == JsonStyle::Php,
            '\0'..='\x7f' => false,
            // PHP keeps these two escaped, since JavaScript once took them for line ends.
            '\u{2028}' | '\u{2029}' => true,
            _ => self.style == JsonStyle::Php,
        }
    }

    fn escape(&mut self, c: char) {
        match c {
            '"' | '\\' | '/' => {
                self.out.push('\\');
                self.out.push(c);
            }
            '\x08' => self.out.push_str("\\b"),
            '\x0c' => self.out.push_str("\\f"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(self.out, "\\u{unit:04x}");
                }
            }
        }
    }
}
