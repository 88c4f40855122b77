//! Faults once there is a connection.

use std::time::Duration;

use kess_transport::{Answer, Error, ErrorKind, HttpTransport, Post, Reached, Transport as _};
use tokio::{join, try_join};

use crate::server::{OK, SERVER, Server, login};

/// Posts to a server that reads the whole request, sends `answer`, and closes.
async fn post(answer: &str) -> Result<Answer, Error> {
    let server = Server::plain().await;
    post_to(&server, &server.transport(), answer).await
}

async fn post_to(
    server: &Server,
    transport: &HttpTransport,
    answer: &str,
) -> Result<Answer, Error> {
    let (outcome, ()) = join!(transport.post(login()), async {
        let mut peer = server.accept().await;
        peer.serve(answer).await;
        // Dropped, which closes the connection.
    });
    outcome
}

fn assert_unknown(error: &Error, kind: ErrorKind, reached: Reached) {
    assert_eq!((error.kind(), error.reached()), (kind, reached), "{error:?}");
    assert_eq!(error.exchange().wire_attempts, 1);
    assert!(error.exchange().request_complete);
    assert!(!error.is_connect());
    assert_eq!(error.status().is_some(), reached >= Reached::HeadReceived);
    assert!(error.to_string().contains("may have been acted on"), "{error}");
}

#[tokio::test]
async fn closed_before_the_first_byte() {
    for server in [Server::plain().await, Server::tls(SERVER).await] {
        let transport = server.transport();
        let (outcome, seen) = join!(transport.post(login()), async {
            let mut peer = server.accept().await;
            peer.shut().await;
            peer.rest().await
        });
        // Which of the two it is depends on who is faster; either must be the truth.
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert_eq!(error.reached() == Reached::NothingSent, seen.is_empty(), "{error:?}");
    }
}

#[tokio::test]
async fn closed_after_the_whole_request() {
    assert_unknown(&post("").await.unwrap_err(), ErrorKind::Connection, Reached::Sent);
}

#[tokio::test]
async fn closed_after_the_whole_request_over_tls() {
    // Without a close_notify.
    let server = Server::tls(SERVER).await;
    let error = post_to(&server, &server.transport(), "").await.unwrap_err();
    assert_unknown(&error, ErrorKind::Connection, Reached::Sent);
}

#[tokio::test]
async fn closed_after_an_interim_answer() {
    let error = post("HTTP/1.1 100 Continue\r\n\r\n").await.unwrap_err();
    assert_unknown(&error, ErrorKind::Connection, Reached::Sent);
}

#[tokio::test]
async fn closed_in_the_head() {
    let error = post("HTTP/1.1 200 OK\r\ncontent-le").await.unwrap_err();
    assert_unknown(&error, ErrorKind::Connection, Reached::Sent);
}

#[tokio::test]
async fn closed_in_the_body() {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ] {
        let error = post(answer).await.unwrap_err();
        assert_unknown(&error, ErrorKind::Connection, Reached::HeadReceived);
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test]
async fn garbage() {
    let headers = "a: b\r\n".repeat(101);
    for answer in [
        "garbage\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\n{}",
        &format!("HTTP/1.1 200 OK\r\n{headers}content-length: 2\r\n\r\n{{}}"),
    ] {
        assert_unknown(&post(answer).await.unwrap_err(), ErrorKind::Protocol, Reached::Sent);
    }
    let error = post("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n").await;
    assert_unknown(&error.unwrap_err(), ErrorKind::Protocol, Reached::HeadReceived);
}

#[tokio::test]
async fn a_body_that_ends_with_the_connection() {
    for answer in [
        "HTTP/1.1 200 OK\r\n\r\n{}",
        "HTTP/1.0 200 OK\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n{}",
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
    ] {
        let error = post(answer).await.unwrap_err();
        assert_unknown(&error, ErrorKind::Protocol, Reached::HeadReceived);
    }
}

#[tokio::test]
async fn any_complete_answer_is_returned() {
    for (answer, status, body) in [
        ("HTTP/1.1 307 x\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n", 307, ""),
        ("HTTP/1.1 500 x\r\ncontent-length: 2\r\n\r\n{}", 500, "{}"),
        ("HTTP/1.1 204 x\r\n\r\n", 204, ""),
        ("HTTP/1.1 103 x\r\n\r\nHTTP/1.1 200 x\r\ncontent-length: 2\r\n\r\n{}", 200, "{}"),
        (
            "HTTP/1.1 200 x\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
            200,
            "{}",
        ),
    ] {
        let answer = post(answer).await.unwrap();
        assert_eq!((answer.status().as_u16(), &answer.body()[..]), (status, body.as_bytes()));
        let exchange = answer.exchange();
        assert_eq!((exchange.reached, exchange.wire_attempts), (Reached::BodyReceived, 1));
        assert!(exchange.request_complete && !exchange.reused);
    }
}

#[tokio::test]
async fn reset_in_the_request() {
    let server = Server::plain().await;
    let transport = server.transport();
    let (outcome, ()) = join!(transport.post(Post::new("x", vec![b' '; 32 << 20])), async {
        let mut peer = server.accept().await;
        peer.read_exactly(1000).await;
        // Closing with data unread resets the connection.
    });
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.reached()), (ErrorKind::Connection, Reached::Sending));
    assert!(!error.exchange().request_complete);
}

#[tokio::test]
async fn answered_in_the_request() {
    let server = Server::plain().await;
    let transport = server.transport();
    let (outcome, peer) = join!(transport.post(Post::new("x", vec![b' '; 32 << 20])), async {
        let mut peer = server.accept().await;
        peer.read_exactly(1000).await;
        peer.send("HTTP/1.1 413 x\r\ncontent-length: 0\r\n\r\n").await;
        peer
    });
    let answer = outcome.unwrap();
    assert_eq!(answer.status(), 413);
    assert!(!answer.exchange().request_complete);

    // The connection is closed, not left to write on, nor used again.
    let accept = async { Ok(server.accept().await.serve(OK).await) };
    let (answer, _) = try_join!(transport.post(login()), accept).unwrap();
    assert!(!answer.exchange().reused);
    assert!(peer.rest().await.len() < 31 << 20);
}

#[tokio::test]
async fn silence() {
    let server = Server::plain().await;
    let transport = server.transport();
    let call = tokio::spawn(async move { transport.post(login()).await });
    let mut peer = server.accept().await;
    peer.request().await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(31)).await;
    assert_unknown(&call.await.unwrap().unwrap_err(), ErrorKind::Timeout, Reached::Sent);
    assert_eq!(peer.rest().await, b"");
}

#[tokio::test]
async fn a_slow_drip() {
    for (start, reached) in [
        ("HTTP/1.1 200 OK\r\nx: ", Reached::Sent),
        ("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n", Reached::HeadReceived),
    ] {
        let server = Server::plain().await;
        let transport = server.transport();
        let post = login();
        let progress = post.progress();
        let call = tokio::spawn(async move { transport.post(post).await });
        let mut peer = server.accept().await;
        peer.serve(start).await;
        while progress.reached() != Some(reached) {
            tokio::task::yield_now().await;
        }

        // No second passes without a byte, and it is over all the same.
        tokio::time::pause();
        while !call.is_finished() {
            tokio::time::advance(Duration::from_secs(1)).await;
            let _ = peer.try_send("x").await;
        }
        let error = call.await.unwrap().unwrap_err();
        assert_unknown(&error, ErrorKind::Timeout, reached);
        assert!((30..35).contains(&error.exchange().elapsed.as_secs()), "{error:?}");
        tokio::time::resume();
    }
}
