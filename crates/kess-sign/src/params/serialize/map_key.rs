//! The keys of a map, which JSON wants as text.

use alloc::string::{String, ToString};

use serde::ser::{Impossible, Serialize, Serializer};

use super::{Result, SerializeError};

/// Makes the key of a map: text, or an integer or a unit variant as text.
pub(super) struct MapKey;

impl MapKey {
    fn refuse<T>() -> Result<T> {
        Err(SerializeError::new("the keys of a map must be text or integers"))
    }
}

macro_rules! integer_keys {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, v: $type) -> Result<String> {
            Ok(v.to_string())
        }
    )*};
}

impl Serializer for MapKey {
    type Ok = String;
    type Error = SerializeError;
    type SerializeSeq = Impossible<String, SerializeError>;
    type SerializeTuple = Impossible<String, SerializeError>;
    type SerializeTupleStruct = Impossible<String, SerializeError>;
    type SerializeTupleVariant = Impossible<String, SerializeError>;
    type SerializeMap = Impossible<String, SerializeError>;
    type SerializeStruct = Impossible<String, SerializeError>;
    type SerializeStructVariant = Impossible<String, SerializeError>;

    integer_keys!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_u128: u128, serialize_char: char
    );

    fn serialize_str(self, v: &str) -> Result<String> {
        Ok(v.into())
    }

    fn serialize_unit_variant(self, _: &str, _: u32, variant: &'static str) -> Result<String> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<String> {
        value.serialize(self)
    }

    fn serialize_bool(self, _: bool) -> Result<String> {
        Self::refuse()
    }

    fn serialize_f32(self, _: f32) -> Result<String> {
        Self::refuse()
    }

    fn serialize_f64(self, _: f64) -> Result<String> {
        Self::refuse()
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<String> {
        Self::refuse()
    }

    fn serialize_none(self) -> Result<String> {
        Self::refuse()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<String> {
        Self::refuse()
    }

    fn serialize_unit(self) -> Result<String> {
        Self::refuse()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<String> {
        Self::refuse()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<String> {
        Self::refuse()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq> {
        Self::refuse()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        Self::refuse()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct> {
        Self::refuse()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        Self::refuse()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap> {
        Self::refuse()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct> {
        Self::refuse()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        Self::refuse()
    }
}
