//! The base URL: checked once, and taken apart into what a connection and a request need.

use std::net::IpAddr;
use std::sync::Arc;

use http::HeaderValue;
use http::uri::{PathAndQuery, Uri};

use crate::config::ConfigError;

/// Where all posts of a transport go.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    /// The name or the address, without the brackets of IPv6.
    pub(crate) host: String,
    pub(crate) tls: bool,
    /// `host:port`, for messages.
    pub(crate) display: Arc<str>,
    /// The header `host`.
    pub(crate) authority: HeaderValue,
    /// The base URL, for its scheme, host and port.
    pub(crate) origin: Uri,
    /// The path without a slash at its end.
    path: String,
}

impl Base {
    // `http::Uri` reads it, which is strict, rewrites nothing, and is there anyway. A parser as
    // browsers have it, with its repairs and its tables for international names, would be a third
    // of all dependencies.
    pub(crate) fn parse(url: &str) -> Result<Self, ConfigError> {
        // The parser drops a fragment in silence.
        if url.contains('#') {
            return Err(ConfigError::new("the base URL has a fragment (`#…`): leave it out"));
        }
        let uri: Uri = url.parse().map_err(|error| {
            ConfigError::new("the base URL cannot be read: write it as `https://host/path`")
                .with_source(error)
        })?;
        let (Some(scheme), Some(authority), Some(host)) =
            (uri.scheme_str(), uri.authority(), uri.host().filter(|host| !host.is_empty()))
        else {
            return Err(ConfigError::new(
                "the base URL is not complete: write it as `https://host/path`",
            ));
        };
        if authority.as_str().contains('@') {
            return Err(ConfigError::new(
                "the base URL has a user name or a password in it (`…@`): leave them out",
            ));
        }
        if uri.query().is_some() {
            return Err(ConfigError::new("the base URL has a query (`?…`): leave it out"));
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let tls = match scheme {
            "https" => true,
            "http" if is_loopback(bare) => false,
            "http" => {
                return Err(ConfigError::new(format!(
                    "the base URL would send everything to {host} in clear: write `https://`, \
                     plain HTTP is for this machine alone (127.0.0.1, [::1], localhost)"
                )));
            }
            other => {
                return Err(ConfigError::new(format!(
                    "the base URL has the scheme `{other}`: write `https://`"
                )));
            }
        };
        let port = match authority.as_str()[host.len()..].strip_prefix(':') {
            None => default_port(tls),
            Some(port) => port.parse().ok().filter(|port| *port != 0).ok_or_else(|| {
                ConfigError::new("the base URL has a port that is no number from 1 to 65535")
            })?,
        };
        let header =
            if port == default_port(tls) { host.to_owned() } else { format!("{host}:{port}") };
        let authority = HeaderValue::try_from(header).map_err(|error| {
            ConfigError::new("the host of the base URL cannot be sent").with_source(error)
        })?;
        let path = uri.path().trim_end_matches('/');
        check_segments(path).map_err(|why| ConfigError::new(format!("the base URL's {why}")))?;
        Ok(Self {
            host: bare.to_owned(),
            tls,
            display: format!("{host}:{port}").into(),
            authority,
            path: path.to_owned(),
            origin: uri,
        })
    }

    /// The target of a request: the path of the base with `path` appended.
    pub(crate) fn target(&self, path: &str) -> Result<Uri, String> {
        let path = path.strip_prefix('/').unwrap_or(path);
        check_segments(path)?;
        let separator = if path.is_empty() && !self.path.is_empty() { "" } else { "/" };
        format!("{}{separator}{path}", self.path)
            .parse::<PathAndQuery>()
            .map(Uri::from)
            .map_err(|error| error.to_string())
    }
}

fn check_segments(path: &str) -> Result<(), String> {
    if path.contains(['?', '#']) || !path.is_ascii() {
        return Err("path has a query, a fragment, or what is not ASCII in it".to_owned());
    }
    // A server may resolve these, and the request would go elsewhere.
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err("path has `.` or `..` in it".to_owned());
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

fn default_port(tls: bool) -> u16 {
    if tls { 443 } else { 80 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_apart() {
        let base = Base::parse("https://h.example/merchantapi/v1/").unwrap();
        assert_eq!((base.host.as_str(), base.tls), ("h.example", true));
        assert_eq!(base.authority, "h.example");
        assert_eq!(&*base.display, "h.example:443");

        let base = Base::parse("http://[::1]:8080").unwrap();
        assert_eq!((base.host.as_str(), base.tls), ("::1", false));
        assert_eq!(base.authority, "[::1]:8080");

        let base = Base::parse("https://h.example:443").unwrap();
        assert_eq!(base.authority, "h.example");
    }

    #[test]
    fn appends_the_path() {
        for (base, path, target) in [
            ("https://h/merchantapi/v1", "login", "/merchantapi/v1/login"),
            ("https://h/merchantapi/v1/", "/login", "/merchantapi/v1/login"),
            ("https://h/merchantapi/v1", "", "/merchantapi/v1"),
            ("https://h", "login", "/login"),
            ("https://h/", "", "/"),
            ("https://h/a", "b/c%20d", "/a/b/c%20d"),
        ] {
            assert_eq!(Base::parse(base).unwrap().target(path).unwrap(), target);
        }
        let base = Base::parse("https://h/v1").unwrap();
        for path in ["a?b", "a#b", "../a", "a/./b", "a b", "a\r\nb", "ក"] {
            base.target(path).unwrap_err();
        }
    }
}
