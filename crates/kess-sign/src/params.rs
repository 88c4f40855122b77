//! The ordered tree of parameters: sealing, the canonical string and the body are three readings
//! of it.

mod number;
mod parse;
mod path;
#[cfg(feature = "serde")]
mod serialize;
mod write;

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::{Zeroize, Zeroizing};

pub(crate) use number::Scalar;
pub use number::{InvalidNumber, Number};
pub use parse::{ParseError, ParseErrorKind};
pub use path::PathError;
#[cfg(feature = "serde")]
pub use serialize::{SECRET, SerializeError, to_params};

/// How deeply objects and lists may be nested, the top-level object included.
///
/// PHP's own limit is 512; nothing that a payment request holds comes near either.
pub const MAX_DEPTH: usize = 128;

/// The name of a parameter.
pub type Name = Cow<'static, str>;

/// An ordered set of named values: the parameters of one request, or an object nested in them.
///
/// Names are unique. Setting a name again keeps its place and replaces its value, which is what
/// PHP does with a repeated key. The order is the order on the wire; nothing ever sorts it but
/// the canonical string, which sorts its own top level.
///
/// ```
/// use kess_sign::{Params, Profile};
///
/// let params = Params::from_json(br#"{"service":"transfer","amount":10.50,"note":""}"#)?;
/// assert_eq!(params.canonical(&Profile::DEFAULT).as_str(), "amount=10.5&service=transfer");
/// # Ok::<(), kess_sign::ParseError>(())
/// ```
#[derive(Clone, Default)]
pub struct Params {
    entries: Vec<(Name, Value)>,
}

/// A value in [`Params`].
#[derive(Clone)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with the literal that it was written as.
    Number(Number),
    /// Text.
    String(String),
    /// Text that must not be shown: wiped when dropped, `[redacted]` in every output but the body.
    Secret(Secret),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Params),
}

/// Text that must not be shown.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes over the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

impl Params {
    /// No parameters.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Reads one JSON object, as PHP's `json_decode` would.
    ///
    /// # Errors
    ///
    /// Anything that is not exactly one JSON object in UTF-8, with the line and column; a number
    /// that overflows to infinity; a lone surrogate; nesting beyond [`MAX_DEPTH`].
    pub fn from_json(json: &[u8]) -> Result<Self, ParseError> {
        parse::object(json)
    }

    /// Writes the JSON that goes on the wire: compact, UTF-8, in the order of the tree, numbers as
    /// they were written. Secrets stand in it in clear, which is why the buffer wipes itself.
    pub fn to_json(&self) -> Zeroizing<Vec<u8>> {
        write::object(self)
    }

    /// Sets `name`, keeping its place if it is there already, and returns what it replaced.
    pub fn insert(&mut self, name: impl Into<Name>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        match self.get_mut(&name) {
            Some(place) => Some(core::mem::replace(place, value)),
            None => {
                self.entries.push((name, value));
                None
            }
        }
    }

    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The value of `name`, to change it in place.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.entries.iter_mut().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// Takes `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let index = self.entries.iter().position(|(n, _)| n == name)?;
        Some(self.entries.remove(index).1)
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// How many parameters there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A copy for people to look at: every secret, at any depth, replaced by `[redacted]`.
    pub fn redacted(&self) -> Self {
        let entries = self.entries.iter().map(|(name, value)| (name.clone(), value.redacted()));
        Self { entries: entries.collect() }
    }

    /// Wraps entries that may repeat a name: the first place and the last value win, as in PHP.
    /// n·log n, so that a hostile body cannot make it quadratic.
    fn from_entries(entries: Vec<(Name, Value)>) -> Self {
        const FEW: usize = 16;
        let repeats = if entries.len() <= FEW {
            (1..entries.len()).any(|i| entries[..i].iter().any(|(name, _)| *name == entries[i].0))
        } else {
            let mut names: Vec<&str> = entries.iter().map(|(name, _)| name.as_ref()).collect();
            names.sort_unstable();
            names.windows(2).any(|pair| pair[0] == pair[1])
        };
        if !repeats {
            return Self { entries };
        }
        let mut places = BTreeMap::new();
        let mut unique: Vec<(Name, Value)> = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let place = *places.entry(name.clone()).or_insert(unique.len());
            match unique.get_mut(place) {
                Some(entry) => entry.1 = value,
                None => unique.push((name, value)),
            }
        }
        Self { entries: unique }
    }
}

impl Value {
    /// The text of a string or a secret.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Secret(secret) => Some(secret.expose()),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Params> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    fn redacted(&self) -> Self {
        match self {
            Self::Secret(secret) if !secret.expose().is_empty() => Self::String(REDACTED.into()),
            Self::Secret(_) => Self::String(String::new()),
            Self::List(values) => Self::List(values.iter().map(Self::redacted).collect()),
            Self::Object(object) => Self::Object(object.redacted()),
            plain => plain.clone(),
        }
    }
}

impl<N: Into<Name>, V: Into<Value>> FromIterator<(N, V)> for Params {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        Self::from_entries(entries.into_iter().map(|(n, v)| (n.into(), v.into())).collect())
    }
}

impl<N: Into<Name>, V: Into<Value>> Extend<(N, V)> for Params {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, entries: I) {
        let mut all = core::mem::take(&mut self.entries);
        all.extend(entries.into_iter().map(|(name, value)| (name.into(), value.into())));
        *self = Self::from_entries(all);
    }
}

impl IntoIterator for Params {
    type Item = (Name, Value);
    type IntoIter = alloc::vec::IntoIter<(Name, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Secret> for Value {
    fn from(secret: Secret) -> Self {
        Self::Secret(secret)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<Params> for Value {
    fn from(object: Params) -> Self {
        Self::Object(object)
    }
}

impl From<Vec<Value>> for Value {
    fn from(values: Vec<Value>) -> Self {
        Self::List(values)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl Zeroize for Secret {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::String(text) => text.fmt(f),
            Self::Secret(secret) => secret.fmt(f),
            Self::List(values) => values.fmt(f),
            Self::Object(object) => object.fmt(f),
        }
    }
}
