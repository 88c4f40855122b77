//! Names and values to pairs; and lists and objects in the ways that people put them there.

use alloc::string::String;
use core::fmt::Write as _;

use zeroize::Zeroizing;

use super::encode;
use super::recipe::{Nested, Pair, Percent, Recipe};
use super::write::{assignment, bracketed, encoding, scalar};
use crate::params::Value;

/// Appends pairs, with whatever joins them.
pub(super) struct Pairs<'a> {
    recipe: &'a Recipe,
    encoding: Option<Percent>,
    limit: usize,
    /// How much was written into paths, which a hostile body could make the square of its size.
    paths: usize,
    first: bool,
    out: &'a mut String,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(recipe: &'a Recipe, limit: usize, out: &'a mut String) -> Self {
        Self { recipe, encoding: encoding(recipe), limit, paths: 0, first: true, out }
    }

    /// Whether it is longer than anything that was ever signed.
    pub(super) fn is_full(&self) -> bool {
        self.out.len().max(self.paths) > self.limit
    }

    pub(super) fn pair(&mut self, name: &str, text: &str) {
        if !self.first {
            self.out.push_str(self.recipe.joiner);
        }
        self.first = false;
        if self.recipe.pair != Pair::ValueAlone {
            match (self.recipe.names_encoded, self.encoding) {
                (true, Some(kind)) => encode::percent(name, kind, self.out),
                _ => self.out.push_str(name),
            }
        }
        self.out.push_str(assignment(self.recipe.pair));
        let quote = if self.recipe.pair == Pair::Quoted { "\"" } else { "" };
        self.out.push_str(quote);
        match self.encoding {
            Some(kind) => encode::percent(text, kind, self.out),
            None => self.out.push_str(text),
        }
        self.out.push_str(quote);
    }
}

/// Appends a list or an object.
pub(super) fn write(name: &str, value: &Value, recipe: &Recipe, pairs: &mut Pairs<'_>) {
    let mut text = Zeroizing::new(String::new());
    match recipe.nested {
        Nested::Bracketed | Nested::EmptyBracketed | Nested::Dotted => {
            flatten(name, value, recipe, pairs);
            return;
        }
        Nested::LeftOut => return,
        Nested::Json => bracketed(value, recipe, pairs.limit, &mut text),
        Nested::Word(word) => text.push_str(word),
        Nested::Joined | Nested::JavaMap | Nested::PythonRepr => {
            printed(value, recipe, true, pairs.limit, &mut text);
        }
    }
    pairs.pair(name, &text);
}

/// One pair for each scalar in it, named by its path.
fn flatten(path: &str, value: &Value, recipe: &Recipe, pairs: &mut Pairs<'_>) {
    pairs.paths += path.len();
    let mut child = |name: &str, value: &Value| {
        if pairs.is_full() {
            return;
        }
        let path = match recipe.nested {
            Nested::Dotted => alloc::format!("{path}.{name}"),
            _ => alloc::format!("{path}[{name}]"),
        };
        flatten(&path, value, recipe, pairs);
    };
    match value {
        Value::List(values) => {
            for (index, value) in values.iter().enumerate() {
                let numbered = alloc::format!("{index}");
                let empty = recipe.nested == Nested::EmptyBracketed;
                child(if empty { "" } else { &numbered }, value);
            }
        }
        Value::Object(object) => object.iter().for_each(|(name, value)| child(name, value)),
        // PHP leaves them out of a query.
        Value::Null => {}
        _ => {
            let mut text = Zeroizing::new(String::new());
            scalar(value, recipe, &mut text);
            pairs.pair(path, &text);
        }
    }
}

/// What a language prints of a list or an object that nobody encoded.
fn printed(value: &Value, recipe: &Recipe, outermost: bool, limit: usize, out: &mut String) {
    if out.len() > limit {
        return;
    }
    let python = recipe.nested == Nested::PythonRepr;
    let separator = if recipe.nested == Nested::Joined { "," } else { ", " };
    match value {
        Value::List(values) => {
            let brackets = if recipe.nested == Nested::Joined { ["", ""] } else { ["[", "]"] };
            out.push_str(brackets[0]);
            for (index, value) in values.iter().enumerate() {
                out.push_str(if index > 0 { separator } else { "" });
                printed(value, recipe, false, limit, out);
            }
            out.push_str(brackets[1]);
        }
        // All that JavaScript says of an object.
        Value::Object(_) if recipe.nested == Nested::Joined => out.push_str("[object Object]"),
        Value::Object(object) => {
            out.push('{');
            for (index, (name, value)) in object.iter().enumerate() {
                out.push_str(if index > 0 { separator } else { "" });
                // Writing to a string cannot fail.
                let _ = if python { write!(out, "'{name}': ") } else { write!(out, "{name}=") };
                printed(value, recipe, false, limit, out);
            }
            out.push('}');
        }
        Value::String(_) | Value::Secret(_) if python && !outermost => {
            out.push('\'');
            scalar(value, recipe, out);
            out.push('\'');
        }
        Value::Null => out.push_str(match recipe.nested {
            Nested::PythonRepr => "None",
            Nested::JavaMap => "null",
            _ => "",
        }),
        _ => scalar(value, recipe, out),
    }
}
