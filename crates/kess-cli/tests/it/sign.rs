//! `canonical`, `sign`, `verify`, `seal`, `open`, `result`.

use std::fs;

use crate::program::{fixture, key, run};

fn case(name: &str, file: &str) -> Vec<u8> {
    fs::read(fixture("signing").join(name).join(file)).unwrap()
}

#[test]
fn parameters_become_the_string_and_the_signature_that_php_makes() {
    let params = case("default-transfer", "params.json");
    let canonical = run(&["canonical"], &params);
    assert_eq!(canonical.code, 0, "{}", canonical.stderr);
    let expected = String::from_utf8(case("default-transfer", "canonical.txt")).unwrap();
    assert_eq!(canonical.stdout, format!("{expected}\n"));
    let signed = run(&["sign", "--key", &key("merchant.pkcs8.pem")], &params);
    assert_eq!(signed.stdout.as_bytes(), case("default-transfer", "signature.b64"));
}

#[test]
fn a_signed_body_verifies_and_a_changed_one_does_not() {
    let (private, public) = (key("merchant.pkcs1.pem"), key("merchant.spki.pem"));
    let body = run(&["sign", "--body", "--key", &private], br#"{"service":"list_fees"}"#).stdout;
    assert!(body.starts_with(r#"{"service":"list_fees","sign_type":"RSA2","sign":""#), "{body}");
    assert_eq!(run(&["verify", "--key", &public], body.as_bytes()).code, 0);

    let changed = body.replace("list_fees", "transfer");
    let refused = run(&["verify", "--key", &public], changed.as_bytes());
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""));
    let other = run(&["verify", "--key", &key("other.spki.pem")], body.as_bytes());
    assert_eq!(other.code, 1);
    let unsigned = run(&["verify", "--key", &public], b"{}");
    assert_eq!((unsigned.code, unsigned.stderr.trim()), (1, "not valid: there is no `sign`"));
    let unusable = run(&["verify", "--key", &public], b"{\"a\":");
    assert_eq!(unusable.code, 2);
    assert_eq!(unusable.stderr.trim(), "error: the JSON text ends too early, at line 1, column 6");
}

#[test]
fn lines_are_answered_one_by_one() {
    let lines = concat!(
        r#"{"params":{"b":1.50,"a":[1,2]}}"#,
        "\n",
        "\n",
        r#"{"params":[1]}"#,
        "\n",
        r#"{"params":{"a":0,"b":"x y"},"profile":{"empty":"php","encode":"form"}}"#,
        "\n",
        r#"{"params":{},"profile":{"empty":"some"}}"#,
        "\n",
        "not json\n",
        r#"{"params":{"a":"ក\u0000"}}"#,
    );
    let answered = run(&["canonical", "--lines"], lines.as_bytes());
    assert_eq!(answered.code, 2, "there were lines that cannot be used");
    insta::assert_snapshot!(answered.stdout, @r#"
    {"canonical":"a=[1,2]&b=1.5"}
    {"error":"a line must be an object with `params`, an object"}
    {"canonical":"b=x+y"}
    {"error":"`empty` cannot be `some`; it can be null or php"}
    {"error":"expected a JSON object, `{…}`, at the top level, at line 1, column 1"}
    {"canonical":"a=ក\u0000"}
    "#);

    let signed = run(
        &["sign", "--lines", "--key", &key("merchant.pkcs8.pem")],
        br#"{"params":{"service":"list_fees"}}"#,
    );
    assert_eq!(signed.code, 0);
    assert!(signed.stdout.starts_with(r#"{"canonical":"service=list_fees","sign":""#));
    let unsigned = run(&["sign", "--lines"], br#"{"params":{"a":1}}"#);
    assert_eq!((unsigned.code, unsigned.stdout.as_str()), (0, "{\"canonical\":\"a=1\"}\n"));
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let told = |arguments: &[&str], stdin: &[u8]| {
        let ran = run(arguments, stdin);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        ran.stderr.replace(fixture("keys").to_str().unwrap(), "KEYS")
    };
    let told = [
        told(&["sign"], b"{}"),
        told(&["sign", "--key", "/no/such/file"], b"{}"),
        told(&["sign", "--key", &key("merchant.spki.pem")], b"{}"),
        told(&["sign", "--key", &key("small-1024.pkcs8.pem")], b"{}"),
        told(&["canonical", "--profile", "empty=maybe"], b"{}"),
        told(&["canonical"], b""),
        told(&["canonical"], b"{\"a\":\"\xff\"}"),
        told(&["open", "--key", &key("merchant.pkcs8.pem")], b"4111111111111111!"),
        told(&["seal", "--key", &key("merchant.spki.pem")], &[b'x'; 300]),
        told(&["result", "https://shop.example/"], b""),
    ];
    insta::assert_snapshot!(told.join(""));
}

#[test]
fn what_is_sealed_opens() {
    let (private, public) = (key("merchant.pkcs8.pem"), key("merchant.spki.pem"));
    let sealed = run(&["seal", "--key", &public], "សុខា\n".as_bytes());
    assert_eq!(sealed.stdout.trim().len(), 344);
    let opened = run(&["open", "--key", &private], sealed.stdout.as_bytes());
    assert_eq!((opened.code, opened.stdout.as_str()), (0, "សុខា\n"));
    let long = [b'x'; 300];
    let sealed = run(&["seal", "--chunked", "--key", &public], &long);
    let opened = run(&["open", "--key", &private], sealed.stdout.as_bytes());
    assert_eq!(opened.stdout.trim().as_bytes(), long);
}

#[test]
fn what_the_browser_brought_back_is_read_from_wherever_it_is() {
    let url = fs::read_to_string(fixture("wire/redirect_result/redirect.url")).unwrap();
    let page = fs::read(fixture("wire/redirect_result/page.html")).unwrap();
    let base64 = url.trim().split("result=").nth(1).unwrap();
    let by_argument = run(&["result", url.trim()], b"");
    assert_eq!(by_argument.code, 0);
    assert!(by_argument.stderr.starts_with("unverified:"));
    assert!(by_argument.stdout.contains(r#""transaction_ref": "TR-634378438475""#));
    for stdin in [url.as_bytes(), &page, base64.as_bytes()] {
        assert_eq!(run(&["result"], stdin).stdout, by_argument.stdout);
    }
}
