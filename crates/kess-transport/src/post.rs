//! What is sent.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::progress::Progress;

/// One POST of a JSON body to a path below the base URL.
pub struct Post {
    path: String,
    headers: HeaderMap,
    body: Bytes,
    timeout: Option<Duration>,
    progress: Progress,
}

impl Post {
    /// A POST of `body`, as it is, to `path`, which is appended to that of the base URL.
    pub fn new(path: impl Into<String>, body: impl Into<Bytes>) -> Self {
        Self {
            path: path.into(),
            headers: HeaderMap::new(),
            body: body.into(),
            timeout: None,
            progress: Progress::default(),
        }
    }

    /// Sets a header, in place of one with the same name.
    ///
    /// Without being asked, [`HttpTransport`](crate::HttpTransport) sets `content-type` and
    /// `accept` for JSON, and `user-agent`. Headers about the connection or the length of the
    /// body are its own: with one of those it refuses the post.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Limits this call to `timeout`, in place of the transport's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The path below the base URL.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The headers that were set.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How far this post gets, for whoever may drop the future of the call.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The limit of this call, if it has one of its own.
    pub fn timeout_override(&self) -> Option<Duration> {
        self.timeout
    }

    pub(crate) fn into_parts(self) -> (String, HeaderMap, Bytes) {
        (self.path, self.headers, self.body)
    }
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post")
            .field("path", &self.path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
