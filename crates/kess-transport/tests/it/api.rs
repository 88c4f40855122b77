//! The types by themselves, and what goes over the wire.

use std::error::Error as _;
use std::sync::Arc;

use kess_transport::{
    Answer, Bytes, Error, ErrorKind, HeaderMap, HeaderName, HeaderValue, Post, Reached, StatusCode,
    Transport,
};
use tokio::join;

use crate::server::{OK, Server, login};

#[tokio::test]
async fn head_and_body_arrive_as_they_are() {
    let server = Server::plain().await;
    let transport = server.transport();
    let body = "{\"name\":\"សុខ\",\"x\":1.50,\r\n\"y\":\"\0\"}";
    let mut token = HeaderValue::from_static("Bearer t0ken+/=");
    token.set_sensitive(true);
    let post = Post::new("transaction/pay", body)
        .header(HeaderName::from_static("authorization"), token)
        .header(HeaderName::from_static("accept"), HeaderValue::from_static("text/plain"));
    let (answer, received) = join!(transport.post(post), async {
        let mut peer = server.accept().await;
        let answer = "HTTP/1.1 201 Created\r\nx-trace: a\r\nx-trace: b\r\ncontent-length: 3\r\n\r\n\
                      \u{e1}\n";
        (peer.serve(answer).await, peer)
    });
    let received = received.0;
    assert_eq!(received.body, body.as_bytes());

    let mut lines: Vec<&str> = received.head.trim_end().lines().collect();
    lines[1..].sort_unstable();
    let host = server.url().split('/').nth(2).unwrap().to_owned();
    assert_eq!(
        lines,
        [
            "POST /merchantapi/v1/transaction/pay HTTP/1.1",
            "accept: text/plain",
            "authorization: Bearer t0ken+/=",
            &format!("content-length: {}", body.len()),
            "content-type: application/json",
            &format!("host: {host}"),
            concat!("user-agent: kess-transport/", env!("CARGO_PKG_VERSION")),
        ]
    );

    let answer = answer.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers().get_all("x-trace").iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(&answer.body()[..], "\u{e1}\n".as_bytes());
}

#[tokio::test]
async fn an_empty_body_has_a_length_too() {
    let server = Server::plain().await;
    let transport = server.transport();
    let (answer, received) =
        join!(transport.post(Post::new("", "")), async { server.accept().await.serve(OK).await });
    assert!(answer.unwrap().exchange().request_complete);
    assert!(received.head.starts_with("POST /merchantapi/v1 HTTP/1.1\r\n"), "{}", received.head);
    assert_eq!(received.header("content-length"), Some("0"));
}

#[tokio::test]
async fn requests_that_are_refused() {
    let server = Server::plain().await;
    let transport = server.transport();
    for (post, why) in [
        (Post::new("a?b", ""), "query"),
        (Post::new("../a", ""), "`..`"),
        (Post::new("a\r\nb", ""), "invalid"),
        (login().header(HeaderName::from_static("content-length"), 1.into()), "`content-length`"),
        (login().header(HeaderName::from_static("connection"), 1.into()), "`connection`"),
    ] {
        let error = transport.post(post).await.unwrap_err();
        assert_eq!((error.kind(), error.reached()), (ErrorKind::Request, Reached::NothingSent));
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test]
async fn a_closure_is_a_transport() {
    let transport = |post: Post| async move {
        if post.path() == "login" {
            Ok(Answer::new(StatusCode::OK, HeaderMap::new(), post.body().clone()))
        } else {
            Err(Error::new(ErrorKind::Timeout, Reached::Sent).with_source("no such path"))
        }
    };
    let transport: Arc<dyn Transport> = Arc::new(transport);
    // And an `Arc` of one is one.
    let transport = Arc::new(transport);

    let answer = transport.post(login()).await.unwrap();
    assert_eq!(answer.body(), login().body());
    assert_eq!(
        (answer.exchange().reached, answer.exchange().wire_attempts),
        (Reached::BodyReceived, 1)
    );

    let post = Post::new("logout", "");
    let progress = post.progress();
    let error = transport.post(post).await.unwrap_err();
    assert!(error.is_timeout() && error.exchange().wire_attempts == 1);
    assert_eq!(error.source().unwrap().to_string(), "no such path");
    assert_eq!(progress.reached(), None, "a closure keeps no account");
}

#[test]
fn what_is_secret_is_not_shown() {
    let post = Post::new("login", "s3same")
        .header(HeaderName::from_static("authorization"), HeaderValue::from_static("t0ken"));
    let mut headers = HeaderMap::new();
    headers.insert("set-cookie", HeaderValue::from_static("t0ken"));
    let answer = Answer::new(StatusCode::OK, headers, Bytes::from_static(b"s3same"));
    for shown in [format!("{post:?}"), format!("{answer:?}")] {
        assert!(!shown.contains("s3same") && !shown.contains("t0ken"), "{shown}");
        assert!(shown.contains("[6 bytes]"), "{shown}");
    }
}

#[test]
fn points_are_in_order() {
    let order = [
        Reached::NothingSent,
        Reached::Sending,
        Reached::Sent,
        Reached::HeadReceived,
        Reached::BodyReceived,
    ];
    assert!(order.is_sorted());
}
