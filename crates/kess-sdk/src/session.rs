//! The session: one login for all who need it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kess_types::SessionToken;
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::error::Error;

/// How long before it expires a token is no longer used.
const MARGIN: Duration = Duration::from_secs(60);

/// A token, and which login it came from.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) token: SessionToken,
    number: u64,
    usable_until: Instant,
}

type Login = Arc<OnceCell<Result<Held, Error>>>;

#[derive(Debug)]
pub(crate) struct Session {
    age: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    held: Option<Held>,
    under_way: Option<Login>,
    logins: u64,
}

impl Session {
    pub(crate) fn new(age: Duration) -> Self {
        Self { age, state: Mutex::default() }
    }

    /// The token of the session, by `login` if there is none that can be used.
    ///
    /// Whoever comes while a login is under way waits for that one, and shares its error. If the
    /// caller that drives it is dropped, another takes over.
    pub(crate) async fn token<F>(
        &self,
        login: impl FnOnce() -> F,
        wall_clock: fn() -> SystemTime,
    ) -> Result<Held, Error>
    where
        F: Future<Output = Result<SessionToken, Error>>,
    {
        let (cell, number) = {
            let mut state = self.state();
            if let Some(held) = state.held.as_ref().filter(|h| Instant::now() < h.usable_until) {
                return Ok(held.clone());
            }
            state.held = None;
            if state.under_way.is_none() {
                state.logins += 1;
            }
            (Login::clone(state.under_way.get_or_insert_default()), state.logins)
        };
        let result = cell
            .get_or_init(|| async {
                let token = login().await?;
                let age = lifetime(&token, wall_clock()).unwrap_or(self.age);
                Ok(Held { token, number, usable_until: Instant::now() + age })
            })
            .await
            .clone();
        let mut state = self.state();
        if state.under_way.as_ref().is_some_and(|under_way| Arc::ptr_eq(under_way, &cell)) {
            state.under_way = None;
            state.held = result.as_ref().ok().cloned();
        }
        result
    }

    /// Forgets a token that was refused, unless a later login has replaced it already.
    pub(crate) fn refused(&self, refused: &Held) {
        let mut state = self.state();
        if state.held.as_ref().is_some_and(|held| held.number == refused.number) {
            state.held = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// For how long a token can be used, if it is a JWT that says when it expires.
fn lifetime(token: &SessionToken, now: SystemTime) -> Option<Duration> {
    #[derive(serde::Deserialize)]
    struct Claims {
        exp: f64,
    }
    let payload = token.expose().split('.').nth(1)?;
    let claims = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let Claims { exp } = serde_json::from_slice(&claims).ok()?;
    let expires = UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(exp).ok()?)?;
    let left = expires.duration_since(now).unwrap_or_default();
    // A token of a minute or less is used for half its life, so that it is used at all.
    Some(left.saturating_sub(MARGIN).max(left / 2))
}
