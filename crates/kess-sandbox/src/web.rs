//! The little that is needed of addresses and forms.

use std::fmt::Write as _;

use axum::http::Uri;

/// Whether text is an http or https address with a host.
pub(crate) fn is_address(text: &str) -> bool {
    // An address in the header `location` must not break the header.
    let plain = !text.contains(|c: char| c.is_control() || c.is_whitespace());
    plain
        && text.parse::<Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| !host.is_empty())
        })
}

/// Adds a parameter to an address, whatever query it has already. What comes out is ASCII.
pub(crate) fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let (address, fragment) = match address.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (address, None),
    };
    let separator = match address.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let mut out = escaped(address, |b| b.is_ascii());
    out.push_str(separator);
    out.push_str(name);
    out.push('=');
    out.push_str(&escaped(value, |b| b.is_ascii_alphanumeric()));
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(&escaped(fragment, |b| b.is_ascii()));
    }
    out
}

/// Percent-encodes every byte that is not to be kept.
fn escaped(text: &str, keep: fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(byte) {
            out.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The input `name` of a form as a browser posts it; empty if there is none.
pub(crate) fn form_input(form: &[u8], name: &str) -> String {
    let value = form
        .split(|b| *b == b'&')
        .filter_map(|pair| {
            let equals = pair.iter().position(|b| *b == b'=')?;
            Some((pair.get(..equals)?, pair.get(equals + 1..)?))
        })
        .find(|(key, _)| decoded(key) == name);
    value.map(|(_, value)| decoded(value)).unwrap_or_default()
}

fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after
            .get(..2)
            .filter(|digits| byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(escaped) = escaped {
            bytes.push(escaped);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(if byte == b'+' { b' ' } else { byte });
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for address in ["http://a", "https://shop.example:8443/back?order=7#top"] {
            assert!(is_address(address), "{address}");
        }
        for other in [
            "",
            "shop.example",
            "ftp://a",
            "javascript:alert(1)",
            "http://",
            "http://a b",
            "http://a/\u{7f}",
            "http://a/\u{85}",
        ] {
            assert!(!is_address(other), "{other}");
        }
    }

    #[test]
    fn parameters_are_added_to_whatever_query_there_is() {
        let with = |address| with_parameter(address, "result", "a+/=");
        assert_eq!(with("http://a"), "http://a?result=a%2B%2F%3D");
        assert_eq!(with("http://a/?b=1#c"), "http://a/?b=1&result=a%2B%2F%3D#c");
        assert_eq!(with("http://a/\u{e9}"), "http://a/%C3%A9?result=a%2B%2F%3D");
        assert_eq!(with("http://a?"), "http://a?result=a%2B%2F%3D");
    }

    #[test]
    fn forms() {
        let form = b"token=a%2Bb&otp=12+34&odd&otp=5";
        assert_eq!(form_input(form, "token"), "a+b");
        assert_eq!(form_input(form, "otp"), "12 34");
        assert_eq!(form_input(form, "odd"), "");
        assert_eq!(form_input(b"a=%zz%4", "a"), "%zz%4");
    }
}
