//! The settings of a transport.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::HeaderValue;

use crate::base::Base;
use crate::tls::{self, Roots};
use crate::transport::HttpTransport;

/// Settings for an [`HttpTransport`]; every limit is finite from the start.
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    base_url: String,
    user_agent: String,
    roots: Roots,
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) max_idle_per_host: usize,
    pub(crate) idle_timeout: Duration,
}

impl Builder {
    pub(crate) fn new(base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            user_agent: concat!("kess-transport/", env!("CARGO_PKG_VERSION")).to_owned(),
            roots: Roots::default(),
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            max_response_bytes: 1024 * 1024,
            max_idle_per_host: 8,
            idle_timeout: Duration::from_secs(30),
        }
    }

    /// How long it may take to get a connection, from the name to the end of the TLS handshake:
    /// 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a whole call may take: 30 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long the body of an answer may be: 1 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// How many unused connections are kept: 8 unless set; with 0 none is used twice.
    pub fn max_idle_per_host(mut self, connections: usize) -> Self {
        self.max_idle_per_host = connections;
        self
    }

    /// How long a connection may have been unused and still serve a request: 30 seconds unless
    /// set. Shorter than the server's own limit, it spares calls that race with its closing.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Which certificate authorities are trusted: those of the platform unless set.
    pub fn roots(mut self, roots: Roots) -> Self {
        self.roots = roots;
        self
    }

    /// The header `user-agent`.
    pub fn user_agent(mut self, user_agent: &str) -> Self {
        user_agent.clone_into(&mut self.user_agent);
        self
    }

    /// Checks the settings, and loads the roots if the base URL is an `https` one.
    ///
    /// # Errors
    ///
    /// What is wrong, and what to do about it.
    pub fn build(self) -> Result<HttpTransport, ConfigError> {
        let base = Base::parse(&self.base_url)?;
        if self.connect_timeout.is_zero() || self.timeout.is_zero() {
            return Err(ConfigError::new("a timeout of zero lets no call succeed: set it to more"));
        }
        let user_agent = HeaderValue::from_str(&self.user_agent).map_err(|error| {
            ConfigError::new("the user agent has characters in it that a header cannot carry")
                .with_source(error)
        })?;
        let tls = if base.tls { Some(tls::connector(&base, &self.roots)?) } else { None };
        Ok(HttpTransport::new(base, tls, user_agent, &self))
    }
}

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Settings that no transport can be made of. Its text names what is wrong and what to do.
#[derive(Debug)]
pub struct ConfigError {
    what: Cow<'static, str>,
    source: Option<Source>,
}

impl ConfigError {
    pub(crate) fn new(what: impl Into<Cow<'static, str>>) -> Self {
        Self { what: what.into(), source: None }
    }

    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}
