//! Every case under `fixtures/doctor`, whose signatures come from PHP, Node and openssl.

use std::fs;
use std::path::{Path, PathBuf};

use kess_sign::{
    Cause, Diagnosis, Hints, NamedKey, Params, Profile, Secret, Sign as _, Verdict, diagnose,
    encode_signature, key,
};
use proptest::prelude::*;

use crate::fixtures::{private_key, read};
use crate::laws::{object, params, profile};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/doctor");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.join("cause.txt").exists()).collect();
    cases.sort();
    cases
}

fn keys() -> Vec<NamedKey> {
    let named = |name: &str, file: &str| {
        NamedKey::new(name, &key::PublicKey::parse(&read(file)).unwrap()).unwrap()
    };
    vec![
        named("the merchant's public key", "keys/merchant.spki.pem"),
        named("the other public key", "keys/other.spki.pem"),
    ]
}

fn text(case: &Path, file: &str) -> Option<String> {
    fs::read_to_string(case.join(file)).ok().map(|text| text.trim_end().to_owned())
}

/// `hints.json`: `values` by path, and `secret`.
fn hints(case: &Path) -> Hints {
    let Some(hints) = text(case, "hints.json") else { return Hints::new() };
    let json: serde_json::Value = serde_json::from_str(&hints).unwrap();
    let mut hints = Hints::new();
    for (path, value) in json["values"].as_object().into_iter().flatten() {
        hints = hints.value(path, Secret::new(value.as_str().unwrap()));
    }
    match json["secret"].as_str() {
        Some(secret) => hints.secret(Secret::new(secret)),
        None => hints,
    }
}

fn examined(case: &Path) -> Diagnosis {
    let params = Params::from_json(&fs::read(case.join("body.json")).unwrap()).unwrap();
    let profile: Profile = text(case, "profile.txt").unwrap_or_default().parse().unwrap();
    diagnose(&params, &keys(), &profile, &hints(case))
}

#[test]
fn every_mistake_is_named() {
    let mut wrong = Vec::new();
    let cases = cases();
    for case in &cases {
        let expected = text(case, "cause.txt").unwrap();
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let diagnosis = examined(case);
        let found = diagnosis.cause().map_or("valid", Cause::as_str);
        if found != expected {
            wrong.push(format!("{name}: expected {expected}\n{diagnosis}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() > 100, "only {} cases were found", cases.len());
}

/// Signs a string with the merchant's key, and puts the signature into the parameters.
fn with_signature_of(params: &Params, profile: &Profile, string: &[u8]) -> Params {
    let signature = private_key().sign(profile.hash, string).unwrap();
    let mut signed = params.clone();
    signed.insert("sign", encode_signature(&signature));
    signed
}

/// A body in which every switch makes a difference.
const TELLING: &str = r#"{"service":"x","name":" a b/~ ","zero":0,"list":["ក/"],"object":{"k":"/"},
    "sign_type":"RSA2"}"#;

#[test]
fn each_switch_is_named_in_either_direction() {
    let mut switches = vec![
        ("empty=php", Cause::ZerosLeftOut, Cause::ZerosKept),
        ("array=json", Cause::ObjectsNotBracketed, Cause::ObjectsBracketed),
        ("array=always", Cause::ListsBracketedTwice, Cause::ObjectsBracketed),
        ("json=unescaped", Cause::JsonNotEscaped, Cause::JsonEscaped),
        ("encode=form", Cause::ValuesFormEncoded, Cause::ValuesNotEncoded),
        ("encode=rfc3986", Cause::ValuesRfc3986Encoded, Cause::ValuesNotEncoded),
        ("sign_type=omitted", Cause::SignTypeLeftOut, Cause::SignTypeSigned),
        ("trim=php", Cause::ValuesTrimmed, Cause::ValuesNotTrimmed),
    ];
    if cfg!(feature = "legacy-sha1") {
        switches.push(("hash=sha1", Cause::HashSha1, Cause::HashSha256));
    }
    let params = Params::from_json(TELLING.as_bytes()).unwrap();
    for (text, forth, back) in switches {
        let other: Profile = text.parse().unwrap();
        for (done, expected, cause) in
            [(other, Profile::DEFAULT, forth), (Profile::DEFAULT, other, back)]
        {
            let string = params.canonical(&done);
            let body = with_signature_of(&params, &done, string.as_bytes());
            let diagnosis = diagnose(&body, &keys(), &expected, &Hints::new());
            let causes: Vec<Cause> = diagnosis.causes().collect();
            assert_eq!((causes, diagnosis.profile()), (vec![cause], Some(&done)), "{text}");
            assert_eq!(diagnosis.verdict(), Verdict::OtherProfile, "{text}");
            let same = diagnose(&body, &keys(), &done, &Hints::new());
            assert_eq!((same.verdict(), same.cause()), (Verdict::Valid, None), "{text}");
        }
    }
}

#[test]
fn several_mistakes_are_all_named() {
    let params = Params::from_json(TELLING.as_bytes()).unwrap();
    let string = "service=x&name=+a+b%2F%7E+&zero=0&list=%5B%22%E1%9E%80%2F%22%5D\
                  &object=%7B%22k%22%3A%22%2F%22%7D&sign_type=RSA2";
    let body = with_signature_of(&params, &Profile::DEFAULT, string.as_bytes());
    let diagnosis = diagnose(&body, &keys(), &Profile::DEFAULT, &Hints::new());
    let causes: Vec<&str> = diagnosis.causes().map(Cause::as_str).collect();
    let expected =
        ["not-sorted", "values-form-encoded", "objects-not-bracketed", "json-not-escaped"];
    assert_eq!(causes, expected);
    assert_eq!((diagnosis.verdict(), diagnosis.profile()), (Verdict::Mistake, None));
}

#[test]
fn a_diagnosis_shows_where_the_strings_part_and_no_secret() {
    let mut params = Params::from_json(
        br#"{"service":"confirm","password":"hunter2","amount":"1.50","token":"t0ken","sign_type":"RSA2"}"#,
    )
    .unwrap();
    let string =
        "amount=1.5&password=hunter2&service=confirm&sign_type=RSA2&token=t0ken&key=s3cret";
    params = with_signature_of(&params, &Profile::DEFAULT, string.as_bytes());
    params.conceal("password").unwrap();
    params.conceal("token").unwrap();
    let hints = Hints::new().secret(Secret::new("s3cret"));
    let diagnosis = diagnose(&params, &keys(), &Profile::DEFAULT, &hints);
    insta::assert_snapshot!(diagnosis, @"
    not valid: text-as-number, key-appended

      an amount that the body has as text, with zeros at its end, was signed as a number
      change    sign the same text that is sent

      a secret was put to the string, as gateways with MD5 signatures want it
      change    sign the parameters alone; the private key is the only secret in an RSA signature

      key       the merchant's public key
      the strings differ from byte 10 on, after amount=1.5
      expected  0&password=[redacted]&service=confirm&sign_type=RSA2&token=[redacted]
      signed    &password=[redacted]&service=confirm&sign_type=RSA2&token=[redacted]&key=[redacted]
    ");
    let debug = format!("{diagnosis:?} {hints:?}");
    let shown = format!("{diagnosis}{}{}{debug}", diagnosis.message(), diagnosis.remedy());
    for secret in ["hunter2", "t0ken", "s3cret"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn the_names_of_causes_are_stable_and_unique() {
    let names: std::collections::BTreeSet<&str> =
        Cause::ALL.iter().map(|cause| cause.as_str()).collect();
    assert_eq!(names.len(), Cause::ALL.len());
    for cause in Cause::ALL {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(cause.as_str().chars().all(kebab), "{cause}");
        assert!(!cause.sentence().contains(['{', '}']) && !cause.remedy().is_empty(), "{cause}");
    }
}

#[test]
fn the_work_is_bounded_however_hostile_the_body_is() {
    let deep = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    let long = "x".repeat(1 << 20);
    let nulls = vec!["null"; 100_000].join(",");
    let fields: Vec<String> = (0..50_000).map(|i| format!("\"k{i}\":{i}.50")).collect();
    for json in [
        format!("{{\"a\":{deep},\"b\":{deep},\"c\":{deep}}}"),
        format!("{{\"a\":\"{long}\",\"b\":\"ក\"}}"),
        format!("{{\"{long}\":[{nulls}]}}"),
        format!("{{\"{long}\":{{\"{long}\":{{\"{long}\":[{nulls}]}}}}}}"),
        format!("{{{}}}", fields.join(",")),
        "{}".to_owned(),
    ] {
        let params = Params::from_json(json.as_bytes()).unwrap();
        let body = with_signature_of(&params, &Profile::DEFAULT, b"nothing that is known");
        let diagnosis = diagnose(&body, &keys(), &Profile::DEFAULT, &Hints::new());
        assert_eq!(diagnosis.cause(), Some(Cause::UnknownString));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn diagnosing_never_panics(
        entries in object(),
        signature in prop_oneof![
            ".*",
            "[A-Za-z0-9+/=% -]{0,700}",
            prop::collection::vec(any::<u8>(), 0..600).prop_map(|bytes| encode_signature(&bytes)),
        ],
        path in "[a-z_.]{0,6}",
    ) {
        let mut params = params(&entries);
        params.insert("sign", signature);
        let hints = Hints::new().value(path, Secret::new("x")).secret(Secret::new("y"));
        let diagnosis = diagnose(&params, &keys(), &Profile::DEFAULT, &hints);
        prop_assert!(diagnosis.verdict() != Verdict::Valid);
        let _ = (diagnosis.to_string(), diagnosis.message(), diagnosis.remedy());
    }

    #[test]
    fn what_a_profile_signs_is_valid_under_it(entries in object(), profile in profile()) {
        let params = params(&entries);
        let string = params.canonical(&profile);
        let body = with_signature_of(&params, &profile, string.as_bytes());
        let diagnosis = diagnose(&body, &keys(), &profile, &Hints::new());
        prop_assert_eq!(diagnosis.verdict(), Verdict::Valid);
    }

    #[test]
    fn the_order_of_the_body_is_told_from_that_of_the_names(entries in object()) {
        let params = params(&entries);
        let string = params.canonical(&Profile::DEFAULT);
        let pairs: Vec<&str> = string.as_str().split('&').rev().collect();
        let body = with_signature_of(&params, &Profile::DEFAULT, pairs.join("&").as_bytes());
        let diagnosis = diagnose(&body, &keys(), &Profile::DEFAULT, &Hints::new());
        prop_assert_eq!(diagnosis.verdict() == Verdict::Valid, pairs.join("&") == string.as_str());
    }
}
