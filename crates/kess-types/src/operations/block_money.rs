//! Block money.

use serde::{Deserialize, Serialize, Serializer};

use crate::ids::Reference;
use crate::money::{Currency, Money};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::secret::{self, UserToken};
use crate::text::trimmed;
use crate::validate::{self, InvalidField};

/// Blocks money in a user's wallet: it stays there and cannot be spent.
///
/// (The gateway's document, "BLOCK MONEY".)
///
/// ```
/// use kess_types::{BlockMoney, Operation};
///
/// let hold = BlockMoney::new("the-user's-token", "123 USD".parse()?, "Deposit for room 7");
/// assert!(hold.validate().is_ok());
/// # Ok::<(), kess_types::InvalidMoney>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct BlockMoney {
    #[serde(serialize_with = "secret::on_the_wire")]
    user_token: UserToken,
    #[serde(flatten)]
    money: Money,
    reference: String,
}

impl BlockMoney {
    /// The user's token, how much, and what it is for, in words or by a number of the merchant's.
    pub fn new(
        user_token: impl Into<UserToken>,
        money: Money,
        reference: impl Into<String>,
    ) -> Self {
        Self { user_token: user_token.into(), money, reference: trimmed(reference) }
    }
}

impl Operation for BlockMoney {
    type Response = Hold;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "block_money",
        position: 16,
        heading: "BLOCK MONEY",
        summary: "Blocks money in a user's wallet.",
        endpoint: Endpoint::DoAction,
        service: "block_money",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("user_token", Kind::Text, "The user's token.").secret(),
            Field::required("amount", Kind::Amount, "How much."),
            Field::required("currency", Kind::Currency, "Of what."),
            Field::required("reference", Kind::Text, "What it is for."),
        ],
    };

    fn example() -> Self {
        Self::new("TOKEN", Money::from_minor(12300, Currency::Usd), "Desc...")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::secret("user_token", &self.user_token)?;
        validate::payable("amount", &self.money)?;
        validate::present("reference", &self.reference)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// Money that is blocked.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Hold {
    /// The gateway's reference, to cancel it by.
    pub transaction_ref: Reference,
}
