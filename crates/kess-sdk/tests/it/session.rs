//! One login for all who need it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::future::join_all;
use kess_sdk::{ErrorKind, Outcome, Transfer};

use crate::closure::{Gateway, Reaction, done, refused};

fn unauthenticated() -> Reaction {
    Reaction::Answer(401, r#"{"message":"Unauthenticated."}"#.into())
}

#[tokio::test]
async fn concurrent_callers_share_one_login() {
    let gateway = Gateway::new([done("{}")]);
    let client = gateway.client();
    let calls = join_all((0..100).map(|_| client.list_fees().into_future())).await;
    assert!(calls.iter().all(Result::is_ok));
    assert_eq!((gateway.posts("login").len(), gateway.posts("do-action").len()), (1, 100));
}

#[tokio::test]
async fn a_failed_login_is_shared_and_not_remembered() {
    let gateway = Gateway::new([done("{}")])
        .login(refused(400, r#"{"user_name_password":["Invalid login user"]}"#));
    let client = gateway.client();
    let calls = join_all((0..20).map(|_| client.list_fees().into_future())).await;
    for call in calls {
        let error = call.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Login, Outcome::NotExecuted));
        let login = std::error::Error::source(&error).unwrap().to_string();
        assert!(login.contains("Invalid login user"), "{login}");
    }
    assert_eq!(gateway.posts("login").len(), 1);
    assert!(gateway.posts("do-action").is_empty());
    client.list_fees().await.unwrap_err();
    assert_eq!(gateway.posts("login").len(), 2);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    for refusal in [
        unauthenticated(),
        refused(401, "{}"),
        Reaction::Answer(200, r#"{"success":false,"message":"Unauthenticated."}"#.into()),
    ] {
        let gateway = Gateway::new([refusal, done(r#"{"reference":"R"}"#)]);
        let transfer = Transfer::new("1", "2", "1 USD".parse().unwrap());
        let receipt = gateway.client().send(&transfer).await.unwrap();
        assert_eq!(receipt.raw().attempts(), 2);
        assert_eq!((gateway.posts("login").len(), gateway.posts("do-action").len()), (2, 2));
        let tokens: Vec<_> = gateway
            .posts("do-action")
            .iter()
            .map(|post| post.headers()["authorization"].to_str().unwrap().to_owned())
            .collect();
        assert_eq!(tokens, ["Bearer token-1", "Bearer token-2"]);
    }
}

#[tokio::test]
async fn a_token_that_is_refused_again_ends_the_call() {
    let gateway = Gateway::new([unauthenticated()]);
    let error = gateway.client().list_fees().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Unauthenticated, Outcome::Rejected));
    assert_eq!((gateway.posts("login").len(), gateway.posts("do-action").len()), (2, 2));
}

#[tokio::test]
async fn a_token_that_is_refused_to_many_is_renewed_once() {
    let mut reactions: Vec<Reaction> = (0..50).map(|_| unauthenticated()).collect();
    reactions.push(done("{}"));
    let gateway = Gateway::new(reactions);
    let client = gateway.client();
    let calls = join_all((0..50).map(|_| client.list_fees().into_future())).await;
    assert!(calls.iter().all(Result::is_ok));
    assert_eq!((gateway.posts("login").len(), gateway.posts("do-action").len()), (2, 100));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_used_for_as_long_as_is_set() {
    let gateway = Gateway::new([done("{}")]);
    let client = gateway.builder().session_age(Duration::from_secs(60)).build().unwrap();
    client.list_fees().await.unwrap();
    tokio::time::advance(Duration::from_secs(59)).await;
    client.list_fees().await.unwrap();
    assert_eq!(gateway.posts("login").len(), 1);
    tokio::time::advance(Duration::from_secs(2)).await;
    client.list_fees().await.unwrap();
    assert_eq!(gateway.posts("login").len(), 2);
}

fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

/// A JWT that expires 600 seconds after noon.
const JWT: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIyMTkiLCJleHAiOjE4MDAwMDA2MDB9.c2ln";

#[tokio::test(start_paused = true)]
async fn a_token_that_says_when_it_expires_is_renewed_ahead_of_it() {
    let gateway = Gateway::new([done("{}")]).login(done(&format!(r#"{{"token":"{JWT}"}}"#)));
    let client = gateway.builder().wall_clock(noon).build().unwrap();
    client.list_fees().await.unwrap();
    tokio::time::advance(Duration::from_secs(539)).await;
    client.list_fees().await.unwrap();
    assert_eq!(gateway.posts("login").len(), 1);
    tokio::time::advance(Duration::from_secs(2)).await;
    client.list_fees().await.unwrap();
    assert_eq!(gateway.posts("login").len(), 2);
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_take_the_login_with_it() {
    let gateway = Gateway::new([done("{}")]);
    let client = gateway.client();
    let mut first = client.list_fees().into_future();
    // Far enough to have begun the login.
    assert!(futures_util::poll!(&mut first).is_pending());
    assert_eq!(gateway.posts("login").len(), 1);
    let second = client.list_fees().into_future();
    tokio::pin!(second);
    assert!(futures_util::poll!(&mut second).is_pending());
    drop(first);
    second.await.unwrap();
    client.list_fees().await.unwrap();
    assert_eq!(gateway.posts("do-action").len(), 2);
    assert_eq!(gateway.posts("login").len(), 2, "the second caller took over");
}
