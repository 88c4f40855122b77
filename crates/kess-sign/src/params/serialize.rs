//! Anything that implements `serde::Serialize`, to the tree.

mod map_key;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::ser::{self, Serialize};

use super::{MAX_DEPTH, Name, Number, Params, Secret, Value};
use map_key::MapKey;

/// The name of a newtype struct whose text becomes a [`Secret`] in the tree.
///
/// A type that holds a secret calls
/// `serializer.serialize_newtype_struct(kess_sign::SECRET, text)`.
pub const SECRET: &str = "$kess::secret";

/// Builds the tree from a struct or a map, in the order of its fields.
///
/// ```
/// # use kess_sign::{Profile, to_params};
/// #[derive(serde::Serialize)]
/// struct Transfer<'a> {
///     service: &'a str,
///     amount: &'a str,
/// }
///
/// let params = to_params(&Transfer { service: "transfer", amount: "10.50" })?;
/// assert_eq!(params.canonical(&Profile::DEFAULT).as_str(), "amount=10.50&service=transfer");
/// # Ok::<(), kess_sign::SerializeError>(())
/// ```
///
/// # Errors
///
/// A value that is no struct or map, a key that is no text, bytes, a float that is not finite,
/// nesting beyond [`MAX_DEPTH`], or what the type's own `Serialize` reports.
pub fn to_params<T: Serialize + ?Sized>(value: &T) -> Result<Params, SerializeError> {
    match value.serialize(Tree { depth: 0 })? {
        Value::Object(params) => Ok(params),
        _ => Err(SerializeError::new("the parameters of a request must be a struct or a map")),
    }
}

/// A value cannot become parameters.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct SerializeError {
    message: String,
}

impl SerializeError {
    fn new(message: impl fmt::Display) -> Self {
        Self { message: message.to_string() }
    }
}

impl ser::Error for SerializeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message)
    }
}

type Result<T, E = SerializeError> = core::result::Result<T, E>;

/// Makes one value, `depth` levels below the top.
#[derive(Clone, Copy)]
struct Tree {
    depth: usize,
}

impl Tree {
    fn below(self) -> Result<Self> {
        if self.depth == MAX_DEPTH {
            let message = format_args!("nested more than {MAX_DEPTH} levels deep").to_string();
            return Err(SerializeError { message });
        }
        Ok(Self { depth: self.depth + 1 })
    }

    fn list(self, length: Option<usize>) -> Result<List> {
        let values = Vec::with_capacity(length.unwrap_or_default().min(4096));
        Ok(List { below: self.below()?, values, variant: None })
    }

    fn object(self, length: Option<usize>) -> Result<Object> {
        let entries = Vec::with_capacity(length.unwrap_or_default().min(4096));
        Ok(Object { below: self.below()?, entries, name: None, variant: None })
    }
}

fn float(float: f64) -> Result<Value> {
    Number::try_from(float).map(Value::Number).map_err(SerializeError::new)
}

fn wide_integer(literal: &str) -> Result<Value> {
    Number::from_literal(literal).map(Value::Number).map_err(SerializeError::new)
}

fn tagged(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(variant) => Value::Object(Params { entries: [(variant.into(), value)].into() }),
        None => value,
    }
}

impl ser::Serializer for Tree {
    type Ok = Value;
    type Error = SerializeError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = Object;

    fn serialize_bool(self, v: bool) -> Result<Value> {
        Ok(v.into())
    }

    fn serialize_i8(self, v: i8) -> Result<Value> {
        Ok(i64::from(v).into())
    }

    fn serialize_i16(self, v: i16) -> Result<Value> {
        Ok(i64::from(v).into())
    }

    fn serialize_i32(self, v: i32) -> Result<Value> {
        Ok(i64::from(v).into())
    }

    fn serialize_i64(self, v: i64) -> Result<Value> {
        Ok(v.into())
    }

    fn serialize_i128(self, v: i128) -> Result<Value> {
        wide_integer(&v.to_string())
    }

    fn serialize_u8(self, v: u8) -> Result<Value> {
        Ok(i64::from(v).into())
    }

    fn serialize_u16(self, v: u16) -> Result<Value> {
        Ok(i64::from(v).into())
    }

    fn serialize_u32(self, v: u32) -> Result<Value> {
        Ok(i64::from(v).into())
    }

    fn serialize_u64(self, v: u64) -> Result<Value> {
        wide_integer(&v.to_string())
    }

    fn serialize_u128(self, v: u128) -> Result<Value> {
        wide_integer(&v.to_string())
    }

    fn serialize_f32(self, v: f32) -> Result<Value> {
        // By way of its own shortest text: 0.1f32 is meant as 0.1, not as 0.10000000149011612.
        v.to_string().parse().map_err(SerializeError::new).and_then(float)
    }

    fn serialize_f64(self, v: f64) -> Result<Value> {
        float(v)
    }

    fn serialize_char(self, v: char) -> Result<Value> {
        Ok(Value::String(v.into()))
    }

    fn serialize_str(self, v: &str) -> Result<Value> {
        Ok(v.into())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value> {
        Err(SerializeError::new("bytes have no form in JSON; encode them as text"))
    }

    fn serialize_none(self) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &str, _: u32, variant: &'static str) -> Result<Value> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value> {
        match value.serialize(self)? {
            Value::String(text) if name == SECRET => Ok(Value::Secret(Secret::new(text))),
            value => Ok(value),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value> {
        Ok(tagged(Some(variant), value.serialize(self.below()?)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<List> {
        self.list(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<List> {
        self.list(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<List> {
        self.list(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<List> {
        Ok(List { variant: Some(variant), ..self.below()?.list(Some(length))? })
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Object> {
        self.object(length)
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Object> {
        self.object(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Object> {
        Ok(Object { variant: Some(variant), ..self.below()?.object(Some(length))? })
    }
}

#[derive(Debug)]
pub(crate) struct List {
    below: Tree,
    values: Vec<Value>,
    variant: Option<&'static str>,
}

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.values.push(value.serialize(self.below)?);
        Ok(())
    }

    fn finish(self) -> Value {
        tagged(self.variant, Value::List(self.values))
    }
}

impl ser::SerializeSeq for List {
    type Ok = Value;
    type Error = SerializeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

impl ser::SerializeTuple for List {
    type Ok = Value;
    type Error = SerializeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleStruct for List {
    type Ok = Value;
    type Error = SerializeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

impl ser::SerializeTupleVariant for List {
    type Ok = Value;
    type Error = SerializeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

#[derive(Debug)]
pub(crate) struct Object {
    below: Tree,
    entries: Vec<(Name, Value)>,
    name: Option<String>,
    variant: Option<&'static str>,
}

impl Object {
    fn push<T: Serialize + ?Sized>(&mut self, name: impl Into<Name>, value: &T) -> Result<()> {
        self.entries.push((name.into(), value.serialize(self.below)?));
        Ok(())
    }

    fn finish(self) -> Value {
        tagged(self.variant, Value::Object(Params::from_entries(self.entries)))
    }
}

impl ser::SerializeMap for Object {
    type Ok = Value;
    type Error = SerializeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.name = Some(key.serialize(MapKey)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        match self.name.take() {
            Some(name) => self.push(name, value),
            None => Err(SerializeError::new("a map gave a value without a key")),
        }
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

impl ser::SerializeStruct for Object {
    type Ok = Value;
    type Error = SerializeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<()> {
        self.push(key, value)
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

impl ser::SerializeStructVariant for Object {
    type Ok = Value;
    type Error = SerializeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<()> {
        self.push(key, value)
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tree({})", self.depth)
    }
}
