//! Every operation against its description and against what the gateway's document prints.

use std::fs;
use std::path::{Path, PathBuf};

use kess_types::{Envelope, OPERATIONS, Operation, Presence, Protection, for_each_operation};

use crate::probe::{json, leaves, secrets};

fn fixtures(operation: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire").join(operation)
}

fn read(operation: &str, file: &str) -> Vec<u8> {
    let path = fixtures(operation).join(file);
    fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn assert_description_holds<O: Operation + std::fmt::Debug>(name: &str) {
    let example = O::example();
    assert_eq!(O::INFO.name, name);
    assert_eq!(example.validate(), Ok(()), "{name}: the example is valid");

    let mut described: Vec<&str> = O::INFO.fields.iter().map(|field| field.path).collect();
    described.sort_unstable();
    assert_eq!(leaves(&json(&example)), described, "{name}: the example has every field");

    let mut protected: Vec<&str> = O::INFO
        .fields
        .iter()
        .filter(|field| field.protection != Protection::Clear)
        .map(|field| field.path)
        .collect();
    protected.sort_unstable();
    assert_eq!(secrets(&example), protected, "{name}: what is protected is a secret by its type");

    for secret in O::INFO.secret() {
        let value = secret.split('.').fold(json(&example), |json, part| json[part].clone());
        let shown = format!("{example:?}");
        assert!(!shown.contains(value.as_str().unwrap()), "{name}: {secret} in {shown}");
    }
}

/// What the document prints as a request has no parameter that we do not know.
fn assert_documented_request_is_known<O: Operation>(name: &str) {
    let documented: serde_json::Value =
        serde_json::from_slice(&read(name, "request.json")).unwrap();
    let service = documented.get("service").and_then(|service| service.as_str()).unwrap_or("");
    assert_eq!(service, O::INFO.service, "{name}");
    let known: Vec<&str> = O::INFO.fields.iter().map(|field| field.path).collect();
    for path in leaves(&documented) {
        assert!(path == "service" || known.contains(&path.as_str()), "{name}: {path}");
    }
    let documented = leaves(&documented);
    for field in O::INFO.fields {
        // Required by the document's table, absent from its example: noted beside the fixture.
        let exempt = name == "tokenize_visa_master" && field.path == "sourceOfFunds.type";
        if field.presence == Presence::Required && !exempt {
            assert!(documented.iter().any(|path| path == field.path), "{name}: {}", field.path);
        }
    }
}

fn documented_response<O>(name: &str) -> String
where
    O: Operation<Response: std::fmt::Debug>,
{
    let envelope = Envelope::parse(&read(name, "response.json")).unwrap();
    assert!(envelope.success());
    let response: O::Response = envelope.data().unwrap_or_else(|e| panic!("{name}: {e}"));
    format!("{response:#?}")
}

macro_rules! per_operation {
    ($($name:ident: $request:ident,)*) => {
        #[test]
        fn every_description_is_what_the_type_does() {
            $(assert_description_holds::<kess_types::$request>(stringify!($name));)*
        }

        #[test]
        fn every_documented_request_is_known() {
            $(assert_documented_request_is_known::<kess_types::$request>(stringify!($name));)*
        }

        #[test]
        fn every_documented_response_is_read() {
            let read = [$(
                format!("## {}\n{}", stringify!($name),
                    documented_response::<kess_types::$request>(stringify!($name)))
            ),*];
            insta::assert_snapshot!(read.join("\n\n"));
        }
    };
}
for_each_operation!(per_operation);

#[test]
fn every_documented_failure_is_read() {
    let mut failures = Vec::new();
    for operation in OPERATIONS {
        if let Ok(body) = fs::read(fixtures(operation.name).join("failure.json")) {
            let envelope = Envelope::parse(&body).unwrap();
            assert!(!envelope.success());
            failures.push(format!(
                "{}: {:?} {:?}: {}",
                operation.name,
                envelope.code(),
                envelope.message(),
                envelope.errors()
            ));
        }
    }
    insta::assert_snapshot!(failures.join("\n"));
}

#[test]
fn the_table_is_the_documents_list() {
    let mut operations = OPERATIONS.to_vec();
    operations.sort_by_key(|operation| operation.position);
    let rows: Vec<String> = operations
        .iter()
        .map(|operation| {
            let fields: Vec<String> = operation
                .fields
                .iter()
                .map(|field| {
                    let required = if field.presence == Presence::Required { "*" } else { "?" };
                    let key = if field.key { " key" } else { "" };
                    let protection = match field.protection {
                        Protection::Clear => "",
                        Protection::Secret => " secret",
                        Protection::Sealed => " sealed",
                    };
                    format!("{}{required}{key}{protection}", field.path)
                })
                .collect();
            format!(
                "{:2} {} ({}): {}",
                operation.position,
                operation.name,
                operation.effect.as_str(),
                fields.join(", ")
            )
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
    let positions: Vec<usize> = operations.iter().map(|info| info.position.into()).collect();
    assert_eq!(positions, (1..=operations.len()).collect::<Vec<_>>());
    assert!(operations.len() >= 17);
}
