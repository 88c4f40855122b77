//! Deposit by Visa or Mastercard.

use serde::{Serialize, Serializer};

use crate::ids::UserId;
use crate::money::{Currency, Money};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Deposit;
use crate::secret::{self, PaymentToken, PreOrderToken, SecurityCode};
use crate::validate::{self, InvalidField};

/// Takes money from a tokenised Visa or Mastercard card.
///
/// (The gateway's document, "DEPOSIT VISA / MASTER".) The security code goes out encrypted. Where
/// the answer holds `html_confirm_payment`, it must run in the payer's browser; no money has moved
/// until the payer has confirmed.
///
/// ```
/// use kess_types::{DepositByVisaMaster, Operation};
///
/// let deposit = DepositByVisaMaster::new("123", "the-card-token", "1 USD".parse()?);
/// assert!(deposit.validate().is_ok());
/// # Ok::<(), kess_types::InvalidMoney>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct DepositByVisaMaster {
    #[serde(serialize_with = "secret::on_the_wire")]
    security_code: SecurityCode,
    #[serde(serialize_with = "secret::on_the_wire")]
    token: PaymentToken,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "secret::optional")]
    pre_order_token: Option<PreOrderToken>,
    #[serde(flatten)]
    money: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<UserId>,
}

impl DepositByVisaMaster {
    /// The card's security code and token, and how much.
    pub fn new(
        security_code: impl Into<SecurityCode>,
        token: impl Into<PaymentToken>,
        money: Money,
    ) -> Self {
        Self {
            security_code: security_code.into(),
            token: token.into(),
            pre_order_token: None,
            money,
            user_id: None,
        }
    }

    /// The pre-order that is paid by it.
    pub fn pre_order_token(self, token: impl Into<PreOrderToken>) -> Self {
        Self { pre_order_token: Some(token.into()), ..self }
    }

    /// The user whose wallet is credited.
    pub fn user_id(self, user_id: impl Into<UserId>) -> Self {
        Self { user_id: Some(user_id.into()), ..self }
    }
}

impl Operation for DepositByVisaMaster {
    type Response = Deposit;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "deposit_by_visa_master",
        position: 14,
        heading: "DEPOSIT VISA / MASTER",
        summary: "Takes money from a tokenised Visa or Mastercard card.",
        endpoint: Endpoint::DoAction,
        service: "deposit_by_visa_master",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("security_code", Kind::Text, "The card's security code.").sealed(),
            Field::required("token", Kind::Text, "The card's token.").secret(),
            Field::optional("pre_order_token", Kind::Text, "The pre-order to pay.").secret(),
            Field::required("amount", Kind::Amount, "How much."),
            Field::required("currency", Kind::Currency, "Of what."),
            Field::optional("user_id", Kind::Id, "The user whose wallet is credited."),
        ],
    };

    fn example() -> Self {
        Self::new("123", "TOKEN", Money::from_minor(100, Currency::Usd))
            .pre_order_token("PRE_ORDER_TOKEN")
            .user_id("308")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::digits("security_code", &self.security_code, [3, 4])?;
        validate::secret("token", &self.token)?;
        validate::payable("amount", &self.money)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
