//! Every operation, end to end: this client, over HTTP, against the sandbox.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use kess_sandbox::Sandbox;
use kess_sdk::key::PrivateKey;
use kess_sdk::{
    BlockMoney, Builder, CancelBlockMoney, Client, ConfirmPayments, CreateUser, Currency,
    DepositByBankAccount, DepositByLocalCard, DepositByVisaMaster, Effect, ErrorKind, Expiry,
    GeneratePreOrderToken, ListBanks, ListFees, Login, Merchant, Money, Operation, Outcome, Params,
    Password, PayByToken, Reply, TokenType, TokenizeBankAccount, TokenizeLocalCard,
    TokenizeVisaMaster, Transfer, UpdateUser,
};

const OTP: &str = "123456";

fn builder(sandbox: &Sandbox) -> Builder {
    let merchant = sandbox.merchant();
    let key = PrivateKey::parse(merchant.private_key_pem().as_bytes()).unwrap();
    let merchant = Merchant::new(
        merchant.merchant_id,
        merchant.secret_key,
        merchant.user_name,
        merchant.password,
        key,
    );
    Client::builder(&sandbox.base_url(), merchant)
}

fn usd(cents: i64) -> Money {
    Money::from_minor(cents, Currency::Usd)
}

/// Calls operations, and keeps account of which.
struct Caller {
    client: Client,
    called: BTreeSet<&'static str>,
}

impl Caller {
    async fn send<O: Operation>(&mut self, request: &O) -> Reply<O::Response> {
        self.called.insert(O::INFO.name);
        self.client.send(request).await.unwrap_or_else(|e| panic!("{}: {e}", O::INFO.name))
    }
}

#[tokio::test]
async fn every_operation_does_what_it_says() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).build().unwrap();
    let mut kess = Caller { client, called: BTreeSet::new() };

    let merchant = sandbox.merchant();
    let session = kess.send(&Login::new(merchant.user_name, merchant.password)).await;
    assert_eq!(session.user.as_ref().unwrap().balance.unwrap().to_string(), "5206.23");
    let fees = kess.send(&ListFees::new()).await;
    assert_eq!(fees.exchange_rates["USD_KHR"].to_string(), "4000");
    let banks = kess.send(&ListBanks::new().per_page(5)).await;
    assert_eq!(banks.items.len(), 5);
    let all = kess.client.list_banks().per_page(7).all().await.unwrap();
    assert_eq!(Some(all.len() as u64), banks.total);

    let sokha = CreateUser::with_phone("070222703", "សុខា", "ចាន់", "Phnom Penh", Currency::Usd);
    let sokha = kess.send(&sokha.birthday("1996-12-01".parse().unwrap())).await;
    assert_eq!(sokha.birthday.as_deref(), Some("1996-12-01"));
    assert_eq!(sokha.last_name.as_deref(), Some("ចាន់"));
    let dara = CreateUser::with_email("d@shop.example", "Dara", "Kim", "Kep", Currency::Usd);
    let dara = kess.send(&dara).await;
    let moved = UpdateUser::new("070222703", "សុខា", "ចាន់", "Siem Reap", Currency::Usd);
    assert_eq!(kess.send(&moved).await.address.as_deref(), Some("Siem Reap"));

    let (user, bank) = (sokha.id.clone(), banks.items[0].id.clone());
    let card = TokenizeLocalCard::new(user.clone(), "CHAN SOKHA", bank.clone(), "9704000000000018");
    let local_card = kess.send(&card).await;
    let account = TokenizeBankAccount::new(user.clone(), "CHAN SOKHA", bank, "00010221412688");
    let account = kess.send(&account).await;
    assert_eq!(account.bank_number.as_deref(), Some("2688"));
    let expiry = Expiry::new(2, 2030).unwrap();
    let visa = TokenizeVisaMaster::new(user.clone(), "4162210200041730", "123", expiry, "ចាន់ សុខា");
    let visa = kess.send(&visa).await;

    let deposit = kess.send(&DepositByLocalCard::new(local_card.token.clone(), usd(10_00))).await;
    assert!(deposit.need_verify_trx);
    assert_eq!(deposit.token_type, Some(TokenType::Otp));
    let confirmation = |token| ConfirmPayments::new(user.clone(), token, OTP);
    kess.send(&confirmation(deposit.token.clone().unwrap())).await;
    let deposit = DepositByBankAccount::new(user.clone(), account.token.clone(), usd(10_00));
    let deposit = kess.send(&deposit).await;
    kess.send(&confirmation(deposit.token.clone().unwrap())).await;

    let order = |number: &str, price| {
        let seller = sandbox.merchant().seller_code;
        GeneratePreOrderToken::new(number, seller, "Pepper", price).commission_rate(5)
    };
    let pre_order = kess.send(&order("1", usd(12_50))).await;
    let deposit = DepositByVisaMaster::new("123", visa.token.clone(), usd(12_50))
        .pre_order_token(pre_order.pre_order_token.clone())
        .user_id(user.clone());
    let deposit = kess.send(&deposit).await;
    assert!(deposit.html_confirm_payment.as_ref().unwrap().contains("<form"));
    kess.send(&confirmation(deposit.token.clone().unwrap())).await;
    let pre_order = kess.send(&order("2", usd(7_00))).await;
    kess.send(&PayByToken::new(pre_order.pre_order_token.clone())).await;

    let transfer = Transfer::new(user.clone(), dara.id.clone(), usd(5_00)).fees(usd(5));
    kess.send(&transfer).await;
    let token = sandbox.user_token(dara.id.as_str()).unwrap();
    let hold = kess.send(&BlockMoney::new(token, usd(3_00), "room 7")).await;
    kess.send(&CancelBlockMoney::new(hold.transaction_ref.clone())).await;

    assert_rest_is_not_simulated(&kess).await;
    let ledger = sandbox.ledger();
    assert!(ledger.is_balanced(), "{ledger}");
}

macro_rules! rest {
    ($($name:ident: $request:ident,)*) => {
        /// What the story above has not called, the sandbox does not play yet.
        async fn assert_rest_is_not_simulated(kess: &Caller) {
            $(if !kess.called.contains(stringify!($name)) {
                let error = kess.client.send(&kess_sdk::$request::example()).await.unwrap_err();
                let said = error.to_string();
                assert!(said.contains("is not simulated by the sandbox"), "{said}");
            })*
        }
    };
}
kess_sdk::for_each_operation!(rest);

#[tokio::test]
async fn a_refusal_is_told_by_field() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).build().unwrap();
    let user = CreateUser::with_phone("070222703", "A", "B", "C", Currency::Usd);
    client.create_user(&user).await.unwrap();
    let error = client.create_user(&user).await.unwrap_err();
    assert_eq!((error.outcome(), error.code()), (Outcome::Rejected, Some(400)));
    let taken = "The phone number has already been taken.";
    assert_eq!(error.field_errors().unwrap().get("phone_number"), Some(taken));

    let broke = Transfer::new("219", "308", usd(999_999_00));
    let error = client.transfer(&broke).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Rejected, 1));
    assert!(sandbox.ledger().is_balanced());
}

#[tokio::test]
async fn a_service_is_called_by_its_name_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).build().unwrap();
    let params = Params::from_json(br#"{"per_page":2}"#).unwrap();
    let banks = client.call("list_banks", params, Effect::Reads).await.unwrap();
    let banks: serde_json::Value = serde_json::from_str(banks.json()).unwrap();
    assert_eq!(banks["data"].as_array().unwrap().len(), 2);

    let user = CreateUser::with_phone("070222703", "A", "B", "C", Currency::Usd);
    let user = client.create_user(&user).await.unwrap();
    let params = format!(
        r#"{{"user_id":"{}","holder_name":"N","bank_id":4,"bank_number":"00010221412688"}}"#,
        user.id
    );
    let params = Params::from_json(params.as_bytes()).unwrap();
    let account = client
        .call("tokenize_bank_account", params, Effect::MovesMoney)
        .sealed(["bank_number"])
        .await
        .unwrap();
    assert!(account.json().contains(r#""bank_number":"2688""#), "{}", account.json());
    assert!(!account.signed_string().contains("00010221412688"));

    let error = client.call("no_such_service", Params::new(), Effect::Reads).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Rejected);
}

#[tokio::test]
async fn a_wrong_merchant_is_refused_at_the_login() {
    let sandbox = Sandbox::start().await.unwrap();
    let merchant = sandbox.merchant();
    let key = PrivateKey::parse(merchant.private_key_pem().as_bytes()).unwrap();
    let wrong = Merchant::new(
        merchant.merchant_id,
        merchant.secret_key,
        merchant.user_name,
        Password::new("wrong"),
        key,
    );
    let client = Client::builder(&sandbox.base_url(), wrong).build().unwrap();
    let error = client.list_fees().await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Login, Outcome::NotExecuted));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_many_pay_at_once_is_paid_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).build().unwrap();
    let seller = sandbox.merchant().seller_code;
    let order = GeneratePreOrderToken::new("1", seller, "Pepper", usd(1_00));
    let order = client.generate_pre_order_token(&order).await.unwrap();
    let payment = PayByToken::new(order.pre_order_token.clone());
    let payments = join_all((0..20).map(|_| client.pay_by_token(&payment).into_future())).await;
    assert_eq!(payments.iter().filter(|payment| payment.is_ok()).count(), 1);
    for error in payments.into_iter().filter_map(Result::err) {
        assert_eq!(error.outcome(), Outcome::Rejected);
    }
    assert!(sandbox.ledger().is_balanced());
}

#[tokio::test]
async fn nobody_there_means_nothing_was_executed() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).retries(0).build().unwrap();
    client.list_fees().await.unwrap();
    sandbox.shutdown().await.unwrap();
    let transfer = Transfer::new("219", "308", usd(1_00));
    let error = client.transfer(&transfer).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Network, Outcome::NotExecuted));
    assert_eq!(error.attempts(), 0);
}
