//! Whatever is sent, the sandbox answers in an envelope, never with a defect of its own; and what
//! it refuses moves no money.

use kess_sign::Params;
use kess_types::{BlockMoney, Expiry, PayByToken};
use kess_types::{
    DepositByLocalCard, Field, Kind, OPERATIONS, TokenizeBankAccount, TokenizeLocalCard,
    TokenizeVisaMaster, Transfer,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::http::Answer;
use crate::shop::{ACTION, LOGIN, Shop, money};

/// Tokens and references, each with the operation or the parameter that it is good for.
struct Known {
    shop: Shop,
    texts: Vec<(&'static str, String)>,
}

impl Known {
    async fn new() -> Self {
        let shop = Shop::open().await;
        let user = shop.user("70").await.id;
        let mut texts = Vec::new();
        let mut know = |purpose, text: &str| texts.push((purpose, text.to_owned()));
        let local = TokenizeLocalCard::new(user.clone(), "SOK SAN", "4", "9704000000000018");
        let local = shop.ok(&local).await.token;
        know("deposit_by_local_card", local.expose());
        let account = TokenizeBankAccount::new(user.clone(), "SOK SAN", "4", "00010221412688");
        know("deposit_by_bank_account", shop.ok(&account).await.token.expose());
        let (number, expiry) = ("4162210200041730", Expiry::new(2, 2030).unwrap());
        let visa = TokenizeVisaMaster::new(user.clone(), number, "123", expiry, "SOK SAN");
        know("deposit_by_visa_master", shop.ok(&visa).await.token.expose());
        shop.ok(&Transfer::new("219", user.clone(), money("100 USD"))).await;
        let token = shop.sandbox.user_token(user.as_str()).unwrap();
        know("user_token", token.expose());
        for number in 0..3 {
            let order = shop.pre_order(&format!("known {number}"), "1 USD").await;
            know("pre_order_token", order.pre_order_token.expose());
            let deposit = DepositByLocalCard::new(local.clone(), money("5 USD"));
            know("confirm_payments", shop.ok(&deposit).await.token.unwrap().expose());
            let hold = BlockMoney::new(token.clone(), money("1 USD"), "x");
            know("transaction_ref", shop.ok(&hold).await.transaction_ref.as_str());
        }
        let paid = shop.pre_order("paid", "1 USD").await.pre_order_token;
        shop.ok(&PayByToken::new(paid.clone())).await;
        know("pre_order_token", paid.expose());
        Self { shop, texts }
    }

    /// What is likely to be right.
    fn plausible(&self, operation: &str, field: &Field) -> BoxedStrategy<Value> {
        let known: Vec<Value> = self
            .texts
            .iter()
            .filter(|(purpose, _)| {
                *purpose == field.path || field.path == "token" && *purpose == operation
            })
            .map(|(_, text)| json!(text))
            .collect();
        if field.path == "pre_order_token" && operation != "pay_by_token" {
            return prop_oneof![3 => Just(Value::Null), 1 => select(known)].boxed();
        }
        if !known.is_empty() {
            return select(known).boxed();
        }
        let texts = |texts: &[&str]| {
            let texts: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
            select(texts).boxed()
        };
        let sealed = |text: &str| Just(json!(self.shop.sealed(text))).boxed();
        match (field.path, field.kind) {
            (_, Kind::Amount) => texts(&["1", "5.00", "0.3", "100", "1000000000000"]),
            (_, Kind::Currency) => texts(&["USD", "USD", "KHR"]),
            (_, Kind::Percent | Kind::Integer) => texts(&["0", "1", "20", "100"]),
            (_, Kind::Date) => texts(&["1996-12-01"]),
            (_, Kind::Url) => texts(&["https://shop.example"]),
            ("bank_id", _) => texts(&["4", "29"]),
            ("from_user_id", _) => texts(&["219", "308"]),
            (_, Kind::Id) => texts(&["308", "308", "219"]),
            ("holder_name", _) => sealed("SOK SAN"),
            ("bank_code" | "bank_number" | "sourceOfFunds.card.number", _) => {
                sealed("4162210200041730")
            }
            ("security_code" | "sourceOfFunds.card.securityCode", _) => sealed("123"),
            ("sourceOfFunds.card.expiry.month", _) => texts(&["2"]),
            ("sourceOfFunds.card.expiry.year", _) => texts(&["2030"]),
            ("seller_code", _) => texts(&[&self.shop.merchant.seller_code]),
            ("user_name", _) => texts(&[&self.shop.merchant.user_name]),
            ("password", _) if operation == "confirm_payments" => texts(&["123456"]),
            ("password", _) => texts(&[self.shop.merchant.password.expose()]),
            ("phone_number", _) => texts(&["70", "71"]),
            ("email", _) => "[a-z]{1,3}@x".prop_map(Value::from).boxed(),
            _ => "[ -~]{1,8}".prop_map(Value::from).boxed(),
        }
    }

    fn body(&self) -> BoxedStrategy<(&'static str, Value)> {
        let bodies = OPERATIONS.iter().map(|operation| {
            let path = if operation.service.is_empty() { LOGIN } else { ACTION };
            let values: Vec<_> = operation
                .fields
                .iter()
                .map(|field| prop_oneof![12 => self.plausible(operation.name, field), 1 => anything()])
                .collect();
            let body = values.prop_map(move |values| {
                let mut body = json!({"service": operation.service});
                for (field, value) in operation.fields.iter().zip(values) {
                    put(&mut body, field.path, value);
                }
                (path, body)
            });
            body.boxed()
        });
        proptest::strategy::Union::new(bodies).boxed()
    }
}

/// What cannot be right, most of the time.
fn anything() -> BoxedStrategy<Value> {
    let amount = "-?[0-9]{1,35}(\\.[0-9]{1,35})?(e-?[0-9]{1,3})?";
    prop_oneof![
        any::<String>().prop_map(Value::from),
        amount.prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(json!({"card": {"number": [1], "expiry": {"month": null}}, "type": {}})),
        vec(any::<u8>(), 0..4).prop_map(|list| json!(list)),
        Just(Value::Null),
    ]
    .boxed()
}

fn put(body: &mut Value, path: &str, value: Value) {
    let mut place = body;
    for name in path.split('.') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[name];
    }
    *place = value;
}

fn is_an_answer(answer: &Answer) -> Result<(), TestCaseError> {
    let envelope = answer.json();
    prop_assert!(answer.status < 500, "{}", answer.body);
    prop_assert_eq!(&envelope["code"], answer.status);
    prop_assert_eq!(&envelope["success"], answer.status == 200);
    let errors = envelope["error"].as_object();
    prop_assert_eq!(errors.is_some(), answer.status != 200);
    prop_assert_eq!(answer.diagnosis().is_empty(), answer.status == 200);
    Ok(())
}

fn check<T: std::fmt::Debug>(
    cases: u32,
    strategy: impl FnOnce(&Known) -> BoxedStrategy<T>,
    law: impl Fn(&Runtime, &Shop, T) -> Result<(), TestCaseError>,
) {
    let runtime = Runtime::new().unwrap();
    let known = runtime.block_on(Known::new());
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest::test_runner::TestRunner::new(config)
        .run(&strategy(&known), |input| law(&runtime, &known.shop, input))
        .unwrap();
    // The shop goes before its runtime does.
    drop(known);
}

#[test]
fn signed_bodies_of_any_content_are_answered_and_a_refusal_moves_no_money() {
    check(600, Known::body, |runtime, shop, (path, body)| {
        let Ok(params) = Params::from_json(body.to_string().as_bytes()) else {
            return Ok(());
        };
        let before = shop.sandbox.ledger();
        let answer = runtime.block_on(shop.post(path, params));
        is_an_answer(&answer)?;
        let after = shop.sandbox.ledger();
        prop_assert!(after.is_balanced());
        if answer.status != 200 {
            prop_assert_eq!(before, after);
        }
        Ok(())
    });
}

#[test]
fn bytes_are_answered() {
    let bytes = |_: &Known| vec(any::<u8>(), 0..200).boxed();
    check(200, bytes, |runtime, shop, bytes| {
        is_an_answer(&runtime.block_on(shop.post_body(ACTION, &bytes)))
    });
}

#[test]
fn unsigned_json_is_answered() {
    let objects = |_: &Known| "[{}\\[\\]\":,a-z0-9 .e+-]{0,60}".boxed();
    check(200, objects, |runtime, shop, text: String| {
        let body = format!("{{\"sign_type\":\"RSA2\",{text}}}");
        is_an_answer(&runtime.block_on(shop.post_body(ACTION, body.as_bytes())))
    });
}
