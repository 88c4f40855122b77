//! Connections that wait for their next request.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::connect::Connection;

/// Idle connections to one base, the last one used on top.
///
/// There is no task that cleans up. A connection that the server closes ends by itself; one that
/// is too old is closed when the pool is used next, and there are never more than `capacity`.
pub(crate) struct Pool {
    idle: Mutex<Vec<Idle>>,
    capacity: usize,
    timeout: Duration,
}

struct Idle {
    connection: Connection,
    since: Instant,
}

impl Pool {
    pub(crate) fn new(capacity: usize, timeout: Duration) -> Self {
        Self { idle: Mutex::default(), capacity, timeout }
    }

    /// A connection that was used before, and is ready for a request as far as anyone knows.
    pub(crate) async fn take(&self) -> Option<Connection> {
        loop {
            let mut connection = self.usable().pop()?.connection;
            // At once, unless its task has yet to see the end of the last exchange.
            if connection.sender.ready().await.is_ok() {
                return Some(connection);
            }
        }
    }

    /// Keeps a connection whose exchange is over: all of the request was written, and all of the
    /// answer was read.
    pub(crate) fn put(&self, connection: Connection) {
        let mut idle = self.usable();
        if idle.len() < self.capacity {
            idle.push(Idle { connection, since: Instant::now() });
        }
    }

    fn usable(&self) -> MutexGuard<'_, Vec<Idle>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|idle| {
            !idle.connection.sender.is_closed() && idle.since.elapsed() < self.timeout
        });
        idle
    }
}
