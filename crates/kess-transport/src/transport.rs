//! The transport over the network.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{
    ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, TE, TRAILER, TRANSFER_ENCODING,
    UPGRADE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::{Body as _, Incoming};
use tokio::time::{Instant, timeout};

use crate::answer::Answer;
use crate::base::Base;
use crate::body::{self, Outgoing};
use crate::config::Builder;
use crate::connect::Connector;
use crate::error::{Error, ErrorKind};
use crate::pool::Pool;
use crate::post::Post;
use crate::progress::{Guard, Progress};
use crate::{BoxFuture, Bytes, Transport, tls};

/// Headers that would change where the body ends or what becomes of the connection.
const OURS: [HeaderName; 10] = [
    HOST,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    UPGRADE,
    TE,
    TRAILER,
    EXPECT,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Posts to one base URL over HTTP/1.1, with TLS unless the base is on this machine.
///
/// Clones share their connections. Its futures need a tokio runtime with IO and time, and can be
/// dropped at any point: a request of which nothing was written then never is, and the connection
/// of one that was begun is closed.
#[derive(Clone)]
pub struct HttpTransport(Arc<Inner>);

struct Inner {
    connector: Connector,
    pool: Pool,
    user_agent: HeaderValue,
    timeout: Duration,
    max_response_bytes: usize,
}

impl HttpTransport {
    /// Settings for posts to `base_url`: an `https` URL, or an `http` one on this machine,
    /// without user, query and fragment. Its path is kept, and that of each post appended.
    pub fn builder(base_url: &str) -> Builder {
        Builder::new(base_url)
    }

    pub(crate) fn new(
        base: Base,
        tls: Option<tls::Connector>,
        user_agent: HeaderValue,
        settings: &Builder,
    ) -> Self {
        Self(Arc::new(Inner {
            connector: Connector { base, tls, limit: settings.connect_timeout },
            pool: Pool::new(settings.max_idle_per_host, settings.idle_timeout),
            user_agent,
            timeout: settings.timeout,
            max_response_bytes: settings.max_response_bytes,
        }))
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("base", &self.0.connector.base)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}

impl Transport for HttpTransport {
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, Error>> {
        // The future owns the guard from the start, so that it need not be polled to be abandoned.
        let guard = post.progress().track();
        Box::pin(self.0.post(post, guard))
    }
}

impl Inner {
    async fn post(&self, post: Post, guard: Guard) -> Result<Answer, Error> {
        let started = Instant::now();
        let limit = post.timeout_override().unwrap_or(self.timeout);
        let outcome = timeout(limit, self.exchange(post, guard.progress())).await;
        let (exchange, status) = guard.finish(started.elapsed());
        match outcome {
            Ok(Ok((head, body))) => {
                Ok(Answer::new(head.status, head.headers, body).with_exchange(exchange))
            }
            Ok(Err(error)) => Err(error.with_facts((exchange, status))),
            Err(_) => {
                let what = format!("no answer from {} within {limit:?}", self.host());
                Err(Error::failed(ErrorKind::Timeout, what).with_facts((exchange, status)))
            }
        }
    }

    async fn exchange(
        &self,
        post: Post,
        progress: &Progress,
    ) -> Result<(http::response::Parts, Bytes), Error> {
        let request = self.request(post)?;
        let mut connection = match self.pool.take().await {
            Some(connection) => {
                progress.reused();
                connection
            }
            None => self.connector.connect().await?,
        };

        // From here to the await nothing can come between: the gate knows the request before the
        // connection does.
        connection.gate.arm(progress);
        let response = connection.sender.try_send_request(request).await;
        let response = response.map_err(|error| Error::lost(error.into_error(), self.host()))?;
        progress.head_received(response.status());
        self.check_framing(&response)?;

        let (head, body) = response.into_parts();
        let body = body::read(body, self.max_response_bytes, self.host()).await?;
        progress.body_received();
        // A server may answer before it has read the request. What is left of that must not pass
        // for the next one.
        if progress.is_complete() {
            self.pool.put(connection);
        }
        Ok((head, body))
    }

    fn request(&self, post: Post) -> Result<Request<Outgoing>, Error> {
        let refuse = |why: String| {
            Error::failed(ErrorKind::Request, format!("the request could not be built: {why}"))
        };
        let progress = post.progress();
        let (path, mut headers, body) = post.into_parts();
        let target = self.connector.base.target(&path).map_err(refuse)?;
        if let Some(name) = OURS.iter().find(|name| headers.contains_key(*name)) {
            return Err(refuse(format!("the header `{name}` is the transport's to set")));
        }
        headers.entry(CONTENT_TYPE).or_insert(JSON);
        headers.entry(ACCEPT).or_insert(JSON);
        headers.entry(USER_AGENT).or_insert_with(|| self.user_agent.clone());
        headers.insert(HOST, self.connector.base.authority.clone());
        headers.insert(CONTENT_LENGTH, body.len().into());

        let mut request = Request::new(Outgoing::new(body, progress));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = target;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Refuses an answer whose end is the end of the connection: a cut could not be told from it.
    ///
    /// Where a server sends a length and chunks, hyper goes by the chunks and drops the length
    /// before anyone can see it, so that such an answer is not refused here.
    fn check_framing(&self, response: &Response<Incoming>) -> Result<(), Error> {
        let switched = response.status() == StatusCode::SWITCHING_PROTOCOLS;
        let known = response.body().size_hint().exact().is_some();
        if !switched && (known || is_chunked(response.headers())) {
            return Ok(());
        }
        let what = format!(
            "{} sent an answer without a content-length and without chunks, of which nobody can \
             say whether it is whole",
            self.host()
        );
        Err(Error::failed(ErrorKind::Protocol, what))
    }

    fn host(&self) -> &str {
        &self.connector.base.display
    }
}

/// Whether the last transfer coding is `chunked`; hyper reads to the end of the connection if not.
fn is_chunked(headers: &HeaderMap) -> bool {
    let last = headers.get_all(TRANSFER_ENCODING).iter().next_back();
    let codings = last.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let coding = codings.rsplit(',').next().unwrap_or_default();
    coding.trim().eq_ignore_ascii_case("chunked")
}
