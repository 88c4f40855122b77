//! The limit on the length of an answer.

use kess_transport::{Answer, Error, ErrorKind, HttpTransport, Reached, Transport as _};
use tokio::join;

use crate::server::{Server, login};

async fn post(limit: usize, answer: &str) -> Result<Answer, Error> {
    let server = Server::plain().await;
    let transport =
        HttpTransport::builder(&server.url()).max_response_bytes(limit).build().unwrap();
    let (outcome, _peer) = join!(transport.post(login()), async {
        let mut peer = server.accept().await;
        peer.serve(answer).await;
        peer
    });
    outcome
}

#[tokio::test]
async fn up_to_the_limit() {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n0123456789",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
         5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n",
    ] {
        assert_eq!(&post(10, answer).await.unwrap().body()[..], b"0123456789");
    }
}

#[tokio::test]
async fn over_the_limit() {
    for answer in [
        // Refused by what it announces, before any of it came.
        "HTTP/1.1 502 x\r\ncontent-length: 11\r\n\r\n",
        // Refused when it is passed, with more to come.
        "HTTP/1.1 502 x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n01234\r\n6\r\n567890\r\n",
    ] {
        let error = post(10, answer).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
        assert_eq!(error.reached(), Reached::HeadReceived);
        assert_eq!(error.status().unwrap(), 502);
        assert!(error.to_string().contains("longer than 10 bytes"), "{error}");
    }
}

#[tokio::test]
async fn a_head_without_end() {
    let head = format!("HTTP/1.1 200 OK\r\na: {}", "b".repeat(1 << 20));
    let error = post(10, &head).await.unwrap_err();
    assert_eq!((error.kind(), error.reached()), (ErrorKind::Protocol, Reached::Sent));
}
