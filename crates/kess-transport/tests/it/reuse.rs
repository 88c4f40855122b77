//! One connection for several posts, and what can go wrong with that.

use std::time::Duration;

use kess_transport::{ErrorKind, HttpTransport, Reached, Transport as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::{join, try_join};

use crate::server::{OK, Peer, SERVER, Server, login};

/// Posts once, over a connection that stays open.
async fn first(server: &Server, transport: &HttpTransport) -> Peer {
    let (answer, peer) = join!(transport.post(login()), async {
        let mut peer = server.accept().await;
        peer.serve(OK).await;
        peer
    });
    assert!(!answer.unwrap().exchange().reused);
    peer
}

/// Posts again; says whether that took the connection of before.
async fn second(server: &Server, transport: &HttpTransport) -> bool {
    // Where it did, nobody comes to be accepted; the post's timeout then ends the wait.
    let accept = async {
        let mut peer = server.accept().await;
        peer.serve(OK).await;
        Ok(peer)
    };
    let (answer, _peer) = try_join!(transport.post(login()), accept).unwrap();
    answer.exchange().reused
}

/// Lets everything happen that has already been set going: passes a byte through the network.
async fn settle() {
    let server = Server::plain().await;
    let (mut near, mut far) = join!(server.dial(), server.accept_tcp());
    for _ in 0..3 {
        far.write_u8(0).await.unwrap();
        near.read_u8().await.unwrap();
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn posts_share_a_connection() {
    for server in [Server::plain().await, Server::tls(SERVER).await] {
        let transport = server.transport();
        let mut peer = first(&server, &transport).await;
        for _ in 0..3 {
            let (answer, received) = join!(transport.post(login()), peer.serve(OK));
            assert!(answer.unwrap().exchange().reused);
            assert_eq!(received.body, br#"{"username":"u"}"#);
        }
    }
}

#[tokio::test]
async fn clones_share_connections() {
    let server = Server::plain().await;
    let transport = server.transport();
    let mut peer = first(&server, &transport).await;
    let clone = transport.clone();
    drop(transport);
    let (answer, _) = join!(clone.post(login()), peer.serve(OK));
    assert!(answer.unwrap().exchange().reused);
}

#[tokio::test]
async fn concurrent_posts_have_a_connection_each() {
    let server = Server::plain().await;
    let transport = server.transport();
    let mut peer = first(&server, &transport).await;
    let (one, two, ()) = join!(transport.post(login()), transport.post(login()), async {
        peer.request().await;
        let mut other = server.accept().await;
        other.serve(OK).await;
        peer.send(OK).await;
    });
    assert!(one.unwrap().exchange().reused);
    assert!(!two.unwrap().exchange().reused);
}

#[tokio::test]
async fn closed_while_idle() {
    let server = Server::plain().await;
    let transport = server.transport();
    drop(first(&server, &transport).await);
    settle().await;
    assert!(!second(&server, &transport).await);
}

#[tokio::test]
async fn unasked_bytes_while_idle() {
    let server = Server::plain().await;
    let transport = server.transport();
    let mut peer = first(&server, &transport).await;
    peer.send("HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n").await;
    settle().await;
    assert!(!second(&server, &transport).await);
}

#[tokio::test]
async fn closed_at_the_second_request() {
    let server = Server::plain().await;
    let transport = server.transport();
    let mut peer = first(&server, &transport).await;
    let (outcome, ()) = join!(transport.post(login()), async move {
        peer.request().await;
    });
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.reached()), (ErrorKind::Connection, Reached::Sent));
    assert!(error.exchange().reused);
    assert_eq!(error.exchange().wire_attempts, 1);
}

#[tokio::test]
async fn closed_by_agreement() {
    let server = Server::plain().await;
    let transport = server.transport();
    let (answer, _peer) = join!(transport.post(login()), async {
        let mut peer = server.accept().await;
        peer.serve("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}").await;
        peer
    });
    answer.unwrap();
    assert!(!second(&server, &transport).await);
}

#[tokio::test]
async fn too_long_idle() {
    let server = Server::plain().await;
    let transport = server.transport();
    let peer = first(&server, &transport).await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(31)).await;
    tokio::time::resume();
    assert!(!second(&server, &transport).await);
    assert_eq!(peer.rest().await, b"");
}

#[tokio::test]
async fn none_is_kept() {
    let server = Server::plain().await;
    let transport = HttpTransport::builder(&server.url()).max_idle_per_host(0).build().unwrap();
    let peer = first(&server, &transport).await;
    assert_eq!(peer.rest().await, b"");
    assert!(!second(&server, &transport).await);
}
