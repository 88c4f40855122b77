//! Transfers and holds.

use kess_sandbox::Account;
use kess_types::{BlockMoney, CancelBlockMoney, Currency, Transfer};
use serde_json::json;

use crate::shop::{Shop, money};

#[tokio::test]
async fn a_transfer_moves_money() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "0.00 USD");
    let receipt = shop.ok(&Transfer::new("219", user.clone(), money("10.50 USD"))).await;
    let reference = receipt.reference.as_str();
    let digits = reference.strip_prefix("TR2011-").unwrap();
    assert!(digits.len() == 17 && digits.bytes().all(|b| b.is_ascii_digit()));
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "10.50 USD");
    assert_eq!(shop.wallet("219", &Currency::Usd), "5195.73 USD");
    // In another currency the same user has another balance.
    assert_eq!(shop.wallet(user.as_str(), &Currency::Khr), "0 KHR");
}

#[tokio::test]
async fn a_fee_is_paid_on_top_to_the_merchant() {
    let shop = Shop::open().await;
    let (one, two) = (shop.user("012").await.id, shop.user("013").await.id);
    shop.ok(&Transfer::new("219", one.clone(), money("10 USD"))).await;
    shop.ok(&Transfer::new("219", one.clone(), money("1000 KHR"))).await;
    let transfer = |text: &str| Transfer::new(one.clone(), two.clone(), money(text));

    let answer = shop.send(&transfer("10 USD").fees(money("0.05 USD"))).await;
    answer.is_refusal(400, "amount", "Insufficient balance.");
    let answer = shop.send(&transfer("1 USD").fees(money("1001 KHR"))).await;
    answer.is_refusal(400, "amount", "Insufficient balance.");
    assert_eq!(shop.wallet(two.as_str(), &Currency::Usd), "0.00 USD");

    shop.ok(&transfer("9 USD").fees(money("0.05 USD"))).await;
    shop.ok(&transfer("0.95 USD").fees(money("1000 KHR"))).await;
    shop.ok(&Transfer::new(two.clone(), one.clone(), money("1 USD")).fees(money("0 USD"))).await;
    assert_eq!(shop.wallet(one.as_str(), &Currency::Usd), "1.00 USD");
    assert_eq!(shop.wallet(two.as_str(), &Currency::Usd), "8.95 USD");
    assert_eq!(shop.wallet("219", &Currency::Khr), "20000000 KHR");
    assert_eq!(shop.wallet("219", &Currency::Usd), "5196.28 USD");
}

#[tokio::test]
async fn a_fee_has_an_amount_and_a_currency() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let transfer = json!({
        "service": "transfer", "from_user_id": 219, "to_user_id": user.as_str(), "amount": 10,
        "currency": "USD",
    });
    let mut with_amount = transfer.clone();
    with_amount["fees_amount"] = json!(0.05);
    shop.act(&with_amount).await.is_refusal(
        400,
        "fees_currency",
        "The fees currency field is required when fees amount is present.",
    );
    let mut with_currency = transfer.clone();
    with_currency["fees_currency"] = json!("USD");
    shop.act(&with_currency).await.is_refusal(
        400,
        "fees_amount",
        "The fees amount field is required when fees currency is present.",
    );
    with_amount["fees_currency"] = json!("KHR");
    shop.act(&with_amount).await.is_refusal(
        400,
        "fees_amount",
        "The fees amount may have at most 0 decimal places in KHR.",
    );
    assert_eq!(shop.act(&transfer).await.status, 200);
}

#[tokio::test]
async fn transfers_that_cannot_be() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let transfer = |from: &str, to: &str, text: &str| Transfer::new(from, to, money(text));
    let answer = shop.send(&transfer("1", user.as_str(), "1 USD")).await;
    answer.is_refusal(400, "from_user_id", "The selected from user id is invalid.");
    let answer = shop.send(&transfer("219", "1", "1 USD")).await;
    answer.is_refusal(400, "to_user_id", "The selected to user id is invalid.");
    let answer = shop.send(&transfer("219", "219", "1 USD")).await;
    answer.is_refusal(400, "to_user_id", "The to user id and from user id must be different.");
    let answer = shop.send(&transfer("219", user.as_str(), "5206.24 USD")).await;
    answer.is_refusal(400, "amount", "Insufficient balance.");
    let answer = shop.send(&transfer(user.as_str(), "219", "1 KHR")).await;
    answer.is_refusal(400, "amount", "Insufficient balance.");
    assert_eq!(answer.diagnosis(), "wallet 308 holds 0 KHR, which is less than 1 KHR");
}

#[tokio::test]
async fn blocked_money_cannot_be_spent_until_it_is_freed() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    shop.ok(&Transfer::new("219", user.clone(), money("100 USD"))).await;
    let token = shop.sandbox.user_token(user.as_str()).unwrap();
    let block = |text: &str| BlockMoney::new(token.clone(), money(text), "Room 7");
    let hold = shop.ok(&block("60 USD")).await;
    let blocked = Account::Blocked(user.clone());
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "40.00 USD");
    assert_eq!(shop.balance(&blocked, &Currency::Usd), "60.00 USD");

    let answer = shop.send(&block("40.01 USD")).await;
    answer.is_refusal(400, "amount", "Insufficient balance.");
    let back = Transfer::new(user.clone(), "219", money("40.01 USD"));
    let answer = shop.send(&back).await;
    answer.is_refusal(400, "amount", "Insufficient balance.");

    let cancel = CancelBlockMoney::new(hold.transaction_ref);
    let answer = shop.send(&cancel).await;
    assert!(answer.body.ends_with("\"data\":[]}"), "{}", answer.body);
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "100.00 USD");
    assert_eq!(shop.balance(&blocked, &Currency::Usd), "0.00 USD");
    let answer = shop.send(&cancel).await;
    answer.is_refusal(400, "transaction_ref", "The transaction has already been cancelled.");
}

#[tokio::test]
async fn holds_that_cannot_be() {
    let shop = Shop::open().await;
    let block = BlockMoney::new("guess", money("1 USD"), "x");
    let answer = shop.send(&block).await;
    answer.is_refusal(400, "user_token", "The selected user token is invalid.");
    let user = shop.user("012").await.id;
    let receipt = shop.ok(&Transfer::new("219", user, money("1 USD"))).await;
    // The reference of a transfer is no hold.
    for reference in [receipt.reference.as_str(), "TR2011-1"] {
        let answer = shop.send(&CancelBlockMoney::new(reference)).await;
        answer.is_refusal(400, "transaction_ref", "The selected transaction ref is invalid.");
    }
    assert!(shop.sandbox.user_token("1").is_none());
}
