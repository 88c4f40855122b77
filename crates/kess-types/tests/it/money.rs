//! Money and days as text.

use kess_types::{Amount, Currency, Money};

#[test]
fn amounts_are_exact_and_keep_their_digits() {
    for text in ["1", "10.50", "0.05", "5206.235", "79228162514264337593543950335"] {
        assert_eq!(text.parse::<Amount>().unwrap().to_string(), text);
    }
    for (text, plain) in [
        ("1.5e3", "1500"),
        ("2.5E-4", "0.00025"),
        ("1e+2", "100"),
        ("-5e-1", "-0.5"),
        ("0.0000000000000000000000000001e40", "1000000000000"),
    ] {
        let amount = text.parse::<Amount>().unwrap();
        assert_eq!(amount, plain.parse().unwrap(), "{text}");
        assert!(!amount.to_string().contains(['e', 'E']), "{amount}");
    }
    for text in [
        "",
        "1,50",
        "abc",
        "0x10",
        "1.2.3",
        "79228162514264337593543950336",
        "NaN",
        "1e",
        "1e99",
        "1e-29",
        "e5",
        "1.23456789012345678901234567891e1",
    ] {
        assert!(text.parse::<Amount>().is_err(), "{text}");
    }
    let wire = serde_json::to_string(&"10.50 USD".parse::<Money>().unwrap()).unwrap();
    assert_eq!(wire, r#"{"amount":"10.50","currency":"USD"}"#);
}

#[test]
fn currencies_are_known_or_kept() {
    assert_eq!("usd".parse(), Ok(Currency::Usd));
    assert_eq!("THB".parse(), Ok(Currency::Other("THB".into())));
    assert!("dollars".parse::<Currency>().is_err());
    let odd: Currency = serde_json::from_str("\"USD2\"").unwrap();
    assert_eq!(odd.code(), "USD2");
    assert_eq!((Currency::Khr.scale(), Currency::Usd.scale()), (Some(0), Some(2)));
}

#[test]
fn mistakes_are_told_with_the_right_form() {
    let error = |text: &str| text.parse::<Money>().unwrap_err().to_string();
    insta::assert_snapshot!(error("10.50"), @"`10.50` is not money: write the amount and the currency, such as `10.50 USD`");
    insta::assert_snapshot!(error("ten USD"), @"`ten` is not an amount: write it in plain decimals, such as `10.50`");
    insta::assert_snapshot!(error("10 $"), @"`$` is not a currency: write its three-letter code, such as `USD`");
}

proptest::proptest! {
    #[test]
    fn minor_units_come_back(units in proptest::num::i64::ANY) {
        let money = Money::from_minor(units, Currency::Usd);
        let read: Money = money.to_string().parse().unwrap();
        proptest::prop_assert_eq!(read, money);
    }
}
