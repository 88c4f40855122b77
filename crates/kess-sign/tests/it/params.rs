//! Reading and writing the tree.

use kess_sign::{Params, Profile, Secret, Value};

fn body(json: &str) -> String {
    let params = Params::from_json(json.as_bytes()).unwrap_or_else(|e| panic!("{json}: {e}"));
    String::from_utf8(params.to_json().to_vec()).unwrap()
}

#[test]
fn the_body_keeps_order_and_literals() {
    let json = r#"{"z":10.50,"a":[1e2,-0,1E+5],"m":{"y":null,"x":true}}"#;
    assert_eq!(body(json), json);
    assert_eq!(body(r#"{"a":1,"b":2,"a":3}"#), r#"{"a":3,"b":2}"#);
    assert_eq!(body("{\"a\":\"\\u1780\\/\\u0001\\n\"}"), "{\"a\":\"ក/\\u0001\\n\"}");
}

#[test]
fn many_repeated_keys_are_resolved_as_few_are() {
    let entries: Vec<String> = (0..100).map(|i| format!("\"k{}\":{i}", i % 40)).collect();
    let params = Params::from_json(format!("{{{}}}", entries.join(",")).as_bytes()).unwrap();
    assert_eq!(params.len(), 40);
    let names: Vec<&str> = params.iter().map(|(name, _)| name).collect();
    assert_eq!(&names[..3], ["k0", "k1", "k2"]);
    let text = |name: &str| params.get(name).map(|value| format!("{value:?}"));
    assert_eq!((text("k0").as_deref(), text("k39").as_deref()), (Some("80"), Some("79")));
}

#[test]
fn what_is_no_request_is_refused_where_it_goes_wrong() {
    let errors: Vec<String> = [
        "",
        "  \n",
        "[1]",
        "{\"a\":1} x",
        "{\"a\":",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\ud800\\u0041\"}",
        "{\"a\":\n  01}",
        "{\"a\":1e400}",
        "{\"a\":[1.]}",
        "{\"a\":NaN}",
        "\u{feff}{}",
        "{\"a\":\"x",
    ]
    .into_iter()
    .map(|json| format!("{json:?}: {}", Params::from_json(json.as_bytes()).unwrap_err()))
    .collect();
    insta::assert_snapshot!(errors.join("\n"));
    let error = Params::from_json(b"{\"a\":\"\xff\"}").unwrap_err();
    assert_eq!(error.to_string(), "the text is not valid UTF-8, at line 1, column 7");
}

#[test]
fn nesting_is_bounded() {
    let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(Params::from_json(nested(127).as_bytes()).is_ok());
    let error = Params::from_json(nested(128).as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "nested more than 128 levels deep, at line 1, column 133");
    assert!(Params::from_json(nested(1_000_000).as_bytes()).is_err());
}

#[test]
fn secrets_are_sent_and_signed_and_never_shown() {
    let mut params = Params::from_json(br#"{"user_name":"u","password":"hunter2"}"#).unwrap();
    params.conceal("password").unwrap();
    params.conceal("absent").unwrap();
    params.insert("nested", Params::from_iter([("otp", Secret::new("123456"))]));
    assert_eq!(
        params.canonical(&Profile::DEFAULT).as_str(),
        r#"nested=[{"otp":"123456"}]&password=hunter2&user_name=u"#
    );
    assert_eq!(
        params.redacted().canonical(&Profile::DEFAULT).as_str(),
        r#"nested=[{"otp":"[redacted]"}]&password=[redacted]&user_name=u"#
    );
    let shown = format!("{params:?} {:?}", params.canonical(&Profile::DEFAULT));
    assert!(!shown.contains("hunter2") && !shown.contains("123456"), "{shown}");
}

#[test]
fn values_are_found_by_path() {
    let mut params = Params::from_json(br#"{"a":{"b":{"c":"x"}},"l":[1]}"#).unwrap();
    assert_eq!(params.at("a.b.c").and_then(Value::as_str), Some("x"));
    assert!(params.at("a.b.d").is_none() && params.at("l.0").is_none());
    *params.at_mut("a.b.c").unwrap() = "y".into();
    assert_eq!(params.at("a.b.c").and_then(Value::as_str), Some("y"));
    assert_eq!(params.conceal("l").unwrap_err().to_string(), "`l` is not text");
}
