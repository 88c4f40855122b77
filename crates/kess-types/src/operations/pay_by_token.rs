//! Pay by token.

use serde::{Serialize, Serializer};

use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Receipt;
use crate::secret::{self, PreOrderToken};
use crate::validate::{self, InvalidField};

/// Pays a pre-order from the merchant's wallet.
///
/// (The gateway's document, "PAY BY TOKEN". The document prints the service of another operation
/// here; `pay_by_token` is our reading, and a client can be told another name.)
///
/// ```
/// use kess_types::{Operation, PayByToken};
///
/// assert!(PayByToken::new("the-pre-order-token").validate().is_ok());
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct PayByToken {
    #[serde(serialize_with = "secret::on_the_wire")]
    pre_order_token: PreOrderToken,
}

impl PayByToken {
    /// The token that [`GeneratePreOrderToken`](crate::GeneratePreOrderToken) returned.
    pub fn new(pre_order_token: impl Into<PreOrderToken>) -> Self {
        Self { pre_order_token: pre_order_token.into() }
    }
}

impl Operation for PayByToken {
    type Response = Receipt;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "pay_by_token",
        position: 6,
        heading: "PAY BY TOKEN",
        summary: "Pays a pre-order from the merchant's wallet.",
        endpoint: Endpoint::DoAction,
        service: "pay_by_token",
        effect: Effect::MovesMoney,
        fields: &[Field::required("pre_order_token", Kind::Text, "The pre-order to pay.").secret()],
    };

    fn example() -> Self {
        Self::new("TOKEN")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::secret("pre_order_token", &self.pre_order_token)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
