//! What is refused before anything is sent.

use kess_types::{
    BlockMoney, ConfirmPayments, CreateUser, Currency, DepositByVisaMaster, Expiry,
    GeneratePreOrderToken, InvalidField, ListBanks, Login, Money, Operation, TokenizeBankAccount,
    TokenizeLocalCard, TokenizeVisaMaster, Transfer, UpdateUser,
};

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn refused(request: &impl Operation) -> String {
    request.validate().unwrap_err().to_string()
}

fn order(price: &str) -> GeneratePreOrderToken {
    GeneratePreOrderToken::new("1", "S", "coffee", money(price))
}

#[test]
fn each_refusal_names_the_field_and_the_remedy() {
    let refusals = [
        refused(&Login::new(" ", "p")),
        refused(&Login::new("u", "")),
        refused(&order("0 USD")),
        refused(&order("-1 USD")),
        refused(&order("1.001 USD")),
        refused(&order("1000.50 KHR")),
        refused(&GeneratePreOrderToken::new("\t", "S", "coffee", money("1 USD"))),
        refused(&order("1 USD").redirect_url("shop.example/back")),
        refused(&order("1 USD").call_back_url("https://shop example")),
        refused(&order("1 USD").commission_rate(101)),
        refused(&CreateUser::with_phone(" ", "F", "L", "A", Currency::Usd)),
        refused(&CreateUser::with_email("a@b.c", "", "L", "A", Currency::Usd)),
        refused(&UpdateUser::new("1", "F", "", "A", Currency::Usd)),
        refused(&Transfer::new("1", "1", money("1 USD"))),
        refused(&Transfer::new("1", "2", money("1 USD")).fees(money("-0.05 USD"))),
        refused(&ListBanks::new().page(0)),
        refused(&TokenizeLocalCard::new("1", "N", "4", "1234x5678")),
        refused(&TokenizeBankAccount::new("1", "", "4", "0001")),
        refused(&TokenizeVisaMaster::new("1", "4162", "123", Expiry::new(2, 2030).unwrap(), "N")),
        refused(&DepositByVisaMaster::new("12", "t", money("1 USD"))),
        refused(&ConfirmPayments::new("1", "t", "")),
        refused(&BlockMoney::new("t", money("1 USD"), "")),
    ];
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn what_can_be_paid_passes() {
    for price in ["0.01 USD", "10.500 USD", "1000 KHR", "1000.00 KHR", "1.2345 THB"] {
        assert_eq!(order(price).validate(), Ok(()), "{price}");
    }
    assert_eq!(order("1 USD").commission_rate(0).validate(), Ok(()));
    assert_eq!(Transfer::new("1", "2", money("1 USD")).fees(money("0 USD")).validate(), Ok(()));
}

#[test]
fn a_card_that_cannot_expire_is_refused_when_it_is_made() {
    let error: InvalidField = Expiry::new(13, 2030).unwrap_err();
    assert_eq!(error.field(), "sourceOfFunds.card.expiry.month");
    assert!(Expiry::new(1, 30).is_err());
}
