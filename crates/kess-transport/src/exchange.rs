//! What is known about one POST, whether it succeeded or not.

use std::time::Duration;

/// The furthest point that a POST is known to have reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reached {
    /// Not one byte of the request left, and none will: proven, so sending it again is safe.
    NothingSent,
    /// The request was begun. The server may have seen any part of it.
    Sending,
    /// The last byte of the request was handed to the connection.
    Sent,
    /// The status line and the headers of the answer arrived.
    HeadReceived,
    /// The whole answer arrived.
    BodyReceived,
}

/// The facts about one POST.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// The furthest point reached.
    pub reached: Reached,
    /// How often the request was begun on a connection: 0 or 1, since nothing is sent twice here.
    pub wire_attempts: u32,
    /// Whether the last byte of the request was handed to the connection.
    ///
    /// Where an answer came and this is `false`, the server answered before it can have had the
    /// whole request.
    pub request_complete: bool,
    /// Whether the connection had served an earlier request.
    pub reused: bool,
    /// How long the call took, from the first poll to its end.
    pub elapsed: Duration,
}

impl Exchange {
    /// What `reached` says by itself: one attempt if anything was sent, on a new connection, in
    /// no time.
    pub fn new(reached: Reached) -> Self {
        Self {
            reached,
            wire_attempts: u32::from(reached > Reached::NothingSent),
            request_complete: reached >= Reached::Sent,
            reused: false,
            elapsed: Duration::ZERO,
        }
    }
}
