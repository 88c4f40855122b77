//! What stands under `/_sandbox`, and the same seed in two sandboxes.

use kess_sandbox::Sandbox;
use kess_sign::Profile;
use kess_types::{DepositByLocalCard, TokenizeLocalCard, Transfer};
use serde_json::json;

use crate::http;
use crate::shop::{Shop, money};

#[tokio::test]
async fn health() {
    let shop = Shop::open().await;
    let health = http::get(shop.sandbox.addr(), "/_sandbox/health").await;
    assert_eq!(health.header("content-type"), Some("application/json"));
    assert_eq!(health.json()["status"], "ok");
}

#[tokio::test]
async fn the_ledger() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    shop.ok(&Transfer::new("219", user, money("10 USD"))).await;
    let ledger = http::get(shop.sandbox.addr(), "/_sandbox/ledger").await.json();
    assert_eq!(ledger["balanced"], true);
    assert_eq!(
        ledger["accounts"],
        json!([
            {"account": "equity", "balances": [
                {"amount": "-20000000", "currency": "KHR"},
                {"amount": "-5206.23", "currency": "USD"},
            ]},
            {"account": "wallet 219", "balances": [
                {"amount": "20000000", "currency": "KHR"},
                {"amount": "5196.23", "currency": "USD"},
            ]},
            {"account": "wallet 308", "balances": [{"amount": "10.00", "currency": "USD"}]},
        ])
    );
    assert_eq!(ledger["entries"][1]["purpose"], "transfer");
    assert_eq!(
        ledger["entries"][1]["legs"],
        json!([
            {"account": "wallet 219", "amount": "-10.00", "currency": "USD"},
            {"account": "wallet 308", "amount": "10.00", "currency": "USD"},
        ])
    );
}

#[tokio::test]
async fn users_and_one_time_passwords() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let card = TokenizeLocalCard::new(user.clone(), "SOK SAN", "4", "9704000000000018");
    let card = shop.ok(&card).await.token;
    let deposit = shop.ok(&DepositByLocalCard::new(card, money("5 USD"))).await;

    let users = http::get(shop.sandbox.addr(), "/_sandbox/users").await.json();
    assert_eq!(users[0]["id"], "219");
    assert_eq!(users[1]["name"], "Sok San");
    let token = shop.sandbox.user_token(user.as_str()).unwrap();
    assert_eq!(users[1]["user_token"], token.expose());

    let otps = http::get(shop.sandbox.addr(), "/_sandbox/otps").await.json();
    assert_eq!(
        otps,
        json!([{
            "token": deposit.token.unwrap().expose(), "otp": "123456", "status": "pending",
            "reference": deposit.reference.as_str(), "user_id": "308", "amount": "5.00",
            "currency": "USD",
        }])
    );
}

/// Everything that a seed decides, in one text.
async fn story(seed: u64) -> String {
    let builder = Sandbox::builder().seed(seed).random_otps();
    let shop = Shop::at(builder, Profile::DEFAULT).await;
    let user = shop.user("012").await.id;
    let order = shop.pre_order("1", "1 USD").await.pre_order_token;
    let card = TokenizeLocalCard::new(user.clone(), "SOK SAN", "4", "9704000000000018");
    let card = shop.ok(&card).await.token;
    let deposit = DepositByLocalCard::new(card.clone(), money("5 USD"));
    let deposit = shop.ok(&deposit).await.token.unwrap();
    shop.ok(&Transfer::new("219", user.clone(), money("10 USD"))).await;
    [
        shop.token.as_str(),
        user.as_str(),
        shop.sandbox.user_token(user.as_str()).unwrap().expose(),
        order.expose(),
        card.expose(),
        deposit.expose(),
        &shop.sandbox.otp(&deposit).unwrap(),
        &shop.sandbox.ledger().to_string(),
    ]
    .join("\n")
}

#[tokio::test]
async fn a_seed_decides_everything() {
    let first = story(7).await;
    assert_eq!(first, story(7).await);
    assert_ne!(first, story(8).await);
}
