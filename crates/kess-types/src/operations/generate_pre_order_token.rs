//! Generate a pre-order token.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, Serializer};

use crate::ids::{OutTradeNo, SellerCode};
use crate::lenient;
use crate::money::{Amount, Currency, Money};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::secret::PreOrderToken;
use crate::text::trimmed;
use crate::validate::{self, InvalidField};

/// Registers an order to be paid, and returns the token and the page to pay it by.
///
/// (The gateway's document, "GENERATE PREORDER TOKEN".)
///
/// The gateway refuses a second order with the same `out_trade_no`, so a repeat never makes two.
///
/// ```
/// use kess_types::{GeneratePreOrderToken, Operation};
///
/// let order = GeneratePreOrderToken::new("order-1", "S001", "Coffee", "2.50 USD".parse()?)
///     .redirect_url("https://shop.example/paid")
///     .commission_rate(5);
/// assert!(order.validate().is_ok());
/// # Ok::<(), kess_types::InvalidMoney>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct GeneratePreOrderToken {
    out_trade_no: OutTradeNo,
    seller_code: SellerCode,
    description: String,
    #[serde(flatten)]
    money: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call_back_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commission_rate: Option<Amount>,
}

impl GeneratePreOrderToken {
    /// The merchant's own unique number of the order, the seller, what it is for, and the price.
    pub fn new(
        out_trade_no: impl Into<OutTradeNo>,
        seller_code: impl Into<SellerCode>,
        description: impl Into<String>,
        money: Money,
    ) -> Self {
        Self {
            out_trade_no: out_trade_no.into(),
            seller_code: seller_code.into(),
            description: trimmed(description),
            money,
            redirect_url: None,
            call_back_url: None,
            commission_rate: None,
        }
    }

    /// Where the payer's browser is sent after a card payment is confirmed, with the result in the
    /// query: see [`UnverifiedResult`](crate::UnverifiedResult).
    pub fn redirect_url(self, url: impl Into<String>) -> Self {
        Self { redirect_url: Some(trimmed(url)), ..self }
    }

    /// Where the gateway posts a notification of its own.
    pub fn call_back_url(self, url: impl Into<String>) -> Self {
        Self { call_back_url: Some(trimmed(url)), ..self }
    }

    /// The merchant's commission, in percent: `5` is five in a hundred.
    pub fn commission_rate(self, percent: impl Into<Amount>) -> Self {
        Self { commission_rate: Some(percent.into()), ..self }
    }
}

impl Operation for GeneratePreOrderToken {
    type Response = PreOrder;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "generate_pre_order_token",
        position: 3,
        heading: "GENERATE PREORDER TOKEN",
        summary: "Registers an order to be paid.",
        endpoint: Endpoint::DoAction,
        service: "generate_pre_order_token",
        effect: Effect::Keyed,
        fields: &[
            Field::required("out_trade_no", Kind::Text, "The merchant's unique order number.")
                .key(),
            Field::required("seller_code", Kind::Text, "The seller."),
            Field::required("description", Kind::Text, "What the order is for."),
            Field::required("amount", Kind::Amount, "The price."),
            Field::required("currency", Kind::Currency, "The currency of the price."),
            Field::optional("redirect_url", Kind::Url, "Where the payer's browser is sent after."),
            Field::optional("call_back_url", Kind::Url, "Where the gateway posts a notification."),
            Field::optional("commission_rate", Kind::Percent, "The merchant's commission."),
        ],
    };

    fn example() -> Self {
        Self::new(
            "YOUR_UNIQUE_ID",
            "SELLER_CODE",
            "description...",
            Money::from_minor(100, Currency::Usd),
        )
        .redirect_url("https://callbackurl.test")
        .call_back_url("https://callbackurl.test/notify")
        .commission_rate(5)
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("out_trade_no", self.out_trade_no.as_str())?;
        validate::present("seller_code", self.seller_code.as_str())?;
        validate::present("description", &self.description)?;
        validate::payable("amount", &self.money)?;
        if let Some(url) = &self.redirect_url {
            validate::url("redirect_url", url)?;
        }
        if let Some(url) = &self.call_back_url {
            validate::url("call_back_url", url)?;
        }
        match self.commission_rate.map(Amount::decimal) {
            Some(rate) if rate < Decimal::ZERO || rate > Decimal::ONE_HUNDRED => {
                Err(InvalidField::new(
                    "commission_rate",
                    format!("must be 0 to 100 percent, not {rate}"),
                ))
            }
            _ => Ok(()),
        }
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// An order that can be paid.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct PreOrder {
    /// The token that deposits and [`PayByToken`](crate::PayByToken) take.
    pub pre_order_token: PreOrderToken,
    /// The page on which a payer can pay it.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub pre_order_url: Option<String>,
}
