//! A new connection: name, TCP, TLS, HTTP/1.1, all within one time limit.

use std::io;
use std::time::Duration;

use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tower_service::Service as _;

use crate::base::Base;
use crate::body::Outgoing;
use crate::error::{Error, ErrorKind};
use crate::gate::{Gate, Gated, Stream};
use crate::tls;

/// A connection that serves one request at a time.
pub(crate) struct Connection {
    pub(crate) sender: SendRequest<Outgoing>,
    pub(crate) gate: Gate,
    task: AbortHandle,
}

impl Drop for Connection {
    /// Closes the socket. Left to itself, hyper would first try to write what is still buffered,
    /// and a server that does not read could keep it at that for ever.
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Opens connections to one base.
pub(crate) struct Connector {
    pub(crate) base: Base,
    pub(crate) tls: Option<tls::Connector>,
    pub(crate) limit: Duration,
}

impl Connector {
    pub(crate) async fn connect(&self) -> Result<Connection, Error> {
        timeout(self.limit, self.open()).await.unwrap_or_else(|_| {
            let what = format!(
                "no connection to {} within {:?}: check the network and the firewall",
                self.base.display, self.limit
            );
            Err(Error::failed(ErrorKind::ConnectTimeout, what))
        })
    }

    async fn open(&self) -> Result<Connection, Error> {
        let tcp = self.dial().await?;
        let stream: Box<dyn Stream> = match &self.tls {
            None => Box::new(tcp),
            Some(tls) => {
                let session = tls.tls.connect(tls.name.clone(), tcp).await;
                let session = session.map_err(|error| self.no_session(error))?;
                Box::new(session)
            }
        };

        let gate = Gate::default();
        let (sender, connection) = http1::handshake(TokioIo::new(Gated::new(stream, gate.clone())))
            .await
            .map_err(|error| self.failed("no connection to", "try again").with_source(error))?;
        // What goes wrong on it is told to the request that it happens to.
        let task = tokio::spawn(async move { drop(connection.await) }).abort_handle();
        Ok(Connection { sender, gate, task })
    }

    /// The first TCP connection to any address of the host; addresses of either family get a head
    /// start on each other (RFC 8305).
    async fn dial(&self) -> Result<TcpStream, Error> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let tcp = http.call(self.base.origin.clone()).await.map_err(|error| {
            let advice = "check the base URL, the DNS, the network and the firewall";
            self.failed("no connection to", advice).with_source(error)
        })?;
        let tcp = tcp.into_inner();
        // `localhost` in clear is for this machine, whatever a resolver makes of the name.
        let here = tcp.peer_addr().is_ok_and(|peer| peer.ip().is_loopback());
        if !self.base.tls && !here {
            let advice = "the name leads to another machine, and http is for this one only";
            return Err(self.failed("no connection to", advice));
        }
        Ok(tcp)
    }

    fn no_session(&self, error: io::Error) -> Error {
        let refused = error
            .get_ref()
            .and_then(|cause| cause.downcast_ref::<rustls::Error>())
            .is_some_and(|cause| matches!(cause, rustls::Error::InvalidCertificate(_)));
        let failed = if refused {
            let what = format!("the certificate of {} was refused", self.base.display);
            let advice = "check the base URL, the trusted roots and the clock";
            Error::failed(ErrorKind::Certificate, format!("{what}: {advice}"))
        } else {
            self.failed("no TLS session with", "check that it is an https server")
        };
        failed.with_source(error)
    }

    fn failed(&self, what: &str, advice: &str) -> Error {
        Error::failed(ErrorKind::Connect, format!("{what} {}: {advice}", self.base.display))
    }
}
