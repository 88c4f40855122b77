//! What a call returns.

use std::ops::Deref;

use kess_transport::{Exchange, StatusCode};
use kess_types::Envelope;

use crate::pipeline::Sent;

/// What an operation returned: its data, and the facts about the call.
///
/// It stands for the data: `reply.reference` is the reference of a [`Receipt`](crate::Receipt).
#[derive(Clone, Debug)]
pub struct Reply<T> {
    data: T,
    raw: Raw,
}

impl<T> Reply<T> {
    pub(crate) fn new(data: T, raw: Raw) -> Self {
        Self { data, raw }
    }

    /// The data alone.
    pub fn into_data(self) -> T {
        self.data
    }

    /// The answer as it came, with whatever the data has no field for.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.data
    }
}

/// An answer as it came.
#[derive(Clone, Debug)]
pub struct Raw {
    envelope: Envelope,
    status: StatusCode,
    exchange: Exchange,
    attempts: u32,
    sent: Sent,
}

impl Raw {
    pub(crate) fn new(
        envelope: Envelope,
        status: StatusCode,
        exchange: Exchange,
        attempts: u32,
        sent: Sent,
    ) -> Self {
        Self { envelope, status, exchange, attempts, sent }
    }

    pub(crate) fn into_parts(self) -> (Envelope, Exchange, u32, Sent) {
        (self.envelope, self.exchange, self.attempts, self.sent)
    }

    /// The JSON of `data`; `null` if there is none. It may hold tokens.
    pub fn json(&self) -> &str {
        self.envelope.raw_data().map_or("null", |data| data.get())
    }

    /// The whole envelope.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The facts about the attempt that succeeded.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// How often the request was begun on the wire.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The string that was signed, with its secrets redacted.
    pub fn signed_string(&self) -> String {
        self.sent.signed_string()
    }
}
