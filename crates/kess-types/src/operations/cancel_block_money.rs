//! Cancel blocked money.

use serde::{Serialize, Serializer};

use crate::ids::Reference;
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Nothing;
use crate::validate::{self, InvalidField};

/// Frees money that was blocked.
///
/// (The gateway's document, "CANCEL BLOCKED MONEY".)
///
/// ```
/// use kess_types::{CancelBlockMoney, Operation};
///
/// assert!(CancelBlockMoney::new("TR2007-98816440081055770").validate().is_ok());
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct CancelBlockMoney {
    transaction_ref: Reference,
}

impl CancelBlockMoney {
    /// The reference that [`BlockMoney`](crate::BlockMoney) returned.
    pub fn new(transaction_ref: impl Into<Reference>) -> Self {
        Self { transaction_ref: transaction_ref.into() }
    }
}

impl Operation for CancelBlockMoney {
    type Response = Nothing;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "cancel_block_money",
        position: 17,
        heading: "CANCEL BLOCKED MONEY",
        summary: "Frees money that was blocked.",
        endpoint: Endpoint::DoAction,
        service: "cancel_block_money",
        effect: Effect::MovesMoney,
        fields: &[Field::required("transaction_ref", Kind::Text, "The hold's reference.")],
    };

    fn example() -> Self {
        Self::new("TR2007-98816440081055770")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("transaction_ref", self.transaction_ref.as_str())
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
