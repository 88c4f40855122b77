//! The gateway's fees, listed and charged from the same numbers.

use kess_types::{Currency, Money};
use rust_decimal::{Decimal, RoundingStrategy};

/// How many riel a dollar gives.
const USD_KHR: i64 = 4000;

/// A channel whose deposits cost something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    /// Accounts and cards of local banks, listed under `ACLBKHPP`.
    LocalBank,
    /// International cards, listed under `VISA_MASTER`.
    VisaMaster,
}

/// What every movement to or from a local bank costs.
pub(crate) fn local_bank() -> Money {
    Money::from_minor(1000, Currency::Khr)
}

/// What the registration of a local bank account costs. Listed, never charged here.
pub(crate) fn registration() -> Money {
    Money::from_minor(25, Currency::Usd)
}

/// What a payment by international card costs, in percent.
pub(crate) fn visa_master_percent() -> Decimal {
    Decimal::new(25, 1)
}

pub(crate) fn usd_khr() -> Decimal {
    Decimal::from(USD_KHR)
}

/// How many dollars a riel gives: `0.00025`.
pub(crate) fn khr_usd() -> Decimal {
    Decimal::ONE.checked_div(usd_khr()).unwrap_or_default().normalize()
}

/// What a deposit costs, in its own currency; `None` where that has more digits than there are.
pub(crate) fn pay_in(channel: Channel, money: &Money) -> Option<Money> {
    let amount = match channel {
        Channel::LocalBank => match money.currency {
            Currency::Khr => local_bank().amount.decimal(),
            _ => local_bank().amount.decimal().checked_mul(khr_usd())?,
        },
        Channel::VisaMaster => percent(money.amount.decimal(), visa_master_percent())?,
    };
    Some(rounded(amount, &money.currency))
}

/// A share of an amount, `percent` in a hundred, rounded to the currency.
pub(crate) fn share(money: &Money, percent_of: Decimal) -> Option<Money> {
    let amount = percent(money.amount.decimal(), percent_of)?;
    Some(rounded(amount, &money.currency))
}

fn percent(amount: Decimal, percent: Decimal) -> Option<Decimal> {
    amount.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)
}

fn rounded(amount: Decimal, currency: &Currency) -> Money {
    let scale = currency.scale().unwrap_or(2);
    let mut amount = amount.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    amount.rescale(scale);
    Money::new(amount, currency.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_charged_in_the_currency_of_the_deposit() {
        let fee =
            |channel, money: &str| pay_in(channel, &money.parse().unwrap()).unwrap().to_string();
        assert_eq!(fee(Channel::LocalBank, "50000 KHR"), "1000 KHR");
        assert_eq!(fee(Channel::LocalBank, "5.00 USD"), "0.25 USD");
        assert_eq!(fee(Channel::VisaMaster, "10.00 USD"), "0.25 USD");
        assert_eq!(fee(Channel::VisaMaster, "0.20 USD"), "0.01 USD");
        assert_eq!(fee(Channel::VisaMaster, "0.10 USD"), "0.00 USD");
        assert_eq!(fee(Channel::VisaMaster, "4000 KHR"), "100 KHR");
    }
}
