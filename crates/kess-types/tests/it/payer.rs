//! What the payer's browser brings back.

use std::fs;
use std::path::Path;

use kess_types::{NoResult, UnverifiedResult};

fn fixture(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire/redirect_result");
    fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn the_documented_results_are_read() {
    for result in [
        UnverifiedResult::from_redirect_url(fixture("redirect.url").trim()),
        UnverifiedResult::from_page(&fixture("page.html")),
    ] {
        let result = result.unwrap();
        assert!(result.claims_success());
        assert_eq!(result.transaction_ref().unwrap().as_str(), "TR-634378438475");
    }
}

/// An envelope whose standard base64 has every special character: `+`, `/` and padding.
const ENVELOPE: &str = "{\"success\":true,\"message\":\"~~>?\u{fb}\u{ff}\u{fe}\",\"data\":{\"transaction_ref\":\"TR-1\"}}";

fn base64() -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(ENVELOPE);
    assert!(text.contains('+') && text.contains('/') && text.contains('='), "{text}");
    text
}

#[test]
fn base64_is_read_however_it_was_mangled() {
    let standard = base64();
    for text in [
        standard.clone(),
        standard.replace('+', "-").replace('/', "_"),
        standard.trim_end_matches('=').to_owned(),
        standard.replace('+', " "),
        standard.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"),
        standard.replace('+', "%2b").replace('/', "%2f").replace('=', "%3d"),
        standard.replace('+', "%20"),
    ] {
        let url = format!("https://shop.example/back?order=7&result={text}&x=1#part");
        let result =
            UnverifiedResult::from_redirect_url(&url).unwrap_or_else(|e| panic!("{e}: {url}"));
        assert_eq!(result.transaction_ref().unwrap().as_str(), "TR-1");
    }
}

#[test]
fn pages_are_read_however_they_are_written() {
    let value = base64();
    for page in [
        format!("<html><INPUT value='{value}' TYPE=hidden ID=result></html>"),
        format!("<input name=\"other\" value=\"x\"><input id='result'\n  value = \"{value}\"/>"),
        format!("<input name=result value={value}>"),
        format!(
            "<input type=\"hidden\" disabled name=\"result\" value=\"{}\" />",
            value.replace('+', "&#43;").replace('/', "&#x2F;")
        ),
    ] {
        let result = UnverifiedResult::from_page(&page).unwrap_or_else(|e| panic!("{e}: {page}"));
        assert_eq!(result.transaction_ref().unwrap().as_str(), "TR-1");
    }
}

#[test]
fn what_holds_no_result_is_told_so() {
    let url = |url: &str| UnverifiedResult::from_redirect_url(url).unwrap_err();
    assert_eq!(url("https://shop.example/back"), NoResult::NoParameter);
    assert_eq!(url("https://shop.example/back?results=x"), NoResult::NoParameter);
    assert_eq!(url("https://shop.example/back?result=%zz"), NoResult::NotBase64);
    assert_eq!(url("https://shop.example/back?result=!!"), NoResult::NotBase64);
    assert!(matches!(url("https://shop.example/back?result=e30="), NoResult::NotAnEnvelope(_)));
    assert_eq!(
        UnverifiedResult::from_page("<input name=x value=y>").unwrap_err(),
        NoResult::NoInput
    );
    assert_eq!(UnverifiedResult::from_page("<input name=\"result").unwrap_err(), NoResult::NoInput);

    let failed = "eyJzdWNjZXNzIjpmYWxzZSwiZGF0YSI6W119";
    let failed = UnverifiedResult::from_base64(failed).unwrap();
    assert!(!failed.claims_success() && failed.transaction_ref().is_none());
    assert_eq!(failed.to_string(), "unverified: claims failure, no reference");
}

proptest::proptest! {
    #[test]
    fn nothing_panics(text in ".*", tail in "[<>=a-z\"' /]{0,40}") {
        let _ = UnverifiedResult::from_redirect_url(&text);
        let _ = UnverifiedResult::from_page(&text);
        let _ = UnverifiedResult::from_page(&format!("<input {tail}"));
        let _ = UnverifiedResult::from_base64(&text);
    }
}
