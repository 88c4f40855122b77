//! The two bodies: the one that is sent, and the one that is read within a limit.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};

use crate::error::{Error, ErrorKind};
use crate::progress::Progress;

/// A request body in one piece, which tells when it was taken.
pub(crate) struct Outgoing {
    bytes: Bytes,
    progress: Progress,
}

impl Outgoing {
    pub(crate) fn new(bytes: Bytes, progress: Progress) -> Self {
        if bytes.is_empty() {
            // Nobody asks an empty body for its data.
            progress.body_taken();
        }
        Self { bytes, progress }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.bytes.is_empty() {
            return Poll::Ready(None);
        }
        self.progress.body_taken();
        let bytes = std::mem::take(&mut self.bytes);
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}

/// Reads a whole body of at most `limit` bytes.
pub(crate) async fn read(body: Incoming, limit: usize, host: &str) -> Result<Bytes, Error> {
    let too_large = || {
        let what = format!(
            "the answer of {host} is longer than {limit} bytes (raise `max_response_bytes` if that \
             is as it should be)"
        );
        Error::failed(ErrorKind::BodyTooLarge, what)
    };
    // What the server announces; for a chunked body this is 0.
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) => Err(match error.downcast::<hyper::Error>() {
            Ok(error) => Error::lost(*error, host),
            Err(_) => too_large(),
        }),
    }
}
