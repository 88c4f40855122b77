//! Settings that are refused, each with what is wrong and what to do.

use std::time::Duration;

use kess_transport::{Builder, HttpTransport, Roots};

use crate::server::{ROOT, SERVER};

fn builder(url: &str) -> Builder {
    HttpTransport::builder(url).roots(Roots::from_pem(ROOT).unwrap())
}

#[test]
fn base_urls_that_are_taken() {
    for url in [
        "https://gateway.example",
        "https://gateway.example/",
        "https://gateway.example:8443/merchantapi/v1/",
        "https://10.0.0.1",
        "https://[2001:db8::1]:8443/x",
        "HTTPS://gateway.example",
        "http://localhost:3000",
        "http://LOCALHOST",
        "http://127.0.0.1/merchantapi",
        "http://127.1.2.3:1",
        "http://[::1]:8080",
    ] {
        builder(url).build().unwrap_or_else(|error| panic!("{url}: {error}"));
    }
}

#[test]
fn base_urls_that_are_refused() {
    for (url, why) in [
        ("", "cannot be read"),
        ("gateway.example", "not complete"),
        ("/merchantapi/v1", "not complete"),
        ("gateway.example/merchantapi", "cannot be read"),
        ("https://", "cannot be read"),
        ("https:///merchantapi", "cannot be read"),
        ("https://gateway.example/a b", "cannot be read"),
        ("https://gateway.example\\n", "cannot be read"),
        ("https://ក.example", "cannot be read"),
        ("ftp://gateway.example", "the scheme `ftp`"),
        ("http://gateway.example", "in clear"),
        ("http://10.0.0.1", "in clear"),
        ("http://0.0.0.0", "in clear"),
        ("http://localhost.example", "in clear"),
        ("http://127.0.0.1.example", "in clear"),
        ("http://[::2]", "in clear"),
        ("https://user@gateway.example", "a user name or a password"),
        ("https://user:sesame@gateway.example", "a user name or a password"),
        ("http://localhost@gateway.example", "a user name or a password"),
        ("https://gateway.example/?a=b", "a query"),
        ("https://gateway.example/#a", "a fragment"),
        ("https://gateway.example:99999", "a port"),
        ("https://gateway.example:0", "a port"),
        ("https://gateway.example:/", "a port"),
        ("https://gateway.example/a/../b", "`.` or `..`"),
    ] {
        let error = builder(url).build().expect_err(url).to_string();
        assert!(error.contains(why), "{url}: {error}");
        assert!(!error.contains("sesame"), "{error}");
    }
}

#[test]
fn other_settings_that_are_refused() {
    let url = "https://gateway.example";
    for (builder, why) in [
        (builder(url).timeout(Duration::ZERO), "a timeout of zero"),
        (builder(url).connect_timeout(Duration::ZERO), "a timeout of zero"),
        (builder(url).user_agent("a\nb"), "user agent"),
        (builder(url).roots(Roots::Only(Vec::new())), "no root is trusted"),
        (builder(url).roots(Roots::Only(vec![b"junk".to_vec().into()])), "not a certificate"),
    ] {
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    Roots::from_pem(b"no certificate").unwrap_err();
    Roots::from_pem(b"-----BEGIN CERTIFICATE-----\nAAAA\n").unwrap_err();
    Roots::from_pem(SERVER).unwrap();
}

#[test]
fn http_needs_no_roots() {
    HttpTransport::builder("http://localhost").roots(Roots::Only(Vec::new())).build().unwrap();
}

#[cfg(feature = "webpki-roots")]
#[test]
fn compiled_in_roots() {
    HttpTransport::builder("https://gateway.example").roots(Roots::Webpki).build().unwrap();
}
