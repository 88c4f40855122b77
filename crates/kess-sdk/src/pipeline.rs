//! How a call flows: request, parameters, seal, sign, post, judge.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use kess_sign::{Number, Params, Profile, Secret, Unsigned, Value};
use kess_transport::{Answer, BoxFuture, Bytes, HeaderName, HeaderValue, Post, Transport};
use kess_types::{Effect, Endpoint, Login, OnTheWire, Operation, Password, SessionToken};
use tracing::Instrument as _;
use tracing::field::Empty;

use crate::backend::Sealer;
use crate::call::Options;
use crate::error::Error;
use crate::outcome::{Verdict, judge};
use crate::reply::{Raw, Reply};
use crate::retry::Retries;
use crate::session::{Held, Session};
use crate::settings::{AmountStyle, Settings, TokenPlacement};
use crate::signer::Signer;

/// The name of an operation, or of a service that was called by its name.
pub(crate) type Name = Cow<'static, str>;

const MERCHANT_ID: HeaderName = HeaderName::from_static("merchant-id");
const MERCHANT_SECRET_KEY: HeaderName = HeaderName::from_static("merchant-secret-key");
const AUTHORIZATION: HeaderName = HeaderName::from_static("authorization");

/// Everything that a call goes through.
pub(crate) struct Pipeline {
    pub(crate) settings: Settings,
    pub(crate) user_name: String,
    pub(crate) password: Password,
    pub(crate) merchant_id: HeaderValue,
    pub(crate) secret_key: HeaderValue,
    pub(crate) signer: Arc<dyn Signer>,
    pub(crate) sealer: Sealer,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) session: Session,
}

/// A call before its first attempt.
pub(crate) struct Plan {
    name: Name,
    endpoint: Endpoint,
    effect: Effect,
    params: Params,
    sealed: Vec<String>,
}

/// What was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    params: Arc<Params>,
    profile: Profile,
}

impl Sent {
    pub(crate) fn signed_string(&self) -> String {
        self.params.redacted().canonical(&self.profile).as_str().to_owned()
    }
}

impl Plan {
    fn of<O: Operation>(request: &O, settings: &Settings) -> Result<Self, Error> {
        let name = Name::Borrowed(O::INFO.name);
        if settings.validated {
            request.validate().map_err(|problem| Error::invalid(name.clone(), problem))?;
        }
        let own = kess_sign::to_params(&OnTheWire(request))
            .map_err(|error| Error::unusable(name.clone(), error))?;
        let mut params = Params::new();
        if O::INFO.endpoint == Endpoint::DoAction {
            params.insert("service", settings.service(O::INFO));
        }
        params.extend(own);
        if settings.amounts == AmountStyle::Number {
            O::INFO.amounts().for_each(|path| as_number(&mut params, path));
        }
        let sealed = settings.sealed(O::INFO).into_iter().map(str::to_owned).collect();
        let (endpoint, effect) = (O::INFO.endpoint, O::INFO.effect);
        Ok(Self { name, endpoint, effect, params, sealed })
    }

    pub(crate) fn raw(
        service: String,
        own: Params,
        effect: Effect,
        sealed: &[String],
        secret: &[String],
    ) -> Result<Self, Error> {
        let mut params = Params::new();
        params.insert("service", service.as_str());
        params.extend(own.into_iter().filter(|(name, _)| name != "service"));
        let name = Name::Owned(service);
        for path in sealed.iter().chain(secret) {
            params.conceal(path).map_err(|error| Error::unusable(name.clone(), error))?;
        }
        let sealed = sealed.to_vec();
        Ok(Self { name, endpoint: Endpoint::DoAction, effect, params, sealed })
    }
}

/// Turns the text of an amount into the number it is.
fn as_number(params: &mut Params, path: &str) {
    if let Some(place) = params.at_mut(path) {
        let number = place.as_str().and_then(|text| Number::from_literal(text).ok());
        if let Some(number) = number {
            *place = Value::Number(number);
        }
    }
}

impl Pipeline {
    /// Sends an operation and reads what it returns.
    pub(crate) async fn send<O: Operation>(
        &self,
        request: &O,
        options: Options,
    ) -> Result<Reply<O::Response>, Error> {
        let raw = self.call(Plan::of(request, &self.settings)?, options).await?;
        match raw.envelope().data() {
            Ok(data) => Ok(Reply::new(data, raw)),
            Err(problem) => {
                let (envelope, exchange, attempts, sent) = raw.into_parts();
                let name = Name::Borrowed(O::INFO.name);
                Err(Error::unreadable(name, problem, envelope, exchange, attempts, sent))
            }
        }
    }

    /// Carries a plan out.
    pub(crate) async fn call(&self, plan: Plan, options: Options) -> Result<Raw, Error> {
        let span = tracing::info_span!(
            "kess.call",
            operation = &*plan.name,
            outcome = Empty,
            attempts = Empty
        );
        let result = self.run(plan, options).instrument(span.clone()).await;
        let (outcome, attempts) = match &result {
            Ok(raw) => ("executed", raw.attempts()),
            Err(error) => (error.outcome().as_str(), error.attempts()),
        };
        span.record("outcome", outcome).record("attempts", attempts);
        result
    }

    async fn run(&self, mut plan: Plan, options: Options) -> Result<Raw, Error> {
        plan.params
            .seal(plan.sealed.iter().map(String::as_str), &self.sealer, self.settings.blocks)
            .map_err(|error| Error::encryption(plan.name.clone(), error))?;
        let mut retries =
            Retries::new(plan.effect, options.retries.unwrap_or(self.settings.retries));
        let mut attempts = 0;
        loop {
            let session = self.session_for(&plan, attempts).await?;
            let (sent, attempt) = self.attempt(&plan, session.as_ref(), options.timeout).await?;
            let exchange = match &attempt {
                Ok(answer) => answer.exchange(),
                Err(error) => error.exchange(),
            };
            attempts += exchange.wire_attempts;
            let (answer, verdict) = match attempt {
                Ok(answer) => {
                    let verdict = judge(Ok(&answer));
                    (Some(answer), verdict)
                }
                Err(error) => (None, judge(Err(error))),
            };
            let verdict = match (verdict, &answer, session) {
                (Verdict::Executed(envelope), Some(answer), _) => {
                    let (status, exchange) = (answer.status(), answer.exchange().clone());
                    return Ok(Raw::new(envelope, status, exchange, attempts, sent));
                }
                (verdict @ Verdict::Unauthenticated(_), _, Some(session)) => {
                    self.session.refused(&session);
                    if retries.renew() {
                        continue;
                    }
                    verdict
                }
                (verdict, _, _) => verdict,
            };
            match retries.again(&verdict) {
                Some(delay) => {
                    tracing::debug!(?delay, outcome = verdict.outcome().as_str(), "sending again");
                    tokio::time::sleep(delay).await;
                }
                None => {
                    let answer = answer.as_ref();
                    return Err(Error::judged(plan.name, verdict, answer, attempts, sent));
                }
            }
        }
    }

    /// The session that a call needs; the login itself needs none.
    async fn session_for(&self, plan: &Plan, attempts: u32) -> Result<Option<Held>, Error> {
        if plan.endpoint == Endpoint::Login {
            return Ok(None);
        }
        let held = self.session.token(|| self.login(), self.settings.wall_clock).await;
        held.map(Some).map_err(|error| Error::login(plan.name.clone(), attempts, error))
    }

    /// Boxed, since a login is a call too.
    fn login(&self) -> BoxFuture<'_, Result<SessionToken, Error>> {
        Box::pin(async {
            let login = Login::new(&self.user_name, self.password.clone());
            Ok(self.send(&login, Options::default()).await?.into_data().token)
        })
    }

    /// Signs afresh and posts once.
    async fn attempt(
        &self,
        plan: &Plan,
        session: Option<&Held>,
        timeout: Option<Duration>,
    ) -> Result<(Sent, Result<Answer, kess_transport::Error>), Error> {
        let mut params = plan.params.clone();
        let mut authorization = None;
        match (&self.settings.token, session) {
            (_, None) | (TokenPlacement::None, _) => {}
            (TokenPlacement::Bearer, Some(held)) => {
                authorization = Some((AUTHORIZATION, format!("Bearer {}", held.token.expose())));
            }
            (TokenPlacement::Header(name), Some(held)) => {
                authorization = Some((name.clone(), held.token.expose().to_owned()));
            }
            (TokenPlacement::Parameter(name), Some(held)) => {
                params.insert(name.clone(), Secret::new(held.token.expose()));
            }
        }

        let profile = self.settings.profile;
        let signed = if plan.endpoint == Endpoint::Login && !self.settings.login_signed {
            params
        } else {
            let unsigned = Unsigned::new(params, &profile);
            let signature = self.signer.sign(unsigned.hash(), unsigned.message()).await;
            let signature =
                signature.map_err(|error| Error::signature(plan.name.clone(), error))?;
            unsigned.attach(&signature).into_params()
        };

        let body = Bytes::from_owner(signed.to_json());
        let mut post = Post::new(plan.endpoint.path(), body)
            .header(MERCHANT_ID, self.merchant_id.clone())
            .header(MERCHANT_SECRET_KEY, self.secret_key.clone());
        if let Some((name, value)) = authorization {
            let mut value = HeaderValue::try_from(value)
                .map_err(|error| Error::unusable(plan.name.clone(), error))?;
            value.set_sensitive(true);
            post = post.header(name, value);
        }
        if let Some(timeout) = timeout {
            post = post.timeout(timeout);
        }
        let sent = Sent { params: Arc::new(signed), profile };
        Ok((sent, self.transport.post(post).await))
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").finish_non_exhaustive()
    }
}
