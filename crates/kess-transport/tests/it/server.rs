//! A server that does what a test tells it to, one step at a time.

use std::io;
use std::sync::Arc;

use kess_transport::{CertificateDer, HttpTransport, Post, Roots};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

pub(crate) const ROOT: &[u8] = include_bytes!("../certs/root.pem");
pub(crate) const STRANGER: &[u8] = include_bytes!("../certs/stranger.pem");
pub(crate) const SERVER: &[u8] = include_bytes!("../certs/server.pem");
pub(crate) const ELSEWHERE: &[u8] = include_bytes!("../certs/elsewhere.pem");
pub(crate) const EXPIRED: &[u8] = include_bytes!("../certs/expired.pem");
const KEY: &[u8] = include_bytes!("../certs/server.key");

/// An answer with a body of two bytes.
pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

pub(crate) struct Server {
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Server {
    pub(crate) async fn plain() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self { listener, tls: None }
    }

    pub(crate) async fn tls(certificate: &[u8]) -> Self {
        let certificate = CertificateDer::from_pem_slice(certificate).unwrap();
        let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
        let mut config =
            ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_no_client_auth()
                .with_single_cert(vec![certificate], key)
                .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Self { tls: Some(Arc::new(config).into()), ..Self::plain().await }
    }

    pub(crate) fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}/merchantapi/v1", self.listener.local_addr().unwrap())
    }

    /// A transport to this server that trusts its root.
    pub(crate) fn transport(&self) -> HttpTransport {
        let roots = Roots::from_pem(ROOT).unwrap();
        HttpTransport::builder(&self.url()).roots(roots).build().unwrap()
    }

    pub(crate) async fn accept_tcp(&self) -> TcpStream {
        self.listener.accept().await.unwrap().0
    }

    /// The next connection, after its handshake if there is to be one.
    pub(crate) async fn accept(&self) -> Peer {
        self.try_accept().await.unwrap()
    }

    pub(crate) async fn try_accept(&self) -> io::Result<Peer> {
        let tcp = self.accept_tcp().await;
        let stream: Box<dyn Stream> = match &self.tls {
            None => Box::new(tcp),
            Some(tls) => Box::new(tls.accept(tcp).await?),
        };
        Ok(Peer { stream })
    }

    /// A bare connection to the server, which is none of the transport's.
    pub(crate) async fn dial(&self) -> TcpStream {
        TcpStream::connect(self.listener.local_addr().unwrap()).await.unwrap()
    }
}

pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The server's end of a connection; dropping it closes that.
pub(crate) struct Peer {
    stream: Box<dyn Stream>,
}

pub(crate) struct Received {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.find(|(found, _)| *found == name).map(|(_, value)| value)
    }
}

impl Peer {
    /// Reads one whole request.
    pub(crate) async fn request(&mut self) -> Received {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            bytes.push(self.stream.read_u8().await.unwrap());
        }
        let mut received = Received { head: String::from_utf8(bytes).unwrap(), body: Vec::new() };
        let length = received.header("content-length").unwrap().parse().unwrap();
        received.body.resize(length, 0);
        self.stream.read_exact(&mut received.body).await.unwrap();
        received
    }

    /// Reads a whole request and answers it.
    pub(crate) async fn serve(&mut self, answer: &str) -> Received {
        let received = self.request().await;
        self.send(answer).await;
        received
    }

    pub(crate) async fn read_exactly(&mut self, length: usize) {
        self.stream.read_exact(&mut vec![0; length]).await.unwrap();
    }

    pub(crate) async fn send(&mut self, bytes: &str) {
        self.try_send(bytes).await.unwrap();
    }

    pub(crate) async fn try_send(&mut self, bytes: &str) -> io::Result<()> {
        self.stream.write_all(bytes.as_bytes()).await?;
        self.stream.flush().await
    }

    /// Says that there is no more to come, and keeps listening.
    pub(crate) async fn shut(&mut self) {
        self.stream.shutdown().await.unwrap();
    }

    /// Everything that comes until the client closes, however it does.
    pub(crate) async fn rest(mut self) -> Vec<u8> {
        let mut seen = Vec::new();
        let mut bytes = [0; 4096];
        while let Ok(read @ 1..) = self.stream.read(&mut bytes).await {
            seen.extend_from_slice(&bytes[..read]);
        }
        seen
    }
}

pub(crate) fn login() -> Post {
    Post::new("login", r#"{"username":"u"}"#)
}
