//! Create a user under the merchant's company.

use serde::{Serialize, Serializer};

use crate::date::Date;
use crate::money::Currency;
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::User;
use crate::text::trimmed;
use crate::validate::{self, InvalidField};

/// Creates a user, with a wallet, under the merchant's company.
///
/// (The gateway's document, "CREATE USER UNDER YOUR COMPANY".)
///
/// The gateway refuses a second user with the same phone number or e-mail address, with an error
/// on `phone_number` or `email`.
///
/// ```
/// use kess_types::{CreateUser, Currency, Operation};
///
/// let user = CreateUser::with_phone("070222703", "Rithy", "Kin", "Phnom Penh", Currency::Usd)
///     .birthday("1996-12-01".parse()?)
///     .gender("m");
/// assert!(user.validate().is_ok());
/// # Ok::<(), kess_types::InvalidDate>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct CreateUser {
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    first_name: String,
    last_name: String,
    address: String,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthday: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

impl CreateUser {
    /// A user who is known by a phone number; the currency is the one of the wallet.
    pub fn with_phone(
        phone_number: impl Into<String>,
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        address: impl Into<String>,
        currency: Currency,
    ) -> Self {
        let user = Self::known_by_nothing(first_name, last_name, address, currency);
        Self { phone_number: Some(trimmed(phone_number)), ..user }
    }

    /// A user who is known by an e-mail address; the currency is the one of the wallet.
    pub fn with_email(
        email: impl Into<String>,
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        address: impl Into<String>,
        currency: Currency,
    ) -> Self {
        let user = Self::known_by_nothing(first_name, last_name, address, currency);
        Self { email: Some(trimmed(email)), ..user }
    }

    fn known_by_nothing(
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        address: impl Into<String>,
        currency: Currency,
    ) -> Self {
        Self {
            phone_number: None,
            email: None,
            first_name: trimmed(first_name),
            last_name: trimmed(last_name),
            address: trimmed(address),
            currency,
            birthday: None,
            gender: None,
            description: None,
        }
    }

    /// A phone number besides the e-mail address.
    pub fn phone_number(self, phone_number: impl Into<String>) -> Self {
        Self { phone_number: Some(trimmed(phone_number)), ..self }
    }

    /// An e-mail address besides the phone number.
    pub fn email(self, email: impl Into<String>) -> Self {
        Self { email: Some(trimmed(email)), ..self }
    }

    /// Birthday.
    pub fn birthday(self, birthday: Date) -> Self {
        Self { birthday: Some(birthday), ..self }
    }

    /// Gender; the document's example has `m`.
    pub fn gender(self, gender: impl Into<String>) -> Self {
        Self { gender: Some(trimmed(gender)), ..self }
    }

    /// A note about the user.
    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: Some(trimmed(description)), ..self }
    }
}

impl Operation for CreateUser {
    type Response = User;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "create_user",
        position: 4,
        heading: "CREATE USER UNDER YOUR COMPANY",
        summary: "Creates a user, with a wallet, under the merchant's company.",
        endpoint: Endpoint::DoAction,
        service: "create_user",
        effect: Effect::Keyed,
        fields: &[
            Field::optional("phone_number", Kind::Text, "Phone number; this or email.").key(),
            Field::optional("email", Kind::Text, "E-mail address; this or phone_number.").key(),
            Field::required("first_name", Kind::Text, "First name."),
            Field::required("last_name", Kind::Text, "Last name."),
            Field::required("address", Kind::Text, "Address."),
            Field::required("currency", Kind::Currency, "The currency of the wallet."),
            Field::optional("birthday", Kind::Date, "Birthday."),
            Field::optional("gender", Kind::Text, "Gender, such as `m`."),
            Field::optional("description", Kind::Text, "A note."),
        ],
    };

    fn example() -> Self {
        Self::with_phone("070222703", "Rithy", "Kin", "Sen Sok, Phnom Penh", Currency::Usd)
            .email("rithy@example.com")
            .birthday(Date::EXAMPLE)
            .gender("m")
            .description("description...")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        let given = |contact: &Option<String>| contact.as_ref().is_some_and(|c| !c.is_empty());
        if !given(&self.phone_number) && !given(&self.email) {
            return Err(InvalidField::new("phone_number", "or `email` must be given"));
        }
        validate::present("first_name", &self.first_name)?;
        validate::present("last_name", &self.last_name)?;
        validate::present("address", &self.address)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
