//! What several operations answer alike.

use serde::{Deserialize, Deserializer};

use crate::ids::{Reference, UserId};
use crate::lenient;
use crate::money::Currency;
use crate::secret::PaymentToken;

/// The reference of money that has moved.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Receipt {
    /// The gateway's reference of the transaction.
    pub reference: Reference,
}

/// The token that stands for a card from now on.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct CardToken {
    /// The token; deposits take it. Keep it as you would keep the card.
    pub token: PaymentToken,
}

/// A deposit that the gateway has taken on.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Deposit {
    /// The gateway's reference of the transaction.
    pub reference: Reference,
    /// The token to confirm the payment with.
    #[serde(default)]
    pub token: Option<PaymentToken>,
    /// What the payer confirms with.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub token_type: Option<TokenType>,
    /// Whether the payment must be confirmed before any money moves.
    #[serde(default, deserialize_with = "lenient::boolean")]
    pub need_verify_trx: bool,
    /// HTML to run in the payer's browser or web view to confirm the payment.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub html_confirm_payment: Option<String>,
}

/// What a payer confirms a deposit with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenType {
    /// A one-time password (`1`).
    Otp,
    /// A soft token: anything but `1`, kept as it came.
    SoftToken(String),
}

impl std::str::FromStr for TokenType {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "1" { Self::Otp } else { Self::SoftToken(text.to_owned()) })
    }
}

/// A user under the merchant's company.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// The id that transfers, cards and accounts go by.
    pub id: UserId,
    /// E-mail address.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub email: Option<String>,
    /// Phone number.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub phone_number: Option<String>,
    /// Path of a picture.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub avatar: Option<String>,
    /// When the user was created, `2020-08-02 17:20:42`, in the gateway's time zone.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub created_at: Option<String>,
    /// When the user was changed last, in the gateway's time zone.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub updated_at: Option<String>,
    /// Gender, as it was given.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub gender: Option<String>,
    /// Last name.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub last_name: Option<String>,
    /// Full name; in the document's example it holds the first name.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub full_name: Option<String>,
    /// Address.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub address: Option<String>,
    /// Birthday, `1996-12-01`.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub birthday: Option<String>,
    /// Currency of the user's wallet.
    #[serde(default)]
    pub currency: Option<Currency>,
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// The number of this page, from 1.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub current_page: Option<u64>,
    /// What is on it.
    #[serde(rename = "data", bound(deserialize = "T: serde::de::DeserializeOwned"))]
    #[serde(deserialize_with = "list")]
    pub items: Vec<T>,
    /// The place of its first item, from 1.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub from: Option<u64>,
    /// The place of its last item.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub to: Option<u64>,
    /// The number of the last page.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub last_page: Option<u64>,
    /// How many items a page holds.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub per_page: Option<u64>,
    /// How many items there are on all pages.
    #[serde(default, deserialize_with = "lenient::optional")]
    pub total: Option<u64>,
}

/// A list; where PHP has filtered one, it is a map of numbers to items.
fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    use serde::de::Error as _;
    let raw = Box::<serde_json::value::RawValue>::deserialize(deserializer)?;
    if lenient::is_nothing(&raw) {
        return Ok(Vec::new());
    }
    if raw.get().starts_with('{') {
        let map: std::collections::BTreeMap<u64, T> =
            serde_json::from_str(raw.get()).map_err(D::Error::custom)?;
        return Ok(map.into_values().collect());
    }
    serde_json::from_str(raw.get()).map_err(D::Error::custom)
}

/// An answer that holds nothing, in whichever way PHP prints nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nothing;

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}
