//! JSON as other languages write it, and as PHP does with other flags.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use super::recipe::{Layout, Numbers, Recipe, Texts};
use super::write::{self, Style};
use crate::params::{Number, Params, Value};
use crate::php;
use crate::profile::{JsonStyle, Trim};

/// Writes JSON in the way of a recipe.
pub(super) struct Json<'a> {
    recipe: &'a Recipe,
    style: Style,
    limit: usize,
    out: &'a mut String,
}

impl<'a> Json<'a> {
    pub(super) fn new(recipe: &'a Recipe, limit: usize, out: &'a mut String) -> Self {
        Self { recipe, style: Style::of(recipe), limit, out }
    }

    pub(super) fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(_) if self.recipe.texts == Texts::Quoted => {
                self.out.push('"');
                self.number(value);
                self.out.push('"');
            }
            Value::Number(_) => self.number(value),
            Value::String(text) => self.text(text),
            Value::Secret(secret) => self.text(secret.expose()),
            Value::List(values) => self.list(values.iter(), depth),
            Value::Object(object) if !self.recipe.objects_kept && php::is_list(value) => {
                self.list(object.iter().map(|(_, value)| value), depth);
            }
            Value::Object(object) => self.object(object, depth),
        }
    }

    fn object(&mut self, object: &Params, depth: usize) {
        let mut entries: Vec<(&str, &Value)> = object.iter().collect();
        if self.recipe.sorted_deep {
            entries.sort_unstable_by_key(|(name, _)| *name);
        }
        self.entries(&entries, depth);
    }

    /// An object of these entries, in this order.
    pub(super) fn entries(&mut self, entries: &[(&str, &Value)], depth: usize) {
        self.out.push('{');
        for (index, (name, value)) in entries.iter().enumerate() {
            if self.out.len() > self.limit {
                return;
            }
            self.before(index, depth);
            string(name, self.style, self.out);
            self.out.push_str(if self.recipe.layout == Layout::Compact { ":" } else { ": " });
            self.value(value, depth + 1);
        }
        self.after(entries.len(), depth);
        self.out.push('}');
    }

    fn list<'v>(&mut self, values: impl ExactSizeIterator<Item = &'v Value>, depth: usize) {
        let length = values.len();
        self.out.push('[');
        for (index, value) in values.enumerate() {
            if self.out.len() > self.limit {
                return;
            }
            self.before(index, depth);
            self.value(value, depth + 1);
        }
        self.after(length, depth);
        self.out.push(']');
    }

    fn before(&mut self, index: usize, depth: usize) {
        match self.recipe.layout {
            Layout::Compact if index > 0 => self.out.push(','),
            Layout::Spaced if index > 0 => self.out.push_str(", "),
            Layout::Compact | Layout::Spaced => {}
            Layout::Pretty(width) => {
                self.out.push_str(if index > 0 { ",\n" } else { "\n" });
                self.out.extend(core::iter::repeat_n(' ', width * (depth + 1)));
            }
        }
    }

    fn after(&mut self, length: usize, depth: usize) {
        if let (Layout::Pretty(width), 1..) = (self.recipe.layout, length) {
            self.out.push('\n');
            self.out.extend(core::iter::repeat_n(' ', width * depth));
        }
    }

    fn number(&mut self, value: &Value) {
        match (value, self.recipe.numbers) {
            (Value::Number(number), Numbers::Php) => {
                // PHP prints a number in JSON otherwise than in text.
                let number = Value::Number(number.clone());
                php::write_json(&number, JsonStyle::Php, Trim::Keep, self.out);
            }
            (Value::Number(number), numbers) => write::number(number, numbers, self.out),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = write::trimmed(text, self.recipe.profile.trim);
        if let Some(number) = numeric(text).filter(|_| self.recipe.texts == Texts::Unquoted) {
            php::write_json(&number, JsonStyle::Php, Trim::Keep, self.out);
            return;
        }
        string(text, self.style, self.out);
    }
}

/// The number that PHP sees in numeric text; zeros before it do not matter.
fn numeric(text: &str) -> Option<Value> {
    if let Ok(integer) = text.parse::<i64>() {
        return Some(integer.into());
    }
    let zeros = text.len() - text.trim_start_matches('0').len();
    let stripped = text.get(zeros.saturating_sub(1)..)?;
    Number::from_literal(stripped).ok().map(Value::Number)
}

/// Appends a JSON string.
pub(super) fn string(text: &str, style: Style, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some((at, special)) = rest.char_indices().find(|&(_, c)| style.escapes(c)) {
        out.push_str(&rest[..at]);
        match special {
            '"' | '\\' | '/' => {
                out.push('\\');
                out.push(special);
            }
            '\x08' => out.push_str("\\b"),
            '\x0c' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => {
                for unit in special.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
        rest = &rest[at + special.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}
