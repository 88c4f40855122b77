//! A merchant from variables.

use std::collections::HashMap;

use kess_sdk::Builder;

fn variables() -> HashMap<&'static str, String> {
    let keys = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys");
    HashMap::from([
        ("KESS_BASE_URL", "https://gateway.example/merchantapi/v1".to_owned()),
        ("KESS_MERCHANT_ID", " m-1\n".to_owned()),
        ("KESS_MERCHANT_SECRET_KEY", "key".to_owned()),
        ("KESS_USER_NAME", "user".to_owned()),
        ("KESS_PASSWORD", "hunter2".to_owned()),
        ("KESS_PRIVATE_KEY_FILE", format!("{keys}/private.pem")),
        ("KESS_PUBLIC_KEY_FILE", format!("{keys}/public.pem")),
    ])
}

fn built(variables: &HashMap<&'static str, String>) -> Result<String, String> {
    Builder::from_variables(|name| variables.get(name).cloned())
        .and_then(Builder::build)
        .map(|client| format!("{client:?}"))
        .map_err(|error| {
            let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
            format!("{error}{}", cause.unwrap_or_default()).replace(env!("CARGO_MANIFEST_DIR"), "…")
        })
}

fn with(name: &'static str, value: &str) -> String {
    let mut variables = variables();
    variables.insert(name, value.to_owned());
    built(&variables).unwrap_err()
}

#[test]
fn all_that_is_needed_is_enough() {
    built(&variables()).unwrap();
    let mut without_public_key = variables();
    without_public_key.remove("KESS_PUBLIC_KEY_FILE");
    built(&without_public_key).unwrap();
}

#[cfg(feature = "encrypted-keys")]
fn fixture(name: &str) -> String {
    format!("{}/../../fixtures/keys/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// As where a platform has variables and no files.
fn with_text(key: &str) -> HashMap<&'static str, String> {
    let mut variables = variables();
    variables.remove("KESS_PRIVATE_KEY_FILE");
    variables.insert("KESS_PRIVATE_KEY", key.to_owned());
    variables
}

#[test]
fn keys_may_be_in_the_variables_themselves() {
    let pem = std::fs::read_to_string(variables()["KESS_PRIVATE_KEY_FILE"].as_str()).unwrap();
    let mut text = with_text(&format!("\"{}\"", pem.replace('\n', "\\n")));
    text.insert("KESS_PRIVATE_KEY_FILE", " ".to_owned());
    built(&text).unwrap();
    let public = std::fs::read_to_string(variables()["KESS_PUBLIC_KEY_FILE"].as_str()).unwrap();
    text.remove("KESS_PUBLIC_KEY_FILE");
    text.insert("KESS_PUBLIC_KEY", public.replace('\n', " "));
    built(&text).unwrap();
}

#[cfg(feature = "encrypted-keys")]
#[test]
fn an_encrypted_key_takes_its_passphrase() {
    let mut file = variables();
    file.insert("KESS_PRIVATE_KEY_FILE", fixture("encrypted.aes256-sha256.pem"));
    file.insert("KESS_PRIVATE_KEY_PASSPHRASE", "kess\n".to_owned());
    built(&file).unwrap();
    let mut text =
        with_text(&std::fs::read_to_string(fixture("encrypted.aes256-sha256.b64")).unwrap());
    text.insert("KESS_PRIVATE_KEY_PASSPHRASE", "kess".to_owned());
    built(&text).unwrap();
    // A passphrase for a key that needs none does no harm.
    let mut plain = variables();
    plain.insert("KESS_PRIVATE_KEY_PASSPHRASE", "kess".to_owned());
    built(&plain).unwrap();
}

#[cfg(feature = "encrypted-keys")]
#[test]
fn what_is_wrong_with_a_key_is_told_without_it() {
    let mut errors = vec![
        with("KESS_PRIVATE_KEY", "anything"),
        with("KESS_PUBLIC_KEY", "anything"),
        with("KESS_PRIVATE_KEY_FILE", &fixture("encrypted.aes256-sha256.pem")),
        with("KESS_PRIVATE_KEY_FILE", &fixture("encrypted.legacy.pem")),
        with("KESS_PRIVATE_KEY_FILE", &fixture("store.p12")),
        built(&with_text("hunter2")).unwrap_err(),
        built(&with_text("/etc/kess/private.pem")).unwrap_err(),
    ];
    let encrypted = std::fs::read_to_string(fixture("encrypted.aes256-sha256.pem")).unwrap();
    let mut text = with_text(&encrypted);
    errors.push(built(&text).unwrap_err());
    text.insert("KESS_PRIVATE_KEY_PASSPHRASE", "hunter2".to_owned());
    errors.push(built(&text).unwrap_err());
    let errors = errors.join("\n");
    insta::assert_snapshot!(errors);
    assert!(!errors.contains("hunter2"));
}

#[test]
fn what_is_missing_or_wrong_is_named_with_what_to_do() {
    let keys = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys");
    let mut errors: Vec<String> = ["KESS_BASE_URL", "KESS_MERCHANT_ID", "KESS_PRIVATE_KEY_FILE"]
        .into_iter()
        .map(|name| with(name, " "))
        .collect();
    errors.extend([
        with("KESS_PRIVATE_KEY_FILE", "/no/such/file"),
        with("KESS_PRIVATE_KEY_FILE", &format!("{keys}/public.pem")),
        with("KESS_PUBLIC_KEY_FILE", &format!("{keys}/private.pem")),
        with("KESS_BASE_URL", "http://gateway.example/v1"),
        with("KESS_BASE_URL", "gateway.example"),
        with("KESS_MERCHANT_ID", "m\r\nx-injected: 1"),
        with("KESS_MERCHANT_SECRET_KEY", "key\u{7}"),
    ]);
    insta::assert_snapshot!(errors.join("\n"));
}
