//! Laws that hold for any input.

use kess_sign::{Blocks, Params, Profile, Unsigned, key, open_text, seal_text, verify};
use proptest::prelude::*;
use serde_json::Value;

use crate::fixtures::{private_key, public_key};

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

pub(crate) fn object() -> impl Strategy<Value = Vec<(String, Value)>> {
    prop::collection::btree_map("[a-z_&=\\[\\]ក]{0,8}", json(), 0..12)
        .prop_map(|map| map.into_iter().collect())
}

pub(crate) fn profile() -> impl Strategy<Value = Profile> {
    const PARTS: &[&str] = &[
        "empty=null",
        "empty=php",
        "array=json",
        "array=always",
        "json=unescaped",
        "encode=form",
        "encode=rfc3986",
        "sign_type=omitted",
        "trim=php",
    ];
    prop::sample::select(PARTS).prop_map(|text| text.parse().unwrap())
}

pub(crate) fn params(entries: &[(String, Value)]) -> Params {
    let fields: Vec<String> = entries
        .iter()
        .map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())))
        .collect();
    Params::from_json(format!("{{{}}}", fields.join(",")).as_bytes()).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_parameters_does_not_matter(
        entries in object(),
        shuffle in any::<prop::sample::Index>(),
        profile in profile(),
    ) {
        let mut rotated = entries.clone();
        if !rotated.is_empty() {
            let middle = shuffle.index(rotated.len());
            rotated.rotate_left(middle);
        }
        let canonical = params(&entries).canonical(&profile);
        let of_rotated = params(&rotated).canonical(&profile);
        prop_assert_eq!(canonical.as_str(), of_rotated.as_str());
    }

    #[test]
    fn leaving_out_what_is_empty_changes_nothing(entries in object()) {
        let full = params(&entries);
        let kept: Vec<_> = entries
            .iter()
            .filter(|(_, value)| match value {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(values) => !values.is_empty(),
                Value::Object(object) => !object.is_empty(),
                _ => true,
            })
            .cloned()
            .collect();
        let (full, kept) = (full.canonical(&Profile::DEFAULT), params(&kept).canonical(&Profile::DEFAULT));
        prop_assert_eq!(full.as_str(), kept.as_str());
    }

    #[test]
    fn the_body_reads_back_as_what_was_signed(entries in object(), profile in profile()) {
        let tree = params(&entries);
        let read = Params::from_json(&tree.to_json()).unwrap();
        let (signed, received) = (tree.canonical(&profile), read.canonical(&profile));
        prop_assert_eq!(signed.as_str(), received.as_str());
        prop_assert_eq!(&*tree.to_json(), &*read.to_json());
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), text in ".*") {
        let _ = Params::from_json(&bytes);
        let _ = Params::from_json(text.as_bytes());
        let _ = key::PrivateKey::parse(&bytes);
        let _ = key::PublicKey::parse(text.as_bytes());
        let _ = text.parse::<Profile>();
    }
}

proptest! {
    // Private-key operations are slow in a debug build.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_signed_verifies_and_nothing_else_does(
        entries in object(),
        profile in profile(),
        flip in 0_usize..256,
    ) {
        let (private, public) = (private_key(), public_key());
        let signed = Unsigned::new(params(&entries), &profile).sign(&private).unwrap();
        let mut received = Params::from_json(&signed.body()).unwrap();
        prop_assert_eq!(verify(&received, &profile, &public), Ok(()));

        let engine = base64::engine::general_purpose::STANDARD;
        let mut bytes = base64::Engine::decode(&engine, signed.signature()).unwrap();
        bytes[flip] ^= 1;
        received.insert("sign", base64::Engine::encode(&engine, bytes));
        prop_assert!(verify(&received, &profile, &public).is_err());
    }

    #[test]
    fn what_is_sealed_opens(text in ".{1,60}") {
        let sealed = seal_text(&text, &public_key(), Blocks::Single).unwrap();
        let opened = open_text(&sealed, &private_key()).unwrap();
        prop_assert_eq!(opened.expose(), text);
    }
}
