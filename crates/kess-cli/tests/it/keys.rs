//! `key generate` and `key inspect`.

use std::fs;

use crate::program::{command, feed, fixture, key, run};

#[test]
fn a_pair_is_made_once_and_belongs_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").to_str().unwrap().to_owned();
    let made = run(&["key", "generate", &path], b"");
    assert_eq!(made.code, 0, "{}", made.stderr);
    let files: Vec<&str> = made.stdout.lines().collect();
    let inspected = run(&["key", "inspect", files[0], files[1]], b"");
    assert_eq!(inspected.code, 0);
    assert!(inspected.stdout.contains("a pair: the two halves belong together\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(files[0]).unwrap().permissions().mode() & 0o777, 0o600);
    }

    let private = fs::read(files[0]).unwrap();
    let again = run(&["key", "generate", &path], b"");
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    assert_eq!(fs::read(files[0]).unwrap(), private, "nothing was replaced");
}

#[test]
fn a_file_is_told_for_what_it_is() {
    let inspected = |files: &[&str]| {
        let paths: Vec<String> = files.iter().map(|file| key(file)).collect();
        let mut arguments = vec!["key", "inspect"];
        arguments.extend(paths.iter().map(String::as_str));
        let ran = run(&arguments, b"");
        let text = format!("{}{}{}", ran.code, ran.stdout, ran.stderr);
        text.replace(fixture("keys").to_str().unwrap(), "KEYS")
    };
    insta::assert_snapshot!(
        [
            inspected(&["merchant.pkcs8.pem", "merchant.spki.pem"]),
            inspected(&["merchant.pkcs1.pem", "other.spki.pem"]),
            inspected(&["small-1024.spki.pem"]),
            inspected(&["bundle.pem", "certificate.der"]),
            inspected(&["merchant.spki.der", "mangled.notepad-utf16be.pem"]),
            inspected(&["ec-p256.pkcs8.pem"]),
            inspected(&["encrypted.aes256-sha256.pem"]),
            inspected(&["encrypted.legacy.pem"]),
            inspected(&["store.p12"]),
            inspected(&["README.md"]),
        ]
        .join("---\n")
    );
}

#[test]
fn an_encrypted_key_takes_its_passphrase_from_a_variable() {
    let path = key("encrypted.aes256-sha256.pem");
    let with = |passphrase: &str, arguments: &[&str]| {
        feed(command().env("SECRET", passphrase).args(arguments), b"")
    };
    let inspect = ["key", "inspect", "--passphrase-env", "SECRET", &path];
    let inspected = with("kess", &inspect);
    assert_eq!(inspected.code, 0, "{}", inspected.stderr);
    assert!(inspected.stdout.contains("form:    encrypted PKCS#8\nbits:    2048\n"));
    let wrong = with("hunter2", &inspect);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("the passphrase does not open"), "{}", wrong.stderr);
    assert!(!wrong.stderr.contains("hunter2"));
}

#[test]
fn an_encrypted_key_signs_as_it_does_without_its_passphrase() {
    let signed = |name: &str| {
        let mut command = command();
        command.env("KESS_PRIVATE_KEY_PASSPHRASE", "kess").args(["sign", "--key", &key(name)]);
        feed(&mut command, br#"{"service":"list_fees"}"#)
    };
    let (plain, encrypted) = (signed("merchant.pkcs8.pem"), signed("encrypted.php.pem"));
    assert_eq!((plain.code, encrypted.code), (0, 0), "{}", encrypted.stderr);
    assert_eq!(plain.stdout, encrypted.stdout);

    let body = run(&["sign", "--body", "--key", &key("merchant.pkcs8.pem")], b"{}").stdout;
    for public in ["certificate.pem", "merchant.spki.b64", "bundle.encrypted.pem"] {
        let verified = run(&["verify", "--key", &key(public)], body.as_bytes());
        assert_eq!(verified.code, 0, "{public}: {}", verified.stderr);
    }
}
