//! The page that confirms a card payment, as a browser goes through it.

use kess_types::{
    Currency, DepositByVisaMaster, Expiry, PreOrderToken, TokenizeVisaMaster, UnverifiedResult,
};

use crate::http;
use crate::shop::{Shop, money};

/// What stands in `attribute` after `marker`.
fn attribute(html: &str, marker: &str, attribute: &str) -> String {
    let (_, rest) = html.split_once(marker).unwrap();
    let (_, rest) = rest.split_once(&format!("{attribute}=\"")).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

struct Form {
    path: String,
    token: String,
    reference: String,
}

async fn deposit(shop: &Shop, pre_order: Option<PreOrderToken>) -> Form {
    let user = shop.user("012").await.id;
    let (number, expiry) = ("4162210200041730", Expiry::new(2, 2030).unwrap());
    let card = TokenizeVisaMaster::new(user, number, "123", expiry, "SOK SAN");
    let card = shop.ok(&card).await.token;
    let mut deposit = DepositByVisaMaster::new("123", card, money("10 USD"));
    if let Some(token) = pre_order {
        deposit = deposit.pre_order_token(token);
    }
    let deposit = shop.ok(&deposit).await;
    let html = deposit.html_confirm_payment.unwrap();
    let action = attribute(&html, "<form", "action");
    let origin = format!("http://{}", shop.sandbox.addr());
    Form {
        path: action.strip_prefix(&origin).unwrap().to_owned(),
        token: attribute(&html, "name=\"token\"", "value"),
        reference: deposit.reference.as_str().to_owned(),
    }
}

impl Form {
    async fn submit(&self, shop: &Shop, otp: &str) -> http::Answer {
        let form = format!("token={}&otp={otp}", self.token);
        http::post_form(shop.sandbox.addr(), &self.path, &form).await
    }
}

#[tokio::test]
async fn the_browser_ends_at_the_redirect_url() {
    let shop = Shop::open().await;
    let order = shop.order("1", "10 USD").redirect_url("https://shop.example/back");
    let order = shop.ok(&order).await;
    let form = deposit(&shop, Some(order.pre_order_token)).await;
    let answer = form.submit(&shop, "123456").await;
    assert_eq!(answer.status, 303);
    let location = answer.header("location").unwrap();
    assert!(location.starts_with("https://shop.example/back?result="));
    let result = UnverifiedResult::from_redirect_url(location).unwrap();
    assert!(result.claims_success());
    assert_eq!(result.transaction_ref().unwrap().as_str(), form.reference);
    assert_eq!(shop.seller(&Currency::Usd), "9.75 USD");
}

#[tokio::test]
async fn without_a_redirect_url_the_page_holds_the_result() {
    let shop = Shop::open().await;
    let form = deposit(&shop, None).await;
    let answer = form.submit(&shop, "123456").await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").unwrap().starts_with("text/html"));
    let result = UnverifiedResult::from_page(&answer.body).unwrap();
    assert_eq!(result.transaction_ref().unwrap().as_str(), form.reference);
    assert_eq!(shop.wallet("308", &Currency::Usd), "9.75 USD");
}

#[tokio::test]
async fn a_wrong_password_gets_another_try_and_the_third_closes() {
    let shop = Shop::open().await;
    let form = deposit(&shop, None).await;
    for left in [2, 1] {
        let answer = form.submit(&shop, "000000").await;
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains(&format!("{left} tries left")));
        assert_eq!(attribute(&answer.body, "name=\"token\"", "value"), form.token);
    }
    let answer = form.submit(&shop, "000000").await;
    assert!(answer.status == 400 && !answer.body.contains("<form"));
    let answer = form.submit(&shop, "123456").await;
    assert!(answer.status == 400 && answer.body.contains("closed"));
    assert_eq!(shop.sandbox.ledger().entries().len(), 1);
}

#[tokio::test]
async fn a_form_that_is_none_is_refused() {
    let shop = Shop::open().await;
    let addr = shop.sandbox.addr();
    for form in ["", "token=x&otp=123456", "%%%=&&"] {
        let answer = http::post_form(addr, "/payer/confirm", form).await;
        assert_eq!(answer.status, 400);
    }
    assert_eq!(http::get(addr, "/payer/confirm").await.status, 405);
    let large = "a".repeat(300_000);
    let answer = http::post_form(addr, "/payer/confirm", &large).await;
    assert_eq!(answer.status, 413);
}
