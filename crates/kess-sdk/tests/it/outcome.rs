//! What an answer, or its absence, says about a call that moves money.

use kess_sdk::transport::{ErrorKind as Transport, Reached};
use kess_sdk::{Error, ErrorKind, Outcome, Transfer};

use crate::closure::{Gateway, Reaction, done, refused};

fn transfer() -> Transfer {
    Transfer::new("219", "308", "10.50 USD".parse().unwrap())
}

async fn judged(reaction: Reaction) -> (Outcome, ErrorKind, usize) {
    let gateway = Gateway::new([reaction]);
    let error = gateway.builder().retries(0).build().unwrap().send(&transfer()).await.unwrap_err();
    (error.outcome(), error.kind(), gateway.posts("do-action").len())
}

fn answer(status: u16, body: &str) -> Reaction {
    Reaction::Answer(status, body.to_owned())
}

#[tokio::test]
async fn an_answer_decides() {
    use ErrorKind as Kind;
    use Outcome::{Executed, Rejected, Unknown};
    let html = "<html>Bad gateway</html>";
    for (reaction, outcome, kind) in [
        // An envelope counts on any status.
        (refused(400, r#"{"amount":["Insufficient balance."]}"#), Rejected, Kind::Rejected),
        (answer(500, r#"{"success":false,"code":400}"#), Rejected, Kind::Rejected),
        (answer(200, r#"{"success":"false","code":"422"}"#), Rejected, Kind::Rejected),
        (answer(200, r#"{"success":false}"#), Rejected, Kind::Rejected),
        // The gateway's own failure may have come after it acted.
        (answer(200, r#"{"success":false,"code":500}"#), Unknown, Kind::ServerError),
        (answer(200, r#"{"success":false,"code":"503"}"#), Unknown, Kind::ServerError),
        (answer(502, r#"{"success":false}"#), Unknown, Kind::ServerError),
        (
            answer(500, r#"{"success":false,"message":"Unauthenticated."}"#),
            Unknown,
            Kind::ServerError,
        ),
        // Done, in words that cannot be read.
        (done(r#"{"id":1}"#), Executed, Kind::Unreadable),
        (answer(500, r#"{"success":true,"data":[]}"#), Executed, Kind::Unreadable),
        // No envelope: only a status by which a server says that it did not act proves anything.
        (answer(400, html), Rejected, Kind::RefusedOnTheWay),
        (answer(403, html), Rejected, Kind::RefusedOnTheWay),
        (answer(404, html), Rejected, Kind::RefusedOnTheWay),
        (answer(405, ""), Rejected, Kind::RefusedOnTheWay),
        (answer(413, ""), Rejected, Kind::RefusedOnTheWay),
        (answer(415, ""), Rejected, Kind::RefusedOnTheWay),
        (answer(422, "{}"), Rejected, Kind::RefusedOnTheWay),
        (answer(401, html), Rejected, Kind::Unauthenticated),
        (answer(429, html), Rejected, Kind::RateLimited),
        (answer(408, html), Unknown, Kind::NoEnvelope),
        (answer(500, html), Unknown, Kind::ServerError),
        (answer(502, html), Unknown, Kind::ServerError),
        (answer(503, ""), Unknown, Kind::ServerError),
        (answer(504, html), Unknown, Kind::ServerError),
        (answer(200, html), Unknown, Kind::NoEnvelope),
        (answer(200, "{}"), Unknown, Kind::NoEnvelope),
        (answer(200, r#"{"success":true"#), Unknown, Kind::NoEnvelope),
        (answer(204, ""), Unknown, Kind::NoEnvelope),
        (answer(307, ""), Unknown, Kind::NoEnvelope),
        (answer(418, ""), Unknown, Kind::NoEnvelope),
    ] {
        let what = match &reaction {
            Reaction::Answer(status, body) => format!("{status} {body}"),
            _ => String::new(),
        };
        assert_eq!(judged(reaction).await, (outcome, kind, 1), "{what}");
    }
}

#[tokio::test]
async fn without_an_answer_it_depends_on_how_far_it_got() {
    use Outcome::{NotExecuted, Unknown};
    for (kind, reached, outcome) in [
        (Transport::Connect, Reached::NothingSent, NotExecuted),
        (Transport::Certificate, Reached::NothingSent, NotExecuted),
        (Transport::Timeout, Reached::NothingSent, NotExecuted),
        (Transport::Connection, Reached::NothingSent, NotExecuted),
        (Transport::Timeout, Reached::Sending, Unknown),
        (Transport::Timeout, Reached::Sent, Unknown),
        (Transport::Connection, Reached::Sending, Unknown),
        (Transport::Connection, Reached::HeadReceived, Unknown),
        (Transport::Protocol, Reached::Sent, Unknown),
        (Transport::BodyTooLarge, Reached::HeadReceived, Unknown),
    ] {
        let judged = judged(Reaction::Fail(kind, reached)).await;
        assert_eq!(judged, (outcome, ErrorKind::Network, 1), "{kind:?} {reached:?}");
    }
}

#[tokio::test]
async fn a_success_says_what_was_done() {
    let gateway = Gateway::new([done(r#"{"reference":"TR-1","more":true}"#)]);
    let receipt = gateway.client().transfer(&transfer()).await.unwrap();
    assert_eq!(receipt.reference.as_str(), "TR-1");
    assert_eq!(receipt.raw().json(), r#"{"reference":"TR-1","more":true}"#);
    assert_eq!(receipt.raw().attempts(), 1);
    assert_eq!(
        receipt.raw().signed_string(),
        "amount=10.50&currency=USD&from_user_id=219&service=transfer&sign_type=RSA2&to_user_id=308"
    );
}

#[tokio::test]
async fn what_was_executed_and_cannot_be_read_is_kept() {
    let gateway = Gateway::new([done(r#"{"id":7}"#)]);
    let error: Error = gateway.client().send(&transfer()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Executed);
    assert_eq!(error.envelope().unwrap().raw_data().unwrap().get(), r#"{"id":7}"#);
    assert_eq!(gateway.posts("do-action").len(), 1);
}
