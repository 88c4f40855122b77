//! The ledger for people to look at.

use std::fmt::{self, Write as _};

use kess_types::{Currency, Money};
use rust_decimal::Decimal;

use super::{Entry, Ledger};

const CURRENCIES: [Currency; 2] = [Currency::Khr, Currency::Usd];

/// Wide enough for a reference, and for every account but those of very long names.
const NAME: usize = 24;

const AMOUNT: usize = 16;

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self
            .accounts()
            .map(|(account, _)| account.to_string().len() + 2)
            .max()
            .unwrap_or_default()
            .max(NAME);
        row(f, name, "account", |currency| currency.code().to_owned())?;
        for (account, _) in self.accounts() {
            row(f, name, &account.to_string(), |currency| {
                self.balance(account, currency).amount.to_string()
            })?;
        }
        row(f, name, "total", |currency| self.total(currency))?;
        for Entry { reference, purpose, legs } in self.entries() {
            write!(f, "\n{reference}  {purpose}\n")?;
            for leg in legs {
                row(f, name, &format!("  {}", leg.account), |currency| {
                    if leg.money.currency == *currency {
                        leg.money.amount.to_string()
                    } else {
                        String::new()
                    }
                })?;
            }
        }
        Ok(())
    }
}

impl Ledger {
    fn total(&self, currency: &Currency) -> String {
        let mut amounts =
            self.accounts().map(|(account, _)| self.balance(account, currency).amount.decimal());
        let total = amounts.try_fold(Decimal::ZERO, Decimal::checked_add);
        let zero = Money::from_minor(0, currency.clone()).amount;
        match total {
            Some(total) if total.is_zero() => zero.to_string(),
            Some(total) => total.to_string(),
            None => "too large".to_owned(),
        }
    }
}

fn row(
    f: &mut fmt::Formatter<'_>,
    name_width: usize,
    name: &str,
    amount: impl Fn(&Currency) -> String,
) -> fmt::Result {
    let mut line = format!("{name:<name_width$}");
    for currency in &CURRENCIES {
        write!(line, "{:>AMOUNT$}", amount(currency))?;
    }
    writeln!(f, "{}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Account, Ledger, Leg, Posting};

    #[test]
    fn the_table_is_aligned() {
        let mut ledger = Ledger::default();
        let dollars = "5206.23 USD".parse().unwrap();
        let riel = "20000000 KHR".parse().unwrap();
        let wallet = || Account::Wallet(219.into());
        let legs = vec![
            Leg::gives(Account::Equity, &dollars),
            Leg::gains(wallet(), &dollars),
            Leg::gives(Account::Equity, &riel),
            Leg::gains(wallet(), &riel),
        ];
        let posting = Posting::new("opening balance", legs).unwrap();
        ledger.post("TR2011-1".into(), posting).unwrap();
        assert_eq!(
            ledger.to_string(),
            "\
account                              KHR             USD
equity                         -20000000        -5206.23
wallet 219                      20000000         5206.23
total                                  0            0.00

TR2011-1  opening balance
  equity                                        -5206.23
  wallet 219                                     5206.23
  equity                       -20000000
  wallet 219                    20000000
"
        );
    }
}
