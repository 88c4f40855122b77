//! `diagnose`.

use std::fs;

use crate::program::{command, feed, fixture, key, run};

fn case(name: &str) -> Vec<u8> {
    fs::read(fixture("doctor").join(name).join("body.json")).unwrap()
}

#[test]
fn a_mistake_is_named_with_what_to_change_and_where_the_strings_part() {
    let keys = ["--key", &key("merchant.spki.pem")];
    let arguments = |more: &[&'static str]| -> Vec<String> {
        let words = ["diagnose"].iter().chain(&keys).chain(more);
        words.map(|word| (*word).to_owned()).collect()
    };
    let told = |name: &str, more: &[&'static str]| {
        let arguments = arguments(more);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = run(&arguments, &case(name));
        (ran.code, ran.stdout.replace(&key("merchant.spki.pem"), "KEY"))
    };
    let (code, text) = told("not-sorted-js", &[]);
    insta::assert_snapshot!(text, @"
    not valid: not-sorted

      the parameters are in the order of the body
      change    sort the names before joining

      key       KEY
      the strings differ from the start (byte 0):
      expected  amount=1&currency=USD&reference=INV/2024/17&service=block_money&sign_type=RSA2&user_token=[redacted]
      signed    service=block_money&user_token=[redacted]&amount=1&currency=USD&reference=INV/2024/17&sign_type=RSA2
    ");
    assert_eq!(code, 1);
    let (code, text) = told("values-form-encoded", &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let object = json.as_object().unwrap();
    assert_eq!((code, object.len()), (1, 10), "{text}");
    assert_eq!(
        (json["verdict"].as_str(), json["first_difference"].as_u64()),
        (Some("other-profile"), Some(31))
    );
    assert_eq!(json["cause"], "values-form-encoded");
    assert_eq!(json["causes"], serde_json::json!(["values-form-encoded"]));
    assert_eq!(
        (json["profile"].as_str(), json["key"].as_str()),
        (Some("encode=form"), Some("KEY"))
    );
    assert_eq!(json["message"], "the values were percent-encoded, a space as `+` (`urlencode`)");
    for string in ["expected", "signed", "remedy"] {
        assert!(json[string].as_str().is_some_and(|text| !text.is_empty()), "{text}");
    }
    assert_eq!(told("values-form-encoded", &["--profile", "encode=form"]), (0, "valid\n".into()));
    assert_eq!(told("valid", &[]), (0, "valid\n".into()));
    let (code, json) = told("valid", &["--json"]);
    assert!(code == 0 && json.contains(r#""cause":null"#), "{json}");
}

#[test]
fn other_keys_and_hints_are_taken_and_hints_are_not_shown() {
    let both = ["diagnose", "--key", &key("merchant.spki.pem"), "--key", &key("other.pkcs8.pem")];
    let other = run(&both, &case("other-key"));
    assert!(other.stdout.starts_with("not valid: other-key\n"), "{}", other.stdout);

    let mut appended = command();
    appended.env("KESS_PUBLIC_KEY_FILE", key("merchant.spki.pem"));
    appended.env("APPENDED", "sk_test_51c0ffee");
    appended.args(["diagnose", "--secret-key-env", "APPENDED"]);
    let appended = feed(&mut appended, &case("key-appended"));
    assert!(appended.stdout.starts_with("not valid: key-appended\n"), "{}", appended.stdout);
    assert!(!appended.stdout.contains("sk_test"), "{}", appended.stdout);

    let folder = tempfile::tempdir().unwrap();
    let number = folder.path().join("number");
    fs::write(&number, "4162210200041730\n").unwrap();
    let mut plain = command();
    plain.env("CODE", "1234").env("HOLDER", "SOKHA KIN");
    plain.args(["diagnose", "--key", &key("merchant.spki.pem")]);
    plain.args(["--plain", &format!("sourceOfFunds.card.number=@{}", number.display())]);
    plain.args(["--plain", "sourceOfFunds.card.securityCode=env:CODE"]);
    plain.args(["--plain", "holder_name=env:HOLDER"]);
    let plain = feed(&mut plain, &case("plaintext-signed"));
    assert!(plain.stdout.starts_with("not valid: plaintext-signed"), "{}", plain.stdout);
    assert!(plain.stdout.contains("differ in what is redacted"), "{}", plain.stdout);
    for secret in ["4162210200041730", "1234", "SOKHA"] {
        assert!(!plain.stdout.contains(secret), "{}", plain.stdout);
    }
}

#[test]
fn what_an_operation_keeps_secret_is_not_shown() {
    let body = r#"{"service":"confirm_payments","user_id":"7","token":"t0ken","password":"123456",
        "sign_type":"RSA2","sign":"AAAA"}"#;
    let ran = run(&["diagnose", "--json", "--key", &key("merchant.spki.pem")], body.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("password=[redacted]"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("123456"), "{}", ran.stdout);
}

#[test]
fn input_that_cannot_be_used_is_told_from_a_bad_signature() {
    let public = key("merchant.spki.pem");
    for (arguments, stdin) in [
        (vec!["diagnose", "--key", &public], "{\"a\":"),
        (vec!["diagnose", "--key", "/no/such/file"], "{}"),
        (vec!["diagnose"], "{}"),
        (vec!["diagnose", "--key", &public, "--plain", "a=secret"], "{}"),
        (vec!["diagnose", "--key", &public, "--plain", "a=@-"], "{}"),
        (vec!["diagnose", "--key", &public, "--secret-key-env", "NOT_SET"], "{}"),
    ] {
        let ran = run(&arguments, stdin.as_bytes());
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.stderr.contains("a=secret"), "{}", ran.stderr);
    }
    let unsigned = run(&["diagnose", "--key", &public], b"{}");
    assert!(unsigned.stdout.starts_with("not valid: no-signature\n"), "{}", unsigned.stdout);
    assert_eq!(unsigned.code, 1);
}
