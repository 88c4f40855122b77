//! Field encryption.

use kess_sign::{Blocks, CryptoError, OpenError, Params, SealError, Value, open_text, seal_text};

use crate::fixtures::{private_key, public_key};

#[test]
fn text_is_sealed_in_place_and_opened_again() {
    let (private, public) = (private_key(), public_key());
    let json =
        br#"{"holder":"\u179f\u17bb\u1781","card":{"number":"4111"},"empty":"","null":null}"#;
    let mut params = Params::from_json(json).unwrap();
    let paths = ["holder", "card.number", "empty", "null", "absent"];
    params.seal(paths, &public, Blocks::Single).unwrap();

    let opened = |path: &str| {
        let sealed = params.at(path).and_then(Value::as_str).unwrap();
        assert_eq!(sealed.len(), 344, "{path} is the base64 of 256 bytes");
        open_text(sealed, &private).unwrap().expose().to_owned()
    };
    assert_eq!(opened("holder"), "សុខ");
    assert_eq!(opened("card.number"), "4111");
    assert_eq!(params.at("empty").and_then(Value::as_str), Some(""));
}

#[test]
fn a_text_longer_than_the_key_needs_the_switch() {
    let (private, public) = (private_key(), public_key());
    let text = "0123456789".repeat(60);
    let error = seal_text(&text, &public, Blocks::Single).unwrap_err();
    assert_eq!(error, CryptoError::TooLong { length: 600, limit: 245 });
    let sealed = seal_text(&text, &public, Blocks::Chunked).unwrap();
    assert_eq!(open_text(&sealed, &private).unwrap().expose(), text);
    assert!(seal_text(&text[..245], &public, Blocks::Single).is_ok());
}

#[test]
fn nothing_is_changed_when_one_field_cannot_be_sealed() {
    let public = public_key();
    let mut params = Params::from_json(br#"{"a":"x","b":[1]}"#).unwrap();
    let error = params.seal(["a", "b"], &public, Blocks::Single).unwrap_err();
    assert!(matches!(error, SealError::Path(_)), "{error}");
    assert_eq!(params.at("a").and_then(Value::as_str), Some("x"));
}

#[test]
fn what_is_no_ciphertext_is_refused() {
    let private = private_key();
    assert_eq!(open_text("4111-1111", &private).unwrap_err(), OpenError::NotBase64);
    let short = CryptoError::CiphertextLength { length: 3, expected: 256 };
    assert_eq!(open_text("AAAA", &private).unwrap_err(), OpenError::Crypto(short));
    assert!(open_text("", &private).is_err());
}

#[test]
fn base64_may_be_wrapped_and_without_padding() {
    let (private, public) = (private_key(), public_key());
    let sealed = seal_text("4111", &public, Blocks::Single).unwrap();
    let wrapped: Vec<&str> =
        sealed.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    for text in [wrapped.join("\n"), wrapped.join("\r\n"), sealed.trim_end_matches('=').to_owned()]
    {
        assert_eq!(open_text(&text, &private).unwrap().expose(), "4111");
    }
    assert_eq!(open_text(&sealed.replace('+', "-"), &private).is_ok(), !sealed.contains('+'));
}
