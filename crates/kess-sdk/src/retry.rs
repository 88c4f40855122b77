//! When a call may be sent again.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use kess_types::Effect;

use crate::outcome::{Outcome, Verdict};

/// How long to wait after the first failure; it doubles with each further one.
const FIRST_DELAY: Duration = Duration::from_millis(200);

/// The longest that is waited, also where the gateway asks for more.
const LONGEST_DELAY: Duration = Duration::from_secs(5);

/// The attempts that a call has left.
#[derive(Debug)]
pub(crate) struct Retries {
    effect: Effect,
    left: u32,
    made: u32,
    renewed: bool,
}

impl Retries {
    pub(crate) fn new(effect: Effect, retries: u32) -> Self {
        Self { effect, left: retries, made: 0, renewed: false }
    }

    /// Whether to log in afresh and send again: once, and only because a token that is refused
    /// proves that nothing was done.
    pub(crate) fn renew(&mut self) -> bool {
        if self.renewed || self.left == 0 {
            return false;
        }
        self.renewed = true;
        self.left -= 1;
        true
    }

    /// How long to wait before sending again; `None` if that is not allowed.
    pub(crate) fn again(&mut self, verdict: &Verdict) -> Option<Duration> {
        if self.left == 0 || !may_repeat(self.effect, verdict) {
            return None;
        }
        self.left -= 1;
        let asked = match verdict {
            Verdict::RateLimited { retry_after, .. } => retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let backoff = FIRST_DELAY.saturating_mul(1 << self.made.min(10));
        self.made += 1;
        Some(backoff.mul_f64(jitter()).max(asked).min(LONGEST_DELAY))
    }
}

fn may_repeat(effect: Effect, verdict: &Verdict) -> bool {
    let passing = match verdict {
        Verdict::NoAnswer(error) => is_passing(error.kind()),
        Verdict::RateLimited { .. }
        | Verdict::ServerError(_)
        | Verdict::NoEnvelope
        | Verdict::RequestCutShort => true,
        Verdict::Executed(_)
        | Verdict::Rejected(_)
        | Verdict::RefusedOnTheWay
        | Verdict::Unauthenticated(_) => false,
    };
    match (effect, verdict.outcome()) {
        (_, Outcome::NotExecuted) => passing,
        (Effect::Reads, _) => passing,
        (Effect::Keyed | Effect::MovesMoney, _) => false,
    }
}

/// Whether the same request may fare better a moment later.
fn is_passing(kind: kess_transport::ErrorKind) -> bool {
    use kess_transport::ErrorKind::{Connect, ConnectTimeout, Connection, Protocol, Timeout};
    matches!(kind, Connect | ConnectTimeout | Connection | Protocol | Timeout)
}

/// Between a half and one, so that clients which failed together do not come back together.
fn jitter() -> f64 {
    let random = RandomState::new().build_hasher().finish();
    0.5 + f64::from(u16::try_from(random & 0x7fff).unwrap_or_default()) / 65536.0
}
