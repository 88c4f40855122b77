//! Why a call has no result, and what became of it.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use kess_transport::{Answer, Exchange, Reached, StatusCode};
use kess_types::{Envelope, FieldErrors, InvalidField};

use crate::outcome::{Outcome, Verdict};
use crate::pipeline::{Name, Sent};

/// Why a call has no result.
///
/// [`outcome`](Self::outcome) says what became of it; decide by that, not by the kind. Its text
/// names the operation, what happened, and what the gateway said; causes are behind
/// [`source`](StdError::source), one each. It never holds a secret.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    operation: Name,
    kind: ErrorKind,
    outcome: Outcome,
    attempts: u32,
    exchange: Option<Exchange>,
    status: Option<StatusCode>,
    envelope: Option<Envelope>,
    retry_after: Option<Duration>,
    body: Option<String>,
    sent: Option<Sent>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request is not one that the gateway could accept. Nothing was sent.
    InvalidRequest,
    /// A sensitive field could not be encrypted. Nothing was sent.
    Encryption,
    /// The request could not be signed. Nothing was sent.
    Signature,
    /// The login that the call needed failed. The call itself was not sent.
    Login,
    /// There is no answer: no connection, a lost one, or no time left.
    Network,
    /// The gateway said no.
    Rejected,
    /// A proxy or router on the way said no: there is no envelope.
    RefusedOnTheWay,
    /// The session, or the merchant, was not accepted.
    Unauthenticated,
    /// Too many requests.
    RateLimited,
    /// The gateway failed.
    ServerError,
    /// The answer is no envelope.
    NoEnvelope,
    /// The gateway did it, but what it answered is not what the operation promises.
    Unreadable,
}

impl Error {
    /// What became of the call.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation, or the service that was called by its name.
    pub fn operation(&self) -> &str {
        &self.0.operation
    }

    /// How often the request was begun on the wire.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How far the last attempt got.
    pub fn reached(&self) -> Reached {
        self.0.exchange.as_ref().map_or(Reached::NothingSent, |exchange| exchange.reached)
    }

    /// Whether a timer of ours ended the call.
    pub fn is_timeout(&self) -> bool {
        let source = self.0.source.as_ref();
        source
            .and_then(|source| source.downcast_ref::<kess_transport::Error>())
            .is_some_and(kess_transport::Error::is_timeout)
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The gateway's code.
    pub fn code(&self) -> Option<i64> {
        self.0.envelope.as_ref()?.code()
    }

    /// The gateway's message.
    pub fn message(&self) -> Option<&str> {
        self.0.envelope.as_ref()?.message()
    }

    /// What the gateway says is wrong, by field.
    pub fn field_errors(&self) -> Option<&FieldErrors> {
        self.0.envelope.as_ref().map(Envelope::errors)
    }

    /// The whole envelope, if the answer was one.
    pub fn envelope(&self) -> Option<&Envelope> {
        self.0.envelope.as_ref()
    }

    /// How long the gateway asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The beginning of an answer that is no envelope, with whatever looks like a secret masked.
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The string that was signed, with its secrets redacted.
    pub fn signed_string(&self) -> Option<String> {
        self.0.sent.as_ref().map(Sent::signed_string)
    }

    fn not_sent(
        operation: Name,
        kind: ErrorKind,
        attempts: u32,
        source: impl StdError + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner {
            operation,
            kind,
            outcome: Outcome::NotExecuted,
            attempts,
            exchange: None,
            status: None,
            envelope: None,
            retry_after: None,
            body: None,
            sent: None,
            source: Some(Arc::new(source)),
        }))
    }

    pub(crate) fn invalid(operation: Name, problem: InvalidField) -> Self {
        Self::not_sent(operation, ErrorKind::InvalidRequest, 0, problem)
    }

    pub(crate) fn unusable(operation: Name, source: impl StdError + Send + Sync + 'static) -> Self {
        Self::not_sent(operation, ErrorKind::InvalidRequest, 0, source)
    }

    pub(crate) fn encryption(operation: Name, source: kess_sign::SealError) -> Self {
        Self::not_sent(operation, ErrorKind::Encryption, 0, source)
    }

    pub(crate) fn signature(operation: Name, source: crate::signer::SignerError) -> Self {
        Self::not_sent(operation, ErrorKind::Signature, 0, source)
    }

    /// The login failed, so the call was not made, or not again after its token was refused.
    pub(crate) fn login(operation: Name, attempts: u32, source: Self) -> Self {
        Self::not_sent(operation, ErrorKind::Login, attempts, source)
    }

    /// An attempt that was judged to be no success.
    pub(crate) fn judged(
        operation: Name,
        verdict: Verdict,
        answer: Option<&Answer>,
        attempts: u32,
        sent: Sent,
    ) -> Self {
        let outcome = verdict.outcome();
        let mut inner = Inner {
            operation,
            kind: ErrorKind::NoEnvelope,
            outcome,
            attempts,
            exchange: answer.map(|answer| answer.exchange().clone()),
            status: answer.map(Answer::status),
            envelope: None,
            retry_after: None,
            body: None,
            sent: Some(sent),
            source: None,
        };
        (inner.kind, inner.envelope) = match verdict {
            Verdict::Executed(envelope) => (ErrorKind::Unreadable, Some(envelope)),
            Verdict::Rejected(envelope) => (ErrorKind::Rejected, Some(envelope)),
            Verdict::RefusedOnTheWay => (ErrorKind::RefusedOnTheWay, None),
            Verdict::Unauthenticated(envelope) => (ErrorKind::Unauthenticated, envelope),
            Verdict::RateLimited { envelope, retry_after } => {
                inner.retry_after = retry_after;
                (ErrorKind::RateLimited, envelope)
            }
            Verdict::ServerError(envelope) => (ErrorKind::ServerError, envelope),
            Verdict::NoEnvelope => (ErrorKind::NoEnvelope, None),
            Verdict::RequestCutShort => (ErrorKind::Network, None),
            Verdict::NoAnswer(error) => {
                inner.exchange = Some(error.exchange().clone());
                inner.status = error.status();
                inner.source = Some(Arc::new(error));
                (ErrorKind::Network, None)
            }
        };
        if inner.envelope.is_none() {
            inner.body = answer.map(|answer| excerpt(answer.body()));
        }
        Self(Arc::new(inner))
    }

    /// The gateway did it, and its answer cannot be read.
    pub(crate) fn unreadable(
        operation: Name,
        problem: kess_types::Unreadable,
        envelope: Envelope,
        exchange: Exchange,
        attempts: u32,
        sent: Sent,
    ) -> Self {
        Self(Arc::new(Inner {
            operation,
            kind: ErrorKind::Unreadable,
            outcome: Outcome::Executed,
            attempts,
            exchange: Some(exchange),
            status: None,
            envelope: Some(envelope),
            retry_after: None,
            body: None,
            sent: Some(sent),
            source: Some(Arc::new(problem)),
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let what = match inner.kind {
            ErrorKind::InvalidRequest => "not sent: the request is not valid",
            ErrorKind::Encryption => "not sent: a sensitive field could not be encrypted",
            ErrorKind::Signature => "not sent: the request could not be signed",
            ErrorKind::Login => "not sent: the login failed",
            ErrorKind::Network if inner.outcome == Outcome::NotExecuted => {
                "not sent: it never reached the gateway"
            }
            ErrorKind::Network => "outcome unknown: there is no answer",
            ErrorKind::Rejected => "rejected by the gateway",
            ErrorKind::RefusedOnTheWay => "refused before it reached the gateway's application",
            ErrorKind::Unauthenticated => "rejected: the gateway does not accept the session",
            ErrorKind::RateLimited => "rejected for now: too many requests",
            ErrorKind::ServerError => "outcome unknown: the gateway failed",
            ErrorKind::NoEnvelope => "outcome unknown: the answer is none of the gateway's",
            ErrorKind::Unreadable => "executed, but the answer is not what was promised",
        };
        write!(f, "{}: {what}", inner.operation)?;
        match (&inner.envelope, inner.status) {
            (Some(envelope), _) => {
                if let Some(code) = envelope.code() {
                    write!(f, ", code {code}")?;
                }
                if let Some(message) = envelope.message() {
                    write!(f, " {message}")?;
                }
                if !envelope.errors().is_empty() {
                    write!(f, " ({})", envelope.errors())?;
                }
            }
            (None, Some(status)) => write!(f, ", status {status}")?,
            (None, None) => {}
        }
        if inner.outcome == Outcome::Unknown {
            write!(f, "; it may have been executed: find out before it is sent again")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.0.operation)
            .field("kind", &self.0.kind)
            .field("outcome", &self.0.outcome)
            .field("attempts", &self.0.attempts)
            .field("exchange", &self.0.exchange)
            .field("status", &self.0.status)
            .field("envelope", &self.0.envelope)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as _)
    }
}

/// The beginning of a body, for a person: printable, and with every long run of letters and digits
/// masked, since it may be a token or a card number.
fn excerpt(body: &[u8]) -> String {
    const LENGTH: usize = 300;
    const LONGEST_WORD: usize = 12;
    let text: String = String::from_utf8_lossy(&body[..body.len().min(LENGTH)])
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_' | '.');
    let mut masked = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word);
        masked.push_str(if word.chars().count() > LONGEST_WORD { "…" } else { word });
        let between = after.find(is_word).unwrap_or(after.len());
        masked.push_str(&after[..between]);
        rest = &after[between..];
    }
    masked
}
