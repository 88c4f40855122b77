//! Cards and accounts to tokens.

use kess_types::{
    DepositByBankAccount, Expiry, TokenizeBankAccount, TokenizeLocalCard, TokenizeVisaMaster,
};
use serde_json::json;

use crate::http;
use crate::shop::{Shop, money};

fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[tokio::test]
async fn cards_become_tokens() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let local = TokenizeLocalCard::new(user.clone(), "SOK SAN", "4", "9704000000000018");
    assert!(is_token(shop.ok(&local).await.token.expose()));
    let expiry = Expiry::new(2, 2030).unwrap();
    let visa = TokenizeVisaMaster::new(user, "4162210200041730", "123", expiry, "SOK SAN");
    assert!(is_token(shop.ok(&visa).await.token.expose()));
    assert!(is_token(shop.ok(&visa.without_source_type()).await.token.expose()));
}

#[tokio::test]
async fn an_account_becomes_a_token_and_its_last_four_digits() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let account = TokenizeBankAccount::new(user, "SOK SAN", "4", "00010221412688");
    let account = shop.ok(&account).await;
    assert!(is_token(account.token.expose()));
    assert_eq!(account.bank_number.as_deref(), Some("2688"));
    assert_eq!(account.qr_image, None);
    assert!(!account.need_verify);
}

#[tokio::test]
async fn one_account_has_to_be_activated_first() {
    let shop = Shop::open().await;
    let addr = shop.sandbox.addr();
    let user = shop.user("012").await.id;
    let account = TokenizeBankAccount::new(user.clone(), "SOK SAN", "4", "00099999999999");
    let account = shop.ok(&account).await;
    assert!(account.need_verify);
    let deposit = DepositByBankAccount::new(user, account.token, money("5 USD"));
    let answer = shop.send(&deposit).await;
    answer.is_refusal(400, "token", "The bank account is not active.");

    let url = account.qr_image.unwrap();
    let path = url.strip_prefix(&format!("http://{addr}")).unwrap();
    let page = http::get(addr, path).await;
    assert!(page.status == 200 && page.body.contains("<button>"));
    assert_eq!(shop.send(&deposit).await.status, 400);
    assert_eq!(http::post_form(addr, path, "").await.status, 200);
    shop.ok(&deposit).await;
    assert_eq!(http::get(addr, path).await.status, 404);
    assert_eq!(http::post_form(addr, path, "").await.status, 404);
}

#[tokio::test]
async fn owners_and_banks_must_exist() {
    let shop = Shop::open().await;
    let stranger = TokenizeLocalCard::new("1", "SOK SAN", "4", "9704000000000018");
    let answer = shop.send(&stranger).await;
    answer.is_refusal(400, "user_id", "The selected user id is invalid.");
    for bank in ["3", "999", "04"] {
        let account = TokenizeBankAccount::new("219", "SOK SAN", bank, "00010221412688");
        let answer = shop.send(&account).await;
        answer.is_refusal(400, "bank_id", "The selected bank id is invalid.");
    }
}

#[tokio::test]
async fn a_card_expires_in_a_month_of_a_year() {
    let shop = Shop::open().await;
    let expiring = async |month: &str, year: &str| {
        shop.act(&json!({
            "service": "tokenize_visa_master", "user_id": "219",
            "holder_name": shop.sealed("SOK SAN"),
            "sourceOfFunds": {"type": "CARD", "card": {
                "number": shop.sealed("4162210200041730"), "securityCode": shop.sealed("1234"),
                "expiry": {"month": month, "year": year},
            }},
        }))
        .await
    };
    for month in ["0", "13", "feb", "-1", "002"] {
        let answer = expiring(month, "2030").await;
        answer.is_refusal(
            400,
            "sourceOfFunds.card.expiry.month",
            "The selected source of funds.card.expiry.month is invalid.",
        );
    }
    for year in ["30", "20300", "soon"] {
        let answer = expiring("2", year).await;
        assert_eq!(answer.error("sourceOfFunds.card.expiry.year").len(), 1);
    }
    // The document's own example has expired.
    assert_eq!(expiring("02", "2020").await.status, 200);
}
