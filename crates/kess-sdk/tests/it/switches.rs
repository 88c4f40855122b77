//! Each choice that the gateway's document leaves open can be switched.

use kess_sdk::key::{PrivateKey, PublicKey};
use kess_sdk::transport::HeaderName;
use kess_sdk::{
    AmountStyle, Blocks, BoxFuture, ConfigError, Hash, ListFees, Merchant, MerchantSecretKey,
    Params, Password, Profile, Signer, SignerError, TokenPlacement, TokenizeLocalCard, Transfer,
    Value,
};
use kess_sign::{open_text, rustcrypto, verify};

use crate::closure::{Gateway, PRIVATE_KEY, done};

fn transfer() -> Transfer {
    Transfer::new("219", "308", "10.50 USD".parse().unwrap())
}

fn gateway() -> Gateway {
    Gateway::new([done(r#"{"reference":"R","token":"t"}"#)])
}

fn private_key() -> PrivateKey {
    PrivateKey::parse(PRIVATE_KEY).unwrap()
}

fn text<'a>(body: &'a Params, path: &str) -> &'a str {
    body.at(path).and_then(Value::as_str).unwrap_or_else(|| panic!("{path} in {body:?}"))
}

#[tokio::test]
async fn where_the_token_goes() {
    let gateway = gateway();
    let header = TokenPlacement::Header(HeaderName::from_static("x-token"));
    let client = gateway.builder().token_placement(header).build().unwrap();
    client.send(&transfer()).await.unwrap();
    let post = gateway.posts("do-action").pop().unwrap();
    assert_eq!(post.headers()["x-token"], "token-1");
    assert!(
        post.headers()["x-token"].is_sensitive() && !post.headers().contains_key("authorization")
    );

    let parameter = TokenPlacement::Parameter("access_token".into());
    let client = gateway.builder().token_placement(parameter).build().unwrap();
    let reply = client.send(&transfer()).await.unwrap();
    let body = gateway.bodies("do-action").pop().unwrap();
    assert_eq!(text(&body, "access_token"), "token-2");
    assert!(reply.raw().signed_string().starts_with("access_token=[redacted]&"));

    let client = gateway.builder().token_placement(TokenPlacement::None).build().unwrap();
    client.send(&transfer()).await.unwrap();
    let post = gateway.posts("do-action").pop().unwrap();
    assert!(!post.headers().contains_key("authorization"));
}

#[tokio::test]
async fn whether_the_login_is_signed() {
    let gateway = gateway();
    gateway.client().list_fees().await.unwrap();
    assert!(gateway.bodies("login").pop().unwrap().get("sign").is_some());
    let client = gateway.builder().unsigned_login().build().unwrap();
    client.list_fees().await.unwrap();
    let login = gateway.bodies("login").pop().unwrap();
    assert!(login.get("sign").is_none() && login.get("sign_type").is_none());
    assert!(gateway.bodies("do-action").pop().unwrap().get("sign").is_some());
}

#[tokio::test]
async fn how_amounts_are_written() {
    let gateway = gateway();
    let client = gateway.builder().amounts(AmountStyle::Number).build().unwrap();
    let reply = client.send(&transfer()).await.unwrap();
    let post = gateway.posts("do-action").pop().unwrap();
    let body = String::from_utf8_lossy(post.body());
    assert!(body.contains(r#""amount":10.50,"#), "{body}");
    assert!(reply.raw().signed_string().starts_with("amount=10.5&"));
}

#[tokio::test]
async fn how_the_string_is_made() {
    let gateway = gateway();
    let profile: Profile = "sign_type=omitted,encode=form".parse().unwrap();
    let client = gateway.builder().profile(profile).build().unwrap();
    let order =
        kess_sdk::GeneratePreOrderToken::new("o 1", "S", "Coffee & cake", "1 USD".parse().unwrap());
    drop(client.send(&order).await);
    let body = gateway.bodies("do-action").pop().unwrap();
    let canonical = body.canonical(&profile);
    assert!(canonical.as_str().contains("description=Coffee+%26+cake"), "{}", canonical.as_str());
    let key = rustcrypto::PublicKey::new(&private_key().public_key()).unwrap();
    assert_eq!(verify(&body, &profile, &key), Ok(()));
    assert!(verify(&body, &Profile::DEFAULT, &key).is_err());
}

#[tokio::test]
async fn what_a_service_is_called_and_what_is_encrypted() {
    let gateway = gateway();
    let client = gateway
        .builder()
        .service_name("tokenize_local_card", "tokenise_card")
        .sealed_fields("tokenize_local_card", ["bank_code", "user_id"])
        .build()
        .unwrap();
    let card = TokenizeLocalCard::new("308", "SOK SAN", "4", "9704000000000018");
    let reply = client.send(&card).await.unwrap();
    let body = gateway.bodies("do-action").pop().unwrap();
    assert_eq!(text(&body, "service"), "tokenise_card");
    assert_eq!(text(&body, "holder_name"), "SOK SAN");
    let private = rustcrypto::PrivateKey::new(&private_key()).unwrap();
    for (path, plaintext) in [("bank_code", "9704000000000018"), ("user_id", "308")] {
        assert_eq!(open_text(text(&body, path), &private).unwrap().expose(), plaintext);
    }
    let signed = reply.raw().signed_string();
    assert!(signed.contains("holder_name=[redacted]"), "a secret stays one, unencrypted: {signed}");

    let unknown = gateway.builder().service_name("transfers", "x").build().unwrap_err();
    assert!(matches!(unknown, ConfigError::UnknownOperation(name) if name == "transfers"));
}

#[tokio::test]
async fn how_long_a_sealed_field_may_be() {
    let gateway = gateway();
    let card = TokenizeLocalCard::new("308", "x".repeat(300), "4", "9704000000000018");
    let error = gateway.client().send(&card).await.unwrap_err();
    assert_eq!(error.outcome(), kess_sdk::Outcome::NotExecuted);
    let cause = std::error::Error::source(&error).unwrap();
    let cause = format!("{cause}: {}", cause.source().unwrap());
    assert_eq!(
        cause,
        "`holder_name` cannot be encrypted: 300 bytes do not fit: this key encrypts at most 245"
    );
    let client = gateway.builder().blocks(Blocks::Chunked).build().unwrap();
    client.send(&card).await.unwrap();
}

#[tokio::test]
async fn which_pair_encrypts() {
    let other = rustcrypto::PrivateKey::generate(2048).unwrap();
    let merchant =
        Merchant::new("m", MerchantSecretKey::new("k"), "u", Password::new("p"), private_key())
            .encryption_key(other.public_key());
    let gateway = gateway();
    let client = kess_sdk::Client::builder("https://gateway.invalid", merchant)
        .transport(gateway.clone())
        .build()
        .unwrap();
    let card = TokenizeLocalCard::new("308", "SOK SAN", "4", "9704000000000018");
    client.send(&card).await.unwrap();
    let body = gateway.bodies("do-action").pop().unwrap();
    let opened = open_text(text(&body, "bank_code"), &rustcrypto::PrivateKey::new(&other).unwrap());
    assert_eq!(opened.unwrap().expose(), "9704000000000018");
}

/// Stands for an HSM: it signs elsewhere, and sometimes cannot.
struct Elsewhere(Option<rustcrypto::PrivateKey>);

impl Signer for Elsewhere {
    fn sign<'a>(
        &'a self,
        hash: Hash,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            match &self.0 {
                Some(key) => Ok(kess_sign::Sign::sign(key, hash, message)?),
                None => Err(SignerError::new("the HSM does not answer")),
            }
        })
    }
}

#[tokio::test]
async fn who_signs() {
    let public = PublicKey::parse(include_bytes!("../keys/public.pem")).unwrap();
    let gateway = gateway();
    let client = |signer| {
        let secret_key = MerchantSecretKey::new("k");
        let password = Password::new("p");
        let merchant =
            Merchant::with_signer("m", secret_key, "u", password, signer, public.clone());
        let builder = kess_sdk::Client::builder("https://gateway.invalid", merchant);
        builder.transport(gateway.clone()).build().unwrap()
    };
    let key = rustcrypto::PrivateKey::new(&private_key()).unwrap();
    client(Elsewhere(Some(key))).send(&ListFees::new()).await.unwrap();
    let body = gateway.bodies("do-action").pop().unwrap();
    let verifier = rustcrypto::PublicKey::new(&public).unwrap();
    assert_eq!(verify(&body, &Profile::DEFAULT, &verifier), Ok(()));

    let error = client(Elsewhere(None)).send(&ListFees::new()).await.unwrap_err();
    let login = std::error::Error::source(&error).unwrap();
    assert_eq!(login.to_string(), "login: not sent: the request could not be signed");
}
