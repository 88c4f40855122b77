//! Every file of `fixtures/keys`, read as either half of a pair.

use std::fs;

use kess_sign::key::{PrivateKey, PublicKey};

use crate::fixtures::read;

/// What a file gives, for the table: the key's form and whose it is, or the error.
fn told(form: Result<(String, usize, PublicKey), String>) -> String {
    let merchant = PublicKey::parse(&read("keys/merchant.spki.pem")).unwrap();
    match form {
        Ok((form, bits, public)) => {
            format!("{form}, {bits} bits{}", if public == merchant { ", merchant" } else { "" })
        }
        Err(error) => error,
    }
}

#[test]
fn each_file_is_taken_for_what_it_is() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/keys");
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    let table: Vec<String> = names
        .iter()
        .map(|name| {
            let bytes = read(&format!("keys/{name}"));
            let private = told(
                PrivateKey::parse(&bytes)
                    .map(|key| (key.form().to_string(), key.bits(), key.public_key()))
                    .map_err(|error| error.to_string()),
            );
            let public = told(
                PublicKey::parse(&bytes)
                    .map(|key| (key.form().to_string(), key.bits(), key))
                    .map_err(|error| error.to_string()),
            );
            if private == public {
                format!("{name}\n  {private}")
            } else {
                format!("{name}\n  private: {private}\n  public:  {public}")
            }
        })
        .collect();
    insta::assert_snapshot!(table.join("\n"));
}
