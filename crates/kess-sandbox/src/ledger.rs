//! Double entry: money is never made or lost, it only goes from one account to another.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use kess_types::{Currency, Money, Reference, SellerCode, UserId};
use rust_decimal::Decimal;

/// A place where money is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Account {
    /// Where the opening balance of the merchant's wallet came from. Below zero by as much.
    Equity,
    /// The banks and card schemes outside. Below zero by what payers have deposited.
    Outside,
    /// The gateway's fees.
    Fees,
    /// What a seller has been paid.
    Seller(SellerCode),
    /// What a user can spend.
    Wallet(UserId),
    /// What is blocked in a user's wallet.
    Blocked(UserId),
}

/// One side of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leg {
    /// The account.
    pub account: Account,
    /// What it gains, or what it gives where the amount is below zero.
    pub money: Money,
}

/// A movement of money: two legs or more, which sum to zero in each currency.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Its reference, which no other entry has.
    pub reference: Reference,
    /// What it was for: the name of an operation, most of the time.
    pub purpose: &'static str,
    /// Its legs.
    pub legs: Vec<Leg>,
}

/// Accounts, their balances, and every entry that made them.
///
/// Its [`Display`](fmt::Display) is a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    balances: BTreeMap<Account, Vec<Money>>,
    entries: Vec<Entry>,
    references: BTreeSet<Reference>,
}

/// An entry that is not in the ledger yet. Its legs sum to zero, whoever made them.
#[derive(Clone, Debug)]
pub(crate) struct Posting {
    purpose: &'static str,
    legs: Vec<Leg>,
}

/// Why an entry cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unposted {
    /// The account would fall below zero.
    #[error("{account} holds {held}, which is less than {wanted}")]
    Insufficient { account: Account, held: Money, wanted: Money },
    /// A defect of the caller's.
    #[error("the legs of `{0}` do not sum to zero")]
    Unbalanced(&'static str),
    /// A defect of the caller's.
    #[error("the reference {0} is taken")]
    Repeated(Reference),
    /// More money than there are digits for.
    #[error("the amount is too large")]
    TooLarge,
}

impl Posting {
    /// Takes the legs; those of nothing are dropped.
    pub(crate) fn new(purpose: &'static str, legs: Vec<Leg>) -> Result<Self, Unposted> {
        let legs: Vec<Leg> =
            legs.into_iter().filter(|leg| !leg.money.amount.decimal().is_zero()).collect();
        for leg in &legs {
            if sum(&legs, &leg.money.currency)? != Decimal::ZERO {
                return Err(Unposted::Unbalanced(purpose));
            }
        }
        Ok(Self { purpose, legs })
    }

    /// All of it from one account to another.
    pub(crate) fn between(
        purpose: &'static str,
        from: Account,
        to: Account,
        money: &Money,
    ) -> Result<Self, Unposted> {
        Self::new(purpose, vec![Leg::gives(from, money), Leg::gains(to, money)])
    }
}

impl Leg {
    pub(crate) fn gains(account: Account, money: &Money) -> Self {
        Self { account, money: money.clone() }
    }

    pub(crate) fn gives(account: Account, money: &Money) -> Self {
        let money = Money::new(-money.amount.decimal(), money.currency.clone());
        Self { account, money }
    }
}

fn sum(legs: &[Leg], currency: &Currency) -> Result<Decimal, Unposted> {
    legs.iter()
        .filter(|leg| leg.money.currency == *currency)
        .try_fold(Decimal::ZERO, |sum, leg| sum.checked_add(leg.money.amount.decimal()))
        .ok_or(Unposted::TooLarge)
}

impl Account {
    /// The outside world gives what it likes; everyone else only what they have.
    fn may_fall_below_zero(&self) -> bool {
        matches!(self, Self::Equity | Self::Outside)
    }
}

impl Ledger {
    /// Every account that has ever had an entry, with its balances, one for each currency.
    pub fn accounts(&self) -> impl ExactSizeIterator<Item = (&Account, &[Money])> {
        self.balances.iter().map(|(account, balances)| (account, balances.as_slice()))
    }

    /// What an account holds of a currency.
    pub fn balance(&self, account: &Account, currency: &Currency) -> Money {
        self.balances
            .get(account)
            .and_then(|held| held.iter().find(|money| money.currency == *currency))
            .cloned()
            .unwrap_or_else(|| Money::from_minor(0, currency.clone()))
    }

    /// Every entry, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether every entry sums to zero, and the balances are what the entries make them.
    pub fn is_balanced(&self) -> bool {
        let mut replayed = Self::default();
        for Entry { purpose, legs, .. } in &self.entries {
            let Ok(posting) = Posting::new(purpose, legs.clone()) else {
                return false;
            };
            let Ok(balances) = replayed.after(&posting) else {
                return false;
            };
            for (account, money) in balances {
                replayed.set(account, money);
            }
        }
        replayed.balances == self.balances
    }

    /// Whether the posting can be made: every account has what it gives.
    pub(crate) fn admits(&self, posting: &Posting) -> Result<(), Unposted> {
        self.after(posting).map(drop)
    }

    /// Makes an entry, or changes nothing.
    pub(crate) fn post(&mut self, reference: Reference, posting: Posting) -> Result<(), Unposted> {
        if self.references.contains(&reference) {
            return Err(Unposted::Repeated(reference));
        }
        for (account, money) in self.after(&posting)? {
            self.set(account, money);
        }
        self.references.insert(reference.clone());
        self.entries.push(Entry { reference, purpose: posting.purpose, legs: posting.legs });
        Ok(())
    }

    /// The balances that the posting changes, as they will be. An account that has several legs
    /// is judged by what remains in the end.
    fn after(&self, posting: &Posting) -> Result<Vec<(Account, Money)>, Unposted> {
        let mut changed: Vec<(Account, Money)> = Vec::new();
        for Leg { account, money } in &posting.legs {
            let place = changed
                .iter()
                .position(|(known, held)| known == account && held.currency == money.currency);
            let held = match place.and_then(|place| changed.get(place)) {
                Some((_, held)) => held.clone(),
                None => self.balance(account, &money.currency),
            };
            let amount = held
                .amount
                .decimal()
                .checked_add(money.amount.decimal())
                .ok_or(Unposted::TooLarge)?;
            let held = Money::new(amount, money.currency.clone());
            match place.and_then(|place| changed.get_mut(place)) {
                Some((_, known)) => *known = held,
                None => changed.push((account.clone(), held)),
            }
        }
        for (account, remaining) in &changed {
            let amount = remaining.amount.decimal();
            if amount < Decimal::ZERO && !account.may_fall_below_zero() {
                let held = self.balance(account, &remaining.currency);
                let wanted = held.amount.decimal().checked_sub(amount);
                let wanted = wanted.ok_or(Unposted::TooLarge)?;
                return Err(Unposted::Insufficient {
                    account: account.clone(),
                    wanted: Money::new(wanted, remaining.currency.clone()),
                    held,
                });
            }
        }
        Ok(changed)
    }

    fn set(&mut self, account: Account, money: Money) {
        let balances = self.balances.entry(account).or_default();
        match balances.iter_mut().find(|held| held.currency == money.currency) {
            Some(held) => *held = money,
            None => {
                balances.push(money);
                balances.sort_by(|a, b| a.currency.code().cmp(b.currency.code()));
            }
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equity => f.pad("equity"),
            Self::Outside => f.pad("outside"),
            Self::Fees => f.pad("fees"),
            Self::Seller(code) => f.pad(&format!("seller {code}")),
            Self::Wallet(user) => f.pad(&format!("wallet {user}")),
            Self::Blocked(user) => f.pad(&format!("blocked {user}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn wallet(id: u64) -> Account {
        Account::Wallet(id.into())
    }

    fn funded() -> Ledger {
        let mut ledger = Ledger::default();
        let opening =
            Posting::between("opening", Account::Equity, wallet(1), &money("10.00 USD")).unwrap();
        ledger.post("TR-0".into(), opening).unwrap();
        ledger
    }

    #[test]
    fn legs_that_do_not_sum_to_zero_are_no_posting() {
        let legs = vec![
            Leg::gives(wallet(1), &money("1.00 USD")),
            Leg::gains(wallet(2), &money("4000 KHR")),
        ];
        assert_eq!(Posting::new("exchange", legs).unwrap_err(), Unposted::Unbalanced("exchange"));
    }

    #[test]
    fn nobody_gives_what_they_do_not_have() {
        let mut ledger = funded();
        let before = ledger.clone();
        let posting = Posting::between("x", wallet(1), wallet(2), &money("10.01 USD")).unwrap();
        let refused = ledger.post("TR-1".into(), posting).unwrap_err();
        assert_eq!(refused.to_string(), "wallet 1 holds 10.00 USD, which is less than 10.01 USD");
        assert_eq!(ledger, before);
    }

    #[test]
    fn several_legs_of_an_account_count_together() {
        let mut ledger = funded();
        let legs = vec![
            Leg::gives(wallet(1), &money("12.00 USD")),
            Leg::gains(wallet(2), &money("9.00 USD")),
            Leg::gains(wallet(1), &money("3.00 USD")),
        ];
        let posting = Posting::new("commission", legs).unwrap();
        ledger.post("TR-1".into(), posting).unwrap();
        assert_eq!(ledger.balance(&wallet(1), &Currency::Usd), money("1.00 USD"));
        assert!(ledger.is_balanced());
    }

    #[test]
    fn a_reference_is_taken_once() {
        let mut ledger = funded();
        let posting = Posting::between("x", wallet(1), wallet(2), &money("1.00 USD")).unwrap();
        ledger.post("TR-1".into(), posting.clone()).unwrap();
        assert_eq!(ledger.post("TR-1".into(), posting), Err(Unposted::Repeated("TR-1".into())));
    }

    #[test]
    fn more_than_there_are_digits_for_is_refused() {
        let mut ledger = Ledger::default();
        let most = Money::new(Decimal::MAX, Currency::Khr);
        let posting = Posting::between("x", Account::Outside, wallet(1), &most).unwrap();
        ledger.post("TR-1".into(), posting.clone()).unwrap();
        assert_eq!(ledger.post("TR-2".into(), posting), Err(Unposted::TooLarge));
        assert!(ledger.is_balanced());
    }

    #[test]
    fn a_ledger_that_was_tampered_with_is_not_balanced() {
        let mut ledger = funded();
        ledger.set(wallet(1), money("11.00 USD"));
        assert!(!ledger.is_balanced());
    }
}
