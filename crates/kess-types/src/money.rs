//! Money: exact decimals, never binary floats.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lenient;

/// A decimal number, exact to the last digit.
///
/// On the wire it is a JSON string in plain decimal notation, digits as they were given: `10.50`
/// stays `10.50`. Numbers and strings are read alike, and `5206.235` comes out as exactly that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

/// A currency.
///
/// KESS settles in riel and US dollars. Any other code is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Currency {
    /// Riel. Whole numbers: no coin or account holds less.
    Khr,
    /// US dollar, two decimal places.
    Usd,
    /// Another code, in upper case.
    Other(String),
}

/// An amount of a currency.
///
/// ```
/// use kess_types::{Currency, Money};
///
/// let price: Money = "10.50 USD".parse()?;
/// assert_eq!(price, Money::from_minor(1050, Currency::Usd));
/// assert_eq!(price.to_string(), "10.50 USD");
/// assert_eq!(Money::from_minor(4000, Currency::Khr).to_string(), "4000 KHR");
/// # Ok::<(), kess_types::InvalidMoney>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub currency: Currency,
}

/// Text that is no amount or no currency.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidMoney {
    /// Not a decimal number, or one of more than 28 digits.
    #[error("`{0}` is not an amount: write it in plain decimals, such as `10.50`")]
    Amount(String),
    /// Not a currency code.
    #[error("`{0}` is not a currency: write its three-letter code, such as `USD`")]
    Currency(String),
    /// An amount without a currency, or the other way round.
    #[error("`{0}` is not money: write the amount and the currency, such as `10.50 USD`")]
    Money(String),
}

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The decimal.
    pub const fn decimal(self) -> Decimal {
        self.0
    }
}

impl Currency {
    /// The code: `KHR`, `USD` …
    pub fn code(&self) -> &str {
        match self {
            Self::Khr => "KHR",
            Self::Usd => "USD",
            Self::Other(code) => code,
        }
    }

    /// How many decimal places an amount of it may have; `None` where that is not known.
    pub const fn scale(&self) -> Option<u32> {
        match self {
            Self::Khr => Some(0),
            Self::Usd => Some(2),
            Self::Other(_) => None,
        }
    }
}

impl Money {
    /// An amount of a currency.
    pub fn new(amount: impl Into<Amount>, currency: Currency) -> Self {
        Self { amount: amount.into(), currency }
    }

    /// A whole number of the currency's smallest unit: cents for US dollars, riel for riel. A
    /// currency whose scale is not known is taken to have two decimal places.
    pub fn from_minor(units: i64, currency: Currency) -> Self {
        let scale = currency.scale().unwrap_or(2);
        Self { amount: Amount(Decimal::new(units, scale)), currency }
    }
}

impl From<Decimal> for Amount {
    fn from(decimal: Decimal) -> Self {
        Self(decimal)
    }
}

impl From<u32> for Amount {
    fn from(whole: u32) -> Self {
        Self(whole.into())
    }
}

impl FromStr for Amount {
    type Err = InvalidMoney;

    fn from_str(text: &str) -> Result<Self, InvalidMoney> {
        exact(text).map(Self).ok_or_else(|| InvalidMoney::Amount(text.to_owned()))
    }
}

/// A decimal, with or without an exponent; nothing where digits would be lost.
fn exact(text: &str) -> Option<Decimal> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Decimal::from_str_exact(text).ok();
    };
    let mantissa = Decimal::from_str_exact(mantissa).ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    if exponent >= 0 {
        // More would take even the smallest decimal beyond the largest.
        let enough = 2 * Decimal::MAX_SCALE as usize + 1;
        let powers = (0..exponent).take(enough);
        return powers
            .into_iter()
            .try_fold(mantissa, |shifted, _| shifted.checked_mul(Decimal::TEN));
    }
    let mut shifted = mantissa;
    shifted.set_scale(mantissa.scale().checked_add(exponent.unsigned_abs())?).ok()?;
    Some(shifted)
}

impl FromStr for Currency {
    type Err = InvalidMoney;

    fn from_str(text: &str) -> Result<Self, InvalidMoney> {
        let code = text.trim().to_ascii_uppercase();
        match code.as_str() {
            "KHR" => Ok(Self::Khr),
            "USD" => Ok(Self::Usd),
            _ if code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic()) => {
                Ok(Self::Other(code))
            }
            _ => Err(InvalidMoney::Currency(text.to_owned())),
        }
    }
}

impl FromStr for Money {
    type Err = InvalidMoney;

    fn from_str(text: &str) -> Result<Self, InvalidMoney> {
        match text.split_whitespace().collect::<Vec<_>>()[..] {
            [amount, currency] => Ok(Self::new(amount.parse::<Amount>()?, currency.parse()?)),
            _ => Err(InvalidMoney::Money(text.to_owned())),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// As the two fields `amount` and `currency`, which is how every operation carries money.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Money", 2)?;
        fields.serialize_field("amount", &self.amount)?;
        fields.serialize_field("currency", &self.currency)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::text(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = lenient::text(deserializer)?;
        // Whatever the gateway calls a currency is kept.
        Ok(text.parse().unwrap_or(Self::Other(text)))
    }
}
