//! Transfer from wallet to wallet.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::ids::UserId;
use crate::money::{Currency, Money};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Receipt;
use crate::validate::{self, InvalidField};

/// Moves balance from one user's wallet to another's.
///
/// (The gateway's document, "TRANSFER".)
///
/// ```
/// use kess_types::{Operation, Transfer};
///
/// let transfer = Transfer::new("219", "308", "10.50 USD".parse()?).fees("0.05 USD".parse()?);
/// assert!(transfer.validate().is_ok());
/// # Ok::<(), kess_types::InvalidMoney>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct Transfer {
    from_user_id: UserId,
    to_user_id: UserId,
    #[serde(flatten)]
    money: Money,
    #[serde(flatten, serialize_with = "fees")]
    fees: Option<Money>,
}

impl Transfer {
    /// Who is debited, who is credited, and how much.
    pub fn new(
        from_user_id: impl Into<UserId>,
        to_user_id: impl Into<UserId>,
        money: Money,
    ) -> Self {
        Self { from_user_id: from_user_id.into(), to_user_id: to_user_id.into(), money, fees: None }
    }

    /// A fee that the merchant takes of the transfer.
    pub fn fees(self, fees: Money) -> Self {
        Self { fees: Some(fees), ..self }
    }
}

/// Both fields or neither: the document requires the currency where there is an amount.
fn fees<S: Serializer>(fees: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    if let Some(Money { amount, currency }) = fees {
        map.serialize_entry("fees_amount", amount)?;
        map.serialize_entry("fees_currency", currency)?;
    }
    map.end()
}

impl Operation for Transfer {
    type Response = Receipt;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "transfer",
        position: 7,
        heading: "TRANSFER",
        summary: "Moves balance from one user's wallet to another's.",
        endpoint: Endpoint::DoAction,
        service: "transfer",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("from_user_id", Kind::Id, "Who is debited."),
            Field::required("to_user_id", Kind::Id, "Who is credited."),
            Field::required("amount", Kind::Amount, "How much."),
            Field::required("currency", Kind::Currency, "Of what."),
            Field::optional("fees_amount", Kind::Amount, "A fee; with fees_currency."),
            Field::optional("fees_currency", Kind::Currency, "Its currency; with fees_amount."),
        ],
    };

    fn example() -> Self {
        Self::new("219", "308", Money::from_minor(1000, Currency::Usd))
            .fees(Money::from_minor(5, Currency::Usd))
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("from_user_id", self.from_user_id.as_str())?;
        validate::present("to_user_id", self.to_user_id.as_str())?;
        if self.from_user_id == self.to_user_id {
            return Err(InvalidField::new("to_user_id", "must not be the user who is debited"));
        }
        validate::payable("amount", &self.money)?;
        self.fees.as_ref().map_or(Ok(()), |fees| validate::fee("fees_amount", fees))
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
