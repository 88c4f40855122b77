//! Tokenise a Visa or Mastercard card.

use serde::{Serialize, Serializer};

use crate::ids::UserId;
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::CardToken;
use crate::secret::{self, CardNumber, HolderName, SecurityCode};
use crate::text::trimmed;
use crate::validate::{self, InvalidField};

/// Turns a Visa or Mastercard card into a token to deposit with.
///
/// (The gateway's document, "TOKENIZE", "VISA/MASTER".) The holder's name, the card number and the
/// security code go out encrypted.
///
/// ```
/// use kess_types::{Expiry, Operation, TokenizeVisaMaster};
///
/// let card = TokenizeVisaMaster::new(
///     "308",
///     "4162 2102 0004 1730",
///     "123",
///     Expiry::new(2, 2030)?,
///     "SOK SAN",
/// );
/// assert!(card.validate().is_ok());
/// assert!(!format!("{card:?}").contains("4162"));
/// # Ok::<(), kess_types::InvalidField>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct TokenizeVisaMaster {
    user_id: UserId,
    #[serde(rename = "sourceOfFunds", serialize_with = "SourceOfFunds::serialize")]
    source_of_funds: SourceOfFunds,
    #[serde(serialize_with = "secret::on_the_wire")]
    holder_name: HolderName,
}

#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
struct SourceOfFunds {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(serialize_with = "Card::serialize")]
    card: Card,
}

#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
struct Card {
    #[serde(serialize_with = "secret::on_the_wire")]
    number: CardNumber,
    #[serde(rename = "securityCode", serialize_with = "secret::on_the_wire")]
    security_code: SecurityCode,
    expiry: Expiry,
}

/// The month in which a card expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expiry {
    month: String,
    year: String,
}

impl Expiry {
    /// A month from 1 to 12, and a year of four digits.
    pub fn new(month: u8, year: u16) -> Result<Self, InvalidField> {
        if !(1..=12).contains(&month) {
            let problem = format!("must be 1 to 12, not {month}");
            return Err(InvalidField::new("sourceOfFunds.card.expiry.month", problem));
        }
        if !(2000..=2999).contains(&year) {
            let problem = format!("must be a year of four digits, not {year}");
            return Err(InvalidField::new("sourceOfFunds.card.expiry.year", problem));
        }
        Ok(Self { month: format!("{month:02}"), year: year.to_string() })
    }
}

impl TokenizeVisaMaster {
    /// The user who owns the card, its number, security code and expiry, and the name on it.
    pub fn new(
        user_id: impl Into<UserId>,
        number: impl Into<CardNumber>,
        security_code: impl Into<SecurityCode>,
        expiry: Expiry,
        holder_name: impl Into<HolderName>,
    ) -> Self {
        let card = Card { number: number.into(), security_code: security_code.into(), expiry };
        Self {
            user_id: user_id.into(),
            source_of_funds: SourceOfFunds { kind: Some("CARD".into()), card },
            holder_name: holder_name.into(),
        }
    }

    /// The `sourceOfFunds.type` to send instead of `CARD`: the document requires one, and its own
    /// example has none.
    pub fn source_type(mut self, kind: impl Into<String>) -> Self {
        self.source_of_funds.kind = Some(trimmed(kind));
        self
    }

    /// Sends no `sourceOfFunds.type`, as in the document's example.
    pub fn without_source_type(mut self) -> Self {
        self.source_of_funds.kind = None;
        self
    }
}

impl Operation for TokenizeVisaMaster {
    type Response = CardToken;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "tokenize_visa_master",
        position: 11,
        heading: "TOKENIZE, VISA/MASTER",
        summary: "Turns a Visa or Mastercard card into a token.",
        endpoint: Endpoint::DoAction,
        service: "tokenize_visa_master",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("user_id", Kind::Id, "The user who owns the card."),
            Field::optional("sourceOfFunds.type", Kind::Text, "The kind of source: CARD."),
            Field::required("sourceOfFunds.card.number", Kind::Text, "The card number.").sealed(),
            Field::required("sourceOfFunds.card.securityCode", Kind::Text, "The security code.")
                .sealed(),
            Field::required("sourceOfFunds.card.expiry.month", Kind::Text, "01 to 12."),
            Field::required("sourceOfFunds.card.expiry.year", Kind::Text, "Four digits."),
            Field::required("holder_name", Kind::Text, "The name on the card.").sealed(),
        ],
    };

    fn example() -> Self {
        let expiry = Expiry { month: "02".into(), year: "2030".into() };
        Self::new("308", "4162210200041730", "123", expiry, "SOK SAN")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        let card = &self.source_of_funds.card;
        validate::present("user_id", self.user_id.as_str())?;
        validate::digits("sourceOfFunds.card.number", &card.number, [12, 19])?;
        validate::digits("sourceOfFunds.card.securityCode", &card.security_code, [3, 4])?;
        validate::secret("holder_name", &self.holder_name)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
