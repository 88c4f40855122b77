//! Places in the tree, written as `sourceOfFunds.card.number`.

use alloc::string::String;

use super::{Params, Secret, Value};

/// A path leads through something that is not an object, or to something that is not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is not text")]
pub struct PathError {
    path: String,
}

impl PathError {
    pub(crate) fn new(path: &str) -> Self {
        Self { path: path.into() }
    }

    /// The path.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl Params {
    /// The value at a path of names separated by dots.
    pub fn at(&self, path: &str) -> Option<&Value> {
        match path.split_once('.') {
            None => self.get(path),
            Some((first, rest)) => self.get(first)?.as_object()?.at(rest),
        }
    }

    /// The value at a path of names separated by dots, to change it in place.
    pub fn at_mut(&mut self, path: &str) -> Option<&mut Value> {
        match path.split_once('.') {
            None => self.get_mut(path),
            Some((first, rest)) => match self.get_mut(first)? {
                Value::Object(object) => object.at_mut(rest),
                _ => None,
            },
        }
    }

    /// Marks the text at `path` as a secret. Nothing at the path, or `null` there, is no error.
    pub fn conceal(&mut self, path: &str) -> Result<(), PathError> {
        match self.at_mut(path) {
            None | Some(Value::Null | Value::Secret(_)) => Ok(()),
            Some(place @ Value::String(_)) => {
                if let Value::String(text) = core::mem::replace(place, Value::Null) {
                    *place = Value::Secret(Secret::new(text));
                }
                Ok(())
            }
            Some(_) => Err(PathError::new(path)),
        }
    }
}
