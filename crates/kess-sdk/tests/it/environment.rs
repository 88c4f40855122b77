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
