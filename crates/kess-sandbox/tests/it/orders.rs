//! Pre-orders, and paying them from the merchant's wallet.

use kess_sandbox::Account;
use kess_types::{Currency, GeneratePreOrderToken, PayByToken};

use crate::http;
use crate::shop::{Shop, money};

#[tokio::test]
async fn an_order_number_is_taken_once() {
    let shop = Shop::open().await;
    let order = shop.pre_order("1", "1.00 USD").await;
    let url = order.pre_order_url.unwrap();
    assert!(url.starts_with(&format!("http://{}/", shop.sandbox.addr())));
    let answer = shop.send(&shop.order("1", "2.00 USD")).await;
    answer.is_refusal(400, "out_trade_no", "The out trade no has already been taken.");
    shop.pre_order("2", "1.00 USD").await;
}

#[tokio::test]
async fn an_unknown_seller_is_refused_and_leaves_the_order_number_free() {
    let shop = Shop::open().await;
    let stranger = GeneratePreOrderToken::new("1", "STRANGER", "x", money("1 USD"));
    let answer = shop.send(&stranger).await;
    answer.is_refusal(400, "seller_code", "The selected seller code is invalid.");
    assert!(answer.diagnosis().contains(&shop.merchant.seller_code));
    shop.pre_order("1", "1.00 USD").await;
}

#[tokio::test]
async fn an_order_is_paid_once() {
    let shop = Shop::open().await;
    let order = shop.pre_order("1", "206.23 USD").await;
    let pay = PayByToken::new(order.pre_order_token);
    let receipt = shop.ok(&pay).await;
    assert_eq!(shop.wallet("219", &Currency::Usd), "5000.00 USD");
    assert_eq!(shop.seller(&Currency::Usd), "206.23 USD");
    let ledger = shop.sandbox.ledger();
    let entry = ledger.entries().last().unwrap();
    assert_eq!(entry.reference.as_str(), receipt.reference.as_str());
    assert_eq!(entry.purpose, "pay_by_token");

    let answer = shop.send(&pay).await;
    answer.is_refusal(400, "pre_order_token", "The pre order has already been paid.");
    assert_eq!(shop.seller(&Currency::Usd), "206.23 USD");
    let answer = shop.send(&PayByToken::new("unknown")).await;
    answer.is_refusal(400, "pre_order_token", "The selected pre order token is invalid.");
}

#[tokio::test]
async fn more_than_the_wallet_holds_is_refused() {
    let shop = Shop::open().await;
    // The commission would come back, but the price has to be there first.
    for (number, order) in [
        ("1", shop.order("1", "5206.24 USD")),
        ("2", shop.order("2", "5206.24 USD").commission_rate(50)),
    ] {
        let order = shop.ok(&order).await;
        let answer = shop.send(&PayByToken::new(order.pre_order_token)).await;
        answer.is_refusal(400, "pre_order_token", "Insufficient balance.");
        assert_eq!(
            answer.diagnosis(),
            "wallet 219 holds 5206.23 USD, which is less than 5206.24 USD",
            "{number}"
        );
    }
    assert_eq!(shop.sandbox.ledger().entries().len(), 1);
}

#[tokio::test]
async fn the_commission_goes_back_to_the_merchant() {
    let shop = Shop::open().await;
    let order = shop.order("1", "100.00 USD").commission_rate(5);
    let order = shop.ok(&order).await;
    shop.ok(&PayByToken::new(order.pre_order_token)).await;
    assert_eq!(shop.wallet("219", &Currency::Usd), "5111.23 USD");
    assert_eq!(shop.seller(&Currency::Usd), "95.00 USD");
    assert_eq!(shop.balance(&Account::Fees, &Currency::Usd), "0.00 USD");
}

#[tokio::test]
async fn the_checkout_page_takes_a_payment_from_outside() {
    let shop = Shop::open().await;
    let addr = shop.sandbox.addr();
    let order = shop.order("1", "40.00 USD").redirect_url("https://shop.example/back?order=7");
    let order = shop.ok(&order).await;
    let url = order.pre_order_url.unwrap();
    let path = url.strip_prefix(&format!("http://{addr}")).unwrap();
    let page = http::get(addr, path).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("40.00 USD") && page.body.contains("<button>"));

    let paid = http::post_form(addr, path, "").await;
    assert_eq!(paid.status, 303);
    let location = paid.header("location").unwrap();
    assert!(location.starts_with("https://shop.example/back?order=7&result="));
    assert_eq!(shop.seller(&Currency::Usd), "39.00 USD");
    assert_eq!(shop.balance(&Account::Fees, &Currency::Usd), "1.00 USD");

    assert_eq!(http::post_form(addr, path, "").await.status, 400);
    let page = http::get(addr, path).await;
    assert!(page.body.contains("has been paid"));
    assert_eq!(http::get(addr, "/checkout/unknown").await.status, 404);
    assert_eq!(http::post_form(addr, "/checkout/unknown", "").await.status, 404);
}
