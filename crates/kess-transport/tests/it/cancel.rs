//! A call can be dropped at any point, and what is known about it stays true.

use std::future::poll_fn;
use std::task::Poll;

use kess_transport::{Reached, Transport as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::join;

use crate::server::{OK, Peer, SERVER, Server, login};

#[tokio::test]
async fn before_the_first_poll() {
    let server = Server::plain().await;
    let transport = server.transport();
    let post = login();
    let progress = post.progress();
    assert_eq!(progress.reached(), None);
    drop(transport.post(post));
    assert_eq!(progress.reached(), Some(Reached::NothingSent));
}

#[tokio::test]
async fn in_the_handshake() {
    let server = Server::tls(SERVER).await;
    let transport = server.transport();
    let post = login();
    let progress = post.progress();
    let call = tokio::spawn(async move { transport.post(post).await });
    let mut tcp = server.accept_tcp().await;
    let mut header = [0; 5];
    tcp.read_exact(&mut header).await.unwrap();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(progress.reached(), Some(Reached::NothingSent));

    // All that came is one TLS record of the handshake.
    let mut hello = Vec::new();
    tcp.read_to_end(&mut hello).await.unwrap();
    assert_eq!(header[0], 22);
    assert_eq!(hello.len(), usize::from(u16::from_be_bytes([header[3], header[4]])));
}

#[tokio::test]
async fn after_the_request() {
    let server = Server::plain().await;
    let transport = server.transport();
    let post = login();
    let progress = post.progress();
    let call = tokio::spawn(async move { transport.post(post).await });
    let mut peer = server.accept().await;
    peer.request().await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(progress.reached(), Some(Reached::Sent));
    // The connection is closed, so an answer cannot be taken for the next request's.
    assert_eq!(peer.rest().await, b"");
}

/// Drops calls after any number of polls, on several threads, over new and used connections: what
/// the server saw must be what the caller was told.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn at_any_point() {
    let mut not_sent = 0;
    for round in 0..400 {
        // A new one each time: a thread may still be connecting to the last one.
        let server = Server::plain().await;
        let transport = server.transport();
        let mut peers = Vec::new();
        if round % 2 == 0 {
            let (answer, peer) = join!(transport.post(login()), async {
                let mut peer = server.accept().await;
                peer.serve(OK).await;
                peer
            });
            answer.unwrap();
            peers.push(peer);
        }

        let post = login();
        let progress = post.progress();
        let mut call = transport.post(post);
        // Every now and then until it was begun, so that both happen.
        let mut polls = [0, 1, 2, 3, 5, usize::MAX][round / 2 % 6];
        poll_fn(|cx| {
            let begun = progress.reached() > Some(Reached::NothingSent);
            if polls == 0 || begun || call.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
            polls -= 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        // Gives the connection's thread a chance to be just about to write.
        for _ in 0..round * 7 % 500 {
            std::hint::spin_loop();
        }
        drop(call);
        let reached = progress.reached().unwrap();
        drop(transport);

        let seen = seen(&server, peers).await;
        if reached == Reached::NothingSent {
            assert_eq!(seen, b"", "round {round}");
            assert_eq!(progress.reached(), Some(reached), "round {round}");
            not_sent += 1;
        }
    }
    assert!((1..400).contains(&not_sent), "one-sided: {not_sent}");
}

/// All that came on `peers` and on the connections that wait to be accepted.
async fn seen(server: &Server, peers: Vec<Peer>) -> Vec<u8> {
    let mut seen = Vec::new();
    for peer in peers {
        seen.extend(peer.rest().await);
    }
    // Connections are accepted in their order, so this one is the last.
    server.dial().await.write_all(b"last").await.unwrap();
    loop {
        let bytes = server.accept().await.rest().await;
        if bytes == b"last" {
            return seen;
        }
        seen.extend(bytes);
    }
}
