//! What each operation puts on the wire: its body, and the string that is signed.

use kess_sdk::key::{PrivateKey, PublicKey};
use kess_sdk::{Operation, Params, Profile, Value, for_each_operation};
use kess_sign::{open_text, rustcrypto, verify};

use crate::closure::{Gateway, PRIVATE_KEY, done};

fn private_key() -> rustcrypto::PrivateKey {
    rustcrypto::PrivateKey::new(&PrivateKey::parse(PRIVATE_KEY).unwrap()).unwrap()
}

fn public_key() -> rustcrypto::PublicKey {
    let key = PublicKey::parse(include_bytes!("../keys/public.pem")).unwrap();
    rustcrypto::PublicKey::new(&key).unwrap()
}

/// Puts what was sealed in place of its ciphertext, which differs every time.
fn opened(body: &Params, paths: impl Iterator<Item = &'static str>) -> Params {
    let mut body = body.clone();
    for path in paths {
        let place = body.at_mut(path).unwrap();
        let text = open_text(place.as_str().unwrap(), &private_key()).unwrap();
        *place = Value::from(format!("<sealed {}>", text.expose()));
    }
    body
}

async fn on_the_wire<O: Operation>() -> String {
    let gateway = Gateway::new([done("[]")]);
    let client = gateway.client();
    // Most responses are unreadable, since the closure has no data; what was sent is the point.
    drop(client.send(&O::example()).await);
    let body = gateway.bodies(O::INFO.endpoint.path()).pop().unwrap();
    verify(&body, &Profile::DEFAULT, &public_key()).unwrap_or_else(|e| panic!("{e}"));

    let mut body = opened(&body, O::INFO.sealed());
    body.insert("sign", "…");
    format!(
        "body:   {}\nsigned: {}",
        String::from_utf8_lossy(&body.to_json()),
        body.canonical(&Profile::DEFAULT).as_str()
    )
}

macro_rules! snapshots {
    ($($name:ident: $request:ident,)*) => {
        #[tokio::test]
        async fn every_operation() {
            $(insta::assert_snapshot!(
                stringify!($name),
                on_the_wire::<kess_sdk::$request>().await
            );)*
        }
    };
}
for_each_operation!(snapshots);

/// kess-types and kess-sign do not know each other, and agree on how a secret is marked.
#[test]
fn a_secret_of_the_wire_is_a_secret_of_the_tree() {
    assert_eq!(kess_sdk::SECRET, kess_sign::SECRET);
}

#[tokio::test]
async fn headers_carry_the_merchant_and_the_session() {
    let gateway = Gateway::new([done("{}")]);
    gateway.client().list_fees().await.unwrap();
    let login = &gateway.posts("login")[0];
    let call = &gateway.posts("do-action")[0];
    let text = |post: &kess_sdk::transport::Post, name: &str| {
        post.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
    };
    for post in [login, call] {
        assert_eq!(text(post, "merchant-id").as_deref(), Some("merchant-1"));
        assert_eq!(text(post, "merchant-secret-key").as_deref(), Some("secret-key-1"));
        assert!(post.headers()["merchant-secret-key"].is_sensitive());
    }
    assert_eq!(text(login, "authorization"), None);
    assert_eq!(text(call, "authorization").as_deref(), Some("Bearer token-1"));
    assert!(call.headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn a_request_that_is_not_valid_is_never_sent() {
    let gateway = Gateway::new([done("{}")]);
    let transfer = kess_sdk::Transfer::new("1", "1", "1 USD".parse().unwrap());
    let error = gateway.client().send(&transfer).await.unwrap_err();
    assert_eq!(error.outcome(), kess_sdk::Outcome::NotExecuted);
    assert_eq!(error.attempts(), 0);
    assert!(gateway.posts("login").is_empty() && gateway.posts("do-action").is_empty());
    let gateway = Gateway::new([done(r#"{"reference":"R"}"#)]);
    let client = gateway.builder().without_validation().build().unwrap();
    assert_eq!(client.transfer(&transfer).await.unwrap().reference.as_str(), "R");
}
