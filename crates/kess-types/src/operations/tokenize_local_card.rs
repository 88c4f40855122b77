//! Tokenise a local card.

use serde::{Serialize, Serializer};

use crate::ids::{BankId, UserId};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::CardToken;
use crate::secret::{self, CardNumber, HolderName};
use crate::validate::{self, InvalidField};

/// Turns a card of a Cambodian bank into a token to deposit with.
///
/// (The gateway's document, "TOKENIZE", "LOCAL CARD".) The holder's name and the card number go
/// out encrypted.
///
/// ```
/// use kess_types::{Operation, TokenizeLocalCard};
///
/// let card = TokenizeLocalCard::new("308", "SOK SAN", "4", "9704 0000 0000 0018");
/// assert!(card.validate().is_ok());
/// assert!(!format!("{card:?}").contains("9704"));
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct TokenizeLocalCard {
    user_id: UserId,
    #[serde(serialize_with = "secret::on_the_wire")]
    holder_name: HolderName,
    bank_id: BankId,
    #[serde(rename = "bank_code", serialize_with = "secret::on_the_wire")]
    card_number: CardNumber,
}

impl TokenizeLocalCard {
    /// The user who owns the card, the name on it, its bank, and its number.
    pub fn new(
        user_id: impl Into<UserId>,
        holder_name: impl Into<HolderName>,
        bank_id: impl Into<BankId>,
        card_number: impl Into<CardNumber>,
    ) -> Self {
        Self {
            user_id: user_id.into(),
            holder_name: holder_name.into(),
            bank_id: bank_id.into(),
            card_number: card_number.into(),
        }
    }
}

impl Operation for TokenizeLocalCard {
    type Response = CardToken;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "tokenize_local_card",
        position: 9,
        heading: "TOKENIZE, LOCAL CARD",
        summary: "Turns a card of a Cambodian bank into a token.",
        endpoint: Endpoint::DoAction,
        service: "tokenize_local_card",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("user_id", Kind::Id, "The user who owns the card."),
            Field::required("holder_name", Kind::Text, "The name on the card.").sealed(),
            Field::required("bank_id", Kind::Id, "The bank of the card."),
            Field::required("bank_code", Kind::Text, "The card number.").sealed(),
        ],
    };

    fn example() -> Self {
        Self::new("308", "SOK SAN", "4", "9704000000000018")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("user_id", self.user_id.as_str())?;
        validate::secret("holder_name", &self.holder_name)?;
        validate::present("bank_id", self.bank_id.as_str())?;
        validate::digits("bank_code", &self.card_number, [8, 19])
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
