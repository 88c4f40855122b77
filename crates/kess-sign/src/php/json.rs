//! `json_encode(json_decode($text, true))`.

use alloc::string::String;

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
        while let Some(at) = rest.bytes().position(|byte| self.may_be_special(byte)) {
            let (plain, from) = rest.split_at(at);
            self.out.push_str(plain);
            let mut characters = from.chars();
            if let Some(c) = characters.next() {
                self.character(c);
            }
            rest = characters.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    /// Whether a byte starts a character that may have to be escaped.
    fn may_be_special(&self, byte: u8) -> bool {
        match byte {
            b'"' | b'\\' | 0..0x20 => true,
            b'/' => self.style == JsonStyle::Php,
            0x80.. => self.style == JsonStyle::Php || byte == FIRST_OF_SEPARATORS,
            _ => false,
        }
    }

    fn character(&mut self, c: char) {
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
            // PHP keeps these two escaped, since JavaScript once took them for line ends.
            '\u{2028}' | '\u{2029}' | '\0'..'\x20' => self.escape(c),
            _ if self.style == JsonStyle::Php => self.escape(c),
            _ => self.out.push(c),
        }
    }

    fn escape(&mut self, c: char) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        for unit in c.encode_utf16(&mut [0; 2]) {
            self.out.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                self.out.push(char::from(HEX[usize::from(*unit >> shift & 15)]));
            }
        }
    }
}

/// The byte that U+2028 and U+2029 begin with in UTF-8.
const FIRST_OF_SEPARATORS: u8 = 0xe2;
