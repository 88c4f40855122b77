//! The envelope, as leniently as PHP and proxies need it.

use kess_types::{Envelope, Nothing, Receipt};

fn parse(body: &str) -> Envelope {
    Envelope::parse(body.as_bytes()).unwrap_or_else(|e| panic!("{body}: {e}"))
}

#[test]
fn success_and_code_come_in_many_spellings() {
    for truth in ["true", "\"true\"", "1", "\"1\"", "\"TRUE\""] {
        assert!(parse(&format!("{{\"success\":{truth}}}")).success(), "{truth}");
    }
    for falsehood in ["false", "\"false\"", "0", "\"0\""] {
        assert!(!parse(&format!("{{\"success\":{falsehood}}}")).success(), "{falsehood}");
    }
    assert_eq!(parse(r#"{"success":true,"code":"200"}"#).code(), Some(200));
    assert_eq!(parse(r#"{"success":true,"code":200}"#).code(), Some(200));
    assert_eq!(parse(r#"{"success":true,"code":"x"}"#).code(), None);
    assert!(!parse(r#"{"success":true,"success":false}"#).success());
}

#[test]
fn what_is_no_envelope_is_refused() {
    for body in [
        "",
        "[]",
        "null",
        "{}",
        "<html>",
        r#"{"success":null}"#,
        r#"{"success":"yes"}"#,
        r#"{"success":{}}"#,
        r#"{"code":200}"#,
        r#"{"success":true"#,
        r#"{"success":true} x"#,
    ] {
        assert!(Envelope::parse(body.as_bytes()).is_err(), "{body}");
    }
    assert!(Envelope::parse(b"{\"success\":true,\"message\":\"\xff\"}").is_err());
}

#[test]
fn nothing_is_printed_in_many_ways() {
    for body in [
        r#"{"success":true,"data":[]}"#,
        r#"{"success":true,"data":{}}"#,
        r#"{"success":true,"data":null}"#,
        r#"{"success":true}"#,
    ] {
        assert_eq!(parse(body).data::<Nothing>(), Ok(Nothing), "{body}");
    }
}

#[test]
fn errors_come_in_many_shapes() {
    let errors = |error: &str| {
        parse(&format!(r#"{{"success":false,"error":{error}}}"#)).errors().to_string()
    };
    assert_eq!(errors(r#"{"a":["x","y"],"b":"z"}"#), "a: x; a: y; b: z");
    assert_eq!(errors(r#"{"card":{"number":["bad"]}}"#), "card.number: bad");
    assert_eq!(errors(r#"["x","y"]"#), "x; y");
    assert_eq!(errors(r#""invalid sign""#), "invalid sign");
    assert_eq!(errors("null"), "");
    assert_eq!(parse(r#"{"success":false}"#).errors().iter().len(), 0);
    let envelope = parse(r#"{"success":false,"error":{"email":["taken"]}}"#);
    assert_eq!(envelope.errors().get("email"), Some("taken"));
    assert_eq!(envelope.errors().get("phone"), None);
}

#[test]
fn data_that_is_not_as_promised_is_told_by_path() {
    let envelope = parse(r#"{"success":true,"data":{"reference":[1]}}"#);
    let error = envelope.data::<Receipt>().unwrap_err();
    insta::assert_snapshot!(error, @"`data` is not what the operation promises, at `reference`: expected text or a number, found a list");
    let error = parse(r#"{"success":true,"data":[]}"#).data::<Receipt>().unwrap_err();
    insta::assert_snapshot!(error, @"`data` is not what the operation promises, at `.`: missing field `reference`");
    let error = parse(r#"{"success":true,"data":["R"]}"#).data::<Receipt>().unwrap_err();
    insta::assert_snapshot!(error, @"`data` is not what the operation promises, at `.`: expected an object, found a list");
}

#[test]
fn unknown_fields_are_no_obstacle_and_stay_reachable() {
    let envelope = parse(r#"{"success":true,"trace":"x","data":{"reference":"R","more":{"a":1}}}"#);
    assert_eq!(envelope.data::<Receipt>().unwrap().reference.as_str(), "R");
    assert_eq!(envelope.raw_data().unwrap().get(), r#"{"reference":"R","more":{"a":1}}"#);
}
