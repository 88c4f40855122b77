//! How far a POST has got, as seen by everyone who has a hand in it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;

use crate::exchange::{Exchange, Reached};

/// How far a POST has got, while it is under way and after.
///
/// Whoever drops the future of a call gets neither an answer nor an error; this tells them what
/// became of the request. Take it with [`Post::progress`](crate::Post::progress) before sending.
#[derive(Clone, Default)]
pub struct Progress(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stage: Stage,
    body_taken: bool,
    complete: bool,
    reused: bool,
    status: Option<StatusCode>,
}

#[derive(Clone, Copy, Default)]
enum Stage {
    /// No transport that keeps account has it.
    #[default]
    Untracked,
    /// Nothing was written yet.
    Fresh,
    /// Nothing was written, and nothing will be.
    Abandoned,
    /// Something was written, or may have been.
    Begun(Reached),
}

impl Progress {
    /// The furthest point that the POST has reached.
    ///
    /// Once its future has ended or was dropped, [`Reached::NothingSent`] is final. `None` where
    /// nobody keeps account: before the post was handed to a transport, or with one that is not
    /// [`HttpTransport`](crate::HttpTransport).
    pub fn reached(&self) -> Option<Reached> {
        self.state().reached()
    }

    /// Starts to keep account; the call ends at the latest when the guard goes.
    pub(crate) fn track(&self) -> Guard {
        self.state().stage = Stage::Fresh;
        Guard(self.clone())
    }

    /// Asks to write: whether that is allowed. The first permission begins the request.
    pub(crate) fn begin(&self) -> bool {
        let mut state = self.state();
        match state.stage {
            Stage::Fresh => {
                state.stage = Stage::Begun(Reached::Sending);
                true
            }
            Stage::Begun(_) => true,
            Stage::Untracked | Stage::Abandoned => false,
        }
    }

    /// The body went into the buffer that is written from.
    pub(crate) fn body_taken(&self) {
        self.state().body_taken = true;
    }

    /// All that was in the buffer has been written.
    pub(crate) fn drained(&self) {
        let mut state = self.state();
        if state.body_taken {
            state.complete = true;
            state.advance(Reached::Sent);
        }
    }

    pub(crate) fn head_received(&self, status: StatusCode) {
        let mut state = self.state();
        state.status = Some(status);
        state.advance(Reached::HeadReceived);
    }

    pub(crate) fn body_received(&self) {
        self.state().advance(Reached::BodyReceived);
    }

    pub(crate) fn reused(&self) {
        self.state().reused = true;
    }

    /// Whether the whole request was written.
    pub(crate) fn is_complete(&self) -> bool {
        self.state().complete
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn reached(&self) -> Option<Reached> {
        match self.stage {
            Stage::Untracked => None,
            Stage::Fresh | Stage::Abandoned => Some(Reached::NothingSent),
            Stage::Begun(reached) => Some(reached),
        }
    }

    fn advance(&mut self, to: Reached) {
        self.stage = match self.stage {
            Stage::Begun(reached) => Stage::Begun(reached.max(to)),
            _ => Stage::Begun(to),
        };
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Progress").field(&self.reached()).finish()
    }
}

/// Abandons the request when it goes, if nothing was written by then.
pub(crate) struct Guard(Progress);

impl Guard {
    pub(crate) fn progress(&self) -> &Progress {
        &self.0
    }

    /// Ends the call: from here on nothing can be begun, so the account is final.
    pub(crate) fn finish(self, elapsed: Duration) -> (Exchange, Option<StatusCode>) {
        self.abandon();
        let state = self.0.state();
        let reached = state.reached().unwrap_or(Reached::NothingSent);
        let exchange = Exchange {
            request_complete: state.complete,
            reused: state.reused,
            elapsed,
            ..Exchange::new(reached)
        };
        (exchange, state.status)
    }

    fn abandon(&self) {
        let mut state = self.0.state();
        if let Stage::Fresh = state.stage {
            state.stage = Stage::Abandoned;
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.abandon();
    }
}
