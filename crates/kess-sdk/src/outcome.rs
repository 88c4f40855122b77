//! The one place that decides what became of a call.

use std::time::Duration;

use kess_transport::{Answer, Reached, StatusCode};
use kess_types::Envelope;

/// What is known of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The gateway did it.
    Executed,
    /// The gateway did not do it, for it was never asked: the request was refused here, or it is
    /// proven that no byte of it was sent. It can be sent again.
    NotExecuted,
    /// The gateway, or something in front of it, was asked and said no. No money has moved.
    Rejected,
    /// It may have happened. Find out before anything is sent again.
    Unknown,
}

impl Outcome {
    /// The word for it in logs and output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Executed => "executed",
            Self::NotExecuted => "not executed",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
        }
    }
}

/// What one attempt came to.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// A well-formed envelope says yes.
    Executed(Envelope),
    /// A well-formed envelope says no.
    Rejected(Envelope),
    /// Refused before the application, by a proxy or a router: there is no envelope.
    RefusedOnTheWay,
    /// The token, or the merchant, was not accepted: nothing was done.
    Unauthenticated(Option<Envelope>),
    /// Too many requests: nothing was done.
    RateLimited { envelope: Option<Envelope>, retry_after: Option<Duration> },
    /// The gateway failed, with an envelope that says so or without one.
    ServerError(Option<Envelope>),
    /// An answer that is no envelope, and a status that proves nothing.
    NoEnvelope,
    /// The gateway did not wait for the whole request, and not all of it was sent.
    RequestCutShort,
    /// There is no answer.
    NoAnswer(kess_transport::Error),
}

impl Verdict {
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Executed(_) => Outcome::Executed,
            Self::Rejected(_)
            | Self::RefusedOnTheWay
            | Self::Unauthenticated(_)
            | Self::RateLimited { .. } => Outcome::Rejected,
            Self::ServerError(_) | Self::NoEnvelope => Outcome::Unknown,
            Self::RequestCutShort => Outcome::NotExecuted,
            Self::NoAnswer(error) if error.reached() == Reached::NothingSent => {
                Outcome::NotExecuted
            }
            Self::NoAnswer(_) => Outcome::Unknown,
        }
    }
}

/// Judges one attempt.
///
/// A well-formed envelope decides, whatever the status; without one, only those statuses prove
/// anything by which a server says that it did not act.
pub(crate) fn judge(attempt: Result<&Answer, kess_transport::Error>) -> Verdict {
    let answer = match attempt {
        Ok(answer) => answer,
        Err(error) => return Verdict::NoAnswer(error),
    };
    let status = answer.status();
    match Envelope::parse(answer.body()) {
        Ok(envelope) if envelope.success() => Verdict::Executed(envelope),
        Ok(envelope) if is_unauthenticated(status, &envelope) => {
            Verdict::Unauthenticated(Some(envelope))
        }
        Ok(envelope) => match envelope.code().unwrap_or_else(|| status.as_u16().into()) {
            500..=599 => Verdict::ServerError(Some(envelope)),
            429 => {
                Verdict::RateLimited { envelope: Some(envelope), retry_after: retry_after(answer) }
            }
            _ => Verdict::Rejected(envelope),
        },
        Err(_) => judge_status(answer),
    }
}

fn judge_status(answer: &Answer) -> Verdict {
    match answer.status().as_u16() {
        401 => Verdict::Unauthenticated(None),
        400 | 403 | 404 | 405 | 413 | 415 | 422 => Verdict::RefusedOnTheWay,
        429 => Verdict::RateLimited { envelope: None, retry_after: retry_after(answer) },
        // "The server did not receive a complete request" is proven only where it was not sent;
        // proxies say it of requests that they have passed on, too.
        408 if !answer.exchange().request_complete => Verdict::RequestCutShort,
        500..=599 => Verdict::ServerError(None),
        _ => Verdict::NoEnvelope,
    }
}

fn is_unauthenticated(status: StatusCode, envelope: &Envelope) -> bool {
    let says_so = |text: &str| text.to_ascii_lowercase().contains("unauthenticated");
    match envelope.code() {
        Some(code) => code == 401,
        // Whatever it says, a server that failed may have acted first.
        None if status.is_server_error() => false,
        None => {
            status == StatusCode::UNAUTHORIZED
                || envelope.message().is_some_and(says_so)
                || envelope.errors().iter().any(|(_, text)| says_so(text))
        }
    }
}

/// `Retry-After` in seconds; the form with a date is not read, since it needs a clock in step with
/// the server's.
fn retry_after(answer: &Answer) -> Option<Duration> {
    let text = answer.headers().get("retry-after")?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}
