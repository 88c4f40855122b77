//! Every case under `fixtures/signing`, whose expected bytes come from PHP and phpseclib.

use std::fs;
use std::path::{Path, PathBuf};

use kess_sign::{Params, Profile, key, rustcrypto, verify};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

pub(crate) fn read(path: &str) -> Vec<u8> {
    let path = fixtures().join(path);
    fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub(crate) fn private_key() -> rustcrypto::PrivateKey {
    let key = key::PrivateKey::parse(&read("keys/merchant.pkcs8.pem")).unwrap();
    rustcrypto::PrivateKey::new(&key).unwrap()
}

pub(crate) fn public_key() -> rustcrypto::PublicKey {
    let key = key::PublicKey::parse(&read("keys/merchant.spki.pem")).unwrap();
    rustcrypto::PublicKey::new(&key).unwrap()
}

/// `None` where this build lacks the hash that the case is about.
fn profile(text: &str) -> Option<Profile> {
    let mut profile = Profile::DEFAULT;
    for (name, value) in text.parse::<toml::Table>().unwrap() {
        let value = value.as_str().unwrap();
        if (name.as_str(), value) == ("hash", "sha1") && !cfg!(feature = "legacy-sha1") {
            return None;
        }
        profile.set(&name, value).unwrap();
    }
    Some(profile)
}

/// Calls `check` with the name, profile, canonical string and signature of every case.
pub(crate) fn each_case(mut check: impl FnMut(&str, Profile, &[u8], &[u8])) {
    let (mut cases, mut need_sha1) = (0, 0);
    for entry in fs::read_dir(fixtures().join("signing")).unwrap() {
        let directory = entry.unwrap().path();
        if !directory.is_dir() {
            continue;
        }
        let case = directory.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(profile) = profile(&fs::read_to_string(directory.join("profile.toml")).unwrap())
        else {
            need_sha1 += 1;
            continue;
        };
        let canonical = fs::read(directory.join("canonical.txt")).unwrap();
        let signature = fs::read_to_string(directory.join("signature.b64")).unwrap();
        let engine = base64::engine::general_purpose::STANDARD;
        let signature = base64::Engine::decode(&engine, signature.trim_end()).unwrap();
        check(&case, profile, &canonical, &signature);
        cases += 1;
    }
    assert_eq!(need_sha1, if cfg!(feature = "legacy-sha1") { 0 } else { 3 });
    assert!(cases + need_sha1 >= 80, "only {cases} cases were found");
}

#[test]
fn every_canonical_string_is_phps() {
    each_case(|case, profile, canonical, _| {
        let expected = std::str::from_utf8(canonical).unwrap();
        let params = Params::from_json(&read(&format!("signing/{case}/params.json")))
            .unwrap_or_else(|e| panic!("{case}: params: {e}"));
        assert_eq!(params.canonical(&profile).as_str(), expected, "{case}: canonical string");
        let reread = Params::from_json(&params.to_json()).unwrap();
        assert_eq!(reread.canonical(&profile).as_str(), expected, "{case}: body");
    });
}

#[test]
fn a_signature_holds_for_its_own_body_alone() {
    let (private, public) = (private_key(), public_key());
    let params = Params::from_json(&read("signing/default-transfer/params.json")).unwrap();
    let signed = kess_sign::Unsigned::new(params, &Profile::DEFAULT).sign(&private).unwrap();
    let received = Params::from_json(&signed.body()).unwrap();
    assert_eq!(verify(&received, &Profile::DEFAULT, &public), Ok(()));

    let mut changed = received.clone();
    changed.insert("amount", "999");
    let mismatch = verify(&changed, &Profile::DEFAULT, &public).unwrap_err();
    assert_eq!(mismatch, kess_sign::VerifyError::Mismatch);

    let mut unsigned = received.clone();
    unsigned.remove("sign");
    let missing = verify(&unsigned, &Profile::DEFAULT, &public).unwrap_err();
    assert_eq!(missing, kess_sign::VerifyError::Missing);

    let mut garbled = received;
    garbled.insert("sign", "not base64!");
    let garbled = verify(&garbled, &Profile::DEFAULT, &public).unwrap_err();
    assert!(matches!(garbled, kess_sign::VerifyError::NotBase64(_)), "{garbled}");
}
