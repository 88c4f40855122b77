//! A request that has passed the gate: every parameter checked, opened and of its type.

use std::collections::BTreeMap;
use std::time::SystemTime;

use kess_sign::Secret;
use kess_types::{Currency, Money, OperationInfo};
use rust_decimal::Decimal;

use crate::refusal::Refusal;

/// A request to an operation.
pub(crate) struct Request<'a> {
    pub(crate) operation: &'static OperationInfo,
    pub(crate) fields: Fields,
    pub(crate) now: SystemTime,
    /// Scheme, host and port of the sandbox, for the addresses that an answer holds.
    pub(crate) origin: &'a str,
}

/// The parameters that were given and that the operation knows, by path.
#[derive(Default)]
pub(crate) struct Fields(BTreeMap<&'static str, Given>);

/// A parameter.
pub(crate) enum Given {
    /// Text of any kind, ids included. Some of it is secret, so all of it is treated so.
    Text(Secret),
    Amount(Decimal),
    Currency(Currency),
    Percent(Decimal),
    Integer(u64),
}

impl Fields {
    pub(crate) fn insert(&mut self, path: &'static str, given: Given) {
        self.0.insert(path, given);
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Given> {
        self.0.get(path)
    }

    pub(crate) fn get_mut(&mut self, path: &str) -> Option<&mut Given> {
        self.0.get_mut(path)
    }
}

/// What the gate lets through has what is required; asking for it as if it could be missing keeps
/// a mistake in the table of operations from bringing the sandbox down.
impl Request<'_> {
    pub(crate) fn text(&self, path: &str) -> Result<&str, Refusal> {
        self.optional_text(path).ok_or_else(|| Refusal::required(path))
    }

    pub(crate) fn optional_text(&self, path: &str) -> Option<&str> {
        match self.fields.get(path)? {
            Given::Text(text) => Some(text.expose()),
            _ => None,
        }
    }

    pub(crate) fn owned_text(&self, path: &str) -> Option<String> {
        self.optional_text(path).map(str::to_owned)
    }

    pub(crate) fn currency(&self, path: &str) -> Result<Currency, Refusal> {
        match self.fields.get(path) {
            Some(Given::Currency(currency)) => Ok(currency.clone()),
            _ => Err(Refusal::required(path)),
        }
    }

    /// `amount` and `currency`.
    pub(crate) fn money(&self) -> Result<Money, Refusal> {
        self.money_at("amount", "currency")
    }

    pub(crate) fn money_at(&self, amount: &str, currency: &str) -> Result<Money, Refusal> {
        match self.fields.get(amount) {
            Some(Given::Amount(decimal)) => Ok(Money::new(*decimal, self.currency(currency)?)),
            _ => Err(Refusal::required(amount)),
        }
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.fields.get(path).is_some()
    }

    pub(crate) fn percent(&self, path: &str) -> Option<Decimal> {
        match self.fields.get(path)? {
            Given::Percent(percent) => Some(*percent),
            _ => None,
        }
    }

    pub(crate) fn integer(&self, path: &str) -> Option<u64> {
        match self.fields.get(path)? {
            Given::Integer(integer) => Some(*integer),
            _ => None,
        }
    }
}
