//! The gateway: the gate in front, the state behind, and one place where the two meet.

use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use kess_types::Endpoint;

use crate::clock::Clock;
use crate::gate::Gate;
use crate::operations;
use crate::refusal::Refusal;
use crate::reply::Data;
use crate::request::Request;
use crate::state::State;

pub(crate) struct Gateway {
    gate: Gate,
    state: Mutex<State>,
    clock: Clock,
    origin: String,
}

impl Gateway {
    pub(crate) fn new(gate: Gate, state: State, clock: Clock, origin: String) -> Self {
        Self { gate, state: Mutex::new(state), clock, origin }
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// A request from its headers and body to its answer. Signatures and ciphertexts are checked
    /// while others go on; the operations themselves happen one at a time.
    pub(crate) fn answer(
        &self,
        endpoint: Endpoint,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Data, Refusal> {
        let now = (self.clock)();
        let (operation, fields) = self
            .gate
            .admit(endpoint, headers, body, |token| self.with(|state| state.session(token, now)))?;
        let request = Request { operation, fields, now, origin: &self.origin };
        self.with(|state| operations::execute(state, &request))
    }

    /// The only way to the state: one at a time.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
