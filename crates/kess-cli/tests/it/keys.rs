//! `key generate` and `key inspect`.

use std::fs;

use crate::program::{fixture, key, run};

#[test]
fn a_pair_is_made_once_and_belongs_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").to_str().unwrap().to_owned();
    let made = run(&["key", "generate", &path], b"");
    assert_eq!(made.code, 0, "{}", made.stderr);
    let files: Vec<&str> = made.stdout.lines().collect();
    let inspected = run(&["key", "inspect", files[0], files[1]], b"");
    assert_eq!(inspected.code, 0);
    assert!(inspected.stdout.ends_with("a pair: the two halves belong together\n"));
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
            inspected(&["ec-p256.pkcs8.pem"]),
            inspected(&["README.md"]),
        ]
        .join("---\n")
    );
}
