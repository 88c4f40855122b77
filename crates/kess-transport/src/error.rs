//! Why there is no answer.

use std::borrow::Cow;
use std::fmt;
use std::io;

use http::StatusCode;

use crate::exchange::{Exchange, Reached};

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why there is no answer, and how far the request got.
///
/// Its text is of this layer alone; the causes are behind
/// [`source`](std::error::Error::source), one each.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    what: Cow<'static, str>,
    exchange: Exchange,
    status: Option<StatusCode>,
    source: Option<Source>,
}

/// What went wrong. How far the request got by then is in [`Error::reached`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be built. The caller's mistake; nothing was sent.
    Request,
    /// No connection: the name, TCP, or TLS with its certificates. Nothing was sent.
    Connect,
    /// The server's certificate was refused. Nothing was sent, and trying again will not help.
    Certificate,
    /// No connection within the time for it. Nothing was sent.
    ConnectTimeout,
    /// The call took longer than it may, at whatever point it was.
    Timeout,
    /// The connection was closed, reset or lost.
    Connection,
    /// What the server sent is not HTTP/1.1 with a body whose end can be told.
    Protocol,
    /// The answer is longer than is allowed.
    BodyTooLarge,
}

impl ErrorKind {
    fn what(self) -> &'static str {
        match self {
            Self::Request => "the request could not be built",
            Self::Connect => "no connection to the server",
            Self::Certificate => "the server's certificate was refused",
            Self::ConnectTimeout => "no connection to the server in time",
            Self::Timeout => "no answer from the server in time",
            Self::Connection => "the connection was lost before the answer was complete",
            Self::Protocol => "the server sent what is no complete HTTP/1.1 answer",
            Self::BodyTooLarge => "the answer is longer than is allowed",
        }
    }
}

impl Error {
    /// An error of `kind`, for a transport of one's own.
    ///
    /// Say [`Reached::NothingSent`] only where that is certain: such a request is sent again.
    pub fn new(kind: ErrorKind, reached: Reached) -> Self {
        Self(Box::new(Inner {
            kind,
            what: Cow::Borrowed(kind.what()),
            exchange: Exchange::new(reached),
            status: None,
            source: None,
        }))
    }

    /// The same, with a cause.
    pub fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The same, with the status of the answer that broke off.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    /// The same, with all facts about the exchange.
    pub fn with_exchange(mut self, exchange: Exchange) -> Self {
        self.0.exchange = exchange;
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The furthest point that the request reached.
    pub fn reached(&self) -> Reached {
        self.0.exchange.reached
    }

    /// All facts about the exchange.
    pub fn exchange(&self) -> &Exchange {
        &self.0.exchange
    }

    /// The status, if the head of an answer had arrived.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Whether one of our own timers ended the call.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout | ErrorKind::ConnectTimeout)
    }

    /// Whether there was no connection to send the request on.
    pub fn is_connect(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::Connect | ErrorKind::Certificate | ErrorKind::ConnectTimeout
        )
    }

    /// An error whose exchange is still to be filled in.
    pub(crate) fn failed(kind: ErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(kind, Reached::NothingSent);
        error.0.what = what.into();
        error
    }

    /// The connection failed under the request or the answer.
    pub(crate) fn lost(error: hyper::Error, host: &str) -> Self {
        if error.is_parse() || is_malformed(&error) {
            Self::failed(ErrorKind::Protocol, format!("{host} sent what is not HTTP/1.1"))
        } else {
            let what = format!("the connection to {host} was lost before the answer was complete");
            Self::failed(ErrorKind::Connection, what)
        }
        .with_source(error)
    }

    pub(crate) fn with_facts(self, (exchange, status): (Exchange, Option<StatusCode>)) -> Self {
        let mut error = self.with_exchange(exchange);
        error.0.status = status;
        error
    }
}

/// Whether it was the form of the bytes that was wrong, below what hyper calls parsing: chunks,
/// TLS records.
fn is_malformed(error: &hyper::Error) -> bool {
    let source = std::error::Error::source(error);
    source.and_then(|source| source.downcast_ref::<io::Error>()).is_some_and(|error| {
        matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput)
    })
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let then = match self.reached() {
            Reached::NothingSent => "nothing was sent",
            _ => "the request may have been acted on: find out before it is sent again",
        };
        write!(f, "{}; {then}", self.0.what)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("what", &self.0.what)
            .field("status", &self.0.status)
            .field("exchange", &self.0.exchange)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| &**source as _)
    }
}
