//! List the banks that are supported.

use serde::{Deserialize, Serialize, Serializer};

use crate::ids::BankId;
use crate::lenient;
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Page;
use crate::validate::InvalidField;

/// Lists the banks whose cards and accounts can be used, a page at a time.
///
/// (The gateway's document, "LIST ALL SUPPORT BANKS".)
///
/// ```
/// use kess_types::{ListBanks, Operation};
///
/// assert!(ListBanks::new().per_page(50).page(2).validate().is_ok());
/// assert!(ListBanks::new().per_page(0).validate().is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(remote = "Self")]
pub struct ListBanks {
    #[serde(skip_serializing_if = "Option::is_none")]
    per_page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
}

impl ListBanks {
    /// The first page, of the gateway's usual size.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many banks a page holds.
    pub fn per_page(self, banks: u32) -> Self {
        Self { per_page: Some(banks), ..self }
    }

    /// Which page, from 1.
    pub fn page(self, page: u32) -> Self {
        Self { page: Some(page), ..self }
    }
}

impl Operation for ListBanks {
    type Response = Page<Bank>;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "list_banks",
        position: 8,
        heading: "LIST ALL SUPPORT BANKS",
        summary: "Lists the banks whose cards and accounts can be used.",
        endpoint: Endpoint::DoAction,
        service: "list_banks",
        effect: Effect::Reads,
        fields: &[
            Field::optional("per_page", Kind::Integer, "How many banks a page holds."),
            Field::optional("page", Kind::Integer, "Which page, from 1."),
        ],
    };

    fn example() -> Self {
        Self::new().per_page(20).page(1)
    }

    fn validate(&self) -> Result<(), InvalidField> {
        for (field, value) in [("per_page", self.per_page), ("page", self.page)] {
            if value == Some(0) {
                return Err(InvalidField::new(field, "must be 1 or more"));
            }
        }
        Ok(())
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// A bank.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Bank {
    /// The id that cards and accounts are tokenised with.
    pub id: BankId,
    /// Name.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// Country.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub region: Option<String>,
    /// City.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub city: Option<String>,
    /// Path of a picture.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub logo: Option<String>,
}
