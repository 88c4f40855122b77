//! What is sent again, and what never is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kess_sdk::key::PublicKey;
use kess_sdk::transport::{ErrorKind as Transport, Reached};
use kess_sdk::{
    BoxFuture, Client, Effect, Hash, ListFees, Merchant, MerchantSecretKey, Outcome, Params,
    Password, Signer, SignerError, Transfer, Value,
};

use crate::closure::{Gateway, Reaction, done, refused};

const LOST: Reaction = Reaction::Fail(Transport::Connection, Reached::Sent);
const NEVER_SENT: Reaction = Reaction::Fail(Transport::Connect, Reached::NothingSent);

fn transfer() -> Transfer {
    Transfer::new("219", "308", "1 USD".parse().unwrap())
}

fn receipt() -> Reaction {
    done(r#"{"reference":"R"}"#)
}

fn unavailable() -> Reaction {
    Reaction::Answer(503, "unavailable".into())
}

#[tokio::test(start_paused = true)]
async fn a_read_is_sent_again_whatever_passing_failure_it_met() {
    for failure in [LOST, NEVER_SENT, unavailable(), Reaction::Answer(200, "garbage".into())] {
        let gateway = Gateway::new([failure.clone(), failure, done("{}")]);
        gateway.client().send(&ListFees::new()).await.unwrap();
        assert_eq!(gateway.posts("do-action").len(), 3);
    }
    let gateway = Gateway::new([unavailable()]);
    let error = gateway.client().send(&ListFees::new()).await.unwrap_err();
    assert_eq!((error.attempts(), gateway.posts("do-action").len()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn money_is_sent_again_only_where_it_is_proven_not_to_have_been_sent() {
    let gateway = Gateway::new([NEVER_SENT, NEVER_SENT, receipt()]);
    let reply = gateway.client().send(&transfer()).await.unwrap();
    assert_eq!((reply.raw().attempts(), gateway.posts("do-action").len()), (1, 3));

    for failure in [LOST, unavailable(), Reaction::Answer(200, "garbage".into())] {
        let gateway = Gateway::new([failure, receipt()]);
        let error = gateway.client().send(&transfer()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(gateway.posts("do-action").len(), 1);
    }
    let too_many = Gateway::new([Reaction::Headers(429, "retry-after", "7"), receipt()]);
    let error = too_many.client().send(&transfer()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
    assert_eq!(too_many.posts("do-action").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_is_not_sent_again() {
    for refusal in [refused(400, "{}"), Reaction::Answer(404, String::new())] {
        let gateway = Gateway::new([refusal, done("{}")]);
        gateway.client().send(&ListFees::new()).await.unwrap_err();
        assert_eq!(gateway.posts("do-action").len(), 1);
    }
    let distrusted = Reaction::Fail(Transport::Certificate, Reached::NothingSent);
    let gateway = Gateway::new([distrusted, done("{}")]);
    gateway.client().send(&ListFees::new()).await.unwrap_err();
    assert_eq!(gateway.posts("do-action").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn no_retries_means_one_attempt() {
    for failure in [LOST, NEVER_SENT, unavailable(), refused(401, "{}")] {
        let gateway = Gateway::new([failure, done("{}")]);
        let client = gateway.builder().retries(0).build().unwrap();
        client.send(&ListFees::new()).await.unwrap_err();
        assert_eq!(gateway.posts("do-action").len(), 1);

        let gateway = Gateway::new([unavailable(), done("{}")]);
        gateway.client().list_fees().retries(0).await.unwrap_err();
        assert_eq!(gateway.posts("do-action").len(), 1);
    }
}

/// Signs, and counts how often it was asked to.
struct Counting(Arc<AtomicUsize>);

impl Signer for Counting {
    fn sign<'a>(&'a self, _: Hash, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move { Ok(number.to_be_bytes().to_vec()) })
    }
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_signed_afresh() {
    let signed = Arc::new(AtomicUsize::new(0));
    let merchant = Merchant::with_signer(
        "m",
        MerchantSecretKey::new("k"),
        "u",
        Password::new("p"),
        Counting(Arc::clone(&signed)),
        PublicKey::parse(include_bytes!("../keys/public.pem")).unwrap(),
    );
    let gateway = Gateway::new([unavailable(), done("{}")]);
    let builder = Client::builder("https://gateway.invalid", merchant).transport(gateway.clone());
    builder.build().unwrap().list_fees().await.unwrap();
    let sign = |body: &Params| body.get("sign").and_then(Value::as_str).map(str::to_owned);
    let bodies = gateway.bodies("do-action");
    assert_ne!(sign(&bodies[0]), sign(&bodies[1]));
    assert_eq!(signed.load(Ordering::SeqCst), 3, "the login, and two attempts");
}

#[tokio::test(start_paused = true)]
async fn a_service_by_its_name_is_sent_again_by_the_effect_that_it_is_given() {
    for (effect, posts) in [(Effect::Reads, 2), (Effect::Keyed, 1), (Effect::MovesMoney, 1)] {
        let gateway = Gateway::new([LOST, done("{}")]);
        let outcome = gateway.client().call("balance", Params::new(), effect).await;
        assert_eq!(outcome.is_ok(), posts == 2);
        assert_eq!(gateway.posts("do-action").len(), posts);
    }
}
