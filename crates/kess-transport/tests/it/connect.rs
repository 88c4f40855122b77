//! Faults before there is a connection: nothing is ever sent.

use std::error::Error as _;
use std::time::Duration;

use kess_transport::{Error, ErrorKind, HttpTransport, Reached, Roots, Transport as _};
use tokio::io::AsyncWriteExt as _;
use tokio::join;

use crate::server::{ELSEWHERE, EXPIRED, OK, ROOT, SERVER, STRANGER, Server, login};

fn assert_not_sent(error: &Error, kind: ErrorKind) {
    assert_eq!((error.kind(), error.reached()), (kind, Reached::NothingSent), "{error:?}");
    assert_eq!(error.exchange().wire_attempts, 0);
    assert_eq!(error.status(), None);
    assert!(error.is_connect());
    assert!(error.to_string().ends_with("; nothing was sent"), "{error}");
}

#[tokio::test]
async fn refused() {
    let server = Server::plain().await;
    let transport = server.transport();
    drop(server);
    let error = transport.post(login()).await.unwrap_err();
    assert_not_sent(&error, ErrorKind::Connect);
    assert!(error.to_string().starts_with("no connection to 127.0.0.1:"), "{error}");
    let cause = error.source().and_then(|tcp| tcp.source()).unwrap();
    assert!(cause.to_string().contains("refused"), "{error:?}");
}

#[tokio::test]
async fn a_handshake_that_hangs() {
    let server = Server::tls(SERVER).await;
    let transport = server.transport();
    let call = tokio::spawn(async move { transport.post(login()).await });
    let _silent = server.accept_tcp().await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(11)).await;

    let error = call.await.unwrap().unwrap_err();
    assert_not_sent(&error, ErrorKind::ConnectTimeout);
    assert!(error.is_timeout());
}

#[tokio::test]
async fn a_handshake_that_outlasts_the_call() {
    let server = Server::tls(SERVER).await;
    let transport = server.transport();
    let post = login().timeout(Duration::from_secs(5));
    let call = tokio::spawn(async move { transport.post(post).await });
    let _silent = server.accept_tcp().await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(6)).await;

    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.reached()), (ErrorKind::Timeout, Reached::NothingSent));
    assert!(error.is_timeout() && !error.is_connect());
    assert!(error.exchange().elapsed >= Duration::from_secs(5));
}

#[tokio::test]
async fn a_handshake_cut_short() {
    let server = Server::tls(SERVER).await;
    let transport = server.transport();
    let (outcome, ()) = join!(transport.post(login()), async {
        drop(server.accept_tcp().await);
    });
    assert_not_sent(&outcome.unwrap_err(), ErrorKind::Connect);
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls() {
    let server = Server::tls(SERVER).await;
    let transport = server.transport();
    let (outcome, _tcp) = join!(transport.post(login()), async {
        let mut tcp = server.accept_tcp().await;
        tcp.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        tcp
    });
    assert_not_sent(&outcome.unwrap_err(), ErrorKind::Connect);
}

#[tokio::test]
async fn wrong_certificates() {
    for (certificate, root, reason) in [
        (SERVER, STRANGER, "UnknownIssuer"),
        (ELSEWHERE, ROOT, "not valid for name"),
        (EXPIRED, ROOT, "expired"),
    ] {
        let server = Server::tls(certificate).await;
        let roots = Roots::from_pem(root).unwrap();
        let transport = HttpTransport::builder(&server.url()).roots(roots).build().unwrap();
        // The handshake may fail on the server's side too.
        let (outcome, _peer) = join!(transport.post(login()), server.try_accept());
        let error = outcome.unwrap_err();
        assert_not_sent(&error, ErrorKind::Certificate);
        assert!(error.to_string().starts_with("the certificate of 127.0.0.1:"), "{error}");
        assert!(error.source().unwrap().to_string().contains(reason), "{error:?}");
    }
}

#[tokio::test]
async fn over_tls() {
    let server = Server::tls(SERVER).await;
    let transport = server.transport();
    let (answer, received) = join!(transport.post(login()), async {
        let mut peer = server.accept().await;
        let received = peer.serve(OK).await;
        (received, peer)
    });
    let answer = answer.unwrap();
    assert_eq!(&answer.body()[..], b"{}");
    assert_eq!(answer.exchange().reached, Reached::BodyReceived);
    assert_eq!(received.0.body, br#"{"username":"u"}"#);
}

#[tokio::test]
async fn a_name_with_several_addresses() {
    // `localhost` may have an IPv6 address too, on which nobody listens.
    let server = Server::tls(SERVER).await;
    let url = server.url().replace("127.0.0.1", "localhost");
    let roots = Roots::from_pem(ROOT).unwrap();
    let transport = HttpTransport::builder(&url).roots(roots).build().unwrap();
    let (answer, _peer) = join!(transport.post(login()), async {
        let mut peer = server.accept().await;
        let received = peer.serve(OK).await;
        assert!(received.header("host").unwrap().starts_with("localhost:"));
        peer
    });
    answer.unwrap();
}
