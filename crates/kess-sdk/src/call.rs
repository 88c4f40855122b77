//! One call: what is sent, and how. It starts when it is awaited.

use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use kess_sign::Params;
use kess_transport::BoxFuture;
use kess_types::{Effect, Operation};

use crate::error::Error;
use crate::pipeline::{Pipeline, Plan};
use crate::reply::{Raw, Reply};

/// How this one call differs from the client's settings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
}

/// A call of an operation, which starts when it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<'a, O: Operation> {
    pipeline: Arc<Pipeline>,
    request: Request<'a, O>,
    options: Options,
}

enum Request<'a, O> {
    Borrowed(&'a O),
    Owned(O),
}

impl<'a, O: Operation> Call<'a, O> {
    pub(crate) fn new(pipeline: &Arc<Pipeline>, request: &'a O) -> Self {
        let pipeline = Arc::clone(pipeline);
        Self { pipeline, request: Request::Borrowed(request), options: Options::default() }
    }

    pub(crate) fn owned(pipeline: &Arc<Pipeline>, request: O) -> Self {
        let pipeline = Arc::clone(pipeline);
        Self { pipeline, request: Request::Owned(request), options: Options::default() }
    }

    /// How long one attempt of this call may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// How often this call may be sent again: see [`Builder::retries`](crate::Builder::retries).
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = Some(retries);
        self
    }
}

impl<'a, O: Operation> IntoFuture for Call<'a, O>
where
    O::Response: 'a,
{
    type Output = Result<Reply<O::Response>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let request = match &self.request {
                Request::Borrowed(request) => request,
                Request::Owned(request) => request,
            };
            self.pipeline.send(request, self.options).await
        })
    }
}

/// A call of a service by its name, which starts when it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall<'a> {
    pipeline: &'a Arc<Pipeline>,
    service: String,
    params: Params,
    effect: Effect,
    sealed: Vec<String>,
    secret: Vec<String>,
    options: Options,
}

impl<'a> RawCall<'a> {
    pub(crate) fn new(
        pipeline: &'a Arc<Pipeline>,
        service: String,
        params: Params,
        effect: Effect,
    ) -> Self {
        Self {
            pipeline,
            service,
            params,
            effect,
            sealed: Vec::new(),
            secret: Vec::new(),
            options: Options::default(),
        }
    }

    /// Encrypts the text at these paths; names of nested objects are joined by dots.
    pub fn sealed<'p>(mut self, paths: impl IntoIterator<Item = &'p str>) -> Self {
        self.sealed.extend(paths.into_iter().map(str::to_owned));
        self
    }

    /// Keeps the text at these paths out of everything but the body.
    pub fn secret<'p>(mut self, paths: impl IntoIterator<Item = &'p str>) -> Self {
        self.secret.extend(paths.into_iter().map(str::to_owned));
        self
    }

    /// How long one attempt of this call may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// How often this call may be sent again: see [`Builder::retries`](crate::Builder::retries).
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = Some(retries);
        self
    }
}

impl<'a> IntoFuture for RawCall<'a> {
    type Output = Result<Raw, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let plan =
                Plan::raw(self.service, self.params, self.effect, &self.sealed, &self.secret)?;
            self.pipeline.call(plan, self.options).await
        })
    }
}

impl<O: Operation> std::fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").field("operation", &O::INFO.name).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RawCall<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawCall").field("service", &self.service).finish_non_exhaustive()
    }
}
