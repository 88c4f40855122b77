//! Deposits: nothing moves before they are confirmed.

use kess_sandbox::{Account, Sandbox};
use kess_sign::Profile;
use kess_types::{
    ConfirmPayments, Currency, DepositByBankAccount, DepositByLocalCard, DepositByVisaMaster,
    Expiry, PayByToken, PaymentToken, TokenType, TokenizeBankAccount, TokenizeLocalCard,
    TokenizeVisaMaster, UserId,
};
use serde_json::json;

use crate::shop::{Shop, money};

async fn local_card(shop: &Shop, user: &UserId) -> PaymentToken {
    let card = TokenizeLocalCard::new(user.clone(), "SOK SAN", "4", "9704000000000018");
    shop.ok(&card).await.token
}

async fn account(shop: &Shop, user: &UserId) -> PaymentToken {
    let account = TokenizeBankAccount::new(user.clone(), "SOK SAN", "4", "00010221412688");
    shop.ok(&account).await.token
}

async fn visa(shop: &Shop, user: &UserId) -> PaymentToken {
    let (number, expiry) = ("4162210200041730", Expiry::new(2, 2030).unwrap());
    let card = TokenizeVisaMaster::new(user.clone(), number, "123", expiry, "SOK SAN");
    shop.ok(&card).await.token
}

/// A user, and a deposit of theirs by local card that is still to be confirmed.
async fn pending(shop: &Shop, amount: &str) -> (UserId, PaymentToken) {
    let user = shop.user("012").await.id;
    let card = local_card(shop, &user).await;
    let deposit = shop.ok(&DepositByLocalCard::new(card, money(amount))).await;
    (user, deposit.token.unwrap())
}

fn confirm(user: &UserId, token: &PaymentToken, otp: &str) -> ConfirmPayments {
    ConfirmPayments::new(user.clone(), token.clone(), otp)
}

#[tokio::test]
async fn a_local_card_deposit_goes_to_its_owners_wallet_less_the_fee() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let card = local_card(&shop, &user).await;
    let answer = shop.send(&DepositByLocalCard::new(card.clone(), money("5 USD"))).await;
    // A string, as in the document.
    let data = &answer.json()["data"];
    assert_eq!(data["need_verify_trx"], "true");
    assert_eq!(data["token_type"], "1");
    assert!(data.get("html_confirm_payment").is_none());

    let deposit = shop.ok(&DepositByLocalCard::new(card, money("5 USD"))).await;
    assert!(deposit.need_verify_trx);
    assert_eq!(deposit.token_type, Some(TokenType::Otp));
    let token = deposit.token.unwrap();
    assert_eq!(shop.sandbox.ledger().entries().len(), 1);

    let otp = shop.sandbox.otp(&token).unwrap();
    assert_eq!(otp, "123456");
    let answer = shop.send(&confirm(&user, &token, &otp)).await;
    assert!(answer.body.ends_with("\"data\":[]}"), "{}", answer.body);
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "4.75 USD");
    assert_eq!(shop.balance(&Account::Fees, &Currency::Usd), "0.25 USD");
    assert_eq!(shop.balance(&Account::Outside, &Currency::Usd), "-5.00 USD");
    let ledger = shop.sandbox.ledger();
    let entry = ledger.entries().last().unwrap();
    assert_eq!(entry.reference.as_str(), deposit.reference.as_str());
}

#[tokio::test]
async fn a_bank_account_deposit_answers_a_real_bool() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let account = account(&shop, &user).await;
    let deposit = DepositByBankAccount::new(user.clone(), account, money("50000 KHR"));
    let answer = shop.send(&deposit).await;
    assert_eq!(answer.json()["data"]["need_verify_trx"], true);
    let token = answer.json()["data"]["token"].as_str().unwrap().to_owned();
    let otp = shop.sandbox.otp(&token).unwrap();
    shop.ok(&ConfirmPayments::new(user.clone(), token.as_str(), otp)).await;
    assert_eq!(shop.wallet(user.as_str(), &Currency::Khr), "49000 KHR");
}

#[tokio::test]
async fn a_visa_deposit_can_be_confirmed_by_the_merchant_too() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let card = visa(&shop, &user).await;
    let deposit = DepositByVisaMaster::new("123", card, money("10 USD")).user_id(user.clone());
    let deposit = shop.ok(&deposit).await;
    assert!(deposit.html_confirm_payment.unwrap().contains("<form"));
    let token = deposit.token.unwrap();
    shop.ok(&confirm(&user, &token, "123456")).await;
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "9.75 USD");
}

#[tokio::test]
async fn a_deposit_for_an_order_pays_the_seller() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let card = local_card(&shop, &user).await;
    let order = shop.order("1", "20.00 USD").commission_rate(10);
    let order = shop.ok(&order).await;
    let deposit = |text: &str| {
        DepositByLocalCard::new(card.clone(), money(text))
            .pre_order_token(order.pre_order_token.clone())
    };
    let answer = shop.send(&deposit("19.99 USD")).await;
    answer.is_refusal(400, "amount", "The amount does not match the pre order.");
    let answer = shop.send(&deposit("20 KHR")).await;
    answer.is_refusal(400, "currency", "The currency does not match the pre order.");

    let first = shop.ok(&deposit("20 USD")).await.token.unwrap();
    let second = shop.ok(&deposit("20 USD")).await.token.unwrap();
    shop.ok(&confirm(&user, &first, "123456")).await;
    // 20.00 less 0.25 is 19.75, of which 10 % are 1.98.
    assert_eq!(shop.seller(&Currency::Usd), "17.77 USD");
    assert_eq!(shop.wallet("219", &Currency::Usd), "5208.21 USD");
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "0.00 USD");

    // The order is paid, whoever tries to pay it again.
    let paid = "The pre order has already been paid.";
    let answer = shop.send(&confirm(&user, &second, "123456")).await;
    answer.is_refusal(400, "pre_order_token", paid);
    let answer = shop.send(&deposit("20 USD")).await;
    answer.is_refusal(400, "pre_order_token", paid);
    let answer = shop.send(&PayByToken::new(order.pre_order_token.clone())).await;
    answer.is_refusal(400, "pre_order_token", paid);
    let unknown = DepositByLocalCard::new(card, money("1 USD")).pre_order_token("unknown");
    let answer = shop.send(&unknown).await;
    answer.is_refusal(400, "pre_order_token", "The selected pre order token is invalid.");
}

#[tokio::test]
async fn a_token_is_good_for_its_kind_and_its_owner() {
    let shop = Shop::open().await;
    let (user, other) = (shop.user("012").await.id, shop.user("013").await.id);
    let card = visa(&shop, &user).await;
    let invalid = "The selected token is invalid.";
    let answer = shop.send(&DepositByLocalCard::new(card.clone(), money("5 USD"))).await;
    answer.is_refusal(400, "token", invalid);
    let answer = shop.send(&DepositByLocalCard::new("unknown", money("5 USD"))).await;
    answer.is_refusal(400, "token", invalid);
    let deposit = DepositByVisaMaster::new("123", card, money("5 USD"));
    let answer = shop.send(&deposit.user_id(other.clone())).await;
    answer.is_refusal(400, "token", invalid);
    assert_eq!(answer.diagnosis(), "the token belongs to another user");
    let account = account(&shop, &user).await;
    let answer = shop.send(&DepositByBankAccount::new("1", account.clone(), money("5 USD"))).await;
    answer.is_refusal(400, "user_id", "The selected user id is invalid.");
    let answer = shop.send(&DepositByBankAccount::new(other, account, money("5 USD"))).await;
    answer.is_refusal(400, "token", invalid);
}

#[tokio::test]
async fn a_deposit_must_be_worth_its_fee() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let card = local_card(&shop, &user).await;
    for (amount, fee) in [("0.25 USD", "0.25 USD"), ("1000 KHR", "1000 KHR")] {
        let deposit = DepositByLocalCard::new(card.clone(), money(amount));
        let text = format!("The amount must be greater than the fee of {fee}.");
        shop.send(&deposit).await.is_refusal(400, "amount", &text);
    }
}

#[tokio::test]
async fn a_deposit_is_confirmed_once_by_its_owner() {
    let shop = Shop::open().await;
    let (user, token) = pending(&shop, "5 USD").await;
    let other = shop.user("013").await.id;
    let answer = shop.send(&confirm(&other, &token, "123456")).await;
    answer.is_refusal(400, "user_id", "The selected user id is invalid.");
    assert_eq!(answer.diagnosis(), "the deposit belongs to another user");
    let nobody = UserId::new("1");
    let answer = shop.send(&confirm(&nobody, &token, "123456")).await;
    answer.is_refusal(400, "user_id", "The selected user id is invalid.");
    let unknown = PaymentToken::new("unknown");
    let answer = shop.send(&confirm(&user, &unknown, "123456")).await;
    answer.is_refusal(400, "token", "The selected token is invalid.");

    shop.ok(&confirm(&user, &token, "123456")).await;
    let answer = shop.send(&confirm(&user, &token, "123456")).await;
    answer.is_refusal(400, "token", "The payment has already been confirmed.");
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "4.75 USD");
}

#[tokio::test]
async fn three_wrong_passwords_close_a_deposit() {
    let shop = Shop::open().await;
    let (user, token) = pending(&shop, "5 USD").await;
    for left in [2, 1, 0] {
        let answer = shop.send(&confirm(&user, &token, "000000")).await;
        answer.is_refusal(400, "password", "The password is incorrect.");
        let why = format!("wrong one-time password, {left} tries left");
        assert_eq!(answer.diagnosis(), why);
    }
    let answer = shop.send(&confirm(&user, &token, "123456")).await;
    answer.is_refusal(400, "token", "The payment has been closed.");
    assert_eq!(shop.wallet(user.as_str(), &Currency::Usd), "0.00 USD");
}

#[tokio::test]
async fn two_wrong_passwords_do_not() {
    let shop = Shop::open().await;
    let (user, token) = pending(&shop, "5 USD").await;
    for _ in 0..2 {
        shop.send(&confirm(&user, &token, "000000")).await;
    }
    shop.ok(&confirm(&user, &token, "123456")).await;
}

#[tokio::test]
async fn a_security_code_is_sealed() {
    let shop = Shop::open().await;
    let user = shop.user("012").await.id;
    let card = visa(&shop, &user).await;
    let answer = shop
        .act(&json!({
            "service": "deposit_by_visa_master", "security_code": "123", "token": card.expose(),
            "amount": 1, "currency": "USD",
        }))
        .await;
    answer.is_refusal(400, "security_code", "The security code must be encrypted.");
}

#[tokio::test]
async fn one_time_passwords_can_be_drawn_at_random() {
    let builder = Sandbox::builder().random_otps().seed(1);
    let shop = Shop::at(builder, Profile::DEFAULT).await;
    let (user, token) = pending(&shop, "5 USD").await;
    let otp = shop.sandbox.otp(&token).unwrap();
    assert!(otp.len() == 6 && otp != "123456");
    assert_eq!(shop.sandbox.otp(token.expose()), Some(otp.clone()));
    assert_eq!(shop.sandbox.otp("unknown"), None);
    shop.ok(&confirm(&user, &token, &otp)).await;
}
