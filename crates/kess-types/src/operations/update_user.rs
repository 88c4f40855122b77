//! Update a user under the merchant's company.

use serde::{Serialize, Serializer};

use crate::date::Date;
use crate::money::Currency;
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::User;
use crate::text::trimmed;
use crate::validate::{self, InvalidField};

/// Changes the user who is known by a phone number.
///
/// (The gateway's document, "UPDATE USER UNDER YOUR COMPANY".)
///
/// ```
/// use kess_types::{Currency, Operation, UpdateUser};
///
/// let user = UpdateUser::new("070222703", "Rithy", "Kin", "Siem Reap", Currency::Usd);
/// assert!(user.validate().is_ok());
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct UpdateUser {
    phone_number: String,
    first_name: String,
    last_name: String,
    address: String,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthday: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

impl UpdateUser {
    /// The phone number that the user is known by, and the new values.
    pub fn new(
        phone_number: impl Into<String>,
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        address: impl Into<String>,
        currency: Currency,
    ) -> Self {
        Self {
            phone_number: trimmed(phone_number),
            first_name: trimmed(first_name),
            last_name: trimmed(last_name),
            address: trimmed(address),
            currency,
            birthday: None,
            gender: None,
            email: None,
            description: None,
        }
    }

    /// Birthday.
    pub fn birthday(self, birthday: Date) -> Self {
        Self { birthday: Some(birthday), ..self }
    }

    /// Gender; the document's example has `m`.
    pub fn gender(self, gender: impl Into<String>) -> Self {
        Self { gender: Some(trimmed(gender)), ..self }
    }

    /// E-mail address.
    pub fn email(self, email: impl Into<String>) -> Self {
        Self { email: Some(trimmed(email)), ..self }
    }

    /// A note about the user.
    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: Some(trimmed(description)), ..self }
    }
}

impl Operation for UpdateUser {
    type Response = User;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "update_user",
        position: 5,
        heading: "UPDATE USER UNDER YOUR COMPANY",
        summary: "Changes the user who is known by a phone number.",
        endpoint: Endpoint::DoAction,
        service: "update_user",
        effect: Effect::Keyed,
        fields: &[
            Field::required("phone_number", Kind::Text, "The user's phone number.").key(),
            Field::required("first_name", Kind::Text, "First name."),
            Field::required("last_name", Kind::Text, "Last name."),
            Field::required("address", Kind::Text, "Address."),
            Field::required("currency", Kind::Currency, "The currency of the wallet."),
            Field::optional("birthday", Kind::Date, "Birthday."),
            Field::optional("gender", Kind::Text, "Gender, such as `m`."),
            Field::optional("email", Kind::Text, "E-mail address."),
            Field::optional("description", Kind::Text, "A note."),
        ],
    };

    fn example() -> Self {
        Self::new("070222703", "Rithy", "Kin", "Sen Sok, Phnom Penh", Currency::Usd)
            .email("rithy@example.com")
            .birthday(Date::EXAMPLE)
            .gender("m")
            .description("description...")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("phone_number", &self.phone_number)?;
        validate::present("first_name", &self.first_name)?;
        validate::present("last_name", &self.last_name)?;
        validate::present("address", &self.address)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
