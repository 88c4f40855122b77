//! Deposit by bank account.

use serde::{Serialize, Serializer};

use crate::ids::UserId;
use crate::money::{Currency, Money};
use crate::operation::{Effect, Endpoint, Field, Kind, Operation, OperationInfo};
use crate::responses::Deposit;
use crate::secret::{self, PaymentToken, PreOrderToken};
use crate::validate::{self, InvalidField};

/// Takes money from a tokenised bank account.
///
/// (The gateway's document, "DEPOSIT BANK ACCOUNT".) Where the answer says `need_verify_trx`, no
/// money has moved until [`ConfirmPayments`](crate::ConfirmPayments) has.
///
/// ```
/// use kess_types::{DepositByBankAccount, Operation};
///
/// let deposit = DepositByBankAccount::new("308", "the-account-token", "4000 KHR".parse()?);
/// assert!(deposit.validate().is_ok());
/// # Ok::<(), kess_types::InvalidMoney>(())
/// ```
#[derive(Clone, Debug, Serialize)]
#[serde(remote = "Self")]
pub struct DepositByBankAccount {
    user_id: UserId,
    #[serde(serialize_with = "secret::on_the_wire")]
    token: PaymentToken,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "secret::optional")]
    pre_order_token: Option<PreOrderToken>,
    #[serde(flatten)]
    money: Money,
}

impl DepositByBankAccount {
    /// The user whose wallet is credited, the account's token, and how much.
    pub fn new(user_id: impl Into<UserId>, token: impl Into<PaymentToken>, money: Money) -> Self {
        Self { user_id: user_id.into(), token: token.into(), pre_order_token: None, money }
    }

    /// The pre-order that is paid by it.
    pub fn pre_order_token(self, token: impl Into<PreOrderToken>) -> Self {
        Self { pre_order_token: Some(token.into()), ..self }
    }
}

impl Operation for DepositByBankAccount {
    type Response = Deposit;

    const INFO: &'static OperationInfo = &OperationInfo {
        name: "deposit_by_bank_account",
        position: 13,
        heading: "DEPOSIT BANK ACCOUNT",
        summary: "Takes money from a tokenised bank account.",
        endpoint: Endpoint::DoAction,
        service: "deposit_by_bank_account",
        effect: Effect::MovesMoney,
        fields: &[
            Field::required("user_id", Kind::Id, "The user whose wallet is credited."),
            Field::required("token", Kind::Text, "The account's token.").secret(),
            Field::optional("pre_order_token", Kind::Text, "The pre-order to pay.").secret(),
            Field::required("amount", Kind::Amount, "How much."),
            Field::required("currency", Kind::Currency, "Of what."),
        ],
    };

    fn example() -> Self {
        Self::new("308", "TOKEN", Money::from_minor(100, Currency::Usd))
            .pre_order_token("PRE_ORDER_TOKEN")
    }

    fn validate(&self) -> Result<(), InvalidField> {
        validate::present("user_id", self.user_id.as_str())?;
        validate::secret("token", &self.token)?;
        validate::payable("amount", &self.money)
    }

    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}
