//! What can be refused before anything is sent.

use crate::money::Money;
use crate::secret::Expose;

/// A request that the gateway would refuse, or worse, misread.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{field}` {problem}")]
pub struct InvalidField {
    field: &'static str,
    problem: String,
}

impl InvalidField {
    /// A field, by its name on the wire, and what is wrong with it: "must …".
    pub fn new(field: &'static str, problem: impl Into<String>) -> Self {
        Self { field, problem: problem.into() }
    }

    /// The field, by its name on the wire.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What is wrong with it.
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

type Check = Result<(), InvalidField>;

/// Text that the document requires.
pub(crate) fn present(field: &'static str, text: &str) -> Check {
    if text.is_empty() { Err(InvalidField::new(field, "must not be empty")) } else { Ok(()) }
}

/// A secret that the document requires.
pub(crate) fn secret(field: &'static str, secret: &impl Expose) -> Check {
    present(field, secret.expose_text())
}

/// A number on a card or of an account.
pub(crate) fn digits(field: &'static str, secret: &impl Expose, lengths: [usize; 2]) -> Check {
    let [shortest, longest] = lengths;
    let text = secret.expose_text();
    let plausible = (shortest..=longest).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit());
    if plausible {
        return Ok(());
    }
    // The text itself is a secret and stays out of the message.
    Err(InvalidField::new(field, format!("must be {shortest} to {longest} digits")))
}

/// An amount that can be paid: above zero, and no finer than the currency.
pub(crate) fn payable(field: &'static str, money: &Money) -> Check {
    let amount = money.amount.decimal();
    if amount <= rust_decimal::Decimal::ZERO {
        return Err(InvalidField::new(field, format!("must be more than zero, not {amount}")));
    }
    within_scale(field, money)
}

/// A fee: zero or more, and no finer than the currency.
pub(crate) fn fee(field: &'static str, money: &Money) -> Check {
    if money.amount.decimal().is_sign_negative() {
        return Err(InvalidField::new(field, "must not be negative"));
    }
    within_scale(field, money)
}

fn within_scale(field: &'static str, money: &Money) -> Check {
    match money.currency.scale() {
        Some(scale) if money.amount.decimal().normalize().scale() > scale => {
            Err(InvalidField::new(
                field,
                format!(
                    "must have at most {scale} decimal places in {}, not {}",
                    money.currency, money.amount
                ),
            ))
        }
        _ => Ok(()),
    }
}

/// An address that a browser or the gateway is to be sent to.
pub(crate) fn url(field: &'static str, url: &str) -> Check {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plausible = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    if plausible { Ok(()) } else { Err(InvalidField::new(field, "must be an http or https URL")) }
}
