//! What the document shows one way is accepted the other way too.

use kess_types::{
    Bank, BankAccountToken, Deposit, Fee, Fees, Money, Page, Session, TokenType, User,
};
use serde::de::DeserializeOwned;

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|e| panic!("{json}: {e}"))
}

#[test]
fn a_balance_keeps_every_digit() {
    for (json, text) in [
        ("5206.235", "5206.235"),
        ("\"5206.235\"", "5206.235"),
        ("9007199254740993.01", "9007199254740993.01"),
        ("0.1000000000000000000000000001", "0.1000000000000000000000000001"),
        ("1e3", "1000"),
        ("-0.5", "-0.5"),
    ] {
        let session: Session = read(&format!(
            r#"{{"token":"t","user":{{"id":"219","balance":{json},"wallet_id":"887"}}}}"#
        ));
        let user = session.user.unwrap();
        assert_eq!(user.balance.unwrap().to_string(), text);
        assert_eq!((user.id.as_str(), user.wallet_id.as_deref()), ("219", Some("887")));
    }
    assert!(read::<Session>(r#"{"token":"t","user":[]}"#).user.is_none());
    assert!(read::<Session>(r#"{"token":12345}"#).token.expose() == "12345");
}

#[test]
fn flags_and_types_waver() {
    let deposit = |need: &str, kind: &str| -> Deposit {
        read(&format!(
            r#"{{"reference":"R","token":"t","token_type":{kind},"need_verify_trx":{need},"html_confirm_payment":""}}"#
        ))
    };
    assert!(deposit("\"true\"", "1").need_verify_trx);
    assert!(deposit("true", "\"1\"").need_verify_trx);
    assert!(!deposit("\"\"", "1").need_verify_trx);
    assert!(!deposit("null", "1").need_verify_trx);
    assert_eq!(deposit("1", "1").token_type, Some(TokenType::Otp));
    assert_eq!(deposit("1", "\"1\"").token_type, Some(TokenType::Otp));
    assert_eq!(deposit("1", "2").token_type, Some(TokenType::SoftToken("2".into())));
    assert_eq!(deposit("1", "null").token_type, None);
    assert_eq!(deposit("1", "1").html_confirm_payment, None);
    let account: BankAccountToken =
        read(r#"{"token":"t","bank_number":1234,"need_verify":"false"}"#);
    assert_eq!((account.bank_number.as_deref(), account.need_verify), (Some("1234"), false));
}

#[test]
fn lists_and_pages_waver() {
    let page: Page<Bank> = read(
        r#"{"current_page":"1","data":{"1":{"id":5,"name":"ABA"},"0":{"id":"4","name":"ACLEDA"}},"last_page":"2"}"#,
    );
    let ids: Vec<&str> = page.items.iter().map(|bank| bank.id.as_str()).collect();
    assert_eq!((ids, page.last_page), (vec!["4", "5"], Some(2)));
    assert!(read::<Page<Bank>>(r#"{"data":[]}"#).items.is_empty());
    assert!(read::<Page<Bank>>(r#"{"data":{}}"#).items.is_empty());
}

#[test]
fn fees_have_four_shapes() {
    let fees: Fees = read(
        r#"{"FEE":{"A":{"x":{"amount":"0.25","currency":"USD"},"y":{"amount_percentage":2.5},"z":0,"w":["?"]},"B":[]},
            "EXCHANGE_RATE":{"USD_KHR":"4000"}}"#,
    );
    let channel = &fees.channels["A"];
    assert_eq!(channel["x"], Fee::Fixed("0.25 USD".parse::<Money>().unwrap()));
    assert_eq!(channel["y"], Fee::Percent("2.5".parse().unwrap()));
    assert_eq!(channel["z"], Fee::Bare("0".parse().unwrap()));
    assert_eq!(channel["w"], Fee::Other("[\"?\"]".into()));
    assert!(fees.channels["B"].is_empty());
    assert_eq!(fees.exchange_rates["USD_KHR"].to_string(), "4000");
    assert_eq!(read::<Fees>(r#"{"FEE":[]}"#), Fees::default());
}

#[test]
fn a_user_may_be_mostly_null() {
    let user: User = read(r#"{"id":308,"email":null,"phone_number":17357446,"currency":"khr"}"#);
    assert_eq!((user.id.as_str(), user.phone_number.as_deref()), ("308", Some("17357446")));
    assert_eq!((user.email, user.currency.unwrap().code()), (None, "KHR"));
}
