//! Deposit by local card.

use serde::{Serialize, Serializer};

use crate::money::{Currency, Money};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Deposit;
use crate::secret::{self, PaymentToken, PreOrderToken};
use crate::validate::{self, InvalidField};

/// Takes money from a tokenised local card.
///
/// (The gateway's document, "DEPOSIT LOCAL CARD".) Where the answer says `need_verify_trx`, no
/// money has moved until [`ConfirmPayments`](crate::ConfirmPayments) has.
///
/// ```
/// use kess_types::{DepositByLocalCard, Operation};
///
/// let deposit = DepositByLocalCard::new("the-card-token", "5 USD".parse()?);
/// assert!(deposit.validate().is_ok());
/// # Ok::<(), kess_types::InvalidMoney>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct DepositByLocalCard {
    #[serde(serialize_with = "secret::on_the_wire")]
    token: PaymentToken,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "secret::optional")]
    pre_order_token: Option<PreOrderToken>,
    #[serde(flatten)]
    money: Money,
}

impl DepositByLocalCard {
    /// The card's token, and how much.
    pub fn new(token: impl Into<PaymentToken>, money: Money) -> Self {
        Self { token: token.into(), pre_order_token: None, money }
    }

    /// The pre-order that is paid by it.
    pub fn pre_order_token(self, token: impl Into<PreOrderToken>) -> Self {
        Self { pre_order_token: Some(token.into()), ..self }
    }
}

impl Operation for DepositByLocalCard {
    type Response = Deposit;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "deposit_by_local_card",
        position: 12,
        heading: "DEPOSIT LOCAL CARD",
        summary: "Takes money from a tokenised local card.",
        endpoint: Endpoint::DoAction,
        service: "deposit_by_local_card",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("token", Kind::Text, "The card's token.").secret(),
            Field::optional("pre_order_token", Kind::Text, "The pre-order to pay.").secret(),
            Field::required("amount", Kind::Amount, "How much."),
            Field::required("currency", Kind::Currency, "Of what."),
        ],
    };

    fn example() -> Self {
        Self::new("TOKEN", Money::from_minor(500, Currency::Usd)).pre_order_token("PRE_ORDER_TOKEN")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::secret("token", &self.token)?;
        validate::payable("amount", &self.money)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
