//! Rust values to the tree.

use std::collections::BTreeMap;

use kess_sign::{Params, Profile, SECRET, Value, to_params};
use serde::{Serialize, Serializer};

struct Password(&'static str);

impl Serialize for Password {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SECRET, self.0)
    }
}

#[derive(Serialize)]
struct Everything {
    password: Password,
    none: Option<u8>,
    some: Option<i8>,
    unsigned: u64,
    wide: u128,
    float: f64,
    single: f32,
    letter: char,
    unit: (),
    pair: (u8, bool),
    list: Vec<&'static str>,
    map: BTreeMap<i32, &'static str>,
    #[serde(flatten)]
    flat: BTreeMap<&'static str, u8>,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
enum Choice {
    Unit,
    New(u8),
    Tuple(u8, u8),
    Struct { a: u8 },
}

#[test]
fn every_shape_has_its_json() {
    let value = Everything {
        password: Password("hunter2"),
        none: None,
        some: Some(-1),
        unsigned: u64::MAX,
        wide: 7,
        float: 10.5,
        single: 0.1,
        letter: 'ក',
        unit: (),
        pair: (1, true),
        list: vec!["a", "b"],
        map: [(2, "two"), (1, "one")].into(),
        flat: [("flat", 9)].into(),
        choices: vec![Choice::Unit, Choice::New(1), Choice::Tuple(1, 2), Choice::Struct { a: 3 }],
    };
    let params = to_params(&value).unwrap();
    assert!(matches!(params.get("password"), Some(Value::Secret(_))));
    let by_serde_json = serde_json::to_vec(&value).unwrap();
    let by_us = params.to_json();
    assert_eq!(std::str::from_utf8(&by_us), std::str::from_utf8(&by_serde_json));
}

#[test]
fn what_has_no_json_is_refused() {
    #[derive(Serialize)]
    struct Float {
        amount: f64,
    }
    let refused = to_params(&Float { amount: f64::NAN }).unwrap_err().to_string();
    assert_eq!(refused, "the number is too large for a double and would become infinity");
    assert!(to_params(&[1, 2]).is_err());
    assert!(to_params(&BTreeMap::from([(vec![1], 1)])).is_err());

    let mut deep = serde_json::json!(1);
    for _ in 0..200 {
        deep = serde_json::json!({ "a": deep });
    }
    assert_eq!(to_params(&deep).unwrap_err().to_string(), "nested more than 128 levels deep");
}

#[test]
fn the_tree_is_the_one_that_its_json_reads_as() {
    let value = serde_json::json!({"b": [1, {"x": "/"}], "a": "ក", "c": 1.5});
    let built = to_params(&value).unwrap();
    let read = Params::from_json(&serde_json::to_vec(&value).unwrap()).unwrap();
    let canonical = |params: &Params| params.canonical(&Profile::DEFAULT).as_str().to_owned();
    assert_eq!(canonical(&built), canonical(&read));
}
