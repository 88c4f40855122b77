//! One JSON POST over TLS, and the exact truth about how far it got.
//!
//! A request that moves money must not be sent twice, so after a failure one question matters:
//! can the server have acted on it? [`Reached`] answers it. [`Reached::NothingSent`] is a proof
//! that no byte of the request left, and everything above it means that the server may know.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use kess_transport::{HttpTransport, Post, Reached, Transport};
//!
//! let transport = HttpTransport::builder("https://gateway.example/merchantapi/v1").build()?;
//! match transport.post(Post::new("login", r#"{"username":"u"}"#)).await {
//!     Ok(answer) => println!("{} with {} bytes", answer.status(), answer.body().len()),
//!     Err(error) if error.reached() == Reached::NothingSent => println!("safe to repeat: {error}"),
//!     Err(error) => println!("may have been acted on: {error}"),
//! }
//! # Ok(()) }
//! ```
//!
//! # How the proof works
//!
//! Every connection is wrapped above TLS by a gate, and every request carries a small state that
//! starts as *fresh*. The first write moves it to *begun*; the end of the call, by an error, by a
//! timer or because its future was dropped, moves it to *abandoned*. Both happen under one lock,
//! so exactly one of them wins, on whatever threads they run. If the write wins, the call says
//! so; if the end wins, the gate fails the write, and not one byte goes out.
//!
//! For that, a request has to be tied to its connection before the connection can write it. A
//! pooled client (hyper-util's) chooses the connection and hands the request over in one step
//! that nothing can come between; so there is a small pool here, over hyper's own connection:
//! take one, arm its gate, send.
//!
//! # What it never does
//!
//! Follow a redirect, send anything a second time, decompress, keep cookies, talk HTTP/2, use a
//! proxy, speak plain HTTP to anything but this machine, wait or read without a limit, or log.

mod answer;
mod base;
mod body;
mod config;
mod connect;
mod error;
mod exchange;
mod gate;
mod pool;
mod post;
mod progress;
mod tls;
mod transport;

use std::pin::Pin;
use std::sync::Arc;

pub use answer::Answer;
pub use bytes::Bytes;
pub use config::{Builder, ConfigError};
pub use error::{Error, ErrorKind};
pub use exchange::{Exchange, Reached};
pub use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
pub use post::Post;
pub use progress::Progress;
pub use rustls::pki_types::CertificateDer;
pub use tls::Roots;
pub use transport::HttpTransport;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one POST.
///
/// [`HttpTransport`] does it over the network. A closure is a transport too, for tests and for
/// other HTTP stacks:
///
/// ```
/// use kess_transport::{Answer, Bytes, Error, HeaderMap, Post, StatusCode, Transport};
///
/// fn accepts(_: impl Transport) {}
///
/// accepts(|post: Post| async move {
///     assert_eq!(post.path(), "login");
///     Ok::<_, Error>(Answer::new(StatusCode::OK, HeaderMap::new(), Bytes::from("{}")))
/// });
/// ```
///
/// An implementation must tell the truth in [`Error::reached`]: whoever calls it sends again what
/// was reported as [`Reached::NothingSent`]. It must not send anything twice itself.
pub trait Transport: Send + Sync + 'static {
    /// Sends `post` and waits for the whole answer, whatever its status.
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, Error>>;
}

impl<F, Fut> Transport for F
where
    F: Fn(Post) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Answer, Error>> + Send + 'static,
{
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, Error>> {
        Box::pin(self(post))
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, Error>> {
        (**self).post(post)
    }
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
