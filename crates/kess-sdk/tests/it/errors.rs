//! What errors say, and what they never say.

use std::error::Error as _;

use kess_sdk::transport::{ErrorKind as Transport, Reached};
use kess_sdk::{Error, TokenizeVisaMaster, Transfer};

use crate::closure::{Gateway, Reaction, done, refused};

async fn error(reaction: Reaction) -> Error {
    let transfer = Transfer::new("219", "308", "1 USD".parse().unwrap());
    let gateway = Gateway::new([reaction]);
    gateway.builder().retries(0).build().unwrap().send(&transfer).await.unwrap_err()
}

fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn each_names_the_operation_what_happened_and_what_the_gateway_said() {
    let mut said = Vec::new();
    for reaction in [
        refused(400, r#"{"amount":["Insufficient balance."]}"#),
        refused(401, "[]"),
        refused(500, r#""Server Error""#),
        done(r#"{"reference":null}"#),
        Reaction::Answer(404, "<html>".into()),
        Reaction::Answer(200, "<html>".into()),
        Reaction::Headers(429, "retry-after", "3"),
        Reaction::Fail(Transport::Connect, Reached::NothingSent),
        Reaction::Fail(Transport::Timeout, Reached::Sent),
    ] {
        said.push(chain(&error(reaction).await));
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[tokio::test]
async fn a_body_that_is_no_envelope_is_kept_as_far_as_it_is_safe() {
    let body = "<p>Card 4162210200041730 token=51407657715075dd297be51a45013492\u{7}failed</p>";
    let error = error(Reaction::Answer(200, body.into())).await;
    assert_eq!(error.body_excerpt(), Some("<p>Card … … failed</p>"));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}

#[tokio::test]
async fn nothing_secret_is_ever_shown() {
    let card = TokenizeVisaMaster::new(
        "308",
        "4162210200041730",
        "987",
        kess_sdk::Expiry::new(2, 2030).unwrap(),
        "SECRET HOLDER",
    );
    for reaction in [
        refused(400, "{}"),
        Reaction::Answer(200, "garbage".into()),
        Reaction::Fail(Transport::Timeout, Reached::Sent),
    ] {
        let gateway = Gateway::new([reaction]);
        let client = gateway.builder().retries(0).build().unwrap();
        let error = client.send(&card).await.unwrap_err();
        let shown = format!(
            "{error} {error:?} {} {:?} {client:?} {:?}",
            chain(&error),
            error.signed_string(),
            gateway.builder()
        );
        for secret in
            ["4162210200041730", "987", "SECRET HOLDER", "token-1", "api-password", "secret-key-1"]
        {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
