//! Tokenise a bank account.

use serde::{Deserialize, Serialize, Serializer};

use crate::ids::{BankId, UserId};
use crate::lenient;
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::secret::{self, BankNumber, HolderName, PaymentToken};
use crate::validate::{self, InvalidField};

/// Turns a bank account into a token to deposit with.
///
/// (The gateway's document, "TOKENIZE", "BANK ACCOUNT".) The account number goes out encrypted.
///
/// ```
/// use kess_types::{Operation, TokenizeBankAccount};
///
/// let account = TokenizeBankAccount::new("308", "SOK SAN", "4", "00010221412688");
/// assert!(account.validate().is_ok());
/// assert!(!format!("{account:?}").contains("00010221412688"));
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct TokenizeBankAccount {
    user_id: UserId,
    #[serde(serialize_with = "secret::on_the_wire")]
    holder_name: HolderName,
    bank_id: BankId,
    #[serde(serialize_with = "secret::on_the_wire")]
    bank_number: BankNumber,
}

impl TokenizeBankAccount {
    /// The user who owns the account, the holder's name, the bank, and the account number.
    pub fn new(
        user_id: impl Into<UserId>,
        holder_name: impl Into<HolderName>,
        bank_id: impl Into<BankId>,
        bank_number: impl Into<BankNumber>,
    ) -> Self {
        Self {
            user_id: user_id.into(),
            holder_name: holder_name.into(),
            bank_id: bank_id.into(),
            bank_number: bank_number.into(),
        }
    }
}

impl Operation for TokenizeBankAccount {
    type Response = BankAccountToken;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "tokenize_bank_account",
        position: 10,
        heading: "TOKENIZE, BANK ACCOUNT",
        summary: "Turns a bank account into a token.",
        endpoint: Endpoint::DoAction,
        service: "tokenize_bank_account",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("user_id", Kind::Id, "The user who owns the account."),
            Field::required("holder_name", Kind::Text, "The name of the account's holder.")
                .secret(),
            Field::required("bank_id", Kind::Id, "The bank of the account."),
            Field::required("bank_number", Kind::Text, "The account number.").sealed(),
        ],
    };

    fn example() -> Self {
        Self::new("308", "SOK SAN", "4", "00010221412688")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("user_id", self.user_id.as_str())?;
        validate::secret("holder_name", &self.holder_name)?;
        validate::present("bank_id", self.bank_id.as_str())?;
        validate::digits("bank_number", &self.bank_number, [4, 34])
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// The token that stands for an account from now on.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct BankAccountToken {
    /// The token; deposits take it. Keep it as you would keep the account number.
    pub token: PaymentToken,
    /// The last four digits of the account number.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub bank_number: Option<String>,
    /// The URL of a QR code to scan before the account is active.
    #[serde(default, deserialize_with = "lenient::optional_text")]
    pub qr_image: Option<String>,
    /// Whether the account must be activated by that code first.
    #[serde(default, deserialize_with = "lenient::boolean")]
    pub need_verify: bool,
}
