//! Login as merchant.

use serde::{Deserialize, Serialize, Serializer};

use crate::ids::UserId;
use crate::lenient;
use crate::money::{Amount, Currency};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::secret::{self, Password, SessionToken};
use crate::text::trimmed;
use crate::validate::{self, InvalidField};

/// Logs the merchant's API user in, which every other operation needs. The SDK does it by itself.
///
/// (The gateway's document, "LOGIN AS MERCHANT FIRST TO USE OTHER API".)
///
/// A wrong name or password is refused with an error on `user_name_password`.
///
/// ```
/// use kess_types::{Login, Operation, Password};
///
/// let login = Login::new("api-user", Password::new("secret"));
/// assert!(login.validate().is_ok());
/// assert!(!format!("{login:?}").contains("secret"));
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct Login {
    user_name: String,
    #[serde(serialize_with = "secret::on_the_wire")]
    password: Password,
}

impl Login {
    /// The API user's name and password, as KESS has given them.
    pub fn new(user_name: impl Into<String>, password: impl Into<Password>) -> Self {
        Self { user_name: trimmed(user_name), password: password.into() }
    }
}

impl Operation for Login {
    type Response = Session;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "login",
        position: 1,
        heading: "LOGIN AS MERCHANT FIRST TO USE OTHER API",
        summary: "Logs the merchant's API user in.",
        endpoint: Endpoint::Login,
        service: "",
        effect: Effect::Reads,
        fields: &[
            Field::required("user_name", Kind::Text, "The API user's name."),
            Field::required("password", Kind::Text, "The API user's password.").secret(),
        ],
    };

    fn example() -> Self {
        Self::new("user_name", "api-password")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("user_name", &self.user_name)?;
        validate::secret("password", &self.password)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// What a login returns.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Session {
    /// The token that every other call carries.
    pub token: SessionToken,
    /// The API user.
    #[serde(default, deserialize_with = "lenient::optional_object")]
    pub user: Option<ApiUser>,
}

/// The API user that logged in, and the merchant's wallet.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct ApiUser {
    /// The user's id.
    pub id: UserId,
    /// Path of a picture.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub avatar: Option<String>,
    /// The merchant's company.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub fk_soc: Option<String>,
    /// Time zone.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub time_zone: Option<String>,
    /// Full name.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub full_name: Option<String>,
    /// Balance of the merchant's wallet, exact to the last digit.
    #[serde(default)]
    pub balance: Option<Amount>,
    /// Reference of the merchant's wallet.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub wallet_ref: Option<String>,
    /// Id of the merchant's wallet.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub wallet_id: Option<String>,
    /// Currency of the merchant's wallet.
    #[serde(default)]
    pub currency: Option<Currency>,
}
