//! Confirm a payment.

use serde::{Serialize, Serializer};

use crate::ids::UserId;
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Nothing;
use crate::secret::{self, ConfirmationCode, PaymentToken};
use crate::validate::{self, InvalidField};

/// Confirms a deposit with what the payer has received or knows: the money moves.
///
/// (The gateway's document, "CONFIRM PAYMENT".)
///
/// ```
/// use kess_types::{ConfirmPayments, Operation};
///
/// let confirmation = ConfirmPayments::new("308", "the-deposit's-token", "123456");
/// assert!(confirmation.validate().is_ok());
/// assert!(!format!("{confirmation:?}").contains("123456"));
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct ConfirmPayments {
    user_id: UserId,
    #[serde(serialize_with = "secret::on_the_wire")]
    token: PaymentToken,
    #[serde(serialize_with = "secret::on_the_wire")]
    password: ConfirmationCode,
}

impl ConfirmPayments {
    /// The user who pays, the token that the deposit returned, and the payer's one-time password,
    /// soft token or password.
    pub fn new(
        user_id: impl Into<UserId>,
        token: impl Into<PaymentToken>,
        password: impl Into<ConfirmationCode>,
    ) -> Self {
        Self { user_id: user_id.into(), token: token.into(), password: password.into() }
    }
}

impl Operation for ConfirmPayments {
    type Response = Nothing;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "confirm_payments",
        position: 15,
        heading: "CONFIRM PAYMENT",
        summary: "Confirms a deposit: the money moves.",
        endpoint: Endpoint::DoAction,
        service: "confirm_payments",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("user_id", Kind::Id, "The user who pays."),
            Field::required("token", Kind::Text, "The deposit's token.").secret(),
            Field::required("password", Kind::Text, "What the payer confirms with.").secret(),
        ],
    };

    fn example() -> Self {
        Self::new("308", "TOKEN", "PASSWORD")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("user_id", self.user_id.as_str())?;
        validate::secret("token", &self.token)?;
        validate::secret("password", &self.password)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
