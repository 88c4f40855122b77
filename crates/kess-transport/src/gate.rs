//! The gate that every byte of a request passes, above TLS.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::progress::Progress;

/// Lets the bytes of one request through at a time: of the one that it was armed for.
#[derive(Clone, Default)]
pub(crate) struct Gate(Arc<Mutex<Option<Progress>>>);

impl Gate {
    /// Opens the gate for a request, before the connection gets to see it.
    pub(crate) fn arm(&self, progress: &Progress) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress.clone());
    }

    /// The request whose bytes may pass; an error where there is none, or where it was abandoned.
    fn pass(&self) -> io::Result<Progress> {
        let armed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*armed {
            Some(progress) if progress.begin() => Ok(progress.clone()),
            _ => Err(io::Error::new(
                io::ErrorKind::ConnectionAborted,
                "the request was abandoned before its first byte",
            )),
        }
    }
}

/// What a connection runs over: TCP, or TLS on top of it.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A stream behind a gate.
pub(crate) struct Gated {
    stream: Box<dyn Stream>,
    gate: Gate,
}

impl Gated {
    pub(crate) fn new(stream: Box<dyn Stream>, gate: Gate) -> Self {
        Self { stream, gate }
    }
}

impl AsyncRead for Gated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

// Vectored writes are left to the default, which says that there are none: hyper then puts head
// and body into one buffer, and there is one way out to guard.
impl AsyncWrite for Gated {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let progress = self.gate.pass()?;
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes))?;
        if written == bytes.len() {
            progress.drained();
        }
        Poll::Ready(Ok(written))
    }

    // Neither of these two can send a byte of a request that did not pass above.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::exchange::Reached;

    async fn write(gated: &mut Gated, bytes: &[u8]) -> io::Result<usize> {
        gated.write(bytes).await
    }

    fn gated() -> (Gated, Gate, tokio::io::DuplexStream) {
        let (near, far) = tokio::io::duplex(64);
        let gate = Gate::default();
        (Gated::new(Box::new(near), gate.clone()), gate, far)
    }

    #[tokio::test]
    async fn lets_nothing_through_unarmed_or_abandoned() {
        let (mut gated, gate, mut far) = gated();
        write(&mut gated, b"unarmed").await.unwrap_err();

        let progress = Progress::default();
        gate.arm(&progress);
        write(&mut gated, b"untracked").await.unwrap_err();

        drop(progress.track());
        write(&mut gated, b"abandoned").await.unwrap_err();
        assert_eq!(progress.reached(), Some(Reached::NothingSent));

        drop(gated);
        let mut seen = Vec::new();
        far.read_to_end(&mut seen).await.unwrap();
        assert_eq!(seen, b"");
    }

    #[tokio::test]
    async fn a_begun_request_cannot_be_abandoned() {
        let (mut gated, gate, mut far) = gated();
        let progress = Progress::default();
        let guard = progress.track();
        gate.arm(&progress);
        assert_eq!(write(&mut gated, b"head").await.unwrap(), 4);

        drop(guard);
        assert_eq!(progress.reached(), Some(Reached::Sending));
        assert!(!progress.is_complete());
        assert_eq!(write(&mut gated, b"body").await.unwrap(), 4);

        // The next request on the connection starts afresh.
        let next = Progress::default();
        let guard = next.track();
        gate.arm(&next);
        assert_eq!(next.reached(), Some(Reached::NothingSent));
        drop(guard);
        write(&mut gated, b"next").await.unwrap_err();

        drop(gated);
        let mut seen = Vec::new();
        far.read_to_end(&mut seen).await.unwrap();
        assert_eq!(seen, b"headbody");
    }

    #[tokio::test]
    async fn only_a_whole_request_is_complete() {
        let (mut gated, gate, _far) = gated();
        let progress = Progress::default();
        let _guard = progress.track();
        gate.arm(&progress);
        write(&mut gated, b"head").await.unwrap();
        assert!(!progress.is_complete(), "the body is still to come");

        progress.body_taken();
        assert_eq!(write(&mut gated, &[b'x'; 100]).await.unwrap(), 60);
        assert!(!progress.is_complete(), "part of it did not fit");
        assert_eq!(progress.reached(), Some(Reached::Sending));
    }
}
