//! Parameters of the wrong type, and sealed ones that are not.

use kess_sign::rustcrypto::PublicKey;
use kess_sign::{Blocks, key, seal_text};
use kess_types::ListBanks;
use serde_json::{Value, json};

use crate::shop::Shop;

const STRANGER: &[u8] = include_bytes!("stranger.pem");

fn with(mut action: Value, field: &str, value: Value) -> Value {
    action[field] = value;
    action
}

async fn refused(shop: &Shop, action: Value, field: &str, value: Value, text: &str) {
    let shown = value.to_string();
    let answer = shop.act(&with(action, field, value)).await;
    assert_eq!(answer.error(field), [text], "{shown}");
    answer.is_refusal(400, field, text);
}

fn order(shop: &Shop) -> Value {
    json!({
        "service": "generate_pre_order_token", "out_trade_no": "1", "description": "x",
        "seller_code": shop.merchant.seller_code, "amount": "1.00", "currency": "USD",
    })
}

#[tokio::test]
async fn amounts() {
    let shop = Shop::open().await;
    let order = order(&shop);
    for no_number in [json!("ten"), json!("1e2"), json!(true), json!([1]), json!({"a": 1})] {
        let text = "The amount must be a number.";
        refused(&shop, order.clone(), "amount", no_number, text).await;
    }
    for too_small in [json!("0"), json!("0.00"), json!(-1), json!("-0.01")] {
        let text = "The amount must be greater than 0.";
        refused(&shop, order.clone(), "amount", too_small, text).await;
    }
    for too_large in [json!("1000000000000.01"), json!(1e20)] {
        let text = "The amount may not be greater than 1000000000000.";
        refused(&shop, order.clone(), "amount", too_large, text).await;
    }
    for too_fine in [json!("0.001"), json!(10.005)] {
        let text = "The amount may have at most 2 decimal places in USD.";
        refused(&shop, order.clone(), "amount", too_fine, text).await;
    }
    let riel = with(order.clone(), "currency", json!("KHR"));
    let text = "The amount may have at most 0 decimal places in KHR.";
    refused(&shop, riel, "amount", json!("100.5"), text).await;
    refused(&shop, order, "amount", json!(""), "The amount field is required.").await;
}

#[tokio::test]
async fn amounts_are_taken_as_numbers_and_strings() {
    let shop = Shop::open().await;
    let amounts = [json!("10.50"), json!(10.5), json!(10), json!("10.5000"), json!(1e1)];
    for (index, amount) in amounts.into_iter().enumerate() {
        let order = with(order(&shop), "amount", amount);
        let answer = shop.act(&with(order, "out_trade_no", json!(index.to_string()))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}

#[tokio::test]
async fn currencies() {
    let shop = Shop::open().await;
    for currency in [json!("EUR"), json!("usd"), json!("dollars"), json!(840)] {
        let text = "The selected currency is invalid.";
        refused(&shop, order(&shop), "currency", currency, text).await;
    }
}

#[tokio::test]
async fn percentages_addresses_and_text() {
    let shop = Shop::open().await;
    let order = order(&shop);
    for percent in [json!(-1), json!("100.01")] {
        let text = "The commission rate must be between 0 and 100.";
        refused(&shop, order.clone(), "commission_rate", percent, text).await;
    }
    let text = "The commission rate must be a number.";
    refused(&shop, order.clone(), "commission_rate", json!("5%"), text).await;
    for address in ["shop.example", "ftp://shop.example", "javascript:alert(1)"] {
        for field in ["redirect_url", "call_back_url"] {
            let label = field.replace('_', " ");
            let text = format!("The {label} format is invalid.");
            refused(&shop, order.clone(), field, json!(address), &text).await;
        }
    }
    for no_text in [json!(true), json!(["a"]), json!({"a": 1}), json!(1.5)] {
        let text = "The description must be a string.";
        refused(&shop, order.clone(), "description", no_text, text).await;
    }
}

#[tokio::test]
async fn integers_and_their_limits() {
    let shop = Shop::open().await;
    let banks = json!({"service": "list_banks"});
    for no_integer in [json!("two"), json!(1.5), json!(-1), json!("1e1"), json!(true)] {
        let text = "The per page must be an integer.";
        refused(&shop, banks.clone(), "per_page", no_integer, text).await;
    }
    let text = "The per page must be at least 1.";
    refused(&shop, banks.clone(), "per_page", json!(0), text).await;
    let text = "The per page may not be greater than 100.";
    refused(&shop, banks.clone(), "per_page", json!("101"), text).await;
    let text = "The page must be at least 1.";
    refused(&shop, banks, "page", json!("0"), text).await;
}

#[tokio::test]
async fn dates() {
    let shop = Shop::open().await;
    let user = json!({
        "service": "create_user", "phone_number": "1", "first_name": "a", "last_name": "b",
        "address": "c", "currency": "USD",
    });
    for date in ["1996-13-01", "2023-02-29", "yesterday"] {
        let text = "The birthday is not a valid date.";
        refused(&shop, user.clone(), "birthday", json!(date), text).await;
    }
}

#[tokio::test]
async fn everything_wrong_is_named_at_once() {
    let shop = Shop::open().await;
    let answer = shop
        .act(&json!({"service": "transfer", "to_user_id": [], "amount": "x", "currency": "EUR"}))
        .await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.diagnosis(),
        "from_user_id: The from user id field is required.; \
         to_user_id: The to user id field is required.; \
         amount: The amount must be a number.; \
         currency: The selected currency is invalid."
    );
}

#[tokio::test]
async fn what_must_be_sealed_is_refused_in_clear() {
    let shop = Shop::open().await;
    let account = json!({
        "service": "tokenize_bank_account", "user_id": "219", "holder_name": "SOK SAN",
        "bank_id": "4",
    });
    for clear in [json!("00010221412688"), json!(10_221_412_688_u64), json!("AAAA"), json!(["x"])] {
        let text = "The bank number must be encrypted.";
        refused(&shop, account.clone(), "bank_number", clear, text).await;
    }
    let card = json!({
        "service": "tokenize_visa_master", "user_id": "219", "holder_name": shop.sealed("SOK SAN"),
        "sourceOfFunds": {"card": {
            "number": "4162210200041730", "securityCode": shop.sealed("123"),
            "expiry": {"month": "02", "year": "2030"},
        }},
    });
    let answer = shop.act(&card).await;
    answer.is_refusal(
        400,
        "sourceOfFunds.card.number",
        "The source of funds.card.number must be encrypted.",
    );
    assert!(!answer.diagnosis().contains("4162"));
}

/// Padding, length, characters: nobody can tell which of them was wrong.
#[tokio::test]
async fn whatever_a_ciphertext_hides_the_text_is_the_same() {
    let shop = Shop::open().await;
    let stranger = PublicKey::new(&key::PublicKey::parse(STRANGER).unwrap()).unwrap();
    let account = json!({
        "service": "tokenize_bank_account", "user_id": "219", "holder_name": "SOK SAN",
        "bank_id": "4",
    });
    let wrong = [
        seal_text("00010221412688", &stranger, Blocks::Single).unwrap(),
        shop.sealed("not a number"),
        shop.sealed("123"),
        shop.sealed(""),
        shop.sealed("0001 0221 4126 88"),
        format!("{}AQ==", "AAAA".repeat(85)),
    ];
    for sealed in wrong {
        let text = "The bank number could not be decrypted.";
        refused(&shop, account.clone(), "bank_number", json!(sealed), text).await;
    }
}

#[tokio::test]
async fn fees_are_those_of_the_document() {
    let shop = Shop::open().await;
    let answer = shop.act(&json!({"service": "list_fees"})).await;
    assert_eq!(
        answer.body,
        concat!(
            r#"{"success":true,"code":200,"message":"OK","data":{"FEE":{"ACLBKHPP":{"#,
            r#""fee_payout":{"amount":1000,"currency":"KHR"},"#,
            r#""fee_payin":{"amount":1000,"currency":"KHR"},"#,
            r#""register_cut_amount":{"amount":0.25,"currency":"USD"}},"#,
            r#""TOKKE_SELLER":{"fee_transfer":0},"#,
            r#""VISA_MASTER":{"fee_payin":{"amount_percentage":2.5}},"#,
            r#""EXCHANGE_RATE":{"USD_KHR":4000,"KHR_USD":0.00025}}}}"#
        )
    );
}

#[tokio::test]
async fn banks_come_in_pages() {
    let shop = Shop::open().await;
    let first = shop.ok(&ListBanks::new()).await;
    assert_eq!(first.items.len(), 20);
    assert_eq!(first.items[0].id.as_str(), "4");
    assert_eq!(first.items[0].name, "ACLEDA BANK Plc");
    assert_eq!((first.from, first.to), (Some(1), Some(20)));
    let total = first.total.unwrap();
    assert!(total >= 23);
    let last = shop.ok(&ListBanks::new().page(2)).await;
    assert_eq!(last.items.len() as u64, total - 20);
    assert_eq!((last.from, last.to), (Some(21), Some(total)));
    assert_eq!(last.last_page, Some(2));
    let none = shop.ok(&ListBanks::new().page(u32::MAX)).await;
    assert!(none.items.is_empty());
    assert_eq!((none.from, none.to), (None, None));
    let all = shop.ok(&ListBanks::new().per_page(100)).await;
    assert_eq!(all.items.len() as u64, total);
}
